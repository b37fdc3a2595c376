"""Inserts rows that the journal has to witness, and gathers their digests for it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from pos_desktop.storage import witness

CHUNK = 500
"""Rows that one SELECT names."""


class Written:
    """The covered rows of one operation, by table and id."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx
        self.rows: dict[str, dict[str, str]] = {}

    def saw(self, table: Table, *ids: str) -> None:
        """Read rows again that were changed, so that the journal keeps what they are now."""
        seen = self.rows.setdefault(table.name, {})
        for chunk in (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK)):
            for row in self.tx.execute(select(table).where(table.c.id.in_(chunk))).mappings():
                seen[row["id"]] = witness.digest(table, dict(row))

    def insert(self, table: Table, *rows: dict[str, Any]) -> None:
        """Insert rows of one table in one statement."""
        self.insert_all(table, rows)

    def insert_all(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert any number of rows; none at all is no statement."""
        if not rows:
            return
        self.tx.execute(insert(table), list(rows))
        seen = self.rows.setdefault(table.name, {})
        for row in rows:
            seen[row["id"]] = witness.digest(table, row)
