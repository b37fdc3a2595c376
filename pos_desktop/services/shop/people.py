"""People who sell: PINs, signing in, and what stops guessing."""

from dataclasses import dataclass

import argon2
from sqlalchemy import Connection, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name as clean_name
from pos_desktop.core.text import squeeze
from pos_desktop.selling.permissions import RIGHTS, Rights, Role
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.pins import PinHash, check_unlocked, lock_after
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
        self._pins = PinHash(till.keys.pepper, hasher)

    def all(self) -> list[Person]:
        """Active people in the order of the login screen."""
        with self._till.db.read() as tx:
            return [Person(row.id, row.name, row.role, row.rights) for row in shops.staff_list(tx)]

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
            Rejected: WRONG_PIN, PIN_LOCKED (`seconds` left), UNKNOWN_USER.
        """
        with self._till.db.read() as tx:
            row = shops.staff_by_id(tx, staff_id)
        if row is None:
            raise Rejected(Code.UNKNOWN_USER)
        check_unlocked(row.locked_until, self._till.now())
        # The slow hash runs outside the transaction, so that nobody waits for it.
        right = self._pins.fits(row.pin_hash, pin)
        with self._till.db.write() as tx:
            row = shops.staff_by_id(tx, staff_id) or row
            check_unlocked(row.locked_until, self._till.now())  # another till may have counted a try meanwhile
            self._keep_try(tx, row, right)
        if not right:
            raise Rejected(Code.WRONG_PIN)
        return Person(row.id, row.name, row.role, row.rights)

    def _keep_try(self, tx: Connection, row: StaffRow, right: bool) -> None:
        failed = 0 if right else row.failed_pins + 1
        lock = lock_after(failed, self._till.now())
        tx.execute(update(staff).where(staff.c.id == row.id).values(failed_pins=failed, locked_until=lock))
        journal.append(tx, self._till, Event.SIGN_IN if right else Event.WRONG_PIN, row.id, {}, row.id)

    def add(self, tx: Connection, name: str, role: Role, pin: str, position: int = 0) -> Person:
        """Take a person on, in the caller's transaction."""
        person, written = Person(self._till.ids(), clean_name(name, 40), role, RIGHTS[role]), Written(tx)
        written.insert(staff, {
            "id": person.id, "shop_id": self._till.shop.id, "name": person.name, "role": role.value,
            "pin_hash": self._pins.hash(pin, person.id), "position": position,
        })  # fmt: skip
        journal.append(tx, self._till, Event.STAFF_ADDED, person.id, {"role": role.value}, written=written)
        return person
