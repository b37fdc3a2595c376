"""A statement of points: the rows of its days, what was there before them, and what dies when."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pos_desktop.loyalty.explanation import Explanation, Line, StandingLot, TierStory, What, replay
from pos_desktop.loyalty.points_statement import Dying, statement_of
from pos_desktop.loyalty.programme import Metric, Window

AT, DAY, JOINED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC), date(2026, 3, 2), date(2026, 1, 1)
APRIL, MAY = date(2026, 4, 30), date(2026, 5, 31)


def row(key: str, day: date, points: int, owed: int = 0) -> Line:
    return Line(key, What.EARNED if points > 0 else What.TAKEN_BACK, day, AT, points, owed)


LINES = replay((
    row("1", date(2026, 1, 5), 100), row("2", date(2026, 1, 31), -30), row("3", date(2026, 2, 1), 40),
    row("4", date(2026, 2, 28), -150, 40), row("5", date(2026, 3, 1), 60, -40),
))  # fmt: skip
LOTS = (
    StandingLot(5, 5, DAY, MAY, "", False, False), StandingLot(8, 9, DAY, APRIL, "", False, False),
    StandingLot(4, 9, DAY, MAY, "", True, False), StandingLot(2, 2, DAY, None, "", False, False),
    StandingLot(1, 1, DAY, DAY, "", False, True),
)  # fmt: skip
TIER = TierStory("Vàng", JOINED, None, Metric.SPEND, Window.ROLLING, JOINED, 12, (), 0, 0)
TOLD = Explanation("a", "TV1", "Lan", DAY, LINES, 20, 0, 19, 0, 1, LOTS, TIER)


def test_a_month_begins_with_what_the_one_before_left():
    january, february, march = (
        statement_of(TOLD, date(2026, month, 1), date(2026, month, last)) for month, last in ((1, 31), (2, 28), (3, 31))
    )
    assert [(one.opening, one.closing) for one in (january, february, march)] == [(0, 70), (70, 0), (0, 20)]
    assert [(one.added, one.taken, one.moved_debt, one.debt) for one in (january, february, march)] == [
        (100, 30, 0, 0), (40, 150, 40, 40), (60, 0, -40, 0),
    ]  # fmt: skip
    assert all(one.ties for one in (january, february, march))
    assert [line.balance for line in february.lines] == [110, 0], "balances go on from the opening"


def test_both_days_belong_to_the_period():
    assert [line.id for line in statement_of(TOLD, date(2026, 1, 31), date(2026, 2, 1)).lines] == ["2", "3"]


def test_what_dies_is_told_by_month_soonest_first_and_only_of_today():
    assert statement_of(TOLD, DAY, DAY).dying == (
        Dying(date(2026, 4, 1), 8), Dying(date(2026, 5, 1), 9), Dying(None, 2),
    )  # fmt: skip
    assert statement_of(TOLD, JOINED, date(2026, 3, 1)).dying == ()


def test_points_that_live_as_long_as_one_comes_have_no_month():
    idle = replace(TOLD, lots=(replace(LOTS[0], idle_months=6),))
    assert statement_of(idle, DAY, DAY).dying == (Dying(None, 5),)


def test_a_statement_does_not_tie_with_a_row_that_was_bent():
    told = statement_of(TOLD, date(2026, 2, 1), date(2026, 2, 28))
    assert not replace(told, lines=(replace(told.lines[0], points=41), *told.lines[1:])).ties


def test_a_period_ends_after_it_begins():
    with pytest.raises(ValueError, match="2026"):
        statement_of(TOLD, DAY, date(2026, 3, 1))
