"""Tests of the books of points with numbers worked out by hand."""

from datetime import date

import pytest

from pos_desktop.loyalty.liability import (
    Age,
    Breakage,
    Column,
    Flow,
    Held,
    Life,
    LotFlow,
    ageing,
    held,
    movements,
    total,
)

MON, TUE, WED, THU = (date(2026, 3, day) for day in (2, 3, 4, 5))
SPRING, AUTUMN = Life(MON, date(2026, 3, 31)), Life(MON, date(2026, 10, 31))
LATER = Life(date(2026, 3, 11), date(2027, 3, 31))
EVER = Life(MON)


@pytest.mark.parametrize(("kind", "points", "column"), [
    ("accrual", 5, Column.EARNED), ("restoration", 5, Column.RESTORED), ("opening", 5, Column.ADJUSTED_IN),
    ("adjustment", 5, Column.ADJUSTED_IN), ("adjustment", -5, Column.ADJUSTED_OUT), ("redemption", -5, Column.REDEEMED),
    ("expiry", -5, Column.EXPIRED), ("clawback", -5, Column.CLAWED), ("transfer", 5, None),
])  # fmt: skip
def test_where_an_entry_stands(kind, points, column):
    assert Flow(MON, kind, points).column is column


def test_two_days_with_every_column():
    flows = [
        Flow(MON, "opening", 500), Flow(MON, "accrual", 120),
        Flow(TUE, "accrual", 40), Flow(TUE, "redemption", -200), Flow(TUE, "restoration", 30),
        Flow(TUE, "clawback", -15), Flow(TUE, "adjustment", 25), Flow(TUE, "adjustment", -10), Flow(TUE, "expiry", -90),
        Flow(TUE, "transfer", 60), Flow(TUE, "transfer", -60),
    ]  # fmt: skip
    lots = [
        LotFlow(MON, AUTUMN, 620),
        LotFlow(TUE, AUTUMN, 40 - 200 + 30 - 15 + 25 - 10 - 90 - 60),
        LotFlow(TUE, SPRING, 60),
    ]
    monday, tuesday = movements(flows, lots, MON, TUE)
    assert (monday.opening, monday.adjusted_in, monday.earned, monday.closing) == (0, 500, 120, 620)
    assert (tuesday.opening, tuesday.earned, tuesday.restored, tuesday.adjusted_in) == (620, 40, 30, 25)
    assert (tuesday.redeemed, tuesday.expired, tuesday.clawed, tuesday.adjusted_out) == (200, 90, 15, 10)
    assert tuesday.closing == 400
    assert monday.ties
    assert tuesday.ties
    both = total([monday, tuesday])
    assert (both.first, both.last, both.opening, both.earned, both.closing, both.ties) == (MON, TUE, 0, 160, 400, True)


def test_a_day_that_begins_in_the_middle_opens_with_all_before():
    flows = [Flow(MON, "accrual", 100), Flow(TUE, "accrual", 20), Flow(THU, "redemption", -50)]
    lots = [LotFlow(date.min, AUTUMN, 120), LotFlow(THU, AUTUMN, -50)]
    wednesday, thursday = movements(flows, lots, WED, THU)
    assert (wednesday.opening, wednesday.closing, wednesday.ties) == (120, 120, True)
    assert (thursday.opening, thursday.redeemed, thursday.closing, thursday.ties) == (120, 50, 70, True)


def test_earned_is_gross_where_it_paid_debt():
    """A debt of 30 from Monday; Tuesday's 50 pay it, and 20 become a lot."""
    flows = [Flow(MON, "clawback", -30, debt=30), Flow(TUE, "accrual", 50, debt=-30)]
    lots = [LotFlow(TUE, AUTUMN, 20)]
    monday, tuesday = movements(flows, lots, MON, TUE)
    assert (monday.clawed, monday.closing, monday.ties) == (30, -30, True)
    assert (tuesday.opening, tuesday.earned, tuesday.closing, tuesday.ties) == (-30, 50, 20, True)
    assert held(lots, flows, MON) == Held(debt=30)
    assert held(lots, flows, TUE) == Held(available=20)


def test_points_are_expired_the_day_after_whether_a_job_ran_or_not():
    flows, lots = [Flow(MON, "accrual", 70)], [LotFlow(MON, Life(MON, TUE), 70)]
    unwritten = movements(flows, lots, TUE, THU)
    written = movements([*flows, Flow(WED, "expiry", -70)], [*lots, LotFlow(WED, Life(MON, TUE), -70)], TUE, THU)
    assert unwritten == written
    assert [(day.expired, day.closing, day.ties) for day in written] == [(0, 70, True), (70, 0, True), (0, 0, True)]


def test_lots_that_say_something_else_than_the_entries_do_not_tie():
    (day,) = movements([Flow(MON, "accrual", 70)], [LotFlow(MON, AUTUMN, 71)], MON, MON)
    assert not day.ties


def test_pending_points_are_owed_and_debts_are_told_apart():
    lots = [LotFlow(MON, AUTUMN, 100), LotFlow(MON, LATER, 40)]
    found = held(lots, [Flow(MON, "clawback", -30, debt=30)], MON)
    assert found == Held(available=100, pending=40, debt=30)
    assert (found.owed, found.closing) == (140, 110)


def test_ageing_by_month():
    lots = [LotFlow(MON, SPRING, 30), LotFlow(MON, AUTUMN, 50), LotFlow(MON, Life(TUE, date(2026, 10, 15)), 5),
            LotFlow(MON, EVER, 7), LotFlow(TUE, SPRING, -30)]  # fmt: skip
    never = Age(None, 7, 700)
    assert ageing(lots, MON, 100) == (Age(date(2026, 3, 1), 30, 3_000), Age(date(2026, 10, 1), 55, 5_500), never)
    assert ageing(lots, TUE, 100) == (Age(date(2026, 10, 1), 55, 5_500), never)
    assert ageing(lots, date(2026, 11, 1), 100) == (never,)


def test_idle_lots_live_as_long_as_the_member_comes():
    life = Life(MON, None, 3, (date(2026, 5, 1),))
    lots = [LotFlow(MON, life, 10)]
    assert ageing(lots, MON, 100)[0].month == date(2026, 6, 1)
    assert ageing(lots, date(2026, 5, 2), 100)[0].month == date(2026, 8, 1)
    assert held(lots, [], date(2026, 8, 1)).available == 10
    assert held(lots, [], date(2026, 8, 2)) == Held(dead=10)


def test_breakage():
    known = Breakage(died=60, issued=400)
    assert known.share == 1_500
    assert known.expected(140_000) == 119_000
    few = Breakage(died=60, issued=199)
    assert (few.is_known, few.share, few.expected(140_000)) == (False, None, 140_000)
