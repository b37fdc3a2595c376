"""Money and points given back by a real shop: the pages' examples, the walls, and what a resend finds."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.programme import Shortfall
from pos_desktop.selling.refund import RefundTo
from tests.support.refusals import refused
from tests.support.shifts import closed, opened
from tests.support.shop import CASHIER, MANAGER, OWNER


def test_three_partial_refunds_are_one_full_refund(shop):
    shop.granted("Lan", 100)
    sale = shop.sold("3 x PHỞ @ 100000; member Lan; redeem 60")
    assert sale.earned == 29

    first, second, third = (shop.returned(sale, "1 x PHỞ") for _ in range(3))

    assert [r.clawed for r in (first, second, third)] == [10, 10, 9]
    assert [r.restored for r in (first, second, third)] == [20, 20, 20]
    assert [r.money for r in (first, second, third)] == [98_000, 98_000, 98_000]
    assert shop.member("Lan").balance.available == 100
    assert shop.books().tie


def test_money_back_of_the_pricing_page(shop):
    shop.granted("Mai", 200)
    sale = shop.sold(
        "2 x CÀ PHÊ @ 29000; 1 x TRÀ @ 45000 -10%; 1 x BIA @ 35000 vat alcohol; off 5%; member Mai; redeem 120"
    )
    assert sale.due == 114_825

    backs = [shop.returned(sale, "1 x CÀ PHÊ") for _ in range(2)]

    assert [b.money for b in backs] == [24_943, 24_943]
    assert [b.restored for b in backs] == [26, 26]
    assert shop.books().tie


def test_a_refund_has_a_number_of_its_own_and_a_repeat_gives_the_first_answer(shop):
    sale = shop.sold("2 x PHỞ @ 50000")
    command = shop.returning(sale, "1 x PHỞ")
    first, again = shop.desk.refunds.refund(command), shop.desk.refunds.refund(command)
    assert (first.refund.number, first.is_repeat, again.is_repeat) == ("K1-H000001", False, True)
    assert first.refund == again.refund
    assert shop.count("refund") == 1
    with refused(Code.ID_REUSED):
        shop.desk.refunds.refund(replace(command, lines=None))


def test_nothing_comes_back_twice(shop):
    sale = shop.sold("2 x PHỞ @ 50000")
    shop.returned(sale)
    with refused(Code.ALREADY_REFUNDED):
        shop.returned(sale)
    with refused(Code.ALREADY_REFUNDED):
        shop.returned(sale, "1 x PHỞ")
    assert shop.rows("SELECT sum(money) FROM refund") == [(100_000,)]


def test_more_than_was_sold_is_refused(shop):
    sale = shop.sold("2 x PHỞ @ 50000")
    with refused(Code.INVALID_QUANTITY, most="2"):
        shop.returned(sale, "3 x PHỞ")
    shop.returned(sale, "1 x PHỞ")
    with refused(Code.INVALID_QUANTITY, most="1"):
        shop.returned(sale, "2 x PHỞ")
    assert shop.count("refund") == 1


def test_a_preview_shows_what_the_refund_then_does_and_writes_nothing(shop):
    shop.granted("Lan", 100)
    sale = shop.sold("3 x PHỞ @ 100000; member Lan; redeem 60")
    command = shop.returning(sale, "2 x PHỞ")
    before = shop.sums()
    seen = shop.desk.refunds.preview(command)
    assert shop.sums() == before and shop.count("refund") == 0

    made = shop.desk.refunds.refund(command).refund

    assert (seen.quote.money.money, seen.quote.clawed, seen.quote.restored) == (made.money, made.clawed, made.restored)
    assert seen.after.available == made.loyalty["available"] == shop.member("Lan").balance.available


def test_points_that_are_spent_become_a_debt_that_the_next_sale_pays(shop):
    sale = shop.sold("1 x TIỆC @ 1000000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Lan; redeem 100")  # earns 9 on 90.000
    back = shop.returned(sale)
    assert (back.clawed, back.loyalty["debt"], back.loyalty["available"]) == (100, 91, 0)
    later = shop.sold("1 x TIỆC @ 2000000; member Lan")
    assert (later.earned, later.loyalty.debt, later.loyalty.available) == (200, 0, 109)
    assert shop.books().tie


def test_a_shop_may_give_the_shortfall_up_and_says_so_in_a_row_of_its_own(shop):
    shop.under(shortfall=Shortfall.CLAMP)
    sale = shop.sold("1 x TIỆC @ 1000000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Lan; redeem 100")
    back = shop.returned(sale)
    assert (back.clawed, back.loyalty["debt"], back.loyalty["available"]) == (100, 0, 0)
    assert shop.rows("SELECT kind, points, reason FROM entry WHERE reason = 'clamp'") == [("adjustment", 91, "clamp")]
    assert shop.rows("SELECT shortfall FROM refund") == [(91,)]
    assert shop.books().tie


def test_restored_points_keep_their_day_or_get_a_week(shop):
    shop.granted("Lan", 100)  # through 2027-03-31
    sale = shop.sold("2 x PHỞ @ 100000; member Lan; redeem 100")
    shop.on("2027-03-10")
    shop.returned(sale, "1 x PHỞ")
    assert shop.rows("SELECT left_points, expires_on, origin_id IS NOT NULL FROM lot WHERE left_points = 50") == [
        (50, "2027-03-31", 0)
    ]
    shop.on("2027-03-28")
    shop.returned(sale, "1 x PHỞ")
    assert ("2027-04-04", 1) in [
        tuple(row) for row in shop.rows("SELECT expires_on, origin_id IS NOT NULL FROM lot WHERE left_points = 50")
    ]
    assert shop.books().tie


def test_a_tier_that_a_young_sale_made_goes_with_it_and_an_old_one_stays(shop):
    shop.sold("1 x TIỆC @ 1500000; member Lan")
    sale = shop.sold("1 x TIỆC @ 1000000; member Lan")
    assert sale.loyalty.tier == "Bạc"
    assert shop.returned(sale).loyalty["tier"] == "Thành viên"

    young = shop.sold("1 x TIỆC @ 1000000; member Lan")
    assert young.loyalty.tier == "Bạc"
    shop.on("2026-03-03 09:00")
    assert shop.returned(young).loyalty["tier"] == "Bạc"
    assert shop.member("Lan").qualifying == 1_500_000
    assert shop.books().tie


def test_a_void_is_the_whole_sale_in_its_own_shift(shop):
    shop.granted("Lan", 100)
    sale = shop.sold("2 x PHỞ @ 100000; member Lan; redeem 60; card 100000; cash 100000")
    back = shop.voided(sale)
    assert (back.kind, back.money, dict(back.by_tender)) == ("void", 194_000, {"card": 100_000, "cash": 94_000})
    assert shop.member("Lan").balance.available == 100
    with refused(Code.ALREADY_REFUNDED):
        shop.voided(sale)
    assert shop.rows("SELECT sum(amount) FROM cash_movement WHERE kind IN ('sale', 'refund')") == [(0,)]
    assert shop.books().tie


def test_a_sale_of_an_earlier_shift_is_refunded_not_voided(shop):
    sale = shop.sold("1 x PHỞ @ 100000")
    closed(shop.desk)
    opened(shop.desk, 500_000)
    with refused(Code.VOID_CLOSED):
        shop.voided(sale)
    assert shop.returned(sale).money == 100_000


def test_the_original_tenders_are_refilled_in_their_order(shop):
    sale = shop.sold("2 x TIỆC @ 500000; card 300000; bank 300000; cash 500000")
    first = shop.returned(sale, "1 x TIỆC")
    assert dict(first.by_tender) == {"card": 300_000, "bank_qr": 200_000}
    assert dict(shop.returned(sale).by_tender) == {"bank_qr": 100_000, "cash": 400_000}


def test_cash_on_demand(shop):
    sale = shop.sold("2 x TIỆC @ 500000; card 1000000")
    assert dict(shop.returned(sale, "1 x TIỆC", to=RefundTo.CASH).by_tender) == {"cash": 500_000}
    assert dict(shop.returned(sale).by_tender) == {"card": 500_000}


@pytest.mark.parametrize(("name", "may"), [(CASHIER, False), (MANAGER, True), (OWNER, True)])
def test_who_may_give_money_back(shop, name, may):
    sale = shop.sold("1 x PHỞ @ 50000")
    command = shop.returning(sale, staff_id=shop.person(name).id)
    if may:
        assert shop.desk.refunds.refund(command).refund.money == 50_000
        return
    for deed in (shop.desk.refunds.refund, shop.desk.refunds.preview, shop.desk.refunds.void):
        with refused(Code.NOT_ALLOWED, right="refund"):
            deed(command)
    assert shop.count("refund") == 0


def test_goods_come_back_into_stock_and_cash_leaves_the_drawer(shop):
    sale = shop.sold("3 x PHỞ @ 50000")
    shop.returned(sale, "2 x PHỞ")
    assert shop.rows("SELECT sum(qty) FROM stock_movement") == [(-1_000,)]
    assert shop.rows("SELECT amount FROM cash_movement WHERE kind = 'refund'") == [(-100_000,)]


def test_without_a_shift_nobody_gives_money_back(shop):
    sale = shop.sold("1 x PHỞ @ 50000")
    closed(shop.desk)
    with refused(Code.NO_OPEN_SHIFT):
        shop.returned(sale)
    assert shop.count("refund") == 0


def test_the_sale_is_found_by_its_number_and_by_its_code(shop):
    sale = shop.sold("1 x PHỞ @ 50000")
    assert shop.desk.refunds.find(sale.number) == sale.id
    assert shop.desk.refunds.find(shop.desk.sales.receipt_code(sale)) == sale.id
    for nobody in ("K1-000999", "K9-000001", "nonsense", "28" + "0" * 30, "K1-", "K1-٠٠٠٠٠١"):
        with refused(Code.UNKNOWN_SALE):
            shop.desk.refunds.find(nobody)
