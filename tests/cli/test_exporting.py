"""`export`: who may, to standard output or a file, and what the journal says of it."""

import csv
import io
import json

import pytest

from pos_desktop.cli.main import DONE, ENVIRONMENT, REFUSED, WRONG_USE, main
from tests.support.shop import CASHIER, MANAGER, PINS, Shop


@pytest.fixture
def folder(shop):
    shop.granted("=Lan", 500)
    shop.sold("1 x PHỞ @ 250000; member =Lan")
    shop.close()
    return shop.folder


@pytest.fixture
def export(folder, capfdbinary, monkeypatch):
    def run(*words, who=MANAGER):
        monkeypatch.setenv("POS_PIN", PINS[who])
        status = main(["export", *words, "--data", str(folder), "--user", who])
        told = capfdbinary.readouterr()
        return status, told.out, told.err.decode()

    return run


def journal(folder):
    shop = Shop(folder)
    try:
        return shop.rows("SELECT kind, body FROM journal ORDER BY seq DESC LIMIT 1")[0]
    finally:
        shop.close()


def test_json_lines_to_standard_output(export, folder):
    status, out, err = export("sales", "--jsonl")
    [row] = [json.loads(line) for line in out.splitlines()]
    assert (status, row["number"], row["amount"]) == (DONE, "K1-000001", 250_000)
    assert err == "Đã xuất 1 dòng.\n"
    kind, body = journal(folder)
    assert (kind, json.loads(body)["what"], json.loads(body)["from"]) == ("export", "sales", "2026-03-02")


def test_a_csv_as_a_file_in_which_no_name_is_a_formula(export, tmp_path):
    path = tmp_path / "khach.csv"
    status, out, _err = export("members", "--from", "2026-03-01", "--to", "2099-01-01", "--csv", "--output", str(path))
    [row] = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    assert (status, out, row["name"], row["balance"]) == (DONE, b"", "'=Lan", "525")


def test_who_may_not_gets_no_byte(export, tmp_path):
    path = tmp_path / "khach.csv"
    status, out, err = export("members", "--csv", "--output", str(path), who=CASHIER)
    assert (status, out, path.exists(), err.split(":")[0]) == (REFUSED, b"", False, "NOT_ALLOWED")


def test_a_file_that_cannot_be_written(export, tmp_path, folder):
    status, _out, err = export("sales", "--csv", "--output", str(tmp_path / "none" / "a.csv"))
    assert (status, err.split(":")[0]) == (ENVIRONMENT, "FILE_UNWRITABLE")
    assert journal(folder)[0] == "sign_in"


@pytest.mark.parametrize("words", [
    ("people", "--csv"), ("sales",), ("sales", "--csv", "--jsonl"), ("sales", "--csv", "--from", "x"),
])  # fmt: skip
def test_wrong_use(export, words):
    assert export(*words)[0] == WRONG_USE


def test_a_range_that_ends_before_it_begins(export):
    assert export("sales", "--csv", "--from", "2026-03-03", "--to", "2026-03-01")[0] == REFUSED
