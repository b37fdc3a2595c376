"""Proves the books: integrity, totals, gapless numbers, replayed points and tiers, and the journal's chain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import Connection, select

from pos_desktop.core.chain import GENESIS, mac
from pos_desktop.core.codes import Keyring
from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import half_up
from pos_desktop.loyalty import ledger
from pos_desktop.loyalty.ledger import AccountRows, Problem
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.tax import taxes
from pos_desktop.services.office import stored_proof
from pos_desktop.services.till import Till
from pos_desktop.storage import guards
from pos_desktop.storage.queries import books
from pos_desktop.storage.queries.books import JournalRow, SaleRows
from pos_desktop.storage.schema.shop import shift


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
        with self._till.db.read() as tx:
            problems = list(_integrity(tx))
            unreadable = list(books.undecodable(tx)) or list(books.unreadable(tx))
            problems += [Problem("integrity", table, row_id, "cannot be read") for table, row_id in unreadable]
            if unreadable or any(problem.table == "database" for problem in problems):
                return Verdict(0, 0, 0, 0, tuple(problems))
            versions = books.programmes(tx)
            accounts = list(books.accounts(tx))
            for rows in accounts:
                problems += _account(rows, versions)
            sales = list(books.sales(tx))
            problems += _numbers(tx, sales)
            for sale_rows in sales:
                if (since is None or sale_rows.sale.business_date >= since) and _is_known(sale_rows, versions):
                    problems += _totals(sale_rows, versions)
            journal = list(books.journal_rows(tx))
            problems += _beginnings(journal)
            problems += broken_links(journal, self._till.keys.chain)
            problems += _booked(sales, books.sale_points(tx))
            problems += stored_proof.problems(tx)
            problems += _witnessed(tx, journal)
        entries, lots = sum(len(a.entries) for a in accounts), sum(len(a.lots) for a in accounts)
        return Verdict(len(sales), entries, lots, len(journal), tuple(problems))


def broken_links(rows: Sequence[JournalRow], keys: Keyring) -> Iterator[Problem]:
    """Every MAC is recomputed over the row and the MAC before it, per register; the first row given is believed
    about what came before it, unless it is a register's first.
    """
    before: dict[str, JournalRow] = {}
    for row in rows:
        earlier = before.get(row.chained.register_id)
        before[row.chained.register_id] = row
        seq, previous = (earlier.seq + 1, earlier.mac) if earlier else (row.seq, row.previous)
        if not earlier and row.seq == 1:
            previous = GENESIS
        if row.seq != seq:
            yield Problem("chain", "journal", row.id, f"row {row.seq} stands where {seq} should")
        key = keys.keys.get(row.key_id)
        if key is None or row.previous != previous or mac(key, previous, row.chained) != row.mac:
            yield Problem("chain", "journal", row.id, f"row {row.seq} was changed, moved or cut before")


def _beginnings(rows: Sequence[JournalRow]) -> Iterator[Problem]:
    """Every register's journal begins with row 1."""
    seen: set[str] = set()
    for row in rows:
        if row.chained.register_id not in seen and row.seq != 1:
            yield Problem("chain", "journal", row.id, f"the journal begins with row {row.seq}")
        seen.add(row.chained.register_id)


def _account(rows: AccountRows, versions: dict[int, Programme]) -> Iterator[Problem]:
    """Replay an account; one that names a programme which is not there cannot be replayed, and says so."""
    named = {row.programme_version for kind in (rows.sales, rows.returns, rows.tiers) for row in kind}
    if unknown := named - set(versions):
        yield Problem("tier", "account", rows.id, f"no programme version {min(unknown)}")
    elif versions:
        yield from ledger.verify(rows, versions)


def _is_known(rows: SaleRows, versions: dict[int, Programme]) -> bool:
    return rows.sale.programme_version in versions


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


