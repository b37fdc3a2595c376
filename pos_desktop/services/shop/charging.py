"""What the shop charges for service, by kind of order: one setting, and the item under which it is sold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, update

from pos_desktop.core.ids import Id
from pos_desktop.selling.charges import Rate, ServiceCharge
from pos_desktop.selling.lines import OrderType, Ware
from pos_desktop.selling.pricing import PricedOrder
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.shop.wares import known_item
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import settings
from pos_desktop.storage.schema.shop import setting, shop

SERVICE_CHARGE = "service_charge"
FOLLOWED_WITHIN = timedelta(days=1)
"""How long an order that was begun before a change may be paid as it was told to the guests."""


@dataclass(frozen=True, slots=True)
class SetService:
    """What each kind of order is charged from now on; one that is not named is charged nothing."""

    id: str
    rates: Mapping[OrderType, Rate]
    staff_id: Id


@dataclass(frozen=True, slots=True)
class ServiceSet:
    """What holds from now on; `is_repeat` when the operation had been done before."""

    rates: Mapping[OrderType, Rate]
    is_repeat: bool = False
    topics: tuple[str, ...] = ("catalogue",)


class Charging:
    """Reads and changes the shop's service charge."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def rates(self) -> dict[OrderType, Rate]:
        """What each kind of order is charged; nothing is left out."""
        with self._till.db.read() as tx:
            known = _rates(tx, self._till)
        return {kind: known.get(kind, Rate()) for kind in OrderType}

    def set_service(self, command: SetService) -> ServiceSet:
        """Charge otherwise from now on; open orders follow when they are changed. NOT_ALLOWED (`settings`)."""
        plain = _plain(command.rates)
        asked = Asked(command.id, "set_service", fingerprint(plain), command.staff_id)
        answer = once(self._till, asked, lambda tx, _written: self._deed(tx, plain, command.staff_id))
        return ServiceSet(self.rates(), answer["is_repeat"])

    def _deed(self, tx: Connection, value: dict[str, Any], staff_id: Id) -> Deed:
        require(tx, staff_id, "settings")
        shop_id, before = self._till.shop.id, _plain(_rates(tx, self._till))
        _value, version = settings.newest(tx, shop_id, SERVICE_CHARGE) or (None, 0)
        setting_id = self._till.ids()
        tx.execute(setting.insert().values(
            id=setting_id, shop_id=shop_id, name=SERVICE_CHARGE, value=value, version=version + 1,
            at=self._till.now(), staff_id=staff_id,
        ))  # fmt: skip
        tx.execute(update(shop).values(catalogue_version=shop.c.catalogue_version + 1))
        return Deed({}, Event.SETTING_CHANGED, setting_id, {"name": SERVICE_CHARGE, "before": before, "value": value})


def service(tx: Connection, till: Till) -> ServiceCharge | None:
    """The shop's service charge with its item; None where nothing is charged."""
    rates = {kind: rate for kind, rate in _rates(tx, till).items() if not rate.is_none}
    return ServiceCharge(known_item(tx, till, Ware.SERVICE), rates) if rates else None


def is_undercharged(tx: Connection, till: Till, priced: PricedOrder, in_force: Any) -> bool:
    """Whether an order holds less for service than the shop charges, and than it did since the order was begun.

    `in_force` is the setting's value as it was read with the prices; what held before is read only where it matters.
    """
    if not any(line.is_goods for line in priced.lines):
        return False
    kind, goods = priced.order.order_type, priced.before_points
    held = sum(line.amount for line in priced.lines if line.line.ware is Ware.SERVICE)
    if held >= _of(in_force).get(kind, Rate()).of(goods):
        return False
    since = max(priced.order.opened_at, till.now() - FOLLOWED_WITHIN)
    every = settings.in_force_since(tx, till.shop.id, SERVICE_CHARGE, since)
    return held < min(_of(value).get(kind, Rate()).of(goods) for value in every)


def _rates(tx: Connection, till: Till) -> dict[OrderType, Rate]:
    value, _version = settings.newest(tx, till.shop.id, SERVICE_CHARGE) or ({}, 0)
    return _of(value)


def _of(value: Any) -> dict[OrderType, Rate]:
    return {OrderType(kind): Rate(**rate) for kind, rate in (value or {}).items()}


def _plain(rates: Mapping[OrderType, Rate]) -> dict[str, Any]:
    return {kind.value: asdict(rates[kind]) for kind in OrderType if kind in rates and not rates[kind].is_none}
