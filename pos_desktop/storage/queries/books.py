"""Streams everything that `verify` replays: accounts with their rows, sales with theirs, the journal."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, Text, func, select, type_coerce

from pos_desktop.core.chain import ChainedRow
from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.ledger import AccountRows, EntryRow, LotRow, MoveRow, SaleRow, TierRow
from pos_desktop.loyalty.programme import Programme, from_plain
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState
from pos_desktop.storage import witness
from pos_desktop.storage.schema import metadata
from pos_desktop.storage.schema.loyalty import account, entry, lot, lot_move, programme_version, tier_change
from pos_desktop.storage.schema.records import journal
from pos_desktop.storage.schema.selling import sale, sale_line, sale_tax, tender
from pos_desktop.storage.schema.shop import counter, register
from pos_desktop.storage.types import Day, Flag, Json, Moment, Whole


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal row with what its MAC covers."""

    id: Id
    seq: int
    kind: str
    subject_id: Id
    body: str
    key_id: int
    previous: str
    mac: str
    chained: ChainedRow

    def plain(self) -> dict[str, Any] | None:
        """The body as values; None when it is not JSON any more."""
        try:
            plain = json.loads(self.body)
        except ValueError:
            return None
        return plain if isinstance(plain, dict) else None


def unreadable(tx: Connection) -> Iterator[tuple[str, Id]]:
    """Rows whose dates or structured values are no longer what their type reads: found before anything else reads."""
    for table in metadata.sorted_tables:
        typed = [column for column in table.columns if isinstance(column.type, Day | Moment | Json)]
        if not typed:
            continue
        key = next(iter(table.primary_key.columns))
        raw = select(key, *(type_coerce(column, Text) for column in typed))
        for row in tx.execute(raw):
            if not all(_reads(column, value, tx) for column, value in zip(typed, row[1:], strict=True)):
                yield table.name, row[0]


def undecodable(tx: Connection) -> Iterator[tuple[str, Id]]:
    """Rows with a text that is no UTF-8: bits of it were flipped."""
    for table in metadata.sorted_tables:
        columns = [column.name for column in table.columns if not isinstance(column.type, Whole | Flag)]
        read = ", ".join(f"CAST({name} AS BLOB)" for name in columns)
        for rowid, *values in tx.exec_driver_sql(f"SELECT rowid, {read} FROM {table.name}"):
            if not all(value is None or _is_text(value) for value in values):
                yield table.name, str(rowid)


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _reads(column: Any, value: Any, tx: Connection) -> bool:
    try:
        column.type.process_result_value(value, tx.dialect)
    except EnvironmentProblem:
        return False
    return True


def programmes(tx: Connection) -> dict[int, Programme]:
    """Every programme version."""
    rows = tx.execute(select(programme_version.c.version, programme_version.c.definition))
    return {row.version: from_plain(row.definition) for row in rows}


def accounts(tx: Connection) -> Iterator[AccountRows]:
    """Every account with all its rows in its own order."""
    entries = _grouped(tx, entry, "seq")
    lots = _grouped(tx, lot, "seq")
    tiers = _grouped(tx, tier_change, "seq")
    sales = _grouped(tx, sale, "account_seq")
    moves: dict[Id, list[MoveRow]] = defaultdict(list)
    statement = select(lot.c.account_id, lot_move.c.id, lot_move.c.entry_id, lot_move.c.lot_id, lot_move.c.points)
    for account_id, *move in tx.execute(statement.join(lot, lot.c.id == lot_move.c.lot_id)):
        moves[account_id].append(MoveRow(*move))
    for row in tx.execute(select(account).order_by(account.c.id)):
        yield AccountRows(
            id=row.id, balance=row.balance, debt=row.debt, lifetime_earned=row.lifetime_earned,
            tier=TierState(row.tier, row.tier_until), seq=row.seq,
            entries=[EntryRow(e.id, e.seq, e.kind, e.points, e.debt_change, e.sale_id) for e in entries[row.id]],
            lots=[LotRow(x.id, x.entry_id, x.points, x.left_points, x.seq) for x in lots[row.id]], moves=moves[row.id],
            tiers=[_tier_row(t) for t in tiers[row.id]],
            sales=[SaleRow(s.id, s.account_seq, s.business_date, s.basis, s.programme_version, s.earned)
                   for s in sales[row.id]],
        )  # fmt: skip


