"""What a row of the ledger was about, its replay, and what bounded the money off."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pos_desktop.loyalty.explanation import Line, Links, Piece, What, names_of, piece, replay, what_of
from pos_desktop.loyalty.games import Streak, StreakUnit
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import Ratio, Rule
from pos_desktop.loyalty.sale_explanation import Bound, bounded

DAY, AT = date(2026, 3, 2), datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "points", "links", "what"),
    [
        ("accrual", 5, Links(has_sale=True, rule="base"), What.EARNED),
        ("accrual", 5, Links(has_sale=True, occasion="birthday:a:2026"), What.EARNED),
        ("accrual", 5, Links(has_sale=True, way="receipt"), What.CLAIMED),
        ("accrual", 5, Links(has_sale=True, way="later"), What.CLAIMED),
        ("accrual", 5, Links(has_sale=True, way="move"), What.MOVED_IN),
        ("accrual", 5, Links(occasion="birthday:a:2026", rule="rule:x"), What.BIRTHDAY),
        ("accrual", 5, Links(occasion="joining:a:2026"), What.JOINING),
        ("accrual", 5, Links(rule="mission:m"), What.MISSION),
        ("accrual", 5, Links(rule="streak:m"), What.STREAK),
        ("accrual", 5, Links(occasion="referral:f", rule="referral"), What.REFERRAL),
        ("accrual", 5, Links(rule="something:new"), What.BONUS),
        ("accrual", 5, Links(), What.BONUS),
        ("opening", 5, Links(), What.OPENING),
        ("redemption", -5, Links(has_sale=True), What.REDEEMED),
        ("redemption", -5, Links(has_cause=True), What.DONATED),
        ("redemption", -5, Links(rule="partner:p"), What.EXCHANGED),
        ("accrual", 5, Links(rule="plan:gold"), What.MEMBERSHIP),
        ("expiry", -5, Links(), What.EXPIRED),
        ("clawback", -5, Links(has_sale=True), What.TAKEN_BACK),
        ("clawback", -5, Links(has_sale=True, way="move"), What.MOVED_OUT),
        ("clawback", -5, Links(occasion="undone:mission:m:a"), What.UNDONE),
        ("restoration", 5, Links(has_sale=True), What.GIVEN_BACK),
        ("restoration", 5, Links(occasion="reinstated:lot"), What.REINSTATED),
        ("transfer", 5, Links(), What.EXTENDED),
        ("transfer", 5, Links(is_elsewhere=True), What.MERGED_IN),
        ("transfer", -5, Links(is_elsewhere=True), What.MERGED_OUT),
        ("adjustment", 5, Links(rule="by_hand"), What.ADJUSTED),
        ("adjustment", -5, Links(rule="by_hand"), What.ADJUSTED),
        ("adjustment", 5, Links(rule="shortfall"), What.FORGIVEN),
        ("adjustment", 5, Links(), What.FORGIVEN),
    ],
)
def test_a_row_is_known_by_its_kind_and_its_links(kind, points, links, what):
    assert what_of(kind, points, links) is what


def test_a_replay_begins_with_nothing_and_pays_debt_first():
    row = Line("1", What.EARNED, DAY, AT, 30)
    rows = (row, replace(row, points=-30), replace(row, points=-10, debt_change=10), replace(row, points=25,
            debt_change=-10))  # fmt: skip

    told = replay(rows)

    assert [(line.balance, line.debt) for line in told] == [(30, 0), (0, 0), (0, 10), (15, 0)]
    assert [line.held for line in told] == [30, -30, 0, 15]


def test_parts_are_called_as_the_programme_calls_them():
    programme = Programme(
        rules=(Rule("tet", "Tết", multiplier=Ratio(2)),), streaks=(Streak("s1", "Bảy ngày", 7, StreakUnit.DAY, 20),)
    )
    names = names_of(programme)

    assert piece("rule:tet", 3, names) == Piece("rule", "Tết", 3)
    assert piece("streak:s1", 20, names) == Piece("streak", "Bảy ngày", 20)
    assert piece("tier:Vàng", 13, names) == Piece("tier", "Vàng", 13)
    assert piece("rule:gone", 1, names) == Piece("rule", "gone", 1)
    assert piece("base", 24, names) == Piece("base", "", 24)


@pytest.mark.parametrize(
    ("points", "value", "available", "before", "cap", "bound"),
    [
        (1_240, 124_000, 1_240, 267_000, 5_000, Bound.BALANCE),
        (1_330, 133_000, 2_000, 267_000, 5_000, Bound.CAP),
        (100, 10_000, 2_000, 267_000, 5_000, Bound.WISH),
        (0, 0, 49, 267_000, 5_000, Bound.MINIMUM),
        (0, 0, 2_000, 9_000, 5_000, Bound.MINIMUM),
        (0, 0, 2_000, 267_000, 5_000, Bound.WISH),
        (2_670, 267_000, 5_000, 267_000, 10_000, Bound.REST),
    ],
)
def test_what_bounded_the_money_off(points, value, available, before, cap, bound):
    told = bounded(Programme(cap=cap), points, value, before, available)

    assert told.bound is bound
    assert told.cap_points == before * cap // 1_000_000
