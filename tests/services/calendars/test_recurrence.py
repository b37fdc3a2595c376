"""Tests of iCalendar recurrences by whole days."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.calendars.recurrence import check_recurrence, falls_on
from tests.support.refusals import refused


@pytest.mark.parametrize("text", [
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "FREQ=DAILY;COUNT=10",
    "FREQ=DAILY;UNTIL=20261231",
])  # fmt: skip
def test_rules_that_can_be(text):
    check_recurrence(text)


@pytest.mark.parametrize("text", [
    "", "every monday", "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=30", "FREQ=HOURLY", "BYDAY=MO", "FREQ=FORTNIGHTLY",
    "FREQ=DAILY;COUNT=100000", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=5000",
    "FREQ=DAILY;BYHOUR=9", "FREQ=DAILY;COUNT=3;UNTIL=20261231", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY\nRRULE:FREQ=WEEKLY", "DTSTART:20260101\nRRULE:FREQ=DAILY",
    "FREQ=MONTHLY;BYMONTHDAY=77", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;UNTIL=20261231T000000Z", "FREQ=DAILY;BYEASTER=0",
    "FREQ=MONTHLY;BYMONTHDAY=" + "1," * 100 + "1", "FREQ=DAILY;COUNT=-1", "FREQ=MONTHLY;BYDAY=6MO",
])  # fmt: skip
def test_rules_that_cannot_be(text):
    with refused(Code.BAD_PROGRAMME, field="recurrence"):
        check_recurrence(text)


@pytest.mark.parametrize(("text", "starts", "day", "falls"), [
    ("FREQ=MONTHLY;BYMONTHDAY=15", None, "2026-03-15", True),
    ("FREQ=MONTHLY;BYMONTHDAY=15", None, "2026-03-16", False),
    ("FREQ=MONTHLY;BYDAY=-1FR", None, "2026-03-27", True),
    ("FREQ=MONTHLY;BYDAY=-1FR", None, "2026-03-20", False),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-03-02", "2026-03-16", True),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-03-09", "2026-03-16", False),
    ("FREQ=DAILY;COUNT=3", "2026-03-02", "2026-03-04", True),
    ("FREQ=DAILY;COUNT=3", "2026-03-02", "2026-03-05", False),
    ("FREQ=DAILY;UNTIL=20260304", "2026-03-02", "2026-03-04", True),
    ("FREQ=DAILY;UNTIL=20260304", "2026-03-02", "2026-03-05", False),
    ("FREQ=DAILY", "2026-03-02", "2026-03-01", False),
    ("FREQ=WEEKLY", None, "2026-03-02", True),
])  # fmt: skip
def test_days_on_which_a_rule_falls(text, starts, day, falls):
    check_recurrence(text)
    first = date.fromisoformat(starts) if starts else None
    assert falls_on(text, first, date.fromisoformat(day)) is falls
