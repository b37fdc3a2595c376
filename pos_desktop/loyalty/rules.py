"""What a rule of accrual is: rates, multipliers and bonuses, when and for whom they hold, and which cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import LunarDay
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.conditions import ALWAYS, EVERYTHING, Picks, When

MOST_RATE = 1_000
"""A rate that gives more points than this per 10.000 ₫ is a slip of the keyboard."""
MOST_MULTIPLIER = 5
MOST_FLAT = 100_000
"""So is a bonus of more points than this at once."""


class Per(StrEnum):
    """What a flat bonus is given for."""

    ORDER = "order"
    VISIT = "visit"
    """The first order of the business date."""
    UNIT = "unit"
    """Each whole unit of the picked lines together."""


class Trigger(StrEnum):
    """What sets a rule off: an order of some kind, or something that happens outside of orders."""

    ORDER = "order"
    FIRST_ORDER = "first_order"
    BIRTHDAY = "birthday"
    STREAK = "streak"
    SIGN_UP = "sign_up"
    REVIEW = "review"
    ANNIVERSARY = "anniversary"


OUTSIDE_ORDERS = (Trigger.SIGN_UP, Trigger.REVIEW, Trigger.ANNIVERSARY)


class Group(StrEnum):
    """Multipliers of one group compete, the best counts; those of different groups multiply."""

    TIER = "tier"
    BIRTHDAY = "birthday"
    MEMBERSHIP = "membership"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class EarnRate:
    """`points` for every `per` đồng of the basis."""

    points: int = 1
    per: Money = 10_000

    @property
    def exact(self) -> Fraction:
        """Points per đồng."""
        return Fraction(self.points, self.per)

    @property
    def can_be(self) -> bool:
        """Neither negative, nor divided by zero, nor beyond all measure."""
        return self.per > 0 and 0 <= self.points * 10_000 <= MOST_RATE * self.per


STANDARD_RATE = EarnRate()


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact multiplier such as 3/2."""

    num: int = 1
    den: int = 1

    @property
    def exact(self) -> Fraction:
        """The same as a fraction."""
        return Fraction(self.num, self.den)

    @property
    def can_be(self) -> bool:
        """Neither negative, nor divided by zero, nor above 5."""
        return self.den > 0 and 0 <= self.num <= MOST_MULTIPLIER * self.den


SINGLE = Ratio()
"""No multiplication at all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule beside the programme's own rate and tiers; it may give a rate, a flat bonus and a multiplier.

    Rate and multiplier concern the lines that it picks; the minimum is of those lines together.
    """

    id: str
    name: str
    trigger: Trigger = Trigger.ORDER
    base: EarnRate | None = None
    flat: int = 0
    """Points, never multiplied."""
    per: Per = Per.ORDER
    multiplier: Ratio | None = None
    group: Group = Group.CAMPAIGN
    picks: Picks = EVERYTHING
    when: When = ALWAYS
    tiers: tuple[str, ...] = ()
    """Codes of the tiers it is for; empty for all."""
    plans: tuple[str, ...] = ()
    """Codes of the paid plans it is for; empty for everybody."""
    minimum_spend: Money = 0
    minimum_qty: Quantity = 0
    streak: int = 0
    """STREAK: every so many visits in a row; other triggers: while the row has at least so many."""
    priority: int = 100
    """Rules are taken by (priority, id), the smallest first."""
    exclusive: bool = False
    """Where it applies, no rule after it does; the programme's own rate and tier multiplier stand."""

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be.

        `effect` where the rule would do nothing, `trigger` where something outside of orders asks for an order.
        """
        fits = (
            ("id", bool(self.id.strip())),
            ("name", bool(self.name.strip())),
            ("trigger", not (self.trigger in OUTSIDE_ORDERS and self._needs_an_order())),
            ("base", self.base is None or self.base.can_be),
            ("flat", 0 <= self.flat <= MOST_FLAT),
            ("multiplier", self.multiplier is None or self.multiplier.can_be),
            ("effect", bool(self.flat or (self.base and self.base.points) or self._multiplies())),
            ("picks", meet(self.picks, self.picks)),
            ("minimum_spend", self.minimum_spend >= 0),
            ("minimum_qty", self.minimum_qty >= 0),
            ("streak", self.streak >= (1 if self.trigger is Trigger.STREAK else 0)),
        )
        return (*(name for name, fit in fits if not fit), *(f"when.{name}" for name in self.when.faults()))

    def _multiplies(self) -> bool:
        return self.multiplier is not None and self.multiplier.num != self.multiplier.den

    def _needs_an_order(self) -> bool:
        has_other_effects = self.base is not None or self.multiplier is not None or self.per is not Per.ORDER
        looks_at_lines = self.picks != EVERYTHING or self.minimum_spend != 0 or self.minimum_qty != 0
        return has_other_effects or looks_at_lines or self.streak != 0 or bool(self.when.order_types)


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Rules as they are taken: by priority, then by id."""
    return sorted(rules, key=lambda rule: (rule.priority, rule.id))


