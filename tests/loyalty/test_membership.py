from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.money import MOST_MONEY
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.membership import Period, Plan, Term, is_valid, offers_renewal, refund_of, term
from pos_desktop.loyalty.perks import Perk
from pos_desktop.loyalty.rules import Ratio
from pos_desktop.selling.conditions import Picks, When

YEAR = Plan("gold", "Hội viên Vàng", 365_000, perks=(Perk("coffee", "Giảm cà phê", 1_000),), multiplier=Ratio(3, 2))
MONTH = replace(YEAR, period=Period.MONTHLY)
FOR_EVER = replace(YEAR, period=Period.ONCE)


@pytest.mark.parametrize(
    ("plan", "bought_on", "until"),
    [
        (YEAR, date(2026, 3, 2), date(2027, 3, 1)), (YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (YEAR, date(2027, 3, 1), date(2028, 2, 29)), (YEAR, date(2024, 2, 29), date(2025, 2, 28)),
        (YEAR, date(2023, 3, 1), date(2024, 2, 29)),
        (MONTH, date(2026, 3, 2), date(2026, 4, 1)), (MONTH, date(2026, 1, 31), date(2026, 2, 28)),
        (MONTH, date(2026, 1, 28), date(2026, 2, 27)), (MONTH, date(2024, 1, 30), date(2024, 2, 29)),
        (MONTH, date(2026, 2, 28), date(2026, 3, 27)), (MONTH, date(2026, 12, 31), date(2027, 1, 30)),
        (replace(FOR_EVER, months=3), date(2026, 11, 30), date(2027, 2, 28)),
        (replace(FOR_EVER, months=6), date(2026, 3, 2), date(2026, 9, 1)),
        (FOR_EVER, date(2026, 3, 2), None),
    ],
)  # fmt: skip
def test_a_term_runs_through_the_day_before_its_own_day(plan, bought_on, until):
    assert term(plan, bought_on) == Term(bought_on, until)


@pytest.mark.parametrize(
    ("bought_on", "current", "got"),
    [
        (date(2026, 3, 2), date(2026, 3, 31), Term(date(2026, 4, 1), date(2027, 3, 31))),
        (date(2026, 3, 31), date(2026, 3, 31), Term(date(2026, 4, 1), date(2027, 3, 31))),
        (date(2026, 4, 1), date(2026, 3, 31), Term(date(2026, 4, 1), date(2027, 3, 31))),
        (date(2026, 5, 7), date(2026, 3, 31), Term(date(2026, 5, 7), date(2027, 5, 6))),
    ],
)  # fmt: skip
def test_a_renewal_before_the_end_continues_after_it(bought_on, current, got):
    assert term(YEAR, bought_on, current) == got


def test_a_term_holds_from_its_first_day_through_its_last():
    held = Term(date(2026, 3, 2), date(2027, 3, 1))
    days = (date(2026, 3, 1), held.start, date(2027, 3, 1), date(2027, 3, 2))
    assert [is_valid(held, day) for day in days] == [False, True, True, False]
    assert is_valid(Term(held.start, None), date(2999, 1, 1))


def test_renewal_is_offered_thirty_days_before():
    held = Term(date(2026, 3, 2), date(2027, 3, 1))
    days = (date(2027, 1, 29), date(2027, 1, 30), date(2027, 3, 1), date(2027, 3, 2))
    assert [offers_renewal(held, day) for day in days] == [False, True, True, False]
    assert not offers_renewal(Term(held.start, None), date(2027, 3, 1))
    assert not offers_renewal(Term(date(2027, 3, 2), date(2027, 3, 10)), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("price", "start", "until", "day", "back"),
    [
        (365_000, date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 30), 184_000),
        (365_000, date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1), 364_000),
        (365_000, date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 30), 1_000),
        (365_000, date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31), 0),
        (365_000, date(2026, 1, 1), date(2026, 12, 31), date(2027, 5, 1), 0),
        (365_000, date(2026, 1, 1), date(2026, 12, 31), date(2025, 12, 31), 365_000),
        (366_000, date(2024, 1, 1), date(2024, 12, 31), date(2024, 2, 29), 306_000),
        (199_000, date(2026, 3, 2), date(2027, 3, 1), date(2026, 9, 17), 89_959),
        (49_000, date(2026, 1, 31), date(2026, 2, 28), date(2026, 2, 10), 30_414),
        (99_999, date(2026, 4, 1), date(2026, 4, 30), date(2026, 4, 15), 50_000),
    ],
)  # fmt: skip
def test_the_days_after_a_refund_come_back(price, start, until, day, back):
    assert refund_of(price, start, until, day) == back


def test_a_term_for_ever_comes_back_only_before_it_begins():
    start = date(2026, 3, 2)
    assert [refund_of(500_000, start, None, day) for day in (date(2026, 3, 1), start)] == [500_000, 0]


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.sampled_from([YEAR, MONTH]), st.integers(1, 20))
def test_renewals_in_time_leave_no_day_out(start, plan, times):
    held = term(plan, start)
    for _ in range(times):
        following = term(plan, held.until - timedelta(days=3), held.until)
        assert following.start == held.until + timedelta(days=1)
        assert 27 <= (following.until - following.start).days <= 365
        held = following


@given(st.integers(1, 10**9), st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 365))
def test_a_refund_never_grows_with_time(price, start, used):
    held = term(YEAR, start)
    day = start + timedelta(days=used)
    assert 0 <= refund_of(price, *held, day) <= refund_of(price, *held, day - timedelta(days=1)) <= price


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", " "), ("name", ""), ("price", 0), ("price", -1), ("price", MOST_MONEY + 1), ("months", 1),
        ("months", -1), ("perks", (Perk("", "x", 1_000),)), ("perks", (Perk("a", "x", 1), Perk("a", "y", 1))),
        ("multiplier", Ratio(1, 0)), ("multiplier", Ratio(6, 1)), ("welcome_points", -1),
        ("welcome_points", 100_001),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_names_its_field(field, value):
    assert YEAR.faults() == ()
    assert replace(YEAR, **{field: value}).faults() == (field,)


def test_only_a_plan_that_is_paid_once_says_how_long():
    assert replace(FOR_EVER, months=120).faults() == ()
    assert replace(FOR_EVER, months=121).faults() == ("months",)
    assert [plan.length for plan in (YEAR, MONTH, FOR_EVER, replace(FOR_EVER, months=6))] == [12, 1, 0, 6]


def test_a_plan_reads_back_as_it_was():
    perk = Perk("noon", "Trưa", 500, Picks(skus=("PHỞ",)), When(weekdays=(0, 1)))
    own = replace(YEAR, perks=(perk,), welcome_points=50)
    assert from_plain(Plan, to_plain(own)) == own
