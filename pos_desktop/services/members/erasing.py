"""Erases what is known of a member: name, phones, birthday and cards go, the ledger stays under a pseudonym."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import members, merges
from pos_desktop.storage.schema.members import card, erasure, holder, member_phone, person


@dataclass(frozen=True, slots=True)
class Erase:
    """Whose data goes, why, and who does it; `id` names the operation."""

    id: str
    account_id: Id
    reason: str
    staff_id: Id


@dataclass(frozen=True, slots=True)
class Erased:
    """How many people's data went: the member's, and of those who became part of them."""

    account_id: Id
    people: int
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members",)


class Erasing:
    """The right to be forgotten."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def erase(self, command: Erase) -> Erased:
        """Erase a member with all who were merged into them; points and receipts stay, and belong to a code.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, UNKNOWN_MEMBER, ALREADY_ERASED, ID_REUSED; nothing is written.
        """
        asked = Asked(command.id, "erase", fingerprint([command.account_id, command.reason]), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._deed(tx, written, command))
        return Erased(command.account_id, answer["people"], answer["is_repeat"])

    def _deed(self, tx: Connection, written: Written, command: Erase) -> Deed:
        require(tx, command.staff_id, "erase")
        reason = reason_of(command.reason)
        known = members.by_account(tx, merges.survivor(tx, command.account_id))
        if known is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        own = known.id
        if is_erased(tx, own):
            raise Rejected(Code.ALREADY_ERASED)
        gone = merges.family_of_member(tx, own)
        for member_id in gone:
            self._forget(tx, written, member_id)
            if not is_erased(tx, member_id):
                written.insert(erasure, {
                    "id": self._till.ids(), "member_id": member_id, "at": self._till.now(),
                    "staff_id": command.staff_id, "reason": reason,
                })  # fmt: skip
        return Deed({"people": len(gone)}, Event.MEMBER_ERASED, own, {"people": len(gone), "reason": reason})

    def _forget(self, tx: Connection, written: Written, member_id: Id) -> None:
        """Nothing that names anybody stays; what was deleted is overwritten in the file (`secure_delete`)."""
        tx.execute(delete(person).where(person.c.member_id == member_id))
        tx.execute(insert(person).values(id=self._till.ids(), member_id=member_id))
        tx.execute(delete(member_phone).where(member_phone.c.member_id == member_id))
        tx.execute(update(holder).where(holder.c.member_id == member_id).values(name="", active=False))
        alive = (card.c.member_id == member_id, card.c.revoked_at.is_(None))
        lost = tx.execute(update(card).where(*alive).values(revoked_at=self._till.now()).returning(card.c.id))
        written.saw(card, *lost.scalars().all())


def is_erased(tx: Connection, member_id: Id) -> bool:
    """Whether a member's data went."""
    return tx.execute(select(erasure.c.id).where(erasure.c.member_id == member_id)).first() is not None
