"""Rewards that a member may choose: who may have which, what it is worth on an order, and why not (docs/loyalty.md)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.conditions import ALWAYS, When
from pos_desktop.selling.deals import Deal, DealSource
from pos_desktop.selling.order import Identified
from pos_desktop.selling.pricing import PricedOrder, saving, with_deal

MOST_POINTS = 1_000_000_000


class RewardKind(StrEnum):
    """What the member gets."""

    DISCOUNT = "discount"
    FREE_ITEM = "free_item"
    GIFT = "gift"
    """Something handed over that is no line of the order."""
    VOUCHER = "voucher"
    """A voucher for another day."""


@dataclass(frozen=True, slots=True)
class Reward:
    """Something for `points`, or for nothing as a perk; an empty condition bounds nothing."""

    id: str
    name: str
    points: int = 0
    kind: RewardKind = RewardKind.DISCOUNT
    benefit: Benefit | None = None
    """What DISCOUNT and FREE_ITEM take off."""
    gift: str = ""
    voucher: str = ""
    """Id of the voucher template that VOUCHER issues."""
    when: When = ALWAYS
    tiers: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    """Codes of paid memberships, one of which must be valid."""
    minimum: Money = 0
    """Đồng of goods after all other discounts that the order needs."""
    only_birthday: bool = False
    only_anniversary: bool = False
    per_day: int = 0
    """Times for one member, 0 for any number; months and years are those of the calendar."""
    per_month: int = 0
    per_year: int = 0
    needs_card: bool = False
    """Asks for the card or the member's PIN."""
    stamps: str = ""
    """Id of the stamp card of which a full one is handed in."""

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be, those within after a dot."""
        takes_off = self.kind in (RewardKind.DISCOUNT, RewardKind.FREE_ITEM)
        wrong = (
            ("id", not self.id),
            ("name", not self.name.strip()),
            ("points", not 0 <= self.points <= MOST_POINTS),
            ("benefit", takes_off != (self.benefit is not None)),
            ("gift", (self.kind is RewardKind.GIFT) != bool(self.gift.strip())),
            ("voucher", (self.kind is RewardKind.VOUCHER) != bool(self.voucher)),
            ("minimum", not 0 <= self.minimum <= MOST_MONEY),
            ("per_day", self.per_day < 0),
            ("per_month", self.per_month < 0),
            ("per_year", self.per_year < 0),
            ("limit", self._is_for_nothing and not (self.per_day or self.per_month or self.per_year or self.stamps)),
        )
        inner = (("when", self.when), ("benefit", self.benefit))
        deeper = (f"{name}.{fault}" for name, part in inner if part is not None for fault in part.faults())
        return (*(name for name, is_wrong in wrong if is_wrong), *deeper)

    @property
    def _is_for_nothing(self) -> bool:
        """A perk that costs nothing and was never limited would be taken until nothing is left to pay."""
        return self.points == 0

    def deal(self) -> Deal | None:
        """What it takes off an order; None for gifts and vouchers."""
        return Deal(DealSource.REWARD, self.id, self.name, self.benefit) if self.benefit else None


@dataclass(frozen=True, slots=True)
class RewardFacts:
    """What rewards need to know of a member now; points already promised elsewhere are not available."""

    available: int = 0
    blocked: bool = False
    tier: str = ""
    plan: str = ""
    """Code of the valid paid membership."""
    plan_expired: bool = False
    """There was a membership, and it is over."""
    birthday: bool = False
    """Today lies within the birthday window."""
    anniversary: bool = False
    uses: Mapping[str, Sequence[date]] = field(default_factory=dict)
    """Business dates on which rewards were taken, by reward id."""
    stamps: Mapping[str, int] = field(default_factory=dict)
    """Full stamp cards, by the id of the card."""

    def after(self, reward: Reward, day: date) -> "RewardFacts":
        """The facts when the reward is taken as well."""
        return replace(
            self, available=self.available - reward.points,
            uses={**self.uses, reward.id: (*self.uses.get(reward.id, ()), day)},
            stamps={**self.stamps, reward.stamps: self.stamps.get(reward.stamps, 0) - 1},
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A reward with what it would take off the order in đồng, and why it may not be taken."""

    reward: Reward
    value: Money
    points: int
    refused: Rejected | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rewards of an order, the points that they cost together, and what is left for more of them."""

    rewards: tuple[Reward, ...]
    points: int
    bare: PricedOrder
    """The order with what they take off, before points."""
    facts: RewardFacts

    @property
    def deals(self) -> tuple[Deal, ...]:
        """What they take off."""
        return tuple(deal for reward in self.rewards if (deal := reward.deal()))


def offers(rewards: Iterable[Reward], bare: PricedOrder, facts: RewardFacts, at: Occasion) -> tuple[Offered, ...]:
    """What taking each reward (once more) would do: usable ones first, of them the best value first.

    `bare` is the order priced before points, with all deals that it has; `bare` and `facts` after rewards already
    chosen are those of `choose`.
    """
    offered = (_offered(reward, bare, facts, at) for reward in rewards)
    return tuple(sorted(offered, key=lambda x: (x.refused is not None, -x.value, x.points, x.reward.id)))


def choose(rewards: Iterable[Reward], bare: PricedOrder, facts: RewardFacts, at: Occasion) -> Chosen:
    """Check the rewards that the order names, one after the other, each on what the former ones left.

    Raises:
        Rejected: UNKNOWN_REWARD, or the reason why one of them may not be taken.
    """
    known = {reward.id: reward for reward in rewards}
    taken: list[Reward] = []
    for reward_id in bare.order.rewards:
        if reward_id not in known:
            raise Rejected(Code.UNKNOWN_REWARD)
        reward = known[reward_id]
        if refused := _offered(reward, bare, facts, at).refused:
            raise refused
        taken.append(reward)
        facts, bare = facts.after(reward, at.day), with_deal(bare, reward.deal())
    if DealSource.REWARD in bare.idle:
        raise Rejected(Code.REWARD_NOTHING)
    return Chosen(tuple(taken), sum(reward.points for reward in taken), bare, facts)


def _offered(reward: Reward, bare: PricedOrder, facts: RewardFacts, at: Occasion) -> Offered:
    refused = next(_refusals(reward, bare, facts, at), None)
    deal = reward.deal()
    value = saving(bare, deal) if deal else 0
    if deal and not value and refused is None:
        refused = Rejected(Code.REWARD_NOTHING)
    return Offered(reward, value, reward.points, refused)


def _refusals(reward: Reward, bare: PricedOrder, facts: RewardFacts, at: Occasion) -> Iterator[Rejected]:
    """Why the reward may not be taken, the most lasting reason first."""
    yield from _of_member(reward, facts)
    yield from _of_moment(reward, bare, facts, at)
    yield from _of_limits(reward, facts, at.day)
    if reward.points > max(0, facts.available):
        yield Rejected(Code.INSUFFICIENT_POINTS, available=max(0, facts.available), asked=reward.points)
    if reward.needs_card and bare.order.identified is Identified.SEARCH:
        yield Rejected(Code.REWARD_CARD)
    if bare.before_points < reward.minimum:
        yield Rejected(Code.REWARD_MINIMUM, minimum=reward.minimum, missing=reward.minimum - bare.before_points)
    picks = reward.benefit.picks if reward.benefit else None
    if picks and not any(line.is_goods and picks.takes_line(line.line) for line in bare.lines):
        yield Rejected(Code.REWARD_ITEM)


def _of_member(reward: Reward, facts: RewardFacts) -> Iterator[Rejected]:
    if facts.blocked:
        yield Rejected(Code.MEMBER_BLOCKED)
    if reward.plans and facts.plan not in reward.plans:
        yield Rejected(Code.MEMBERSHIP_EXPIRED if facts.plan_expired else Code.REWARD_PLAN)
    if reward.tiers and facts.tier not in reward.tiers:
        yield Rejected(Code.REWARD_TIER)


def _of_moment(reward: Reward, bare: PricedOrder, facts: RewardFacts, at: Occasion) -> Iterator[Rejected]:
    if not reward.when.holds(at, bare.order.order_type):
        yield Rejected(Code.REWARD_TIME)
    if reward.only_birthday and not facts.birthday:
        yield Rejected(Code.REWARD_BIRTHDAY)
    if reward.only_anniversary and not facts.anniversary:
        yield Rejected(Code.REWARD_ANNIVERSARY)


def _of_limits(reward: Reward, facts: RewardFacts, day: date) -> Iterator[Rejected]:
    uses = facts.uses.get(reward.id, ())
    limits = (
        ("day", reward.per_day, sum(use == day for use in uses)),
        ("month", reward.per_month, sum((use.year, use.month) == (day.year, day.month) for use in uses)),
        ("year", reward.per_year, sum(use.year == day.year for use in uses)),
    )
    for per, most, used in limits:
        if most and used >= most:
            yield Rejected(Code.REWARD_LIMIT, most=most, per=per)
    if reward.stamps and facts.stamps.get(reward.stamps, 0) < 1:
        yield Rejected(Code.REWARD_STAMPS)
