"""Keeps the shop's people: taken on, changed, let go, given a PIN, let in again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import argon2
from sqlalchemy import Connection, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name as clean_name
from pos_desktop.selling.permissions import Rights, Role, beyond, rights_of
from pos_desktop.services import tries
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.pins import check_pin
from pos_desktop.services.shop.proving import proof_of
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import members, merges
from pos_desktop.storage.queries import staff as queries
from pos_desktop.storage.queries.shops import StaffRow
from pos_desktop.storage.queries.staff import StaffPage
from pos_desktop.storage.schema.shop import register
from pos_desktop.storage.schema.shop import staff as staff_table

MOST_NAME = 40

__all__ = ["Change", "Hire", "LinkMember", "SetPin", "StaffPage", "Staffing", "check_may_edit"]


@dataclass(frozen=True, slots=True)
class Hire:
    """A new person. `own` are the rights that differ from the role's; `by` is who takes them on."""

    id: str
    name: str
    role: Role
    pin: str = field(repr=False)
    by: Id
    own: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A person as they are to be from now on, whole."""

    id: str
    staff_id: Id
    name: str
    role: Role
    by: Id
    own: Mapping[str, Any] = field(default_factory=dict)
    active: bool = True


@dataclass(frozen=True, slots=True)
class SetPin:
    """Another PIN; who sets their own says the `old` one, another needs the right `people`."""

    id: str
    staff_id: Id
    pin: str = field(repr=False)
    by: Id
    old: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LinkMember:
    """The account of a person's own member card, "" for none: they earn nothing on their shift and help it no more."""

    id: str
    staff_id: Id
    account_id: Id
    by: Id


