"""The database's own sums suspect every account of which the ledger has something to say about its points."""

from collections.abc import Iterator

from pos_desktop.loyalty import ledger
from pos_desktop.storage.queries import books
from pos_desktop.storage.queries.suspects import row_counts, suspects
from tests.support.forger import Forger

LIES = {
    "entry": ("points", "debt_change", "kind", "seq", "account_id"),
    "lot": ("points", "left_points", "entry_id", "seq", "account_id"),
    "lot_move": ("points", "entry_id", "lot_id"),
    "account": ("balance", "debt", "lifetime_earned", "seq"),
    "tier_change": ("seq",),
    "activity": ("seq",),
}
OTHERS = {
    "account_id": "(SELECT id FROM account WHERE id <> account_id LIMIT 1)",
    "entry_id": "(SELECT id FROM entry WHERE id <> entry_id ORDER BY points LIMIT 1)",
    "lot_id": "(SELECT id FROM lot WHERE id <> lot_id LIMIT 1)",
    "kind": "CASE kind WHEN 'accrual' THEN 'redemption' ELSE 'accrual' END",
}


def spoken_of(forger: Forger) -> set[str]:
    """Accounts whose points the ledger finds wrong, read row by row."""
    return {rows.id for rows in books.accounts(forger.tx) if list(ledger.verify_points(rows))}


def test_nobody_is_suspected_without_cause(forger: Forger) -> None:
    assert suspects(forger.tx) == spoken_of(forger) == set()
    assert row_counts(forger.tx)[1:] == tuple(
        sum(len(kind) for kind in kinds)
        for kinds in zip(*((rows.entries, rows.lots) for rows in books.accounts(forger.tx)), strict=True)
    )


def lies() -> Iterator[tuple[str, str, str]]:
    """Table, column and what it is set to."""
    for table, columns in LIES.items():
        for column in columns:
            wrong = (OTHERS[column],) if column in OTHERS else (f"{column} + 1", f"-{column} - 1")
            yield from ((table, column, lie) for lie in wrong)


def test_whoever_the_ledger_speaks_of_was_suspected(forger: Forger) -> None:
    forger.free()
    told = 0
    for table, column, lie in lies():
        rowids = [row[0] for row in forger.raw.execute(f"SELECT rowid FROM {table} ORDER BY rowid").fetchall()]
        for rowid in {rowids[0], rowids[len(rowids) // 2], rowids[-1]}:
            with forger.once():
                forger.raw.execute(f"UPDATE OR REPLACE {table} SET {column} = {lie} WHERE rowid = ?", (rowid,))
                spoken = spoken_of(forger)
                told += bool(spoken)
                assert spoken <= suspects(forger.tx), (table, column, rowid, lie)
    assert told > 60


def test_removed_rows_are_suspected(forger: Forger) -> None:
    forger.free()
    for table in ("entry", "lot", "lot_move"):
        for end in ("ASC", "DESC"):
            with forger.once():
                forger.remove(table, end)
                assert spoken_of(forger) and spoken_of(forger) <= suspects(forger.tx)


def test_the_accounts_that_are_read_are_those_that_are_asked_for(forger: Forger) -> None:
    one, *others = (rows.id for rows in books.accounts(forger.tx) if rows.entries)
    assert others
    picked = {rows.id: bool(rows.entries or rows.lots or rows.moves) for rows in books.accounts(forger.tx, {one})}
    assert [account_id for account_id, has_rows in picked.items() if has_rows] == [one]
