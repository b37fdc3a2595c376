"""The one conductor: what an order costs, what it may redeem, what it earns and where it takes the member.

The window, `sell` and the commit of a sale call this and nothing else, so that they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty import redemption, rewards, tiers, vouchers
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.accrual import Accrual, EarnFacts, EarnLine, accrue
from pos_desktop.loyalty.games import stamp_progress
from pos_desktop.loyalty.lots import Balance
from pos_desktop.loyalty.perks import best_deal
from pos_desktop.loyalty.programme import Programme, Tier
from pos_desktop.loyalty.redemption import Allowed, Limit
from pos_desktop.loyalty.rewards import Chosen, Offered, Reward, RewardFacts
from pos_desktop.loyalty.tier_windows import Activity, qualifying
from pos_desktop.loyalty.tiers import TierChange, TierState
from pos_desktop.selling.conditions import Buyer
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import PricedLine, PricedOrder, price, with_deal
from pos_desktop.selling.promotions import Missing, Promotion, deals_for, next_offer
from pos_desktop.selling.tax import VatTable

NONE_GIVEN: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TierOutlook:
    """Where the order takes the member: tiers as states, moves in order, and the way to the next one in đồng."""

    before: TierState
    after: TierState
    before_name: str
    after_name: str
    moves: tuple[TierChange, ...]
    qualifying: Money
    next_name: str | None
    to_next: Money | None
    threshold: Money
    next_threshold: Money | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Everything about an open order that a screen shows and a commit checks."""

    priced: PricedOrder
    allowed: Allowed
    earns: Accrual
    balance: Balance | None = None
    tier: TierOutlook | None = None
    facts: EarnFacts | None = None
    """What was true of the member; kept with the sale, so that a refund works out the same."""
    rewards: tuple[Reward, ...] = ()
    """Those that the order takes."""
    reward_points: int = 0
    """What they cost, beside the points that are taken off in money."""
    offers: tuple[Offered, ...] = ()
    """Every reward of the programme, usable ones first, the others with the reason."""
    upsell: tuple[Promotion, Missing] | None = None
    """The nearest promotion and what the order lacks for it."""


def buyer_of(
    account: AccountPicture | None, programme: Programme, day: date, given: Mapping[str, int] = NONE_GIVEN
) -> Buyer:  # fmt: skip
    """Who buys on a business date, as promotions and price lists see it; `given` as for `quote`."""
    if account is None:
        return Buyer(given=given)
    before = tiers.last_state(account.tier, _fallen(account, programme, day))
    return _buyer(account, tiers.effective(programme, before, account.manual, day), given)


def _buyer(account: AccountPicture, tier: Tier, given: Mapping[str, int]) -> Buyer:
    return Buyer(tier.code, account.groups, account.promotions, given)


def quote(
    order: Order, account: AccountPicture | None, programme: Programme, vat: VatTable, at: Occasion,
    given: Mapping[str, int] = NONE_GIVEN,
) -> Quote:  # fmt: skip
    """Quote an order at a moment; `account` is a picture of the same business date, None for a guest.

    `given` is how often the shop has given the promotions whose uses it limits, by promotion id.

    Raises:
        Rejected: what redemption, rewards and vouchers refuse; UNKNOWN_MEMBER for points or rewards without a member,
            MEMBER_BLOCKED for points of a blocked one.
    """
    if account is None:
        return _for_guest(order, programme, vat, at, Buyer(given=given))
    before = tiers.last_state(account.tier, _fallen(account, programme, at.day))
    tier = tiers.effective(programme, before, account.manual, at.day)
    buyer = _buyer(account, tier, given)
    balance = account.balance(programme.warn_days)
    available = 0 if account.blocked else max(0, balance.available - account.reserved)
    least = available if account.holder_left is None else min(available, account.holder_left)
    chosen = rewards.choose(
        programme.rewards, _with_standing(order, account, programme, tier, vat, at, buyer),
        reward_facts(account, programme, tier, available), at,
    )  # fmt: skip
    bare = vouchers.accept(chosen.bare, at)
    _check_holder(order, account, chosen, available)
    left = max(0, least - chosen.points)
    priced = _with_points(order, account, programme, vat, bare, left)
    facts = earn_facts(account, tier, order, at)
    earns = accrue(programme, facts, [_earn_line(line) for line in priced.lines])
    gained = Activity(at.day, priced.basis, earns.points, 1)
    return Quote(
        priced, redemption.allowed(programme, left, bare.before_points), earns, balance,
        outlook(account, programme, at.day, before, gained), facts, chosen.rewards, chosen.points,
        rewards.offers(programme.rewards, bare, chosen.facts, at), _upsell(order, programme, at, buyer),
    )  # fmt: skip


def _for_guest(order: Order, programme: Programme, vat: VatTable, at: Occasion, buyer: Buyer) -> Quote:
    if order.redeem is not None or order.rewards:
        raise Rejected(Code.UNKNOWN_MEMBER)
    bare = price(order, vat, at.day, deals=deals_for(programme.promotions, order, at, buyer))
    priced = vouchers.accept(bare, at)
    none = Accrual(by_line=(0,) * len(priced.lines))
    return Quote(priced, Allowed(0, Limit.MINIMUM), none, upsell=_upsell(order, programme, at, buyer))


