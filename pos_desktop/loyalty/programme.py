"""The loyalty programme's definition: versioned, checked when it is made, plain when it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pos_desktop.core import plain
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.rates import WHOLE, Percent
from pos_desktop.loyalty.anniversaries import Anniversary
from pos_desktop.loyalty.games import Mission, StampCard, Streak
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.partners import Partner, clashing
from pos_desktop.loyalty.perks import Perk
from pos_desktop.loyalty.referral import Referral
from pos_desktop.loyalty.rewards import Reward
from pos_desktop.loyalty.rules import SINGLE, STANDARD_RATE, EarnRate, Group, Ratio, Rule, check_rules
from pos_desktop.loyalty.stored_value import STANDARD_TERMS, StoredTerms
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.loyalty.wheel import Wheel
from pos_desktop.selling.promotions import Promotion


class ExpiryPolicy(StrEnum):
    """When a lot dies."""

    NEVER = "never"
    MONTHS = "months"
    """That many months later, at the end of the month."""
    FIXED_DAY = "fixed_day"
    """On the same day of every year."""
    IDLE = "idle"
    """That many months after the member was last here."""


class Metric(StrEnum):
    """What a tier counts: đồng of the bases, points earned, or visits."""

    SPEND = "spend"
    POINTS = "points"
    VISITS = "visits"


class Window(StrEnum):
    """Over which days it counts: the last months, the calendar year, all, or the year since the day of joining."""

    ROLLING = "rolling"
    CALENDAR_YEAR = "calendar_year"
    LIFETIME = "lifetime"
    MEMBERSHIP_YEAR = "membership_year"


class Shortfall(StrEnum):
    """What becomes of points that a refund takes back where the member has spent them."""

    DEBT = "debt"
    CLAMP = "clamp"


@dataclass(frozen=True, slots=True)
class Tier:
    """A step of the tier table; `threshold` in units of the programme's metric, `name` as the shop wrote it."""

    code: str
    name: str
    threshold: int
    multiplier: Ratio = SINGLE
    invitation: bool = False
    """Never reached by any amount, only given by hand; its threshold counts for nothing."""
    perks: tuple[Perk, ...] = ()
    priority: bool = False

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("code", not self.code.strip()),
            ("name", not self.name.strip()),
            ("threshold", self.threshold < 0),
            ("multiplier", not self.multiplier.can_be),
            ("perks", any(perk.faults() for perk in self.perks)
                      or len({perk.id for perk in self.perks}) < len(self.perks)),
        )  # fmt: skip
        return tuple(name for name, is_wrong in wrong if is_wrong)


DEFAULT_TIERS = (
    Tier("member", "Thành viên", 0),
    Tier("silver", "Bạc", 2_000_000, Ratio(6, 5)),
    Tier("gold", "Vàng", 5_000_000, Ratio(3, 2)),
    Tier("diamond", "Kim cương", 12_000_000, Ratio(2, 1)),
)


