"""Money back, with the numbers of docs/pricing.md."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.pricing import price
from pos_desktop.selling.refund import (
    NOTHING_BEFORE,
    Before,
    LineBack,
    MoneyBack,
    Paid,
    RefundTo,
    Returned,
    SoldLine,
    SoldSale,
    TenderBack,
    money_back,
)  # fmt: skip
from pos_desktop.selling.tax import TaxSum, VatTable
from pos_desktop.selling.tenders import CASH_STEPS, in_cash
from tests.support.orders import order
from tests.support.refusals import refused

DAY = date(2026, 3, 2)
ORIGINAL, CASH = RefundTo.ORIGINAL, RefundTo.CASH
CUP = Returned(1, 1_000)


def sold(text: str, points: int = 0, *paid: Paid) -> SoldSale:
    priced = price(order(text), VatTable(), DAY, points=points, points_value=points * 100)
    lines = tuple(
        SoldLine(n, line.line.qty, line.amount, line.amount + line.points_share, line.rate)
        for n, line in enumerate(priced.lines, 1)
    )
    return SoldSale(lines, paid or (Paid("cash", priced.due),))


def three(*paid: Paid) -> SoldSale:
    return sold("3 x PHỞ @ 100000", 0, *paid)


def in_turn(sale: SoldSale, *asks: list[Returned] | None, to: RefundTo = ORIGINAL) -> list[MoneyBack]:
    before, backs = NOTHING_BEFORE, []
    for ask in asks:
        backs.append(money_back(sale, before, ask, to))
        before = before.then(backs[-1])
    return backs


PAGE = "2 x CÀ PHÊ @ 29000; 1 x BÁNH @ 45000 -10%; 1 x BIA @ 35000 vat alcohol; off 5%"


def test_the_page_s_two_coffees_one_by_one():
    one, two, rest = in_turn(sold(PAGE, 120), [CUP], [CUP], None)

    assert [line.amount for line in sold(PAGE, 120).lines] == [49_886, 34_835, 30_104]
    assert (one.money, two.money) == (24_943, 24_943)
    assert (one.returned_share, two.returned_share) == (Fraction(27_550, 126_825), Fraction(55_100, 126_825))
    assert [120 * x.returned_share // 1 for x in (one, two)] == [26, 52]
    assert (one.goods, two.goods) == (27_550, 27_550)
    assert (rest.money, rest.goods, rest.returned_share, rest.rest) == (64_939, 71_725, 1, ())


def test_vat_is_that_of_the_rates_before_less_after():
    one, two, rest = in_turn(sold(PAGE, 120), [CUP], [CUP], None)
    assert one.taxes == (TaxSum(8, 78_445 - 55_350, 6_276 - 4_428), TaxSum(10, 0, 0))
    assert two.taxes == (TaxSum(8, 55_350 - 32_255, 4_428 - 2_580), TaxSum(10, 0, 0))
    assert rest.taxes == (TaxSum(8, 32_255, 2_580), TaxSum(10, 27_367, 2_737))


def test_thirds_are_rounded_to_date_and_never_drift():
    sale = SoldSale((SoldLine(1, 3_000, 100_000, 100_000, 8),), (Paid("cash", 100_000),))
    assert [back.money for back in in_turn(sale, [CUP], [CUP], [CUP])] == [33_333, 33_334, 33_333]
    assert [back.money for back in in_turn(sale, [Returned(1, 2_000)], [CUP])] == [66_667, 33_333]


def test_the_share_of_the_goods_is_exact_where_their_worth_is_rounded():
    sale = SoldSale((SoldLine(1, 3_000, 90_000, 100_000, 8),), (Paid("cash", 90_000),))
    one, two, rest = in_turn(sale, [CUP], [CUP], None)
    assert [back.returned_share for back in (one, two, rest)] == [Fraction(1, 3), Fraction(2, 3), 1]
    assert [back.goods for back in (one, two, rest)] == [33_333, 33_334, 33_333]


def test_weights_come_back_by_the_gram():
    sale = sold("0,350 x TÁO @ 189000")
    first, second = in_turn(sale, [Returned(1, 1)], None)
    assert (first.money, second.money) == (189, 65_961)
    assert second.lines == (LineBack(1, 349, 65_961, 65_961),)


def test_what_stays_sold_is_told_by_quantity_amount_and_goods():
    (back,) = in_turn(sold(PAGE, 120), [CUP, Returned(3, 1_000)])
    assert [(x.position, x.qty, x.amount, x.goods) for x in back.rest] == [
        (1, 1_000, 24_943, 27_550), (2, 1_000, 34_835, 38_475),
    ]  # fmt: skip
    assert not back.is_last


def test_a_line_asked_for_twice_is_added_up():
    (back,) = in_turn(three(), [CUP, CUP])
    assert back.lines == (LineBack(1, 2_000, 200_000, 200_000),)


def test_a_sale_of_nothing_can_be_returned_once():
    sale = SoldSale((SoldLine(1, 1_000, 0, 66_666, 8),))
    (back,) = in_turn(sale, None)
    assert (back.money, back.tenders, back.returned_share) == (0, (), 1)
    with refused(Code.ALREADY_REFUNDED):
        in_turn(sale, None, None)


def test_a_sale_without_goods_returns_no_share_of_them():
    card = SoldSale((SoldLine(1, 1_000, 500_000, 0, None),), (Paid("cash", 500_000),))
    assert in_turn(card, None)[0].returned_share == 0


# what is refused


def test_more_than_what_is_left():
    sale = three()
    with refused(Code.INVALID_QUANTITY, line=1, most="3"):
        in_turn(sale, [Returned(1, 3_001)])
    with refused(Code.INVALID_QUANTITY, line=1, most="1.5"):
        in_turn(sale, [Returned(1, 1_500)], [Returned(1, 1_501)])
    with refused(Code.INVALID_QUANTITY, most="3"):
        in_turn(sale, [CUP, CUP, CUP, CUP])


@pytest.mark.parametrize("qty", [0, -1, -1_000])
def test_no_quantity_or_less(qty):
    with refused(Code.INVALID_QUANTITY, line=1):
        in_turn(three(), [CUP, Returned(1, qty)])


@pytest.mark.parametrize("ask", [[], [Returned(2, 1_000)], [CUP, Returned(0, 1_000)]])
def test_nothing_or_an_unknown_line(ask):
    with refused(Code.NOTHING_TO_REFUND):
        in_turn(three(), ask)


@pytest.mark.parametrize("ask", [None, [CUP], [], [Returned(9, 1)]])
def test_a_sale_that_is_back_already(ask):
    with refused(Code.ALREADY_REFUNDED):
        in_turn(three(), None, ask)


def test_a_line_that_is_back_already():
    sale = sold("1 x PHỞ @ 50000; 1 x TRÀ @ 10000")
    with refused(Code.ALREADY_REFUNDED, line=1):
        in_turn(sale, [CUP], [CUP])
    assert in_turn(sale, [CUP], None)[1].lines == (LineBack(2, 1_000, 10_000, 10_000),)


# by tender

MIXED = three(
    Paid("cash", 50_000), Paid("bank_qr", 60_000, "FT1"), Paid("ewallet", 40_000), Paid("card", 30_000),
    Paid("wallet", 20_000, "W"), Paid("gift_card", 70_000, "G"), Paid("on_credit", 30_000),
)  # fmt: skip


def test_the_way_back_is_refilled_in_its_order():
    one, two, three_ = in_turn(MIXED, [CUP], [CUP], [CUP])
    assert one.tenders == (TenderBack("on_credit", 30_000), TenderBack("gift_card", 70_000, "G"))
    assert two.tenders == (
        TenderBack("wallet", 20_000, "W"), TenderBack("card", 30_000), TenderBack("ewallet", 40_000),
        TenderBack("bank_qr", 10_000, "FT1"),
    )  # fmt: skip
    assert three_.tenders == (TenderBack("bank_qr", 50_000, "FT1"), TenderBack("cash", 50_000))


def test_in_cash_stored_value_still_returns_to_its_card_and_credit_is_lowered():
    one, two, three_ = in_turn(MIXED, [CUP], [CUP], [CUP], to=CASH)
    assert one.tenders == (TenderBack("on_credit", 30_000), TenderBack("gift_card", 70_000, "G"))
    assert two.tenders == (TenderBack("wallet", 20_000, "W"), TenderBack("cash", 80_000))
    assert three_.tenders == (TenderBack("cash", 100_000),)


def test_a_card_gets_no_more_than_is_missing_when_cash_was_given_for_it_before():
    sale = three(Paid("card", 250_000, "A"), Paid("cash", 50_000))
    first = money_back(sale, NOTHING_BEFORE, [CUP], CASH)
    rest = money_back(sale, NOTHING_BEFORE.then(first), None, ORIGINAL)
    assert (first.tenders, rest.tenders) == ((TenderBack("cash", 100_000),), (TenderBack("card", 200_000, "A"),))


def test_two_gift_cards_are_refilled_apart_and_a_kind_of_tomorrow_comes_before_cash():
    sale = three(
        Paid("cash", 100_000), Paid("token", 100_000), Paid("gift_card", 40_000, "G1"), Paid("gift_card", 60_000, "G2")
    )
    one, two = in_turn(sale, [CUP], [CUP])
    assert one.tenders == (TenderBack("gift_card", 40_000, "G1"), TenderBack("gift_card", 60_000, "G2"))
    assert two.tenders == (TenderBack("token", 100_000),)


def test_cash_that_gave_change_gets_only_what_stayed():
    sale = three(Paid("card", 120_000), Paid("cash", 500_000 - 320_000))
    assert in_turn(sale, None)[0].tenders == (TenderBack("card", 120_000), TenderBack("cash", 180_000))


# charges, plans, rows


def test_service_and_delivery_come_back_only_with_everything():
    service = SoldLine(2, 1_000, 22_000, 0, 10, earns=False, with_whole=True)
    sale = three(Paid("cash", 330_000))
    sale = replace(sale, lines=(*sale.lines, service, replace(service, position=3, amount=8_000, rate=None)))
    one, rest = in_turn(sale, [CUP], None)
    assert (one.money, rest.money, one.is_last, rest.is_last) == (100_000, 230_000, False, True)
    assert [back.position for back in rest.lines] == [1, 2, 3]
    assert one.taxes == (TaxSum(8, 92_593, 7_407), TaxSum(10, 0, 0), TaxSum(None, 0, 0))
    assert rest.taxes == (TaxSum(8, 185_185, 14_815), TaxSum(10, 20_000, 2_000), TaxSum(None, 8_000, 0))


def test_a_charge_is_not_returned_alone_and_follows_the_last_of_the_goods():
    tip = SoldLine(2, 1_000, 5_000, 0, None, earns=False, with_whole=True)
    sale = replace(three(Paid("cash", 305_000)), lines=(*three().lines, tip))
    with refused(Code.NOTHING_TO_REFUND):
        money_back(sale, NOTHING_BEFORE, [Returned(2, 1_000)], ORIGINAL)
    last = money_back(sale, NOTHING_BEFORE, [Returned(1, 3_000)], ORIGINAL)
    assert (last.money, last.is_last) == (305_000, True)
    only = SoldSale((tip,), (Paid("cash", 5_000),))
    assert money_back(only, NOTHING_BEFORE, [Returned(2, 1_000)], ORIGINAL).money == 5_000


def test_a_plan_gives_back_its_days_to_come():
    plan = SoldSale((SoldLine(1, 1_000, 365_000, 0, 10, earns=False, refundable=100_000),), (Paid("card", 365_000),))
    back = money_back(plan, NOTHING_BEFORE, None, ORIGINAL)
    assert (back.money, back.is_last, back.tenders) == (100_000, True, (TenderBack("card", 100_000),))
    assert back.taxes == (TaxSum(10, 331_818 - 240_909, 33_182 - 24_091),)


def test_a_plan_never_takes_money_back_when_its_days_went_by():
    line = SoldLine(1, 2_000, 200_000, 0, 10, refundable=80_000)
    had = Before((LineBack(1, 1_000, 90_000),))
    back = money_back(SoldSale((line,), (Paid("cash", 200_000),)), had, None, ORIGINAL)
    assert (back.money, back.lines[0].qty) == (0, 1_000)


def test_what_went_before_adds_up_from_rows():
    had = Before(
        (LineBack(1, 1_000, 5, 6), LineBack(2, 1, 1, 1), LineBack(1, 500, 2, 3)),
        (TenderBack("gift_card", 3, "G"), TenderBack("cash", 4), TenderBack("gift_card", 2, "G")),
    )
    assert had.line(1) == LineBack(1, 1_500, 7, 9)
    assert had.line(3) == LineBack(3)
    assert (had.tender("gift_card", "G"), had.tender("gift_card", "H"), had.tender("cash", "")) == (5, 0, 4)


# what other goods take


def shirt(*paid):
    return SoldSale((SoldLine(1, 2_000, 200_000, 200_000, 8),), paid)


def test_other_goods_take_their_part_and_the_rest_goes_its_way():
    sale = shirt(Paid("card", 150_000), Paid("cash", 50_000))
    taken = TenderBack("exchange", 120_000, "K1-000002")
    back = money_back(sale, NOTHING_BEFORE, None, ORIGINAL, taken)
    assert back.tenders == (taken, TenderBack("card", 80_000))
    assert back.money == 200_000


def test_stored_value_and_debt_go_back_to_where_they_came_from():
    sale = shirt(Paid("gift_card", 150_000, "c"), Paid("cash", 50_000))
    back = money_back(sale, NOTHING_BEFORE, None, CASH)
    assert back.exchangeable == 50_000
    taken = TenderBack("exchange", 50_000, "K1-000002")
    exchanged = money_back(sale, NOTHING_BEFORE, None, CASH, taken)
    assert exchanged.tenders == (taken, TenderBack("gift_card", 150_000, "c"))
    with refused(Code.EXCHANGE_CHANGED):
        money_back(sale, NOTHING_BEFORE, None, CASH, TenderBack("exchange", 50_001))


def test_nobody_takes_more_than_comes_back():
    with refused(Code.EXCHANGE_CHANGED):
        money_back(shirt(Paid("cash", 200_000)), NOTHING_BEFORE, None, CASH, TenderBack("exchange", 200_001))


def test_what_was_paid_in_goods_comes_back_in_cash():
    sale = shirt(Paid("exchange", 150_000, "K1-000001"), Paid("card", 50_000))
    assert money_back(sale, NOTHING_BEFORE, None, ORIGINAL).tenders == (
        TenderBack("card", 50_000), TenderBack("cash", 150_000),
    )  # fmt: skip


def rounded(came: int, rounding: int, step: int = 500) -> SoldSale:
    """The page's order, paid in cash that was rounded."""
    return replace(sold(PAGE), cash=came, rounding=rounding, step=step)


