from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.days import add_months, end_of_month

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)), (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)), (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)), (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)), (date(2026, 1, 5), -13, date(2024, 12, 5)),
    ],
)  # fmt: skip
def test_whole_months(day, months, then):
    assert add_months(day, months) == then


@given(days, st.integers(-400, 400))
def test_months_count_and_the_day_never_grows(day, months):
    then = add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == min(day.day, end_of_month(then).day)


@given(days)
def test_the_end_of_a_month_is_the_day_before_the_next(day):
    last = end_of_month(day)
    assert (last.year, last.month) == (day.year, day.month)
    assert date.fromordinal(last.toordinal() + 1).day == 1
