"""`report feedback`: fixed names, a table for people, and who may read it."""

import json

import pytest

from pos_desktop.cli.main import DONE, REFUSED, WRONG_USE, main
from tests.support.shop import CASHIER, MANAGER, PINS


@pytest.fixture
def report(shop, capsys, monkeypatch):
    for at, score in (("2026-03-02 09:00", 2), ("2026-03-02 10:00", 5), ("2026-03-03 09:00", 5)):
        shop.on(at)
        shop.desk.feedback.give(shop.sold("1 x PHỞ @ 50000").id, score)
    shop.close()

    def run(*words, who=MANAGER):
        monkeypatch.setenv("POS_PIN", PINS[who])
        status = main(["report", "feedback", *words, "--data", str(shop.folder), "--user", who])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_names_that_programs_rely_on(report):
    status, out, _err = report("--date", "2026-03-02", "--to", "2026-03-03", "--json")

    assert (status, json.loads(out)) == (DONE, {
        "count": 3, "average": 40,
        "days": [
            {"date": "2026-03-02", "scores": [0, 1, 0, 0, 1]}, {"date": "2026-03-03", "scores": [0, 0, 0, 0, 1]},
        ],
        "low": [{"at": "2026-03-02T09:00:00+07:00", "score": 2, "sale": "K1-000001"}],
    })  # fmt: skip


def test_a_table_for_people(report):
    status, out, _err = report("--date", "2026-03-02")

    assert (status, "Điểm trung bình 3,5 trên 5, 2 lượt" in out, "K1-000001" in out) == (DONE, True, True)


def test_who_may_not_and_wrong_use(report):
    status, _out, err = report("--date", "2026-03-02", who=CASHIER)
    assert (status, err.split(":")[0]) == (REFUSED, "NOT_ALLOWED")
    assert report("--date", "x")[0] == WRONG_USE
