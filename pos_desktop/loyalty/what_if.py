"""What another programme would have given: a member's past sales replayed under it, with points, tiers, redemptions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

from pos_desktop.core.days import add_months
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.quantity import Quantity
from pos_desktop.core.rates import WHOLE, Percent, half_up, share
from pos_desktop.loyalty import redemption, tiers
from pos_desktop.loyalty.accrual import EarnFacts, EarnLine, accrue
from pos_desktop.loyalty.anniversaries import current, solar_dates
from pos_desktop.loyalty.gifts import Remembered, gift_days, gift_points, sign_up_steps
from pos_desktop.loyalty.lots import Lot, balance_on, dates_of, spend
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.selling.order import OrderType


@dataclass(frozen=True, slots=True)
class PastLine:
    """A line as it was sold, less what came back; `worth` in đồng after discounts and before points."""

    sku: str
    category: Id
    qty: Quantity
    worth: Money
    earns: bool = True
    discounted: bool = False


@dataclass(frozen=True, slots=True)
class PastSale:
    """A sale of the window, less what came back, and what was true of the member then."""

    at: datetime
    day: date
    order_type: OrderType
    lines: tuple[PastLine, ...]
    redeemed: int = 0
    plan: str = ""
    streak: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """Points that came (or went, negative) without a sale.

    What neither programme decides both leave as it was; `is_issued` is what the replayed one itself gives.
    """

    day: date
    points: int
    is_issued: bool = False


@dataclass(frozen=True, slots=True)
class PastMember:
    """A member at the beginning of the window, and what happened in it, in order."""

    id: Id
    joined_on: date
    tier: TierState
    lots: tuple[Lot, ...] = ()
    activity: tuple[Activity, ...] = ()
    """What counted for a tier before the window."""
    sales: tuple[PastSale, ...] = ()
    given: tuple[Given, ...] = ()
    bought_before: bool = False
    birthdays: tuple[date, ...] = ()
    """The days on which the birthday was kept."""
    is_lunar: bool = False
    signed_up: bool = False
    """Whether the member joined at a till, and not with a file."""
    earns: bool = True


@dataclass(frozen=True, slots=True)
class Replayed:
    """Where a member stands at the end of the window; `shares` is the part of the points there that each sale took."""

    issued: int
    redeemed: int
    available: int
    pending: int
    tier: str
    shares: tuple[Fraction, ...] = ()


Moments = Callable[[PastSale], Occasion]
"""The moment of a sale, as the dated rules of the programme see it."""
Days = Callable[[date], Occasion]
"""Noon of a business date, as they see it."""


def gifted(member: PastMember, programme: Programme, days: Days, before: date, last: date) -> PastMember:
    """The member with what the programme gives without a sale, on business dates after `before` through `last`."""
    gifts = [(member.joined_on, _sign_up(programme, days(member.joined_on)))] if member.signed_up else []
    joinings = sorted({day for on in (before, last) for day in solar_dates(member.joined_on, on)})
    remembered = Remembered(member.joined_on, member.birthdays, joinings, member.is_lunar)
    if member.earns:
        due = gift_days(programme, remembered).values()
        gifts += [(day, gift_points(programme, rule, days(day))) for day, rule in due]
    given = [Given(day, points, is_issued=True) for day, points in gifts if points and before < day <= last]
    return replace(member, given=tuple(sorted((*member.given, *given), key=lambda each: each.day)))


def _sign_up(programme: Programme, at: Occasion) -> int:
    return sum(step.points for step in sign_up_steps(programme, at))


def replay(
    member: PastMember, programme: Programme, moments: Moments, last: date, shares: Sequence[Fraction] | None = None
) -> Replayed:
    """Walk a member through the window. With `shares` (of another replay) each sale takes that part of the points that
    are there; without, the points that it took then.
    """
    walk = _Walk(member, programme, moments)
    given = list(member.given)
    for number, sale in enumerate(member.sales):
        while given and given[0].day <= sale.day:
            walk.give(given.pop(0))
        walk.sell(sale, shares[number] if shares is not None else None)
    for late in given:
        walk.give(late)
    return walk.end(last)


@dataclass
class _Walk:
    """One account on its way through the window."""

    member: PastMember
    programme: Programme
    moments: Moments
    lots: list[Lot] = field(init=False)
    tier: TierState = field(init=False)
    activity: list[Activity] = field(init=False)
    idle: dict[Id, int] = field(default_factory=dict)
    """Months by lot, for those that live while the member comes."""
    shares: list[Fraction] = field(default_factory=list)
    issued: int = 0
    redeemed: int = 0
    opened: int = 0
    today: list[tuple[int, datetime]] = field(default_factory=list)
    """Points and moment of each sale of the day."""
    day: date = date.min
    kept_birthday: date | None = None

    def __post_init__(self) -> None:
        self.lots, self.activity = list(self.member.lots), list(self.member.activity)
        self.tier = TierState(self.programme.tier(self.member.tier.code).code, self.member.tier.stands_until)
        self.earned_at: datetime | None = None

    def give(self, given: Given) -> None:
        """Points without a sale: in by a lot of their own, out as far as there are any."""
        if given.points > 0:
            self._open(given.points, given.day)
            self.issued += given.points if given.is_issued else 0
        else:
            self._take(min(-given.points, self._available(given.day)), given.day)

    def sell(self, sale: PastSale, part: Fraction | None) -> None:
        """One sale: tier of the day, redemption, accrual, tier after it."""
        self._begin(sale.day)
        self.tier = tiers.last_state(self.tier, self._fallen(sale.day))
        lines = self._redeem(sale, part)
        points = accrue(self.programme, self._facts(sale), lines).points if lines else 0
        if points:
            self._open(points, sale.day)
            self.issued += points
            self.earned_at = sale.at
        self.today.append((points, sale.at))
        self._count(Activity(sale.day, sum(line.amount for line in lines), points, 1))

    def end(self, last: date) -> Replayed:
        """The account on the last day."""
        self.tier = tiers.last_state(self.tier, self._fallen(last))
        kept = balance_on(self.lots, last, 0)
        return Replayed(self.issued, self.redeemed, kept.available, kept.pending, self.tier.code, tuple(self.shares))

    def _begin(self, day: date) -> None:
        if day != self.day:
            self.day, self.today = day, []
        self.lots = [self._alive(lot, day) for lot in self.lots if lot.left and not lot.is_expired(day)]

    def _alive(self, lot: Lot, day: date) -> Lot:
        """A lot that lives while the member comes lives on."""
        months = self.idle.get(lot.id)
        if months is None or lot.expires_on is None:
            return lot
        return replace(lot, expires_on=max(lot.expires_on, add_months(day, months)))

    def _fallen(self, day: date) -> Iterator[tiers.TierChange]:
        return tiers.advance(self.programme, self.tier, self.activity, day, self.member.joined_on)

    def _redeem(self, sale: PastSale, part: Fraction | None) -> list[EarnLine]:
        """Take points as then; gives the lines with what the points left of them."""
        available, worth = self._available(sale.day), [line.worth for line in sale.lines]
        points = min(sale.redeemed, available) if part is None else self._likewise(part, available, sum(worth))
        self.shares.append(Fraction(points, available) if points else Fraction(0))
        self._take(points, sale.day)
        self.redeemed += points
        off = share(min(self.programme.value_of(points), sum(worth)), worth) if points else [0] * len(worth)
        return [
            EarnLine(line.sku, line.category, line.qty, line.worth - less if line.earns else 0, line.discounted)
            for line, less in zip(sale.lines, off, strict=True)
        ]

    def _likewise(self, part: Fraction, available: int, worth: Money) -> int:
        """That part of the points, as far as this programme allows it on this sale."""
        most = redemption.allowed(self.programme, available, worth).points
        wanted = available * part.numerator // part.denominator
        points = min(wanted, most) // self.programme.step * self.programme.step
        return points if points >= self.programme.minimum else 0

    def _facts(self, sale: PastSale) -> EarnFacts:
        earned = [points for points, _ in self.today if points]
        return EarnFacts(
            tier=self.tier.code, at=self.moments(sale), order_type=sale.order_type, plan=sale.plan,
            is_first=not self.member.bought_before and sale is self.member.sales[0],
            orders_today=len(earned), visits_today=len(self.today), points_today=sum(earned),
            minutes_since=self._minutes_since(sale), birthday=self._keeps_birthday(sale.day), streak=sale.streak,
            earns=self.member.earns,
        )  # fmt: skip

    def _minutes_since(self, sale: PastSale) -> int | None:
        return None if self.earned_at is None else int((sale.at - self.earned_at).total_seconds()) // 60

    def _keeps_birthday(self, day: date) -> bool:
        """The first sale within the days of a birthday."""
        found = current(self.member.birthdays, day, self.programme.birthday_before, self.programme.birthday_after)
        is_kept = found is not None and found != self.kept_birthday
        self.kept_birthday = found or self.kept_birthday
        return is_kept

    def _count(self, gained: Activity) -> None:
        self.activity.append(gained)
        if gained.amount(self.programme.metric) > 0:
            joined_on = self.member.joined_on
            moves = tiers.after_sale(self.programme, self.tier, self.activity, gained.on, joined_on)
            self.tier = tiers.last_state(self.tier, moves)

    def _available(self, day: date) -> int:
        return balance_on(self.lots, day, 0).available

    def _take(self, points: int, day: date) -> None:
        taken = {move.lot_id: move.points for move in spend(self.lots, points, day)} if points else {}
        self.lots = [replace(lot, left=lot.left + taken.get(lot.id, 0)) for lot in self.lots]

    def _open(self, points: int, day: date) -> None:
        dates = dates_of(self.programme, day)
        self.opened += 1
        lot = Lot(f"new-{self.opened}", points, dates.usable_from, dates.expires_on, 1_000_000 + self.opened)
        self.lots.append(lot)
        if dates.idle_months:
            self.idle[lot.id] = dates.idle_months


@dataclass(frozen=True, slots=True)
class TierShift:
    """A member whom the changed programme leaves in another tier: codes, each of its own programme."""

    member_id: Id
    before: str
    after: str
    rises: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a programme would have come to; points, and their worth at its own point value."""

    issued: int
    redeemed: int
    available: int
    pending: int
    point_value: Money
    by_tier: tuple[tuple[str, int], ...]
    """Code and number of members, lowest tier first."""

    @property
    def liability(self) -> Money:
        """What the points that members hold now are worth."""
        return (self.available + self.pending) * self.point_value

    @property
    def cost(self) -> Money:
        """What the points issued in the window are worth."""
        return self.issued * self.point_value

    def cost_share(self, sales: Money) -> Percent | None:
        """The cost in hundredths of a percent of what members bought; None where they bought nothing."""
        return half_up(self.cost * WHOLE, sales) if sales else None


