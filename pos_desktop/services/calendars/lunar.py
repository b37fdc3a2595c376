"""Dates of the Vietnamese lunar calendar (UTC+7), from 1900 through 2100."""

from datetime import date
from functools import lru_cache

from pos_desktop.core.occasion import LunarDay

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_MONTH = 30


@lru_cache(maxsize=1024)
def lunar_day(day: date) -> LunarDay | None:
    """Lunar date of a Gregorian one; None outside of 1900-2100."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    from lunar_vn import solar_to_lunar

    found = solar_to_lunar(day)
    return LunarDay(found.month, found.day, found.leap)


@lru_cache(maxsize=1024)
def lunar_birthdays(month: int, day: int, year: int) -> date:
    """The Gregorian date on which lunar `day`.`month` falls in the lunar year that begins with Tết of `year`.

    So each year has exactly one, and the twelfth month falls in January or February of the next. Born in a leap month:
    kept in the month of the same number. Born on the 30th: kept on the 29th where the month is short.

    Raises:
        ValueError: no such lunar date, or it lies outside of 1900-2100.
    """
    from lunar_vn import LunarDate, lunar_to_solar

    found = lunar_to_solar(LunarDate(day, month, year))
    if day == LONGEST_MONTH and lunar_day(found) != LunarDay(month, day):
        return lunar_to_solar(LunarDate(day - 1, month, year))
    return found


def lunar_birthdays_around(month: int, day: int, on: date) -> tuple[date, ...]:
    """The Gregorian dates of a lunar birthday in the lunar years that touch the year of `on`, in order."""
    return tuple(lunar_birthdays(month, day, year) for year in (on.year - 1, on.year))
