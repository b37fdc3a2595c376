"""The stand-alone verifier: it needs nothing of ours, names every fault, and agrees with `verify`."""

import ast
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from pos_desktop.gateways.exported import Form
from pos_desktop.services.office.exports import Exports, Wanted, What
from pos_desktop.services.office.proofs.verification import Verification
from tests.support.auditor import SCRIPT, run, written_anew
from tests.support.shifts import closed
from tests.support.shop import MANAGER, Shop, copy_of, prepare


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The folder of a shop after a day's work, its Z made, and the export of its journal."""
    at = tmp_path_factory.mktemp("audited")
    prepare(at / "template")
    shop = Shop(copy_of(at / "template", at / "shop"))
    shop.granted("Lan", 500)
    shop.sold("1 x PHỞ @ 55000")
    shop.returned(shop.sold("3 x PHỞ @ 100000 -10%; member Lan; redeem 60"), "1 x PHỞ")
    closed(shop.desk)
    for _n in range(3):
        shop.desk.people.sign_in(shop.person(MANAGER).id, "709184")
    wanted = Wanted(What.JOURNAL, Form.JSONL, date(2026, 3, 1), date(2026, 3, 31))
    with (at / "journal.jsonl").open("wb") as out:
        Exports(shop.till).write(wanted, shop.person(MANAGER).id, out)
    shop.close()
    return at


@pytest.fixture
def lines(books):
    return (books / "journal.jsonl").read_text("utf-8").splitlines()


@pytest.fixture
def audit(books, tmp_path):
    """Run the script over changed lines, with the shop's keys or without."""

    def over(lines, *words, keys=True):
        path = tmp_path / "journal.jsonl"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        given = ("--keys", str(books / "shop" / "keys.json")) if keys else ()
        return run(path, *given, *words)

    return over


def altered(line, **changes):
    row = json.loads(line)
    assert any(row[name] != value for name, value in changes.items()), "the forgery must have happened"
    return json.dumps({**row, **changes}, ensure_ascii=False)


def named(told):
    return [(fault["what"], fault["seq"]) for fault in told["faults"]]


def test_it_imports_the_standard_library_alone():
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)


def test_it_knows_the_schema_of_today():
    """`python -m tests.support.auditor` writes it anew."""
    assert SCRIPT.read_text("utf-8") == written_anew()


def test_an_honest_export_is_right(audit, lines):
    status, told = audit(lines, "--whole")
    assert (status, told["ok"], told["keys"], told["journal"], told["faults"]) == (0, True, True, len(lines), [])


@pytest.mark.parametrize("field", ["register_id", "at", "staff_id", "kind", "subject_id", "body"])
def test_any_changed_field_is_named(audit, lines, field):
    middle = len(lines) // 2
    lines[middle] = altered(lines[middle], **{field: "2026-01-01T00:00:00.000000+00:00"})
    status, told = audit(lines, "--whole")
    assert status == 1
    if field == "register_id":  # the row is another register's now, and missing in its own
        assert ("removed", middle + 1) in named(told)
    else:
        assert named(told) == [("changed", middle + 1)]


def test_one_digit_of_a_price(audit, lines):
    at, line = next((at, line) for at, line in enumerate(lines) if '"kind":"sale"' in line)
    lines[at] = line.replace("55000", "54000")
    assert lines[at] != line
    assert named(audit(lines)[1]) == [("changed", at + 1)]


def test_removed_rows_are_named(audit, lines):
    del lines[4:6]
    status, told = audit(lines, "--whole")
    assert status == 1
    assert [(fault["what"], fault["seq"], fault["was"]) for fault in told["faults"]] == [("removed", 5, 6)]


def test_an_inserted_row_is_named(audit, lines):
    lines.insert(4, altered(lines[4], body="{}"))
    assert ("twice", 5) in named(audit(lines)[1])
    renumbered = [*lines[:4], lines[4]]
    renumbered += [altered(line, seq=json.loads(line)["seq"] + 1) for line in lines[5:]]
    told = named(audit(renumbered)[1])
    assert told[0] == ("foreign", 5)
    assert {what for what, _seq in told[1:]} == {"moved"}


