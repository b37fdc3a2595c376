"""Who is at risk, who came back, and how figures compare: the definitions of the report, number by number."""

from datetime import date, timedelta

import pytest

from pos_desktop.insight.at_risk import rhythm
from pos_desktop.insight.compare import change, share, weeks_before
from pos_desktop.insight.repeat import repeat

DAY = date(2026, 11, 21)


def ago(*days):
    return [DAY - timedelta(days=one) for one in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (ago(30, 20, 10), None),  # ten days away, used to come every ten
        (ago(41, 31, 21), 21),  # over twice
        (ago(40, 30, 20), None),  # exactly twice is not over
        (ago(27, 20, 11), None),  # gaps 7 and 9: the median is 8
        (ago(33, 26, 17), 17),
        (ago(100, 90), None),  # two buys tell nothing
    ],
)
def test_at_risk(days, expected):
    found = rhythm(days)
    assert (found.away(DAY) if found is not None and found.is_at_risk(DAY) else None) == expected


def test_an_even_number_of_gaps_has_a_median_in_halves():
    assert rhythm(ago(15, 10, 6)).double_gap == 9


@pytest.mark.parametrize(
    ("buys", "again"),
    [
        (ago(59, 29), 1), (ago(59, 28), 0), (ago(30, 0), 1), (ago(40), 0), (ago(61, 45), 0), (ago(59, 58), 1),
    ],
)  # fmt: skip
def test_who_came_back_within_thirty_days(buys, again):
    found = repeat([buys], DAY)
    assert (found.again, found.buyers, found.rate) == (again, 1, None)


def test_who_bought_outside_the_window_counts_neither_way():
    assert repeat([ago(60, 29), ago(29, 5)], DAY).buyers == 0


def test_a_rate_needs_twenty_members():
    came, went = [ago(50, 40)] * 7, [ago(50)] * 13
    assert repeat(came + went, DAY).rate == 3_500
    assert repeat(came + went[1:], DAY).rate is None


def test_days_are_compared_with_the_same_weekdays():
    assert weeks_before(DAY, DAY) == (date(2026, 11, 14), date(2026, 11, 14))
    first = DAY - timedelta(days=29)
    before = weeks_before(first, DAY)
    assert before == (first - timedelta(days=35), DAY - timedelta(days=35))
    assert before[1] < first
    assert before[0].weekday() == first.weekday()


def test_changes_and_shares():
    assert (change(38, 34), change(30, 40), change(5, 0), change(0, 5)) == (1_176, -2_500, None, -10_000)
    assert (share(1, 3), share(-1, 3), share(1, 0)) == (3_333, -3_333, None)
