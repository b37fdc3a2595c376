"""How an order is paid: tenders against what is due, and the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money, positive
from pos_desktop.core.rates import half_up

NOTES: tuple[Money, ...] = (10_000, 20_000, 50_000, 100_000, 200_000, 500_000)
"""Rounding steps of the quick cash buttons."""
CASH_STEPS: tuple[Money, ...] = (0, 500, 1_000)
"""What a shop may round cash to; 0 rounds nothing."""


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
    """A paid order: `paid` is all that was given, `change` goes back in cash; `paid - change` is due + `rounding`."""

    tenders: tuple[Tender, ...]
    paid: Money
    change: Money
    rounding: Money = 0
    """By how much cash came to a whole step; below 0 where it was rounded down."""

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
    """What is still missing to the đồng, never below 0: what any means but cash may pay."""
    return still_due(due, total(tenders))


def in_cash(exact: Money, step: Money) -> Money:
    """What `exact` is in cash: half up to whole steps, but never rounded to nothing; a step of 0 rounds nothing.

    >>> in_cash(126_825, 1_000), in_cash(126_250, 500), in_cash(200, 500)
    (127000, 126500, 200)
    """
    return (half_up(exact, step) * step if step else 0) or exact


def left_in_cash(due: Money, tenders: Sequence[Tender], step: Money) -> Money:
    """What is still missing where the rest is paid in cash, never below 0."""
    others = cashless(tenders)
    return still_due(in_cash(still_due(due, others), step), total(tenders) - others)


def settle(due: Money, tenders: Sequence[Tender], exchanged: Tender | None = None, step: Money = 0) -> Settlement:
    """Check that tenders pay `due`, with what goods that came back pay of it first; cash comes to whole `step`s.

    What is asked in cash follows from `due` and the other tenders alone, so that their order does not matter.

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
    others, paid = cashless(tenders), total(tenders)
    if others > due:
        raise Rejected(Code.INVALID_AMOUNT, most=due)
    exact = due - others
    rounding = in_cash(exact, step) - exact if paid > others else 0
    if paid < due + rounding:
        raise Rejected(Code.UNDERPAID, missing=due + rounding - paid)
    return Settlement(tuple(tenders), paid, paid - due - rounding, rounding)


def exact_cash(due: Money, step: Money = 0) -> tuple[Tender, ...]:
    """The tenders of «exact»: the due in cash, nothing when nothing is due."""
    return (Tender(TenderKind.CASH, in_cash(due, step)),) if due else ()


def quick_cash(due: Money) -> tuple[Money, ...]:
    """Amounts a customer is likely to hand over: exact, then `due` rounded up to each note, without repeats."""
    rounded = (-(-due // note) * note for note in NOTES)
    return tuple(dict.fromkeys((due, *rounded)))
