"""A completed sale as it is read back: numbered, immutable, with all that a receipt and `sell` tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.refund import CASH
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import Tender, TenderKind, total


def with_combo(name: str, combo: str) -> str:
    """A part's name with that of its combo: `Trà sữa (Combo sáng)`."""
    return f"{name} ({combo})" if combo else name


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A sold line; sums in đồng as in `PricedLine`, `earned` is its share of the points."""

    position: int
    item_id: Id
    sku: str
    name: str
    unit: str
    qty: Quantity
    unit_price: Money
    options: tuple[tuple[str, Money, int], ...]
    """Name, price for one in đồng, and the half that it is, 0 for the whole."""
    note: str
    gross: Money
    line_discount: Money
    order_discount: Money
    points_share: Money
    amount: Money
    rate: int | None
    earned: int
    combo: str = ""
    bundle: int = 0
    """Position-free number that the parts of one combo share; 0 for what is part of none."""
    pieces: int = 1
    """How many of it one combo has."""
    serial: str = ""
    ware: str = "goods"

    @property
    def full_name(self) -> str:
        """The name with the combo that it was part of, as it stands alone: when it comes back."""
        return with_combo(self.name, self.combo)

    @property
    def discount(self) -> Money:
        """Line and order discount together."""
        return self.line_discount + self.order_discount


@dataclass(frozen=True, slots=True)
class SaleReduction:
    """Đồng that one deal took off the sale: a promotion, a perk, a reward or a voucher, by `source`."""

    source: str
    rule: str
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class SaleLoyalty:
    """What the sale did to its member's account, as it stood right after it."""

    tier_before: str
    tier: str
    available: int
    pending: int
    debt: int
    expiring: int
    expiring_on: date | None
    qualifying: int
    threshold: int
    next_tier: str | None
    next_threshold: int | None
    to_next: int | None
    breakdown: tuple[tuple[str, int], ...]
    limited: bool = False
    metric: str = "spend"
    """What `qualifying`, the thresholds and `to_next` count: spend (đồng), points or visits."""


@dataclass(frozen=True, slots=True)
class Sale:
    """One completed sale."""

    id: Id
    number: str
    register_number: int
    serial: int
    order_id: Id
    at: datetime
    business_date: date
    shift_id: Id
    staff_name: str
    account_id: Id | None
    order_type: str
    table: str
    note: str
    goods: Money
    discount: Money
    points: int
    points_value: Money
    due: Money
    paid: Money
    change: Money
    basis: Money
    earned: int
    is_sample: bool
    loyalty: SaleLoyalty | None
    lines: tuple[SaleLine, ...]
    taxes: tuple[TaxSum, ...]
    tenders: tuple[Tender, ...]
    member_name: str = ""
    member_code: str = ""
    reductions: tuple[SaleReduction, ...] = ()
    reward_points: int = 0
    """Points that its rewards cost, beside those taken off in money."""
    epoch: int = 0
    """How many backups had been restored before it; its number may stand on a paper of an earlier epoch too."""
    cash_rounding: Money = 0
    """By how much the cash of it was rounded: `paid - change` is `due` and that."""

    @property
    def taken(self) -> Money:
        """What the customer handed over: all that was paid but by goods that came back."""
        return self.paid - total([tender for tender in self.tenders if tender.kind is TenderKind.EXCHANGE])

    def cash_to_hand(self, back: Mapping[str, Money]) -> Money:
        """Cash that goes to the customer: the change, and what goods that came back leave of it by means of payment."""
        return self.change + back.get(CASH, 0)

    def to_hand(self, back: Mapping[str, Money]) -> Money:
        """All that goes to the customer, whichever way: the change, and what goods that came back leave."""
        return self.change + sum(back.values())

    @property
    def by_hand(self) -> Money:
        """What people took off, on lines and on the order."""
        return self.discount - sum(reduction.amount for reduction in self.reductions)