def check_rules(rules: Sequence[Rule], tier_codes: Iterable[str]) -> None:
    """Refuse rules that cannot be.

    Raises:
        Rejected: BAD_PROGRAMME, field "rules", with `names` of the rules at fault and `faults` of their fields.
    """
    known, seen = set(tier_codes), set[str]()
    for rule in rules:
        faults = rule.faults()
        faults += ("tiers",) if set(rule.tiers) - known else ()
        faults += ("id",) if rule.id in seen else ()
        if faults:
            raise Rejected(Code.BAD_PROGRAMME, field="rules", names=(rule.name,), faults=faults)
        seen.add(rule.id)
    if names := overlapping(rules):
        raise Rejected(Code.BAD_PROGRAMME, field="rules", names=names, faults=("priority",))


def overlapping(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Names of the first two campaigns, or base rules, of one priority that can hold at once; else nothing.

    What only a calendar or the catalogue could tell (two recurrences, an item and a category) counts as at once.
    """
    pairs = combinations(in_order(rules), 2)
    return next(((one.name, other.name) for one, other in pairs if _overlap(one, other)), ())


def _overlap(one: Rule, other: Rule) -> bool:
    return (
        one.priority == other.priority
        and _compete(one, other)
        and _common(one.tiers, other.tiers)
        and _common(one.plans, other.plans)
        and meet(one.picks, other.picks)
        and _coincide(one.when, other.when)
    )


def _compete(one: Rule, other: Rule) -> bool:
    campaigns = [rule.multiplier is not None and rule.group is Group.CAMPAIGN for rule in (one, other)]
    return all(campaigns) or (one.base is not None and other.base is not None)


def _common(some: Sequence[object], others: Sequence[object]) -> bool:
    """Whether two lists have something in common, where an empty one stands for everything."""
    return not some or not others or any(each in others for each in some)


def meet(one: Picks, other: Picks) -> bool:
    """Whether there can be an item that both pick; one that neither names stands for all the rest."""
    rest = "\0"
    skus, categories = {rest, *one.skus, *other.skus}, {rest, *one.categories, *other.categories}
    return any(one.takes(s, c) and other.takes(s, c) for s in skus for c in categories)


def _coincide(one: When, other: When) -> bool:
    return (
        _share_a_day(one, other)
        and _common(one.order_types, other.order_types)
        and (not one.hours or not other.hours
             or any(a.hold(b.start) or b.hold(a.start) for a in one.hours for b in other.hours))
        and (not one.lunar_days or not other.lunar_days
             or any(_same_lunar(a, b) for a in one.lunar_days for b in other.lunar_days))
    )  # fmt: skip


def _share_a_day(one: When, other: When) -> bool:
    first = max(one.starts_on or date.min, other.starts_on or date.min)
    last = min(one.ends_on or date.max, other.ends_on or date.max)
    week = [(first + timedelta(days=n)).weekday() for n in range(min(7, (last - first).days + 1))]
    return any(all(day in (when.weekdays or week) for when in (one, other)) for day in week)


def _same_lunar(one: LunarDay, other: LunarDay) -> bool:
    every_month = 0 in (one.month, other.month)
    return one.day == other.day and (every_month or (one.month, one.is_leap) == (other.month, other.is_leap))
