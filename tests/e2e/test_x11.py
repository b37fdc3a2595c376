"""The program as a process of its own on an X screen, with xdotool for hands: what a shop has, and nothing less."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pos_desktop.app.demo import codes_of
from pos_desktop.app.opening import open_desk
from printing.virtual.machine import VirtualPrinter
from tests.support.live_till import PINS, read_rows
from tests.support.paper import last_sale, lines_of, read_receipt, written
from tests.support.shifts import closed
from tests.support.till_process import command, environment

pytestmark = [
    pytest.mark.x11,
    pytest.mark.skipif(not os.environ.get("DISPLAY") or not shutil.which("xdotool"), reason="needs X and xdotool"),
]

PERSON_MS = 100
SCANNER_MS = 4
PATIENCE_S = 30.0


def xdo(*words: object) -> str:
    done = subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True, check=True, timeout=PATIENCE_S)
    return done.stdout.strip()


def wait_for(seen: Callable[[], object], what: str) -> None:
    """Poll from outside: a stranger has no event to wait for."""
    until = time.monotonic() + PATIENCE_S
    while not seen():
        assert time.monotonic() < until, f"did not see {what}"
        time.sleep(0.05)


class TillOnScreen:
    """One process of the program and the keyboard before it."""

    def __init__(self, folder: Path, printer: str) -> None:
        self.folder = folder
        words = command("--data", folder, "--printer", printer, "--user", "Lan", "--lang", "vi", "--theme", "light")
        self.process = subprocess.Popen(words, env=environment(QT_QPA_PLATFORM="xcb"))
        self.window = xdo("search", "--sync", "--onlyvisible", "--pid", self.process.pid, "--name", "Khách Quen")
        self.window = self.window.splitlines()[-1]
        xdo("windowfocus", "--sync", self.window)

    def type(self, text: str) -> None:
        xdo("type", "--delay", PERSON_MS, text)

    def key(self, *names: str) -> None:
        xdo("key", "--delay", PERSON_MS, *names)

    def scan(self, code: str) -> None:
        xdo("type", "--delay", SCANNER_MS, code + "\n")

    def rows(self, statement: str, *values: object) -> list:
        return read_rows(self.folder, statement, *values)

    def count(self, table: str, where: str = "1") -> int:
        return self.rows(f"SELECT count(*) AS n FROM {table} WHERE {where}")[0]["n"]

    @property
    def open_lines(self) -> int:
        kept = self.rows("SELECT body FROM open_order WHERE state = 'open'")
        return len(json.loads(kept[0]["body"])["lines"]) if kept else 0

    def sign_in(self) -> None:
        before = self.count("journal", "kind = 'sign_in'")
        wait_for(lambda: self._types_pin(before), "the sign-in")

    def _types_pin(self, before: int) -> bool:
        """The login may not be up yet when the window is: a person looks, we try again."""
        self.type(PINS["Lan"])
        self.key("Return")
        for _ in range(20):
            if self.count("journal", "kind = 'sign_in'") > before:
                return True
            time.sleep(0.1)
        return False

    def open_shift(self) -> None:
        xdo("sleep", 0.5)  # the screen comes with the answer to the PIN; nothing outside tells when
        self.type("1000000")
        self.key("Return")
        wait_for(lambda: self.count("shift", "closed_at IS NULL AND opening_float = 1000000"), "the open shift")

    def scan_all(self, codes: Sequence[str], card: str) -> None:
        before = self.open_lines
        for at, code in enumerate(codes, 1):
            self.scan(code)
            wait_for(lambda at=at: self.open_lines == before + at, f"line {at}")
        self.scan(card)
        kept = "SELECT 1 FROM open_order WHERE state = 'open' AND body LIKE '%' || ? || '%'"
        wait_for(lambda: self.rows(kept, self.account_of(card)), "the member")

    def account_of(self, card: str) -> str:
        statement = "SELECT a.id FROM card c JOIN account a ON a.member_id = c.member_id WHERE c.number = ?"
        return self.rows(statement, card[3:11])[0]["id"]

    def pay(self) -> None:
        before = self.count("sale")
        self.key("F8")
        self.key("Return")
        wait_for(lambda: self.count("sale") == before + 1, "the sale")

    def end(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE_S)


@pytest.fixture
def paper() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


@pytest.fixture
def screen(shop_folder: Path, paper: VirtualPrinter) -> Iterator[TillOnScreen]:
    till = TillOnScreen(shop_folder, paper.uri)
    yield till
    till.process.kill()
    till.process.wait()


@pytest.fixture
def codes(shop_folder: Path) -> tuple[list[str], str]:
    """Three bar codes and the card of somebody with points, looked up before the program starts; no shift is open."""
    desk = open_desk(shop_folder, "K1")
    found = codes_of(desk)
    closed(desk)
    desk.till.db.close()
    return found


def test_a_sale_to_a_member_with_xdotool_as_the_scanner(
    codes: tuple[list[str], str], screen: TillOnScreen, paper: VirtualPrinter
) -> None:
    screen.sign_in()
    screen.open_shift()
    screen.scan_all(*codes)
    screen.pay()
    desk = open_desk(screen.folder, "K1")
    receipt = read_receipt(desk, paper.wait_for_jobs(2))

    sale = last_sale(screen.folder)
    lines = lines_of(screen.folder, sale["id"])
    assert len(lines) == 3
    assert sale["due"] == sale["paid"] == sum(line["amount"] for line in lines)
    for amount in (sale["due"], sale["earned"], *(line["gross"] for line in lines)):
        assert written(amount) in receipt.text

    screen.scan_all(*codes)
    screen.key("F5")
    screen.pay()
    again = last_sale(screen.folder)
    receipt = read_receipt(desk, paper.wait_for_jobs(4)[2:])
    desk.till.db.close()

    assert again["points"] > 0
    assert again["due"] == again["goods"] - again["discount"] - again["points_value"]
    for amount in (again["due"], again["points"], again["points_value"]):
        assert written(amount) in receipt.text
    assert screen.end() == 0
