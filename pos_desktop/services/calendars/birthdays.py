"""On which days a member's birthday is kept, by the sun or by the moon."""

from datetime import date

from pos_desktop.loyalty.anniversaries import solar_dates
from pos_desktop.services.calendars.lunar import lunar_birthdays_around, lunar_day


def birthdays_around(born: date, is_lunar: bool, on: date) -> tuple[date, ...]:
    """The birthdays in the year of `on` and beside it, in order, never the day of birth itself.

    `born` is the Gregorian date of birth; where `is_lunar`, the lunar date of that day comes back each lunar year.
    """
    lunar = lunar_day(born) if is_lunar else None
    if lunar is None:
        return solar_dates(born, on)
    return tuple(day for day in lunar_birthdays_around(lunar.month, lunar.day, on) if day > born)
