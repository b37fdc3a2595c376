"""Reads every row of every table of a shop's file, to compare what one time and another has in it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

Rows = dict[str, list[dict[str, Any]]]


def everything(path: Path) -> Rows:
    """The rows of each table, in the order in which they were written."""
    with closing(sqlite3.connect(path.as_uri() + "?mode=ro", uri=True)) as file:
        file.row_factory = sqlite3.Row
        tables = [row["name"] for row in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: [dict(row) for row in file.execute(f"SELECT * FROM {name} ORDER BY rowid")] for name in tables}
