"""The kitchen's rows: sent once, held and fired, cancelled with a reason, paid for, made and called back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.order import Order
from pos_desktop.services.desk import desk_of
from pos_desktop.services.selling.dividing import Split
from pos_desktop.services.selling.kitchen import Cancel, Fire, Send
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.services.shop.stations import PutStation, StationFacts
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, Shop

BAR = "tcp://127.0.0.1:9100"


@pytest.fixture
def kitchen(shop: Shop) -> Shop:
    """A shop with a bar that prints, and an oven that only has the display."""
    tea, cake = (shop.item({"name": name, "qty": "1", "price": "10000", "vat": None, "plain": None})
                 for name in ("TRÀ", "BÁNH"))  # fmt: skip
    for name, printer, item in (("Pha chế", BAR, tea), ("Bếp bánh", "", cake)):
        put(shop, StationFacts(name, printer, items=(item.id,)))
    return shop


def put(shop: Shop, facts: StationFacts, station: str = "", by: str = OWNER) -> str:
    return shop.desk.stations.put(PutStation(shop.till.ids(), facts, shop.person(by).id, station)).station


def sent(shop: Shop, order: Order) -> Order:
    return shop.desk.kitchen.send(Send(shop.till.ids(), order, shop.person().id)).order


def cancel(shop: Shop, order: Order, left: int = 0, by: str = MANAGER, **more) -> Order:
    why = {"reason": "khách đổi ý", **more}
    after = order.with_qty(1, left) if left else order.without(1)
    command = Cancel(shop.till.ids(), order, after, staff_id=shop.person(by).id, **why)
    return shop.desk.kitchen.cancel(command).order


def told(shop: Shop) -> list[tuple[str, str, list[tuple[int, str]]]]:
    cards = shop.desk.kitchen.display().waiting
    return [(c.station, c.kind.value, [(line.qty // ONE, line.name) for line in c.lines]) for c in cards]


def test_goods_go_to_their_stations_and_the_order_knows_it(kitchen):
    order = sent(kitchen, kitchen.order("2 x TRÀ @ 10000; 1 x BÁNH @ 10000; 1 x LY @ 5000"))
    assert told(kitchen) == [("Pha chế", "order", [(2, "TRÀ")]), ("Bếp bánh", "order", [(1, "BÁNH")])]
    assert [line.sent for line in order.lines] == [2 * ONE, ONE, 0]
    assert kitchen.desk.orders.recover() == order
    assert kitchen.rows("SELECT kind, printer FROM outbox") == [("slip", BAR)]  # the oven has the display alone
    assert kitchen.books().problems == ()


def test_a_resend_gives_the_first_answer_and_writes_nothing(kitchen):
    command = Send("send-1", kitchen.order("2 x TRÀ @ 10000"), kitchen.person().id)
    first, again = kitchen.desk.kitchen.send(command), kitchen.desk.kitchen.send(command)
    assert (again.is_repeat, again.order) == (True, first.order)
    assert kitchen.count("kitchen_ticket") == kitchen.count("outbox") == 1
    with pytest.raises(Rejected) as refused:
        kitchen.desk.kitchen.send(replace(command, order=command.order.with_qty(1, ONE)))
    assert refused.value.code is Code.ID_REUSED


def test_sums_of_lines_are_what_was_sent(kitchen):
    order = sent(kitchen, kitchen.order("2 x TRÀ @ 10000"))
    order = sent(kitchen, order.with_qty(1, 5 * ONE).with_line_note(1, "ít đá"))
    order = cancel(kitchen, order, left=4 * ONE)
    assert kitchen.rows("SELECT order_line, sum(qty) FROM kitchen_line GROUP BY 1") == [(1, order.lines[0].sent)]
    assert order.lines[0].sent == 4 * ONE


def test_a_held_course_is_neither_made_nor_printed_before_it_is_asked_for(kitchen):
    order = kitchen.order("1 x TRÀ @ 10000")
    order = sent(kitchen, replace(order, lines=(replace(order.lines[0], course=2),)))
    (card,) = kitchen.desk.kitchen.display().waiting
    assert card.fired_at is None
    assert kitchen.count("outbox") == 0
    fire = Fire("fire-1", order, 2, kitchen.person().id)
    fired = kitchen.desk.kitchen.fire(fire)
    assert kitchen.desk.kitchen.fire(fire).is_repeat
    assert (fired.order.fired, fired.tickets) == ((2,), 1)
    assert kitchen.desk.kitchen.display().waiting[0].fired_at == kitchen.till.now()
    assert kitchen.count("outbox") == 1


def test_cancelling_asks_for_a_reason_and_the_right(kitchen):
    order = sent(kitchen, kitchen.order("2 x TRÀ @ 10000"))
    with pytest.raises(Rejected) as unsaid:
        cancel(kitchen, order, reason=" ")
    with pytest.raises(Rejected) as forbidden:
        cancel(kitchen, order, by=CASHIER)
    assert (unsaid.value.code, forbidden.value.code) == (Code.REASON_NEEDED, Code.NOT_ALLOWED)
    cashier, manager = kitchen.person().id, kitchen.person(MANAGER).id
    word = Approve(kitchen.till.ids(), "unsend", order.id, cashier, manager)
    approval = kitchen.desk.approvals.by_pin(word, PINS[MANAGER])
    assert cancel(kitchen, order, by=CASHIER, approval=approval.id).is_empty
    assert told(kitchen)[1:] == [("Pha chế", "void", [(-2, "TRÀ")])]
    ((body,),) = kitchen.rows("SELECT body FROM journal WHERE kind = 'kitchen_void'")
    assert "khách đổi ý" in body
    assert "TRÀ" in body


def test_an_old_copy_of_an_order_tells_the_kitchen_nothing_twice(kitchen):
    order, by = kitchen.order("2 x TRÀ @ 10000"), kitchen.person().id
    after = sent(kitchen, order)
    assert sent(kitchen, order) == after
    kitchen.desk.sales.complete(CompleteSale(kitchen.till.ids(), order, by))
    assert kitchen.count("kitchen_line") == 1


def test_an_old_copy_of_an_order_cancels_nothing_twice(kitchen):
    order = sent(kitchen, kitchen.order("2 x TRÀ @ 10000"))
    assert cancel(kitchen, order).lines == cancel(kitchen, order).lines == ()
    assert kitchen.rows("SELECT qty FROM kitchen_line ORDER BY qty") == [(-2 * ONE,), (2 * ONE,)]


def test_goods_that_the_kitchen_makes_are_lost_to_nobody_without_the_right(kitchen):
    lan, operation = kitchen.person().id, kitchen.till.ids
    order = sent(kitchen, kitchen.order("2 x TRÀ @ 10000; 1 x BÁNH @ 10000"))
    less, desk = order.without(1), kitchen.desk
    unknown = replace(order, lines=tuple(replace(line, sent=0) for line in order.lines))
    for deed in (
        lambda: desk.orders.save(less, lan), lambda: desk.held.hold(less, lan),
        lambda: desk.kitchen.send(Send(operation(), less, lan)),
        lambda: desk.sales.complete(CompleteSale(operation(), less, lan)),
        lambda: desk.dividing.split(Split(operation(), order.with_qty(1, ONE), {2: ONE}, lan)),
        lambda: desk.tables.bill(less, lan, "", "vi"), lambda: desk.orders.drop(unknown, 0, lan),
    ):  # fmt: skip
        with refused(Code.NOT_ALLOWED, right="unsend"):
            deed()
    with refused(Code.ORDER_GONE):
        boss = kitchen.person(MANAGER).id
        desk.kitchen.cancel(Cancel(operation(), order, replace(less, id="other"), "nhầm", boss))
    assert desk.orders.recover() == order
    assert kitchen.count("kitchen_line") == 2


def test_giving_an_order_up_tells_the_kitchen(kitchen):
    order, cashier = sent(kitchen, kitchen.order("2 x TRÀ @ 10000")), kitchen.person().id
    with pytest.raises(Rejected) as refused:
        kitchen.desk.orders.drop(order, 20_000, cashier)
    assert refused.value.params["needs_approval"]
    kitchen.desk.orders.drop(order, 20_000, kitchen.person(MANAGER).id, reason="khách về")
    assert told(kitchen)[1:] == [("Pha chế", "void", [(-2, "TRÀ")])]
    with pytest.raises(Rejected) as gone:
        sent(kitchen, order.with_qty(1, 3 * ONE))
    assert gone.value.code is Code.ORDER_GONE
    assert kitchen.books().problems == ()


def test_a_paid_order_tells_the_rest_and_asks_for_what_waits(kitchen):
    order = kitchen.order("1 x TRÀ @ 10000; 1 x BÁNH @ 10000")
    order = sent(kitchen, replace(order, lines=(order.lines[0], replace(order.lines[1], course=1))))
    order = order.with_qty(1, 3 * ONE)
    command = CompleteSale("sale-1", order, kitchen.person().id)
    for _twice in range(2):
        kitchen.desk.sales.complete(command)
    assert told(kitchen)[2:] == [("Pha chế", "change", [(2, "TRÀ")])]
    assert all(card.fired_at for card in kitchen.desk.kitchen.display().waiting)


def test_a_plain_sale_asks_the_kitchen_nothing(kitchen):
    command = kitchen.command("1 x LY @ 5000")
    with kitchen.statements() as asked:
        kitchen.desk.sales.complete(command)
    assert not [statement for statement in asked if "kitchen" in statement or "station" in statement]


def test_a_lesson_prints_nothing_in_the_kitchen(kitchen):
    till = kitchen.till
    lesson = desk_of(replace(till, shop=replace(till.shop, is_training=True)))
    lesson.kitchen.send(Send("send-1", kitchen.order("2 x TRÀ @ 10000"), kitchen.person().id))
    assert (kitchen.count("kitchen_ticket"), kitchen.count("outbox")) == (1, 0)


def test_what_was_made_leaves_the_display_and_comes_back(kitchen):
    sent(kitchen, kitchen.order("2 x TRÀ @ 10000; 1 x TRÀ @ 9000; 1 x BÁNH @ 10000"))
    desk, (bar, oven) = kitchen.desk.kitchen, kitchen.desk.kitchen.display().waiting
    desk.bump(bar.id, bar.lines[0].id)
    assert [line.done_at is None for line in desk.display(bar.station_id).waiting[0].lines] == [False, True]
    desk.bump(bar.id, bar.lines[1].id)
    desk.bump(oven.id)
    assert desk.display().waiting == ()
    assert {card.id for card in desk.bumped_recently()} == {bar.id, oven.id}
    desk.recall(bar.id)
    assert [card.id for card in desk.display().waiting] == [bar.id]
    assert all(line.done_at is None for line in desk.ticket(bar.id).lines)
    kitchen.clock.set(kitchen.till.now() + timedelta(hours=1))
    assert desk.bumped_recently() == ()


def test_the_kitchen_may_begin_what_is_held(kitchen):
    order = kitchen.order("1 x TRÀ @ 10000")
    sent(kitchen, replace(order, lines=(replace(order.lines[0], course=2),)))
    (card,) = kitchen.desk.kitchen.display().waiting
    for _twice in range(2):
        kitchen.desk.kitchen.begin(card.id)
    assert kitchen.desk.kitchen.ticket(card.id).fired_at
    assert kitchen.count("outbox") == 1


# stations


def test_an_item_is_made_where_it_or_its_category_is(kitchen):
    layout = kitchen.desk.stations.layout()
    bar, oven = (row.id for row in layout.stations)
    assert layout.facts(bar).items == tuple(made.id for made in layout.items if made.station_id == bar)
    put(kitchen, replace(layout.facts(bar), active=False), bar)
    assert [row.id for row in kitchen.desk.stations.layout().stations] == [oven]
    assert {item.name: bool(item.station) for item in kitchen.desk.catalogue.load().index.items} == {
        "TRÀ": False, "BÁNH": True,
    }  # fmt: skip
    assert kitchen.books().problems == ()


@pytest.mark.parametrize(("facts", "code"), [
    (StationFacts(" "), Code.INVALID_NAME), (StationFacts("Bếp bánh"), Code.STATION_TAKEN),
    (StationFacts("Bếp", late_after=0), Code.INVALID_AMOUNT), (StationFacts("Bếp", items=("x",)), Code.UNKNOWN_ITEM),
])  # fmt: skip
def test_what_a_station_cannot_be(kitchen, facts, code):
    with pytest.raises(Rejected) as refused:
        put(kitchen, facts)
    assert refused.value.code is code
    with pytest.raises(Rejected):
        put(kitchen, StationFacts("Bếp"), by=CASHIER)


@pytest.mark.parametrize("uri", ["file:///etc/passwd", "chatter"])
def test_a_station_prints_to_a_printer(kitchen, uri):
    with pytest.raises(EnvironmentProblem):
        put(kitchen, StationFacts("Bếp", uri))
