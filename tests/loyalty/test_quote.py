from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import Balance, Lot
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import Quote, quote, standing
from pos_desktop.loyalty.redemption import Limit
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierMove, TierState
from pos_desktop.selling.tax import VatTable
from tests.support.orders import order
from tests.support.refusals import refused

DAY = date(2026, 3, 2)
DEFAULT, VAT = Programme(), VatTable()
LAN = AccountPicture("Lan", DAY, lots=(Lot("l1", 1_240, date(2026, 1, 15), date(2027, 1, 31)),))
GOLD = replace(LAN, tier=TierState("gold", date(2027, 1, 31)), activity=(Activity(date(2026, 1, 15), 5_200_000),))


def ask(text: str, account: AccountPicture | None = LAN, programme: Programme = DEFAULT) -> Quote:
    return quote(order(text), account, programme, VAT, Occasion(DAY))


def test_a_guest_pays_and_earns_nothing():
    got = ask("1 x PHỞ @ 100000", None)
    assert (got.priced.due, got.earns.points, got.earns.by_line) == (100_000, 0, (0,))
    assert (got.allowed.points, got.balance, got.tier) == (0, None, None)


@pytest.mark.parametrize("wish", ["60", "max"])
def test_points_without_a_member_are_refused(wish):
    with refused(Code.UNKNOWN_MEMBER):
        ask(f"1 x PHỞ @ 100000; redeem {wish}", None)


def test_the_page_s_example_of_a_sale():
    got = ask("3 x PHỞ @ 100000; member Lan; redeem 60")
    assert (got.priced.due, got.priced.basis, got.earns.points) == (294_000, 294_000, 29)
    assert got.allowed.points == 1_240
    assert got.balance == Balance(1_240, 0, 0)


def test_a_gold_member():
    got = ask("1 x TIỆC @ 247000; member Lan", GOLD)
    assert got.earns.points == 37
    assert (got.tier.before_name, got.tier.after_name, got.tier.qualifying) == ("Vàng", "Vàng", 5_447_000)
    assert (got.tier.next_name, got.tier.to_next) == ("Kim cương", 6_553_000)
    assert (got.tier.threshold, got.tier.next_threshold) == (5_000_000, 12_000_000)
    assert got.tier.moves == ()


def test_the_most_of_the_page():
    got = ask("1 x TIỆC @ 267000; member Lan by card; redeem max")
    assert (got.priced.points, got.priced.points_value, got.priced.due) == (1_240, 124_000, 143_000)
    assert got.allowed.limited_by is Limit.BALANCE


def test_the_cap_counts_goods_after_discounts_and_before_points():
    got = ask("1 x TIỆC @ 534000; off 50%; member Lan by card; redeem max", replace(LAN, lots=_lots(5_000)))
    assert got.priced.before_points == 267_000
    assert got.priced.points == 1_330


def _lots(points: int) -> tuple[Lot, ...]:
    return (Lot("l1", points, date(2026, 1, 15), date(2027, 1, 31)),)


def test_fully_paid_with_points_earns_nothing():
    all_in = replace(DEFAULT, cap=10_000)
    got = ask("1 x PHỞ @ 66666; member Lan by card; redeem rest", LAN, all_in)
    assert (got.priced.due, got.priced.basis, got.earns.points, got.priced.points) == (0, 0, 0, 667)
    assert got.tier.moves == ()


def test_the_tier_of_the_points_is_the_one_before_the_order():
    got = ask("1 x TIỆC @ 5000000; member Lan", replace(LAN, lots=()))
    assert got.earns.points == 500
    assert (got.tier.before_name, got.tier.after_name) == ("Thành viên", "Vàng")
    assert [move.move for move in got.tier.moves] == [TierMove.UPGRADE]


def test_what_earns_nothing_does_not_qualify_either():
    got = ask("1 x THUỐC @ 5000000 no points; member Lan")
    assert (got.earns.points, got.tier.qualifying, got.tier.moves) == (0, 0, ())
    assert got.allowed.points == 1_240


def test_a_tier_that_fell_meanwhile_counts_as_fallen():
    forgotten = replace(GOLD, tier=TierState("gold", date(2025, 12, 31)), activity=())
    got = ask("1 x TIỆC @ 247000; member Lan", forgotten)
    assert got.tier.before_name == "Bạc"
    assert got.earns.points == 247_000 * 6 // 50_000
    assert [move.move for move in got.tier.moves] == [TierMove.FALL]


def test_points_held_by_another_order_are_not_there():
    held = replace(LAN, reserved=1_200)
    assert ask("1 x TIỆC @ 267000; member Lan", held).allowed.points == 0
    with refused(Code.INSUFFICIENT_POINTS, available=40):
        ask("1 x TIỆC @ 267000; member Lan; redeem 50", held)
    assert ask("1 x TIỆC @ 267000; member Lan", replace(LAN, reserved=2_000)).allowed.points == 0


def test_a_blocked_member_neither_redeems_nor_earns():
    blocked = replace(LAN, blocked=True)
    got = ask("1 x TIỆC @ 267000; member Lan", blocked)
    assert (got.allowed.points, got.earns.points) == (0, 0)
    with refused(Code.MEMBER_BLOCKED):
        ask("1 x TIỆC @ 267000; member Lan; redeem 60", blocked)


def test_the_day_s_limits_come_from_the_picture():
    busy = replace(LAN, earning_orders=5, redeemed_value=98_000)
    got = ask("1 x TIỆC @ 267000; member Lan", busy)
    assert got.earns.limited
    with refused(Code.CARD_REQUIRED):
        ask("1 x TIỆC @ 267000; member Lan; redeem 50", busy)
    assert ask("1 x TIỆC @ 267000; member Lan by pin; redeem 50", busy).priced.points == 50


def test_staff_on_their_own_shift_earn_nothing():
    assert ask("1 x TIỆC @ 267000; member Lan", replace(LAN, earns=False)).earns.points == 0


def test_standing_without_an_order():
    got = standing(GOLD, DEFAULT)
    assert (got.before_name, got.after_name, got.qualifying, got.to_next) == ("Vàng", "Vàng", 5_200_000, 6_800_000)
    assert got.moves == ()
    top = replace(LAN, tier=TierState("diamond", date(2027, 1, 31)))
    assert (standing(top, DEFAULT).next_name, standing(top, DEFAULT).to_next) == (None, None)
