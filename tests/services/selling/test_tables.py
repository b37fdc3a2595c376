"""The floor: drawn by the owner, standing by orders and bookings; no table is given away twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.members.erasing import Erase
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.slips import slip_of
from pos_desktop.services.selling.bookings import Book
from pos_desktop.services.selling.tables import Area, ChangeFloor, MoveTo, PlacedTable, TableState, at_tables
from pos_desktop.wording.texts import in_language
from printing.paper.document import ItemLine
from tests.documents.samples import BARE
from tests.support.refusals import refused


@pytest.fixture
def by(shop):
    return shop.person().id


@pytest.fixture
def floor(shop):
    places = tuple(PlacedTable("", str(n), x=n * 4) for n in range(1, 4))
    area = Area("", "Trong nhà", places)
    return shop.desk.tables.change(ChangeFloor("floor-1", (area, Area("", "Vườn")), shop.person("Hoa").id))


def states(shop):
    return [one.state for _name, tables in shop.desk.tables.floor().areas for one in tables]


def seated(shop, floor, *at, id="order-1", text="1 x PHỞ @ 50000", **more):
    order = replace(shop.order(text) if text else shop.desk.orders.new(1), id=id, **more)
    return at_tables(order, [floor[0].tables[n].id for n in at], floor)


def test_a_table_tells_how_it_stands(shop, floor, by):
    assert states(shop) == [TableState.FREE] * 3
    shop.desk.held.hold(seated(shop, floor, 0, text="", guests=3), by)
    shop.desk.orders.save(seated(shop, floor, 1, id="two"), by, due=50_000)
    assert states(shop) == [TableState.SEATED, TableState.ORDERED, TableState.FREE]
    shop.clock.set(shop.clock.now() + timedelta(minutes=20))
    shop.desk.tables.bill(seated(shop, floor, 1, id="two"), by, "", "vi", 50_000)
    first, second, _third = shop.desk.tables.floor().areas[0][1]
    assert (second.state, second.due, first.guests) == (TableState.BILLED, 50_000, 3)
    assert shop.desk.tables.floor().at - second.since == timedelta(minutes=20)


def test_several_orders_sit_at_one_table_and_tables_are_joined_and_changed(shop, floor, by):
    shop.desk.held.hold(seated(shop, floor, 0), by)
    shop.desk.held.hold(seated(shop, floor, 0, id="two"), by)
    assert len(shop.desk.tables.floor().areas[0][1][0].orders) == 2
    moved = shop.desk.tables.move(MoveTo("op-1", "two", (floor[0].tables[1].id, floor[0].tables[2].id), by))
    assert (moved.table, states(shop)) == ("2, 3", [TableState.ORDERED] * 3)
    with refused(Code.UNKNOWN_TABLE):
        shop.desk.tables.move(MoveTo("op-2", "two", ("nowhere",), by))


def test_the_floor_is_drawn_anew_but_not_from_under_guests(shop, floor, by):
    boss = shop.person("Hoa").id
    swapped = (replace(floor[0].tables[0], name="2"), replace(floor[0].tables[1], name="1"), floor[0].tables[2])
    after = shop.desk.tables.change(ChangeFloor("op-1", (replace(floor[0], tables=swapped),), boss))
    assert ([one.name for one in after[0].tables], len(after)) == (["2", "1", "3"], 1)
    shop.desk.held.hold(seated(shop, after, 2), by)
    with refused(Code.TABLE_BUSY, name="3"):
        shop.desk.tables.change(ChangeFloor("op-2", (replace(after[0], tables=after[0].tables[:2]),), boss))
    with refused(Code.TABLE_TWICE, name="1"):
        twice = (*after[0].tables, PlacedTable("", "1"))
        shop.desk.tables.change(ChangeFloor("op-3", (replace(after[0], tables=twice),), boss))
    with refused(Code.INVALID_NAME):
        star = replace(after[0], tables=(replace(after[0].tables[0], shape="star"),))
        shop.desk.tables.change(ChangeFloor("op-5", (star,), boss))
    with refused(Code.NOT_ALLOWED, right="catalogue"):
        shop.desk.tables.change(ChangeFloor("op-4", after, by))


def test_the_bill_is_printed_before_anybody_pays_and_is_no_receipt(shop, floor, by):
    order = seated(shop, floor, 0, text="2 x PHỞ @ 50000")
    shop.desk.tables.bill(order, by, "file:///dev/null", "vi", 100_000)
    (subject,) = [row[0] for row in shop.rows("SELECT subject_id FROM outbox")]
    assert subject == SlipOf.BILL.subject(order.id)
    paper = slip_of(shop.desk, subject, BARE, in_language("vi"))
    (line,) = [element for element in paper.elements if isinstance(element, ItemLine)]
    assert (line.qty, line.name, paper.title) == ("2", "PHỞ", "TẠM TÍNH")


@pytest.mark.parametrize("stands", ["held", "open"])
def test_a_bill_of_an_older_copy_is_refused_and_loses_no_deposit(shop, floor, by, stands):
    order = seated(shop, floor, 0)
    paid_down = replace(order, deposit="280000000000000000000000000000")
    (shop.desk.held.hold if stands == "held" else shop.desk.orders.save)(paid_down, by)
    with refused(Code.ORDER_MOVED):
        shop.desk.tables.bill(order, by, "", "vi", 50_000)
    shop.desk.tables.bill(paid_down, by, "", "vi", 50_000)
    assert [body for (body,) in shop.rows("SELECT body ->> 'deposit' FROM open_order")] == [paid_down.deposit]


# bookings


def book(shop, floor, at, *tables, id="book-1", minutes=120, phone="0912345678"):
    ids = tuple(floor[0].tables[n].id for n in tables)
    return shop.desk.bookings.book(Book(id, "Chị Mai", phone, 4, at, ids, shop.person().id, minutes))


def test_a_booked_table_is_not_free_soon_and_not_booked_twice(shop, floor, by):
    at = shop.clock.now() + timedelta(minutes=50)
    booked = book(shop, floor, at, 0, 1)
    assert states(shop) == [TableState.RESERVED, TableState.RESERVED, TableState.FREE]
    for start, length in ((at + timedelta(minutes=119), 60), (at - timedelta(minutes=30), 31), (at, 5)):
        with refused(Code.TABLE_BOOKED, name="2"):
            book(shop, floor, start, 1, 2, id=f"clash {start} {length}", minutes=length)
    book(shop, floor, at + timedelta(minutes=120), 1, id="after")
    seat = shop.desk.bookings.seat("op-1", booked, by)
    assert (seat.name, seat.guests, states(shop)[0]) == ("Chị Mai", 4, TableState.FREE)
    with refused(Code.UNKNOWN_BOOKING):
        shop.desk.bookings.no_show("op-2", booked, by)


def test_who_is_late_may_be_said_not_to_come(shop, floor, by):
    at = shop.clock.now() + timedelta(minutes=10)
    booked = book(shop, floor, at, 0)
    (one,) = shop.desk.bookings.day(shop.till.today(), shop.person().rights)
    assert not shop.desk.bookings.is_late(one)
    shop.clock.set(at + timedelta(minutes=15))
    assert shop.desk.bookings.is_late(one)
    shop.desk.bookings.no_show("op-1", booked, by)
    assert (states(shop)[0], shop.desk.bookings.day(shop.till.today(), shop.person().rights)) == (TableState.FREE, ())
    with refused(Code.BOOKING_PAST):
        book(shop, floor, at - timedelta(hours=2), 0, id="past")


def test_phones_of_guests_are_masked_and_neither_they_nor_names_are_in_the_journal(shop, floor):
    book(shop, floor, shop.clock.now() + timedelta(hours=2), 0)
    day = shop.till.today()
    assert shop.desk.bookings.day(day, shop.person().rights)[0].phone == "•••• 678"
    assert shop.desk.bookings.day(day, shop.person("Hoa").rights)[0].phone == "+84912345678"
    (body,) = [row[0] for row in shop.rows("SELECT body FROM journal WHERE kind = 'booking'")]
    assert "Mai" not in body and "912345678" not in body


def test_the_booking_of_a_member_forgets_who_it_was_with_the_member(shop, floor):
    shop.enrolled("Lan", "0912345678")
    book(shop, floor, shop.clock.now() + timedelta(hours=2), 0)
    account = shop.desk.members.find("0912345678").row.account_id
    shop.desk.erasing.erase(Erase("op-1", account, "khách yêu cầu", shop.person("Hoa").id))
    assert shop.rows("SELECT name, phone, note FROM booking") == [("", "", "")]
