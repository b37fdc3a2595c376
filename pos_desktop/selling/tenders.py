"""How an order is paid: tenders against what is due, and the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money, positive

NOTES: tuple[Money, ...] = (10_000, 20_000, 50_000, 100_000, 200_000, 500_000)
"""Rounding steps of the quick cash buttons."""


class TenderKind(StrEnum):
    """Means of payment; only cash gives change. A gift card's or wallet's `ref` is its code."""

    CASH = "cash"
    CARD = "card"
    BANK_QR = "bank_qr"
    EWALLET = "ewallet"
    GIFT_CARD = "gift_card"
    WALLET = "wallet"
    EXCHANGE = "exchange"
    """What a refund of the same moment left for these goods; `ref` is its number."""
    ON_CREDIT = "on_credit"
    """What the order's member owes from now on."""


@dataclass(frozen=True, slots=True)
class Tender:
    """Money given: `amount` in đồng as handed over or charged, `ref` as the terminal or the bank names it."""

    kind: TenderKind
    amount: Money
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A paid order: `paid` is all that was given, `change` goes back in cash, `paid - change` is what was due."""

    tenders: tuple[Tender, ...]
    paid: Money
    change: Money

    @property
    def cash_kept(self) -> Money:
        """Cash that stays in the drawer; negative never."""
        return sum(t.amount for t in self.tenders if t.kind is TenderKind.CASH) - self.change

    @property
    def has_cash(self) -> bool:
        """Whether the drawer has to open."""
        return any(t.kind is TenderKind.CASH for t in self.tenders)


def total(tenders: Sequence[Tender]) -> Money:
    """Everything that was given."""
    return sum(tender.amount for tender in tenders)


def cashless(tenders: Sequence[Tender]) -> Money:
    """What was given in other ways than cash: it gives no change."""
    return total([tender for tender in tenders if tender.kind is not TenderKind.CASH])


def still_due(due: Money, taken: Money) -> Money:
    """What is missing after `taken`, never below 0."""
    return max(0, due - taken)


def left_to_pay(due: Money, tenders: Sequence[Tender]) -> Money:
    """What is still missing, never below 0."""
    return still_due(due, total(tenders))


def settle(due: Money, tenders: Sequence[Tender], exchanged: Tender | None = None) -> Settlement:
    """Check that tenders pay `due`, with what goods that came back pay of it first.

    Raises:
        Rejected: UNDERPAID (`missing`); UNKNOWN_TENDER for an exchange without its refund; INVALID_AMOUNT for a
            tender of nothing and, with `most`, when tenders other than cash exceed what is due.
    """
    for tender in tenders:
        positive(tender.amount)
        if tender.kind is TenderKind.EXCHANGE:  # it stands for goods that came back, and never for itself
            raise Rejected(Code.UNKNOWN_TENDER, type=tender.kind.value)
    if exchanged is not None:
        tenders = (exchanged, *tenders)
    if cashless(tenders) > due:
        raise Rejected(Code.INVALID_AMOUNT, most=due)
    paid = total(tenders)
    if paid < due:
        raise Rejected(Code.UNDERPAID, missing=due - paid)
    return Settlement(tuple(tenders), paid, paid - due)


def exact_cash(due: Money) -> tuple[Tender, ...]:
    """The tenders of «exact»: the due in cash, nothing when nothing is due."""
    return (Tender(TenderKind.CASH, due),) if due else ()


def quick_cash(due: Money) -> tuple[Money, ...]:
    """Amounts a customer is likely to hand over: exact, then `due` rounded up to each note, without repeats."""
    rounded = (-(-due // note) * note for note in NOTES)
    return tuple(dict.fromkeys((due, *rounded)))
