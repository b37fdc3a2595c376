"""Plays one sale to a member through the real window without a screen: `python -m pos_desktop.app.demo`.

Every step is a key event; services are only asked which codes lie in the shop. Leaves numbered pictures, the receipt
as a picture and as ESC/POS bytes.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from pos_desktop.app.hands import Hands, NotSeen, wait_until
from pos_desktop.app.paper import picture
from pos_desktop.app.run import Program
from pos_desktop.cli.options import Options
from pos_desktop.selling.order import Order
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.shift.screen import ShiftScreen

SIZE: Final = (1366, 768)
PIN: Final = "482615"  # Lan's, in the sample shop alone
CASHIER: Final = "Lan"
FLOAT: Final = "1000000"
NAMES: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
FAILED: Final = 1


class Demo:
    """One run; `pictures` in the order of what happened."""

    def __init__(self, program: Program, output: Path) -> None:
        self._program, self._window, self._output = program, program.window, output
        self._hands = Hands(program.window)
        self.pictures: list[Path] = []

    def play(self) -> None:
        """From the login to the receipt.

        Raises:
            NotSeen: what should have come on the screen did not.
        """
        self.reach_the_sale()
        self._sell()
        self._pay()
        self._await_receipt()

    def reach_the_sale(self) -> None:
        """From the login to an open shift and an empty sale."""
        self._sign_in()
        self._open_shift()

    def _sign_in(self) -> None:
        flow = self._program.flow
        wait_until(lambda: self._is_on(LoginScreen) and flow.login and flow.login.view.people, "login")
        self._shoot("login")
        self._hands.type(PIN)
        self._hands.enter()
        wait_until(lambda: not self._is_on(LoginScreen), "sign-in")

    def _open_shift(self) -> None:
        wait_until(lambda: self._is_on(ShiftScreen) or self._is_ready, "shift")
        if self._is_on(ShiftScreen):  # a second run finds the shift of the first one open
            self._hands.type(FLOAT)
            self._shoot("open-shift")
            self._hands.enter()
        wait_until(lambda: self._is_ready, "sale")
        self._give_up_old_order()
        self._shoot("sale")

    def _give_up_old_order(self) -> None:
        """An earlier run may have ended in the middle of a sale, which is there again now."""
        if self._order.is_empty:
            return
        self._hands.key(Qt.Key.Key_F1)
        wait_until(lambda: self._window.is_asking, "question")
        self._hands.key(Qt.Key.Key_Tab)
        self._hands.enter()
        wait_until(lambda: self._order.is_empty, "new order")

    def _sell(self) -> None:
        items, member = codes_of(self._desk)
        for count, code in enumerate(items, 1):
            self._hands.scan(code)
            self._await_lines(count)
        self._shoot("three-items")
        self._hands.scan(member)
        wait_until(lambda: self._sale.basket.member is not None, "member")
        self._shoot("member")
        self._hands.key(Qt.Key.Key_F5)
        wait_until(lambda: self._sale.basket.points > 0, "points")
        self._shoot("points-redeemed")

    def _pay(self) -> None:
        self._hands.key(Qt.Key.Key_F8)
        wait_until(lambda: self._sale.step == "payment", "payment")
        self._shoot("payment")
        self._hands.enter()
        wait_until(lambda: self._sale.step == "done", "done")
        self._shoot("done")

    def _await_lines(self, count: int) -> None:
        wait_until(lambda: len(self._order.lines) == count, f"line {count}")

    def _await_receipt(self) -> None:
        raw = self._output / "receipt.bin"
        waiting = self._desk.outbox.waiting
        wait_until(lambda: not waiting() and raw.exists() and not picture(raw.read_bytes()).isNull(), "receipt")
        picture(raw.read_bytes()).save(str(self._output / "receipt.png"))

    def _is_on(self, kind: type) -> bool:
        return isinstance(self._window.area.currentWidget(), kind)

    @property
    def _is_ready(self) -> bool:
        return self._window.bar.isVisible() and not self._sale.is_closing

    @property
    def _desk(self) -> Desk:
        desk = self._program.flow.desk
        assert desk is not None
        return desk

    @property
    def _sale(self) -> SaleController:
        selling = self._program.flow.selling
        assert selling is not None
        return selling.sale

    @property
    def _order(self) -> Order:
        return self._sale.basket.order

    def _shoot(self, name: str) -> None:
        QApplication.processEvents()
        path = self._output / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not self._window.grab().save(str(path)):
            raise NotSeen(str(path))
        self.pictures.append(path)


def codes_of(desk: Desk) -> tuple[list[str], str]:
    """Three things with a bar code that come to enough for points, and the card of the member with most points."""
    coded = [item for item in desk.catalogue.load().index.items if item.barcodes and not item.by_weight]
    dearest = sorted(coded, key=lambda item: (-item.price, item.sku))[:3]
    found = [desk.members.picture(row.account_id) for name in NAMES for row in desk.members.search(name)]
    if len(dearest) < 3 or not found:
        raise NotSeen("three items and a member")

    def has_most(member: MemberPicture) -> tuple[int, str]:
        return member.balance.available, member.row.id

    return [item.barcodes[0] for item in dearest], desk.members.card_of(max(found, key=has_most).row.id)


def play(app: QApplication, data: Path, output: Path, *, language: str = "", theme: str = "") -> int:
    """Play the sale in the shop of `data` (the sample shop where there is none); gives the exit status."""
    output.mkdir(parents=True, exist_ok=True)
    for old in (*output.glob("[0-9][0-9]-*.png"), *output.glob("receipt.*")):
        old.unlink()
    printer = (output.absolute() / "receipt.bin").as_uri()
    options = Options(str(data), printer=printer, lang=language, theme=theme or "light", user=CASHIER, demo=True)
    program = Program(app, options)
    program.window.resize(*SIZE)
    demo = Demo(program, output)
    try:
        if not program.start():
            return _fail("cửa hàng đang mở ở cửa sổ khác", "the shop is open in another window")
        program.window.show()
        program.window.activateWindow()
        demo.play()
    except NotSeen as missing:
        if program.window.isVisible():
            program.window.grab().save(str(output / "99-failed.png"))
        return _fail(f"không thấy «{missing}»; xem {output / '99-failed.png'}", f"did not see “{missing}”")
    finally:
        program.stop()
    for path in (*demo.pictures, output / "receipt.png", output / "receipt.bin"):
        print(path)
    print("Đã bán xong cho một khách quen; ảnh và hoá đơn ở trên. / Sold to a member; pictures and receipt are above.")
    return 0


def _fail(vietnamese: str, english: str) -> int:
    print(f"Bán thử không xong: {vietnamese} / The demo sale failed: {english}", file=sys.stderr)
    return FAILED


def main(words: Sequence[str] | None = None) -> int:
    """Read the options and play."""
    asked = _options().parse_args(words)
    qInstallMessageHandler(_only_grave)
    return play(QApplication(sys.argv[:1]), asked.data, asked.output, language=asked.lang, theme=asked.theme)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="demo", allow_abbrev=False)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--lang", choices=("vi", "en"), default="")
    parser.add_argument("--theme", choices=("light", "dark", "auto"), default="")
    # Those of the window, which this sale has of its own: where there is no screen they are no mistake.
    for name in ("--printer", "--user"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    parser.add_argument("--demo", action="store_true", help=argparse.SUPPRESS)
    return parser


def _only_grave(kind: QtMsgType, _context: object, message: str) -> None:
    """Leave out what the offscreen plugin says about what it cannot do."""
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
