"""What the kitchen is told: new, more, fewer and other, once; sums of what was told are what was sent."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.selling import drafts, kitchen
from pos_desktop.selling.kitchen import Ticket, TicketKind
from pos_desktop.selling.lines import LineOption
from pos_desktop.selling.order import Order
from tests.support.orders import order

BAR, OVEN = "bar", "oven"
AT = {"TRÀ": BAR, "CÀ PHÊ": BAR, "BÁNH": OVEN}


def placed(text: str, **courses: int) -> Order:
    """An order whose goods are made somewhere; what has no station is only sold."""
    made = order(text)
    lines = (replace(x, station=AT.get(x.name, ""), course=courses.get(x.name, 0)) for x in made.lines)
    return replace(made, lines=tuple(lines))


def told(tickets: tuple[Ticket, ...]) -> list[tuple[str, int, str, list[tuple[int, str]]]]:
    return [(t.station, t.course, t.kind.value, [(one.qty // ONE, one.name) for one in t.lines]) for t in tickets]


def test_each_station_hears_of_its_own_goods():
    tickets = kitchen.changes(placed("2 x TRÀ @ 1; 1 x BÁNH @ 1; 1 x CÀ PHÊ @ 1; 3 x LY @ 1"))
    assert told(tickets) == [
        (BAR, 0, "order", [(2, "TRÀ"), (1, "CÀ PHÊ")]), (OVEN, 0, "order", [(1, "BÁNH")]),
    ]  # fmt: skip


def test_what_was_told_is_not_told_again():
    sent = kitchen.told(placed("2 x TRÀ @ 1; 3 x LY @ 1"))
    assert kitchen.changes(sent) == ()
    assert not kitchen.is_waiting(sent)
    assert [line.sent for line in sent.lines] == [2 * ONE, 0]
    assert drafts.from_plain(drafts.to_plain(sent)) == sent


def test_more_and_fewer_are_changes():
    sent = kitchen.told(placed("2 x TRÀ @ 1; 1 x BÁNH @ 1"))
    more = sent.with_qty(1, 3 * ONE).with_qty(2, ONE)
    assert told(kitchen.changes(more)) == [(BAR, 0, "change", [(1, "TRÀ")])]
    fewer = sent.with_qty(1, ONE)
    assert told(kitchen.changes(fewer)) == [(BAR, 0, "change", [(-1, "TRÀ")])]


def test_what_is_made_otherwise_is_the_old_away_and_the_new_there():
    first = placed("2 x TRÀ @ 1")
    sugared = first.with_options(1, (LineOption("Ít đường"), LineOption("Trân châu", half=1)))
    sent = kitchen.told(sugared)
    (ticket,) = kitchen.changes(sent.with_options(1, ()).with_line_note(1, "mang sau"))
    assert [(one.qty, one.options, one.note) for one in ticket.lines] == [
        (-2 * ONE, ("Ít đường", "1/2 Trân châu"), ""), (2 * ONE, (), "mang sau"),
    ]  # fmt: skip
    assert kitchen.changes(kitchen.told(sent.with_line_note(1, "mang sau"))) == ()


def test_courses_are_told_apart_and_wait():
    course = placed("1 x TRÀ @ 1; 1 x BÁNH @ 1; 1 x CÀ PHÊ @ 1", **{"BÁNH": 2, "CÀ PHÊ": 1})
    assert [(t.station, t.course) for t in kitchen.changes(course)] == [(BAR, 0), (OVEN, 2), (BAR, 1)]
    assert kitchen.held_courses(course) == ()
    sent = kitchen.told(course)
    assert kitchen.held_courses(sent) == (1, 2)
    assert kitchen.held_courses(kitchen.fired(sent, 1)) == (2,)


def test_a_cancelled_line_is_told_with_its_reason():
    sent = kitchen.told(placed("3 x TRÀ @ 1").with_line_note(1, "nóng"))
    less, none = kitchen.cancelled(sent.with_qty(1, ONE)), kitchen.cancelled(sent.without(1))
    (ticket,) = kitchen.voids(sent, less, "khách đổi ý")
    assert (ticket.kind, ticket.lines[0].qty, ticket.lines[0].reason) == (TicketKind.VOID, -2 * ONE, "khách đổi ý")
    assert less.lines[0].sent == ONE
    assert kitchen.changes(less) == ()
    assert none.is_empty
    assert told(kitchen.voids(sent, none, "x")) == [(BAR, 0, "void", [(-3, "TRÀ")])]


@pytest.mark.parametrize(("qty", "takes"), [(1, True), (2, False), (5, False)])
def test_only_what_was_told_is_taken_back(qty, takes):
    sent = kitchen.told(placed("2 x TRÀ @ 1"))
    assert kitchen.takes_back(sent, sent.with_qty(1, qty * ONE)) is takes


def test_a_plain_order_leaves_no_trace_in_its_draft():
    plain = drafts.to_plain(order("1 x LY @ 1"))
    assert "fired" not in plain
    assert not {"station", "told_options", "told_note"} & plain["lines"][0].keys()


def test_whatever_is_done_the_tickets_add_up_to_what_was_sent():
    dice = random.Random(20260302)
    for _life in range(200):
        now, sums = placed("1 x TRÀ @ 1; 2 x BÁNH @ 1; 1 x LY @ 1"), Counter()
        for _step in range(8):
            now, tickets = step(dice, now)
            for one in (one for ticket in tickets for one in ticket.lines):
                sums[one.line] += one.qty
        assert {key: qty for key, qty in sums.items() if qty} == {x.key: x.sent for x in now.lines if x.sent}


def step(dice: random.Random, now: Order) -> tuple[Order, tuple[Ticket, ...]]:
    line = dice.choice(now.lines) if now.lines else None
    deed = dice.randrange(5)
    if line is None or deed == 0:
        return kitchen.told(now), kitchen.changes(now)
    if deed == 1:
        return now.with_qty(line.key, dice.randint(1, 4) * ONE), ()
    if deed == 2:
        return now.with_line_note(line.key, dice.choice(["", "nóng"])), ()
    if deed == 3:
        after = kitchen.cancelled(now.with_qty(line.key, ONE) if dice.randrange(2) else now.without(line.key))
        return after, kitchen.voids(now, after, "x")
    return now.with_options(line.key, (LineOption(dice.choice(["Đá", "Đường"])),)), ()
