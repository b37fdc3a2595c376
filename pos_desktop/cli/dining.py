"""What a `sale` says beside its goods: table, guests, service charge, delivery fee and tip."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money, positive
from pos_desktop.core.rates import parse_percent
from pos_desktop.core.text import note
from pos_desktop.selling.charges import Rate, with_charge, with_rate, with_service
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Order
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.catalogue import Wares

MOST_GUESTS = 999
MOST_TABLE = 40


@dataclass(frozen=True, slots=True)
class Dining:
    """Where the guests sit and what is charged for it; `service` None is what the shop charges for such orders."""

    table: str = ""
    guests: int = 0
    service: Rate | None = None
    delivery: Money = 0
    tip: Money = 0


AS_USUAL = Dining()


def read(body: Mapping[str, Any]) -> Dining:
    """Read the fields of a `sale`; MALFORMED, INVALID_AMOUNT."""
    table = body.get("table") or ""
    if not isinstance(table, str):
        raise Rejected(Code.MALFORMED, field="table")
    guests = body.get("guests", 0)
    if not isinstance(guests, int) or isinstance(guests, bool) or not 0 <= guests <= MOST_GUESTS:
        raise Rejected(Code.MALFORMED, field="guests")
    return Dining(note(table, MOST_TABLE), guests, _service(body), _amount(body, "delivery"), _amount(body, "tip"))


def _service(body: Mapping[str, Any]) -> Rate | None:
    value = body.get("service")
    if value is None:
        return None
    if isinstance(value, str) and type(value) is str:
        return Rate(percent=parse_percent(value))
    return Rate(amount=_amount(body, "service"))


def _amount(body: Mapping[str, Any], field: str) -> Money:
    value = body.get(field) or 0
    if not isinstance(value, int) or isinstance(value, bool):
        raise Rejected(Code.INVALID_AMOUNT, field=field)
    return positive(value) if value else 0


def seated(desk: Desk, wares: Wares, order: Order, asked: Dining) -> Order:
    """The order at its table, with its charges as its last lines; a table of the floor is known by its name."""
    if asked.delivery:
        order = with_charge(order, desk.wares.item(Ware.DELIVERY), Ware.DELIVERY, asked.delivery)
    if asked.tip:
        order = with_charge(order, desk.wares.item(Ware.TIP), Ware.TIP, asked.tip)
    order = replace(order, guests=asked.guests, table=asked.table, tables=_ids(desk, asked.table))
    if asked.service is None:
        return with_service(order, wares.service)
    return with_rate(order, desk.wares.item(Ware.SERVICE), asked.service)


def _ids(desk: Desk, name: str) -> tuple[str, ...]:
    if not name:
        return ()
    return tuple(one.id for area in desk.tables.plan() for one in area.tables if one.name == name)[:1]
