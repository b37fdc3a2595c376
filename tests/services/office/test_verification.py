"""`verify` names whatever was changed, removed, slipped in or cut, column by column."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_desktop.services.members.members import Enrol
from pos_desktop.services.office.verification import Verdict, Verification
from pos_desktop.storage import witness
from pos_desktop.storage.opening import FILE_NAME
from tests.support.shop import Shop

CACHES = [
    ("account", "balance"), ("account", "debt"), ("account", "tier"), ("account", "tier_until"), ("account", "seq"),
    ("account", "lifetime_earned"), ("lot", "left_points"), ("counter", "value"), ("counter", "kind"),
    ("journal", "body"), ("journal", "mac"), ("journal", "previous"), ("journal", "at"), ("journal", "kind"),
    ("journal", "staff_id"), ("journal", "subject_id"), ("journal", "key_id"),
]  # fmt: skip
COLUMNS = [
    (table.name, column.name)
    for table, states in witness.COVERED.items()
    for column in table.columns
    if column.name not in states and (table.name, column.name) != ("register", "code")
] + CACHES
"""Every column that the journal covers (a register of another code opens nothing), and every cache to replay."""

NEVER_FILLED = {"accrual_flag", "category", "dropped_order", "imported_file"}
NO_SHOP_AT_ALL = {"shop", "register"}
"""Without these rows nothing opens, and nobody needs to be told."""


@pytest.fixture(scope="module")
def told(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with some history: an upgrade, a redemption, an expiry, split tenders, a guest, a card issued again."""
    from tests.support.shop import copy_of

    shop = Shop(copy_of(template, tmp_path_factory.mktemp("told") / "shop"), is_sample=True)
    member = shop.desk.members.enrol(Enrol("enrol", "0912345678", "Ánh", marketing=True, staff_id=shop.person().id))
    shop.sold("3 x MÁY PHA @ 900000; member Ánh")
    shop.sold("2 x PHỞ @ 100000; member Ánh; redeem 100")
    shop.sold("1 x TRÀ @ 45000")
    shop.desk.members.reissue_card(member.member_id)
    shop.on("2027-06-01")
    shop.desk.days.begin()
    shop.close()
    return shop.folder


@pytest.fixture
def broken(told: Path, tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, Path]]:
    """A copy of that shop with its guards taken off: what somebody with the file and time can do."""
    from tests.support.shop import copy_of

    folder = copy_of(told, tmp_path / "broken")
    raw = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    raw.execute("PRAGMA ignore_check_constraints=ON")
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("BEGIN")
    yield raw, folder
    raw.close()


def without_guards(raw: sqlite3.Connection) -> list[str]:
    """Take the triggers off; gives the statements that put them back, as a careful forger would."""
    guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in guards]


def judged(raw: sqlite3.Connection, folder: Path, guards: list[str]) -> Verdict:
    """Put the guards back, commit, and let the program look."""
    for sql in guards:
        raw.execute(sql)
    raw.execute("COMMIT")
    shop = Shop(folder)
    try:
        return Verification(shop.till).run()
    finally:
        shop.close()


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


def test_an_honest_shop_is_proved(told: Path) -> None:
    shop = Shop(told)
    verdict = Verification(shop.till).run()
    shop.close()

    assert verdict.ok, verdict.problems
    assert verdict.sales == 3
    assert verdict.entries == 5  # two accruals, a redemption, two expiries
    assert verdict.lots == 2


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=str)
def test_any_changed_value_is_found(broken: tuple[sqlite3.Connection, Path], table: str, column: str) -> None:
    raw, folder = broken
    found = raw.execute(f"SELECT rowid, {column} FROM {table} ORDER BY {column} IS NULL, rowid DESC LIMIT 1").fetchone()
    if found is None:
        assert table in NEVER_FILLED
        return
    guards = without_guards(raw)
    kind = next(row[2] for row in raw.execute(f"PRAGMA table_info({table})") if row[1] == column)
    lie = forged(found[1], kind)
    changed = raw.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE rowid = ?", (lie, found[0]))
    assert changed.rowcount == 1, "the forgery must have happened"

    verdict = judged(raw, folder, guards)

    assert not verdict.ok
    assert all(problem.kind and problem.detail for problem in verdict.problems)


FILLED = sorted({table for table, _ in COLUMNS} - NEVER_FILLED - NO_SHOP_AT_ALL)


@pytest.mark.parametrize("table", FILLED)
@pytest.mark.parametrize("end", ["first", "last"])
def test_a_removed_row_is_found(broken: tuple[sqlite3.Connection, Path], table: str, end: str) -> None:
    raw, folder = broken
    guards = without_guards(raw)
    order = "ASC" if end == "first" else "DESC"
    gone = raw.execute(f"DELETE FROM {table} WHERE rowid = (SELECT rowid FROM {table} ORDER BY rowid {order} LIMIT 1)")
    assert gone.rowcount == 1

    assert not judged(raw, folder, guards).ok


def test_points_out_of_nothing_are_found_even_when_every_sum_ties(broken: tuple[sqlite3.Connection, Path]) -> None:
    raw, folder = broken
    account, seq = raw.execute("SELECT id, seq FROM account").fetchone()
    guards = without_guards(raw)
    raw.execute(
        "INSERT INTO entry SELECT 'f' || substr(id, 2), account_id, ?, 'opening', 500, 0, at, business_date,"
        " NULL, NULL,"
        " 'forged', register_id, staff_id, programme_version, breakdown, '' FROM entry WHERE kind = 'accrual' LIMIT 1",
        (seq + 1,),
    )
    raw.execute(
        "INSERT INTO lot SELECT 'f' || substr(id, 2), account_id, (SELECT id FROM entry WHERE operation_id = 'forged'),"
        " ?, 500, 500, usable_from, NULL, NULL FROM lot LIMIT 1",
        (seq + 2,),
    )
    raw.execute("UPDATE account SET balance = balance + 500, seq = ? WHERE id = ?", (seq + 2, account))

    verdict = judged(raw, folder, guards)

    assert {(p.kind, p.table) for p in verdict.problems} == {("chain", "entry"), ("chain", "lot")}


def test_swapped_journal_rows_are_found(broken: tuple[sqlite3.Connection, Path]) -> None:
    raw, folder = broken
    guards = without_guards(raw)
    raw.execute("UPDATE journal SET seq = 100000 WHERE seq = 2")
    raw.execute("UPDATE journal SET seq = 2 WHERE seq = 3")
    assert raw.execute("UPDATE journal SET seq = 3 WHERE seq = 100000").rowcount == 1

    assert "chain" in {problem.kind for problem in judged(raw, folder, guards).problems}


def test_a_missing_guard_is_found(broken: tuple[sqlite3.Connection, Path]) -> None:
    raw, folder = broken
    guards = without_guards(raw)

    verdict = judged(raw, folder, guards[1:])

    assert [(p.kind, p.table) for p in verdict.problems] == [("integrity", "sqlite_schema")]


def test_a_chain_of_another_key_is_found(told: Path, tmp_path: Path) -> None:
    from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
    from pos_desktop.gateways.keys import make_keys
    from tests.support.shop import copy_of

    folder = copy_of(told, tmp_path / "rekeyed")
    (folder / KEYS_FILE).unlink()
    make_keys(folder)
    shop = Shop(folder)
    verdict = Verification(shop.till).run()
    shop.close()

    assert {problem.kind for problem in verdict.problems} == {"chain"}
