"""Inserts rows that the journal has to witness, and gathers their digests for it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert

from pos_desktop.storage import witness


class Written:
    """The covered rows of one operation, by table and id."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx
        self.rows: dict[str, dict[str, str]] = {}

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
