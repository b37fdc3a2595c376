"""Reads the journal, and the digests of all rows that it has to have seen."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, Text, select, type_coerce

from pos_desktop.core.chain import UNIT, ChainedRow
from pos_desktop.core.ids import Id
from pos_desktop.storage import witness
from pos_desktop.storage.schema.records import journal
from pos_desktop.storage.witness_sql import plain_text


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal row with what its MAC covers."""

    id: Id
    seq: int
    key_id: int
    previous: str
    mac: str
    chained: ChainedRow

    def plain(self) -> dict[str, Any] | None:
        """The body as values; None when it is not JSON any more."""
        try:
            plain = json.loads(self.chained.body)
        except ValueError:
            return None
        return plain if isinstance(plain, dict) else None


CHUNK = 5_000
"""Rows that are fetched at once."""
_UNIT = ord(UNIT)
_ROWS = select(
    journal.c.id, journal.c.seq, journal.c.key_id, journal.c.previous, journal.c.mac, journal.c.register_id,
    type_coerce(journal.c.at, Text).label("at"), journal.c.staff_id, journal.c.kind, journal.c.subject_id,
    journal.c.body,
)  # fmt: skip


def journal_rows(tx: Connection, *where: ColumnElement[bool]) -> Iterator[JournalRow]:
    """The journal, or what `where` picks of it, register by register, in order."""
    for row in tx.execute(_ROWS.where(*where).order_by(journal.c.register_id, journal.c.seq)).yield_per(CHUNK):
        yield _journal_row(row)


def _journal_row(row: Any) -> JournalRow:
    row_id, seq, key_id, previous, mac, register_id, at, staff_id, kind, subject_id, body = row
    chained = ChainedRow(register_id, str(seq), _moment(at), staff_id or "", kind, subject_id or "", body)
    return JournalRow(row_id, seq, key_id, previous, mac, chained)


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
            yield table.name, _written_by_the_database(tx, table)
        else:
            rows = tx.execute(select(table)).mappings()
            yield table.name, {row["id"]: witness.digest(table, dict(row)) for row in rows}


def _written_by_the_database(tx: Connection, table: Table) -> dict[Id, str]:
    """The database writes the texts."""
    rows = tx.exec_driver_sql(f'SELECT CAST(id AS BLOB), {plain_text(table)} FROM "{table.name}"')
    return {row_id.decode(errors="replace"): witness.hashed(text) for row_id, text in rows}


def texts() -> dict[str, str]:
    """Questions by covered table that a SQLite file answers with the texts of all the table's rows; plain text all."""
    return {str(table.name): f'SELECT {plain_text(table)} FROM "{table.name}"' for table in witness.COVERED}


JOURNAL = f"""
    SELECT id, register_id, seq, key_id, previous, mac, CAST(previous||char({_UNIT})||register_id||char({_UNIT})||seq
        ||char({_UNIT})||substr(at, 1, 26)||CASE substr(at, 27) WHEN 'Z' THEN '+00:00' ELSE '' END||char({_UNIT})
        ||coalesce(staff_id, '')||char({_UNIT})||kind||char({_UNIT})||coalesce(subject_id, '')||char({_UNIT})||body
        AS BLOB), length(CAST(body AS BLOB))
    FROM journal ORDER BY register_id, seq
"""
"""The same of the journal, register by register: what each row's MAC is taken of, and how much at its end is the body.

A moment that nothing reads any more is left odd.
"""
