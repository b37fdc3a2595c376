"""Replays a gift card's or wallet's rows and says where they disagree: numbers, signs, parts, returns, cache."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.ledger import Problem
from pos_desktop.loyalty.stored_value import NOTHING, Split, StoredBalance, StoredMove


@dataclass(frozen=True, slots=True)
class StoredEntryRow:
    """A row of a card's or wallet's ledger: signed đồng of each part."""

    id: Id
    seq: int
    kind: StoredMove
    money: Money
    bonus: Money
    sale_id: Id | None = None

    @property
    def split(self) -> Split:
        """Both parts."""
        return Split(self.money, self.bonus)


@dataclass(frozen=True, slots=True)
class StoredRows:
    """Everything that is kept of one card or wallet, caches included; entries by `seq`."""

    id: Id
    balance: StoredBalance
    seq: int
    entries: Sequence[StoredEntryRow] = ()


_IN = {StoredMove.LOAD, StoredMove.BONUS, StoredMove.RETURN}
_OUT = {StoredMove.SPEND, StoredMove.UNLOAD, StoredMove.EXPIRY}


def verify_stored(rows: StoredRows) -> Iterator[Problem]:
    """Every disagreement between a card's or wallet's rows and its caches."""
    yield from _numbers(rows)
    yield from _running(rows)
    yield from _returned(rows)
    booked = Split(sum(row.money for row in rows.entries), sum(row.bonus for row in rows.entries))
    if booked != rows.balance:
        yield Problem("balance", "stored_card", rows.id, f"entries {_said(booked)}, kept {_said(rows.balance)}")


def _numbers(rows: StoredRows) -> Iterator[Problem]:
    for expected, row in enumerate(rows.entries, start=1):
        if row.seq != expected:
            yield Problem("gap", "stored_entry", row.id, f"number {row.seq}, expected {expected}")
            return
    if len(rows.entries) != rows.seq:
        yield Problem("gap", "stored_card", rows.id, f"counts to {rows.seq}, rows to {len(rows.entries)}")


def _running(rows: StoredRows) -> Iterator[Problem]:
    """No part below zero at any time, every row in its own direction, the promotional part spent first."""
    held = NOTHING
    for row in rows.entries:
        if _is_turned(row):
            yield Problem("conservation", "stored_entry", row.id, f"{row.kind} of {_said(row.split)}")
        held = held.plus(row.split)
        if held.money < 0 or held.bonus < 0:
            yield Problem("conservation", "stored_entry", row.id, f"falls to {_said(held)}")
        elif row.kind is StoredMove.SPEND and row.money < 0 < held.bonus:
            yield Problem("lot", "stored_entry", row.id, f"money was taken before a bonus of {held.bonus}")


def _is_turned(row: StoredEntryRow) -> bool:
    if row.kind in _IN:
        return row.money < 0 or row.bonus < 0
    return row.kind in _OUT and (row.money > 0 or row.bonus > 0)


def _returned(rows: StoredRows) -> Iterator[Problem]:
    """What came back of a sale never passes, part by part, what the sale took."""
    taken: dict[Id | None, Split] = defaultdict(Split)
    for row in rows.entries:
        if row.kind in (StoredMove.SPEND, StoredMove.RETURN):
            taken[row.sale_id] = left = taken[row.sale_id].minus(row.split)
            if row.kind is StoredMove.RETURN and (left.money < 0 or left.bonus < 0):
                yield Problem("conservation", "stored_entry", row.id, f"more came back than sale {row.sale_id} took")


def _said(split: Split) -> str:
    return f"{split.money} + {split.bonus}"
