"""The receipt printer beside the window: its worker, what the cashier hears of it, and what has to be asked."""

import importlib
import threading
from datetime import timedelta
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from pos_desktop.app.settings import Settings
from pos_desktop.app.workers import Workers
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.selling.sale import Sale
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.outbox import WAITING, Job, SlipOf
from pos_desktop.services.office.print_worker import PrintWorker, on
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Window
from pos_desktop.wording import _, language
from pos_desktop.wording.messages import sentence
from pos_desktop.wording.printers import reason_words, what_to_do
from printing.devices.address import parse_uri
from printing.devices.named import Named, named
from printing.devices.profiles import known_profile
from printing.devices.spool import JobState, Outcome, Reason
from printing.devices.transports import BadPrinterUri

NAME: Final = "receipt"
"""What jobs of this till's receipt printer are promised to; the printer itself may be exchanged."""

NOWHERE: Final = ("", "none")
ASKED_FOR: Final = timedelta(hours=12)
RECEIPT: Final = "receipt"
SLIP: Final = "slip"
WARM_UP_MS: Final = 1500


class Receipts(QObject):
    """Starts the printer's worker and speaks for it.

    Attributes: `printer`, the name to promise receipts to, "" without a printer.
    Signals: `troubled()` when what keeps the printer from printing has changed, `exchanged()` when there is another
    printer, or none.
    """

    troubled = Signal()
    exchanged = Signal()
    _came = Signal(object, object)

    def __init__(
        self, window: Window, desk: Desk, ops: Ops, workers: Workers, *, settings: Settings, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._window, self._desk, self._ops, self._workers = window, desk, ops, workers
        self._person: Person | None = None
        self._reason: Reason | None = None
        self._is_elsewhere = False
        self._told_low = False
        self._worker: PrintWorker | None = None
        self._leaving: list[PrintWorker] = []
        self._exchanges = 0
        self._has_stopped = False
        self._came.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self.printer = self._name(settings)
        if self.printer:
            self._start(settings)
            QTimer.singleShot(WARM_UP_MS, self._warm_up)
        ops.changed.connect(self._wake)

    @property
    def trouble(self) -> str:
        """What keeps the printer from printing, in the language in force; "" when nothing does."""
        if not self._reason:
            return ""
        instead = _("In ở máy dự phòng.") if self._is_elsewhere else ""
        return f"{reason_words(self._reason)} {instead}".strip()

    def begin(self, person: Person) -> None:
        """Somebody is at the till: ask about receipts that may not have come out before the last stop."""
        self._person = person
        if self.printer:
            self._ops.run(self._look_back, then=self._ask_old)

    def use(self, settings: Settings) -> None:
        """Print elsewhere from now on: the job at hand ends where it began, and what waits comes out there."""
        self.printer = self._name(settings)
        old, self._worker = self._worker, None
        if old is not None:
            old.retire()
            self._leaving.append(old)
        self._show_reason(None, is_elsewhere=False)
        self.exchanged.emit()
        self._exchanges += 1
        number, ending = self._exchanges, Ops(self._workers.reports, parent=self)
        ending.run(self._end, old, then=lambda _none: self._follow(settings, ending, number))

    def _end(self, old: PrintWorker | None) -> None:
        """On another thread: the old printer may hang."""
        if old is not None:
            self._workers.drop_printer(old)

    def _follow(self, settings: Settings, ending: Ops, number: int) -> None:
        """Begin at the printer that was set last; beside one that still holds its job, nothing is known of that job."""
        ending.deleteLater()
        self._leaving = [old for old in self._leaving if not old.is_over]
        if self.printer and number == self._exchanges and not (self._has_stopped or self._workers.is_stopped):
            self._start(settings, is_alone=not self._leaving)

    def _name(self, settings: Settings) -> str:
        return "" if settings.printer in NOWHERE or not self._is_address(settings.printer) else NAME

    def _start(self, settings: Settings, *, is_alone: bool = True) -> None:
        self._worker = PrintWorker(
            self._desk, on(self._workers.till), name=NAME, uri=settings.printer,
            profile=known_profile(settings.profile), fallback=known_printer(settings.fallback), on_state=self._tell,
            is_alone=is_alone,
        )  # fmt: skip
        self._workers.add_printer(self._worker)

    def stop(self) -> None:
        """Print nothing more, on any thread; what is being sent may come out. The rest waits for the next start."""
        self._has_stopped = True
        if self._worker is not None:
            self._workers.drop_printer(self._worker)

    def _wake(self, topics: frozenset[object]) -> None:
        if "outbox" in topics:
            self._workers.wake_printers()

    def _tell(self, job: Job, outcome: Outcome) -> None:
        """On the worker's thread, which may outlive us while a printer hangs."""
        if shiboken6.isValid(self):
            self._came.emit(job, outcome)

    def _warm_up(self) -> None:
        """Bring python-escpos and Pillow in while nobody is in a hurry: they take a second of every thread's time."""
        if not self._workers.is_stopped:
            threading.Thread(target=importlib.import_module, args=("printing.paper.thermal",), name="warm-up").start()

    def _is_address(self, uri: str) -> bool:
        try:
            parse_uri(uri)
        except BadPrinterUri:
            text = sentence(EnvironmentProblem(Trouble.PRINTER_ADDRESS, uri=uri))
            self._window.toast(ToastView(ToastKind.WARN, text))
            return False
        return True

    # what the worker tells

    def _hear(self, job: Job, outcome: Outcome) -> None:
        if job.kind not in (RECEIPT, SLIP) or self._workers.is_stopped:
            return
        failed = outcome.state is JobState.NOT_SENT
        if failed and self._leaving:
            self._workers.wake_printers()  # what the printer before gives back comes out here
        is_elsewhere = outcome.instead is not None
        why = outcome.instead if is_elsewhere else outcome.reason
        was_in_trouble = self._reason is not None
        self._show_reason(why if failed or is_elsewhere else None, is_elsewhere=is_elsewhere and not failed)
        if outcome.state is JobState.UNKNOWN and job.comes_once:
            self._ask_about(job)
        elif was_in_trouble and self._reason is None:
            self._ops.run(self._unprinted, then=self._ask_unprinted)  # what grew old meanwhile waits for a word
        elif outcome.paper_low and not self._told_low:
            self._told_low = True
            self._window.toast(ToastView(ToastKind.INFO, _("Máy in sắp hết giấy.")))

    def _show_reason(self, reason: Reason | None, *, is_elsewhere: bool) -> None:
        if (reason, is_elsewhere) == (self._reason, self._is_elsewhere):
            return
        self._reason, self._is_elsewhere = reason, is_elsewhere
        self.troubled.emit()
        if reason is not None:
            told = (what_to_do(reason), "" if is_elsewhere else _("Hoá đơn sẽ tự in khi máy in trở lại."))
            self._window.toast(ToastView(ToastKind.WARN, " ".join(filter(None, (self.trouble, *told)))))

    # what nobody knows

    def _fresh(self) -> list[Job]:
        since = self._desk.till.now() - ASKED_FOR
        return [job for job in self._desk.outbox.in_question() if job.at > since and job.printer == self.printer]

    def _look_back(self) -> Job | None:
        fresh = self._fresh()
        return fresh[-1] if fresh else None

    def _unprinted(self) -> list[Job]:
        """Papers of which not a byte ever left."""
        return [job for job in self._fresh() if job.state in WAITING]

    def _ask_unprinted(self, jobs: list[Job]) -> None:
        if jobs:
            text = _("{count} giấy chưa in vì chờ máy in quá 10 phút.").format(count=len(jobs))
            self._window.toast(ToastView(ToastKind.WARN, text, _("In bản sao")), lambda: self._reprint(*jobs))

    def _ask_old(self, job: Job | None) -> None:
        if job is not None:
            self._ask_about(job)

    def _ask_about(self, job: Job) -> None:
        if job.about is None:
            self._ops.run(self._desk.sales.get, job.sale_id, then=lambda sale: self._ask(job, _receipt(sale)))
        else:
            self._ask(job, _slip(job.about))

    def _ask(self, job: Job, name: str) -> None:
        text = _("{paper} có thể chưa in xong.").format(paper=name)
        self._window.toast(ToastView(ToastKind.WARN, text, _("In bản sao")), lambda: self._reprint(job))

    def _reprint(self, *jobs: Job) -> None:
        if self._person is not None:
            self._ops.run(self._promise_copies, jobs, language(), self._person.id)

    def _promise_copies(self, jobs: tuple[Job, ...], language_: str, staff_id: str) -> "_Promised":
        outbox = self._desk.outbox
        for job in jobs:
            again = outbox.reprint if job.about is None else outbox.reprint_slip
            again(job.sale_id, self.printer, language_, staff_id)
        return _Promised()


def known_printer(text: str) -> Named | None:
    """A printer as one line; None for none, and for what is none."""
    try:
        there = None if text in NOWHERE else named(text)
        return there if there is not None and there.uri not in NOWHERE else None
    except BadPrinterUri:
        return None


class _Promised:
    """A job was promised: the printer's worker wakes."""

    topics = ("outbox",)


def _receipt(sale: Sale) -> str:
    return _("Hoá đơn {number}").format(number=sale.number)


def _slip(about: SlipOf) -> str:
    names = {
        SlipOf.GIFT: _("Phiếu quyên góp"), SlipOf.NEIGHBOUR: _("Phiếu dùng ở đối tác"),
        SlipOf.DRAW: _("Phiếu quay thưởng"), SlipOf.ROUND: _("Phiếu niêm phong vòng quay"),
        SlipOf.SEED: _("Phiếu mã gốc vòng quay"), SlipOf.SHIFT_REPORT: _("Báo cáo ca"), SlipOf.CASH: _("Phiếu két"),
        SlipOf.REFUND: _("Phiếu hoàn tiền"), SlipOf.VOUCHER: _("Phiếu tặng"), SlipOf.KITCHEN: _("Phiếu bếp"),
        SlipOf.GIFT_CARD: _("Phiếu thẻ quà tặng"), SlipOf.TOP_UP: _("Phiếu nạp ví"),
        SlipOf.WELCOME: _("Phiếu chào mừng"),
    }  # fmt: skip
    return names[about]
