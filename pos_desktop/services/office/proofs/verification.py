"""Proves the books: integrity, totals, gapless numbers, replayed points and tiers, and the journal's chain."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from threading import Event

from sqlalchemy import Connection

from pos_desktop.loyalty import ledger
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rows import AccountRows, Problem
from pos_desktop.services.office.proofs import (
    activity,
    credit,
    games,
    kitchen,
    moves,
    points,
    refunds,
    rollups,
    rows,
    sales,
    shifts,
    stock,
    stored,
)
from pos_desktop.services.office.proofs.beside import Beside, Progress
from pos_desktop.services.till import Till
from pos_desktop.storage import guards
from pos_desktop.storage.queries import books, suspects
from pos_desktop.storage.schema.records import journal

Part = Callable[[Connection], Iterable[Problem]]
"""A part of the proof: reads the shop, and yields what is wrong."""
READ_BY_HAND = tuple(table for table in rows.UNWITNESSED if table is not journal)
"""Tables that no digest and no MAC speaks for."""


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
    """Reads the whole shop and compares; a big one with a second process (docs/decisions/0030)."""

    def __init__(self, till: Till, apart_from: int = rows.APART_FROM) -> None:
        self._till, self._apart_from = till, apart_from

    def run(self, since: date | None = None) -> Verdict:
        """Check everything; `since` looks at the sales of that business date on, points and chain are whole."""
        verdict = self.watched(lambda _done, _whole: True, since)
        if verdict is None:
            raise ValueError("nobody stopped it")
        return verdict

    def watched(self, on_progress: Progress, since: date | None = None) -> Verdict | None:
        """The same, telling `on_progress(done, whole)` many times a second; None soon after that answers False.

        Every part reads the shop as it is when the part begins, so that a till may sell on.
        """
        with Beside(self._till.db) as beside:
            swift = beside.start(lambda tx: rows.swiftly(tx, self._till, beside.stop, self._apart_from))
            file, *rest = [beside.start(_listed(part)) for part in self._parts(beside.stop, since)]
            unread = beside.start(_listed(lambda tx: rows.illegible(tx, READ_BY_HAND)))
            counts = beside.start(suspects.row_counts)
            if not beside.wait(on_progress):
                return None
            looked = None if unread.result() else swift.result()
            if looked is None:
                closer = beside.start(lambda tx: rows.closely(tx, self._till.keys.chain))
                if not beside.wait(on_progress):
                    return None
                looked = closer.result()
            return _verdict(looked, counts, file, rest)

    def _parts(self, stop: Event, since: date | None) -> tuple[Part, ...]:
        """What is compared beside the rows and the journal; the longest first."""
        return (
            _integrity, lambda tx: _replayed(tx, stop), lambda tx: sales.totals(tx, books.programmes(tx), since),
            points.problems, refunds.problems, activity.problems, stored.problems,
            lambda tx: games.problems(tx, self._till), moves.problems, sales.numbers, shifts.problems,
            stock.problems, credit.problems, kitchen.problems, lambda tx: rollups.problems(tx, self._till, stop),
        )  # fmt: skip


def _listed(part: Part) -> Callable[[Connection], list[Problem]]:
    return lambda tx: list(part(tx))


def _verdict(
    looked: rows.Looked, counts: Future[tuple[int, int, int]], file: Future[list[Problem]],
    rest: Iterable[Future[list[Problem]]],
) -> Verdict:  # fmt: skip
    """Of rows that cannot be read, and of a file that is damaged, nothing else can be told."""
    if looked.is_unread:
        return Verdict(0, 0, 0, 0, looked.problems)
    unsound = file.result()
    if any(problem.table == "database" for problem in unsound):
        return Verdict(0, 0, 0, looked.journal, (*looked.problems, *unsound))
    found = (problem for part in rest for problem in part.result())
    return Verdict(*counts.result(), looked.journal, (*looked.problems, *unsound, *found))


def _replayed(tx: Connection, stop: Event) -> Iterator[Problem]:
    """Every account from its first row to its last; of the points those whose sums do not tie."""
    versions, untied = books.programmes(tx), suspects.suspects(tx)
    for account in books.accounts(tx, untied):
        if stop.is_set():
            return
        if account.id in untied:
            yield from ledger.verify_points(account)
        yield from _tier(account, versions)


def _tier(account: AccountRows, versions: Mapping[int, Programme]) -> Iterator[Problem]:
    named = {row.programme_version for kind in (account.sales, account.returns, account.tiers) for row in kind}
    if unknown := named - set(versions):
        yield Problem("tier", "account", account.id, f"no programme version {min(unknown)}")
    elif versions:
        yield from ledger.verify_tier(account, versions)


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
