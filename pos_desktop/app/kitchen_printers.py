"""The printers of the kitchen: a queue and a worker each, so that a dead one holds neither the others nor receipts."""

from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from pos_desktop.app.receipts import ASKED_FOR, NOWHERE, known_printer
from pos_desktop.app.workers import Workers
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.outbox import Job, SlipOf
from pos_desktop.services.office.print_worker import PrintWorker, on
from pos_desktop.services.selling.kitchen import Card
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.stations import RECEIPT_PRINTER, Layout
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Window
from pos_desktop.wording import _, language
from printing.devices.named import named
from printing.devices.profiles import known_profile
from printing.devices.spool import JobState, Outcome

STATIONS: Final = "stations"


class KitchenPrinters(QObject):
    """Starts a worker for each printer of the stations, and follows them when they are set otherwise.

    Attributes: `trouble`, what keeps one of them from printing, "" when nothing does.
    Signals: `troubled()` when that has changed.
    """

    troubled = Signal()
    _came = Signal(object, object)

    def __init__(
        self, window: Window, desk: Desk, ops: Ops, workers: Workers, *, profile: str, fallback: str = "",
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._window, self._desk, self._ops, self._workers = window, desk, ops, workers
        self._ending = Ops(workers.reports, parent=self)
        self._profile, self._fallback = known_profile(profile), known_printer(fallback)
        self._printers: dict[str, PrintWorker] = {}
        self._leaving: dict[str, PrintWorker] = {}
        self._stations: dict[str, str] = {}
        self._has_stopped = False
        self._names: dict[str, str] = {}
        self._silent: set[str] = set()
        self._person: Person | None = None
        self._came.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        ops.changed.connect(self._follow)
        if not desk.till.shop.is_training:
            ops.run(desk.stations.layout, then=self._set_up)

    @property
    def trouble(self) -> str:
        """Which stations hear nothing on paper, in the language in force."""
        names = ", ".join(sorted(self._names[uri] for uri in self._silent if uri in self._names))
        return _("Máy in bếp không phản hồi: {stations}").format(stations=names) if names else ""

    def begin(self, person: Person) -> None:
        """Somebody is at the till: ask about tickets that may not have come out before the last stop."""
        self._person = person
        if self._printers:
            self._ops.run(self._look_back, then=self._ask_all)

    def stop(self) -> None:
        """Print nothing more, on any thread."""
        self._has_stopped = True
        for worker in list(self._printers.values()):
            self._workers.drop_printer(worker)

    # which printers there are

    def _follow(self, topics: frozenset[object]) -> None:
        if "outbox" in topics and self._printers:
            self._workers.wake_printers()
        if STATIONS in topics and not self._desk.till.shop.is_training:
            self._ops.run(self._desk.stations.layout, then=self._set_up)

    def _set_up(self, layout: Layout) -> None:
        if self._workers.is_stopped:
            return
        wanted: dict[str, str] = {}
        own = [station for station in layout.stations if station.printer not in (*NOWHERE, RECEIPT_PRINTER)]
        for station in own:
            known = wanted.get(station.printer)
            wanted[station.printer] = f"{known}, {station.name}" if known else station.name
        self._names, self._stations = wanted, {station.id: station.printer for station in own}
        for uri in [uri for uri in self._printers if uri not in wanted]:
            self._silent.discard(uri)
            self._drop(uri)
        for uri in wanted:
            if uri not in self._printers and uri not in self._leaving:
                self._start(uri)
        self._workers.wake_printers()  # what waited elsewhere may come out here now
        self.troubled.emit()

    def _start(self, uri: str, *, is_alone: bool = True) -> None:
        there = named(uri, self._profile)
        worker = self._printers[uri] = PrintWorker(
            self._desk, on(self._workers.till), name=uri, uri=there.uri, profile=there.profile,
            fallback=self._fallback, on_state=self._tell, is_alone=is_alone,
        )  # fmt: skip
        self._workers.add_printer(worker)

    def _drop(self, uri: str) -> None:
        """Print there no more; another worker for the same printer begins when this one is done, or hangs for good."""
        worker = self._leaving[uri] = self._printers.pop(uri)
        worker.retire()
        self._ending.run(self._workers.drop_printer, worker, then=lambda _is_over: self._follow_on(uri))

    def _follow_on(self, uri: str) -> None:
        worker = self._leaving.pop(uri)
        if uri in self._names and not (self._has_stopped or self._workers.is_stopped):
            self._start(uri, is_alone=worker.is_over)

    def assume(self, profile: str, fallback: str) -> None:
        """Take this as the profile of printers that are set without one, and as their fallback, from now on."""
        wanted = known_profile(profile), known_printer(fallback)
        if wanted != (self._profile, self._fallback):
            self._profile, self._fallback = wanted
            for uri in list(self._printers):
                self._drop(uri)

    # what the workers tell

    def _tell(self, job: Job, outcome: Outcome) -> None:
        """On the worker's thread, which may outlive us while a printer hangs."""
        if shiboken6.isValid(self):
            self._came.emit(job, outcome)

    def _hear(self, job: Job, outcome: Outcome) -> None:
        if self._workers.is_stopped:
            return
        is_elsewhere = outcome.instead is not None and outcome.state is not JobState.NOT_SENT
        is_silent = is_elsewhere or outcome.state is JobState.NOT_SENT
        if is_silent != (job.printer in self._silent):
            (self._silent.add if is_silent else self._silent.discard)(job.printer)
            self.troubled.emit()
            if is_silent:
                waits = _("Phiếu sẽ tự in khi máy in trở lại; món vẫn có trên màn hình bếp.")
                later = _("In ở máy dự phòng.") if is_elsewhere else waits
                self._window.toast(ToastView(ToastKind.WARN, f"{self.trouble}. {later}"))
            else:
                self._ops.run(self._look_back, then=self._ask_all)  # what grew old meanwhile waits for a word
        if outcome.state is JobState.UNKNOWN and job.about is SlipOf.KITCHEN:
            self._ask_all([job])

    # what nobody knows

    def _look_back(self) -> list[Job]:
        """Tickets that may not have come out and are not made yet: an old one is never printed by itself."""
        since = self._desk.till.now() - ASKED_FOR
        lost = [job for job in self._desk.outbox.in_question() if job.about is SlipOf.KITCHEN and job.at > since]
        cards = [(job, self._card(job)) for job in lost if job.printer != RECEIPT_PRINTER]
        return [job for job, card in cards if card.station_id in self._stations and not card.done_at]

    def _card(self, job: Job) -> Card:
        return self._desk.kitchen.ticket(job.sale_id.removeprefix(SlipOf.KITCHEN.subject("")))

    def _ask_all(self, jobs: list[Job]) -> None:
        if jobs:
            self._ops.run(lambda: [(job, self._card(job).number) for job in jobs], then=self._ask)

    def _ask(self, lost: list[tuple[Job, str]]) -> None:
        numbers = ", ".join(number for _job, number in lost)
        text = _("Phiếu bếp {numbers} có thể chưa in xong.").format(numbers=numbers)
        jobs = [job for job, _number in lost]
        self._window.toast(ToastView(ToastKind.WARN, text, _("In bản sao")), lambda: self._reprint(jobs))

    def _reprint(self, jobs: list[Job]) -> None:
        if self._person is not None:
            self._ops.run(self._promise_copies, jobs, language(), self._person.id)

    def _promise_copies(self, jobs: list[Job], language_: str, staff_id: str) -> "_Promised":
        for job in jobs:
            printer = self._stations.get(self._card(job).station_id, job.printer)  # it may have another one by now
            self._desk.outbox.reprint_slip(job.sale_id, printer, language_, staff_id)
        return _Promised()


class _Promised:
    """Tickets were promised: their printers' workers wake."""

    topics = ("outbox",)
