"""Replays an account from its rows and says where the caches disagree: conservation, lots, balance, tier."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rows import (
    AccountRows,
    AdoptedRow,
    EntryRow,
    LotRow,
    MoveRow,
    Problem,
    ReturnRow,
    SaleRow,
    TierRow,
)  # fmt: skip
from pos_desktop.loyalty.tier_replay import TierReplay

if TYPE_CHECKING:
    from pos_desktop.core.ids import Id

__all__ = [
    "AccountRows", "AdoptedRow", "EntryRow", "LotRow", "MoveRow", "Problem", "ReturnRow", "SaleRow", "TierRow",
    "verify", "verify_points", "verify_tier",
]  # fmt: skip

INFLOWS = ("accrual", "opening", "restoration")
OUTFLOWS = ("redemption", "expiry", "clawback")
"""Kinds of entries that have one sign; adjustments and transfers go either way."""


def verify(rows: AccountRows, programmes: Mapping[int, Programme]) -> Iterator[Problem]:
    """Every disagreement between an account's rows and its caches."""
    yield from verify_points(rows)
    yield from verify_tier(rows, programmes)


def verify_points(rows: AccountRows) -> Iterator[Problem]:
    """Entries, lots, moves, balance and debt."""
    yield from _conservation(rows)
    yield from _entries(rows)
    yield from _lots(rows)
    yield from _balance(rows)


def verify_tier(rows: AccountRows, programmes: Mapping[int, Programme]) -> Iterator[Problem]:
    """The tier, by what counts for it."""
    yield from TierReplay(rows, programmes).problems()


def _conservation(rows: AccountRows) -> Iterator[Problem]:
    booked = sum(entry.points for entry in rows.entries)
    if booked != rows.balance - rows.debt:
        yield Problem(
            "conservation", "account", rows.id, f"entries {booked}, balance - debt {rows.balance - rows.debt}"
        )
    last = 0
    for entry in rows.entries:
        if entry.seq <= last:
            yield Problem("conservation", "entry", entry.id, f"number {entry.seq} after {last}")
        last = entry.seq
    numbered = (rows.entries, rows.lots, rows.tiers, rows.sales, rows.returns, rows.adopted)
    newest = max((row.seq for rows_ in numbered for row in rows_), default=0)
    if newest != rows.seq:
        yield Problem("conservation", "account", rows.id, f"counts to {rows.seq}, rows to {newest}")


def _entries(rows: AccountRows) -> Iterator[Problem]:
    """An entry has the sign of its kind; what it adds opens lots or goes back to them, what it takes comes from lots.

    Lots and moves of an entry come to its points less what it paid of the debt, or plus what it left owing.
    """
    opened: dict[Id, int] = defaultdict(int)
    moved: dict[Id, int] = defaultdict(int)
    for lot in rows.lots:
        opened[lot.entry_id] += lot.points
    for move in rows.moves:
        moved[move.entry_id] += move.points
    for entry in rows.entries:
        if (entry.kind in INFLOWS and entry.points <= 0) or (entry.kind in OUTFLOWS and entry.points >= 0):
            yield Problem("conservation", "entry", entry.id, f"{entry.kind} of {entry.points}")
        if entry.points < 0 and entry.id in opened:
            yield Problem("lot", "entry", entry.id, f"opens a lot, entry {entry.points}")
        held = opened.pop(entry.id, 0) + moved.pop(entry.id, 0)
        if held != entry.points + entry.debt_change:
            yield Problem("lot", "entry", entry.id, f"entry {entry.points + entry.debt_change}, lots {held}")
    for orphan in (*opened, *moved):
        yield Problem("lot", "entry", orphan, "lots or moves of no entry")


def _lots(rows: AccountRows) -> Iterator[Problem]:
    moved: dict[Id, int] = defaultdict(int)
    for move in rows.moves:
        moved[move.lot_id] += move.points
    for lot in rows.lots:
        left = lot.points + moved[lot.id]
        if left != lot.left or not 0 <= left <= lot.points:
            yield Problem("lot", "lot", lot.id, f"replayed {left}, kept {lot.left}")


def _balance(rows: AccountRows) -> Iterator[Problem]:
    """What was earned is gross: what a refund takes back does not lower it."""
    held = sum(lot.left for lot in rows.lots)
    owed = sum(entry.debt_change for entry in rows.entries)
    earned = sum(entry.points for entry in rows.entries if entry.kind == "accrual")
    pairs = (("balance", held, rows.balance), ("debt", owed, rows.debt), ("earned", earned, rows.lifetime_earned))
    for name, replayed, kept in pairs:
        if replayed != kept:
            yield Problem("balance", "account", rows.id, f"{name}: replayed {replayed}, kept {kept}")
