"""`report staff-risk`: fixed names, the rows behind each number, and who may read it."""

import json

import pytest

from pos_desktop.cli.main import DONE, REFUSED, WRONG_USE, main
from tests.support.shop import CASHIER, MANAGER, PINS


@pytest.fixture
def report(shop, capsys, monkeypatch):
    for _n in range(20):
        shop.sold(f"1 x PHỞ @ 50000; by {MANAGER}")
        shop.sold(f"1 x PHỞ @ 50000 -10%; by {CASHIER}")
    shop.close()

    def run(*words, who=MANAGER):
        monkeypatch.setenv("POS_PIN", PINS[who])
        status = main(["report", "staff-risk", *words, "--data", str(shop.folder), "--user", who])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_names_that_programs_rely_on(report):
    status, out, _err = report("--date", "2026-03-02", "--json")
    told = json.loads(out)
    assert (status, told["from"], told["to"]) == (DONE, "2026-03-02", "2026-03-02")
    assert told["limits"] == {"times": 2, "cases": 3, "sales": 20, "bills_a_day": 3}
    first = told["people"][0]
    sign = next(sign for sign in first["signs"] if sign["sign"] == "discount")
    assert (first["name"], first["sales"]) == (CASHIER, 20)
    assert (sign["cases"], sign["per_100"], sign["others"], sign["marked"]) == (20, 10_000, 0, True)
    assert sign["rows"][0] == {"at": "2026-03-02T09:00:00+07:00", "sale": "K1-000040", "member": "", "amount": 5_000}
    assert len(first["signs"]) == 9


def test_a_table_for_people_says_how_it_marks(report):
    status, out, _err = report("--date", "2026-03-01", "--to", "2026-03-31")
    assert (status, "Giảm giá tay" in out, "100,0" in out) == (DONE, True, True)
    assert "từ 3 lần trở lên" in " ".join(out.split())


def test_who_may_not_and_wrong_use(report):
    status, _out, err = report("--date", "2026-03-02", who=CASHIER)
    assert (status, err.split(":")[0]) == (REFUSED, "NOT_ALLOWED")
    assert report("--date", "x")[0] == WRONG_USE
