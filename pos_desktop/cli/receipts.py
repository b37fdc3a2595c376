"""The printers beside `sell`: receipts and kitchen tickets come out meanwhile, and a dead printer costs no order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.outbox import Job, SlipOf
from pos_desktop.services.office.print_worker import PrintWorker, directly
from pos_desktop.services.shop.stations import RECEIPT_PRINTER
from printing.devices.address import BadPrinterUri
from printing.devices.named import named
from printing.devices.spool import JobState, Outcome

NOWHERE = ("", "none")
STOP_SECONDS = 1.0


class Receipts:
    """What `sell` promises its receipts to; without a printer they are not promised at all.

    The printers of the kitchen's stations print then too, each with a queue of its own; a window beside us may take
    some of their tickets.

    Attributes: `printer`, the name in the outbox. It is the printer's address, so that we and a window beside us,
    which prints elsewhere, never take each other's jobs.
    """

    def __init__(self) -> None:
        self.printer = ""
        self._worker: PrintWorker | None = None
        self._stations: dict[str, PrintWorker] = {}
        self._waiting: set[str] = set()
        self._silent: set[str] = set()
        self._promised: set[Id] = set()
        self._came_out: set[Id] = set()

    def start(self, desk: Desk, uri: str) -> None:
        """Begin to print at `uri`, and where the kitchen does."""
        self.printer = uri
        for station in _of_stations(desk) - {uri}:
            worker = _worker(desk, station, self._count, is_alone=False)
            self._stations[station] = worker
            worker.start()
        self._worker = _worker(desk, uri, self._count)
        self._worker.start()

    def sold(self, subject: Id) -> None:
        """A sale promised its receipt, or something else its slip; `subject` is that of the job."""
        if self._worker:
            self._promised.add(subject)
            self._worker.wake()
            self._waiting.update(self._stations)
            for worker in self._stations.values():
                worker.wake()

    @property
    def missing(self) -> int:
        """How many receipts, slips and tickets have not come out for sure."""
        return len(self._promised - self._came_out)

    def settle(self) -> None:
        """Let what was promised come out, as far as the printer takes it."""
        if self._worker and self.missing:
            self._worker.settle()
        for station in self._waiting - self._silent:  # who is dead was tried, and holds nobody
            self._stations[station].settle()
        self._waiting.clear()

    def stop(self) -> None:
        """Print nothing more."""
        if self._worker:
            for worker in (self._worker, *self._stations.values()):
                worker.stop(STOP_SECONDS)

    def _count(self, job: Job, outcome: Outcome) -> None:
        has_come_out = outcome.state in (JobState.PRINTED, JobState.SENT)
        (self._silent.discard if has_come_out else self._silent.add)(job.printer)
        if job.about is SlipOf.KITCHEN:
            self._promised.add(job.sale_id)
        if job.kind in ("receipt", "slip") and has_come_out:
            self._came_out.add(job.sale_id)


def _worker(desk: Desk, text: str, count: Callable[[Job, Outcome], None], is_alone: bool = True) -> PrintWorker:
    there = named(text)
    return PrintWorker(
        desk, directly, name=text, uri=there.uri, profile=there.profile, on_state=count, is_alone=is_alone
    )


def _of_stations(desk: Desk) -> set[str]:
    """Addresses of the stations' own printers; in a lesson no kitchen hears anything."""
    if desk.till.shop.is_training:
        return set()
    return {row.printer for row in desk.stations.layout().stations} - {*NOWHERE, RECEIPT_PRINTER}


@contextmanager
def printing_to(uri: str, desk: Desk) -> Iterator[Receipts]:
    """Print beside the work of the block.

    Raises:
        EnvironmentProblem: PRINTER_ADDRESS.
    """
    receipts = Receipts()
    if uri not in NOWHERE:
        _check(uri)
        receipts.start(desk, uri)
    try:
        yield receipts
    finally:
        receipts.stop()


def _check(uri: str) -> None:
    try:
        named(uri)
    except BadPrinterUri as error:
        raise EnvironmentProblem(Trouble.PRINTER_ADDRESS, retry=False, uri=uri) from error
