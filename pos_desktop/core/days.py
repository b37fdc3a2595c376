"""Whole months and years on calendar dates, as the loyalty rules count them."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """Same day `months` later or earlier; a day that the month lacks becomes its last one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """Last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
