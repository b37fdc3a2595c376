"""Keeps one member's points by the loyalty page alone: lots, expiry, tiers and the limits of a day."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from tests.support.oracle_pricing import Refused

MONEY_PER_POINT, POINT_VALUE, STEP, MINIMUM, CAP = 10_000, 100, 10, 50, Fraction(50, 100)
FREE_VALUE_A_DAY, EARNING_ORDERS_A_DAY, GRACE_DAYS, SOON = 100_000, 5, 30, timedelta(days=30)
TIERS = (("Thành viên", 0), ("Bạc", 2_000_000), ("Vàng", 5_000_000), ("Kim cương", 12_000_000))
MULTIPLIERS = (Fraction(1), Fraction(12, 10), Fraction(15, 10), Fraction(2))
ONE_DAY = timedelta(days=1)


def a_year_before(day: date) -> date:
    """The same day twelve months earlier; 29 February gives the 28th."""
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def month_end_a_year_after(day: date) -> date:
    """The last day of the month of `day`, a year later."""
    return date(day.year + 1, day.month, monthrange(day.year + 1, day.month)[1])


def points_for(basis: int, *multipliers: Fraction, flat: int = 0) -> int:
    """Points for `basis` đồng, rounded down once; what is flat is not multiplied."""
    product = Fraction(1)
    for multiplier in multipliers:
        product *= multiplier
    return floor(basis * min(product, Fraction(5)) / MONEY_PER_POINT) + flat


def tier_for(qualifying: int) -> int:
    """The highest step that `qualifying` đồng reach."""
    return max(step for step, (_, threshold) in enumerate(TIERS) if qualifying >= threshold)


@dataclass(slots=True)
class Lot:
    """Points that came together; `sale` is the number of the sale that gave them."""

    sale: str
    points: int
    usable_from: date
    expires_on: date


@dataclass(slots=True)
class Account:
    """What a member has; everything is asked for a business date that never lies before the last one settled."""

    lots: list[Lot] = field(default_factory=list)
    bases: list[tuple[date, int]] = field(default_factory=list)
    tier: int = 0
    stands_through: date = date.max
    in_grace: bool = False
    lifetime_earned: int = 0
    earning_orders: Counter[date] = field(default_factory=Counter)
    redeemed_value: Counter[date] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)

    def available(self, day: date) -> int:
        return sum(lot.points for lot in self.lots if lot.usable_from <= day <= lot.expires_on)

    def expiring_soon(self, day: date) -> int:
        return sum(lot.points for lot in self.lots if day <= lot.expires_on <= day + SOON)

    def qualifying(self, day: date) -> int:
        return sum(basis for sold, basis in self.bases if a_year_before(day) < sold <= day)

    def to_next_tier(self, day: date) -> int | None:
        if self.tier + 1 == len(TIERS):
            return None
        return TIERS[self.tier + 1][1] - self.qualifying(day)

    # --- what the calendar does ---

    def settle(self, day: date) -> None:
        """Let everything happen that falls due through `day`."""
        for lot in self.lots:
            self.seen["lot expired"] += lot.points > 0 and lot.expires_on < day
        self.lots = [lot for lot in self.lots if lot.points and day <= lot.expires_on]
        while (review := self.next_review()) is not None and review <= day:
            self._fall(review) if self.in_grace else self._review(review)

    def next_review(self) -> date | None:
        """The next day on which the tier may change by itself; the lowest has none."""
        if self.tier == 0:
            return None
        return self.stands_through + ONE_DAY + timedelta(days=GRACE_DAYS if self.in_grace else 0)

    def _review(self, day: date) -> None:
        if self.qualifying(day) >= TIERS[self.tier][1]:
            self._renew("renewed at review")
        else:
            self.in_grace = True
            self.seen["grace began"] += 1

    def _renew(self, how: str) -> None:
        self.stands_through = month_end_a_year_after(self.stands_through)
        self.in_grace = False
        self.seen[how] += 1

    def _fall(self, day: date) -> None:
        self._stand(self.tier - 1, day)
        self.seen["fell"] += 1

    def _stand(self, tier: int, day: date) -> None:
        self.tier, self.in_grace, self.stands_through = tier, False, month_end_a_year_after(day)

    # --- what a sale does ---

    def most(self, before: int, day: date) -> int:
        """The most points for goods worth `before`, down to the step."""
        return min(self.available(day), cap_of(before)) // STEP * STEP

    def redeemable(self, told: int | str, before: int, day: date, *, card_shown: bool) -> int:
        """How many points an order takes, or the reason why not."""
        points = self.most(before, day) if told == "max" else told
        if not isinstance(points, int) or (told != "max" and points <= 0):
            raise Refused("INVALID_AMOUNT")
        if points > self.available(day):
            raise Refused("INSUFFICIENT_POINTS")
        if points < MINIMUM:
            raise Refused("BELOW_MINIMUM")
        if points % STEP:
            raise Refused("NOT_A_STEP")
        if points > cap_of(before):
            raise Refused("ABOVE_CAP")
        if self.redeemed_value[day] + points * POINT_VALUE > FREE_VALUE_A_DAY and not card_shown:
            raise Refused("CARD_REQUIRED")
        return points

    def earns(self, basis: int, day: date) -> int:
        """Points that an order of `basis` brings on `day`, with the tier before it."""
        if self.earning_orders[day] >= EARNING_ORDERS_A_DAY:
            self.seen["earned nothing by the day's limit"] += 1
            return 0
        return points_for(basis, MULTIPLIERS[self.tier])

    def spend(self, points: int, day: date) -> None:
        """Take points, the earliest expiry first, then the oldest row."""
        self.redeemed_value[day] += points * POINT_VALUE
        self.seen["spent from several lots"] += bool(self.lots) and points > self._first_to_go()[0].points
        for lot in self._first_to_go():
            taken = min(points, lot.points)
            lot.points -= taken
            points -= taken
        assert points == 0

    def _first_to_go(self) -> list[Lot]:
        return sorted(self.lots, key=lambda lot: lot.expires_on)

    def earn(self, points: int, sale: str, day: date) -> None:
        """Open a lot; nothing earned leaves no trace."""
        if points:
            self.lots.append(Lot(sale, points, day, month_end_a_year_after(day)))
            self.earning_orders[day] += 1
            self.lifetime_earned += points

    def qualify(self, basis: int, day: date) -> None:
        """Count a sale for the tier; up at once, and a tier in its grace is tested again."""
        self.bases.append((day, basis))
        reached = tier_for(self.qualifying(day))
        if reached > self.tier:
            self._stand(reached, day)
            self.seen["upgraded"] += 1
        elif self.in_grace and reached == self.tier:
            self._renew("renewed in grace")


def cap_of(before: int) -> int:
    """The most points that goods worth `before` take, whatever the balance."""
    return floor(CAP * before / POINT_VALUE)
