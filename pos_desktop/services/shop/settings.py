"""What the shop has set for all its tills: each change is another row, and stands in the journal."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.tenders import CASH_STEPS
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import settings
from pos_desktop.storage.queries.settings import CASH_ROUNDING
from pos_desktop.storage.schema.shop import setting, shop

BLIND_COUNT = "blind_count"


@dataclass(frozen=True, slots=True)
class SetBlind:
    """Whether cashiers count the drawer before they see what should be in it; `id` names the operation."""

    id: str
    blind: bool
    staff_id: Id


@dataclass(frozen=True, slots=True)
class Set:
    """What holds from now on; `is_repeat` when the operation had been done before."""

    blind: bool
    is_repeat: bool = False
    topics: tuple[str, ...] = ("shift",)


@dataclass(frozen=True, slots=True)
class SetCashRounding:
    """To what cash is rounded from now on: one of `CASH_STEPS`; `id` names the operation."""

    id: str
    step: Money
    staff_id: Id


@dataclass(frozen=True, slots=True)
class CashRoundingSet:
    """What holds from now on; `is_repeat` when the operation had been done before."""

    step: Money
    is_repeat: bool = False
    topics: tuple[str, ...] = ("catalogue",)


class Settings:
    """Reads and changes settings of the shop."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def cash_step(self) -> Money:
        """To what cash is rounded now, in đồng; 0 for nothing."""
        with self._till.db.read() as tx:
            return settings.cash_step(tx, self._till.shop.id)

    def set_blind(self, command: SetBlind) -> Set:
        """Let the drawer be counted blindly, or not; NOT_ALLOWED with the right `settings`, ID_REUSED."""

        def deed(tx: Connection) -> Deed:
            before = is_blind(tx, self._till)
            return self._changed(tx, BLIND_COUNT, before, command.blind, {"blind": command.blind}, command.staff_id)

        asked = Asked(command.id, "set_blind", fingerprint([command.blind]), command.staff_id)
        answer = once(self._till, asked, lambda tx, _written: deed(tx))
        return Set(answer["blind"], answer["is_repeat"])

    def set_cash_rounding(self, command: SetCashRounding) -> CashRoundingSet:
        """Round cash otherwise from now on, in every till's next sale and in what goes back.

        Raises:
            Rejected: NOT_ALLOWED with the right `settings`; INVALID_AMOUNT for a step that is none; ID_REUSED.
        """
        if command.step not in CASH_STEPS:
            raise Rejected(Code.INVALID_AMOUNT)

        def deed(tx: Connection) -> Deed:
            before = settings.cash_step(tx, self._till.shop.id)
            tx.execute(update(shop).values(catalogue_version=shop.c.catalogue_version + 1))  # the tills read it then
            return self._changed(tx, CASH_ROUNDING, before, command.step, {"step": command.step}, command.staff_id)

        asked = Asked(command.id, "set_cash_rounding", fingerprint([command.step]), command.staff_id)
        answer = once(self._till, asked, lambda tx, _written: deed(tx))
        return CashRoundingSet(answer["step"], answer["is_repeat"])

    def _changed(
        self, tx: Connection, name: str, before: Any, value: Any, answer: dict[str, Any], staff_id: Id
    ) -> Deed:  # fmt: skip
        require(tx, staff_id, "settings")
        shop_id, setting_id = self._till.shop.id, self._till.ids()
        _value, version = settings.newest(tx, shop_id, name) or (None, 0)
        tx.execute(setting.insert().values(
            id=setting_id, shop_id=shop_id, name=name, value=value, version=version + 1,
            at=self._till.now(), staff_id=staff_id,
        ))  # fmt: skip
        return Deed(answer, Event.SETTING_CHANGED, setting_id, {"name": name, "before": before, "value": value})


def is_blind(tx: Connection, till: Till) -> bool:
    """Whether the drawer is counted blindly: so it is until the shop says otherwise."""
    found = settings.newest(tx, till.shop.id, BLIND_COUNT)
    return found is None or found[0] is not False
