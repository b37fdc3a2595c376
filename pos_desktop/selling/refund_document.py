"""A refund as it was made: numbered, immutable, pointing to its sale."""

from dataclasses import dataclass
from datetime import datetime

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.refund import TenderBack
from pos_desktop.selling.tax import TaxSum


@dataclass(frozen=True, slots=True)
class RefundedLine:
    """What came back of one line of the sale."""

    name: str
    qty: Quantity
    unit: str
    money: Money


@dataclass(frozen=True, slots=True)
class RefundPoints:
    """Points both ways, and what the member had afterwards."""

    member_name: str
    restored: int
    clawed: int
    available: int
    debt: int
    tier: str


@dataclass(frozen=True, slots=True)
class RefundDocument:
    """All that its paper tells; `points` is None for a guest."""

    id: Id
    number: str
    sale_number: str
    is_void: bool
    at: datetime
    staff_name: str
    reason: str
    lines: tuple[RefundedLine, ...]
    taxes: tuple[TaxSum, ...]
    tenders: tuple[TenderBack, ...]
    money: Money
    points: RefundPoints | None
    is_sample: bool
    cash_rounding: Money = 0
    """By how much more than `money` the tenders come to."""
