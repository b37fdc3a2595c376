"""What a member says to one purpose: given or withdrawn, with the text that was read out; every answer stays."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.journal import Event
from pos_desktop.services.members import rows
from pos_desktop.services.members.erasing import is_erased
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import members, merges
from pos_desktop.wording import consents


@dataclass(frozen=True, slots=True)
class Say:
    """A yes or a no to one of `wording.consents.PURPOSES`, after the text of this version; `id` names the operation."""

    id: str
    account_id: Id
    purpose: str
    given: bool
    staff_id: Id
    text_version: str = consents.NEWEST


@dataclass(frozen=True, slots=True)
class Said:
    """That it is kept; `is_repeat` when the operation had been done before."""

    purpose: str
    given: bool
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members",)


class Consenting:
    """Use cases of what members agree to. Whoever sells may ask; the newest answer counts."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def say(self, command: Say) -> Said:
        """Keep an answer; of who was merged, it is the answer of whom they are part of now.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_USER, UNKNOWN_PURPOSE for a purpose without such a text, UNKNOWN_MEMBER,
                ALREADY_ERASED, ID_REUSED; nothing is written.
        """
        print_ = fingerprint([command.account_id, command.purpose, command.text_version, command.given])
        asked = Asked(command.id, "consent", print_, command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._deed(tx, written, command))
        return Said(command.purpose, command.given, answer["is_repeat"])

    def _deed(self, tx: Connection, written: Written, command: Say) -> Deed:
        require(tx, command.staff_id, "sell")
        if not consents.knows(command.purpose, command.text_version):
            raise Rejected(Code.UNKNOWN_PURPOSE)
        known = members.by_account(tx, merges.survivor(tx, command.account_id))
        if known is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        if is_erased(tx, known.id):
            raise Rejected(Code.ALREADY_ERASED)
        rows.insert_consent(
            written, self._till, known.id, given=command.given, staff_id=command.staff_id, purpose=command.purpose,
            text_version=command.text_version,
        )  # fmt: skip
        body = {"purpose": command.purpose, "text_version": command.text_version, "given": command.given}
        return Deed({"given": command.given}, Event.CONSENT, known.id, body)
