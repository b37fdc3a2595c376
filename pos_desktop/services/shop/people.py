"""People who sell, and how they sign in."""

from dataclasses import dataclass

import argon2
from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name as clean_name
from pos_desktop.core.text import squeeze
from pos_desktop.selling.permissions import RIGHTS, Rights, Role
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.shop.proving import proof_of
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shops
from pos_desktop.storage.queries.shops import StaffRow
from pos_desktop.storage.schema.shop import staff


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, or has."""

    id: Id
    name: str
    role: Role
    rights: Rights


class People:
    """The shop's staff."""

    def __init__(self, till: Till, hasher: argon2.PasswordHasher | None = None) -> None:
        self._till = till
        self.proof = proof_of(till, hasher)

    def all(self) -> list[Person]:
        """Active people in the order of the login screen."""
        with self._till.db.read() as tx:
            return [person_of(row) for row in shops.staff_list(tx)]

    def by_name(self, name: str) -> Person:
        """The person with this name, whatever its case and form of Unicode; UNKNOWN_USER otherwise."""
        wanted = squeeze(name).casefold()
        for person in self.all():
            if person.name.casefold() == wanted:
                return person
        raise Rejected(Code.UNKNOWN_USER, name=name[:40])

    def sign_in(self, staff_id: Id, pin: str) -> Person:
        """Check a PIN.

        Raises:
            Rejected: WRONG_PIN, PIN_LOCKED or TILL_LOCKED (`seconds` left), UNKNOWN_USER.
        """
        return person_of(self.proof.by_pin(staff_id, pin, Event.SIGN_IN))

    def sign_in_by_badge(self, code: str) -> Person:
        """Check the 32 digits of a badge; UNKNOWN_BADGE."""
        return person_of(self.proof.by_badge(code, Event.SIGN_IN))

    def keep_running(self) -> None:
        """Keep how far the till has run, so that a lock goes on from there after a restart."""
        with self._till.db.write() as tx:
            self._till.keep_running(tx)

    def add(self, tx: Connection, name: str, role: Role, pin: str, position: int = 0) -> Person:
        """Take a person on, in the caller's transaction."""
        person, written = Person(self._till.ids(), clean_name(name, 40), role, RIGHTS[role]), Written(tx)
        written.insert(staff, {
            "id": person.id, "shop_id": self._till.shop.id, "name": person.name, "role": role.value,
            "pin_hash": self.proof.pins.hash(pin, person.id), "position": position,
        })  # fmt: skip
        journal.append(tx, self._till, Event.STAFF_ADDED, person.id, {"role": role.value}, written=written)
        return person


def person_of(row: StaffRow) -> Person:
    """What others may know of a row of the staff."""
    return Person(row.id, row.name, row.role, row.rights)
