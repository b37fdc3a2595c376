"""What a basket shows of what was taken off: on lines, below them, and the sums between."""

import pytest
from hypothesis import given

from pos_desktop.selling.deals import DealSource
from pos_desktop.selling.pricing import price
from pos_desktop.selling.taken_off import Off, OffBy, at_most, off_below, off_line, off_parts, subtotal
from pos_desktop.selling.tax import VatTable
from tests.selling import test_deal_rules as drawn
from tests.support.deals import deals
from tests.support.orders import OPENED, order

VAT, DAY = VatTable(), OPENED.date()


@given(drawn.orders, drawn.deals)
def test_the_lines_shown_come_to_the_subtotal_and_what_is_below_to_the_due(made, tried):
    got = price(made, VAT, DAY, deals=tried, points=1, points_value=price(made, VAT, DAY, deals=tried).before_points)
    assert sum(off_line(got, at).left for at in range(len(got.lines))) == subtotal(got)
    assert subtotal(got) - sum(off.amount for off in off_below(got)) == got.due


def test_each_reduction_stands_where_it_was_taken():
    chosen = deals("100% on 1 B", DealSource.VOUCHER)
    made = order("2 x A @ 30000 -10%; 1 x B @ 20000; off 1000")
    got = price(made, VAT, DAY, deals=(*deals("10% on A; 5%"), *chosen), points=5, points_value=500)

    assert off_line(got, 0).deals == (Off(OffBy.RULE, 6_000, "10% on A"),)
    assert [off_line(got, at).left for at in range(2)] == [48_600, 20_000]
    assert [(off.by, off.amount) for off in off_below(got)] == [
        (OffBy.CHOICE, 20_000), (OffBy.RULE, 2_430), (OffBy.HAND, 1_000), (OffBy.POINTS, 500),
    ]  # fmt: skip
    assert subtotal(got) == 68_600


@pytest.mark.parametrize(("amounts", "shown"), [
    ((), []), ((1, 2), [(1, 1), (2, 1)]), ((1, 2, 3), [(1, 1), (2, 1), (3, 1)]),
    ((1, 2, 3, 4), [(1, 1), (2, 1), (7, 2)]),
])  # fmt: skip
def test_what_has_no_room_stands_together(amounts, shown):
    offs = [Off(OffBy.RULE, amount) for amount in amounts]
    assert [(off.amount, off.count) for off in at_most(offs, 3)] == shown


def test_the_parts_of_a_combo_show_each_deal_once():
    got = price(order("2 x A @ 30000 -10%; 1 x B @ 20000"), VAT, DAY, deals=deals("10% on A or B"))
    offs = [off_line(got, at) for at in range(2)]
    parts = off_parts(got, (0, 1))
    assert parts.left == sum(off.left for off in offs) > 0
    assert parts.by_hand == offs[0].by_hand > 0
    assert [(off.name, off.amount) for off in parts.deals] == [("10% on A or B", 8_000)]
