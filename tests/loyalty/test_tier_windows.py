from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from pos_desktop.loyalty.programme import Metric, Programme, Window
from pos_desktop.loyalty.tier_windows import Activity, Timeline, at_review, first_day, qualifying

DEFAULT = Programme()
JOINED = date(2025, 7, 14)
NEVER = date(2020, 1, 1)
"""Some day of joining, where it does not matter."""


def windowed(window: Window, metric: Metric = Metric.SPEND) -> Programme:
    return replace(DEFAULT, window=window, metric=metric)


CALENDAR, MEMBERSHIP = windowed(Window.CALENDAR_YEAR), windowed(Window.MEMBERSHIP_YEAR)


@pytest.mark.parametrize(
    ("metric", "counts"), [(Metric.SPEND, 350_000), (Metric.POINTS, 35), (Metric.VISITS, 3)]
)  # fmt: skip
def test_a_metric_counts_its_own(metric, counts):
    activity = [Activity(date(2026, 3, 2), 250_000, 25, 2), Activity(date(2026, 3, 1), 100_000, 10, 1)]
    assert qualifying(replace(DEFAULT, metric=metric), activity, date(2026, 3, 2), NEVER) == counts


def test_what_a_refund_takes_back_counts_less_on_the_day_of_the_sale():
    sold, back = Activity(date(2025, 3, 2), 250_000, 25, 1), Activity(date(2025, 3, 2), 100_000, 10)
    activity = [sold, back.taken_back()]
    assert qualifying(DEFAULT, activity, date(2026, 3, 1), NEVER) == 150_000
    assert qualifying(DEFAULT, activity, date(2026, 3, 2), NEVER) == 0
    assert qualifying(windowed(Window.LIFETIME, Metric.VISITS), activity, date(2026, 3, 2), NEVER) == 1


@pytest.mark.parametrize(
    ("months", "day", "first"),
    [
        (12, date(2026, 3, 2), date(2025, 3, 3)), (12, date(2024, 2, 29), date(2023, 3, 1)),
        (12, date(2025, 2, 28), date(2024, 2, 29)), (12, date(2025, 3, 1), date(2024, 3, 2)),
        (6, date(2026, 8, 31), date(2026, 3, 1)), (1, date(2026, 3, 31), date(2026, 3, 1)),
        (24, date(2026, 12, 31), date(2025, 1, 1)),
    ],
)  # fmt: skip
def test_the_rolling_window_is_as_long_as_the_programme_says(months, day, first):
    assert first_day(replace(DEFAULT, qualifying_months=months), day, NEVER) == first


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 7, 14), date(2026, 12, 31)])
def test_the_calendar_year_begins_in_january(day):
    assert first_day(CALENDAR, day, JOINED) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("joined", "day", "first"),
    [
        (JOINED, JOINED, JOINED), (JOINED, date(2026, 7, 13), JOINED), (JOINED, date(2026, 7, 14), date(2026, 7, 14)),
        (JOINED, date(2026, 1, 1), JOINED), (JOINED, date(2030, 12, 31), date(2030, 7, 14)),
        (date(2024, 2, 29), date(2025, 2, 27), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 28)),
        (date(2024, 2, 29), date(2028, 2, 28), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2028, 2, 29), date(2028, 2, 29)),
        (JOINED, date(2025, 7, 1), date(2024, 7, 14)),
    ],
)  # fmt: skip
def test_years_of_membership_are_counted_from_the_day_of_joining(joined, day, first):
    assert first_day(MEMBERSHIP, day, joined) == first


def test_the_year_windows_at_their_edges():
    activity = [Activity(date(2025, 12, 31), 1), Activity(date(2026, 1, 1), 10), Activity(date(2026, 12, 31), 100)]
    assert qualifying(CALENDAR, activity, date(2026, 12, 30), NEVER) == 10
    assert qualifying(CALENDAR, activity, date(2026, 12, 31), NEVER) == 110
    assert qualifying(CALENDAR, activity, date(2027, 1, 1), NEVER) == 0
    edges = [Activity(date(2026, 7, 13), 1), Activity(date(2026, 7, 14), 10), Activity(date(2027, 7, 13), 100)]
    assert qualifying(MEMBERSHIP, edges, date(2027, 7, 13), JOINED) == 110
    assert qualifying(MEMBERSHIP, edges, date(2027, 7, 14), JOINED) == 0


def test_a_lifetime_forgets_nothing_but_the_future():
    activity = [Activity(date(1999, 1, 1), 1), Activity(date(2026, 3, 2), 10), Activity(date(2026, 3, 3), 100)]
    assert qualifying(windowed(Window.LIFETIME), activity, date(2026, 3, 2), JOINED) == 11


def test_a_review_on_the_first_day_of_a_year_judges_the_year_that_ended():
    activity = [Activity(date(2026, 5, 1), 5_000_000), Activity(date(2027, 1, 1), 7)]
    assert at_review(CALENDAR, activity, date(2026, 12, 31), NEVER) == 5_000_000
    assert at_review(CALENDAR, activity, date(2027, 1, 31), NEVER) == 7
    assert at_review(MEMBERSHIP, activity, date(2026, 12, 31), date(2020, 1, 1)) == 5_000_000
    assert at_review(DEFAULT, activity, date(2026, 12, 31), NEVER) == 5_000_007


@pytest.mark.parametrize("metric", list(Metric))
@pytest.mark.parametrize("window", list(Window))
def test_a_timeline_counts_like_a_list_whatever_comes_late(metric, window):
    rolls, programme = Random(f"{metric} {window}"), windowed(window, metric)
    line, plain = Timeline(), []
    for _ in range(100):
        one = Activity(
            JOINED + timedelta(days=rolls.randrange(700)), rolls.randrange(-50, 100), rolls.randrange(-5, 10),
            rolls.choice((-1, 1)),
        )  # fmt: skip
        line.append(one)
        plain.append(one)
        day = JOINED + timedelta(days=rolls.randrange(800))
        assert qualifying(programme, line, day, JOINED) == qualifying(programme, plain, day, JOINED)
    assert (list(line), line[0], len(line)) == (plain, plain[0], 100)