class Staffing:
    """Use cases of who keeps the people; nobody gives what they have not, only an owner touches an owner."""

    def __init__(self, till: Till, hasher: argon2.PasswordHasher | None = None) -> None:
        self._till = till
        self._proof = proof_of(till, hasher)

    def all(self, by: Id) -> list[StaffPage]:
        """Everybody who is or was of the shop; NOT_ALLOWED."""
        with self._till.db.read() as tx:
            require(tx, by, "people")
            return queries.pages(tx)

    def locked_seconds(self, page: StaffPage) -> int:
        """Seconds until the person may try a PIN again; 0 when they may now."""
        if page.locked_until is None:
            return 0
        with self._till.db.read() as tx:
            return max(0, int((page.locked_until - self._till.ran(tx)).total_seconds()))

    def hire(self, command: Hire) -> Id:
        """Take a person on; gives their id.

        Raises:
            Rejected: NOT_ALLOWED with the `right` that the giver has not, OWNER_ONLY, BAD_RIGHT, INVALID_NAME,
                STAFF_NAME_TAKEN, WEAK_PIN, PIN_TAKEN.
        """
        with self._till.db.read() as tx:
            require(tx, command.by, "people")
        staff_id = _id_of(self._till, command.id)
        self._check_pin(command.pin, staff_id)
        pin_hash = self._proof.pins.hash(command.pin, staff_id)
        print_ = [command.name, command.role, dict(command.own), pin_hash, command.by]
        asked = Asked(command.id, "hire", fingerprint(print_), command.by)
        once(self._till, asked, lambda tx, written: self._hire(tx, written, command, staff_id, pin_hash))
        return staff_id

    def _hire(self, tx: Connection, written: Written, command: Hire, staff_id: Id, pin_hash: str) -> Deed:
        giver = require(tx, command.by, "people")
        _check_giving(giver, command.role, command.own, None)
        written.insert(staff_table, {
            "id": staff_id, "shop_id": self._till.shop.id, "name": _free_name(tx, command.name, staff_id),
            "role": command.role.value, "pin_hash": pin_hash, "position": _next_position(tx),
            "rights": dict(command.own),
        })  # fmt: skip
        body = {"role": command.role.value, "own": dict(command.own)}
        return Deed({"staff_id": staff_id}, Event.STAFF_ADDED, staff_id, body)

    def change(self, command: Change) -> None:
        """Give a person another name, role or rights, let them go or take them back.

        Raises:
            Rejected: what `hire` refuses of names and rights; UNKNOWN_USER, LAST_PEOPLE, LAST_OWNER, PERSON_ON_SHIFT.
        """
        print_ = [command.staff_id, command.name, command.role, dict(command.own), command.active, command.by]
        asked = Asked(command.id, "change_person", fingerprint(print_), command.by)
        once(self._till, asked, lambda tx, written: self._change(tx, written, command))

    def _change(self, tx: Connection, written: Written, command: Change) -> Deed:
        giver = require(tx, command.by, "people")
        before = _page(tx, command.staff_id)
        check_may_edit(giver, before.role)
        _check_giving(giver, command.role, command.own, before.rights if before.active else None)
        if before.shift_number is not None and not command.active:
            raise Rejected(Code.PERSON_ON_SHIFT, number=before.shift_number)
        _check_somebody_stays(tx, command)
        now = {"name": _free_name(tx, command.name, command.staff_id), "role": command.role.value,
               "rights": dict(command.own), "active": command.active}  # fmt: skip
        tx.execute(update(staff_table).where(staff_table.c.id == command.staff_id).values(**now))
        written.saw(staff_table, command.staff_id)
        body = {"role": command.role.value, "own": dict(command.own), "active": command.active,
                "renamed": now["name"] != before.name}  # fmt: skip
        return Deed({"staff_id": command.staff_id}, Event.STAFF_CHANGED, command.staff_id, body)

    def set_pin(self, command: SetPin) -> None:
        """Give a person another PIN, and take a lock off.

        Raises:
            Rejected: WEAK_PIN, PIN_TAKEN, NOT_ALLOWED, OWNER_ONLY, UNKNOWN_USER; WRONG_PIN and its locks for `old`.
        """
        if command.by == command.staff_id:
            self._proof.by_pin(command.by, command.old)
        with self._till.db.read() as tx:
            _check_may_set(tx, command)
        self._check_pin(command.pin, command.staff_id)
        pin_hash = self._proof.pins.hash(command.pin, command.staff_id)
        asked = Asked(command.id, "set_staff_pin", fingerprint([command.staff_id, pin_hash]), command.by)
        once(self._till, asked, lambda tx, written: self._set_pin(tx, written, command, pin_hash))

    def _set_pin(self, tx: Connection, written: Written, command: SetPin, pin_hash: str) -> Deed:
        page = _check_may_set(tx, command)
        change = {"pin_hash": pin_hash, "failed_pins": 0, "locked_until": None}
        tx.execute(update(staff_table).where(staff_table.c.id == command.staff_id).values(**change))
        written.saw(staff_table, command.staff_id)
        return Deed({"staff_id": page.id}, Event.STAFF_PIN_SET, page.id, {"own": command.by == page.id})

    def link(self, command: LinkMember) -> None:
        """Keep whose member card is a person's own; of who was merged, it is that of whom they are part of now.

        Raises:
            Rejected: NOT_ALLOWED, OWNER_ONLY, UNKNOWN_USER, UNKNOWN_MEMBER, CARD_OF_OTHER when somebody else has it,
                SAME_PERSON to who takes their own card off.
        """
        print_ = fingerprint([command.staff_id, command.account_id, command.by])
        asked = Asked(command.id, "link_person", print_, command.by)
        once(self._till, asked, lambda tx, written: self._link(tx, written, command))

    def _link(self, tx: Connection, written: Written, command: LinkMember) -> Deed:
        giver = require(tx, command.by, "people")
        before = _page(tx, command.staff_id)
        check_may_edit(giver, before.role)
        member_id = _member_of(tx, command.account_id) if command.account_id else None
        if before.id == giver.id and before.member_id not in (None, member_id) and giver.role is not Role.OWNER:
            raise Rejected(Code.SAME_PERSON)
        if member_id and any(one.member_id == member_id and one.id != before.id for one in queries.pages(tx)):
            raise Rejected(Code.CARD_OF_OTHER)
        tx.execute(update(staff_table).where(staff_table.c.id == before.id).values(member_id=member_id))
        written.saw(staff_table, before.id)
        return Deed({"staff_id": before.id}, Event.STAFF_CHANGED, before.id, {"member": member_id})

    def unlock(self, operation_id: str, staff_id: Id, by: Id) -> None:
        """Let another person try their PIN again, and this register too; SAME_PERSON, NOT_ALLOWED, OWNER_ONLY."""
        asked = Asked(operation_id, "unlock_person", fingerprint([staff_id, by]), by)
        once(self._till, asked, lambda tx, _written: self._unlock(tx, staff_id, by))

    def _unlock(self, tx: Connection, staff_id: Id, by: Id) -> Deed:
        if by == staff_id:
            raise Rejected(Code.SAME_PERSON)
        check_may_edit(require(tx, by, "people"), _page(tx, staff_id).role)
        free = {"failed_pins": 0, "locked_until": None}
        tx.execute(update(staff_table).where(staff_table.c.id == staff_id).values(**free))
        tx.execute(update(register).where(register.c.id == self._till.register.id).values(**free))
        return Deed({"staff_id": staff_id}, Event.STAFF_UNLOCKED, staff_id, {})

    def _check_pin(self, pin: str, staff_id: Id) -> None:
        """Refuse PINs that everybody tries, the person's birthday, and those that somebody else has.

        The last refusal counts as a wrong PIN on this register: otherwise this would be the place to guess.
        """
        check_pin(pin)
        with self._till.db.read() as tx:
            tries.check_till(tx, self._till)
            people = queries.pages(tx)
        own = next((one for one in people if one.id == staff_id), None)
        if own and own.birthday and pin in _dates(own.birthday):
            raise Rejected(Code.PIN_TAKEN)
        others = [one.pin_hash for one in people if one.active and one.id != staff_id]
        if any([self._proof.pins.fits(pin_hash, pin) for pin_hash in others]):  # all of them, whichever it is
            with self._till.db.write() as tx:
                tries.count_wrong(tx, self._till)
            raise Rejected(Code.PIN_TAKEN)


