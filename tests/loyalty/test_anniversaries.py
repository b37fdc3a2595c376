from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.anniversaries import (
    Anniversary,
    AnniversaryKind,
    blocks,
    current,
    due,
    falls_on,
    is_blocked,
    key,
    may_change,
    solar_dates,
)

BIRTHDAY = Anniversary("birthday", "Sinh nhật", AnniversaryKind.BIRTHDAY, points=50)
JOINING = Anniversary("joining", "Kỷ niệm", AnniversaryKind.JOINING, 0, 6, reward="free-cup")
LEAP, NEW_YEAR, MAY = date(2000, 2, 29), date(1990, 1, 1), date(1988, 5, 20)


def held(born: date, day: date, rule: Anniversary = BIRTHDAY, corrected_on: date | None = None) -> date | None:
    return due(rule, solar_dates(born, day), day, corrected_on)


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2026, 5, 16), None), (date(2026, 5, 17), 2026), (date(2026, 5, 20), 2026), (date(2026, 5, 23), 2026),
     (date(2026, 5, 24), None)],
)  # fmt: skip
def test_three_days_before_through_three_days_after(day, found):
    assert held(MAY, day) == (found and date(found, 5, 20))


@pytest.mark.parametrize(
    ("year", "day"), [(2024, date(2024, 2, 29)), (2025, date(2025, 2, 28)), (2026, date(2026, 2, 28)),
                      (2100, date(2100, 2, 28))],
)  # fmt: skip
def test_29_february_is_28_february_in_common_years(year, day):
    assert falls_on(LEAP, year) == day
    assert held(LEAP, day + timedelta(days=3)) == day
    assert held(LEAP, day + timedelta(days=4)) is None
    assert falls_on(date(2000, 2, 28), year) == date(year, 2, 28)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 12, 28), None), (date(2026, 12, 29), 2027), (date(2026, 12, 31), 2027), (date(2027, 1, 1), 2027),
     (date(2027, 1, 4), 2027), (date(2027, 1, 5), None)],
)  # fmt: skip
def test_a_window_over_the_new_year_belongs_to_the_birthday_s_year(day, year):
    assert held(NEW_YEAR, day) == (year and date(year, 1, 1))


def test_a_birthday_at_the_end_of_the_year():
    assert held(date(1990, 12, 31), date(2027, 1, 3)) == date(2026, 12, 31)


def test_once_a_calendar_year_by_its_key():
    window = [date(2026, 12, 29) + timedelta(days=n) for n in range(7)]
    keys = {key("a1", BIRTHDAY.kind, found.year) for day in window if (found := held(NEW_YEAR, day))}
    assert keys == {"birthday:a1:2027"}
    assert key("a1", JOINING.kind, 2027) not in keys
    assert key("a2", BIRTHDAY.kind, 2027) not in keys


def test_the_day_of_joining_is_no_anniversary():
    joined = date(2026, 3, 2)
    assert held(joined, joined, JOINING) is None
    assert held(joined, date(2027, 3, 1), JOINING) is None
    assert held(joined, date(2027, 3, 2), JOINING) == date(2027, 3, 2)
    assert held(joined, date(2027, 3, 8), JOINING) == date(2027, 3, 2)
    assert held(joined, date(2027, 3, 9), JOINING) is None


def test_a_lunar_birthday_by_the_dates_that_the_calendar_gives():
    lunar = replace(BIRTHDAY, lunar=True)
    dates = (date(2025, 1, 19), date(2026, 1, 8), date(2026, 12, 28), date(2027, 12, 17))  # 20/11 by the moon
    found = [
        due(lunar, dates, day) for day in (date(2026, 1, 5), date(2026, 1, 12), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert found == [date(2026, 1, 8), None, date(2026, 12, 28), None]
    keys = {key("a1", lunar.kind, one.year) for one in dates}
    assert len(keys) == 3, "two such days in 2026 are paid once"


def test_wide_windows_that_meet_give_the_nearest():
    dates = (date(2026, 1, 8), date(2026, 12, 28))
    assert current(dates, date(2026, 2, 20), 400, 400) == date(2026, 1, 8)
    assert current(dates, date(2026, 11, 20), 400, 400) == date(2026, 12, 28)
    assert current((), date(2026, 1, 8)) is None


births = st.dates(date(1904, 1, 1), date(2020, 12, 31))


@given(births, st.integers(2021, 2060), st.integers(0, 30), st.integers(0, 30))
def test_every_year_has_one_window_of_its_length(born, year, before, after):
    rule = replace(BIRTHDAY, before=before, after=after)
    first = falls_on(born, year) - timedelta(days=before + 5)
    days = [first + timedelta(days=n) for n in range(before + after + 10)]
    found = [day for day in days if held(born, day, rule) == falls_on(born, year)]
    assert len(found) == before + after + 1
    assert (found[0], found[-1]) == (found[0], found[0] + timedelta(days=before + after))


@pytest.mark.parametrize(
    ("times", "by_manager", "may"),
    [(0, False, True), (0, True, True), (1, False, False), (1, True, True), (5, True, True)],
)
def test_a_birthday_changes_once_then_by_a_manager(times, by_manager, may):
    assert may_change(times, by_manager=by_manager) is may
    assert blocks(times) is (times > 0)


@pytest.mark.parametrize(
    ("born", "corrected_on", "day", "found"),
    [
        (MAY, None, date(2026, 5, 20), date(2026, 5, 20)),
        (MAY, date(2026, 1, 2), date(2026, 5, 20), None),
        (MAY, date(2026, 5, 20), date(2026, 5, 20), None),
        (MAY, date(2026, 1, 2), date(2027, 5, 20), date(2027, 5, 20)),
        (NEW_YEAR, date(2026, 12, 30), date(2026, 12, 30), None),  # the window had begun
        (NEW_YEAR, date(2026, 12, 30), date(2027, 1, 2), None),
        (NEW_YEAR, date(2026, 12, 28), date(2027, 1, 2), date(2027, 1, 1)),
        (NEW_YEAR, date(2026, 12, 30), date(2027, 12, 30), date(2028, 1, 1)),
        (date(1990, 12, 31), date(2027, 1, 2), date(2027, 1, 2), None),  # last year's is no way around
    ],
)  # fmt: skip
def test_a_correction_is_not_for_this_year(born, corrected_on, day, found):
    assert held(born, day, corrected_on=corrected_on) == found


def test_a_correction_blocks_its_own_year_alone():
    assert [is_blocked(date(year, 5, 20), date(2026, 12, 30)) for year in (2025, 2026, 2027)] == [False, True, False]


@pytest.mark.parametrize(
    ("definition", "field"),
    [(replace(BIRTHDAY, id=""), "id"), (replace(BIRTHDAY, before=-1), "before"),
     (replace(BIRTHDAY, before=61), "before"),
     (replace(BIRTHDAY, after=-1), "after"), (replace(BIRTHDAY, after=61), "after"),
     (replace(BIRTHDAY, points=0), "points"),
     (replace(BIRTHDAY, points=-5), "points"), (replace(JOINING, lunar=True), "lunar")],
)  # fmt: skip
def test_anniversaries_that_cannot_be_are_named(definition, field):
    assert definition.faults() == (field,)


@pytest.mark.parametrize("definition", [BIRTHDAY, JOINING, replace(BIRTHDAY, lunar=True)])
def test_anniversaries_that_can_be_are_read_back(definition):
    assert definition.faults() == ()
    assert from_plain(Anniversary, to_plain(definition)) == definition
