"""The window offscreen: from a scan to its painted row, and from a process to a window that takes keys."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Figure, median, milliseconds

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SCANS = 150
STARTS = 5

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv)
label = QLabel("0")
label.resize(1366, 768)
label.show()
app.processEvents()
"""

OURS = """
import sys
from PySide6.QtWidgets import QApplication
from pos_desktop.app.hands import wait_until
from pos_desktop.app.run import Program
from pos_desktop.cli.options import Options
app = QApplication(sys.argv)
program = Program(app, Options(sys.argv[1], printer="none", theme="light", demo=True))
program.start()
program.window.resize(1366, 768)
program.window.show()
wait_until(lambda: program.flow.login and program.flow.login.view.people, "login")
app.processEvents()
program.stop()
"""


def start() -> Figure:
    """A process with our window and its people on the screen, beside one that shows a bare Qt label."""
    with tempfile.TemporaryDirectory() as name:
        shop = str(Path(name) / "shop")
        _process(OURS, shop)  # fills the folder and warms the disk for both
        ours = [milliseconds(lambda: _process(OURS, shop)) for _ in range(STARTS)]
        bare = [milliseconds(lambda: _process(BARE, shop)) for _ in range(STARTS)]
    return Figure("start to usable window", median(ours), median(bare), "bare Qt window", max(ours))


def _process(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, stderr=subprocess.DEVNULL)


def scan() -> Figure:
    """`scan(code)` until Qt has painted, beside painting that row of the cart alone."""
    from PySide6.QtWidgets import QApplication

    from pos_desktop.app.demo import Demo
    from pos_desktop.app.run import Program
    from pos_desktop.cli.options import Options
    from pos_desktop.ui.widgets.cart import CartList

    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        options = Options(str(Path(name) / "shop"), printer="none", theme="light", demo=True, user="Lan")
        program = Program(app, options)
        program.window.resize(1366, 768)
        program.start()
        program.window.show()
        program.window.activateWindow()
        Demo(program, Path(name)).reach_the_sale()
        selling, cart = program.flow.selling, program.window.findChild(CartList)
        assert selling and cart
        codes = [item.sku for item in selling.sale.shelf.index.items if not item.by_weight][:12]
        ours = [_painted(selling.sale.scan, codes[n % len(codes)], app.processEvents) for n in range(SCANS)]
        row = cart.rows()[-1]
        floor = [milliseconds(row.grab) for _ in range(SCANS)]
        program.stop()
    return Figure("scan to repainted row", median(ours), median(floor), "Qt draws that row alone", max(ours))


def _painted(scan_code: Callable[[str], object], code: str, paint: Callable[[], object]) -> float:
    def both() -> None:
        scan_code(code)
        paint()

    return milliseconds(both)
