"""The conductor of a refund: money and points back, points taken back, and what the member has afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty import reversal, tier_corrections, tiers
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.accrual import EarnFacts, EarnLine, accrue
from pos_desktop.loyalty.lots import Balance, Lot, balance_on
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.reversal import NOTHING_GIVEN, NOTHING_TAKEN, GiveBack, RewardCost, TakeBack, Taken
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierChange
from pos_desktop.selling.refund import (
    NOTHING_BEFORE,
    Before,
    MoneyBack,
    RefundTo,
    Returned,
    SoldLine,
    SoldSale,
    TenderBack,
    money_back,
    rest_of,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaleToReturn:
    """What is kept of a sale and of its earlier refunds; all that concerns a member stays empty for a guest."""

    id: Id
    day: date
    """Its business date."""
    at: datetime
    programme: Programme
    """The version that its order had: by it, its rest is worked out again."""
    sold: SoldSale
    before: Before = NOTHING_BEFORE
    facts: EarnFacts | None = None
    """As they were stored with the sale; None only where it earned nothing."""
    earned: int = 0
    redeemed: int = 0
    """Points that were taken off in money."""
    rewards: tuple[RewardCost, ...] = ()
    """What those of its rewards cost that a return can give back."""
    taken: tuple[Taken, ...] = ()
    """What its redemption took, in order."""
    written_off: int = 0
    """Points that the expiry job took of the lots that the sale opened, less what was reinstated."""
    made: TierChange | None = None
    """The upgrade by which it made the present tier (`tier_corrections.made_by`)."""


@dataclass(frozen=True, slots=True)
class RefundQuote:
    """All that a preview shows and a commit checks; a sale without a member has the money alone."""

    money: MoneyBack
    give_back: GiveBack = NOTHING_GIVEN
    take_back: TakeBack = NOTHING_TAKEN
    lots: tuple[Lot, ...] = ()
    """The account's lots afterwards, new ones under their `place`."""
    debt: int = 0
    """What the member owes afterwards, in points."""
    balance: Balance | None = None
    returned: Activity | None = None
    """What the date of the sale loses for the tiers, below zero."""
    moves: tuple[TierChange, ...] = ()
    """Tier moves in order: what fell due meanwhile, then what the refund takes back."""

    @property
    def basis(self) -> Money:
        """What the qualifying spend of the sale's date loses, in đồng."""
        return -self.returned.spend if self.returned else 0

    @property
    def restored(self) -> int:
        """Points given back, those that paid a debt included."""
        return self.give_back.points

    @property
    def clawed(self) -> int:
        """Points taken back, those that became debt or were given up included."""
        return self.take_back.points


def quote_refund(
    sale: SaleToReturn, returned: Sequence[Returned] | None, to: RefundTo, account: AccountPicture | None,
    programme: Programme, at: datetime, exchanged: TenderBack | None = None,
) -> RefundQuote:  # fmt: skip
    """Quote a refund on the day of the account's picture, at the moment `at`; `programme` is the one of that day.

    It gives back first and then takes back, so that returned points can pay what is owed.

    `exchanged` is what goods of another sale take of the money.

    Raises:
        Rejected: what `money_back` refuses.
        ValueError: the sale earned, and its facts are not there.
    """
    money = money_back(sale.sold, sale.before, returned, to, exchanged)
    if account is None:
        return RefundQuote(money)
    given, taken, lots = _points(sale, money, account)
    debt = account.debt - given.debt_paid + taken.debt
    balance = balance_on(lots, account.day, programme.warn_days, debt)
    less = _activity(sale, money)
    moves = _moves(sale, account, programme, less, at)
    return RefundQuote(money, given, taken, lots, debt, balance, less, moves)


def _points(
    sale: SaleToReturn, money: MoneyBack, account: AccountPicture
) -> tuple[GiveBack, TakeBack, tuple[Lot, ...]]:
    back = reversal.restoration(
        sale.redeemed, money.returned_share, sale.before.restored, _rewards_back(sale, money)
    )  # fmt: skip
    given = reversal.give_back(back, sale.taken, account.debt, account.day)
    lots = reversal.with_restored(account.lots, sale.taken, given, account.day)
    taken = reversal.take_back(
        reversal.clawback(sale.earned, _earned_by(sale, money.rest), sale.before.clawed), lots, sale.id, account.day,
        written_off=sale.written_off, shortfall=sale.programme.shortfall,
    )  # fmt: skip
    return given, taken, reversal.moved(lots, taken.allocations)


def _rewards_back(sale: SaleToReturn, money: MoneyBack) -> Fraction:
    """Points of rewards that are due to date, this refund included."""
    left = {line.position: line.qty for line in money.rest}
    returned = {
        line.position: Fraction(line.qty - left.get(line.position, 0), line.qty) for line in sale.sold.lines
    }  # fmt: skip
    return sum((cost.due(returned, money.is_last) for cost in sale.rewards), Fraction(0))


def _earned_by(sale: SaleToReturn, rest: Sequence[SoldLine]) -> int:
    """Points of what stays sold; never more than the sale earned."""
    if not sale.earned:
        return 0
    if sale.facts is None:
        raise ValueError(f"sale {sale.id} earned, and nobody knows why")
    return min(sale.earned, accrue(sale.programme, sale.facts, earn_lines(rest)).points)


def earn_lines(lines: Sequence[SoldLine]) -> list[EarnLine]:
    """Lines of a sale as accrual sees them; one that earns nothing counts 0 ₫."""
    return [EarnLine(x.sku, x.category, x.qty, x.amount if x.earns else 0, x.discounted) for x in lines]


def _activity(sale: SaleToReturn, money: MoneyBack) -> Activity:
    """The visit goes with the last of the sale."""
    earning = {line.position for line in sale.sold.lines if line.earns}
    spend = sum(back.money for back in money.lines if back.position in earning)
    points = _earned_by(sale, rest_of(sale.sold, sale.before)) - _earned_by(sale, money.rest)
    return Activity(sale.day, spend, points, int(money.is_last)).taken_back()


def _moves(
    sale: SaleToReturn, account: AccountPicture, programme: Programme, less: Activity, at: datetime
) -> tuple[TierChange, ...]:
    fallen = tuple(tiers.advance(programme, account.tier, account.activity, account.day, account.joined_on))
    state = tiers.last_state(account.tier, fallen)
    back = tier_corrections.after_refund(
        programme, state, (*account.activity, less), account.day,
        made=sale.made, made_at=sale.at, at=at, joined_on=account.joined_on,
    )  # fmt: skip
    return (*fallen, *back)
