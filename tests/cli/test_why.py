"""`why`: the balance of a member and the points of a receipt, for people and for programs."""

import json
from pathlib import Path

import pytest

from pos_desktop.cli.main import DONE, REFUSED, WRONG_USE, main

PHONE = "0912345678"


@pytest.fixture
def sale(shop):
    shop.enrolled("Lan [b]", PHONE)
    sold = shop.sold("1 x PHỞ @ 247000; member Lan [b]")
    shop.close()
    return sold


def why(shop, capsys, *words):
    status = main(["why", *words, "--data", str(shop.folder)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_a_balance_is_told_to_people(shop, sale, capsys):
    status, out, _ = why(shop, capsys, PHONE)

    assert status == DONE
    assert "Lan [b]" in out
    assert sale.number in out
    assert "Điểm trong sổ: 24\u00a0điểm" in out


def test_a_balance_is_told_to_programs(shop, sale, capsys):
    status, out, _ = why(shop, capsys, PHONE, "--json")

    told = json.loads(out)
    assert status == DONE
    assert (told["ok"], told["balance"], told["lines"][-1]["balance"]) == (True, 24, 24)
    assert told["lines"][0]["receipt"] == sale.number
    assert told["lines"][0]["breakdown"] == [{"rule": "base", "name": None, "points": 24}]
    assert told["lots"][0] | {"usable_from": "", "expires_on": ""} == {
        "points": 24, "of": 24, "usable_from": "", "expires_on": "", "sale": sale.number, "state": "usable",
    }  # fmt: skip
    assert told["tier"]["qualifying"] == 247_000


def test_a_receipt_is_told_to_people_and_to_programs(shop, sale, capsys):
    _, words, _ = why(shop, capsys, sale.number)
    status, out, _ = why(shop, capsys, sale.number, "--json")

    told = json.loads(out)
    assert status == DONE
    assert "cơ bản 24" in words
    assert (told["number"], told["earned"], told["basis"]) == (sale.number, 24, 247_000)
    assert told["lines"][0]["rate"] == "1/10000"


@pytest.mark.parametrize(("subject", "code"), [("K1-000999", "UNKNOWN_SALE"), ("0987654321", "UNKNOWN_MEMBER"),
                                               ("12", "INVALID_PHONE")])  # fmt: skip
def test_what_nobody_knows_is_refused(shop, sale, capsys, subject, code):
    status, out, err = why(shop, capsys, subject)

    assert (status, out) == (REFUSED, "")
    assert err.startswith(code)


def test_it_wants_to_know_about_whom(shop, capsys):
    assert why(shop, capsys)[0] == WRONG_USE


def test_books_that_do_not_tie_are_not_passed_over(shop, sale, capsys):
    shop.reopen()
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE account SET balance = balance + 5")
    shop.close()

    status, out, _ = why(shop, capsys, PHONE, "--json")

    assert (status, json.loads(out)["ok"]) == (REFUSED, False)


def test_the_contract_names_every_key(shop, sale, capsys):
    page = (Path(__file__).resolve().parents[2] / "docs" / "contract.md").read_text("utf-8")

    for subject in (PHONE, sale.number):
        told = json.loads(why(shop, capsys, subject, "--json")[1])
        assert [key for key in told if f"`{key}`" not in page] == []
        assert [key for key in told["lines"][0] if f'"{key}"' not in page] == []
