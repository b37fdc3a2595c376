"""Proves the books: integrity, totals, gapless numbers, replayed points and tiers, and the journal's chain."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from pos_desktop.loyalty import ledger
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rows import AccountRows, Problem
from pos_desktop.services.office import (
    activity_proof,
    chain_proof,
    games_proof,
    points_proof,
    refund_proof,
    sale_proof,
    stored_proof,
)  # fmt: skip
from pos_desktop.services.till import Till
from pos_desktop.storage import guards
from pos_desktop.storage.queries import books, legible, witnessed
from pos_desktop.storage.schema.selling import sale

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
        """The same, telling `on_progress(done, whole)` before each check; None when that answers False."""
        with self._till.db.read() as tx:
            unsound = list(_integrity(tx))
            unread = [*_unreadable(tx)]
            if unread or any(problem.table == "database" for problem in unsound):
                return Verdict(0, 0, 0, 0, (*unsound, *unread))
            versions, accounts = books.programmes(tx), list(books.accounts(tx))
            journal = list(witnessed.journal_rows(tx))
            checks: Sequence[Callable[[], Iterable[Problem]]] = (
                lambda: _accounts(accounts, versions), lambda: sale_proof.numbers(tx),
                lambda: sale_proof.totals(tx, versions, since), lambda: refund_proof.problems(tx),
                lambda: points_proof.problems(tx), lambda: activity_proof.problems(tx),
                lambda: stored_proof.problems(tx), lambda: games_proof.problems(tx, self._till),
                lambda: chain_proof.beginnings(journal),
                lambda: chain_proof.broken_links(journal, self._till.keys.chain),
                lambda: chain_proof.unwitnessed(tx, journal),
            )  # fmt: skip
            problems = unsound
            for done, check in enumerate(checks):
                if not on_progress(done, len(checks)):
                    return None
                problems += check()
            sales = tx.execute(select(func.count()).select_from(sale)).scalar_one()
        entries, lots = sum(len(a.entries) for a in accounts), sum(len(a.lots) for a in accounts)
        return Verdict(sales, entries, lots, len(journal), tuple(problems))


def _unreadable(tx: Connection) -> Iterator[Problem]:
    for table, row_id in legible.illegible(tx):
        yield Problem("integrity", table, row_id, "cannot be read")


def _accounts(accounts: Sequence[AccountRows], versions: Mapping[int, Programme]) -> Iterator[Problem]:
    """Replay every account; one that names a programme which is not there cannot be replayed, and says so."""
    for rows in accounts:
        named = {row.programme_version for kind in (rows.sales, rows.returns, rows.tiers) for row in kind}
        if unknown := named - set(versions):
            yield Problem("tier", "account", rows.id, f"no programme version {min(unknown)}")
        elif versions:
            yield from ledger.verify(rows, versions)


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
