"""A cashier's shift on a register: its float and what moves the drawer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money


class CashMovementKind(StrEnum):
    """Why cash entered or left the drawer."""

    FLOAT = "float"
    SALE = "sale"
    REFUND = "refund"
    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    DROP = "drop"
    NO_SALE = "no_sale"
    """The drawer was opened and nothing moved."""


@dataclass(frozen=True, slots=True)
class Shift:
    """An open shift; `number` counts up per register."""

    id: Id
    number: int
    opened_at: datetime
    business_date: date
    opened_by: Id
    opening_float: Money
