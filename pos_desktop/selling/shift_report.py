"""What an X or a Z report says of a shift: figures that are frozen when it is made, and printed from that alone."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pos_desktop.core.money import Money
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import TenderKind


class ReportKind(StrEnum):
    """X looks at a shift as often as anybody likes; Z ends it, once."""

    X = "x"
    Z = "z"


@dataclass(frozen=True, slots=True)
class TenderSum:
    """A means of payment: documents that it is on, and đồng; cash without the change that went back."""

    kind: TenderKind
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ApartSum:
    """Money that came in and is no revenue: tips, deposits, debts that were paid."""

    ware: Ware
    amount: Money


NO_REVENUE = (Ware.TIP, Ware.DEPOSIT, Ware.DEBT)
"""What is for the staff, for goods to come, or for goods that were revenue when they were sold."""


@dataclass(frozen=True, slots=True)
class SalesSum:
    """Sales of a shift. `due` = goods − by_rule − by_hand − points_value; `overrides` are lines at another price.

    `first` and `last` are receipt numbers of the register, None where there is no sale.
    """

    count: int = 0
    goods: Money = 0
    by_rule: Money = 0
    by_hand: Money = 0
    points_value: Money = 0
    due: Money = 0
    overrides: int = 0
    first: int | None = None
    last: int | None = None
    tenders: tuple[TenderSum, ...] = ()
    taxes: tuple[TaxSum, ...] = ()
    apart: tuple[ApartSum, ...] = ()
    """What of `due` is no revenue."""
    rounding: Money = 0
    """By how much cash was rounded: the tenders come to `due` and that."""

    @property
    def revenue(self) -> Money:
        """What was sold, service and delivery with it."""
        return self.due - sum(one.amount for one in self.apart)


@dataclass(frozen=True, slots=True)
class RefundsSum:
    """Money given back in a shift, voids among it; numbers are those of the register's refunds."""

    refunds: int = 0
    voids: int = 0
    money: Money = 0
    rounding: Money = 0
    first: int | None = None
    last: int | None = None
    tenders: tuple[TenderSum, ...] = ()
    taxes: tuple[TaxSum, ...] = ()


@dataclass(frozen=True, slots=True)
class PointsSum:
    """Points that went with the sales and refunds of a shift."""

    issued: int = 0
    redeemed: int = 0
    clawed: int = 0
    restored: int = 0


@dataclass(frozen=True, slots=True)
class DrawerSum:
    """What moved the drawer; money that went out is above zero here. `expected` is what should lie in it."""

    opening_float: Money = 0
    sales: Money = 0
    refunds: Money = 0
    paid_in: Money = 0
    paid_out: Money = 0
    dropped: Money = 0
    no_sales: int = 0

    @property
    def expected(self) -> Money:
        """What should lie in the drawer."""
        return self.opening_float + self.sales + self.paid_in - self.refunds - self.paid_out - self.dropped


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """Everything that is added up of a shift; `dropped_orders` were closed without payment, and came to `dropped_due`.

    Training is kept apart in a shop of its own, so that nothing of it is in here.
    """

    sales: SalesSum = SalesSum()
    refunds: RefundsSum = RefundsSum()
    points: PointsSum = PointsSum()
    drawer: DrawerSum = DrawerSum()
    dropped_orders: int = 0
    dropped_due: Money = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Perpetual totals of a register since its first sale: they only grow. `sales` is revenue."""

    sales: Money = 0
    refunds: Money = 0
    points_issued: int = 0
    points_spent: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest row of the register's journal when the report was made, and how many rows there were."""

    count: int
    seq: int
    mac: str


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Whose report it is: kept with it, so that it reads the same when the shop has moved."""

    shop: str
    address: str
    tax_code: str
    time_zone: str
    register: str
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """An X or a Z as it is kept. `number` counts Z reports per register; an X has neither number nor count.

    `counted` and `variance` (counted − expected) are those of the closing; `note` says why they differ.
    """

    kind: ReportKind
    head: ReportHead
    shift: int
    opened_at: datetime
    opened_on: date
    opened_by: str
    made_at: datetime
    business_date: date
    made_by: str
    figures: ShiftFigures
    totals: Totals
    anchor: Anchor
    number: int | None = None
    counted: Money | None = None
    note: str = ""

    @property
    def variance(self) -> Money | None:
        """What was counted less what should have been there."""
        return None if self.counted is None else self.counted - self.figures.drawer.expected
