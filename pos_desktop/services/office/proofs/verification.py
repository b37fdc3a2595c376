"""Proves the books: integrity, totals, gapless numbers, replayed points and tiers, and the journal's chain."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Table

from pos_desktop.core.codes import Keyring
from pos_desktop.loyalty import ledger
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rows import Problem
from pos_desktop.services.office.proofs import activity, chain, games, points, refunds, sales, stored
from pos_desktop.services.office.proofs.chain import Heard
from pos_desktop.services.till import Till
from pos_desktop.storage import guards, witness
from pos_desktop.storage.queries import books, legible, suspects, witnessed
from pos_desktop.storage.schema import metadata

Progress = Callable[[int, int], bool]
"""Told how many checks of how many are done; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much was looked at, and everything that is wrong."""

    sales: int
    entries: int
    lots: int
    journal: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


class Verification:
    """Reads the whole shop and compares."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def run(self, since: date | None = None) -> Verdict:
        """Check everything; `since` looks at the sales of that business date on, points and chain are whole."""
        verdict = self.watched(lambda _done, _whole: True, since)
        if verdict is None:
            raise ValueError("nobody stopped it")
        return verdict

    def watched(self, on_progress: Progress, since: date | None = None) -> Verdict | None:
        """The same, telling `on_progress(done, whole)` before each step; None when that answers False.

        What the database compares by itself goes on beside what is hashed and replayed here.
        """
        with self._till.db.read() as tx, ThreadPoolExecutor(1) as beside:
            compared = beside.submit(self._compared, since)
            rows = _Rows(tx, self._till.keys.chain)
            steps: Sequence[Callable[[], Iterable[Problem]]] = (
                rows.unreadable, rows.chained, rows.unwitnessed, lambda: compared.result().problems,
            )  # fmt: skip
            problems: list[Problem] = []
            for done, step in enumerate(steps):
                if not on_progress(done, len(steps)):
                    return None
                problems += step()
                if rows.is_unread:
                    return Verdict(0, 0, 0, 0, tuple(problems))
        return replace(compared.result(), journal=rows.journal, problems=tuple(problems))

    def _compared(self, since: date | None) -> Verdict:
        """What is found on a connection of its own, so far as the file is sound: sums, links, replayed accounts."""
        with self._till.db.read() as tx:
            unsound = list(_integrity(tx))
            if any(problem.table == "database" for problem in unsound):
                return Verdict(0, 0, 0, 0, tuple(unsound))
            versions = books.programmes(tx)
            problems = (
                *unsound, *_replayed(tx, versions), *sales.numbers(tx), *sales.totals(tx, versions, since),
                *refunds.problems(tx), *points.problems(tx), *activity.problems(tx),
                *stored.problems(tx), *games.problems(tx, self._till),
            )  # fmt: skip
            return Verdict(*suspects.row_counts(tx), 0, problems)


def _replayed(tx: Connection, versions: Mapping[int, Programme]) -> Iterator[Problem]:
    """Every account from its first row to its last; of the points those whose sums do not tie."""
    untied = suspects.suspects(tx)
    for rows in books.accounts(tx, untied):
        if rows.id in untied:
            yield from ledger.verify_points(rows)
        named = {row.programme_version for kind in (rows.sales, rows.returns, rows.tiers) for row in kind}
        if unknown := named - set(versions):
            yield Problem("tier", "account", rows.id, f"no programme version {min(unknown)}")
        elif versions:
            yield from ledger.verify_tier(rows, versions)


@dataclass
class _Rows:
    """What the journal says of all rows, read in one transaction."""

    tx: Connection
    keys: Keyring
    is_unread: bool = False
    """Something cannot be read, and nothing else can be told."""
    journal: int = 0
    _heard: Heard | None = None

    def unreadable(self) -> Iterator[Problem]:
        """Rows that the journal does not cover; of the others each is the one that was written, or is looked at."""
        yield from self._illegible(table for table in metadata.sorted_tables if table not in witness.COVERED)

    def chained(self) -> Iterable[Problem]:
        """The journal, from its first row to its last."""
        self._heard = Heard(witnessed.journal_rows(self.tx), self.keys)
        self.journal = self._heard.count
        return self._heard.problems

    def unwitnessed(self) -> Iterator[Problem]:
        """What the journal does not know, or knows otherwise; where there is any, whether it can be read at all."""
        problems = list(chain.unwitnessed(self.tx, self._heard)) if self._heard else []
        self._heard = None
        yield from problems
        if problems:
            yield from self._illegible(witness.COVERED)

    def _illegible(self, tables: Iterable[Table]) -> Iterator[Problem]:
        for table, row_id in legible.illegible(self.tx, tables):
            self.is_unread = True
            yield Problem("integrity", table, row_id, "cannot be read")


def _integrity(tx: Connection) -> Iterator[Problem]:
    for (line,) in tx.exec_driver_sql("PRAGMA integrity_check").all():
        if line != "ok":
            yield Problem("integrity", "database", "", str(line))
    for table, row_id, parent, _ in tx.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield Problem("integrity", table, str(row_id), f"points to no row of {parent}")
    there = set(tx.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").scalars())
    wanted = {statement.split()[5] for statement in guards.statements("sqlite")}
    for name in sorted(wanted ^ there):
        yield Problem("integrity", "sqlite_schema", name, "guard is missing" if name in wanted else "unknown trigger")
