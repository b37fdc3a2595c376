from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.lots import (
    Allocation,
    Balance,
    Lot,
    LotDates,
    balance_on,
    dates_of,
    fallen_due,
    idle_until,
    spend,
    spending_order,
)  # fmt: skip
from pos_desktop.loyalty.programme import ExpiryPolicy, Programme
from tests.support.refusals import refused

DAY = date(2026, 3, 2)
DEFAULT = Programme()


def lot(name: str, left: int, expires: date | None = None, usable: date = DAY, seq: int = 0) -> Lot:
    return Lot(name, left, usable, expires, seq)


@pytest.mark.parametrize(
    ("day", "expires"),
    [
        (date(2026, 1, 15), date(2027, 1, 31)), (date(2026, 1, 31), date(2027, 1, 31)),
        (date(2026, 2, 1), date(2027, 2, 28)), (date(2027, 2, 28), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2025, 2, 28)), (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_a_lot_lives_to_the_end_of_the_twelfth_month(day, expires):
    assert dates_of(DEFAULT, day) == LotDates(day, expires)


def test_a_lot_may_wait_or_never_die():
    assert dates_of(replace(DEFAULT, pending_days=7), DAY).usable_from == DAY + timedelta(days=7)
    assert dates_of(replace(DEFAULT, expiry=ExpiryPolicy.NEVER), DAY) == LotDates(DAY, None)
    assert dates_of(replace(DEFAULT, expiry_months=1), date(2026, 1, 31)).expires_on == date(2026, 2, 28)


def test_a_lot_is_usable_through_its_last_day():
    one = lot("a", 10, date(2026, 3, 31))
    for day, usable in ((DAY - timedelta(days=1), False), (DAY, True), (date(2026, 3, 31), True)):
        assert one.is_usable(day) is usable
    assert one.is_expired(date(2026, 4, 1))
    assert not one.is_usable(date(2026, 4, 1))
    assert not lot("b", 10).is_expired(date.max)


def test_the_balance_as_of_a_day():
    lots = [
        lot("dead", 1, DAY - timedelta(days=1)), lot("last day", 10, DAY), lot("soon", 100, DAY + timedelta(days=30)),
        lot("later", 1_000, DAY + timedelta(days=31)), lot("ever", 10_000),
        lot("pending", 100_000, usable=DAY + timedelta(days=1)),
    ]  # fmt: skip
    assert balance_on(lots, DAY, 30, debt=3) == Balance(available=11_110, pending=100_000, expiring=110, debt=3)
    assert balance_on(lots, DAY + timedelta(days=1), 30).available == 111_100


def test_the_earliest_expiry_goes_first_then_the_oldest_and_for_ever_last():
    late, soon, ever = lot("late", 1, date(2027, 1, 31)), lot("soon", 1, date(2026, 4, 30)), lot("ever", 1)
    older = lot("older", 1, date(2026, 4, 30), usable=DAY - timedelta(days=1))
    first = lot("first", 1, date(2026, 4, 30), seq=-1)
    assert [x.id for x in spending_order([ever, late, soon, first, older])] == [
        "older",
        "first",
        "soon",
        "late",
        "ever",
    ]


def test_spending_takes_lots_in_that_order():
    lots = [lot("late", 50, date(2027, 1, 31)), lot("soon", 20, date(2026, 4, 30)), lot("empty", 0, DAY)]
    assert spend(lots, 60, DAY) == (Allocation("soon", -20), Allocation("late", -40))
    assert spend(lots, 20, DAY) == (Allocation("soon", -20),)


def test_pending_and_dead_points_cannot_be_spent():
    lots = [lot("dead", 50, DAY - timedelta(days=1)), lot("pending", 50, usable=DAY + timedelta(days=1)), lot("ok", 10)]
    with refused(Code.INSUFFICIENT_POINTS, available=10):
        spend(lots, 11, DAY)
    assert spend(lots, 10, DAY) == (Allocation("ok", -10),)


def test_what_has_fallen_due():
    dead, deader = lot("dead", 5, DAY - timedelta(days=1)), lot("deader", 5, DAY - timedelta(days=40))
    lots = [dead, deader, lot("spent", 0, DAY - timedelta(days=1)), lot("today", 5, DAY), lot("ever", 5)]
    assert fallen_due(lots, DAY) == [deader, dead]


days = st.dates(DAY - timedelta(days=60), DAY + timedelta(days=60))
many = st.lists(st.builds(Lot, st.uuids().map(str), st.integers(0, 500), days, st.none() | days), max_size=12)


@given(many, st.integers(1, 3_000))
def test_spending_takes_exactly_what_is_there(lots, points):
    available = balance_on(lots, DAY, 30).available
    if points > available:
        with refused(Code.INSUFFICIENT_POINTS, available=available):
            spend(lots, points, DAY)
        return
    taken = {move.lot_id: -move.points for move in spend(lots, points, DAY)}
    assert sum(taken.values()) == points
    by_id = {one.id: one for one in lots}
    assert all(0 < part <= by_id[lot_id].left and by_id[lot_id].is_usable(DAY) for lot_id, part in taken.items())
    untouched = [one for one in lots if one.is_usable(DAY) and one.left > taken.get(one.id, 0)]
    for lot_id in taken:  # nothing that dies earlier was left
        last = by_id[lot_id].expires_on or date.max
        assert all((other.expires_on or date.max) >= last for other in untouched if other.id != lot_id)


@given(many)
def test_every_point_is_available_pending_or_dead(lots):
    balance = balance_on(lots, DAY, 30)
    dead = sum(one.left for one in fallen_due(lots, DAY))
    assert balance.available + balance.pending + dead == sum(one.left for one in lots)
    assert 0 <= balance.expiring <= balance.available


@pytest.mark.parametrize(
    ("day", "month_day", "expires"),
    [
        (date(2026, 3, 2), (12, 31), date(2026, 12, 31)), (date(2026, 12, 31), (12, 31), date(2027, 12, 31)),
        (date(2026, 3, 2), (2, 29), date(2027, 2, 28)), (date(2027, 3, 2), (2, 29), date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_a_fixed_day_of_the_year(day, month_day, expires):
    programme = replace(DEFAULT, expiry=ExpiryPolicy.FIXED_DAY, expiry_day=month_day)
    assert dates_of(programme, day).expires_on == expires


def test_points_live_while_their_member_comes():
    programme = replace(DEFAULT, expiry=ExpiryPolicy.IDLE, expiry_months=6)
    assert dates_of(programme, DAY) == LotDates(DAY, date(2026, 9, 2), 6)


@pytest.mark.parametrize(
    ("active", "until"),
    [
        ((), date(2026, 9, 2)), ((date(2026, 9, 2),), date(2027, 3, 2)), ((date(2026, 9, 3),), date(2026, 9, 2)),
        ((date(2026, 5, 5), date(2026, 11, 5)), date(2027, 5, 5)),
        ((date(2026, 5, 5), date(2026, 11, 6), date(2026, 12, 1)), date(2026, 11, 5)),
    ],
)  # fmt: skip
def test_a_gap_ends_idle_points_for_ever(active, until):
    assert idle_until(DAY, 6, active) == until
