"""Knows a transfer by the code in its purpose, and what an amount means for the payment that waits for it."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.money import Money

PREFIX = "KQ"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that an eye takes for something else."""
_LENGTH = 7
_CODE = re.compile(f"(?=({PREFIX}[{_ALPHABET}]{{{_LENGTH}}}))", re.ASCII)
_CARRIED = re.compile(r"[^0-9A-Z]")


class Arrival(StrEnum):
    """What became of a transfer that a bank told of."""

    MATCHED = "matched"
    SHORT = "short"
    OVER = "over"
    LATE = "late"
    UNKNOWN = "unknown"
    SETTLED = "settled"
    """It was given back, or a person said what it was for."""


class Awaiting(StrEnum):
    """What became of a payment that is waited for."""

    PENDING = "pending"
    RECEIVED = "received"
    SHORT = "short"
    OVER = "over"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    EXPIRED = "expired"
    LATE = "late"

    @property
    def counts(self) -> bool:
        """Whether money is there that pays for the order."""
        return self in (Awaiting.RECEIVED, Awaiting.SHORT, Awaiting.OVER, Awaiting.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a payment after a transfer for it, and what becomes of the transfer."""

    awaiting: Awaiting
    arrival: Arrival


def code_of(tender_id: str, attempt: int = 0) -> str:
    """The code that stands on a payment's transfer: nine letters and digits, the same for the same payment."""
    number = int.from_bytes(hashlib.sha256(f"{tender_id}:{attempt}".encode()).digest()[:8], "big")
    letters = []
    for _place in range(_LENGTH):
        number, at = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[at])
    return PREFIX + "".join(letters)


def codes_in(content: str) -> tuple[str, ...]:
    """Everything in a transfer's words that looks like a code, however banks wrote around and into it."""
    carried = _CARRIED.sub("", content.upper())
    return tuple(dict.fromkeys(_CODE.findall(carried)))


def judge(asked: Money, amount: Money, awaiting: Awaiting, *, is_open: bool, is_answered: bool = False) -> Verdict:
    """What a transfer of `amount` does to a payment of `asked` in this state; `is_open` tells whether the order is, and
    `is_answered` whether a bank told of the payment before.

    A payment that is answered counts once: whatever comes after it is to be given back.
    """
    by_amount = {-1: Arrival.SHORT, 0: Arrival.MATCHED, 1: Arrival.OVER}[(amount > asked) - (amount < asked)]
    if awaiting is Awaiting.CONFIRMED and not is_answered:  # a person saw it before the bank told of it
        return Verdict(awaiting, by_amount)
    if awaiting is Awaiting.PENDING and is_open:
        states = {Arrival.SHORT: Awaiting.SHORT, Arrival.MATCHED: Awaiting.RECEIVED, Arrival.OVER: Awaiting.OVER}
        return Verdict(states[by_amount], by_amount)
    return Verdict(awaiting if awaiting.counts else Awaiting.LATE, Arrival.LATE)


def counted(asked: Money, received: Money, awaiting: Awaiting) -> Money:
    """How much of the order a payment pays: what came, and never more than was asked for."""
    if awaiting is Awaiting.CONFIRMED:
        return asked
    return min(asked, received) if awaiting.counts else 0


def too_much(asked: Money, amount: Money, arrival: Arrival) -> Money:
    """How much of a transfer is to be given back."""
    return {Arrival.OVER: amount - asked, Arrival.LATE: amount, Arrival.UNKNOWN: amount}.get(arrival, 0)
