"""Tests of the Vietnamese lunar calendar against two hundred years of facts."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pos_desktop.core.occasion import LunarDay
from pos_desktop.services.calendars.lunar import lunar_birthdays, lunar_birthdays_around, lunar_day

FACTS = Path(__file__).with_name("lunar_facts.txt").read_text("utf-8").splitlines()
YEARS = {int(year): (date.fromisoformat(f"{year}-{tet}"), leap) for year, tet, leap in
         (line.split() for line in FACTS if not line.startswith("#"))}  # fmt: skip


def test_the_facts_are_those_of_vietnam():
    """The years in which China keeps another day, as printed calendars have them."""
    known = {1968: "01-29", 1969: "02-16", 1985: "01-21", 2007: "02-17", 2024: "02-10", 2025: "01-29", 2026: "02-17",
             2030: "02-02", 2053: "02-18"}  # fmt: skip
    assert {year: YEARS[year][0].isoformat()[5:] for year in known} == known
    leaps = {2020: "4", 2023: "2", 2025: "6", 2026: "-", 2028: "5", 2033: "11"}
    assert {year: YEARS[year][1] for year in leaps} == leaps


def test_tet_of_two_hundred_years():
    wrong = [year for year, (tet, _) in YEARS.items() if lunar_day(tet) != LunarDay(1, 1)]
    assert wrong == []
    assert len(YEARS) == 200


def test_leap_months_of_two_hundred_years():
    for year in range(1900, 2099):
        tet, leap = YEARS[year]
        days = (YEARS[year + 1][0] - tet).days
        leaps = {found.month for found in map(lunar_day, _each(tet, days, 7)) if found and found.is_leap}
        assert leaps == ({int(leap)} if leap != "-" else set()), year


def test_lunar_dates_follow_each_other():
    before = lunar_day(date(2019, 12, 31))
    for day in _each(date(2020, 1, 1), 14 * 366, 1):
        found = lunar_day(day)
        assert before is not None
        assert found is not None
        assert (found.day == before.day + 1) or (found.day == 1 and before.day in (29, 30)), day
        before = found


def test_ram_and_leap_ram():
    assert lunar_day(date(2026, 3, 3)) == LunarDay(1, 15)
    assert lunar_day(date(2025, 8, 8)) == LunarDay(6, 15, is_leap=True)


@pytest.mark.parametrize(("year", "day"), [(1899, date(1899, 12, 31)), (2101, date(2101, 1, 1))])
def test_outside_of_the_tables_there_is_no_lunar_date(year, day):
    assert day.year == year
    assert lunar_day(day) is None


def test_lunar_birthdays():
    assert lunar_birthdays(8, 15, 2025) == date(2025, 10, 6)
    assert lunar_birthdays(1, 1, 2030) == date(2030, 2, 2)
    assert lunar_birthdays(12, 23, 2025) == date(2026, 2, 10)


def test_lunar_birthdays_around_new_year():
    assert lunar_birthdays_around(12, 23, date(2026, 2, 8)) == (date(2026, 2, 10), date(2027, 1, 30))
    assert lunar_birthdays_around(11, 12, date(2025, 12, 30)) == (date(2024, 12, 12), date(2025, 12, 31))


def test_born_on_the_thirtieth():
    """The twelfth month of 2025 has 29 days, that of 2026 has 30."""
    assert lunar_birthdays(12, 30, 2025) == date(2026, 2, 16)
    assert lunar_birthdays(12, 30, 2026) == date(2027, 2, 5)


def test_no_such_lunar_date():
    with pytest.raises(ValueError, match="month"):
        lunar_birthdays(13, 1, 2026)


def _each(first: date, days: int, step: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(0, days, step)]
