"""Erases what is known of a member: name, phones, birthday and cards go, the ledger stays under a pseudonym."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.gateways.erased import keep_erased, read_erased
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.selling import bookings
from pos_desktop.services.shop.rights import reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.copies import left_by_upgrades
from pos_desktop.storage.queries import credit, members, merges
from pos_desktop.storage.queries.shops import staff_by_id, staff_list
from pos_desktop.storage.schema.members import card, erasure, holder, member, member_phone, person


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
        self._note()
        for path in left_by_upgrades(self._till.db.path):  # the shop has lived without them since
            with suppress(OSError):
                path.unlink()
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
        if owed := credit.owed(tx, merges.family(tx, merges.survivor(tx, command.account_id))):
            raise Rejected(Code.MEMBER_OWES, owed=owed)
        gone = merges.family_of_member(tx, own)
        for member_id in gone:
            _forget(written, self._till, member_id)
            if not is_erased(tx, member_id):
                written.insert(erasure, {
                    "id": self._till.ids(), "member_id": member_id, "at": self._till.now(),
                    "staff_id": command.staff_id, "reason": reason,
                })  # fmt: skip
        return Deed({"people": len(gone)}, Event.MEMBER_ERASED, own, {"people": len(gone), "reason": reason})

    def _note(self) -> None:
        """Beside the database too, so that no backup brings them back when the database cannot be read any more."""
        folder = self._till.db.path.parent
        known = read_erased(folder)
        with self._till.db.read() as tx:
            rows = tx.execute(select(erasure.c.member_id, erasure.c.at, erasure.c.reason, erasure.c.staff_id)).all()
        new = [{"member_id": row.member_id, "at": row.at.isoformat(), "reason": row.reason, "staff_id": row.staff_id}
               for row in rows if row.member_id not in known]  # fmt: skip
        with suppress(EnvironmentProblem):  # the database has it, and is asked first
            keep_erased(folder, new)


def erase_again(written: Written, till: Till, known: Mapping[Id, Mapping[str, str]]) -> int:
    """Erase in a restored shop who was erased after the backup; how many people that were.

    `known` has the time (ISO 8601), the reason and the person of every erasure, by member.
    """
    tx, count = written.tx, 0
    there = set(tx.execute(select(member.c.id)).scalars())
    for member_id, told in sorted(known.items()):
        if member_id not in there or is_erased(tx, member_id):
            continue
        _forget(written, till, member_id)
        by = staff_by_id(tx, told["staff_id"]) or staff_list(tx)[0]
        written.insert(erasure, {
            "id": till.ids(), "member_id": member_id, "at": datetime.fromisoformat(told["at"]), "staff_id": by.id,
            "reason": told["reason"],
        })  # fmt: skip
        count += 1
    return count


def _forget(written: Written, till: Till, member_id: Id) -> None:
    """Nothing that names anybody stays; what was deleted is overwritten in the file (`secure_delete`)."""
    tx = written.tx
    tx.execute(delete(person).where(person.c.member_id == member_id))
    tx.execute(insert(person).values(id=till.ids(), member_id=member_id))
    tx.execute(delete(member_phone).where(member_phone.c.member_id == member_id))
    bookings.forget(tx, member_id)
    tx.execute(update(holder).where(holder.c.member_id == member_id).values(name="", active=False))
    alive = (card.c.member_id == member_id, card.c.revoked_at.is_(None))
    lost = tx.execute(update(card).where(*alive).values(revoked_at=till.now()).returning(card.c.id))
    written.saw(card, *lost.scalars().all())


def is_erased(tx: Connection, member_id: Id) -> bool:
    """Whether a member's data went."""
    return tx.execute(select(erasure.c.id).where(erasure.c.member_id == member_id)).first() is not None
