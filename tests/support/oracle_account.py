"""Keeps one member's points by the loyalty page alone: lots, expiry, debt, returns and the limits of a day."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from tests.support.oracle_pricing import Refused
from tests.support.oracle_tiers import Standing, month_end_a_year_after

MONEY_PER_POINT, POINT_VALUE, STEP, MINIMUM, CAP = 10_000, 100, 10, 50, Fraction(50, 100)
FREE_VALUE_A_DAY, EARNING_ORDERS_A_DAY, SOON = 100_000, 5, timedelta(days=30)
RESTORED_AT_LEAST = timedelta(days=7)
MULTIPLIERS = (Fraction(1), Fraction(12, 10), Fraction(15, 10), Fraction(2))


def points_for(basis: int, *multipliers: Fraction, flat: int = 0) -> int:
    """Points for `basis` đồng, rounded down once; what is flat is not multiplied."""
    product = Fraction(1)
    for multiplier in multipliers:
        product *= multiplier
    return floor(basis * min(product, Fraction(5)) / MONEY_PER_POINT) + flat


@dataclass(slots=True, eq=False)
class Lot:
    """Points that came together; `sale` is the number of the sale that gave them, `of` the lot they were restored from.

    `lost` points died here and were not yet set against what a return takes back; `is_parted` says that points of it
    were restored elsewhere.
    """

    serial: int
    sale: str
    points: int
    usable_from: date
    expires_on: date
    of: "Lot | None" = None
    lost: int = 0
    is_parted: bool = False


@dataclass(slots=True)
class Taken:
    """Points that a sale took from a lot and that no return gave back yet."""

    lot: Lot
    points: int


@dataclass(slots=True)
class Account(Standing):
    """What a member has; everything is asked for a business date that never lies before the last one settled."""

    lots: list[Lot] = field(default_factory=list)
    debt: int = 0
    lifetime_earned: int = 0
    lifetime_clawed: int = 0
    earning_orders: Counter[date] = field(default_factory=Counter)
    redeemed_value: Counter[date] = field(default_factory=Counter)
    opened: int = 0

    def available(self, day: date) -> int:
        return sum(lot.points for lot in self.lots if lot.usable_from <= day <= lot.expires_on)

    def expiring_soon(self, day: date) -> int:
        return sum(lot.points for lot in self.lots if day <= lot.expires_on <= day + SOON)

    def settle(self, day: date) -> None:
        """Let everything happen that falls due through `day`."""
        for lot in self.lots:
            if lot.points and lot.expires_on < day:
                self.seen["lot expired"] += 1
                self.seen["restored points expired"] += lot.of is not None
                lot.points, lot.lost = 0, lot.lost + lot.points
        self.lots = [lot for lot in self.lots if lot.points]
        self.review_through(day)

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

    def spend(self, points: int, day: date) -> list[Taken]:
        """Redeem points; what was taken from which lot, in the order of taking."""
        self.redeemed_value[day] += points * POINT_VALUE
        taken = self._take(points)
        self.seen["spent from several lots"] += len(taken) > 1
        assert sum(part.points for part in taken) == points
        return taken

    def earn(self, points: int, sale: str, day: date) -> Lot | None:
        """Open the lot of a sale, after the debt took its part; nothing earned leaves no trace."""
        if not points:
            return None
        self.earning_orders[day] += 1
        self.lifetime_earned += points
        return self._open(points, sale, day, month_end_a_year_after(day))

    # --- what a return does: it gives back before it takes back ---

    def give_back(self, points: int, taken: list[Taken], day: date) -> None:
        """Put redeemed points back where they came from, the last taken first; the debt is paid first."""
        for part in reversed(taken):
            if (back := min(points, part.points)) == 0:
                continue
            part.points, points = part.points - back, points - back
            if part.lot.expires_on < day + RESTORED_AT_LEAST:
                part.lot.is_parted = True
                self.seen["restored to a lot of its own"] += 1
                self._open(back, part.lot.sale, day, day + RESTORED_AT_LEAST, of=part.lot)
            else:
                part.lot.points += self._after_debt(back)
                self.lots += [part.lot] if part.lot not in self.lots else []
        assert points == 0

    def claw(self, points: int, own: Lot) -> int:
        """Take points of a returned sale back; how many were taken, what had died of its lot is not among them."""
        first = min(points, own.points)
        dead = min(points - first, own.lost)
        own.points, own.lost = own.points - first, own.lost - dead
        rest = points - first - dead
        others = sum(part.points for part in self._take(rest))
        self.debt += rest - others
        self.lifetime_clawed += points - dead
        self.seen["what had expired was not taken again"] += dead > 0
        self.seen["taken from other lots"] += others > 0
        self.seen["debt made"] += rest > others
        return points - dead

    # --- what a person does ---

    def adjust(self, points: int, day: date) -> None:
        """Give or take points by hand; never more than there are."""
        if -points > self.available(day):
            raise Refused("INSUFFICIENT_POINTS")
        if points > 0:
            self._open(points, "", day, month_end_a_year_after(day))
        else:
            self._take(-points)

    # --- lots ---

    def _take(self, points: int) -> list[Taken]:
        """Take what there is, the earliest expiry first, then the oldest row."""
        taken = []
        for lot in sorted(self.lots, key=lambda lot: (lot.expires_on, lot.serial)):
            if part := min(points, lot.points):
                taken.append(Taken(lot, part))
                lot.points, points = lot.points - part, points - part
        return taken

    def _open(self, points: int, sale: str, usable_from: date, expires_on: date, of: Lot | None = None) -> Lot:
        self.opened += 1
        lot = Lot(self.opened, sale, self._after_debt(points), usable_from, expires_on, of)
        self.lots.append(lot)
        return lot

    def _after_debt(self, points: int) -> int:
        """What is left of an inflow when the debt has taken its part."""
        paid = min(self.debt, points)
        self.debt -= paid
        self.seen["debt paid"] += paid > 0
        return points - paid


def cap_of(before: int) -> int:
    """The most points that goods worth `before` take, whatever the balance."""
    return floor(CAP * before / POINT_VALUE)
