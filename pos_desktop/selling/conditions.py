"""What a rule picks, whom it is for and when it holds: items and categories, buyers, days, hours, order types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pos_desktop.core.occasion import LunarDay, Occasion
from pos_desktop.selling.lines import OrderLine, OrderType

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Picks:
    """Lines that a rule looks at: by SKU or category id, less those left out; nothing named means every line."""

    skus: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    not_skus: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()

    def takes(self, sku: str, category: str) -> bool:
        """Whether an item with this SKU and category id is picked."""
        if sku in self.not_skus or category in self.not_categories:
            return False
        return not (self.skus or self.categories) or sku in self.skus or category in self.categories

    def takes_line(self, line: OrderLine) -> bool:
        """Whether a line of an order is picked."""
        return self.takes(line.sku, line.category)


EVERYTHING = Picks()


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes after midnight, from the first through before the last; past midnight when `to` is not after `start`."""

    start: int = 0
    to: int = DAY_MINUTES

    def hold(self, minute: int) -> bool:
        """Whether a minute of the day lies within."""
        if self.start < self.to:
            return self.start <= minute < self.to
        return minute >= self.start or minute < self.to


@dataclass(frozen=True, slots=True)
class When:
    """Days and hours on which a rule holds; an empty field bounds nothing."""

    weekdays: tuple[int, ...] = ()
    """0 is Monday."""
    hours: tuple[Hours, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    recurrence: str = ""
    """An RFC 5545 RRULE such as `FREQ=MONTHLY;BYMONTHDAY=15`."""
    lunar_days: tuple[LunarDay, ...] = ()
    """Rằm is `LunarDay(0, 15)`, the first day of Tết `LunarDay(1, 1)`."""
    order_types: tuple[OrderType, ...] = ()

    @property
    def recurrence_key(self) -> str:
        """Names the recurrence in `Occasion.recurring`: every second Monday depends on the first one."""
        return self.recurrence if self.starts_on is None else f"{self.recurrence};DTSTART={self.starts_on:%Y%m%d}"

    def holds(self, at: Occasion, order_type: OrderType) -> bool:
        """Whether the rule holds at this moment for an order of this type."""
        return self.holds_on(at) and (not self.order_types or order_type in self.order_types)

    def holds_on(self, at: Occasion) -> bool:
        """Whether the rule holds at this moment, whatever the order."""
        minute = at.time.hour * 60 + at.time.minute
        return (
            (not self.weekdays or at.day.weekday() in self.weekdays)
            and (not self.hours or any(hours.hold(minute) for hours in self.hours))
            and (self.starts_on is None or self.starts_on <= at.day)
            and (self.ends_on is None or at.day <= self.ends_on)
            and (not self.recurrence or self.recurrence_key in at.recurring)
            and (not self.lunar_days or any(_is_on(day, at.lunar) for day in self.lunar_days))
        )

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("weekdays", any(not 0 <= day <= 6 for day in self.weekdays)),
            ("hours", any(not (0 <= h.start < DAY_MINUTES and 0 < h.to <= DAY_MINUTES) for h in self.hours)),
            ("ends_on", bool(self.starts_on and self.ends_on and self.ends_on < self.starts_on)),
            ("lunar_days", any(not (0 <= day.month <= 12 and 1 <= day.day <= 30) for day in self.lunar_days)),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


ALWAYS = When()


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys, as rules see it: the code of the member's tier, None for a guest, and the member's groups."""

    tier: str | None = None
    groups: tuple[str, ...] = ()
    used: Mapping[str, int] = field(default_factory=dict)
    """How often the member had each promotion that counts its members, by promotion id."""
    given: Mapping[str, int] = field(default_factory=dict)
    """How often the shop has given each promotion that counts its uses, by promotion id."""

    def is_one_of(self, tiers: tuple[str, ...], groups: tuple[str, ...]) -> bool:
        """Whether a rule for these tiers and for these groups is for this buyer; empty is for everybody."""
        return (not tiers or self.tier in tiers) and (not groups or not {*groups}.isdisjoint(self.groups))


GUEST = Buyer()


def _is_on(wanted: LunarDay, lunar: LunarDay | None) -> bool:
    if lunar is None or (lunar.is_leap != wanted.is_leap and wanted.month != 0):
        return False
    return wanted.month in (0, lunar.month) and wanted.day == lunar.day
