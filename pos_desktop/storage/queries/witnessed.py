"""Reads the journal and the rows that it has seen, and finds rows that nothing can read any more."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Text, select, type_coerce

from pos_desktop.core.chain import ChainedRow
from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.core.ids import Id
from pos_desktop.storage import witness
from pos_desktop.storage.schema import metadata
from pos_desktop.storage.schema.records import journal
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


def covered_rows(tx: Connection) -> Iterator[tuple[str, Id, str]]:
    """Table, id and digest of every row that the journal has witnessed."""
    for table in witness.COVERED:
        for row in tx.execute(select(table)).mappings():
            yield table.name, row["id"], witness.digest(table, dict(row))
