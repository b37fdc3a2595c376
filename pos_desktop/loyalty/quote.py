"""The one conductor: what an order costs, what it may redeem, what it earns and where it takes the member.

The window, `sell` and the commit of a sale call this and nothing else, so that they cannot disagree.
"""

from dataclasses import dataclass
from datetime import date

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty import redemption, tiers
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.accrual import Accrual, EarnFacts, EarnLine, accrue
from pos_desktop.loyalty.lots import Balance
from pos_desktop.loyalty.programme import Programme, Tier
from pos_desktop.loyalty.redemption import Allowed, Limit
from pos_desktop.loyalty.tier_windows import Activity, qualifying
from pos_desktop.loyalty.tiers import TierChange, TierState
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import PricedLine, PricedOrder, price
from pos_desktop.selling.tax import VatTable


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


def quote(order: Order, account: AccountPicture | None, programme: Programme, vat: VatTable, day: date) -> Quote:
    """Quote an order on a business date; `account` is a picture of that same day, None for a guest.

    Raises:
        Rejected: what `redemption.redeem` refuses; UNKNOWN_MEMBER for points without a member, MEMBER_BLOCKED for
            points of a blocked one.
    """
    bare = price(order, vat, day)
    if account is None:
        if order.redeem is not None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        return Quote(bare, Allowed(0, Limit.MINIMUM), Accrual(by_line=(0,) * len(bare.lines)))
    balance = account.balance(programme.warn_days)
    available = 0 if account.blocked else max(0, balance.available - account.reserved)
    priced = _with_points(order, account, programme, vat, bare, available)
    before = tiers.last_state(account.tier, _fallen(account, programme, day))
    earns = _earns(priced, account, programme, programme.tier(before.code))
    gained = Activity(day, priced.basis, earns.points, 1)
    most = redemption.allowed(programme, available, bare.before_points)
    return Quote(priced, most, earns, balance, outlook(account, programme, day, before, gained))


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
    return price(order, vat, bare.business_date, points=taken.points, points_value=taken.value)


def _earns(priced: PricedOrder, account: AccountPicture, programme: Programme, tier: Tier) -> Accrual:
    facts = EarnFacts(
        tier.code, Occasion(priced.business_date), priced.order.order_type, orders_today=account.earning_orders,
        earns=account.earns and not account.blocked,
    )  # fmt: skip
    return accrue(programme, facts, [_earn_line(line) for line in priced.lines])


def _earn_line(priced: PricedLine) -> EarnLine:
    line = priced.line
    amount = priced.amount if line.earns_points else 0
    return EarnLine(line.sku, line.category, line.qty, amount, discounted=priced.line_discount > 0)


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
        before=before, after=after, before_name=programme.tier(before.code).name,
        after_name=programme.tier(after.code).name, moves=fallen + risen, qualifying=amount,
        next_name=above[0] if above else None, to_next=above[1] if above else None,
        threshold=programme.tier(after.code).threshold, next_threshold=higher.threshold if higher else None,
    )  # fmt: skip


def standing(account: AccountPicture, programme: Programme) -> TierOutlook:
    """The member's tier on the picture's day, without any order."""
    before = tiers.last_state(account.tier, _fallen(account, programme, account.day))
    return outlook(account, programme, account.day, before)


def _fallen(account: AccountPicture, programme: Programme, day: date) -> tuple[TierChange, ...]:
    return tuple(tiers.advance(programme, account.tier, account.activity, day, account.joined_on))
