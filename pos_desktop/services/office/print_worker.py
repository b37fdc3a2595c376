"""The worker of one printer: claims jobs, prints them, and has the till write down what became of each."""

import logging
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import timedelta
from typing import Protocol, TypeVar

from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.documents.design import STANDARD, ReceiptDesign
from pos_desktop.documents.receipt import ReceiptHead, receipt
from pos_desktop.documents.training import marked
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.outbox import Job
from pos_desktop.services.office.printer_route import Route
from pos_desktop.services.office.slips import slip_of
from pos_desktop.services.till import ShopFacts
from pos_desktop.wording import Wording, in_language
from printing.devices.named import Named
from printing.devices.profiles import DEFAULT, PrinterProfile
from printing.devices.spool import JobState, Limits, Outcome, next_attempt
from printing.paper.document import Document

T = TypeVar("T")

IDLE_SECONDS = 30.0
"""How long a worker rests when nobody wakes it: other programs may have promised something."""

TROUBLE_SECONDS = 2.0
STOP_SECONDS = 5.0

DRAWER_PATIENCE = timedelta(minutes=1)
"""A drawer that springs open later than this is an open drawer with nobody before it."""

FALLBACK = "fallback"
"""Heads the problem of a job that another printer took: `fallback unreachable`."""

USUAL = Limits()

_log = logging.getLogger("pos_desktop")


class RunOnTill(Protocol):
    """Runs work where every write of the process is made, and gives its result."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


def directly(work: Callable[[], T], /) -> T:
    """Run on this thread, for commands: the database takes one writer at a time anyhow."""
    return work()


def on(worker: Executor) -> RunOnTill:
    """Run on the till's worker and wait for it."""

    def run(work: Callable[[], T], /) -> T:
        return worker.submit(work).result()

    return run


