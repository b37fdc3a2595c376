"""Reads the journal, and the digests of all rows that it has to have seen."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Text, select, type_coerce

from pos_desktop.core.chain import ChainedRow
from pos_desktop.core.ids import Id
from pos_desktop.storage import witness
from pos_desktop.storage.schema.records import journal
from pos_desktop.storage.witness_sql import plain_text


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


_ROWS = select(
    journal.c.id, journal.c.seq, journal.c.kind, journal.c.subject_id, journal.c.body, journal.c.key_id,
    journal.c.previous, journal.c.mac, journal.c.register_id, journal.c.staff_id,
    type_coerce(journal.c.at, Text).label("at"),
)  # fmt: skip


def journal_rows(tx: Connection) -> Iterator[JournalRow]:
    """The journal, register by register, in order."""
    for row in tx.execute(_ROWS.order_by(journal.c.register_id, journal.c.seq)).all():
        yield _journal_row(row)


def _journal_row(row: Any) -> JournalRow:
    chained = ChainedRow(row.register_id, str(row.seq), _moment(row.at), row.staff_id or "", row.kind,
                         row.subject_id or "", row.body)  # fmt: skip
    return JournalRow(row.id, row.seq, row.kind, row.subject_id or "", row.body, row.key_id, row.previous,
                      row.mac, chained)  # fmt: skip


def _moment(at: Any) -> str:
    """A kept moment as the chain has it, without reading it first."""
    return at.replace("Z", "+00:00") if isinstance(at, str) else str(at.isoformat(timespec="microseconds"))


def last_journal_rows(tx: Connection, register_id: Id, most: int) -> list[JournalRow]:
    """The newest rows of a register's journal, in order."""
    newest = _ROWS.where(journal.c.register_id == register_id).order_by(journal.c.seq.desc()).limit(most)
    return [_journal_row(row) for row in reversed(tx.execute(newest).all())]


def covered_rows(tx: Connection) -> Iterator[tuple[str, dict[Id, str]]]:
    """Every table that the journal has witnessed, with the digests of its rows."""
    for table in witness.COVERED:
        if tx.dialect.name == "sqlite":
            texts = tx.exec_driver_sql(f'SELECT id, {plain_text(table)} FROM "{table.name}"').all()
            yield table.name, {row_id: witness.hashed(text) for row_id, text in texts}
        else:
            rows = tx.execute(select(table)).mappings()
            yield table.name, {row["id"]: witness.digest(table, dict(row)) for row in rows}