def _numbers(tx: Connection, sales: list[SaleRows]) -> Iterator[Problem]:
    """Receipts and shifts count up without gaps, up to the register's counter."""
    receipts: dict[Id, list[int]] = {}
    for rows in sales:
        receipts.setdefault(rows.sale.register_id, []).append(rows.sale.number)
    shifts: dict[Id, list[int]] = {}
    for row in tx.execute(select(shift.c.register_id, shift.c.number).order_by(shift.c.number)):
        shifts.setdefault(row.register_id, []).append(row.number)
    kept = {(row.register_id, row.kind): row for row in books.counters(tx)}
    for kind, table, numbers in (("receipt", "sale", receipts), ("shift", "shift", shifts)):
        for register_id in books.register_ids(tx):
            row = kept.pop((register_id, kind), None)
            if row is None:
                yield Problem("gap", "counter", register_id, f"no {kind} numbers")
            else:
                yield from _gaps(table, row.id, [0, *numbers.get(register_id, []), row.value + 1])
    for row in kept.values():
        yield Problem("gap", "counter", row.id, f"unknown series {row.kind}")


def _gaps(table: str, counter_id: Id, numbers: list[int]) -> Iterator[Problem]:
    for before, after in pairwise(numbers):
        if after != before + 1:
            yield Problem("gap", table, counter_id, f"{after} follows {before}")


def _totals(rows: SaleRows, versions: dict[int, Programme]) -> Iterator[Problem]:
    """The sums that a sale keeps are the sums of its rows."""
    sale = rows.sale
    for line in rows.lines:
        unit = line.unit_price + sum(price for _, price in line.options)
        right = half_up(unit * line.qty, ONE) if line.label_price is None else line.label_price
        if line.gross != right:
            yield Problem("total", "sale_line", line.id, f"gross {line.gross} is not {unit} x {line.qty}")
    sums = (
        ("goods", sum(x.gross for x in rows.lines), sale.goods),
        ("discount", sum(x.line_discount + x.order_discount for x in rows.lines), sale.discount),
        ("points_value", sum(x.points_share for x in rows.lines), sale.points_value),
        ("due", sum(x.amount for x in rows.lines), sale.due),
        ("paid", sum(x.amount for x in rows.tenders), sale.paid),
        ("basis", sum(x.amount for x in rows.lines if x.earns_points), sale.basis),
        ("earned", sum(x.earned for x in rows.lines), sale.earned),
        ("worth of points", versions[sale.programme_version].value_of(sale.points), sale.points_value),
    )
    for name, summed, kept in sums:
        if summed != kept:
            yield Problem("total", "sale", sale.id, f"{name}: rows {summed}, kept {kept}")
    kept_taxes = [(tax.rate, tax.net, tax.tax) for tax in rows.taxes]
    right = [(tax.rate, tax.net, tax.tax) for tax in taxes([(x.rate, x.amount) for x in rows.lines])]
    if kept_taxes != right:
        yield Problem("total", "sale_tax", sale.id, f"taxes {kept_taxes}, of the lines {right}")


def _witnessed(tx: Connection, journal: list[JournalRow]) -> Iterator[Problem]:
    """Every covered row is as the journal saw it, none is gone, and none stands that it never saw."""
    seen: dict[tuple[str, Id], str] = {}
    for row in journal:
        for table, digests in ((row.plain() or {}).get("rows") or {}).items():
            seen.update({(table, row_id): digest for row_id, digest in digests.items()})
    for table, row_id, digest in books.covered_rows(tx):
        known = seen.pop((table, row_id), None)
        if known != digest:
            detail = "the journal never saw it" if known is None else "differs from what the journal saw"
            yield Problem("chain", table, row_id, detail)
    for table, row_id in seen:
        yield Problem("chain", table, row_id, "the journal saw it, and it is gone")


def _booked(sales: list[SaleRows], points: dict[tuple[Id, str], int]) -> Iterator[Problem]:
    """A sale's points are its entries' points."""
    for rows in sales:
        sale = rows.sale
        booked = (-points.get((sale.id, "redemption"), 0), points.get((sale.id, "accrual"), 0))
        if booked != (sale.points, sale.earned):
            yield Problem("conservation", "sale", sale.id, f"entries {booked}, sale {(sale.points, sale.earned)}")
