"""What a programme gives without a sale: points for signing up, and gifts of birthdays and days of joining."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.accrual import Step, event_points
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import Trigger

_BY_RULES = "rules"


def sign_up_steps(programme: Programme, at: Occasion) -> tuple[Step, ...]:
    """What signing up brings, by rule."""
    return event_points(programme.rules, Trigger.SIGN_UP, at, tier=programme.tiers[0].code)


def gift_rules(programme: Programme) -> tuple[Anniversary, ...]:
    """The gifts of the programme; its rules of accrual for the day of joining have a window as wide as birthdays."""
    by_rules = any(rule.trigger is Trigger.ANNIVERSARY for rule in programme.rules)
    if not by_rules or any(rule.kind is AnniversaryKind.JOINING for rule in programme.anniversaries):
        return programme.anniversaries
    window = (programme.birthday_before, programme.birthday_after)
    return (*programme.anniversaries, Anniversary(_BY_RULES, "", AnniversaryKind.JOINING, *window))


def gift_points(programme: Programme, rule: Anniversary, at: Occasion) -> int:
    """Points of a gift that is given at a moment."""
    if rule.kind is not AnniversaryKind.JOINING:
        return rule.points
    return rule.points + sum(step.points for step in event_points(programme.rules, Trigger.ANNIVERSARY, at))


@dataclass(frozen=True, slots=True)
class Remembered:
    """The days of one member on which gifts are given."""

    joined_on: date
    birthdays: Sequence[date]
    joinings: Sequence[date]
    is_lunar: bool = False


def gift_days(programme: Programme, of: Remembered) -> dict[tuple[AnniversaryKind, int], tuple[date, Anniversary]]:
    """The day and rule of the gift of each kind and calendar year: as soon as a window and the membership hold."""
    first: dict[tuple[AnniversaryKind, int], tuple[date, Anniversary]] = {}
    for rule in gift_rules(programme):
        for on in _dates(rule, of):
            day = max(on - timedelta(days=rule.before), of.joined_on)
            known = first.get((rule.kind, on.year))
            if day <= on + timedelta(days=rule.after) and (known is None or day < known[0]):
                first[rule.kind, on.year] = day, rule
    return first


def _dates(rule: Anniversary, of: Remembered) -> Sequence[date]:
    if rule.kind is AnniversaryKind.JOINING:
        return of.joinings
    return of.birthdays if of.is_lunar or not rule.lunar else ()
