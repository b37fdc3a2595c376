"""The sweep passes over nothing that the look row by row would tell, and doubts nothing in an honest shop."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pos_desktop.services.office.proofs import rows, swift
from pos_desktop.services.office.proofs.swift import Doubt, opened, proved
from pos_desktop.storage import witness
from tests.support.forger import Forger
from tests.support.shop import Shop

COVERED = {
    table.name: sorted(column.name for column in table.columns if column.name not in states)
    for table, states in witness.COVERED.items()
}
JOURNAL = ("body", "mac", "previous", "at", "kind", "staff_id", "subject_id", "key_id", "seq", "register_id")


def is_doubted(forger: Forger) -> bool:
    try:
        proved(forger.raw, rows.asked_of(forger.shop.till), lambda: True)
    except Doubt:
        return True
    return False


def test_nothing_is_doubted_in_an_honest_shop(forger: Forger) -> None:
    assert proved(forger.raw, rows.asked_of(forger.shop.till), lambda: True) == forger.shop.count("journal")


@pytest.mark.parametrize("table", sorted(COVERED))
def test_every_changed_column_and_every_removed_row_is_doubted(forger: Forger, table: str) -> None:
    forger.free()
    for column in COVERED[table]:
        with forger.once():
            lie = forger.forge(table, column)
            assert is_doubted(forger), lie
    for end in ("ASC", "DESC"):
        with forger.once():
            forger.remove(table, end)
            assert is_doubted(forger), end


@pytest.mark.parametrize("column", JOURNAL)
def test_every_changed_column_of_the_journal_is_doubted(forger: Forger, column: str) -> None:
    forger.free()
    lie = forger.forge("journal", column)
    assert is_doubted(forger), lie


@pytest.mark.parametrize("moment", ["2026-03-02T02:00:00.000000+00:00", "2026-03-02T02:00:00.000000ZZ"])
def test_a_moment_that_only_looks_like_the_one_that_was_chained_is_doubted(forger: Forger, moment: str) -> None:
    forger.free()
    kept = forger.raw.execute("SELECT at FROM journal WHERE seq = 2").fetchone()[0]
    forger.raw.execute("UPDATE journal SET at = ? WHERE seq = 2", (kept[:26] + moment[26:],))
    assert is_doubted(forger)


@pytest.mark.parametrize("rowid", [-5, 1_000_000])
def test_a_row_too_many_is_found_wherever_it_stands(forger: Forger, rowid: int) -> None:
    guards = forger.free()
    made = forger.raw.execute(
        "INSERT INTO sale_tax (rowid, id, sale_id, position, rate, net, tax)"
        " SELECT ?, 'forged', sale_id, 7, 9, 0, 0 FROM sale_tax LIMIT 1", (rowid,),
    )  # fmt: skip
    assert made.rowcount == 1
    assert is_doubted(forger)
    told = {(problem.kind, problem.table, problem.id) for problem in forger.judged(guards).problems}
    assert ("chain", "sale_tax", "forged") in told


def test_an_unreadable_row_below_the_first_one_is_found(forger: Forger) -> None:
    guards = forger.free()
    changed = forger.raw.execute("UPDATE person SET rowid = -3, name = CAST(? AS TEXT) WHERE rowid = 1", (b"Lan \xff",))
    assert changed.rowcount == 1
    told = {(problem.kind, problem.table, problem.id) for problem in forger.judged(guards).problems}
    assert ("integrity", "person", "-3") in told


def test_rows_in_another_order_are_the_same_rows(forger: Forger) -> None:
    forger.free()
    most = forger.raw.execute("SELECT max(rowid) FROM sale_line").fetchone()[0]
    moved = forger.raw.execute("UPDATE sale_line SET rowid = rowid + ? WHERE rowid < 4", (most,))
    assert moved.rowcount == 3
    assert not is_doubted(forger)


def test_one_look_at_the_file_while_the_till_sells_on(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swift, "CHUNK", 3)
    shop.sold("3 x PHỞ @ 100000; member Lan")
    before, sold = shop.count("journal"), list[str]()

    def sell() -> bool:
        if len(sold) < 5:
            sold.append(shop.sold("1 x PHỞ @ 100000; member Lan").id)
        return True

    raw = opened(str(shop.till.db.path))
    assert proved(raw, rows.asked_of(shop.till), sell) == before
    raw.close()
    assert len(sold) == 5


def test_it_cannot_write(shop: Shop) -> None:
    raw = opened(str(shop.till.db.path))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        raw.execute("UPDATE shop SET name = 'x'")
    raw.close()


def test_it_stops_when_told(shop: Shop) -> None:
    raw = opened(str(shop.till.db.path))
    with pytest.raises(Doubt, match="stopped"):
        proved(raw, rows.asked_of(shop.till), lambda: False)
    raw.close()


def test_it_loads_no_room_but_core() -> None:
    """A second process starts in a few hundredths of a second."""
    told = f"import sys; sys.path.insert(0, sys.argv[1]); import {swift.__name__}; print(*sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", told, str(Path(rows.__file__).parents[4])]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert {name for name in loaded if name.startswith(("pos_desktop", "sqlalchemy"))} == {
        "pos_desktop", "pos_desktop.core", "pos_desktop.core.chain", "pos_desktop.services",
        "pos_desktop.services.office", "pos_desktop.services.office.proofs", swift.__name__,
        "pos_desktop.services.office.proofs.seen",
    }  # fmt: skip
