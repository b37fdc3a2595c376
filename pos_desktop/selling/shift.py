"""A cashier's shift on a register: its float, what moves the drawer, and the cash that somebody counted."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money, positive

NOTES: tuple[Money, ...] = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)
"""Notes that a drawer is counted by, the largest first."""

MOST_NOTES = 99_999


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


BY_HAND = (CashMovementKind.PAID_IN, CashMovementKind.PAID_OUT, CashMovementKind.DROP, CashMovementKind.NO_SALE)
"""What a person does to the drawer without a sale or a refund."""


@dataclass(frozen=True, slots=True)
class Cash:
    """Cash that was counted: `notes` as (note, how many), and what was told or lies there beside them in đồng."""

    notes: tuple[tuple[Money, int], ...] = ()
    loose: Money = 0

    @property
    def amount(self) -> Money:
        """All of it."""
        return sum(note * count for note, count in self.notes) + self.loose

    def checked(self) -> "Cash":
        """The same in the order of the notes, without those that are not there; INVALID_AMOUNT when it cannot be."""
        counts = dict(self.notes)
        known = len(counts) == len(self.notes) and set(counts) <= set(NOTES)
        if not known or not all(0 <= count <= MOST_NOTES for count in counts.values()) or self.loose < 0:
            raise Rejected(Code.INVALID_AMOUNT)
        if self.amount > MOST_MONEY:
            raise Rejected(Code.INVALID_AMOUNT)
        return Cash(tuple((note, counts[note]) for note in NOTES if counts.get(note)), self.loose)


@dataclass(frozen=True, slots=True)
class Shift:
    """An open shift; `number` counts up per register."""

    id: Id
    number: int
    opened_at: datetime
    business_date: date
    opened_by: Id
    opening_float: Money


def signed(kind: CashMovementKind, amount: Money, in_drawer: Money) -> Money:
    """What a movement by hand does to a drawer that holds `in_drawer`: below zero for what goes out.

    Raises:
        Rejected: INVALID_AMOUNT for nothing or a moving no-sale; DRAWER_SHORT, with what is `there`, for more than
            lies in it.
    """
    if kind is CashMovementKind.NO_SALE:
        if amount:
            raise Rejected(Code.INVALID_AMOUNT)
        return 0
    moved = positive(amount)
    if kind is CashMovementKind.PAID_IN:
        return moved
    if kind not in BY_HAND:
        raise ValueError(kind)
    if moved > in_drawer:
        raise Rejected(Code.DRAWER_SHORT, there=max(0, in_drawer))
    return -moved
