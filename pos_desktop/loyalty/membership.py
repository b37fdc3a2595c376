"""Paid membership: plans, the terms they run, when renewal is offered, and what comes back of an unfinished term."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from pos_desktop.core.days import add_months
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.rates import half_up
from pos_desktop.loyalty.perks import Perk
from pos_desktop.loyalty.rules import Ratio

OFFER_DAYS = 30
MOST_MONTHS = 120
MOST_WELCOME = 100_000
"""More points than this for joining is a slip of the keyboard."""


class Period(StrEnum):
    """How often a plan is paid."""

    ONCE = "once"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Plan:
    """A membership that is sold as an item; its perks and multiplier hold while a term runs."""

    code: str
    name: str
    price: Money
    period: Period = Period.YEARLY
    months: int = 0
    """Length of a plan that is paid once, 0 for ever; the others know theirs and leave it 0."""
    perks: tuple[Perk, ...] = ()
    multiplier: Ratio | None = None
    welcome_points: int = 0

    @property
    def length(self) -> int:
        """Months of one term, 0 for ever."""
        return {Period.ONCE: self.months, Period.MONTHLY: 1, Period.YEARLY: 12}[self.period]

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("code", not self.code.strip()),
            ("name", not self.name.strip()),
            ("price", not 0 < self.price <= MOST_MONEY),
            ("months", not 0 <= self.months <= (MOST_MONTHS if self.period is Period.ONCE else 0)),
            ("perks", any(perk.faults() for perk in self.perks)
                      or len({perk.id for perk in self.perks}) < len(self.perks)),
            ("multiplier", self.multiplier is not None and not self.multiplier.can_be),
            ("welcome_points", not 0 <= self.welcome_points <= MOST_WELCOME),
        )  # fmt: skip
        return tuple(name for name, is_wrong in wrong if is_wrong)


class Term(NamedTuple):
    """First and last day of a paid membership; without a last one it runs for ever."""

    start: date
    until: date | None


def term(plan: Plan, bought_on: date, current_until: date | None = None) -> Term:
    """The term that is bought; it continues after `current_until`, the last day of what the member still holds.

    2026-03-02 for a year runs through 2027-03-01. Where the last month lacks the day, all of that month is in it:
    2026-01-31 for a month runs through 2026-02-28.
    """
    is_renewal = current_until is not None and current_until >= bought_on
    start = current_until + timedelta(days=1) if current_until and is_renewal else bought_on
    if not plan.length:
        return Term(start, None)
    end = add_months(start, plan.length)
    return Term(start, end if end.day < start.day else end - timedelta(days=1))


def is_valid(held: Term, day: date) -> bool:
    """Whether a term runs on `day`."""
    return held.start <= day and (held.until is None or day <= held.until)


def offers_renewal(held: Term, day: date) -> bool:
    """Whether renewal is offered: from 30 days before the last day through it. `held` is the member's last term."""
    return is_valid(held, day) and held.until is not None and held.until - timedelta(days=OFFER_DAYS) <= day


def refund_of(price: Money, term_from: date, term_until: date | None, day: date) -> Money:
    """What comes back when a term ends on `day`: the price for the days after it, half up to the đồng.

    `day` itself counts as used; all comes back before the term begins, nothing after its end. A term for ever has no
    days left to count: all before it begins, then nothing.
    """
    if day < term_from:
        return price
    if term_until is None or day >= term_until:
        return 0
    return half_up(price * (term_until - day).days, (term_until - term_from).days + 1)