class PrintWorker:
    """Prints the jobs promised to printer `name`, one after the other, on a thread of its own.

    Args:
        uri: where the printer is (printing.devices.transports).
        fallback: another printer for what this one does not take; never for the drawer, which hangs on its own.
        on_state: told of every job and its outcome, on this worker's thread.
        is_alone: whether nobody else prints there; beside another one nothing is known of what that one is sending.
    """

    def __init__(
        self, desk: Desk, run_on_till: RunOnTill, *, name: str, uri: str, profile: PrinterProfile = DEFAULT,
        fallback: Named | None = None, on_state: Callable[[Job, Outcome], None] | None = None,
        limits: Limits = USUAL, is_alone: bool = True,
    ) -> None:  # fmt: skip
        self._desk, self._run, self._name = desk, run_on_till, name
        self._route = Route(Named(uri, profile), fallback, limits, desk.till.now)
        self._on_state, self._is_alone = on_state, is_alone
        self._news = threading.Condition()
        self._asked = self._rested = self._came_out = 0
        self._hurry = self._stopping = False
        self._thread = threading.Thread(target=self._work, name=f"printer {name}", daemon=True)

    def start(self) -> None:
        """Begin; what a dead process was sending becomes `unknown` first."""
        self._thread.start()

    def wake(self) -> None:
        """There may be a new job."""
        with self._news:
            self._asked += 1
            self._news.notify_all()

    def retire(self) -> None:
        """Take no other job; what is being sent may come out."""
        with self._news:
            self._stopping = True
            self._news.notify_all()

    @property
    def is_over(self) -> bool:
        """Whether it prints nothing, and never will unless it is started."""
        return not self._thread.is_alive()

    def stop(self, patience: float = STOP_SECONDS) -> bool:
        """Print nothing more; wait `patience` seconds for the job at hand. False when it is still being sent."""
        self.retire()
        self._thread.join(patience)
        return not self._thread.is_alive()

    def settle(self, patience: float = STOP_SECONDS) -> bool:
        """Try every job that is due once, without resting after failures; False after `patience` idle seconds."""
        with self._news:
            self._hurry = True
            self._asked += 1
            mine = self._asked
            self._news.notify_all()
            try:
                while self._rested < mine:
                    if not self._hears_of(mine, patience):
                        return False
                return True
            finally:
                self._hurry = False

    def _hears_of(self, rest: int, patience: float) -> bool:
        """Wait for one more job that came out, or for the rest of this number."""
        before = self._came_out
        return self._news.wait_for(lambda: self._rested >= rest or self._came_out > before, patience)

    def _work(self) -> None:
        if self._is_alone:
            self._guarded(self._recover)
        while not self._stopping:
            asked = self._asked
            seconds = self._guarded(self._next)
            if seconds:
                self._rest(asked, seconds)

    def _rest(self, asked: int, seconds: float) -> None:
        with self._news:
            self._rested = asked
            self._news.notify_all()
            self._news.wait_for(lambda: self._asked != asked or self._stopping, seconds)

    def _guarded(self, step: Callable[[], float]) -> float:
        """Do one step; gives the seconds to rest after it, 0 for none."""
        try:
            return step()
        except EnvironmentProblem:
            return TROUBLE_SECONDS
        except Exception as error:  # a bug must not end the printer's day
            self._report(error)
            return IDLE_SECONDS

    def _recover(self) -> float:
        self._persist(lambda: self._desk.outbox.recover(self._name))
        return 0.0

    def _next(self) -> float:
        job = self._run(lambda: self._desk.outbox.claim(self._name))
        if job is None:
            due = self._run(lambda: self._desk.outbox.due_in(self._name))
            return min(max(due.total_seconds(), 0.1), IDLE_SECONDS) if due is not None else IDLE_SECONDS
        outcome = self._print(job)
        self._keep(job, outcome)
        self._tell(job, outcome)
        # One printer, one line: what failed for this job would fail for the next one too. A pulse is not tried again.
        failed = outcome.state is JobState.NOT_SENT and job.kind != "drawer" and not self._hurry
        return next_attempt(job.attempts).total_seconds() if failed else 0.0

    def _print(self, job: Job) -> Outcome:
        if job.kind == "drawer" and self._desk.till.now() - job.at > DRAWER_PATIENCE:
            return Outcome(JobState.NOT_SENT, detail="too late")
        try:
            return self._route.send(lambda *there: self._payload(job, *there), may_move=job.kind != "drawer")
        except EnvironmentProblem as problem:
            return Outcome(JobState.NOT_SENT, detail=problem.code)
        except Exception as error:
            self._report(error)
            return Outcome(JobState.UNKNOWN, detail=type(error).__name__)

    def _payload(self, job: Job, profile: PrinterProfile, is_elsewhere: bool) -> bytes:
        from printing.paper import thermal  # python-escpos and Pillow take a second to come

        if job.kind == "drawer":
            return thermal.drawer_pulse(profile)
        document = self._document(job, in_language(job.language), is_elsewhere=is_elsewhere)
        if self._desk.till.shop.is_training:
            document = marked(document, in_language(job.language))
        return thermal.render(document, profile)

    def _document(self, job: Job, words: Wording, *, is_elsewhere: bool) -> Document:
        head = head_of(self._desk.till.shop, self._run(self._desk.receipt_design.current))
        if job.kind == "slip":
            return self._run(lambda: slip_of(self._desk, job.sale_id, head, words, job.copy, is_elsewhere=is_elsewhere))
        sales = self._desk.sales
        sale = self._run(lambda: sales.get(job.sale_id))
        enclosed = self._run(lambda: sales.enclosed(sale))
        return receipt(sale, head, sales.receipt_code(sale), words, job.copy, enclosed)

    def _keep(self, job: Job, outcome: Outcome) -> None:
        """Write down what became of the job; on paper it is already."""
        state, retry = outcome.state.value, None
        if outcome.state is JobState.NOT_SENT:
            # A pulse that comes late is worse than none.
            state, retry = ("dropped", None) if job.kind == "drawer" else (state, next_attempt(job.attempts))
        problem = outcome.reason.value or outcome.detail
        if outcome.instead is not None:
            problem = f"{FALLBACK} {outcome.instead.value} {problem}".strip()
        mark = self._desk.outbox.mark
        self._persist(lambda: mark(job.id, state, problem=problem, retry_in=retry, sent_bytes=outcome.sent_bytes))
        with self._news:
            self._came_out += outcome.state in (JobState.PRINTED, JobState.SENT)
            self._news.notify_all()

    def _tell(self, job: Job, outcome: Outcome) -> None:
        if self._on_state is None:
            return
        try:
            self._on_state(job, outcome)
        except Exception as error:  # who listens badly must not stop the printer
            self._report(error)

    def _persist(self, write: Callable[[], object]) -> None:
        """Try a write until the database takes it; given up at the stop, the next start finds it `sending`."""
        while True:
            try:
                self._run(write)
                return
            except EnvironmentProblem:
                with self._news:
                    if self._news.wait_for(lambda: self._stopping, TROUBLE_SECONDS):
                        return

    def _report(self, error: Exception) -> None:
        """Where it happened and what kind it was: messages may hold names, and no log of ours does."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("printer %s: %s in %s line %s", self._name, type(error).__name__, place.name, place.lineno)


def head_of(shop: ShopFacts, design: ReceiptDesign = STANDARD) -> ReceiptHead:
    """What the shop says of itself on its receipts, and how."""
    return ReceiptHead(shop.name, shop.address, shop.phone, shop.tax_code, shop.footer, shop.time_zone, design)