def _with_standing(
    order: Order, account: AccountPicture, programme: Programme, tier: Tier, vat: VatTable, at: Occasion, buyer: Buyer
) -> PricedOrder:
    """The order with promotions and the one perk of tier and plan that saves most: what nobody has to ask for."""
    promoted = price(order, vat, at.day, deals=deals_for(programme.promotions, order, at, buyer))
    plan = programme.plan(account.plan)
    perks = (*tier.perks, *(plan.perks if plan else ()))
    return with_deal(promoted, None if account.blocked else best_deal(perks, promoted, at))


def reward_facts(account: AccountPicture, programme: Programme, tier: Tier, available: int) -> RewardFacts:
    """What the rewards need to know of an account."""
    needed = {card.id: card.needed for card in programme.stamp_cards}
    full = {card: stamp_progress(count, needed[card]).full for card, count in account.stamps.items() if card in needed}
    return RewardFacts(
        available=available, blocked=account.blocked, tier=tier.code, plan=account.plan,
        plan_expired=account.plan_expired, birthday=account.birthday is not None, anniversary=account.anniversary,
        uses=account.uses, stamps=full,
    )  # fmt: skip


def earn_facts(account: AccountPicture, tier: Tier, order: Order, at: Occasion) -> EarnFacts:
    """What the rules of accrual need to know of an account on an order."""
    return EarnFacts(
        tier=tier.code, at=at, order_type=order.order_type, plan=account.plan, is_first=account.is_first,
        orders_today=account.earning_orders, visits_today=account.visits_today, points_today=account.points_today,
        minutes_since=account.minutes_since, birthday=account.birthday is not None, streak=account.streak,
        earns=account.earns and not account.blocked,
    )  # fmt: skip


def _check_holder(order: Order, account: AccountPicture, chosen: Chosen, available: int) -> None:
    """A person of a household card may not take more than is left of the month, whatever the card holds."""
    asked = chosen.points + (order.redeem if isinstance(order.redeem, int) else 0)
    if account.holder_left is not None and account.holder_left < asked <= available:
        raise Rejected(Code.HOLDER_LIMIT, left=account.holder_left)


def _upsell(order: Order, programme: Programme, at: Occasion, buyer: Buyer) -> tuple[Promotion, Missing] | None:
    return next_offer(programme.promotions, order, at, buyer) if programme.promotions and order.lines else None


def _with_points(
    order: Order, account: AccountPicture, programme: Programme, vat: VatTable, bare: PricedOrder, available: int
) -> PricedOrder:
    if account.blocked and order.redeem is not None:
        raise Rejected(Code.MEMBER_BLOCKED)
    taken = redemption.redeem(
        programme, order.redeem, available=available, before=bare.before_points,
        redeemed_today=account.redeemed_value, identified=order.identified,
    )  # fmt: skip
    if not taken.points:
        return bare
    return price(order, vat, bare.business_date, deals=bare.deals, points=taken.points, points_value=taken.value)


def _earn_line(priced: PricedLine) -> EarnLine:
    earns = priced.is_goods and priced.line.earns_points
    return EarnLine(
        priced.line.sku, priced.line.category, priced.line.qty, priced.amount if earns else 0, priced.discount > 0
    )


def outlook(
    account: AccountPicture, programme: Programme, day: date, before: TierState, gained: Activity | None = None
) -> TierOutlook:
    """The member's tier before and after what an order on `day` adds; `before` is advanced to `day`."""
    fallen = _fallen(account, programme, day)
    activity = (*account.activity, gained) if gained else account.activity
    counts = gained is not None and gained.amount(programme.metric) > 0
    risen = tuple(tiers.after_sale(programme, before, activity, day, account.joined_on)) if counts else ()
    after = tiers.last_state(before, risen)
    amount = qualifying(programme, activity, day, account.joined_on)
    above = tiers.to_next(programme, after.code, amount)
    higher = tiers.above(programme, after.code)
    return TierOutlook(
        before=before, after=after, before_name=tiers.effective(programme, before, account.manual, day).name,
        after_name=tiers.effective(programme, after, account.manual, day).name, moves=fallen + risen, qualifying=amount,
        next_name=above[0] if above else None, to_next=above[1] if above else None,
        threshold=programme.tier(after.code).threshold, next_threshold=higher.threshold if higher else None,
    )  # fmt: skip


def standing(account: AccountPicture, programme: Programme) -> TierOutlook:
    """The member's tier on the picture's day, without any order."""
    before = tiers.last_state(account.tier, _fallen(account, programme, account.day))
    return outlook(account, programme, account.day, before)


def _fallen(account: AccountPicture, programme: Programme, day: date) -> tuple[TierChange, ...]:
    return tuple(tiers.advance(programme, account.tier, account.activity, day, account.joined_on))
