"""What waits in the kitchen follows its lines to other orders, tables and courses, and nothing is made twice."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.order import Order
from pos_desktop.services.office.proofs.kitchen import problems
from pos_desktop.services.selling.dividing import Merge, MoveLines, Split
from pos_desktop.services.selling.kitchen import Cancel, Fire, Recourse, Send
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.selling.tables import Area, ChangeFloor, MoveTo, PlacedTable, at_tables
from pos_desktop.services.shop.stations import PutStation, StationFacts
from tests.support.refusals import refused
from tests.support.shop import MANAGER, OWNER, Shop

BAR = "tcp://127.0.0.1:9100"


@pytest.fixture
def kitchen(shop: Shop) -> Shop:
    """A shop with a bar that prints."""
    items = tuple(shop.item({"name": name, "qty": "1", "price": "10000", "vat": None, "plain": None}).id
                  for name in ("TRÀ", "BÁNH"))  # fmt: skip
    facts = StationFacts("Pha chế", BAR, items=items)
    shop.desk.stations.put(PutStation("station-1", facts, shop.person(OWNER).id))
    return shop


def sent(shop: Shop, text: str, course: int = 2, **more) -> Order:
    """An order that the kitchen knows of, of which the lines have a course."""
    order = shop.order(text)
    order = replace(order, lines=tuple(replace(line, course=course) for line in order.lines), **more)
    return shop.desk.kitchen.send(Send(shop.till.ids(), order, shop.person().id)).order


def fire(shop: Shop, order: Order, course: int = 2) -> int:
    return shop.desk.kitchen.fire(Fire(shop.till.ids(), order, course, shop.person().id)).tickets


def recourse(shop: Shop, order: Order, course: int) -> Order:
    return shop.desk.kitchen.recourse(Recourse(shop.till.ids(), order, 1, course, shop.person().id)).order


def split(shop: Shop, order: Order, qty: int) -> tuple[Order, Order]:
    divided = shop.desk.dividing.split(Split(shop.till.ids(), order, {1: qty * ONE}, shop.person().id))
    return divided.order, shop.desk.held.get(divided.other_id)


def shown(shop: Shop) -> list[tuple[str, bool, list[tuple[int, str]]]]:
    """What the kitchen has before it: of which order, whether it waits, how many of what."""
    cards = shop.desk.kitchen.display().waiting
    return [(card.order_id, card.waits, [(x.qty // ONE, x.name) for x in card.lines]) for card in cards]


def sums(shop: Shop) -> dict[tuple[str, int], int]:
    rows = shop.rows("SELECT order_id, order_line, sum(l.qty) FROM kitchen_line l "
                     "JOIN kitchen_ticket t ON t.id = ticket_id GROUP BY 1, 2")  # fmt: skip
    return {(order, line): told for order, line, told in rows if told}


def as_told(*orders: Order) -> dict[tuple[str, int], int]:
    return {(order.id, line.key): line.sent for order in orders for line in order.lines if line.sent}


def test_what_waits_is_split_with_its_line_and_fired_where_it_is(kitchen):
    stays, goes = split(kitchen, sent(kitchen, "3 x TRÀ @ 10000; 1 x BÁNH @ 10000"), 1)
    assert shown(kitchen) == [(stays.id, True, [(2, "TRÀ"), (1, "BÁNH")]), (goes.id, True, [(1, "TRÀ")])]
    assert sums(kitchen) == as_told(stays, goes)
    assert kitchen.count("outbox") == 0
    kitchen.desk.held.hold(stays, kitchen.person().id)
    assert fire(kitchen, kitchen.desk.held.take(goes.id, kitchen.person().id)) == 1
    assert kitchen.count("outbox") == 1
    assert [(order, waits) for order, waits, _lines in shown(kitchen)] == [(goes.id, False), (stays.id, True)]
    assert kitchen.books().problems == ()


def test_what_is_made_already_is_made_once_wherever_its_line_goes(kitchen):
    order = sent(kitchen, "2 x TRÀ @ 10000")
    fire(kitchen, order)
    stays, goes = split(kitchen, replace(order, fired=(2,)), 1)
    assert shown(kitchen) == [(order.id, False, [(2, "TRÀ")])]
    assert (goes.lines[0].course, sums(kitchen)) == (0, as_told(stays, goes))
    both = kitchen.desk.dividing.merge(Merge("merge-1", stays, goes.id, kitchen.person().id)).order
    assert sums(kitchen) == as_told(both)
    boss = kitchen.person(MANAGER).id
    last = kitchen.desk.kitchen.cancel(Cancel("cancel-1", both, both.without(2), "nhầm", boss)).order
    assert shown(kitchen)[1:] == [(order.id, False, [(-1, "TRÀ")])]
    kitchen.desk.sales.complete(CompleteSale("sale-1", last, boss))
    assert kitchen.count("outbox") == 2
    assert kitchen.books().problems == ()


def test_a_line_that_is_ready_before_its_course_is_not_told_again(kitchen):
    order = sent(kitchen, "2 x TRÀ @ 10000; 1 x BÁNH @ 10000")
    card = kitchen.desk.kitchen.display().waiting[0]
    kitchen.desk.kitchen.bump(card.id, card.lines[0].id)
    split(kitchen, order, 1)
    assert shown(kitchen) == [(order.id, False, [(2, "TRÀ"), (1, "BÁNH")])]
    assert kitchen.books().problems == ()


def test_what_was_withdrawn_is_not_called_back(kitchen):
    order = sent(kitchen, "2 x TRÀ @ 10000")
    stale = kitchen.desk.kitchen.display().waiting[0].id
    split(kitchen, order, 1)
    before = shown(kitchen)
    kitchen.desk.kitchen.bump(stale)
    kitchen.desk.kitchen.recall(stale)
    assert (len(before), shown(kitchen)) == (2, before)


def test_what_waits_goes_at_once_where_its_course_was_fired(kitchen):
    target = replace(sent(kitchen, "1 x BÁNH @ 10000"), fired=(2,))
    fire(kitchen, target)
    kitchen.desk.held.hold(target, kitchen.person().id)
    order = sent(kitchen, "1 x TRÀ @ 10000")
    kitchen.desk.dividing.move(MoveLines("move-1", order, {1: ONE}, target.id, kitchen.person().id))
    assert shown(kitchen) == [(target.id, False, [(1, "BÁNH")]), (target.id, False, [(1, "TRÀ")])]
    assert sums(kitchen) == as_told(kitchen.desk.held.get(target.id))


def test_a_cancelled_line_that_waited_is_on_no_paper(kitchen):
    order, boss = sent(kitchen, "3 x TRÀ @ 10000"), kitchen.person(MANAGER).id
    less = kitchen.desk.kitchen.cancel(Cancel("cancel-1", order, order.with_qty(1, ONE), "nhầm", boss)).order
    assert shown(kitchen) == [(order.id, True, [(1, "TRÀ")])]
    kitchen.desk.orders.drop(less, 0, boss, reason="khách về")
    assert (shown(kitchen), kitchen.count("outbox"), sums(kitchen)) == ([], 0, {})
    assert kitchen.rows("SELECT reason FROM kitchen_line WHERE reason <> ''") == [("nhầm",), ("khách về",)]


def test_a_course_is_chosen_anew_while_it_waits(kitchen):
    order = recourse(kitchen, sent(kitchen, "1 x TRÀ @ 10000"), 1)
    assert fire(kitchen, order, 2) == 0
    assert kitchen.count("outbox") == 0
    order = recourse(kitchen, order, 0)
    assert (shown(kitchen), kitchen.count("outbox")) == ([(order.id, False, [(1, "TRÀ")])], 1)
    with refused(Code.COURSE_TOLD):
        recourse(kitchen, order, 3)
    kitchen.desk.held.hold(order, kitchen.person().id)
    waiting = sent(kitchen, "1 x BÁNH @ 10000", id="two")
    kitchen.desk.kitchen.begin(kitchen.desk.kitchen.display().waiting[1].id)
    with refused(Code.COURSE_TOLD):
        recourse(kitchen, waiting, 1)


def test_the_display_shows_the_table_to_which_the_guests_went(kitchen):
    area = Area("", "Vườn", (PlacedTable("", "1"), PlacedTable("", "2", x=4)))
    floor = kitchen.desk.tables.change(ChangeFloor("floor-1", (area,), kitchen.person(OWNER).id))
    one, two = (table.id for table in floor[0].tables)
    order = sent(kitchen, "1 x TRÀ @ 10000", id="seated", tables=(one,), table="1")
    kitchen.desk.orders.save(at_tables(order, [two], floor), kitchen.person().id)
    assert [card.table for card in kitchen.desk.kitchen.display().waiting] == ["2"]
    kitchen.desk.held.hold(order, kitchen.person().id)
    kitchen.desk.tables.move(MoveTo("move-1", order.id, (one, two), kitchen.person().id))
    assert [card.table for card in kitchen.desk.kitchen.display().waiting] == ["1, 2"]


def test_what_a_person_with_the_right_leaves_unpaid_is_taken_back(kitchen):
    order = sent(kitchen, "1 x TRÀ @ 10000; 1 x BÁNH @ 10000", course=0)
    kitchen.desk.sales.complete(CompleteSale("sale-1", order.without(2), kitchen.person(MANAGER).id))
    assert shown(kitchen)[1:] == [(order.id, False, [(-1, "BÁNH")])]
    assert kitchen.books().problems == ()


@pytest.mark.parametrize(("fault", "said"), [
    ("UPDATE kitchen_line SET qty = -1000", "line 1: 1000 more taken back than sent"),
    ("UPDATE kitchen_line SET qty = 9000", "made 9000, sold 1000"),
    ("UPDATE kitchen_ticket SET fired_at = NULL", "printed before it was asked for"),
])  # fmt: skip
def test_the_proof_names_rows_of_the_kitchen_that_somebody_changed(kitchen, fault, said):
    order = sent(kitchen, "1 x TRÀ @ 10000", course=0)
    kitchen.desk.sales.complete(CompleteSale("sale-1", order, kitchen.person().id))
    with kitchen.till.db.write() as tx:
        assert not list(problems(tx))
        tx.exec_driver_sql("DROP TRIGGER tr_kitchen_line_frozen")
        assert tx.exec_driver_sql(fault).rowcount == 1
        assert any(said in problem.detail for problem in problems(tx))
