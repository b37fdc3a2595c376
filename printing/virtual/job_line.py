"""One line into a virtual printer: reads what comes as its switches allow, works it off and answers its questions."""

import contextlib
import select
import socket
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from printing.virtual.answers import asb_packet, paper_answer, status_answer
from printing.virtual.decoder import Event, PaperCut, PaperRequest, Reader, StatusRequest
from printing.virtual.told import Answered, Ended, Failed, Fault, Growing, Opened, Printed, Reported, Silence
from printing.virtual.unfinished import fresh_rows

if TYPE_CHECKING:
    from printing.virtual.machine import VirtualPrinter

_QUESTIONS = StatusRequest | PaperRequest
TICK = 0.05
"""How long at most a switch waits to take effect on a line on which nothing happens."""
PIECE = 4096
BUFFER = 64 * 1024
"""What it takes in while it cannot print; then it stops reading, and the other side has to wait."""
MOST_SECONDS_TO_SEND = 5.0


class JobLine:
    """Lives as long as its connection."""

    def __init__(self, printer: "VirtualPrinter", line: socket.socket, peer: str) -> None:
        self._printer, self._line = printer, line
        self._number = printer.connections
        line.settimeout(MOST_SECONDS_TO_SEND)
        self._reader = Reader()
        self._job = bytearray()
        self._held: deque[tuple[Event, bytes]] = deque()
        self._held_bytes = self._rows = 0
        self._was_cut = self._is_hung = False
        self._heard_at = time.monotonic()
        self._packet = b""
        printer.tell(Opened(self._number, peer))

    def run(self) -> None:
        """Work until the other side goes, a fault fires, or the port is closed; OSError when the line breaks."""
        if self._printer.flood:
            self._printer.floods += 1
            self._fail(Fault.FLOOD)
            threading.Thread(target=self._flood, daemon=True).start()
        is_torn = False
        try:
            while (raw := self._read()) is not None:
                if not self._take(raw) or self._is_hopeless():
                    is_torn = True
                    return
        finally:
            if not is_torn:
                self._finish()

    # -- reading --------------------------------------------------------------------------------------------------

    def _read(self) -> bytes | None:
        """What came, nothing where a switch or an empty line holds it up, None at the end."""
        printer = self._printer
        self._tell_by_itself()
        if printer.hanging or self._held_bytes > BUFFER:
            self._note_hang()
            return b"" if printer.rest(TICK) else None
        self._is_hung = False
        ready, _, _ = select.select([self._line], [], [], TICK)
        if not ready:
            return b"" if printer.rest(0) else None
        raw = self._line.recv(self._most())
        if not raw:
            return None
        self._heard_at = time.monotonic()
        pace = printer.seconds_per_piece or (len(raw) / rate if (rate := printer.bytes_per_second) else 0)
        return raw if not pace or printer.rest(pace) else None

    def _most(self) -> int:
        """How much to read at once: a slow one little, and of a picture without end more each time."""
        rate = self._printer.bytes_per_second
        return max(1, min(PIECE, int(rate * TICK))) if rate else max(PIECE, len(self._reader.rest))

    def _note_hang(self) -> None:
        if self._printer.hanging and not self._is_hung:
            self._is_hung = True
            self._printer.hangs += 1
            self._fail(Fault.HANG)

    def _is_hopeless(self) -> bool:
        """Whether the job is too large, or nothing comes while others wait."""
        printer = self._printer
        if self._came() > printer.most_bytes:
            return self._give_up(Fault.TOO_LARGE)
        quiet = time.monotonic() - self._heard_at
        if quiet > printer.patience and not printer.hanging and printer.others_wait():
            return self._give_up(Fault.STUCK)
        if printer.pause and self._was_cut and quiet > printer.pause and not self._reader.rest:
            self._finish()
        return False

    def _give_up(self, fault: Fault) -> bool:
        self._fail(fault)
        self._tear(self._so_far())
        return True

    def _flood(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._line.sendall(b"\x00" * 512)

    # -- working --------------------------------------------------------------------------------------------------

    def _take(self, raw: bytes) -> bool:
        """Work off what came; False when a limit was reached and the line is over."""
        self._work_off_held()
        events = self._reader.feed(raw)
        within = self._within(events)
        for event, its_bytes in events[:within]:
            self._work_on(event, its_bytes)
        behind = b"".join(raw for event, raw in events[within:] if not isinstance(event, _QUESTIONS))
        reached = self._printer.reached(self._came() + len(behind))
        if reached is None:
            for event, its_bytes in events[within:]:  # the limit was taken back meanwhile
                self._work_on(event, its_bytes)
            self._grow(self._reader.rest)
            return True
        limit, happen = reached
        behind += self._reader.rest
        self._grow(behind[: max(0, limit - len(self._job))])
        self._tear(self._so_far(behind)[:limit])
        happen(self._line)
        return False

    def _within(self, events: "list[tuple[Event, bytes]]") -> int:
        """How many of the events end within the limit; what stands behind it is neither printed nor answered."""
        limit, came = self._printer.limit, len(self._job) + self._held_bytes
        if limit is None:
            return len(events)
        for at, (event, its_bytes) in enumerate(events):
            came += 0 if isinstance(event, _QUESTIONS) else len(its_bytes)
            if came > limit:
                return at
        return len(events)

    def _work_on(self, event: Event, its_bytes: bytes) -> None:
        """Answer what is asked at once; the rest waits for its turn."""
        if isinstance(event, StatusRequest):
            self._answer(event)
        else:
            self._rows = 0
            self._hold(event, its_bytes)
            self._work_off_held()

    def _grow(self, rest: bytes) -> None:
        """Tell the rows that have come of a picture of which there is more to come."""
        if self._held or not self._printer.can_print:
            return
        if (rows := fresh_rows(rest, self._rows)) is not None:
            self._rows += rows.height
            self._printer.tell(Growing(self._number, rows))

    def _came(self) -> int:
        return len(self._job) + self._held_bytes + len(self._reader.rest)

    def _so_far(self, behind: bytes | None = None) -> bytes:
        """Everything of the job that came; `behind` is what was not worked on, the reader's rest where left out."""
        held = b"".join(raw for event, raw in self._held if not isinstance(event, PaperRequest))
        return bytes(self._job) + held + (self._reader.rest if behind is None else behind)

    def _hold(self, event: Event, its_bytes: bytes) -> None:
        self._held.append((event, its_bytes))
        if not isinstance(event, PaperRequest):
            self._held_bytes += len(its_bytes)

    def _work_off_held(self) -> None:
        while self._held and (self._printer.can_print or self._is_lone_question()):
            event, its_bytes = self._held.popleft()
            if isinstance(event, PaperRequest):
                self._answer(event)
                continue
            self._held_bytes -= len(its_bytes)
            self._job += its_bytes
            self._was_cut = isinstance(event, PaperCut)
            self._printer.tell(Printed(self._number, event, its_bytes))

    def _is_lone_question(self) -> bool:
        """Whether nothing has to be done before it is answered, whatever the state."""
        return isinstance(self._held[0][0], PaperRequest)

    def _finish(self) -> None:
        """The job came to its end; what could not be printed by then is lost."""
        printer = self._printer
        if self._held_bytes:
            self._fail(Fault.LOST)
            self._tear(self._so_far())
            return
        job = bytes(self._job)
        self._forget()
        printer.finish(job)
        if job:
            printer.tell(Ended(self._number, job, whole=True))

    def _tear(self, so_far: bytes) -> None:
        self._forget()
        self._printer.tear(so_far)
        self._printer.tell(Ended(self._number, so_far, whole=False))

    def _forget(self) -> None:
        self._job.clear()
        self._held.clear()
        self._held_bytes = self._rows = 0
        self._was_cut = False

    def _fail(self, fault: Fault) -> None:
        self._printer.tell(Failed(self._number, fault))

    # -- answering ------------------------------------------------------------------------------------------------

    def _answer(self, request: StatusRequest | PaperRequest) -> None:
        printer = self._printer
        if printer.mute or printer.flood:
            printer.tell(Answered(self._number, request, b"", Silence.MUTE))
            return
        if printer.garbage:
            printer.garbled += 1
            self._send(request, printer.garbage, Silence.GARBAGE)
        elif isinstance(request, StatusRequest):
            printer.answers += 1
            self._send(request, bytes((status_answer(printer, request.question),)))
        elif printer.paper != "out":
            printer.answers += 1
            self._send(request, paper_answer(printer))
        else:
            printer.tell(Answered(self._number, request, b"", Silence.PAPER_OUT))

    def _tell_by_itself(self) -> None:
        """Send the state where it has changed, as a printer with ASB switched on does."""
        printer = self._printer
        if not printer.asb or printer.mute or printer.hanging or (packet := asb_packet(printer)) == self._packet:
            return
        self._packet = packet
        printer.packets += 1
        self._line.sendall(packet)
        printer.tell(Reported(self._number, packet))

    def _send(self, request: StatusRequest | PaperRequest, answer: bytes, silence: Silence | None = None) -> None:
        self._line.sendall(answer)
        self._printer.tell(Answered(self._number, request, answer, silence))
