"""Tests of the days on which birthdays are kept."""

from datetime import date

from pos_desktop.services.calendars.birthdays import birthdays_around

BORN = date(1990, 10, 3)
"""The fifteenth of the eighth month."""


def test_by_the_sun():
    assert birthdays_around(BORN, False, date(2026, 1, 1)) == (
        date(2025, 10, 3), date(2026, 10, 3), date(2027, 10, 3)
    )  # fmt: skip


def test_by_the_moon_it_is_mid_autumn():
    assert birthdays_around(BORN, True, date(2026, 1, 1)) == (date(2025, 10, 6), date(2026, 9, 25))


def test_the_day_of_birth_is_no_birthday():
    assert birthdays_around(BORN, True, date(1991, 1, 1)) == (date(1991, 9, 22),)


def test_born_before_the_lunar_tables():
    assert birthdays_around(date(1899, 5, 1), True, date(1920, 1, 1))[1] == date(1920, 5, 1)
