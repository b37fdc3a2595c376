"""Works out, once for a moment, what the dated rules of a programme ask of it: time, lunar date, recurrences."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.occasion import Occasion
from pos_desktop.selling.conditions import When
from pos_desktop.services.calendars.lunar import lunar_birthdays, lunar_birthdays_around, lunar_day
from pos_desktop.services.calendars.recurrence import check_recurrence, falls_on
from pos_desktop.services.till import Till

__all__ = ["check_dated_rules", "check_recurrence", "lunar_birthdays", "lunar_birthdays_around", "occasion"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the rules of a definition need to know of a day."""

    recurring: tuple[When, ...] = ()
    lunar: bool = False


def occasion(till: Till, programme: Hashable, at: datetime) -> Occasion:
    """The moment `at` (aware) as the rules of `programme` see it.

    `programme` is any frozen definition, or a tuple of them, that holds `When`s at any depth.
    """
    wishes = wishes_of(programme)
    day = till.day_of(at)
    return Occasion(
        day=day,
        time=at.astimezone(zone(till.shop.time_zone)).time(),
        lunar=lunar_day(day) if wishes.lunar else None,
        recurring=frozenset(
            when.recurrence_key for when in wishes.recurring if falls_on(when.recurrence, when.starts_on, day)
        ),
    )


def check_dated_rules(programme: Hashable) -> None:
    """Refuse a definition with a recurrence that cannot be; one that counts its days must say when it starts.

    Raises:
        Rejected: BAD_PROGRAMME, field `recurrence`.
    """
    for when in wishes_of(programme).recurring:
        check_recurrence(when.recurrence)
        if "COUNT=" in when.recurrence and when.starts_on is None:
            raise Rejected(Code.BAD_PROGRAMME, field="recurrence")


@lru_cache(maxsize=16)
def wishes_of(programme: Hashable) -> Wishes:
    """What the `When`s of a definition ask for."""
    whens = tuple(_whens(programme))
    recurring = {when.recurrence_key: when for when in whens if when.recurrence}
    return Wishes(tuple(recurring.values()), any(when.lunar_days for when in whens))


def _whens(value: Any) -> Iterator[When]:
    if isinstance(value, When):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _whens(getattr(value, field.name))
    elif isinstance(value, tuple | frozenset):
        for part in value:
            yield from _whens(part)
