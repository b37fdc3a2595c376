"""`verify` names whatever was changed, removed, slipped in or cut, column by column."""

import json
from pathlib import Path

import pytest

from pos_desktop.services.office.proofs import chain
from pos_desktop.services.office.proofs.chain import Heard
from pos_desktop.services.office.proofs.verification import Verdict, Verification
from pos_desktop.storage import witness
from pos_desktop.storage.queries import witnessed
from tests.support.forger import Forger
from tests.support.shop import Shop, copy_of

COVERED = {
    table.name: sorted(column.name for column in table.columns if column.name not in states)
    for table, states in witness.COVERED.items()
}
COVERED["register"].remove("code")  # a register of another code opens nothing
CACHES = {
    "account": ("balance", "debt", "tier", "tier_until", "seq", "lifetime_earned"),
    "lot": ("left_points",),
    "counter": ("value", "kind"),
    "journal": ("body", "mac", "previous", "at", "kind", "staff_id", "subject_id", "key_id"),
    "activity": ("account_id", "seq", "kind", "on_date", "spend", "points", "visits", "sale_id", "source_id"),
    "stored_card": ("money", "bonus", "seq"),
    "voucher": ("used",),
}
"""What no digest covers and the rows beside it must give."""
NO_SHOP_AT_ALL = {"shop", "register"}
"""Without these rows nothing opens, and nobody needs to be told."""


def test_an_honest_shop_is_proved_and_has_done_everything(told: Path) -> None:
    shop = Shop(told)
    verdict = Verification(shop.till).run()
    empty = [table for table in COVERED if not shop.count(table)]
    shop.close()

    assert verdict.ok, verdict.problems
    assert verdict.sales > 20 and verdict.entries > 30 and verdict.lots > 20
    assert not empty


@pytest.mark.parametrize("table", sorted(COVERED))
def test_any_change_of_a_covered_row_is_found(forger: Forger, table: str) -> None:
    """Every column, and both ends of the table, by the check that sees it; the last change by the whole proof."""
    seen = Heard(witnessed.journal_rows(forger.tx), forger.shop.till.keys.chain)
    guards = forger.free()
    for column in COVERED[table]:
        with forger.once():
            lie = forger.forge(table, column)
            assert list(chain.unwitnessed(forger.tx, seen)), lie
    for end in ("ASC", "DESC"):
        with forger.once():
            forger.remove(table, end)
            assert list(chain.unwitnessed(forger.tx, seen)), end
    assert not list(chain.unwitnessed(forger.tx, seen))

    forger.forge(table, COVERED[table][0])
    assert_told(forger.judged(guards))


@pytest.mark.parametrize("table", sorted(set(COVERED) - NO_SHOP_AT_ALL))
def test_a_removed_row_is_found_by_the_whole_proof(forger: Forger, table: str) -> None:
    guards = forger.free()
    forger.remove(table, "DESC")
    assert_told(forger.judged(guards))


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, columns in CACHES.items() for column in columns], ids=str
)
def test_any_changed_cache_is_found(forger: Forger, table: str, column: str) -> None:
    guards = forger.free()
    forger.forge(table, column)
    assert_told(forger.judged(guards))


@pytest.mark.parametrize("end", ["ASC", "DESC"])
@pytest.mark.parametrize("table", ["account", "activity", "counter", "journal"])
def test_a_removed_row_that_no_digest_covers_is_found(forger: Forger, table: str, end: str) -> None:
    guards = forger.free()
    forger.remove(table, end)
    assert_told(forger.judged(guards))


def assert_told(verdict: Verdict) -> None:
    """Something is wrong, and is said."""
    assert not verdict.ok
    assert all(problem.kind and problem.detail for problem in verdict.problems)


def test_points_out_of_nothing_are_found_even_when_every_sum_ties(forger: Forger) -> None:
    account, seq = forger.raw.execute("SELECT id, seq FROM account ORDER BY id LIMIT 1").fetchone()
    guards = forger.free()
    forger.raw.execute(
        "INSERT INTO entry (id, account_id, seq, kind, points, at, business_date, operation_id, register_id, staff_id,"
        " programme_version, breakdown) SELECT 'forged', ?, ?, 'opening', 500, at, business_date, 'forged',"
        " register_id, staff_id, programme_version, breakdown FROM entry WHERE kind = 'accrual' LIMIT 1",
        (account, seq + 1),
    )
    forger.raw.execute(
        "INSERT INTO lot (id, account_id, entry_id, seq, points, left_points, usable_from)"
        " SELECT 'forged-lot', ?, 'forged', ?, 500, 500, usable_from FROM lot LIMIT 1", (account, seq + 2),
    )  # fmt: skip
    forger.raw.execute("UPDATE account SET balance = balance + 500, seq = ? WHERE id = ?", (seq + 2, account))

    verdict = forger.judged(guards)

    assert {(p.kind, p.table) for p in verdict.problems} == {("chain", "entry"), ("chain", "lot")}


def test_swapped_journal_rows_are_found(forger: Forger) -> None:
    guards = forger.free()
    forger.raw.execute("UPDATE journal SET seq = 100000 WHERE seq = 2")
    forger.raw.execute("UPDATE journal SET seq = 2 WHERE seq = 3")
    assert forger.raw.execute("UPDATE journal SET seq = 3 WHERE seq = 100000").rowcount == 1

    assert "chain" in {problem.kind for problem in forger.judged(guards).problems}


def test_a_missing_guard_is_found(forger: Forger) -> None:
    guards = forger.free()

    verdict = forger.judged(guards[1:])

    assert [(p.kind, p.table) for p in verdict.problems] == [("integrity", "sqlite_schema")]


@pytest.mark.parametrize(
    ("table", "column", "lie"),
    [("offer", "at", b"2026-03-02T02:61:00.000000Z"), ("person", "birthday", b"2026-02-30"),
     ("offer", "at", b"2026-02-30T02:00:00.000000Z"), ("offer", "at", b"2026-02-03T24:00:00.000000Z"),
     ("open_order", "body", b"{"), ("person", "name", b"Lan \xff"), ("sale", "loyalty", b"[1,"),
     ("entry", "business_date", b"hier"), ("sale_line", "name", b"\xc3")],
    ids=str,
)  # fmt: skip
def test_what_nothing_can_read_any_more_is_named_before_anything_else(
    forger: Forger, table: str, column: str, lie: bytes
) -> None:
    guards = forger.free()
    changed = forger.raw.execute(
        f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE rowid = (SELECT max(rowid) FROM {table})", (lie,)
    )
    assert changed.rowcount == 1, "the forgery must have happened"

    problems = forger.judged(guards).problems

    assert ("integrity", table, "cannot be read") in {(p.kind, p.table, p.detail) for p in problems}


def test_a_chain_of_another_key_is_found(told: Path, tmp_path: Path) -> None:
    from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
    from pos_desktop.gateways.keys import make_keys

    folder = copy_of(told, tmp_path / "rekeyed")
    kept = json.loads((folder / KEYS_FILE).read_text())
    (folder / KEYS_FILE).unlink()
    make_keys(folder)
    made = json.loads((folder / KEYS_FILE).read_text())
    (folder / KEYS_FILE).write_text(json.dumps({**kept, "chain": made["chain"]}))
    shop = Shop(folder)
    verdict = Verification(shop.till).run()
    shop.close()

    assert {problem.kind for problem in verdict.problems} == {"chain"}
