from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.occasion import Occasion
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.games import (
    Mission,
    MissionGoal,
    MissionProgress,
    MissionVisit,
    PaidLine,
    StampCard,
    StampPer,
    StampProgress,
    Streak,
    StreakUnit,
    completes,
    filled_late,
    mission_key,
    mission_progress,
    period_of,
    stamp_progress,
    stamps_back,
    stamps_for,
    stamps_of,
    still_filled,
    streak_key,
    streak_of,
)
from pos_desktop.selling.conditions import Picks, When
from pos_desktop.selling.order import OrderType

DAY = date(2026, 3, 2)  # a Monday
NOW = Occasion(DAY, time(9))
CUPS = StampCard("cups", "10 ly tặng 1", 10, "free-cup", Picks(categories=("coffee",), not_skus=("BAC-XIU",)))
BLACK, MILK, CAKE = ("CF-DEN", "coffee"), ("CF-SUA", "coffee"), ("BANH", "cake")
WEEKLY = Streak("weekly", "4 tuần liền", 4, StreakUnit.WEEK, 50)
DAILY = Streak("daily", "5 ngày liền", 5, StreakUnit.DAY, 30)
MARCH = When(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
VISITS = Mission("visits", "Ghé 8 lần", MissionGoal.VISITS, 8, 40, MARCH)
SPEND = replace(VISITS, id="spend", goal=MissionGoal.SPEND, target=500_000)
CAKES = replace(VISITS, id="cakes", goal=MissionGoal.ITEMS, target=3, picks=Picks(categories=("cake",)))


def line(item: tuple[str, str], paid: int) -> PaidLine:
    return PaidLine(*item, paid)


@pytest.mark.parametrize(
    ("lines", "stamps"),
    [([], 0), ([line(BLACK, 2_000), line(MILK, 1_000)], 3), ([line(BLACK, 2_000), line(CAKE, 5_000)], 2),
     ([line(BLACK, 999)], 0), ([line(BLACK, 1_500), line(MILK, 1_500)], 2),
     ([PaidLine("BAC-XIU", "coffee", 4_000)], 0), ([line(BLACK, 0)], 0)],
)  # fmt: skip
def test_stamps_for_whole_paid_units_of_picked_lines(lines, stamps):
    assert stamps_for(CUPS, lines, NOW, OrderType.TAKE_AWAY) == stamps
    assert stamps_for(replace(CUPS, per=StampPer.ORDER), lines, NOW, OrderType.TAKE_AWAY) == min(1, stamps)


def test_a_stamp_card_holds_at_its_time():
    mornings = replace(CUPS, when=When(weekdays=(0,), order_types=(OrderType.DINE_IN,)))
    cup = [line(BLACK, 1_000)]
    assert stamps_for(mornings, cup, NOW, OrderType.DINE_IN) == 1
    assert stamps_for(mornings, cup, NOW, OrderType.TAKE_AWAY) == 0
    assert stamps_for(mornings, cup, Occasion(DAY + timedelta(days=1)), OrderType.DINE_IN) == 0


@pytest.mark.parametrize(
    ("stamps", "full", "on_card", "owed"),
    [(0, 0, 0, 0), (9, 0, 9, 0), (10, 1, 0, 0), (23, 2, 3, 0), (-1, 0, 0, 1)],
)
def test_full_cards_and_stamps_on_the_next(stamps, full, on_card, owed):
    assert stamp_progress(stamps, 10) == StampProgress(full, on_card, owed)


def test_a_refund_takes_its_stamps_back():
    remaining = [[line(BLACK, 2_000)], [line(BLACK, 1_000)], []]
    taken = 0
    for lines, back in zip(remaining, (1, 1, 1), strict=True):
        assert stamps_back(CUPS, 3, taken, lines) == back
        taken += back
    assert stamps_back(CUPS, 3, 3, []) == 0
    assert stamps_back(CUPS, 0, 0, [line(BLACK, 2_000)]) == 0
    by_order = replace(CUPS, per=StampPer.ORDER)
    assert stamps_back(by_order, 1, 0, [line(BLACK, 1_000)]) == 0
    assert stamps_back(by_order, 1, 0, []) == 1


@given(st.lists(st.integers(0, 5), min_size=1, max_size=4), st.data())
def test_partial_refunds_take_back_what_a_full_one_does(cups, data):
    left, taken = list(cups), 0
    given_ = stamps_of(CUPS, [line(BLACK, 1_000 * n) for n in cups])
    while any(left):
        at = data.draw(st.sampled_from([i for i, n in enumerate(left) if n]))
        left[at] -= data.draw(st.integers(1, left[at]))
        taken += stamps_back(CUPS, given_, taken, [line(BLACK, 1_000 * n) for n in left])
    assert taken == given_ == sum(cups)


def days(*offsets: int) -> list[date]:
    return [DAY + timedelta(days=offset) for offset in offsets]


@pytest.mark.parametrize(
    ("dates", "unit", "length"),
    [
        ([], StreakUnit.DAY, 0), (days(0), StreakUnit.DAY, 1), (days(0, -1, -2), StreakUnit.DAY, 3),
        (days(-1, -2), StreakUnit.DAY, 2), (days(-2, -3), StreakUnit.DAY, 0), (days(0, -2), StreakUnit.DAY, 1),
        (days(0, 0, -1, -1), StreakUnit.DAY, 2), (days(1, 0), StreakUnit.DAY, 1),
        (days(-1), StreakUnit.WEEK, 1), (days(-1, -7), StreakUnit.WEEK, 1), (days(-1, -8), StreakUnit.WEEK, 2),
        (days(0, -1, -14, -15), StreakUnit.WEEK, 4), (days(0, -8), StreakUnit.WEEK, 1), (days(-8), StreakUnit.WEEK, 0),
    ],
)  # fmt: skip
def test_how_long_a_streak_is(dates, unit, length):
    assert streak_of(dates, DAY, unit) == length


def test_weeks_run_from_monday_over_the_new_year():
    dates = [date(2026, 12, 27), date(2026, 12, 28), date(2027, 1, 4)]  # Sunday, Monday, Monday
    assert streak_of(dates, date(2027, 1, 10), StreakUnit.WEEK) == 3
    assert streak_of(dates, date(2027, 1, 17), StreakUnit.WEEK) == 3
    assert streak_of(dates, date(2027, 1, 18), StreakUnit.WEEK) == 0


@given(st.sets(st.integers(-40, 5), max_size=46), st.sampled_from(StreakUnit))
def test_a_streak_against_a_walk_through_the_calendar(offsets, unit):
    dates = [DAY + timedelta(days=offset) for offset in offsets]

    def label(day: date) -> str:
        return day.isoformat() if unit is StreakUnit.DAY else "{}-{}".format(*day.isocalendar()[:2])

    seen = {label(day) for day in dates if day <= DAY}
    step = timedelta(days=1 if unit is StreakUnit.DAY else 7)
    at, length = DAY if label(DAY) in seen else DAY - step, 0
    while label(at) in seen:
        at, length = at - step, length + 1
    assert streak_of(dates, DAY, unit) == length


def test_a_streak_is_filled_once_and_begins_anew():
    filled = [n for n in range(1, 13) if completes(DAILY, days(*range(1, n)), DAY + timedelta(days=n))]
    assert filled == [5, 10]
    assert not completes(DAILY, days(1, 2, 3, 4, 5), DAY + timedelta(days=5)), "a second visit of the day"
    assert not completes(DAILY, days(1, 2, 4), DAY + timedelta(days=5))
    assert completes(WEEKLY, days(0, 8, 15), DAY + timedelta(days=27))
    assert not completes(WEEKLY, days(0, 8, 15, 21), DAY + timedelta(days=27))


def test_a_streak_is_paid_once_in_its_period():
    assert streak_key(DAILY, "a1", DAY) == "streak:daily:a1:2026-03-02"
    keys = {streak_key(WEEKLY, "a1", day) for day in days(*range(7))}
    assert keys == {"streak:weekly:a1:2026-03-02"}
    assert streak_key(WEEKLY, "a1", DAY + timedelta(days=7)) not in keys


def visit(day: date, basis: int = 50_000, cakes: int = 0) -> MissionVisit:
    return MissionVisit(Occasion(day), OrderType.DINE_IN, basis, (line(CAKE, cakes * 1_000), line(BLACK, 1_000)))


SEEN = [
    visit(date(2026, 2, 28), 900_000, 9),
    visit(DAY, 100_000, 1),
    visit(DAY, 30_000),
    visit(date(2026, 3, 31), 1, 1),
]


@pytest.mark.parametrize(("mission", "done"), [(VISITS, 2), (SPEND, 130_001), (CAKES, 2)])
def test_what_counts_for_a_mission(mission, done):
    progress = mission_progress(mission, SEEN)
    assert progress == MissionProgress(done, mission.target)
    assert (progress.is_complete, progress.left) == (False, mission.target - done)


def test_a_mission_is_complete_at_its_target():
    progress = mission_progress(CAKES, [*SEEN, visit(DAY, cakes=7)])
    assert (progress.done, progress.is_complete, progress.left) == (3, True, 0)
    assert mission_key(CAKES, "a1") == "mission:cakes:a1"
    away = replace(CAKES, within=replace(MARCH, order_types=(OrderType.TAKE_AWAY,)))
    assert mission_progress(away, SEEN).done == 0


@pytest.mark.parametrize(
    ("definition", "field"),
    [
        (replace(CUPS, id=""), "id"), (replace(CUPS, needed=1), "needed"), (replace(CUPS, needed=1_001), "needed"),
        (replace(CUPS, reward=""), "reward"), (replace(CUPS, when=When(weekdays=(9,))), "when"),
        (replace(WEEKLY, id=""), "id"), (replace(WEEKLY, needed=1), "needed"), (replace(WEEKLY, needed=367), "needed"),
        (replace(WEEKLY, reward_points=0), "reward_points"), (replace(WEEKLY, reward_points=10**9), "reward_points"),
        (replace(VISITS, id=""), "id"), (replace(VISITS, target=0), "target"),
        (replace(VISITS, reward_points=-1), "reward_points"), (replace(VISITS, within=When()), "within"),
        (replace(VISITS, within=When(starts_on=DAY)), "within"),
        (replace(VISITS, within=When(starts_on=DAY, ends_on=DAY - timedelta(days=1))), "within"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(definition, field):
    assert definition.faults() == (field,)


@pytest.mark.parametrize("definition", [CUPS, WEEKLY, DAILY, VISITS, SPEND, CAKES])
def test_games_that_can_be_read_back(definition):
    assert definition.faults() == ()
    assert from_plain(type(definition), to_plain(definition)) == definition


@pytest.mark.parametrize(
    ("others", "late", "filled"),
    [((0, 1), 2, 2), ((0, 2), 1, 2), ((1, 2), 0, 2), ((0, 1, 3, 4, 5), 2, 2), ((0, 1, 2, 4, 5), 3, 5),
     ((3, 4), 1, None), ((0, 1, 2), 1, None), ((0, 2, 3, 4), 1, None), ((), 5, None)],
)  # fmt: skip
def test_a_visit_that_is_known_late_fills_what_it_joins(others, late, filled):
    three = replace(DAILY, needed=3)
    told = filled_late(three, [DAY + timedelta(days=n) for n in others], DAY + timedelta(days=late))
    assert told == (None if filled is None else DAY + timedelta(days=filled))


@given(
    st.integers(2, 5), st.sampled_from(StreakUnit),
    st.lists(st.integers(0, 16), unique=True, max_size=17), st.integers(0, 6),
)  # fmt: skip
def test_visits_known_in_whatever_order_are_paid_as_often_as_in_their_own(needed, unit, order, weekday):
    streak = Streak("s", "Liền", needed, unit, 10)
    step = timedelta(days=1) if unit is StreakUnit.DAY else timedelta(days=7)
    days, paid = [], []
    for place in order:
        day = DAY + place * step + timedelta(days=weekday if unit is StreakUnit.WEEK else 0)
        paid.append(filled_late(streak, days, day))
        days.append(day)
    filled = [one for one in paid if one is not None]
    on_time = [place for place in sorted(order) if completes(
        streak, [DAY + other * step for other in order if other < place], DAY + place * step
    )]  # fmt: skip
    assert len(filled) == len(on_time)
    assert len({period_of(one, unit) for one in filled}) == len(filled), "each has a key of its own"
    assert all(still_filled(streak, days, one) for one in filled)
