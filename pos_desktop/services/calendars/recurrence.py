"""iCalendar recurrences (RFC 5545 RRULE) by whole days: checked when they are typed, evaluated for one date."""

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from pos_desktop.core.errors import Code, Rejected

if TYPE_CHECKING:
    from dateutil.rrule import rrule

MOST_LETTERS = 200
MOST_COUNT = 1_000
MOST_INTERVAL = 99
ANCHOR = date(2001, 1, 1)
"""Where a rule without a first day begins: a Monday, first of its month and year, so that phases are plain."""

_PARTS = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*", re.ASCII)
_ALLOWED = frozenset(
    (
        "FREQ",
        "UNTIL",
        "COUNT",
        "INTERVAL",
        "BYDAY",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYMONTH",
        "BYSETPOS",
        "WKST",
    )
)
_BY_DAYS = frozenset(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
# The last years that a date knows: looking for a first day ends there, after a whole cycle of weekdays and leap days.
_LAST_CYCLE = datetime(9972, 1, 1)


def check_recurrence(text: str) -> None:
    """Refuse a rule that cannot be read, that counts in hours or smaller, or that falls on no day at all.

    Raises:
        Rejected: BAD_PROGRAMME, field `recurrence`.
    """
    try:
        fits = _is_plain(text) and _falls(text)
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):  # dateutil says it in many ways
        fits = False
    if not fits:
        raise Rejected(Code.BAD_PROGRAMME, field="recurrence")


@lru_cache(maxsize=1024)
def falls_on(text: str, starts_on: date | None, day: date) -> bool:
    """Whether a checked rule that begins on `starts_on` falls on `day`; a rule without a first day begins in 2001."""
    moment = datetime.combine(day, time())
    first = datetime.combine(starts_on or ANCHOR, time())
    return moment >= first and bool(_parsed(text, first).between(moment, moment, inc=True))


def _is_plain(text: str) -> bool:
    """One rule of known parts, each once, within bounds."""
    if len(text) > MOST_LETTERS or not _PARTS.fullmatch(text):
        return False
    pairs = [part.split("=") for part in text.split(";")]
    parts = dict((name, value) for name, value in pairs)
    return (
        len(parts) == len(pairs)
        and parts.keys() <= _ALLOWED
        and parts.get("FREQ") in _BY_DAYS
        and 0 < int(parts.get("COUNT", 1)) <= MOST_COUNT
        and 0 < int(parts.get("INTERVAL", 1)) <= MOST_INTERVAL
        and not ("COUNT" in parts and "UNTIL" in parts)
    )


def _falls(text: str) -> bool:
    whole = _parsed(text, datetime.combine(ANCHOR, time()))
    endless = whole.replace(dtstart=_LAST_CYCLE, until=None, count=None)
    return next(iter(endless), None) is not None


def _parsed(text: str, first: datetime) -> "rrule":
    from dateutil.rrule import rrule, rrulestr

    rule = rrulestr(text, dtstart=first)
    if not isinstance(rule, rrule):
        raise ValueError("more than one rule")
    return rule
