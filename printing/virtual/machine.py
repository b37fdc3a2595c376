"""A network printer that prints into memory and fails in every way we know, counting its failures."""

import contextlib
import select
import socket
import struct
import threading
from typing import TYPE_CHECKING, Self

from printing.virtual.decoder import Decoded, decode
from printing.virtual.job_line import JobLine
from printing.virtual.told import Failed, Fault, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    _Limit = tuple[int, Callable[[socket.socket], None]]

_LINGER_NONE = struct.pack("ii", 1, 0)
MOST_BYTES = 16 * 1024 * 1024
PATIENCE = 30.0
LOCAL = "127.0.0.1"


class VirtualPrinter:
    """Use as a context manager; set the switches at any time, read the counters afterwards.

    Switches: `mute`, `paper` ("ok", "low", "out"), `cover_open`, `cutter_error`, `offline`, `garbage` (what it answers
    instead), `asb` (tells its state by itself, at once and at every change), `flood`, `hanging`, `seconds_per_piece`,
    `bytes_per_second` (0 for as fast as it comes), `drop_after(k)`, `hang_after(k)`, `run_out_after(k)`,
    `call_after(k)`, `clear_limit()`, `refuse()`. They take effect at once, also in the middle of a job. While it cannot
    print it holds what comes and answers real-time questions alone; what it holds when the line ends is lost.
    Counters: `connections`, `drops`, `hangs`, `run_outs`, `floods`, `garbled`, `answers`, `packets` (of ASB).
    `jobs`: the bytes of each job that came whole, without status requests; `torn`: of those that did not.
    `keeps_jobs` is False where somebody else keeps them; `pause` is after how many seconds without a byte a job that
    ends in a cut is over though the line is open, 0 for never.

    Args:
        host: the address that it listens at. port: 0 for a free one.
        tell: hears everything on the printer's own thread.

    Raises:
        OSError: the port is taken, or the address is not this machine's.
    """

    def __init__(self, *, host: str = LOCAL, port: int = 0, tell: "Callable[[Told], None] | None" = None) -> None:
        self.mute = self.flood = self.cover_open = self.cutter_error = self.offline = self.hanging = False
        self.asb = False
        self.paper = "ok"
        self.garbage = b""
        self.seconds_per_piece = self.pause = 0.0
        self.bytes_per_second = 0
        self.most_bytes, self.patience, self.keeps_jobs = MOST_BYTES, PATIENCE, True
        self.connections = self.drops = self.hangs = self.run_outs = self.floods = self.garbled = self.answers = (
            self.packets
        ) = 0
        self.jobs: list[bytes] = []
        self.torn: list[bytes] = []
        self._tell, self._limit = tell, _NO_LIMIT
        self._changed = threading.Condition()
        self._released, self._stopped = threading.Event(), threading.Event()
        self._host = host
        self._listen(port)

    def _listen(self, port: int) -> None:
        self._listener = socket.create_server((self._host, port))
        self._listener.setblocking(False)
        self.port = int(self._listener.getsockname()[1])
        self._woken, self._wakes = socket.socketpair()
        self._line: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, name="virtual printer", daemon=True)

    @property
    def uri(self) -> str:
        return f"tcp://{LOCAL}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.refuse()

    # -- switches -------------------------------------------------------------------------------------------------

    def drop_after(self, job_bytes: int, *, reset: bool = False) -> None:
        """Break the line, once, as soon as more than `job_bytes` of a job have come: FIN, or RST if `reset`."""

        def drop(line: socket.socket) -> None:
            self.drops += 1
            self._fail(Fault.RST if reset else Fault.FIN)
            if reset:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NONE)
                line.close()
            else:
                line.shutdown(socket.SHUT_WR)
                while line.recv(65536):
                    pass

        self._limit = (job_bytes, drop)

    def hang_after(self, job_bytes: int) -> None:
        """Read no more after `job_bytes` of a job, and answer nothing, until `release()`."""

        def hang(_line: socket.socket) -> None:
            self.hangs += 1
            self._fail(Fault.HANG)
            self._released.wait()

        self._released.clear()
        self._limit = (job_bytes, hang)

    def run_out_after(self, job_bytes: int) -> None:
        """Run out of paper in the middle of a job: what comes behind it is not worked off."""

        def run_out(line: socket.socket) -> None:
            self.run_outs += 1
            self.paper = "out"
            self._fail(Fault.RUN_OUT)
            while line.recv(65536):
                pass

        self._limit = (job_bytes, run_out)

    def call_after(self, job_bytes: int, call: "Callable[[], object]") -> None:
        """Call `call`, once, as soon as more than `job_bytes` of a job have come, and print no more of that job."""

        def stop(_line: socket.socket) -> None:
            call()

        self._limit = (job_bytes, stop)

    def clear_limit(self) -> None:
        """Take back what was to happen after so many bytes."""
        self._limit = _NO_LIMIT

    def release(self) -> None:
        """End a hang."""
        self._released.set()

    def refuse(self) -> None:
        """Close the port: who connects is refused."""
        if self._stopped.is_set() and not self._thread.is_alive():
            return
        self._stopped.set()
        self.release()
        with contextlib.suppress(OSError):
            self._wakes.send(b"\0")
        if self._line:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join(5)
        for end in (self._listener, self._woken, self._wakes):
            end.close()

    def listen_again(self) -> None:
        """Open the same port again after `refuse()`; OSError when somebody else took it meanwhile."""
        self._listen(self.port)
        self._stopped.clear()
        self._thread.start()

    # -- what is looked at ----------------------------------------------------------------------------------------

    @property
    def can_print(self) -> bool:
        """Whether what comes goes onto paper at once."""
        return not (self.paper == "out" or self.cover_open or self.cutter_error or self.offline)

    @property
    def limit(self) -> int | None:
        """After how many bytes of a job something is to happen; None for never."""
        limit = self._limit
        return None if limit is _NO_LIMIT else limit[0]

    def wait_for_jobs(self, count: int, seconds: float = 10.0) -> list[bytes]:
        """Return the jobs once there are `count`; AssertionError when they do not come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.jobs) >= count, seconds), f"{len(self.jobs)} of {count} jobs"
            return list(self.jobs)

    def printed(self) -> Decoded:
        """Everything printed so far, read back."""
        return decode(b"".join(self.jobs))

    # -- the machine ----------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        while not self._stopped.is_set():
            ready, _, _ = select.select([self._listener, self._woken], [], [])
            if self._stopped.is_set():
                return
            if self._listener not in ready:
                continue
            try:
                line, peer = self._listener.accept()
            except OSError:
                continue  # it was gone again before its turn came
            with line:
                self.connections += 1
                self._line = line
                with contextlib.suppress(OSError):
                    JobLine(self, line, str(peer[0])).run()
                self._line = None

    def others_wait(self) -> bool:
        """Whether somebody else wants to connect."""
        return bool(select.select([self._listener], [], [], 0)[0])

    def rest(self, seconds: float) -> bool:
        """Do nothing for so long; False at once when the port is being closed."""
        return not self._stopped.wait(seconds)

    def tell(self, told: Told) -> None:
        """Pass on what happened."""
        if self._tell is not None:
            self._tell(told)

    def _fail(self, fault: Fault) -> None:
        self.tell(Failed(self.connections, fault))

    def reached(self, job_bytes: int) -> "_Limit | None":
        """The limit that so many bytes of a job have passed; it happens once."""
        limit = self._limit
        if job_bytes <= limit[0]:
            return None
        self._limit = _NO_LIMIT
        return limit

    def finish(self, job: bytes) -> None:
        """Count a job that came whole."""
        if job and self.keeps_jobs:
            with self._changed:
                self.jobs.append(job)
                self._changed.notify_all()

    def tear(self, job: bytes) -> None:
        """Count a job of which only a part came."""
        if self.keeps_jobs:
            self.torn.append(job)


def _never(_line: socket.socket) -> None:
    raise AssertionError("no limit was set")


_NO_LIMIT: "_Limit" = (1 << 62, _never)
