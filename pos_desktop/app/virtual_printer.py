"""Opens the virtual printer in a window: wires the machine, which works on a thread of its own, to the screen."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QApplication

from pos_desktop.app.look import Look
from pos_desktop.app.run import hear_qt, quit_on_signals
from pos_desktop.app.settings import Settings
from pos_desktop.cli.options import Options
from pos_desktop.cli.virtual_printer import EVERYWHERE, Asked, open_album, open_printer
from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.ui.icons import pixmap
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.virtual_printer.controller import VirtualPrinterController
from pos_desktop.ui.virtual_printer.screen import LEAST_SIZE, VirtualPrinterScreen
from pos_desktop.ui.virtual_printer.view import EdgeView, NoteView, PaperPart, StripView
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence
from pos_desktop.wording.virtual_printer import answer_words, fault_words, note_words, report_words, strange_words
from printing.virtual.events import PaperCut, Truncated, Unknown
from printing.virtual.onlooker import Onlooker, Seen
from printing.virtual.told import Answered, Ended, Failed, Fault, Printed, Reported

GARBAGE: Final = b"\xff\x00\xff\x13"
MOST_WAITING: Final = 500
"""So much may wait for the window to show it; then the printer waits, and with it who sends."""
_SHOWN_BYTES = 12


class Telling:
    """Turns what was seen into parts of the paper and lines of the list; what nobody knows is told once a piece."""

    def __init__(self) -> None:
        self.jobs = self.torn = 0
        self._strange, self._begin = 0, b""

    def parts(self, seen: Seen) -> list[PaperPart]:
        """What comes onto the paper, or beside it."""
        parts: list[PaperPart] = [StripView(strip.width, strip.height, strip.dots) for strip in seen.strips]
        match seen.told:
            case Printed(event=Unknown(raw) | Truncated(raw)):
                self._strange += len(raw)
                self._begin = (self._begin + raw)[:_SHOWN_BYTES]
            case Printed(event=PaperCut()):
                parts += [*self._told_strange(), EdgeView()]
            case Printed(event=event) if words := note_words(event):
                parts.append(NoteView(words, Tone.PAY))
            case Failed(fault=fault):
                parts.append(NoteView(fault_words(fault), Tone.DANGER))
            case Ended(whole=whole):
                self.jobs, self.torn = self.jobs + 1, self.torn + (not whole)
                parts += [*self._told_strange(), EdgeView(torn=not whole)]
        return parts

    def _told_strange(self) -> list[PaperPart]:
        count, begin = self._strange, self._begin
        self._strange, self._begin = 0, b""
        return [NoteView(strange_words(count, begin), Tone.DANGER)] if count else []

    @staticmethod
    def lines(seen: Seen) -> list[str]:
        """What the list of answers says of it."""
        match seen.told:
            case Answered() as answered:
                return [answer_words(answered)]
            case Reported(packet=packet):
                return [report_words(packet)]
            case Failed(fault=fault):
                return [fault_words(fault)]
        if seen.problem:
            return [_("Không lưu được bản in: {reason}").format(reason=seen.problem)]
        return [_("Đã lưu {name}").format(name=(seen.kept.picture or seen.kept.raw).name)] if seen.kept else []


class Bench(QObject):
    """The printer and everything that hears it; what the controller takes for its machine.

    Attributes: `printer`, `controller`.

    Raises:
        EnvironmentProblem: as `open_album` and `open_printer`.
    """

    _crossed = Signal()
    _turned = Signal(bool, str)

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked, self._telling = asked, Telling()
        self._seen: list[Seen] = []
        self._lock = threading.Lock()
        self._onlooker = Onlooker(open_album(asked.folder), asked.width, self._hear)
        self.printer = open_printer(asked, self._onlooker)
        self._slow = ThreadPoolExecutor(max_workers=1, thread_name_prefix="port")
        self.controller = VirtualPrinterController(self)
        self._crossed.connect(self._show)
        self._turned.connect(self._told_turned)

    def start(self) -> None:
        """Begin to listen."""
        self.printer.__enter__()
        if self._asked.host in EVERYWHERE:
            self.controller.answered.emit(_("Ai trong mạng cũng in được vào máy in ảo này."))

    def stop(self) -> None:
        """Close the port and end the thread."""
        self._slow.submit(self.printer.refuse).result()
        self._slow.shutdown()

    # what the controller wants of it

    @property
    def address(self) -> str:
        """How a till names it."""
        return f"tcp://{self._asked.host}:{self.printer.port}"

    @property
    def folder(self) -> str:
        """Where jobs are kept."""
        return str(self._onlooker.album.folder)

    def set(self, switch: str, position: Any) -> None:
        """Turn a switch of the machine; the port takes a moment and is turned elsewhere."""
        if switch == "refuse":
            self._slow.submit(self._turn_port, closed=position)
        elif switch == "garbage":
            self.printer.garbage = GARBAGE if position else b""
        else:
            setattr(self.printer, switch, position)

    def drop_after(self, job_bytes: int | None, *, reset: bool = False) -> None:
        """Break the line at a byte."""
        if job_bytes is None:
            self.printer.clear_limit()
        else:
            self.printer.drop_after(job_bytes, reset=reset)

    def keep_in(self, folder: str) -> str:
        """Keep jobs in another folder."""
        try:
            self._onlooker.album = open_album(Path(folder))
        except EnvironmentProblem as problem:
            return sentence(problem)
        return ""

    def open_folder(self) -> None:
        """Show the folder as the system does."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder))

    def _turn_port(self, closed: bool) -> None:
        """Runs beside the window."""
        try:
            self.printer.refuse() if closed else self.printer.listen_again()
        except OSError as error:
            self._turned.emit(True, error.strerror or str(error))

    def _told_turned(self, closed: bool, problem: str) -> None:
        self.controller.tell_switch("refuse", on=closed)
        self.controller.answered.emit(problem)

    # what the machine tells

    def _hear(self, seen: Seen) -> None:
        """Runs on the printer's thread."""
        with self._lock:
            self._seen.append(seen)
            is_first = len(self._seen) == 1
        if is_first:
            self._crossed.emit()
        while len(self._seen) > MOST_WAITING and self.printer.rest(0.01):
            pass

    def _show(self) -> None:
        with self._lock:
            seen, self._seen = self._seen, []
        parts = [part for one in seen for part in self._telling.parts(one)]
        lines = [line for one in seen for line in self._telling.lines(one)]
        dropped = any(isinstance(one.told, Failed) and one.told.fault in (Fault.FIN, Fault.RST) for one in seen)
        self.controller.take(parts, lines, jobs=self._telling.jobs, torn=self._telling.torn, dropped=dropped)


def run_virtual_printer(
    options: Options, asked: Asked, ready: Callable[[Bench, VirtualPrinterScreen], object] | None = None
) -> int:
    """Show the window until it is closed; gives the exit status. `ready` is called once the port is open.

    Raises:
        EnvironmentProblem: as `Bench`.
    """
    QCoreApplication.setApplicationName("khach-quen")
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(hear_qt)
    bench = Bench(asked)
    look = Look(app, Settings(), lambda _settings: None)
    look.apply(Settings(theme=options.theme or "auto", language=options.lang or "vi"))
    app.setWindowIcon(QIcon(pixmap("printer", look.theme.colour("primary"), 64)))
    screen = VirtualPrinterScreen(bench.controller)
    screen.resize(*LEAST_SIZE)
    app.setQuitOnLastWindowClosed(False)  # one quit: a second, after the loop's end, would end every later loop at once
    screen.closed.connect(app.quit)
    try:
        bench.start()
        screen.show()
        quit_on_signals(app)
        if ready is not None:
            ready(bench, screen)
        return app.exec()
    finally:
        bench.stop()
        qInstallMessageHandler(None)