def test_rows_that_changed_places_are_named(audit, lines):
    swapped = [*lines[:4], lines[5], lines[4], *lines[6:]]
    assert named(audit(swapped)[1]) == [("order", 5)]
    renumbered = [*lines[:4], altered(lines[5], seq=5), altered(lines[4], seq=6), *lines[6:]]
    assert [(fault["what"], fault["seq"], fault["was"]) for fault in audit(renumbered)[1]["faults"]] == [
        ("moved", 5, 6), ("moved", 6, 5),
    ]  # fmt: skip


def test_a_cut_end_shows_by_a_printed_seal_alone(audit, lines, books):
    with closing(sqlite3.connect(books / "shop" / "shop.db")) as raw:
        seq, mac = raw.execute("SELECT anchor_seq, anchor_mac FROM shift_report WHERE kind = 'z'").fetchone()
    printed = f"{seq}:{mac[:4]} {mac[4:8]} {mac[8:12]} {mac[12:16]}"
    assert audit(lines, "--anchor", printed)[0] == 0
    cut = lines[: seq - 1]
    assert audit(cut)[0] == 0
    assert named(audit(cut, "--anchor", printed)[1]) == [("cut", seq)]
    assert named(audit(lines, "--anchor", f"{seq}:{'0' * 16}")[1]) == [("anchor", seq)]


def test_a_cut_beginning_is_a_part_or_a_fault(audit, lines):
    status, told = audit(lines[3:])
    assert (status, [note["what"] for note in told["notes"]]) == (0, ["part", "end"])
    assert named(audit(lines[3:], "--whole")[1]) == [("removed", 1)]


def test_without_keys_links_are_proved_and_it_says_so(audit, lines, tmp_path):
    lines[4] = altered(lines[4], body="{}")
    status, told = audit(lines, keys=False)
    assert (status, told["keys"]) == (0, False)
    lines[4] = altered(lines[4], mac="0" * 64)
    assert named(audit(lines, keys=False)[1]) == [("unlinked", 6)]
    del lines[7]
    assert ("removed", 8) in named(audit(lines, keys=False)[1])


def test_another_shops_keys_and_a_key_that_is_not_there(audit, lines, tmp_path):
    wrong = tmp_path / "keys.json"
    wrong.write_text(json.dumps({"1": "ab" * 32}))
    path = tmp_path / "journal.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    assert len(run(path, "--keys", str(wrong))[1]["faults"]) == len(lines)
    wrong.write_text(json.dumps({"chain": {"2": "ab" * 32}}))
    assert {what for what, _seq in named(run(path, "--keys", str(wrong))[1])} == {"no_key"}


def test_a_line_that_cannot_be_read_is_named(audit, lines):
    lines[4] = lines[4][:40]
    assert ("unreadable", 5) in named(audit(lines)[1])


def test_an_empty_journal_is_not_a_whole_one(tmp_path):
    (tmp_path / "x").write_text("")
    status, told = run(tmp_path / "x")
    assert (status, told["notes"]) == (0, [{"what": "none"}])
    status, told = run(tmp_path / "x", "--whole")
    assert (status, [fault["what"] for fault in told["faults"]]) == (1, ["none"])


@pytest.mark.parametrize("changes", [
    {"seq": 5.9}, {"seq": "5"}, {"seq": True}, {"key_id": 1.5}, {"mac": 5}, {"previous": None}, {"register_id": [1]},
    {"body": {"due": 5}}, {"told": "Bán 0 đồng"}, {"kind": "\ud800"},
])  # fmt: skip
def test_a_row_with_other_values_or_more_than_the_chain_covers_is_unreadable(audit, lines, changes):
    lines[4] = json.dumps({**json.loads(lines[4]), **changes})
    lines[6] = "5"
    assert {("unreadable", 7)} < set(named(audit(lines)[1]))
    assert ("unreadable", 5) in named(audit(lines)[1])


def test_a_field_that_is_told_twice_is_unreadable(audit, lines):
    """Some readers take the first one, which no key proves."""
    lines[4] = '{"body":"{}",' + lines[4].removeprefix("{")
    assert json.loads(lines[4])["seq"] == 5
    assert ("unreadable", 5) in named(audit(lines)[1])


def test_a_proof_of_other_letters_is_wrong_and_nothing_breaks(audit, lines):
    lines[4] = altered(lines[4], mac="ê" * 64)
    assert (5 in [seq for _what, seq in named(audit(lines)[1])], audit(lines)[0]) == (True, 1)
    lines[5] = "[" * 100_000
    assert ("unreadable", 6) in named(audit(lines)[1])


