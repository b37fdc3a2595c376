"""Carries work to a worker thread and its outcome back to the window, with the topics that changed."""

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected

Then = Callable[[Any], None]
Bug = Callable[[BaseException], None]


@dataclass(slots=True)
class _Outcome:
    """What a piece of work came to, and who waits for it."""

    then: Then | None
    failed: Callable[[Exception], None] | None
    result: Any = None
    error: BaseException | None = None


def report_bug(error: BaseException) -> None:
    """Give an error to the program's exception hook, as if nobody had caught it."""
    sys.excepthook(type(error), error, error.__traceback__)


class Ops(QObject):
    """The bridge to one worker, usually a one-thread executor; lives on the UI thread.

    Signals:
        changed(frozenset): topics of a result that has an attribute `topics`; sent after `then`.
        problem(Exception): a Rejected or EnvironmentProblem whose caller gave no `failed`; the window toasts it.

    Args:
        worker: where the work runs.
        bug: takes every other exception, those of callbacks too.
    """

    changed = Signal(object)
    problem = Signal(object)
    _landed = Signal(object)

    def __init__(self, worker: Executor, *, bug: Bug = report_bug, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._bug = bug
        self._pending = 0
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many pieces of work have not been delivered yet."""
        return self._pending

    def run(
        self,
        work: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Callable[[Exception], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Run `work(*args, **kwargs)` on the worker; `then(result)` or `failed(error)` follows on the UI thread.

        `failed` gets Rejected and EnvironmentProblem alone. A callback whose QObject is gone by then is skipped.
        Once the worker was shut down the window closes: nothing is done any more, and nothing follows.
        """
        outcome = _Outcome(then, failed)
        self._start(work, args, kwargs, outcome)

    def _start(self, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], out: _Outcome) -> None:
        try:
            future = self._worker.submit(work, *args, **kwargs)
        except RuntimeError:  # all that submit raises; a timer may strike between the last word and the end
            return
        self._pending += 1
        future.add_done_callback(lambda done: self._depart(done, out))

    def _depart(self, done: "Future[Any]", outcome: _Outcome) -> None:
        """Runs on the worker: hands the outcome over to the UI thread's queue."""
        if done.cancelled():
            return
        outcome.error = done.exception()
        outcome.result = done.result() if outcome.error is None else None
        if shiboken6.isValid(self):
            self._landed.emit(outcome)

    def _land(self, outcome: _Outcome) -> None:
        self._pending -= 1
        if outcome.error is None:
            self._call(outcome.then, outcome.result)
            topics: Iterable[Any] = getattr(outcome.result, "topics", None) or ()
            if topics:
                self.changed.emit(frozenset(topics))
        elif not isinstance(outcome.error, Rejected | EnvironmentProblem):
            self._bug(outcome.error)
        elif outcome.failed is not None:
            self._call(outcome.failed, outcome.error)
        else:
            self.problem.emit(outcome.error)

    def _call(self, callback: Callable[[Any], None] | None, value: object) -> None:
        owner = getattr(callback, "__self__", None)
        if callback is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
            return
        try:
            callback(value)
        except Exception as error:  # Qt's event loop would only print it
            self._bug(error)


class InlineOps(Ops):
    """For tests of controllers: everything happens at once, on the caller's thread."""

    def __init__(self, *, bug: Bug = report_bug) -> None:
        super().__init__(_NO_WORKER, bug=bug)

    def _start(self, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], out: _Outcome) -> None:
        self._pending += 1
        try:
            out.result = work(*args, **kwargs)
        except Exception as error:  # delivered as a worker would
            out.error = error
        self._land(out)


_NO_WORKER = Executor()
