"""The printer beside `sell`: receipts come out while orders go on, and a dead printer costs no order."""

from collections.abc import Iterator
from contextlib import contextmanager

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.outbox import Job
from pos_desktop.services.office.print_worker import PrintWorker, directly
from printing.address import BadPrinterUri, parse_uri
from printing.spool import JobState, Outcome

NOWHERE = ("", "none")
STOP_SECONDS = 1.0


class Receipts:
    """What `sell` promises its receipts to; without a printer they are not promised at all.

    Attributes: `printer`, the name in the outbox. It is the printer's address, so that we and a window beside us,
    which prints elsewhere, never take each other's jobs.
    """

    def __init__(self) -> None:
        self.printer = ""
        self._worker: PrintWorker | None = None
        self._promised: set[Id] = set()
        self._came_out: set[Id] = set()

    def start(self, desk: Desk, uri: str) -> None:
        """Begin to print at `uri`."""
        self.printer = uri
        self._worker = PrintWorker(desk, directly, name=uri, uri=uri, on_state=self._count)
        self._worker.start()

    def sold(self, subject: Id) -> None:
        """A sale promised its receipt, or something else its slip; `subject` is that of the job."""
        if self._worker:
            self._promised.add(subject)
            self._worker.wake()

    @property
    def missing(self) -> int:
        """How many receipts and slips have not come out for sure."""
        return len(self._promised - self._came_out)

    def settle(self) -> None:
        """Let what was promised come out, as far as the printer takes it."""
        if self._worker and self.missing:
            self._worker.settle()

    def stop(self) -> None:
        """Print nothing more."""
        if self._worker:
            self._worker.stop(STOP_SECONDS)

    def _count(self, job: Job, outcome: Outcome) -> None:
        if job.kind in ("receipt", "slip") and outcome.state in (JobState.PRINTED, JobState.SENT):
            self._came_out.add(job.sale_id)


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
        parse_uri(uri)
    except BadPrinterUri as error:
        raise EnvironmentProblem(Trouble.PRINTER_ADDRESS, retry=False, uri=uri) from error
