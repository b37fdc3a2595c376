"""The people of a household or office card: their names, cards, phones, and what each may redeem in a month."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from pos_desktop.core import codes
from pos_desktop.core.codes import CardCode
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name as clean_name
from pos_desktop.services.journal import Event
from pos_desktop.services.members import rows
from pos_desktop.services.members.phones import Phone, parse_phone
from pos_desktop.services.once import Answer, Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import holders, members
from pos_desktop.storage.queries.holders import Holder
from pos_desktop.storage.schema.members import card, holder, member_phone

MOST_PER_MONTH = 1_000_000


@dataclass(frozen=True, slots=True)
class AddHolder:
    """A new person on a member's card; without `points_per_month` no limit holds. `id` names the operation."""

    id: str
    member_id: Id
    name: str
    staff_id: Id
    points_per_month: int | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ChangeHolder:
    """What a person is called, may redeem and is reached by from now on; an empty `phone` takes theirs away."""

    id: str
    holder_id: Id
    name: str
    staff_id: Id
    points_per_month: int | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class HolderCard:
    """A card of their own for a person; with `retire` the person and all their cards are taken off instead."""

    id: str
    holder_id: Id
    staff_id: Id


@dataclass(frozen=True, slots=True)
class HolderChanged:
    """The person as they stand; `card` is the 32 digits of a card that was issued."""

    holder_id: Id
    card: str = ""
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members",)


class Households:
    """Use cases of shared cards; each needs the right `members`."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def all(self, member_id: Id) -> list[Holder]:
        """Who may use the member's points, in the order in which they were added."""
        with self._till.db.read() as tx:
            return holders.of_member(tx, member_id)

    def card_of(self, holder_id: Id) -> str:
        """The 32 digits of a person's card; "" for one who is off, or has none."""
        with self._till.db.read() as tx:
            found = members.card_of_holder(tx, holder_id)
            code = CardCode(found.key_id, found.number, found.serial) if found else None
        return codes.card_token(code, self._till.keys.codes) if code else ""

    def add(self, command: AddHolder) -> HolderChanged:
        """Add a person, with a card of their own.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_MEMBER, INVALID_NAME, INVALID_AMOUNT, INVALID_PHONE, PHONE_TAKEN.
        """
        return self._once(command.id, "add_holder", command, self._add)

    def _add(self, tx: Connection, written: Written, command: AddHolder) -> Answer:
        owner = members.kept(tx, members.by_id(tx, command.member_id))
        if owner is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        holder_id = self._till.ids()
        tx.execute(insert(holder).values(
            id=holder_id, member_id=owner.id, at=self._till.now(), **_kept(command.name, command.points_per_month),
        ))  # fmt: skip
        self._set_phone(tx, holder_id, owner.id, command.phone)
        return self._issued(written, owner.id, holder_id)

    def change(self, command: ChangeHolder) -> HolderChanged:
        """Give a person another name, limit or phone.

        Raises:
            Rejected: as `add`, UNKNOWN_HOLDER.
        """
        return self._once(command.id, "change_holder", command, self._change)

    def _change(self, tx: Connection, written: Written, command: ChangeHolder) -> Answer:
        known = _active(tx, command.holder_id)
        kept = _kept(command.name, command.points_per_month)
        tx.execute(update(holder).where(holder.c.id == known.id).values(**kept))
        self._set_phone(tx, known.id, known.member_id, command.phone)
        return {"holder_id": known.id}

    def retire(self, command: HolderCard) -> HolderChanged:
        """Take a person off: their cards open nothing any more, their phone is free again.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_HOLDER.
        """
        return self._once(command.id, "retire_holder", command, self._retire)

    def _retire(self, tx: Connection, written: Written, command: HolderCard) -> Answer:
        known = _active(tx, command.holder_id)
        tx.execute(update(holder).where(holder.c.id == known.id).values(active=False))
        tx.execute(delete(member_phone).where(member_phone.c.holder_id == known.id))
        self._revoke(tx, written, known.id)
        return {"holder_id": known.id}

    def reissue(self, command: HolderCard) -> HolderChanged:
        """A new card for a person; their old ones open nothing any more.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_HOLDER.
        """
        return self._once(command.id, "reissue_holder", command, self._reissue)

    def _reissue(self, tx: Connection, written: Written, command: HolderCard) -> Answer:
        known = _active(tx, command.holder_id)
        self._revoke(tx, written, known.id)
        return self._issued(written, known.member_id, known.id)

    def _once(self, operation_id: str, kind: str, command: Any, work: Any) -> HolderChanged:
        def deed(tx: Connection, written: Written) -> Deed:
            require(tx, command.staff_id, "members")
            answer = work(tx, written, command)
            # No name: the journal outlives who is erased.
            return Deed(answer, Event.HOLDER_CHANGED, answer["holder_id"], {"what": kind})

        told = [kind, *(str(getattr(command, part)) for part in type(command).__dataclass_fields__ if part != "id")]
        answer = once(self._till, Asked(operation_id, kind, fingerprint(told), command.staff_id), deed)
        digits = codes.card_token(CardCode(*answer["card"]), self._till.keys.codes) if "card" in answer else ""
        return HolderChanged(answer["holder_id"], digits, answer["is_repeat"])

    def _issued(self, written: Written, member_id: Id, holder_id: Id) -> Answer:
        issued = rows.issue_card(written, self._till, member_id, holder_id=holder_id)
        # The answer that is kept names the card without its signature: the database alone makes no card.
        return {"holder_id": holder_id, "card": [issued.key_id, issued.number, issued.serial]}

    def _revoke(self, tx: Connection, written: Written, holder_id: Id) -> None:
        alive = (card.c.holder_id == holder_id, card.c.revoked_at.is_(None))
        lost = tx.execute(update(card).where(*alive).values(revoked_at=self._till.now()).returning(card.c.id))
        written.saw(card, *lost.scalars().all())

    def _set_phone(self, tx: Connection, holder_id: Id, member_id: Id, text: str) -> None:
        phone = parse_phone(text) if text.strip() else None
        tx.execute(delete(member_phone).where(member_phone.c.holder_id == holder_id))
        if phone:
            _check_free(tx, phone)
            rows.insert_phone(tx, self._till, member_id, phone, holder_id)


def _active(tx: Connection, holder_id: Id) -> Holder:
    known = holders.by_id(tx, holder_id)
    if known is None or not known.active:
        raise Rejected(Code.UNKNOWN_HOLDER)
    return known


def _kept(name: str, points_per_month: int | None) -> dict[str, Any]:
    if points_per_month is not None and not 0 <= points_per_month <= MOST_PER_MONTH:
        raise Rejected(Code.INVALID_AMOUNT)
    return {"name": clean_name(name), "points_per_month": points_per_month}


def _check_free(tx: Connection, phone: Phone) -> None:
    if taken := members.by_phone(tx, phone.e164):
        raise Rejected(Code.PHONE_TAKEN, member=taken.code, name=taken.name)
