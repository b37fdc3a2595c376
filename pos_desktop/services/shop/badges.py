"""Badges of the staff: issued, replaced, taken away."""

from typing import Any

from sqlalchemy import Connection, update

from pos_desktop.core.codes import BadgeCode, badge_token
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import known, require
from pos_desktop.services.shop.staffing import check_may_edit
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import staff as queries
from pos_desktop.storage.schema.shop import staff_badge

LAST_SERIAL = 99


class Badges:
    """Use cases of badges, for who has the right `people`; a person has one in force at most."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def issue(self, operation_id: str, staff_id: Id, by: Id) -> str:
        """Give a person a badge; an earlier one is worth nothing any more. Gives its 32 digits, to be printed.

        Raises:
            Rejected: NOT_ALLOWED, OWNER_ONLY, UNKNOWN_USER.
        """
        asked = Asked(operation_id, "issue_badge", fingerprint([staff_id, by]), by)
        once(self._till, asked, lambda tx, written: self._issue(tx, written, staff_id, by))
        return self.code_of(staff_id, by)

    def _issue(self, tx: Connection, written: Written, staff_id: Id, by: Id) -> Deed:
        self._check(tx, staff_id, by)
        before = queries.last_badge(tx, staff_id)
        self._revoke(tx, written, staff_id)
        number, serial = self._next(tx, before)
        badge_id = self._till.ids()
        written.insert(staff_badge, {
            "id": badge_id, "staff_id": staff_id, "key_id": self._till.keys.codes.newest, "number": number,
            "serial": serial, "issued_at": self._till.now(),
        })  # fmt: skip
        return Deed({"badge_id": badge_id}, Event.BADGE_ISSUED, staff_id, {"serial": serial})

    def _next(self, tx: Connection, before: Any | None) -> tuple[str, int]:
        """Number and serial of the badge that follows one; a person keeps their number while it has serials left."""
        if before is None or before.serial >= LAST_SERIAL:
            return self._free_number(tx), 1
        return before.number, before.serial + 1

    def code_of(self, staff_id: Id, by: Id) -> str:
        """The digits of the badge in force; UNKNOWN_BADGE when there is none."""
        with self._till.db.read() as tx:
            self._check(tx, staff_id, by)
            badge = queries.last_badge(tx, staff_id)
        if badge is None or badge.revoked_at is not None:
            raise Rejected(Code.UNKNOWN_BADGE)
        return badge_token(BadgeCode(badge.key_id, badge.number, badge.serial), self._till.keys.codes)

    def revoke(self, operation_id: str, staff_id: Id, by: Id) -> None:
        """Take a person's badge out of force; UNKNOWN_BADGE when they have none."""
        asked = Asked(operation_id, "revoke_badge", fingerprint([staff_id, by]), by)
        once(self._till, asked, lambda tx, written: self._take_away(tx, written, staff_id, by))

    def _take_away(self, tx: Connection, written: Written, staff_id: Id, by: Id) -> Deed:
        self._check(tx, staff_id, by)
        if not self._revoke(tx, written, staff_id):
            raise Rejected(Code.UNKNOWN_BADGE)
        return Deed({"staff_id": staff_id}, Event.BADGE_REVOKED, staff_id, {})

    def _revoke(self, tx: Connection, written: Written, staff_id: Id) -> bool:
        badge = queries.last_badge(tx, staff_id)
        if badge is None or badge.revoked_at is not None:
            return False
        tx.execute(update(staff_badge).where(staff_badge.c.id == badge.id).values(revoked_at=self._till.now()))
        written.saw(staff_badge, badge.id)
        return True

    def _check(self, tx: Connection, staff_id: Id, by: Id) -> None:
        check_may_edit(require(tx, by, "people"), known(tx, staff_id).role)

    def _free_number(self, tx: Connection) -> str:
        taken = queries.badge_numbers(tx)
        while True:
            number = f"{int(self._till.ids()[16:], 16) % 10**8:08d}"
            if number not in taken:
                return number
