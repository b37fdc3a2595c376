"""Compares a figure with that of the same days, so many weeks before: always the same weekdays."""

from datetime import date, timedelta

from pos_desktop.core.rates import WHOLE, Percent, half_up

WEEK = timedelta(days=7)


def weeks_before(first: date, last: date) -> tuple[date, date]:
    """The same weekdays before `first`: a week back, for a longer range as many weeks as it covers."""
    weeks = -(-((last - first).days + 1) // 7)
    return first - weeks * WEEK, last - weeks * WEEK


def change(now: int, before: int) -> Percent | None:
    """By how much a figure grew, in hundredths of a percent; None where there was nothing before."""
    if before <= 0:
        return None
    return half_up((now - before) * WHOLE, before) if now >= before else -half_up((before - now) * WHOLE, before)


def share(part: int, whole: int) -> Percent | None:
    """Hundredths of a percent, also below zero; None of nothing."""
    if whole <= 0:
        return None
    return half_up(part * WHOLE, whole) if part >= 0 else -half_up(-part * WHOLE, whole)
