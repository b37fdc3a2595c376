"""What a receipt carries beside the sale itself: vouchers, cards, the claim of a guest, what wheels committed to."""

from dataclasses import dataclass
from datetime import date

from pos_desktop.core.money import Money


@dataclass(frozen=True, slots=True)
class Given:
    """A reward that was handed over, with the points that it cost; `points` is 0 for a perk."""

    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A voucher that the sale gave; `code` is what the till reads, usable through `expires_on`."""

    name: str
    code: str
    valid_from: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class CardLeft:
    """A gift card or a wallet right after the sale: its last digits (none of a wallet) and what it holds in đồng.

    `code` are the 32 digits of a card that the sale itself issued, "" for one that the customer has already.
    """

    digits: str
    balance: Money
    expires_on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Committed:
    """An open round of a wheel: SHA-256 of its seed in hexadecimal, printed before anything is drawn."""

    wheel: str
    digest: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Everything beside the sums; empty where there is nothing.

    `claim` are the 32 digits by which a guest claims the points within `claim_minutes`.
    """

    claim: str = ""
    claim_minutes: int = 0
    given: tuple[Given, ...] = ()
    slips: tuple[Slip, ...] = ()
    cards: tuple[CardLeft, ...] = ()
    committed: tuple[Committed, ...] = ()


NOTHING = Enclosed()