@dataclass
class Tally:
    """Adds up replays of one programme, member by member."""

    programme: Programme
    issued: int = 0
    redeemed: int = 0
    available: int = 0
    pending: int = 0
    by_tier: dict[str, int] = field(default_factory=dict)

    def add(self, one: Replayed) -> None:
        """Count a member in."""
        self.issued += one.issued
        self.redeemed += one.redeemed
        self.available += one.available
        self.pending += one.pending
        self.by_tier[one.tier] = self.by_tier.get(one.tier, 0) + 1

    def outcome(self) -> Outcome:
        """The sums."""
        tiers_ = tuple((tier.code, self.by_tier.get(tier.code, 0)) for tier in self.programme.tiers)
        value = self.programme.point_value
        return Outcome(self.issued, self.redeemed, self.available, self.pending, value, tiers_)


def shift(member_id: Id, old: Programme, before: str, new: Programme, after: str) -> TierShift | None:
    """How a member's tier differs between two programmes; None where it does not.

    Tiers are compared by their place in the new table; one that it no longer knows, by how high it stood in the old.
    """
    if any(tier.code == before for tier in new.tiers):
        stood, stands = new.rank(before), new.rank(after)
    else:
        stood, stands = old.rank(before) * (len(new.tiers) - 1), new.rank(after) * (len(old.tiers) - 1)
    return None if stood == stands else TierShift(member_id, before, after, stands > stood)
