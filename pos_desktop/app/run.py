"""Starts the window on a data folder and ends it in order."""

import signal
import socket
import sys
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from pos_desktop.app.backing import Backing
from pos_desktop.app.customer import CustomerDisplay
from pos_desktop.app.devices import Devices
from pos_desktop.app.flow import Flow
from pos_desktop.app.idle import Idle
from pos_desktop.app.lock import WindowLock
from pos_desktop.app.logs import UnknownErrors, close_log, logger, open_log
from pos_desktop.app.look import Look
from pos_desktop.app.opening import make_folder
from pos_desktop.app.settings import Loaded, Settings, load_settings, save_settings
from pos_desktop.app.summing import Summing
from pos_desktop.app.training import Lessons
from pos_desktop.app.workers import Workers
from pos_desktop.cli.options import Options
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.ui.icons import pixmap
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Window
from pos_desktop.wording import _, language

SWITCH_SECONDS: Final = 0.0005
"""How long a worker's Python may keep the window's waiting; five milliseconds, ten times a repaint, are felt."""


class Program(QObject):
    """Everything between the application object and the screens.

    Attributes: `window`, `lessons`, `flow`, `scanner`, `idle`, `backing`, `workers`, `look`, `customer`, `devices`.
    """

    _failed = Signal(str)

    def __init__(self, app: QApplication, options: Options) -> None:
        super().__init__()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._app, self._options = app, options
        loaded = load_settings(options.folder)
        self._loaded = loaded
        settings = _asked(loaded.settings, options)
        self.workers = Workers()
        self._ops = Ops(self.workers.till, bug=lambda error: self._errors.take(type(error), error))
        self._lock = WindowLock(options.folder)
        self._errors = UnknownErrors(open_log(options.folder), self._failed.emit)
        self.look = Look(app, loaded.settings, self._keep)
        self.look.apply(settings)
        self.scanner = ScanFilter()
        self.window = Window(self.scanner)
        self.customer = CustomerDisplay(self.window, self.look, self._ops, Ops(self.workers.reports, parent=self), self)
        self.devices = Devices(self.look, self.scanner, self.customer, self.workers, self)
        self.lessons = Lessons(self.window, self.workers, self._ops, self._made)
        self.idle = Idle(settings.idle_minutes, self)
        self.backing = Backing(self.workers, lambda: self.flow.desk, self)
        self.summing = Summing(self.workers, lambda: self.flow.desk, self)
        self._connect()

    def _made(self) -> Flow:
        flow = Flow(self.window, self.workers, self._ops, self._options, self.look.in_force)
        return self.devices.follow(self.customer.follow(flow))

    def _connect(self) -> None:
        self._app.installEventFilter(self.scanner)
        self._app.installEventFilter(self.idle)
        self.idle.warned.connect(self.lessons.warn_idle)
        self.idle.expired.connect(self.lessons.lock_idle)
        menu = self.window.menu
        menu.language_chosen.connect(self.look.choose_language)
        menu.theme_chosen.connect(self.look.choose_theme)
        menu.aboutToShow.connect(lambda: menu.show_chosen(language=language(), theme=self.look.theme.mode))
        self.look.spoke.connect(self.lessons.retell)
        self._lock.called.connect(self.window.come_to_front)
        self._ops.problem.connect(self.lessons.tell_problem)
        self._failed.connect(self.lessons.tell_unknown)
        self._ops.changed.connect(self.backing.hear)
        self._ops.changed.connect(self.summing.hear)
        self.backing.toast.connect(self.window.toast)

    @property
    def flow(self) -> Flow:
        """What leads through the screens now: the till's, or a lesson's."""
        return self.lessons.flow

    def start(self) -> bool:
        """Take the folder and open the shop; False when another window has it and was brought to the front."""
        self._errors.install()
        logger().info("window opened")
        try:
            make_folder(self._options.folder)
            if not self._lock.take() and not self._leave_to_other():
                return False
        except EnvironmentProblem as problem:
            self.flow.show_trouble(problem, self._again)
            return True
        self.flow.start()
        self.backing.start()
        self.summing.start()
        self.devices.start()
        if said := _left_out(self._loaded):
            self.window.toast(ToastView(ToastKind.WARN, said))
        return True

    def stop(self) -> None:
        """End the workers, so that the last save is on the disk; then let the next window in."""
        self._app.removeEventFilter(self.scanner)
        self._app.removeEventFilter(self.idle)
        self.idle.stop()
        self.customer.stop()
        self.devices.stop()
        self.window.close()
        self.flow.stop()
        self.summing.stop()
        self.backing.stop()
        self.workers.stop()
        self.lessons.close()
        self._lock.release()
        self._errors.remove()
        logger().info("window closed")
        close_log()

    def _leave_to_other(self) -> bool:
        """Bring the other window to the front; one that has the lock and does not answer is a problem to be shown."""
        if self._lock.call_other():
            return False
        raise EnvironmentProblem(Trouble.FOLDER_IN_USE)

    def _again(self) -> None:
        if not self.start():
            self._app.quit()

    def _keep(self, settings: Settings) -> None:
        self._ops.run(save_settings, self._options.folder, settings)


def run_window(options: Options) -> int:
    """Show the till's window until it is closed; gives the exit status."""
    QCoreApplication.setApplicationName("khach-quen")
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(hear_qt)
    program = Program(app, options)
    app.setWindowIcon(QIcon(pixmap("store", program.look.theme.colour("primary"), 64)))
    try:
        if not program.start():
            return 0
        program.window.show_on_screen(full=True)
        program.customer.start()
        quit_on_signals(app)
        return app.exec()
    finally:
        program.stop()
        qInstallMessageHandler(None)


def _left_out(loaded: Loaded) -> str:
    """What of the settings this start does without, in words; "" for nothing."""
    if loaded.was_broken:
        return _("Tệp till.json bị hỏng nên dùng cài đặt mặc định; bản hỏng được giữ ở till.json.bad.")
    if not loaded.left_out:
        return ""
    text = _("Có cài đặt không dùng được trong till.json nên dùng mặc định: {names}.")
    return text.format(names=", ".join(loaded.left_out))


def _asked(settings: Settings, options: Options) -> Settings:
    """The settings of this start: what was asked for on the command line counts, and is not kept."""
    asked = {"printer": options.printer, "theme": options.theme, "language": options.lang}
    return replace(settings, **{name: value for name, value in asked.items() if value})  # type: ignore[arg-type]


def hear_qt(kind: QtMsgType, _context: object, message: str) -> None:
    """Keep Qt's own warnings out of the terminal and in the log."""
    if kind is not QtMsgType.QtDebugMsg:
        logger().warning("Qt: %s", message)


def quit_on_signals(app: QApplication) -> None:
    """Close in order on Ctrl+C and on a polite kill; Python hears signals only when Qt wakes it."""
    near, far = socket.socketpair()
    for end in (near, far):
        end.setblocking(False)
    signal.set_wakeup_fd(far.fileno())
    notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read, app)
    notifier.activated.connect(app.quit)
    app.setProperty("wakeUp", (near, far))  # keeps both ends open
    for which in (signal.SIGINT, signal.SIGTERM):
        signal.signal(which, lambda *_args: app.quit())
