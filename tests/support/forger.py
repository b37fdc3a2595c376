"""Somebody with the file and time: changes rows past every guard, and lets the program look afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from pos_desktop.services.office.proofs.verification import Verdict, Verification
from tests.support.shop import Shop


@dataclass
class Forger:
    """Somebody with a copy of the file and time; nothing is written before the program looks."""

    shop: Shop
    tx: Connection

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's own connection."""
        return self.tx.connection.driver_connection  # type: ignore[return-value]

    def free(self) -> list[str]:
        """Take the triggers off; gives the statements that put them back, as a careful forger would."""
        guards = self.raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            self.raw.execute(f"DROP TRIGGER {name}")
        return [sql for _, sql in guards]

    def judged(self, guards: list[str]) -> Verdict:
        """Put the guards back, commit, and let the program look."""
        for sql in guards:
            self.raw.execute(sql)
        self.tx.commit()
        return Verification(self.shop.till).run()

    def forge(self, table: str, column: str) -> str:
        """Change one value; tells which."""
        row = self.raw.execute(
            f"SELECT rowid, {column} FROM {table} ORDER BY {column} IS NULL, rowid DESC LIMIT 1"
        ).fetchone()
        assert row, f"{table} has no row to forge"
        kind = next(info[2] for info in self.raw.execute(f"PRAGMA table_info({table})") if info[1] == column)
        lie = forged(row[1], kind)
        changed = self.raw.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE rowid = ?", (lie, row[0]))
        assert changed.rowcount == 1, "the forgery must have happened"
        return f"{table}.{column}: {row[1]!r} is {lie!r} now"

    def remove(self, table: str, end: str) -> None:
        """Take the first or the last row of a table away."""
        gone = self.raw.execute(
            f"DELETE FROM {table} WHERE rowid = (SELECT rowid FROM {table} ORDER BY rowid {end} LIMIT 1)"
        )
        assert gone.rowcount == 1, "the row must be gone"

    @contextmanager
    def once(self) -> Iterator[None]:
        """What is forged inside is taken back again."""
        self.raw.execute("SAVEPOINT honest")
        yield
        self.raw.execute("ROLLBACK TO honest")


def forged(value: object, kind: str) -> object:
    """Another value of the same kind, as like as can be."""
    if value is None:
        return "2020-01-01" if kind == "TEXT" else 1
    if isinstance(value, int):
        return value + 1
    text = str(value)
    for place in range(len(text) - 1, -1, -1):
        if text[place].isdigit():
            return text[:place] + ("8" if text[place] != "8" else "7") + text[place + 1 :]
    return text + "x"
