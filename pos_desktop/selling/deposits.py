"""Money that was put down for an order before it is sold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money


class Refunded(Protocol):
    """A refund, as far as it matters here."""

    @property
    def money(self) -> Money:
        """What it gave back, in đồng."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """A sale by which money was put down for an order, and how much of it is still there."""

    sale_id: Id
    amount: Money


def put_down(deposits: Iterable[Deposit]) -> Money:
    """All that is still there, in đồng."""
    return sum(one.amount for one in deposits)


def handed_back(refunds: Iterable[Refunded]) -> Money:
    """All that refunds of deposits gave back, in đồng."""
    return sum(one.money for one in refunds)