def _grouped(tx: Connection, table: Table, order: str) -> dict[Id, list[Any]]:
    groups: dict[Id, list[Any]] = defaultdict(list)
    for row in tx.execute(select(table).where(table.c.account_id.is_not(None)).order_by(table.c[order])):
        groups[row.account_id].append(row)
    return groups


def _tier_row(row: Any) -> TierRow:
    before, after = TierState(row.tier_before, row.until_before), TierState(row.tier_after, row.until_after)
    return TierRow(
        row.id, row.seq, TierChange(TierMove(row.move), row.on_date, before, after), row.programme_version, row.sale_id
    )


@dataclass(frozen=True, slots=True)
class SaleRows:
    """A sale's own row and those that hang on it."""

    sale: Any
    lines: list[Any]
    taxes: list[Any]
    tenders: list[Any]


def sales(tx: Connection) -> Iterator[SaleRows]:
    """Every sale with its rows, by register and number."""
    lines, taxes, tenders = (_by_sale(tx, table) for table in (sale_line, sale_tax, tender))
    for row in tx.execute(select(sale).order_by(sale.c.register_id, sale.c.number)):
        yield SaleRows(row, lines[row.id], taxes[row.id], tenders[row.id])


def _by_sale(tx: Connection, table: Table) -> dict[Id, list[Any]]:
    groups: dict[Id, list[Any]] = defaultdict(list)
    for row in tx.execute(select(table).order_by(table.c.sale_id, table.c.position)):
        groups[row.sale_id].append(row)
    return groups


def journal_rows(tx: Connection) -> Iterator[JournalRow]:
    """The journal, register by register, in order."""
    for row in tx.execute(select(journal).order_by(journal.c.register_id, journal.c.seq)):
        yield _journal_row(row)


def _journal_row(row: Any) -> JournalRow:
    chained = ChainedRow(row.register_id, str(row.seq), row.at.isoformat(timespec="microseconds"),
                         row.staff_id or "", row.kind, row.subject_id or "", row.body)  # fmt: skip
    return JournalRow(row.id, row.seq, row.kind, row.subject_id or "", row.body, row.key_id, row.previous,
                      row.mac, chained)  # fmt: skip


def last_journal_rows(tx: Connection, register_id: Id, most: int) -> list[JournalRow]:
    """The newest rows of a register's journal, in order."""
    newest = select(journal).where(journal.c.register_id == register_id).order_by(journal.c.seq.desc()).limit(most)
    return [_journal_row(row) for row in reversed(tx.execute(newest).all())]


def untied_accounts(tx: Connection) -> int:
    """Accounts whose balance less debt is not the sum of their entries."""
    booked = select(entry.c.account_id, func.sum(entry.c.points).label("points")).group_by(entry.c.account_id)
    sums = booked.subquery()
    statement = select(func.count()).select_from(account.outerjoin(sums, sums.c.account_id == account.c.id)).where(
        account.c.balance - account.c.debt != func.coalesce(sums.c.points, 0)
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())


def covered_rows(tx: Connection) -> Iterator[tuple[str, Id, str]]:
    """Table, id and digest of every row that the journal has witnessed."""
    for table in witness.COVERED:
        for row in tx.execute(select(table)).mappings():
            yield table.name, row["id"], witness.digest(table, dict(row))


def sale_points(tx: Connection) -> dict[tuple[Id, str], int]:
    """Points of every sale by kind of entry."""
    statement = select(entry.c.sale_id, entry.c.kind, entry.c.points).where(entry.c.sale_id.is_not(None))
    return {(row.sale_id, row.kind): row.points for row in tx.execute(statement)}


def register_ids(tx: Connection) -> list[Id]:
    """Every register."""
    return list(tx.execute(select(register.c.id).order_by(register.c.number)).scalars())


def counters(tx: Connection) -> list[Any]:
    """Every register's series with its newest number."""
    statement = select(counter.c.id, counter.c.kind, counter.c.value, register.c.id.label("register_id"))
    return list(tx.execute(statement.join(register, register.c.id == counter.c.register_id)))
