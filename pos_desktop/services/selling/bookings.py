"""Tables that guests ask for beforehand: taken down, seated, not come, called off; no table twice at one time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day

from sqlalchemy import Connection, insert, update

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name, note
from pos_desktop.selling.permissions import Rights
from pos_desktop.services.journal import Event
from pos_desktop.services.members.phones import parse_phone, shown
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import members, tables
from pos_desktop.storage.queries.tables import Coming
from pos_desktop.storage.schema.dining import booking

LATE = timedelta(minutes=15)
"""After it the till offers to say that nobody came."""
LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Book:
    """Tables for `guests` from `at` on, for so many `minutes`; `phone` may be empty. `id` names the operation."""

    id: str
    name: str
    phone: str
    guests: int
    at: datetime
    tables: tuple[Id, ...]
    staff_id: Id
    minutes: int = 120
    note: str = ""


class Bookings:
    """Use cases of bookings; all need the right `sell`. Names and phones never reach the journal."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def day(self, day: Day, rights: Rights) -> tuple[Coming, ...]:
        """The bookings of a calendar day that are waited for, the soonest first; phones as `rights` see them."""
        start = datetime.combine(day, time(), zone(self._till.shop.time_zone)).astimezone(UTC)
        with self._till.db.read() as tx:
            found = tables.coming(tx, start, start + timedelta(days=1))
        return tuple(replace(one, phone=shown(one.phone, rights)) for one in found)

    def is_late(self, one: Coming) -> bool:
        """Whether guests are so late that nobody may come."""
        return self._till.now() >= one.at + LATE

    def book(self, command: Book) -> Id:
        """Take a booking down; gives its id.

        Raises:
            Rejected: NOT_ALLOWED; INVALID_NAME, INVALID_PHONE, INVALID_QUANTITY; BOOKING_PAST; UNKNOWN_TABLE for none
                or a strange one; TABLE_BOOKED with the `name` of a table that is taken at that time; ID_REUSED.
        """
        phone = parse_phone(command.phone).e164 if command.phone.strip() else ""
        told = replace(command, name=name(command.name), phone=phone, note=note(command.note))
        print_ = fingerprint([told.name, phone, told.guests, told.at.isoformat(), list(told.tables), told.minutes])
        asked = Asked(command.id, "book", print_, command.staff_id)
        return str(once(self._till, asked, lambda tx, _written: self._book(tx, told))["booking_id"])

    def _book(self, tx: Connection, asked: Book) -> Deed:
        require(tx, asked.staff_id, "sell")
        if not 1 <= asked.guests <= 999 or not 5 <= asked.minutes <= 1440:
            raise Rejected(Code.INVALID_QUANTITY)
        if asked.at < self._till.now() - LATE:
            raise Rejected(Code.BOOKING_PAST)
        _check_free(tx, asked)
        known = members.by_phone(tx, asked.phone) if asked.phone else None
        booking_id = self._till.ids()
        tx.execute(insert(booking).values(
            id=booking_id, shop_id=self._till.shop.id, name=asked.name, phone=asked.phone,
            member_id=known.id if known else None, guests=asked.guests, at=asked.at, minutes=asked.minutes,
            tables=list(asked.tables), note=asked.note, state="booked", made_at=self._till.now(),
            staff_id=asked.staff_id,
        ))  # fmt: skip
        body = {"count": asked.guests, "at": asked.at.isoformat(), "tables": list(asked.tables)}
        return Deed({"booking_id": booking_id}, Event.BOOKING, booking_id, body)

    def seat(self, operation_id: str, booking_id: Id, staff_id: Id) -> Coming:
        """The guests are here; gives the booking, whose tables an order is opened for. UNKNOWN_BOOKING."""
        return self._end(operation_id, booking_id, staff_id, "seated")

    def no_show(self, operation_id: str, booking_id: Id, staff_id: Id) -> Coming:
        """Nobody came; the tables are free. UNKNOWN_BOOKING."""
        return self._end(operation_id, booking_id, staff_id, "no_show")

    def cancel(self, operation_id: str, booking_id: Id, staff_id: Id) -> Coming:
        """The guests called it off. UNKNOWN_BOOKING."""
        return self._end(operation_id, booking_id, staff_id, "cancelled")

    def _end(self, operation_id: str, booking_id: Id, staff_id: Id, state: str) -> Coming:
        asked = Asked(operation_id, f"booking_{state}", fingerprint([booking_id]), staff_id)
        once(self._till, asked, self._ending(booking_id, staff_id, state))
        with self._till.db.read() as tx:
            found = tables.booking_by_id(tx, booking_id)
        if found is None:
            raise Rejected(Code.UNKNOWN_BOOKING)
        return found

    def _ending(self, booking_id: Id, staff_id: Id, state: str) -> Callable[[Connection, Written], Deed]:
        def work(tx: Connection, _written: Written) -> Deed:
            require(tx, staff_id, "sell")
            waited = (booking.c.id == booking_id, booking.c.state == "booked")
            ended = update(booking).where(*waited).values(state=state, ended_at=self._till.now())
            guests = tx.execute(ended.returning(booking.c.guests)).scalar()
            if guests is None:
                raise Rejected(Code.UNKNOWN_BOOKING)
            return Deed({}, Event.BOOKING, booking_id, {"of": state, "count": guests})

        return work


def forget(tx: Connection, member_id: Id) -> None:
    """Take the name and the phone off a member's bookings."""
    tx.execute(update(booking).where(booking.c.member_id == member_id).values(name="", phone="", note=""))


def _check_free(tx: Connection, asked: Book) -> None:
    names = {row.id: row.name for row in tables.placed(tx)}
    if not asked.tables or any(table not in names for table in asked.tables):
        raise Rejected(Code.UNKNOWN_TABLE)
    until = asked.at + timedelta(minutes=asked.minutes)
    for other in tables.coming(tx, asked.at - LONGEST, until, ("booked", "seated")):
        both = [table for table in asked.tables if table in other.tables]
        if both and other.at < until and asked.at < other.until:
            raise Rejected(Code.TABLE_BOOKED, name=names[both[0]])
