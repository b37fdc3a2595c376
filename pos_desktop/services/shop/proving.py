"""Proves who of the staff stands there, by PIN or by badge, and counts what was wrong."""

from typing import Any

import argon2
from sqlalchemy import Connection, select, update

from pos_desktop.core.codes import read_badge
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services import journal, tries
from pos_desktop.services.journal import Event
from pos_desktop.services.pins import PinHash, check_unlocked, lock_after
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import shops
from pos_desktop.storage.queries.shops import StaffRow
from pos_desktop.storage.schema.shop import staff, staff_badge


class StaffProof:
    """Checks PINs and badges; a PIN takes as long to refuse as to accept, whoever it is for."""

    def __init__(self, till: Till, pins: PinHash) -> None:
        self._till, self.pins = till, pins

    def by_pin(self, staff_id: Id, pin: str, event: Event | None = None) -> StaffRow:
        """The person whose PIN this is; a right one is told the journal as `event`.

        Raises:
            Rejected: WRONG_PIN, PIN_LOCKED or TILL_LOCKED (`seconds` left), UNKNOWN_USER.
        """
        with self._till.db.read() as tx:
            row = shops.staff_by_id(tx, staff_id)
        # The slow hash runs outside the transaction, so that nobody waits for it; and for who is locked or unknown
        # too, so that the time tells nothing.
        right = self.pins.fits(row.pin_hash if row else self.pins.nobody, pin)
        with self._till.db.write() as tx:
            refused = self._count(tx, staff_id, right, event)
        if refused:
            raise refused
        assert row is not None
        return row

    def _count(self, tx: Connection, staff_id: Id, right: bool, event: Event | None) -> Rejected | None:
        """Keep a try; gives the refusal instead of raising it, for what it counts has to be kept."""
        now = self._till.keep_running(tx)
        try:
            row = self._unlocked(tx, staff_id)  # another till may have counted a try meanwhile
        except Rejected as refused:
            return refused
        failed = 0 if right else row.failed_pins + 1
        tries_kept = {"failed_pins": failed, "locked_until": lock_after(failed, now)}
        tx.execute(update(staff).where(staff.c.id == row.id).values(**tries_kept))
        told = event if right else Event.WRONG_PIN
        if told:
            journal.append(tx, self._till, told, row.id, {}, row.id)
        if right:
            return None
        tries.count_wrong(tx, self._till)
        return Rejected(Code.WRONG_PIN)

    def _unlocked(self, tx: Connection, staff_id: Id) -> StaffRow:
        row = shops.staff_by_id(tx, staff_id)
        if row is None:
            raise Rejected(Code.UNKNOWN_USER)
        tries.check_till(tx, self._till)
        check_unlocked(row.locked_until, self._till.ran(tx))
        return row

    def by_badge(self, code: str, event: Event | None = None) -> StaffRow:
        """The person whose badge this is; UNKNOWN_BADGE for one that is not ours, was replaced or is nobody's now."""
        read = read_badge(code.strip(), self._till.keys.codes)
        with self._till.db.write() as tx:
            badge = _badge(tx, read.number, read.serial)
            person = shops.staff_by_id(tx, badge.staff_id) if badge and badge.revoked_at is None else None
            if badge and (told := event if person else Event.WRONG_PIN):
                journal.append(tx, self._till, told, badge.staff_id, {"way": "badge"}, badge.staff_id)
        if person is None:
            raise Rejected(Code.UNKNOWN_BADGE)
        return person


def proof_of(till: Till, hasher: argon2.PasswordHasher | None = None) -> StaffProof:
    """The proofs of a till, with its pepper."""
    return StaffProof(till, PinHash(till.keys.pepper, hasher))


def _badge(tx: Connection, number: str, serial: int) -> Any | None:
    return tx.execute(select(staff_badge).where(staff_badge.c.number == number, staff_badge.c.serial == serial)).first()
