"""`report NAME`: one object with fixed names, CSV with the same, a workbook without a formula, words for people."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from pos_desktop.cli.main import DONE, REFUSED, WRONG_USE, main
from pos_desktop.services.office.reports.every import Name
from tests.support.shop import CASHIER, MANAGER, PINS

FORMULA = "=1+2"


@pytest.fixture
def report(shop, capsysbinary, monkeypatch):
    shop.sold("2 x PHỞ @ 55000 -10%")
    shop.sold(f"1 x {FORMULA} @ 40000")
    shop.close()

    def run(*words, who=MANAGER):
        monkeypatch.setenv("POS_PIN", PINS[who])
        status = main(["report", *words, "--data", str(shop.folder), "--user", who])
        return status, capsysbinary.readouterr().out.decode()

    return run


def test_json(report):
    status, out = report("sales-by-item", "--date", "2026-03-02", "--json")
    told = json.loads(out)
    assert status == DONE
    assert set(told) == {"report", "from", "to", "columns", "rows", "sums"}
    assert told["columns"] == ["name", "sku", "qty", "sold", "returned", "net"]
    assert told["sums"] == [None, None, 3_000, 139_000, 0, 139_000]


def test_csv(report):
    status, out = report("sales-by-day", "--date", "2026-03-01", "--to", "2026-03-02", "--csv")
    assert (status, out[0]) == (DONE, "\ufeff")
    rows = list(csv.DictReader(io.StringIO(out[1:])))
    assert [(row["day"], row["net"]) for row in rows] == [("2026-03-01", "0"), ("2026-03-02", "139000")]


def test_a_workbook_has_numbers_and_no_formula(report, tmp_path):
    path = tmp_path / "a.xlsx"
    assert report("margin", "--date", "2026-03-02", "--xlsx", str(path)) == (DONE, f"{path}\n")
    cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row]
    assert FORMULA in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {2, 1} <= {cell.value for cell in cells if cell.data_type == "n"}


@pytest.mark.parametrize("name", list(Name))
def test_people_read_a_table(report, name):
    status, out = report(name.value, "--date", "2026-03-02")
    assert status == DONE
    assert name.value not in out


def test_beside_the_day_before(report):
    _status, out = report("sales-by-category", "--date", "2026-03-02", "--compare", "--json")
    assert "net.before" in json.loads(out)["columns"]
    assert "kỳ trước" in " ".join(report("sales-by-day", "--date", "2026-03-02", "--compare")[1].split())


def test_who_may_not(report):
    assert report("margin", "--date", "2026-03-02", who=CASHIER) == (REFUSED, "")


@pytest.mark.parametrize("words", [
    ("margin", "--date", "2026-03-02", "--pdf", "a.pdf"), ("feedback", "--date", "2026-03-02", "--csv"),
    ("daily-loyalty", "--date", "2026-03-02", "--compare"), ("nothing", "--date", "2026-03-02"),
])  # fmt: skip
def test_wrong_use(report, words):
    assert report(*words) == (WRONG_USE, "")
