"""The second process tells what this one would, sells no false alarm, and leaves nothing behind."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from pos_desktop.__main__ import SWEEP
from pos_desktop.services.office.proofs import apart, rows, swift
from pos_desktop.services.office.proofs.verification import Verdict, Verification
from tests.support.forger import Forger
from tests.support.shop import Shop

ALONE = 10**9
"""Journal rows from which on a second process is used: never."""
NEVER_ENDS = "import threading; threading.Event().wait()"
DIES = "pass"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """The second processes of a test; each of them has ended after it."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    made: list[subprocess.Popen[bytes]] = []
    start = apart._started

    def noted() -> "subprocess.Popen[bytes]":
        made.append(start())
        return made[-1]

    monkeypatch.setattr(apart, "_started", noted)
    yield made
    assert all(process.returncode is not None for process in made)


def instead(monkeypatch: pytest.MonkeyPatch, made: list[Any], command: list[str]) -> None:
    """Start something else as the second process."""

    def start() -> "subprocess.Popen[bytes]":
        made.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))
        return made[-1]

    monkeypatch.setattr(apart, "_started", start)


@pytest.fixture
def only_apart(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on nothing but a second process sweeps."""

    def forbid(*_: Any) -> int:
        raise AssertionError("this process swept")

    return lambda: monkeypatch.setattr(swift, "proved", forbid)


def edited(sql: str) -> Callable[[Forger], None]:
    def forge(forger: Forger) -> None:
        assert forger.raw.execute(sql).rowcount == 1, sql

    return forge


LAST = "rowid = (SELECT max(rowid) FROM {})"
FORGERIES = {
    "a changed row": edited(f"UPDATE sale SET note = 'khác' WHERE {LAST.format('sale')}"),
    "a changed row that may change": edited(f"UPDATE item SET price = price + 1 WHERE {LAST.format('item')}"),
    "a removed row": edited(f"DELETE FROM tender WHERE {LAST.format('tender')}"),
    "a row too many": edited(
        "INSERT INTO sale_tax (id, sale_id, position, rate, net, tax)"
        " SELECT 'forged', sale_id, 7, 9, 0, 0 FROM sale_tax LIMIT 1"
    ),
    "a changed journal row": edited(f"UPDATE journal SET body = '{{}}' WHERE {LAST.format('journal')}"),
    "a removed journal row": edited("DELETE FROM journal WHERE seq = 3"),
    "a changed cache": edited("UPDATE account SET balance = balance + 1 WHERE id = (SELECT min(id) FROM account)"),
    "a row that nothing reads": edited(
        "UPDATE person SET name = CAST(x'ff' AS TEXT) WHERE rowid = (SELECT max(rowid) FROM person)"
    ),
    "a journal row that nothing reads": edited("UPDATE journal SET body = CAST(x'ff' AS TEXT) WHERE seq = 2"),
    "a covered row that nothing reads": edited("UPDATE entry SET business_date = 'hier' WHERE rowid = 1"),
}


@pytest.mark.parametrize("forgery", [None, *FORGERIES], ids=str)
def test_both_ways_give_one_verdict(
    forger: Forger, started: list[Any], only_apart: Callable[[], None], forgery: str | None
) -> None:
    guards = forger.free()
    if forgery:
        FORGERIES[forgery](forger)
    alone = forger.judged(guards)
    assert not started

    only_apart()
    beside = Verification(forger.shop.till, 0).run()

    assert len(started) == 1
    assert alone == beside
    assert alone.ok is (forgery is None)


@pytest.mark.parametrize("apart_from", [0, ALONE])
def test_a_sale_in_the_middle_of_the_proof_is_no_false_alarm(
    shop: Shop, started: list[Any], only_apart: Callable[[], None], apart_from: int
) -> None:
    if apart_from == 0:
        only_apart()
    shop.sold("3 x PHỞ @ 100000; member Lan")
    sold = []

    def sell(_done: int, _whole: int) -> bool:
        if len(sold) < 8:
            sold.append(shop.sold("1 x PHỞ @ 100000; member Lan"))
        return True

    verdict = Verification(shop.till, apart_from).watched(sell)

    assert verdict is not None and verdict.problems == () and sold
    assert len(started) == (apart_from == 0)


@pytest.mark.parametrize("command", [[sys.executable, "-c", DIES], ["no such program"]], ids=["dies", "is not there"])
def test_without_a_second_process_this_one_does_it(
    shop: Shop, started: list[Any], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    instead(monkeypatch, started, command)
    assert Verification(shop.till, 0).run().ok


def test_with_one_core_there_is_no_second_process(
    shop: Shop, started: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert Verification(shop.till, 0).run().ok
    assert not started


def test_a_small_shop_needs_none(shop: Shop, started: list[Any]) -> None:
    assert Verification(shop.till).run().ok
    assert not started


def test_stopping_ends_it(shop: Shop, started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, started, [sys.executable, "-c", NEVER_ENDS])

    assert Verification(shop.till, 0).watched(lambda _done, _whole: not started) is None

    assert [process.returncode is None for process in started] == [False]


def test_nobody_hears_it_once_it_is_stopped(shop: Shop, started: list[Any]) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(swift.Doubt, match="stopped"):
        apart.proved(rows.asked_of(shop.till), stop)
    assert len(started) == 1


def test_a_built_program_answers_its_own_call(shop: Shop) -> None:
    """What `--sweep` does where there is no interpreter to start."""
    assert apart.SWEEP == SWEEP
    answer = subprocess.run(
        [sys.executable, "-m", "pos_desktop", SWEEP], input=pickle.dumps(rows.asked_of(shop.till)),
        capture_output=True, check=True, cwd=Path(rows.__file__).parents[4],
    )  # fmt: skip
    assert (answer.stdout, answer.stderr) == (str(shop.count("journal")).encode(), b"")


def test_a_built_program_calls_itself(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("/") / "pos-desktop"))
    called: list[list[str]] = []

    def refuse(command: list[str], **_more: Any) -> None:
        called.append(command)
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    verdict: Verdict = Verification(shop.till, 0).run()

    assert called == [[sys.executable, SWEEP]]
    assert verdict.ok
