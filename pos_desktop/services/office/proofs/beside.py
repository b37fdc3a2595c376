"""Runs the parts of the proof beside one another, each on a connection of its own, and ends them all when stopped."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event, Lock
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection

from pos_desktop.services.office.proofs.apart import EVERY
from pos_desktop.storage.db import Db

T = TypeVar("T")
Progress = Callable[[int, int], bool]
"""Told how many parts of how many are done; answers whether to go on."""
THREADS = 3
"""One waits for the second process or does its work; the database works on two, and lets go of Python meanwhile."""


class Beside:
    """Parts of one proof; leaving the block stops and ends what still runs.

    Attributes: `stop` is set when nothing of it is wanted any more.
    """

    def __init__(self, db: Db) -> None:
        self._db = db
        self.stop = Event()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="proof")
        self._parts: list[Future[Any]] = []
        self._open: set[Any] = set()
        self._lock = Lock()

    def __enter__(self) -> "Beside":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop.set()
        running = [part for part in self._parts if not part.cancel()]
        while wait(running, timeout=EVERY).not_done:
            self._interrupt()
        self._pool.shutdown()

    def start(self, part: Callable[[Connection], T]) -> Future[T]:
        """Run a part as soon as there is a thread for it."""
        started = self._pool.submit(self._run, part)
        self._parts.append(started)
        return started

    def wait(self, on_progress: Progress) -> bool:
        """Wait for all parts, telling how many are done again and again; False once that answers so."""
        left = set(self._parts)
        while on_progress(len(self._parts) - len(left), len(self._parts)):
            if not left:
                return True
            left = wait(self._parts, timeout=EVERY).not_done
        return False

    def _run(self, part: Callable[[Connection], T]) -> T:
        with self._reading() as tx:
            return part(tx)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._db.read() as tx:
            raw = tx.connection.driver_connection
            with self._lock:
                self._open.add(raw)
            try:
                yield tx
            finally:
                with self._lock:
                    self._open.remove(raw)

    def _interrupt(self) -> None:
        with self._lock:
            for raw in self._open:
                raw.interrupt()
