"""What the shop has set for all its tills: each change is another row, and stands in the journal."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import settings
from pos_desktop.storage.schema.shop import setting

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


class Settings:
    """Reads and changes settings of the shop."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def set_blind(self, command: SetBlind) -> Set:
        """Let the drawer be counted blindly, or not; NOT_ALLOWED with the right `settings`, ID_REUSED."""
        asked = Asked(command.id, "set_blind", fingerprint([command.blind]), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._deed(tx, written, command))
        return Set(answer["blind"], answer["is_repeat"])

    def _deed(self, tx: Connection, written: Written, command: SetBlind) -> Deed:
        require(tx, command.staff_id, "settings")
        shop_id, before = self._till.shop.id, is_blind(tx, self._till)
        _value, version = settings.newest(tx, shop_id, BLIND_COUNT) or (None, 0)
        setting_id = self._till.ids()
        written.tx.execute(setting.insert().values(
            id=setting_id, shop_id=shop_id, name=BLIND_COUNT, value=command.blind, version=version + 1,
            at=self._till.now(), staff_id=command.staff_id,
        ))  # fmt: skip
        body = {"name": BLIND_COUNT, "before": before, "value": command.blind}
        return Deed({"blind": command.blind}, Event.SETTING_CHANGED, setting_id, body)


def is_blind(tx: Connection, till: Till) -> bool:
    """Whether the drawer is counted blindly: so it is until the shop says otherwise."""
    found = settings.newest(tx, till.shop.id, BLIND_COUNT)
    return found is None or found[0] is not False