@pytest.mark.parametrize("text", ["", "not a journal\n", "{}\n", "SQLite format 3\0 no more"])
def test_what_is_no_journal(tmp_path, text):
    path = tmp_path / "x"
    path.write_text(text)
    assert run(path)[0] == (0 if not text else 2)


# a database


@pytest.fixture
def forged(books, tmp_path):
    """A copy of the shop in which somebody did something; gives what both say of it."""

    def over(*statements):
        folder = tmp_path / "forged"
        shutil.copytree(books / "shop", folder)
        with closing(sqlite3.connect(folder / "shop.db")) as raw, raw:
            guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _sql in guards:
                raw.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                assert raw.execute(statement).rowcount > 0, "the forgery must have happened"
            for _name, sql in guards:
                raw.execute(sql)
        return told_by_both(folder)

    return over


def told_by_both(folder: Path):
    status, told = run(folder / "shop.db", "--keys", str(folder / "keys.json"))
    shop = Shop(folder)
    try:
        return status, told, Verification(shop.till).run()
    finally:
        shop.close()


def rows_in(verdict):
    beside = ("journal", "shift_report")
    return {(p.table, p.id) for p in verdict.problems if p.kind == "chain" and p.table not in beside}


def rows_told(told):
    return {(fault["table"], fault["id"]) for fault in told["faults"] if fault["what"].startswith("row_")}


def test_an_honest_database_is_right(forged):
    status, told, verdict = forged("UPDATE register SET failed_pins = 0")
    assert (status, told["faults"], verdict.ok, told["journal"]) == (0, [], True, verdict.journal)


@pytest.mark.parametrize("statement", [
    "UPDATE sale_line SET name = 'TRÀ' WHERE name = 'PHỞ'",
    "UPDATE sale SET at = '2026-03-02T03:00:00.000000Z' WHERE number = 1",
    "UPDATE staff SET rights = '{\"alone\":true}' WHERE role = 'cashier'",
    "UPDATE entry SET reason = 'khác' WHERE kind = 'accrual'",
    "DELETE FROM sale_tax",
    "DELETE FROM stock_movement WHERE kind = 'refund'",
    "INSERT INTO lot_move (id, entry_id, lot_id, points) SELECT 'x', entry_id, id, 1 FROM lot LIMIT 1",
])  # fmt: skip
def test_rows_of_tables_are_named_as_verify_names_them(forged, statement):
    status, told, verdict = forged(statement)
    assert status == 1
    assert rows_told(told) == rows_in(verdict) != set()


def test_rows_of_the_journal_are_named_as_verify_names_them(forged):
    status, told, verdict = forged("UPDATE journal SET body = replace(body, '55000', '5500') WHERE kind = 'sale'")
    assert status == 1
    changed = {fault["seq"] for fault in told["faults"] if fault["what"] == "changed"}
    said = {int(p.detail.split()[1]) for p in verdict.problems if p.table == "journal"}
    assert changed == said != set()


def test_a_removed_and_a_cut_row(forged):
    status, told, verdict = forged("DELETE FROM journal WHERE seq = 5")
    assert (status, verdict.ok) == (1, False)
    assert ("removed", 5) in [(fault["what"], fault.get("seq")) for fault in told["faults"]]


def test_a_cut_end_shows_by_the_seal_that_the_database_keeps(forged):
    status, told, verdict = forged("DELETE FROM journal WHERE seq >= (SELECT max(anchor_seq) FROM shift_report)")
    assert (status, verdict.ok) == (1, False)
    assert "cut" in {fault["what"] for fault in told["faults"]}


def test_two_rows_that_changed_places(forged):
    status, told, verdict = forged(
        "UPDATE journal SET seq = 9999 WHERE seq = 5", "UPDATE journal SET seq = 5 WHERE seq = 6",
        "UPDATE journal SET seq = 6 WHERE seq = 9999",
    )  # fmt: skip
    assert (status, verdict.ok) == (1, False)
    assert {("moved", 5, 6), ("moved", 6, 5)} <= {
        (fault["what"], fault.get("seq"), fault.get("was")) for fault in told["faults"]
    }
