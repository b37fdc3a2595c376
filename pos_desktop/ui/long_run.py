"""One long run at a time on a worker: its progress, its end, a way to stop it; what an older run answers is dropped."""

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.ui.ops import Ops
from pos_desktop.wording.messages import sentence

OnProgress = Callable[[int, int], bool]
"""Takes what is done and the whole; gives False when it is to stop."""
Words = Callable[[], str]
"""A sentence in the language in force."""


class LongRun(QObject):
    """What controllers of long work have in common; a subclass says how each state looks.

    Signals: `opened()`, `changed(view)`.
    """

    opened = Signal()
    changed = Signal(object)
    _told = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop, self._run = Event(), 0
        self._told.connect(self.show_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def view(self) -> Any:
        """What the sheet shows, in the language in force."""
        raise NotImplementedError

    def show_progress(self, done: int, whole: int) -> None:
        """So much is done."""
        raise NotImplementedError

    def show_stopped(self) -> None:
        """It was given up."""
        raise NotImplementedError

    def show_refused(self, words: Words) -> None:
        """It could not be done."""
        raise NotImplementedError

    def stop(self) -> None:
        """Give up what runs; nothing of it is left."""
        self._stop.set()

    def refresh(self) -> None:
        """Tell the sheet again, after a switch of language."""
        self.changed.emit(self.view)

    def run(
        self, ops: Ops, work: Callable[..., Any], *given: Any,
        then: Callable[[Any], object], drop: Callable[[Any], object] = lambda _found: None,
    ) -> None:  # fmt: skip
        """Do `work(*given, on_progress)`, which gives None where it was stopped; a run that goes on is stopped.

        `then` takes what it gave; `drop` takes it where another run has begun, or nobody waits any more.
        """
        self._stop.set()
        self._stop = stop = Event()
        self._run += 1
        run = self._run

        def ended(found: Any) -> None:
            if not self._is_on(run):
                if found is not None:
                    drop(found)
            elif found is None:
                self.show_stopped()
            else:
                then(found)

        ops.run(self._watched, stop, work, *given, then=ended, failed=self._failing(run))

    def go_on(self, ops: Ops, work: Callable[..., Any], *given: Any, then: Callable[[Any], object]) -> None:
        """Do the last step of the same run, which nobody stops, on another worker."""
        run = self._run

        def ended(found: Any) -> None:
            if self._is_on(run):
                then(found)

        ops.run(work, *given, then=ended, failed=self._failing(run))

    def _watched(self, stop: Event, work: Callable[..., Any], *given: Any) -> Any:
        """Runs on the worker."""

        def on_progress(done: int, whole: int) -> bool:
            if not stop.is_set():
                self._told.emit(done, whole)
            return not stop.is_set()

        return None if stop.is_set() else work(*given, on_progress)

    def _failing(self, run: int) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            if self._is_on(run) and isinstance(error, Rejected | EnvironmentProblem):
                self.show_refused(lambda: sentence(error))

        return failed

    def _is_on(self, run: int) -> bool:
        return isValid(self) and run == self._run