def test_cash_in_three_parts_is_the_cash_that_came_in():
    one, two, rest = in_turn(rounded(127_000, 175), [CUP], [CUP], None)
    assert [x.money for x in (one, two, rest)] == [27_550, 27_550, 71_725]
    assert [x.tenders[0].amount for x in (one, two, rest)] == [27_500, 27_500, 72_000]
    assert [x.rounding for x in (one, two, rest)] == [-50, -50, 275]


def test_all_the_cash_comes_back_whatever_is_rounded_by_then():
    for step in (0, 500, 1_000):
        parts = in_turn(rounded(127_000, 175, step), [CUP], None)
        assert sum(x.tenders[0].amount for x in parts) == 127_000
    off_then_on = money_back(
        rounded(127_000, 175), NOTHING_BEFORE.then(in_turn(rounded(127_000, 175, 0), [CUP])[0]), None, ORIGINAL
    )
    assert (off_then_on.tenders[0].amount, off_then_on.rounding) == (127_000 - 27_550, 175)


def test_what_was_paid_by_card_is_rounded_when_it_goes_back_in_cash():
    sale = replace(sold(PAGE, 0, Paid("card", 126_825)), step=1_000)
    (back,) = in_turn(sale, None, to=RefundTo.CASH)
    assert (back.tenders, back.rounding) == ((TenderBack("cash", 127_000),), 175)