@dataclass(frozen=True, slots=True)
class Programme:
    """Every number of the points programme. Defaults are «Khách quen» of docs/loyalty.md.

    Raises:
        Rejected: BAD_PROGRAMME with the `field` that cannot be.
    """

    version: int = 1
    name: str = "Khách quen"
    earn: EarnRate = STANDARD_RATE
    most_multiplier: int = 5
    point_value: Money = 100
    step: int = 10
    minimum: int = 50
    cap: Percent = 5_000
    expiry: ExpiryPolicy = ExpiryPolicy.MONTHS
    expiry_months: int = 12
    expiry_day: tuple[int, int] = (12, 31)
    """Month and day of the fixed-day policy."""
    pending_days: int = 0
    tiers: tuple[Tier, ...] = DEFAULT_TIERS
    metric: Metric = Metric.SPEND
    window: Window = Window.ROLLING
    qualifying_months: int = 12
    """Length of the rolling window."""
    grace_days: int = 30
    orders_per_day: int = 5
    free_value_per_day: Money = 100_000
    """Đồng of points that a member may redeem a day without card or PIN."""
    warn_days: int = 30
    claim_minutes: int = field(default=15)
    adjust_points: int = 1_000
    """Most points that one person may adjust alone at once."""
    adjust_times: int = 10
    """Adjustments that one person may make alone a day."""
    shortfall: Shortfall = Shortfall.DEBT
    rules: tuple[Rule, ...] = ()
    points_per_day: int | None = None
    minutes_apart: int = 0
    """Minutes between two orders that earn."""
    earn_on_discounted: bool = True
    birthday_before: int = 3
    birthday_after: int = 3
    """Days around a birthday on which its rules and rewards hold."""
    rewards: tuple[Reward, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    vouchers: tuple[VoucherTemplate, ...] = ()
    plans: tuple[Plan, ...] = ()
    stored: StoredTerms = STANDARD_TERMS
    anniversaries: tuple[Anniversary, ...] = ()
    stamp_cards: tuple[StampCard, ...] = ()
    streaks: tuple[Streak, ...] = ()
    missions: tuple[Mission, ...] = ()
    wheels: tuple[Wheel, ...] = ()
    referral: Referral | None = None
    causes: tuple[Cause, ...] = ()
    partners: tuple[Partner, ...] = ()

    def __post_init__(self) -> None:
        for name, fits in self._checks():
            if not fits:
                raise Rejected(Code.BAD_PROGRAMME, field=name)
        check_rules(self.rules, [tier.code for tier in self.tiers])
        check_parts(self)

    def _checks(self) -> tuple[tuple[str, bool], ...]:
        faulty = {name for tier in self.tiers for name in tier.faults()}
        return (
            ("earn", self.earn.can_be),
            ("point_value", 0 < self.point_value <= 1_000_000),
            ("step", self.step > 0),
            ("minimum", self.minimum >= 0),
            ("cap", 0 <= self.cap <= WHOLE),
            ("expiry", self.expiry is ExpiryPolicy.NEVER or 0 < self.expiry_months <= 120),
            ("pending_days", 0 <= self.pending_days <= 365),
            ("tiers", self._rises() and not faulty - {"multiplier"}),
            ("multipliers", "multiplier" not in faulty),
            ("orders_per_day", self.orders_per_day > 0),
            ("most_multiplier", 1 <= self.most_multiplier <= 10),
            ("qualifying_months", 0 < self.qualifying_months <= 120),
            ("grace_days", 0 <= self.grace_days <= 366),
            ("free_value_per_day", self.free_value_per_day >= 0),
            ("warn_days", 0 <= self.warn_days <= 366),
            ("claim_minutes", self.claim_minutes >= 0),
            ("adjust_points", self.adjust_points >= 0 and self.adjust_times >= 0),
            ("points_per_day", self.points_per_day is None or self.points_per_day >= 0),
            ("minutes_apart", 0 <= self.minutes_apart <= 1_440),
            ("expiry_day", 1 <= self.expiry_day[0] <= 12 and 1 <= self.expiry_day[1] <= 31),
            ("birthday", 0 <= self.birthday_before <= 60 and 0 <= self.birthday_after <= 60),
            ("stored", not self.stored.faults()),
            ("referral", self.referral is None or not self.referral.faults()),
            ("partners", not clashing(self.partners) and not any(partner.key for partner in self.partners)),
        )  # fmt: skip

    def _rises(self) -> bool:
        """Whether the table begins at 0 and every threshold is above the last; invitations stand anywhere after it."""
        thresholds = [tier.threshold for tier in self.reachable]
        return (
            thresholds[:1] == [0] and thresholds == sorted(set(thresholds)) and not self.tiers[0].invitation
            and len({tier.code for tier in self.tiers}) == len(self.tiers)
        )  # fmt: skip

    @property
    def reachable(self) -> tuple[Tier, ...]:
        """The tiers that an amount can reach, lowest first: all but those by invitation."""
        return tuple(tier for tier in self.tiers if not tier.invitation)

    @property
    def earn_rules(self) -> tuple[Rule, ...]:
        """All rules of accrual, those of paid plans among them."""
        return self.rules + tuple(
            Rule(f"plan:{plan.code}", plan.name, multiplier=plan.multiplier, group=Group.MEMBERSHIP, plans=(plan.code,))
            for plan in self.plans if plan.multiplier
        )  # fmt: skip

    def plan(self, code: str) -> Plan | None:
        """The paid plan with this code."""
        return next((plan for plan in self.plans if plan.code == code), None)

    def tier(self, code: str) -> Tier:
        """The tier with this code; the lowest when an older programme knew another."""
        return next((tier for tier in self.tiers if tier.code == code), self.tiers[0])

    def rank(self, code: str) -> int:
        """Place of a tier in the table, 0 for the lowest."""
        return self.tiers.index(self.tier(code))

    def tier_for(self, qualifying: int) -> Tier:
        """The highest tier that `qualifying` (in units of the metric) reaches."""
        return max((t for t in self.reachable if t.threshold <= max(0, qualifying)), key=lambda t: t.threshold)

    def value_of(self, points: int) -> Money:
        """What points are worth when redeemed."""
        return points * self.point_value


def check_parts(programme: Programme) -> None:
    """Refuse parts of the programme that cannot be, stand twice under one id, or name a part that is not there.

    Raises:
        Rejected: BAD_PROGRAMME with the `field`, the part's `name` and its `faults`.
    """
    for field_name in PARTS:
        seen: set[str] = set()
        for part in getattr(programme, field_name):
            key = str(getattr(part, "id", "") or getattr(part, "code", ""))
            faults = (*part.faults(), *(["id"] if key in seen else []), *_lost(programme, part))
            if faults:
                raise Rejected(Code.BAD_PROGRAMME, field=field_name, name=part.name, faults=faults)
            seen.add(key)


PARTS = (
    "rewards", "promotions", "vouchers", "plans", "anniversaries", "stamp_cards", "streaks", "missions", "wheels",
    "causes", "partners",
)  # fmt: skip
"""Fields that hold parts with an id (or code), a name and `faults`."""


def _lost(programme: Programme, part: Any) -> tuple[str, ...]:
    """Names of fields that point to nothing: a tier, plan, reward or voucher that the programme does not know."""
    known = {
        "tiers": {tier.code for tier in programme.tiers}, "plans": {plan.code for plan in programme.plans},
        "reward": {reward.id for reward in programme.rewards}, "voucher": {v.id for v in programme.vouchers},
        "stamps": {card.id for card in programme.stamp_cards},
    }  # fmt: skip
    # A word means one thing: a voucher that everybody may use, or what opens a promotion.
    lost = ["coupon"] if getattr(part, "coupon", "") in {each.code for each in programme.vouchers} - {""} else []
    for name, those in known.items():
        named = getattr(part, name, ())
        for one in (named,) if isinstance(named, str) else named:
            if one and one not in those:
                lost.append(name)
    return tuple(lost)


def to_plain(programme: Programme) -> dict[str, Any]:
    """The programme as JSON-ready values."""
    written: dict[str, Any] = plain.to_plain(programme)
    return written


def from_plain(kept: Mapping[str, Any]) -> Programme:
    """Read back what `to_plain` wrote."""
    return plain.from_plain(Programme, kept)
