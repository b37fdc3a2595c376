"""The printer of bytes alone: every switch does what it says, also in the middle of a job, and is told."""

import socket
import threading
from contextlib import contextmanager, nullcontext

import pytest

from printing.virtual import job_line
from printing.virtual.machine import VirtualPrinter
from printing.virtual.told import Answered, Ended, Failed, Fault, Growing, Opened, Printed, Silence

BODY = b"\x1b@" + b"Ca phe sua da\n" * 200 + b"\x1dV\x00"
HOW, PAPER, DONE = b"\x10\x04\x01", b"\x10\x04\x04", b"\x1dr\x01"


class Ears:
    """Hears what is told, and waits for it."""

    def __init__(self):
        self.heard = []
        self._more = threading.Condition()

    def __call__(self, told):
        with self._more:
            self.heard.append(told)
            self._more.notify_all()

    def of(self, kind):
        return [told for told in list(self.heard) if isinstance(told, kind)]

    def wait(self, seen, seconds=10):
        with self._more:
            assert self._more.wait_for(seen, seconds), self.heard[-5:]

    def faults(self):
        return [told.fault for told in self.of(Failed)]


@pytest.fixture
def ears():
    return Ears()


@pytest.fixture
def printer(ears):
    with VirtualPrinter(tell=ears) as printer:
        yield printer


@contextmanager
def line_to(printer):
    with socket.create_connection(("127.0.0.1", printer.port), timeout=10) as line:
        yield line


def ask(line, question):
    line.sendall(question)
    return line.recv(64)


def test_a_job_is_told_from_its_first_byte_to_its_last(printer, ears):
    with line_to(printer) as line:
        assert ask(line, BODY + DONE) == b"\x00"
    ears.wait(lambda: ears.of(Ended))

    assert ears.heard[0] == Opened(1, "127.0.0.1")
    assert b"".join(told.raw for told in ears.of(Printed)) == BODY
    assert ears.heard[-1] == Ended(1, BODY, whole=True)
    assert printer.jobs == [BODY]


@pytest.mark.parametrize(
    ("switch", "position", "how", "paper"),
    [("paper", "low", 0x12, 0x1E), ("paper", "out", 0x1A, 0x7E), ("cover_open", True, 0x1A, 0x12),
     ("cutter_error", True, 0x1A, 0x12), ("offline", True, 0x1A, 0x12)],
)  # fmt: skip
def test_a_switch_changes_the_next_answer_on_an_open_line(printer, switch, position, how, paper):
    with line_to(printer) as line:
        assert (ask(line, HOW), ask(line, PAPER)) == (b"\x12", b"\x12")
        setattr(printer, switch, position)
        assert (ask(line, HOW), ask(line, PAPER)) == (bytes([how]), bytes([paper]))


@pytest.mark.parametrize("trouble", [{"paper": "out"}, {"cover_open": True}, {"cutter_error": True}, {"offline": True}])
def test_trouble_in_the_middle_holds_the_rest_back_until_it_is_over(printer, ears, trouble):
    well = {name: getattr(printer, name) for name in trouble}
    with line_to(printer) as line:
        assert ask(line, BODY[:100] + HOW) == b"\x12"
        for name, position in trouble.items():
            setattr(printer, name, position)
        line.sendall(BODY[100:] + DONE)
        assert ask(line, HOW) == b"\x1a", "how it is it tells at once"
        assert len(b"".join(told.raw for told in ears.of(Printed))) <= 100
        for name, position in well.items():
            setattr(printer, name, position)
        assert line.recv(1) == b"\x00", "what was held is printed, then the question behind it is answered"
    assert printer.wait_for_jobs(1) == [BODY]


def test_what_is_held_when_the_line_ends_is_lost_and_no_job(printer, ears):
    printer.paper = "out"
    with line_to(printer) as line:
        line.sendall(BODY)
    ears.wait(lambda: ears.of(Ended))

    assert ears.faults() == [Fault.LOST]
    assert (printer.jobs, printer.torn) == ([], [BODY])


def test_a_printer_that_cannot_print_takes_no_more_than_its_buffer(printer, ears, monkeypatch):
    monkeypatch.setattr(job_line, "BUFFER", 4096)
    printer.offline = True
    with line_to(printer) as line:
        line.sendall(BODY * 10)
        line.shutdown(socket.SHUT_WR)
        with pytest.raises(TimeoutError):
            line.settimeout(0.15)
            line.recv(1)
        assert not ears.of(Ended), "it has not come to the end of what was sent"
        printer.offline = False
        line.settimeout(10)
        assert line.recv(1) == b""
    assert printer.wait_for_jobs(1) == [BODY * 10]


