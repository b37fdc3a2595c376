"""Units that were paid for: what a deal or a person gives away altogether is not among them."""

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.selling.paid import paid_units
from pos_desktop.selling.pricing import price
from pos_desktop.selling.tax import VatTable
from tests.support.deals import deals
from tests.support.orders import OPENED, order


@pytest.mark.parametrize(
    ("text", "by_rule", "paid"),
    [
        ("3 x TRÀ @ 20000", "", [3]),
        ("3 x TRÀ @ 20000", "100% on 1 TRÀ", [2]),
        ("4 x TRÀ @ 20000", "50% on TRÀ", [4]),
        ("11 x TRÀ @ 20000", "10%", [11]),
        ("3 x TRÀ @ 20000", "buy 2 TRÀ get 1 TRÀ", [2]),
        ("2 x TRÀ @ 20000; 1 x BÁNH @ 15000", "buy 2 TRÀ get 1 BÁNH", [2, 0]),
        ("2 x TRÀ @ 20000; 1 x BÁNH @ 15000", "500000", [0, 0]),
        ("2 x TRÀ @ 20000 -100%; 1 x BÁNH @ 15000", "", [0, 1]),
        ("2 x TRÀ @ 20000; off 100%", "", [0]),
        ("2 x TRÀ @ 0", "", [0]),
    ],
)
def test_units_that_cost_something_are_paid_for(text, by_rule, paid):
    priced = price(order(text), VatTable(), OPENED.date(), deals=deals(by_rule))
    assert paid_units(priced) == tuple(units * ONE for units in paid)


def test_goods_by_weight_are_paid_for_as_a_whole_or_not_at_all():
    weighed = price(order("0.35 x HẠT @ 189000"), VatTable(), OPENED.date())
    assert paid_units(weighed) == (350,)
    free = price(order("0.35 x HẠT @ 189000 -100%"), VatTable(), OPENED.date())
    assert paid_units(free) == (0,)


def test_points_pay_like_money():
    bought = order("1 x TRÀ @ 20000")
    assert paid_units(price(bought, VatTable(), OPENED.date(), points=200, points_value=20_000)) == (ONE,)
