"""What proves that a member stands there: their own PIN; and their birthday, which may be put right once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import argon2
from sqlalchemy import Connection, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty import anniversaries
from pos_desktop.selling.order import Identified
from pos_desktop.services import journal, tries
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Answer, Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.pins import PinHash, check_pin, check_unlocked, lock_after
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import merges
from pos_desktop.storage.schema.members import person

LENGTH = 4
"""Digits of a member's PIN: it is typed at the counter, in front of a queue."""
OLDEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class SetPin:
    """A member's new PIN, typed by the member; `identified` is how the open order knows them."""

    id: str
    member_id: Id
    pin: str
    staff_id: Id
    identified: Identified = Identified.SEARCH


@dataclass(frozen=True, slots=True)
class ChangeBirthday:
    """Another date of birth; None takes it away."""

    id: str
    member_id: Id
    birthday: date | None
    staff_id: Id
    is_lunar: bool = False


@dataclass(frozen=True, slots=True)
class BirthdayChanged:
    """How often it was changed, and whether this year's gift is gone with it."""

    member_id: Id
    changes: int
    blocks_this_year: bool
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members",)


class Proofs:
    """Use cases of a member's PIN and birthday."""

    def __init__(self, till: Till, hasher: argon2.PasswordHasher | None = None) -> None:
        self._till = till
        self._pins = PinHash(till.keys.pepper, hasher)

    def set_pin(self, command: SetPin) -> None:
        """Give a member a PIN, the first or another, and take a lock off; harmless to send twice.

        Any cashier may with the member's card scanned in this order, otherwise who has the right `members`.

        Raises:
            Rejected: WEAK_PIN, NOT_ALLOWED, UNKNOWN_MEMBER, UNKNOWN_USER.
        """
        with self._till.db.read() as tx:
            member = _member(tx, command.member_id)
        _check_strength(command.pin, member.birthday)
        # The slow hash runs outside the transaction; without the pepper nobody guesses the PIN from it.
        pin_hash = self._pins.hash(command.pin, member.member_id)
        asked = Asked(command.id, "set_pin", fingerprint([member.member_id, pin_hash]), command.staff_id)
        once(self._till, asked, lambda tx, _written: self._set_pin(tx, command, pin_hash))

    def _set_pin(self, tx: Connection, command: SetPin, pin_hash: str) -> Deed:
        _check_may(tx, command.staff_id, command.identified is Identified.CARD)
        member = _member(tx, command.member_id)
        _check_strength(command.pin, member.birthday)
        change = update(person).where(person.c.id == member.id)
        tx.execute(change.values(pin_hash=pin_hash, failed_pins=0, locked_until=None))
        body = {"first": not member.pin_hash, "identified": command.identified.value}
        return Deed({"member_id": member.member_id}, Event.MEMBER_PIN_SET, member.member_id, body)

    def has_pin(self, member_id: Id) -> bool:
        """Whether the member has a PIN; UNKNOWN_MEMBER when there is no such member."""
        with self._till.db.read() as tx:
            return bool(_member(tx, member_id).pin_hash)

    def fits(self, member_id: Id, pin: str) -> bool:
        """Whether a member's PIN is right; wrong ones are counted, and from the fifth on they lock it for a while.

        Raises:
            Rejected: WRONG_PIN when it is wrong or when the member has none, PIN_LOCKED or TILL_LOCKED with the
                `seconds` left, UNKNOWN_MEMBER.
        """
        with self._till.db.read() as tx:
            member = _member(tx, member_id)
            locked = self._locked(tx, member, self._till.ran(tx))
        # As slow for who is locked or has none as for everybody else.
        right = self._pins.fits(member.pin_hash or self._pins.nobody, pin)
        is_clean = right and not locked and not member.failed_pins
        refused = None if is_clean else self._count(member.member_id, right)
        if refused:
            raise refused
        return True

    def _locked(self, tx: Connection, member: Any, now: datetime) -> Rejected | None:
        try:
            tries.check_till(tx, self._till)
            check_unlocked(member.locked_until, now)
        except Rejected as refused:
            return refused
        return None

    def _count(self, member_id: Id, right: bool) -> Rejected | None:
        """Keep a try; gives the refusal instead of raising it, for what it counts has to be kept."""
        with self._till.db.write() as tx:
            member, now = _member(tx, member_id), self._till.keep_running(tx)
            if locked := self._locked(tx, member, now):  # another till may have counted a try meanwhile
                return locked
            failed = 0 if right else member.failed_pins + 1
            tried = update(person).where(person.c.id == member.id)
            tx.execute(tried.values(failed_pins=failed, locked_until=lock_after(failed, now)))
            if right:
                return None
            tries.count_wrong(tx, self._till)
            journal.append(tx, self._till, Event.WRONG_PIN, member_id, {"of": "member"})
            return Rejected(Code.WRONG_PIN)

    def change_birthday(self, command: ChangeBirthday) -> BirthdayChanged:
        """Put a date of birth right: once by anybody, afterwards by who has the right `members` and not for this year.

        Filling in a date where there was none is no change.

        Raises:
            Rejected: INVALID_BIRTHDAY, NOT_ALLOWED, UNKNOWN_MEMBER, UNKNOWN_USER.
        """
        if command.birthday and not OLDEST_BIRTH <= command.birthday <= self._till.today():
            raise Rejected(Code.INVALID_BIRTHDAY)
        print_ = fingerprint([command.member_id, str(command.birthday), command.is_lunar])
        asked = Asked(command.id, "change_birthday", print_, command.staff_id)
        answer = once(self._till, asked, lambda tx, _written: self._change_birthday(tx, command))
        return BirthdayChanged(**answer)

    def _change_birthday(self, tx: Connection, command: ChangeBirthday) -> Deed:
        member = _member(tx, command.member_id)
        times, day = member.birthday_changes, self._till.today()
        is_change = member.birthday is not None and _differs(member, command)
        if is_change and not anniversaries.may_change(times, by_manager=False):
            _check_may(tx, command.staff_id, False)
        require(tx, command.staff_id, "sell")
        blocks = is_change and anniversaries.blocks(times)
        tx.execute(update(person).where(person.c.id == member.id).values(
            birthday=command.birthday, is_lunar=command.is_lunar, birthday_changes=times + is_change,
            birthday_changed_on=day if blocks else member.birthday_changed_on,
        ))  # fmt: skip
        # No date: the journal outlives who is erased.
        body = {"changes": times + is_change, "blocks": blocks}
        answer: Answer = {"member_id": member.member_id, "changes": body["changes"], "blocks_this_year": blocks}
        return Deed(answer, Event.BIRTHDAY_CHANGED, member.member_id, body)


def _member(tx: Connection, member_id: Id) -> Any:
    """The personal row of a member, or of who they are part of; UNKNOWN_MEMBER when there is none."""
    row = tx.execute(select(person).where(person.c.member_id == merges.surviving_member(tx, member_id))).first()
    if row is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    return row


def _differs(member: Any, command: ChangeBirthday) -> bool:
    return (member.birthday, bool(member.is_lunar)) != (command.birthday, command.is_lunar)


def _check_may(tx: Connection, staff_id: Id, has_card: bool) -> None:
    require(tx, staff_id, "sell" if has_card else "members")


def _check_strength(pin: str, birthday: date | None) -> None:
    """Four digits that nobody tries first, the birthday's among those; WEAK_PIN."""
    dates = {f"{birthday:%d%m}", f"{birthday:%m%d}"} if birthday else set()
    if len(pin) != LENGTH or pin in dates:
        raise Rejected(Code.WEAK_PIN, of="member")
    try:
        check_pin(pin)
    except Rejected as weak:
        raise Rejected(weak.code, of="member") from None
