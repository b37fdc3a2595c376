"""Replays an account from its rows and says where the caches disagree: conservation, lots, balance, tier."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tiers import TierChange, TierState, advance, after_sale, last_state


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A ledger row: signed points, and what it changed of the debt."""

    id: Id
    seq: int
    kind: str
    points: int
    debt_change: int
    sale_id: Id | None


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot with its cache `left`."""

    id: Id
    entry_id: Id
    points: int
    left: int
    seq: int = 0


@dataclass(frozen=True, slots=True)
class MoveRow:
    """What an entry took from a lot (negative) or gave back."""

    id: Id
    entry_id: Id
    lot_id: Id
    points: int


@dataclass(frozen=True, slots=True)
class TierRow:
    """A kept tier move."""

    id: Id
    seq: int
    change: TierChange
    programme_version: int
    sale_id: Id | None


@dataclass(frozen=True, slots=True)
class SaleRow:
    """What a sale means for a tier."""

    id: Id
    seq: int
    business_date: date
    basis: Money
    programme_version: int


@dataclass(frozen=True, slots=True)
class AccountRows:
    """Everything that is kept of one account, caches included."""

    id: Id
    balance: int
    debt: int
    lifetime_earned: int
    tier: TierState
    seq: int = 0
    entries: Sequence[EntryRow] = ()
    lots: Sequence[LotRow] = ()
    moves: Sequence[MoveRow] = ()
    tiers: Sequence[TierRow] = ()
    sales: Sequence[SaleRow] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that should not be, and where."""

    kind: str
    table: str
    id: Id
    detail: str


def verify(rows: AccountRows, programmes: Mapping[int, Programme]) -> Iterator[Problem]:
    """Every disagreement between an account's rows and its caches."""
    yield from _conservation(rows)
    yield from _entries(rows)
    yield from _lots(rows)
    yield from _balance(rows)
    yield from _tier(rows, programmes)


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
    newest = max((row.seq for rows_ in (rows.entries, rows.lots, rows.tiers, rows.sales) for row in rows_), default=0)
    if newest != rows.seq:
        yield Problem("conservation", "account", rows.id, f"counts to {rows.seq}, rows to {newest}")


def _entries(rows: AccountRows) -> Iterator[Problem]:
    """An inflow opens a lot of what the debt left of it; an outflow takes exactly its points from lots."""
    opened: dict[Id, int] = defaultdict(int)
    moved: dict[Id, int] = defaultdict(int)
    for lot in rows.lots:
        opened[lot.entry_id] += lot.points
    for move in rows.moves:
        moved[move.entry_id] += move.points
    for entry in rows.entries:
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
        if left != lot.left or left < 0:
            yield Problem("lot", "lot", lot.id, f"replayed {left}, kept {lot.left}")


def _balance(rows: AccountRows) -> Iterator[Problem]:
    held = sum(lot.left for lot in rows.lots)
    owed = sum(entry.debt_change for entry in rows.entries)
    earned = sum(entry.points for entry in rows.entries if entry.kind == "accrual")
    pairs = (("balance", held, rows.balance), ("debt", owed, rows.debt), ("earned", earned, rows.lifetime_earned))
    for name, replayed, kept in pairs:
        if replayed != kept:
            yield Problem("balance", "account", rows.id, f"{name}: replayed {replayed}, kept {kept}")


def _tier(rows: AccountRows, programmes: Mapping[int, Programme]) -> Iterator[Problem]:
    """Replays every tier move in the account's own order and compares each with what was kept."""
    kept = list(rows.tiers)
    state = TierState(programmes[min(programmes)].tiers[0].code)
    spend: list[tuple[date, Money]] = []
    for sale in rows.sales:
        state, problems = _until(rows, kept, state, spend, sale.seq, programmes)
        yield from problems
        spend.append((sale.business_date, sale.basis))
        moves = _moves_of(programmes[sale.programme_version], state, spend, sale)
        yield from _compare(rows, kept, moves, sale.id)
        state = last_state(state, moves)
    state, problems = _until(rows, kept, state, spend, None, programmes)
    yield from problems
    if state != rows.tier:
        yield Problem("tier", "account", rows.id, f"replayed {state.code}, kept {rows.tier.code}")


def _moves_of(
    programme: Programme, state: TierState, spend: Sequence[tuple[date, Money]], sale: SaleRow
) -> list[TierChange]:
    before = list(advance(programme, state, spend[:-1], sale.business_date))
    then = after_sale(programme, last_state(state, before), spend, sale.business_date) if sale.basis else ()
    return [*before, *then]


def _until(
    rows: AccountRows, kept: list[TierRow], state: TierState, spend: Sequence[tuple[date, Money]], seq: int | None,
    programmes: Mapping[int, Programme],
) -> tuple[TierState, list[Problem]]:  # fmt: skip
    """Take the moves of jobs (they belong to no sale) that were kept before `seq`."""
    problems = []
    while kept and kept[0].sale_id is None and (seq is None or kept[0].seq < seq):
        row = kept.pop(0)
        moves = list(advance(programmes[row.programme_version], state, spend, row.change.on))
        if row.change not in moves:
            problems.append(Problem("tier", "tier_change", row.id, f"{row.change.move} on {row.change.on} is not due"))
        state = row.change.after
    return state, problems


def _compare(rows: AccountRows, kept: list[TierRow], moves: Sequence[TierChange], sale_id: Id) -> Iterator[Problem]:
    mine = [kept.pop(0) for _ in range(sum(1 for row in kept if row.sale_id == sale_id))]
    if [row.change for row in mine] != list(moves):
        where = mine[0].id if mine else rows.id
        yield Problem("tier", "tier_change" if mine else "account", where, f"moves of sale {sale_id} differ")
