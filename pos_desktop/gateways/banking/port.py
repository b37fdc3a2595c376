"""What a bank or a payment service tells of money that arrived, whoever it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pos_desktop.core.money import Money


@dataclass(frozen=True, slots=True)
class Incoming:
    """A transfer to the shop: `reference` is the teller's own name of it, the same however often it is told."""

    reference: str
    amount: Money
    content: str
    paid_at: datetime
    """UTC."""


class Bank(Protocol):
    """Asked over and over while money is waited for; asking changes nothing over there."""

    def incoming(self, since: datetime) -> tuple[Incoming, ...]:
        """What arrived since then, each once at most, oldest first.

        Raises:
            EnvironmentProblem: BANK_UNREACHABLE (ask again), BANK_REFUSED (the token is not taken), BANK_GARBLED.
        """
        ...