def test_other_goods_take_theirs_to_the_dong_and_the_rest_is_rounded():
    back = money_back(rounded(127_000, 175), NOTHING_BEFORE, None, ORIGINAL, TenderBack("exchange", 50_200, "K1-1"))
    assert (back.tenders[-1], back.rounding) == (TenderBack("cash", 76_500), -125)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_comes_back_when_and_by_which_step_the_cash_is_never_less_than_nothing_and_all_of_it_in_the_end(seed):
    random = Random(seed)
    prices = [random.randint(1, 99_999) for _line in range(random.randint(1, 4))]
    qty = [random.randint(1, 3) for _price in prices]
    lines = tuple(
        SoldLine(n, many * 1_000, price_ * many, price_ * many, 8)
        for n, (price_, many) in enumerate(zip(prices, qty, strict=True), 1)
    )
    due = sum(line.amount for line in lines)
    card = random.choice((0, random.randint(0, due - 1)))
    came = in_cash(due - card, random.choice(CASH_STEPS))
    paid = (Paid("card", card), Paid("cash", came)) if card else (Paid("cash", came),)
    before, left = NOTHING_BEFORE, [Returned(n, 1_000) for n, many in enumerate(qty, 1) for _one in range(many)]
    random.shuffle(left)
    while left:
        sale = SoldSale(lines, paid, came, came - (due - card), random.choice(CASH_STEPS))
        asks = [left.pop() for _one in range(random.randint(1, len(left)))]
        back = money_back(sale, before, asks, ORIGINAL)
        assert sum(way.amount for way in back.tenders) == back.handed
        assert all(way.amount > 0 for way in back.tenders)
        before = before.then(back)
    assert (before.cash, before.rounding) == (came, came - (due - card))
