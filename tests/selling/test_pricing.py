"""Every row of docs/pricing.md, and what neighbours of them must keep to."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.deals import Deal, DealSource
from pos_desktop.selling.order import Discount, LineOption, Order
from pos_desktop.selling.pricing import PricedOrder, discount_of, line_gross, price
from pos_desktop.selling.tax import TaxSum, VatTable
from tests.support.orders import order

DAY = date(2026, 3, 2)
VAT = VatTable()
THREE_KINDS = "2 x CÀ PHÊ @ 29000; 1 x BÁNH @ 45000 -10%; 1 x BIA @ 35000 vat alcohol; off 5%"


def priced(text: str, day: date = DAY, points: int = 0) -> PricedOrder:
    return price(order(text), VAT, day, points=points, points_value=points * 100)


def amounts(of: PricedOrder) -> list[int]:
    return [line.amount for line in of.lines]


def test_line_and_order_discounts_of_the_page():
    got = priced(THREE_KINDS)
    assert [line.gross for line in got.lines] == [58_000, 45_000, 35_000]
    assert [line.line_discount for line in got.lines] == [0, 4_500, 0]
    assert [line.order_discount for line in got.lines] == [2_900, 2_025, 1_750]
    assert amounts(got) == [55_100, 38_475, 33_250]
    assert (got.goods, got.discount, got.due) == (138_000, 11_175, 126_825)
    assert got.taxes == (TaxSum(8, 86_644, 6_931), TaxSum(10, 30_227, 3_023))


def test_the_same_with_points():
    got = priced(THREE_KINDS, points=120)
    assert [line.points_share for line in got.lines] == [5_214, 3_640, 3_146]
    assert amounts(got) == [49_886, 34_835, 30_104]
    assert (got.before_points, got.points_value, got.due) == (126_825, 12_000, 114_825)
    assert got.taxes == (TaxSum(8, 78_445, 6_276), TaxSum(10, 27_367, 2_737))


def test_goods_by_weight():
    got = priced("0.350 x TÔM @ 189000")
    assert amounts(got) == [66_150]
    assert got.taxes == (TaxSum(8, 61_250, 4_900),)


def test_an_amount_is_shared_with_the_odd_dong_first():
    got = priced("1 x A @ 33333; 1 x B @ 33333; 1 x C @ 33333; off 10000")
    assert [line.order_discount for line in got.lines] == [3_334, 3_333, 3_333]
    assert amounts(got) == [29_999, 30_000, 30_000]
    assert got.due == 89_999
    assert got.taxes == (TaxSum(8, 83_332, 6_667),)


@pytest.mark.parametrize(
    ("day", "rate", "net"), [(date(2026, 12, 31), 8, 100_000), (date(2027, 1, 1), 10, 98_182), (DAY, 8, 100_000)]
)
def test_the_rate_is_the_one_of_the_business_date(day, rate, net):
    got = priced("1 x PHỞ @ 108000", day)
    assert got.taxes == (TaxSum(rate, net, 108_000 - net),)


def test_every_rate_has_its_sum_even_an_empty_one():
    got = priced("1 x A @ 1000 vat exempt; 1 x B @ 1000 vat zero; 1 x C @ 1050 vat reduced; 1 x D @ 1000 -1000")
    assert got.taxes == (TaxSum(0, 1_000, 0), TaxSum(5, 1_000, 50), TaxSum(8, 0, 0), TaxSum(None, 1_000, 0))


@pytest.mark.parametrize(
    ("qty", "unit", "gross"),
    [("0.001", 499, 0), ("0.001", 500, 1), ("0.333", 100, 33), ("0.335", 100, 34), ("3", 33_333, 99_999)],
)
def test_a_line_is_rounded_half_up_once(qty, unit, gross):
    assert priced(f"{qty} x X @ {unit}").goods == gross


def test_options_are_part_of_the_unit():
    line = replace(order("2 x TRÀ @ 30000").lines[0], options=(LineOption("Trân châu", 5_000), LineOption("Ít đá")))
    assert line_gross(line) == 70_000


def test_a_price_label_keeps_its_own_figure():
    line = replace(order("0.350 x TÔM @ 189000").lines[0], label_price=66_000)
    assert line_gross(line) == 66_000


@pytest.mark.parametrize(
    ("discount", "left", "taken"),
    [
        (None, 10_000, 0), (Discount(percent=1_000), 45_000, 4_500), (Discount(percent=1_000), 5, 1),
        (Discount(percent=10_000), 7, 7), (Discount(amount=5_000), 45_000, 5_000),
        (Discount(amount=5_000), 3_000, 3_000), (Discount(amount=5_000), 0, 0), (Discount(percent=1), 49, 0),
    ],
)  # fmt: skip
def test_a_discount_takes_what_is_there_at_most(discount, left, taken):
    assert discount_of(discount, left) == taken


def test_a_discount_on_nothing_is_nothing():
    got = priced("1 x A @ 1000 -100%; off 10%")
    assert (got.due, got.discount) == (0, 1_000)


def test_an_empty_order_costs_nothing():
    got = price(Order("o", order("1 x A @ 1").opened_at), VAT, DAY)
    assert (got.goods, got.due, got.basis, got.taxes) == (0, 0, 0, ())


def test_the_basis_leaves_out_what_earns_nothing():
    got = priced("1 x A @ 100000; 1 x THUỐC @ 50000 no points; off 10%", points=100)
    assert [line.points_share for line in got.lines] == [6_667, 3_333]
    assert got.basis == 90_000 - 6_667


def test_what_one_deal_and_what_people_took_off_the_order():
    wide = Deal(DealSource.VOUCHER, "v", "Phiếu", Benefit(amount=10_000))
    of = price(order("2 x PHỞ @ 50000 -10%; off 5000"), VAT, DAY, deals=(wide, replace(wide, id="w")))
    assert (of.off_by(DealSource.VOUCHER, "v"), of.off_by(DealSource.REWARD, "v")) == (10_000, 0)
    assert (of.order_by_hand, of.by_hand, of.discount) == (5_000, 15_000, 35_000)
