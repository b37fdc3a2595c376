"""Tests of what a programme's dated rules ask of a moment."""

from dataclasses import dataclass, replace
from datetime import date, time

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.occasion import LunarDay
from pos_desktop.selling.conditions import When
from pos_desktop.services.calendars import occasions
from pos_desktop.services.calendars.occasions import check_dated_rules, occasion
from tests.support.refusals import refused
from tests.support.shop import moment

RAM = When(lunar_days=(LunarDay(0, 15),))
MONDAYS = When(recurrence="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", starts_on=date(2026, 3, 2))
OTHER_MONDAYS = replace(MONDAYS, starts_on=date(2026, 3, 9))


@dataclass(frozen=True)
class Rule:
    when: When
    points: int = 1


@dataclass(frozen=True)
class Rules:
    rules: tuple[Rule, ...] = ()


def rules(*whens: When) -> Rules:
    return Rules(tuple(Rule(when) for when in whens))


def test_local_time_and_business_date(shop):
    late = replace(shop.till, shop=replace(shop.till.shop, cutover_hour=4))
    at = occasion(late, rules(), moment("2026-03-03 02:30"))
    assert (at.day, at.time) == (date(2026, 3, 2), time(2, 30))


def test_lunar_dates_only_where_a_rule_asks(shop, monkeypatch):
    at = occasion(shop.till, rules(RAM), moment("2026-03-03"))
    assert at.lunar == LunarDay(1, 15)
    assert RAM.holds_on(at)
    monkeypatch.setattr(occasions, "lunar_day", lambda day: pytest.fail("nobody asked"))
    assert occasion(shop.till, rules(MONDAYS), moment("2026-03-03")).lunar is None


def test_two_rules_of_one_text_keep_their_own_first_day(shop):
    at = occasion(shop.till, rules(MONDAYS, OTHER_MONDAYS), moment("2026-03-16"))
    assert (MONDAYS.holds_on(at), OTHER_MONDAYS.holds_on(at)) == (True, False)


def test_a_rule_that_counts_its_days_says_when_it_starts():
    counted = When(recurrence="FREQ=DAILY;COUNT=3")
    check_dated_rules(rules(replace(counted, starts_on=date(2026, 3, 2)), RAM))
    with refused(Code.BAD_PROGRAMME, field="recurrence"):
        check_dated_rules(rules(RAM, counted))


def test_a_refused_text_is_found_at_any_depth():
    with refused(Code.BAD_PROGRAMME, field="recurrence"):
        check_dated_rules((rules(RAM), (rules(When(recurrence="FREQ=HOURLY")),)))