def test_silence_rubbish_and_floods_are_told(printer, ears):
    with line_to(printer) as line:
        printer.garbage = b"\xff\x00"
        assert ask(line, HOW) == b"\xff\x00"
        printer.garbage, printer.mute = b"", True
        line.sendall(HOW)
        ears.wait(lambda: len(ears.of(Answered)) == 2)
    assert [told.silence for told in ears.of(Answered)] == [Silence.GARBAGE, Silence.MUTE]
    printer.mute, printer.flood = False, True
    with line_to(printer) as line:
        assert line.recv(64).strip(b"\0") == b""
    assert (printer.garbled, printer.floods, ears.faults()) == (1, 1, [Fault.FLOOD])


def test_it_stands_still_and_goes_on(printer, ears):
    printer.hanging = True
    with line_to(printer) as line:
        line.sendall(HOW)
        ears.wait(lambda: ears.faults() == [Fault.HANG])
        printer.hanging = False
        assert line.recv(1) == b"\x12"
    assert printer.hangs == 1


def test_slow_is_as_slow_as_it_says_and_can_be_hurried(printer, ears):
    printer.bytes_per_second = 200
    with line_to(printer) as line:
        line.sendall(BODY)
        ears.wait(lambda: ears.of(Printed))
        assert len(b"".join(told.raw for told in ears.of(Printed))) < 200
        printer.bytes_per_second = 0
    assert printer.wait_for_jobs(1) == [BODY]


@pytest.mark.parametrize("reset", [False, True], ids=["fin", "rst"])
@pytest.mark.parametrize("at", [0, 1, 1000, len(BODY) - 1])
def test_it_drops_the_line_once_at_its_byte(printer, ears, at, reset):
    printer.drop_after(at, reset=reset)
    with line_to(printer) as line:
        line.sendall(BODY)
        with pytest.raises(ConnectionError) if reset else nullcontext():
            assert line.recv(1) == b""
    ears.wait(ears.faults)

    assert ears.faults() == [Fault.RST if reset else Fault.FIN]
    assert (printer.drops, printer.torn, printer.limit) == (1, [BODY[:at]], None)
    with line_to(printer) as line:
        assert ask(line, BODY + DONE) == b"\x00", "the next one comes whole"


def test_a_drop_that_is_set_in_the_middle_falls_on_what_came_already(printer, ears):
    with line_to(printer) as line:
        assert ask(line, BODY[:500] + HOW) == b"\x12"
        printer.drop_after(100)
        assert line.recv(1) == b"", "at once: nothing more has to come"
    assert printer.torn == [BODY[:100]]


def test_a_picture_is_told_row_by_row_up_to_the_byte_of_the_break(printer, ears):
    raw = b"\x1dv0\x00\x02\x00\x64\x00" + bytes(range(200))
    printer.drop_after(8 + 2 * 40 + 1)
    with line_to(printer) as line:
        line.sendall(raw[:63])
        ears.wait(lambda: ears.of(Growing))
        line.sendall(raw[63:])
        assert line.recv(1) == b""
    rows = [told.rows for told in ears.of(Growing)]
    assert b"".join(one.dots for one in rows) == raw[8:88]
    assert {one.width for one in rows} == {16}


def test_a_limit_can_be_taken_back(printer):
    printer.drop_after(10)
    printer.clear_limit()
    with line_to(printer) as line:
        assert ask(line, BODY + DONE) == b"\x00"
    assert (printer.drops, printer.wait_for_jobs(1)) == (0, [BODY])


def test_a_closed_port_refuses_and_opens_again(printer):
    printer.refuse()
    printer.refuse()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", printer.port), timeout=10)
    printer.listen_again()
    with line_to(printer) as line:
        assert ask(line, HOW) == b"\x12"


def test_a_taken_port_is_an_error(printer):
    with pytest.raises(OSError, match="in use"):
        VirtualPrinter(port=printer.port)


def test_others_wait_for_their_turn_and_who_is_stuck_loses_it(printer, ears):
    printer.patience = 0.1
    with line_to(printer) as stuck, line_to(printer) as other:
        stuck.sendall(b"\x1dv0\x00\x48\x00")
        assert ask(other, HOW) == b"\x12"
        assert stuck.recv(1) == b""
    assert ears.faults() == [Fault.STUCK]


def test_a_job_without_end_is_cut_off(printer, ears):
    printer.most_bytes = 10_000
    with line_to(printer) as line, pytest.raises(ConnectionError):
        while True:
            line.sendall(b"\x1dv0\x00\xff\xff\xff\xff" + b"\xff" * 65536)
    assert ears.faults() == [Fault.TOO_LARGE]
    assert printer.jobs == []


def test_a_cut_and_a_pause_end_a_job_on_an_open_line(printer, ears):
    printer.pause = 0.05
    with line_to(printer) as line:
        line.sendall(BODY)
        assert printer.wait_for_jobs(1) == [BODY]
        line.sendall(BODY[:-3])  # no cut: it goes on
        assert ask(line, HOW) == b"\x12"
        with pytest.raises(TimeoutError):
            line.settimeout(0.15)
            line.recv(1)
        assert len(printer.jobs) == 1
    assert printer.wait_for_jobs(2) == [BODY, BODY[:-3]]
