"""The whole program with its window, in this process and without a screen, on a copy of the sample shop."""

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.app.hands import Hands, NotSeen, wait, wait_until
from pos_desktop.app.opening import open_desk
from pos_desktop.app.run import Program
from pos_desktop.cli.options import Options
from pos_desktop.services.office.sample import open_sample
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.shift.screen import ShiftScreen
from tests.support.shifts import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_desktop.services.desk import Desk
    from pos_desktop.ui.payment.controller import PaymentController
    from pos_desktop.ui.sale.controller import SaleController

PINS = {"Lan": "482615", "Minh": "593726", "Hoa": "709184", "Mộc": "826473"}
F1, F4, F5, F8, F9, F10, F12 = (getattr(Qt.Key, f"Key_F{number}") for number in (1, 4, 5, 8, 9, 10, 12))
PERSON_MS = 66  # just above the gap of the scan filter
TORN_MS = 4_000
NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng")


def make_sample(folder: Path) -> None:
    """The sample shop with a shift open, its clock on the day after its history."""
    open_sample(folder)
    desk = open_desk(folder, "K1")
    desk.days.begin()
    opened(desk, 500_000, desk.people.by_name("Lan").id)
    desk.till.db.close()


def copy_sample(template: Path, folder: Path) -> Path:
    """A sample shop of one's own."""
    shutil.copytree(template, folder)
    return folder


class LiveTill:
    """The running program and the hands of its cashier."""

    def __init__(self, folder: Path, *, printer: str = "none", language: str = "vi", theme: str = "light") -> None:
        self.folder = folder
        self._is_open = True
        options = Options(str(folder), printer=printer, lang=language, theme=theme, user="Lan")
        self.program = Program(QApplication.instance(), options)
        self.program.look.theme.motion = False
        self.window = self.program.window
        self.hands = Hands(self.window, person_ms=PERSON_MS)
        self.window.resize(1024, 768)
        assert self.program.start()
        self.window.show()
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow, "an active window")

    def close(self) -> None:
        """End the program as closing its window does; harmless twice."""
        if not self._is_open:
            return
        self._is_open = False
        self.program.stop()
        self.window.deleteLater()
        wait(1)

    # what it is now

    @property
    def desk(self) -> "Desk":
        assert self.program.flow.desk is not None
        return self.program.flow.desk

    @property
    def sale(self) -> "SaleController":
        assert self.program.flow.selling is not None
        return self.program.flow.selling.sale

    @property
    def payment(self) -> "PaymentController":
        assert self.program.flow.selling is not None
        return self.program.flow.selling.payment

    @property
    def order(self) -> Any:
        return self.sale.basket.order

    @property
    def toast(self) -> str:
        """The message on show."""
        shown = self.window.toasts.toast
        return shown.view.text if shown else ""

    def is_on(self, kind: type) -> bool:
        return isinstance(self.window.area.currentWidget(), kind)

    def codes(self, count: int = 3) -> list[str]:
        """Bar codes of the dearest things that carry one."""
        coded = [item for item in self.desk.catalogue.load().index.items if item.barcodes and not item.by_weight]
        return [item.barcodes[0] for item in sorted(coded, key=lambda item: (-item.price, item.sku))[:count]]

    def card(self) -> str:
        """The card of the member with the most points."""
        members = self.desk.members
        found = [members.picture(row.account_id) for name in NAMES for row in members.search(name)]
        return members.card_of(max(found, key=lambda picture: picture.balance.available).row.id)

    def rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """What a stranger reads in the file."""
        return read_rows(self.folder, statement, *values)

    # what the cashier does

    def sign_in(self, name: str = "Lan", pin: str = "") -> None:
        flow = self.program.flow
        wait_until(lambda: self.is_on(LoginScreen) and flow.login and flow.login.view.people, "login")
        self._tap_in(self.window.area.currentWidget(), name, pin or PINS[name])
        wait_until(lambda: not self.is_on(LoginScreen), "sign-in")

    def _tap_in(self, screen: LoginScreen, name: str, pin: str) -> None:
        """Choose the person and tap the PIN; fingers, unlike keys, need no pauses to be told from a scanner."""
        people = {person.name: person.id for person in screen.controller.view.people}
        for button in (screen.people[people[name]], *(screen.pad.keys[digit] for digit in pin)):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseClick(screen.pad.enter, Qt.MouseButton.LeftButton)

    def open_shift(self, amount: str = "500000") -> None:
        wait_until(lambda: self.is_on(ShiftScreen), "shift")
        self.hands.type(amount)
        self.hands.enter()
        self.wait_for_sale()

    def wait_for_sale(self) -> None:
        selling = lambda: self.program.flow.selling  # noqa: E731
        wait_until(lambda: selling() and self.window.bar.isVisible() and not selling().sale.is_closing, "sale")

    def begin(self) -> None:
        """Sign in where a shift is open."""
        self.sign_in()
        self.wait_for_sale()

    def scan(self, *codes: str) -> None:
        """Scan things and wait for their lines; as a cashier does, once more where the till says that it read a part.

        Keys of a test bear the time at which they are looked at: a machine with too much to do tears a code apart.
        """
        for code in codes:
            before = self._held()
            self.hands.scan(code)
            try:
                wait_until(lambda before=before: self._held() != before, f"line of {code}", patience_ms=TORN_MS)
            except NotSeen:
                if not self.toast:
                    raise
                self.hands.scan(code)
                wait_until(lambda before=before: self._held() != before, f"line of {code}")

    def _held(self) -> tuple[str, int]:
        return self.order.id, sum(line.qty for line in self.order.lines)

    def scan_member(self, card: str) -> None:
        self.hands.scan(card)
        wait_until(lambda: self.sale.basket.member is not None, "member")

    def pay(self) -> None:
        """F8, Enter: exact cash."""
        self.hands.key(F8)
        wait_until(lambda: self.sale.step == "payment", "payment")
        self.complete()

    def complete(self) -> None:
        """Enter, and wait for the commit."""
        self.hands.enter()
        wait_until(lambda: self.sale.step == "done", "done")


def read_rows(folder: Path, statement: str, *values: object) -> list[sqlite3.Row]:
    """Read the shop's file as any other program would."""
    with closing(sqlite3.connect((folder / "shop.db").as_uri() + "?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(statement, values).fetchall()


class Heart:
    """Beats every 5 ms on the window's thread; remembers the longest pause."""

    def __init__(self) -> None:
        self.beats, self.longest_ms = 0, 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> "Heart":
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.beats += 1
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now


_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


@contextmanager
def write_lock_held(folder: Path) -> "Iterator[None]":
    """Another process holds the database's write lock meanwhile."""
    words = [sys.executable, "-c", _HOLD, str(folder / "shop.db")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate()