def check_may_edit(giver: StaffRow, role: Role) -> None:
    """Nobody touches an owner but an owner; OWNER_ONLY."""
    if role is Role.OWNER and giver.role is not Role.OWNER:
        raise Rejected(Code.OWNER_ONLY)


def _check_giving(giver: StaffRow, role: Role, own: Mapping[str, Any], before: Rights | None) -> None:
    """What somebody gives they have themselves; what the person had already may stay."""
    check_may_edit(giver, role)
    after = rights_of(role, own)
    given = sorted(name for name in beyond(after, giver.rights)
                   if before is None or getattr(before, name) != getattr(after, name))  # fmt: skip
    if given:
        raise Rejected(Code.NOT_ALLOWED, right=given[0])


def _check_somebody_stays(tx: Connection, command: Change) -> None:
    others = [one for one in queries.pages(tx) if one.active and one.id != command.staff_id]
    stays = command.active and rights_of(command.role, command.own).people
    if not stays and not any(one.rights.people for one in others):
        raise Rejected(Code.LAST_PEOPLE)
    if not (command.active and command.role is Role.OWNER) and not any(one.role is Role.OWNER for one in others):
        raise Rejected(Code.LAST_OWNER)


def _check_may_set(tx: Connection, command: SetPin) -> StaffPage:
    """The person whose PIN it is; NOT_ALLOWED, OWNER_ONLY."""
    page = _page(tx, command.staff_id)
    if command.by != page.id:
        check_may_edit(require(tx, command.by, "people"), page.role)
    return page


def _page(tx: Connection, staff_id: Id) -> StaffPage:
    page = queries.page(tx, staff_id)
    if page is None:
        raise Rejected(Code.UNKNOWN_USER)
    return page


def _member_of(tx: Connection, account_id: Id) -> Id:
    known = members.by_account(tx, merges.survivor(tx, account_id))
    if known is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    return known.id


def _free_name(tx: Connection, text: str, staff_id: Id) -> str:
    kept = clean_name(text, MOST_NAME)
    if any(one.name.casefold() == kept.casefold() and one.id != staff_id for one in queries.pages(tx)):
        raise Rejected(Code.STAFF_NAME_TAKEN)
    return kept


def _next_position(tx: Connection) -> int:
    return max((one.position for one in queries.pages(tx) if one.position < 100), default=0) + 1


def _id_of(till: Till, operation_id: str) -> Id:
    """The id that a resend of the same operation finds again."""
    return fingerprint([till.shop.id, "hire", operation_id])[:32]


def _dates(day: date) -> set[str]:
    patterns = ("%d%m", "%m%d", "%Y", "%d%m%y", "%y%m%d", "%d%m%Y", "%Y%m%d", "%m%d%y", "%m%d%Y")
    return {day.strftime(pattern) for pattern in patterns}
