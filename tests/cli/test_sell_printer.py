"""`sell --printer`: receipts come out beside the answers, and no printer changes an answer."""

import sqlite3
import time

import pytest
import zxingcpp

from pos_desktop.services.office.sample import open_sample
from printing.virtual.machine import VirtualPrinter
from tests.support.till_process import run, sell


@pytest.fixture
def folder(tmp_path):
    open_sample(tmp_path / "shop")
    return tmp_path / "shop"


@pytest.fixture
def paper():
    with VirtualPrinter() as printer:
        yield printer


def orders(folder, count=3, day="2025-09-01"):
    """Orders an hour apart, so that the clock jumps between them."""
    with sqlite3.connect(folder / "shop.db") as connection:
        (sku,) = connection.execute("SELECT min(sku) FROM item WHERE by_weight = 0").fetchone()
    connection.close()
    return [
        {"id": f"order-{n}", "at": f"{day}T{8 + n:02d}:00:00+07:00", "lines": [{"code": sku}],
         "tenders": [{"type": "cash", "amount": 1_000_000}]}
        for n in range(count)
    ]  # fmt: skip


def sold(folder, printer, requests):
    """The answers, and the exit status."""
    with sell("--data", folder, "--printer", printer) as till:
        return [till.ask(request) for request in requests], till.close()


def states(folder):
    with sqlite3.connect(folder / "shop.db") as connection:
        rows = connection.execute("SELECT kind, state FROM outbox ORDER BY at, kind").fetchall()
    connection.close()
    return rows


def test_every_receipt_comes_out_though_the_clock_jumps(folder, paper):
    answers, status = sold(folder, paper.uri, orders(folder))

    pictures = [piece.image().convert("L") for piece in paper.printed().pieces]
    found = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    codes = [code for code in found if code.startswith("28")]  # guests also get a claim
    assert [answer["ok"] for answer in answers] == [True] * 3
    assert status == 0
    assert [int(code[6:13]) for code in codes] == [int(answer["number"][-6:]) for answer in answers]
    assert states(folder) == [("drawer", "printed"), ("receipt", "printed")] * 3


def test_a_dead_printer_changes_no_answer(folder, tmp_path, paper):
    open_sample(tmp_path / "other")
    requests = orders(folder)
    paper.refuse()

    without = sold(folder, "none", requests)
    with_dead = sold(tmp_path / "other", paper.uri, requests)

    assert without[0] == with_dead[0]
    assert (without[1], with_dead[1]) == (0, 3), "what did not come out is told by the status"
    assert states(folder) == []
    assert states(tmp_path / "other") == [("drawer", "dropped"), ("receipt", "not_sent")] * 3
    assert paper.connections == 0, "the fault must have fired"


def test_a_printer_that_hangs_holds_nothing_up_for_long(folder, paper):
    paper.hang_after(100)

    answers, status = sold(folder, paper.uri, orders(folder, 1))

    assert paper.hangs == 1, "the fault must have fired"
    assert (answers[0]["ok"], status) == (True, 3)
    assert states(folder) == [("drawer", "printed"), ("receipt", "unknown")]


def test_a_mute_printer_does_not_hold_every_receipt_up(folder, paper):
    paper.mute = True
    began = time.monotonic()

    answers, status = sold(folder, paper.uri, orders(folder, 5))

    assert time.monotonic() - began < 10
    assert ([answer["ok"] for answer in answers], status) == ([True] * 5, 0)
    assert states(folder) == [("drawer", "sent"), ("receipt", "sent")] * 5
    assert paper.answers == 0, "the fault must have fired"
    assert len(paper.jobs) == 10


def test_sent_again_an_order_is_not_printed_again(folder, paper):
    requests = orders(folder, 1)

    first = sold(folder, paper.uri, requests)
    second = sold(folder, paper.uri, requests)

    assert first == second
    assert len(paper.printed().pieces) == 1


def test_an_address_that_is_none_is_refused_before_anything_is_sold(folder):
    ended = run("--data", folder, "--printer", "bogus", "sell")

    assert ended.returncode == 3
    assert "PRINTER_ADDRESS" in ended.stderr
