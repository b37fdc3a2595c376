"""A network printer on 127.0.0.1 that prints into memory and fails in every way we know, counting its failures."""

import contextlib
import socket
import struct
import threading
import time
from typing import TYPE_CHECKING, Self

from printing.virtual.decoder import Decoded, PaperRequest, Reader, StatusRequest, decode

if TYPE_CHECKING:
    from collections.abc import Callable

_LINGER_NONE = struct.pack("ii", 1, 0)


class VirtualPrinter:
    """Use as a context manager; set the switches at any time, read the counters afterwards.

    Switches: `mute`, `paper` ("ok", "low", "out"), `cover_open`, `cutter_error`, `garbage` (what it answers
    instead), `flood`, `seconds_per_piece`, `drop_after(k)`, `hang_after(k)`, `run_out_after(k)`, `refuse()`.
    Counters: `connections`, `drops`, `hangs`, `run_outs`, `floods`, `garbled`, `answers`.
    `jobs`: the bytes of each job that came whole, without status requests; `torn`: of those that did not.
    """

    def __init__(self) -> None:
        self.mute = self.flood = self.cover_open = self.cutter_error = False
        self.paper = "ok"
        self.garbage = b""
        self.seconds_per_piece = 0.0
        self.connections = self.drops = self.hangs = self.run_outs = self.floods = self.garbled = self.answers = 0
        self.jobs: list[bytes] = []
        self.torn: list[bytes] = []
        self._limit: tuple[int, Callable[[socket.socket], None]] | None = None
        self._changed = threading.Condition()
        self._released = threading.Event()
        self._stopped = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._line: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, args=(self._listener,), name="virtual printer", daemon=True)

    @property
    def uri(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

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

        def hang(line: socket.socket) -> None:
            self.hangs += 1
            self._released.wait()

        self._released.clear()
        self._limit = (job_bytes, hang)

    def run_out_after(self, job_bytes: int) -> None:
        """Run out of paper in the middle of a job: what comes behind it is not worked off."""

        def run_out(line: socket.socket) -> None:
            self.run_outs += 1
            self.paper = "out"
            while line.recv(65536):
                pass

        self._limit = (job_bytes, run_out)

    def call_after(self, job_bytes: int, call: "Callable[[], object]") -> None:
        """Call `call`, once, as soon as more than `job_bytes` of a job have come, and print no more of that job."""

        def stop(_line: socket.socket) -> None:
            call()

        self._limit = (job_bytes, stop)

    def release(self) -> None:
        """End a hang."""
        self._released.set()

    def refuse(self) -> None:
        """Close the port: who connects is refused."""
        self._stopped = True
        self.release()
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        self._listener.close()
        if self._line:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join(5)

    def listen_again(self) -> None:
        """Open the same port again after `refuse()`."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._stopped = False
        self._thread = threading.Thread(target=self._serve, args=(self._listener,), name="virtual printer", daemon=True)
        self._thread.start()

    # -- what tests look at ---------------------------------------------------------------------------------------

    def wait_for_jobs(self, count: int, seconds: float = 10.0) -> list[bytes]:
        """Return the jobs once there are `count`; AssertionError when they do not come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.jobs) >= count, seconds), f"{len(self.jobs)} of {count} jobs"
            return list(self.jobs)

    def printed(self) -> Decoded:
        """Everything printed so far, read back."""
        return decode(b"".join(self.jobs))

    # -- the machine ----------------------------------------------------------------------------------------------

    def _serve(self, listener: socket.socket) -> None:
        while not self._stopped:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                if self._stopped:
                    return
                self.connections += 1
                self._line = line
                with contextlib.suppress(OSError):
                    _Job(self, line).run()
                self._line = None

    def _finish(self, job: bytes) -> None:
        if job:
            with self._changed:
                self.jobs.append(job)
                self._changed.notify_all()


class _Job:
    """One connection."""

    def __init__(self, printer: VirtualPrinter, line: socket.socket) -> None:
        self._printer, self._line = printer, line
        self._reader = Reader()
        self._job = b""

    def run(self) -> None:
        if self._printer.flood:
            self._printer.floods += 1
            threading.Thread(target=self._flood, daemon=True).start()
        try:
            while raw := self._line.recv(4096):
                if self._printer.seconds_per_piece:
                    time.sleep(self._printer.seconds_per_piece)
                if not self._take(raw):
                    return
        finally:
            self._printer._finish(self._job)

    def _flood(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._line.sendall(b"\x00" * 512)

    def _take(self, raw: bytes) -> bool:
        for event, its_bytes in self._reader.feed(raw):
            if not isinstance(event, StatusRequest | PaperRequest):
                self._job += its_bytes
            elif self._is_beyond(self._job):
                break  # the question came behind the byte at which it broke: nobody is there to answer
            else:
                self._answer(event)
        so_far = self._job + self._reader.rest
        limit = self._printer._limit
        if limit is None or not self._is_beyond(so_far):
            return True
        self._printer._limit = None
        self._printer.torn.append(so_far[: limit[0]])
        self._job = b""
        limit[1](self._line)
        return False

    def _is_beyond(self, so_far: bytes) -> bool:
        limit = self._printer._limit
        return limit is not None and len(so_far) > limit[0]

    def _answer(self, request: StatusRequest | PaperRequest) -> None:
        printer = self._printer
        if printer.mute or printer.flood:
            return
        if printer.garbage:
            printer.garbled += 1
            self._line.sendall(printer.garbage)
        elif isinstance(request, StatusRequest):
            printer.answers += 1
            self._line.sendall(bytes((_status(printer, request.question),)))
        elif printer.paper != "out":
            printer.answers += 1
            self._line.sendall(b"\x03" if printer.paper == "low" else b"\x00")


def _status(printer: VirtualPrinter, question: int) -> int:
    """The fixed bits are 0xx1xx10; the tables are those of DLE EOT 1 to 4."""
    out, cover, cutter = printer.paper == "out", printer.cover_open, printer.cutter_error
    match question:
        case 1:
            return 0x12 | (0x08 if out or cover or cutter else 0)
        case 2:
            return 0x12 | (0x04 if cover else 0) | (0x20 if out else 0) | (0x40 if cutter else 0)
        case 3:
            return 0x12 | (0x08 if cutter else 0)
    return 0x12 | {"ok": 0, "low": 0x0C, "out": 0x6C}[printer.paper]
