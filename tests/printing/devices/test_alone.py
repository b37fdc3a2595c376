"""One job at a time on a device, however its address is written, and the next one whatever became of it."""

from contextlib import suppress
from threading import Thread

import pytest

from printing.devices.alone import device_of, open_alone
from printing.devices.line import PrinterBusy, PrinterCut, PrinterUnreachable
from printing.devices.profiles import DEFAULT
from printing.devices.spool import JobState, Reason, send
from printing.virtual.machine import VirtualPrinter


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tcp://10.0.0.7", "tcp://10.0.0.7:9100/"), ("tcp://Bep.local", "tcp://bep.local"),
        ("serial:///dev/ttyUSB0", "serial:///dev/ttyUSB0?baud=9600"), ("serial://COM3", "serial://com3"),
        ("usb://04b8:0202", "usb://4b8:202?in=81&out=03"),
    ],
)  # fmt: skip
def test_two_ways_to_write_one_device(one, other):
    assert device_of(one) == device_of(other)


@pytest.mark.parametrize("other", ["tcp://10.0.0.7:9101", "tcp://10.0.0.8", "usb://04b8:0203", "may in"])
def test_devices_of_their_own(other):
    assert device_of("tcp://10.0.0.7") != device_of(other)


def test_the_next_one_waits_until_the_line_is_closed():
    with VirtualPrinter() as paper:
        first = open_alone(paper.uri)
        with pytest.raises(PrinterBusy):
            open_alone(f"{paper.uri}/", 0.01)
        opened = []
        waiting = Thread(target=lambda: opened.append(open_alone(paper.uri)))
        waiting.start()
        assert opened == []
        first.close()
        with suppress(PrinterCut):
            first.close()  # twice lets nobody else in
        waiting.join(5)
        with pytest.raises(PrinterBusy):
            open_alone(paper.uri, 0.01)
        opened[0].close()


def test_who_could_not_open_holds_nobody():
    for _twice in range(2):
        with pytest.raises(PrinterUnreachable) as refused:
            open_alone("tcp://127.0.0.1:1", 0.01)
        assert not isinstance(refused.value, PrinterBusy)


def test_queues_keep_jobs_apart_by_themselves(tmp_path):
    lines = [open_alone("none", 0.01) for _twice in range(2)]
    for line in lines:
        line.close()


def test_a_job_that_waited_too_long_was_not_sent():
    with VirtualPrinter() as paper:
        line = open_alone(paper.uri)
        outcome = send(lambda: open_alone(paper.uri, 0.01), b"hoa don", DEFAULT)
        line.close()
    assert (outcome.state, outcome.reason, outcome.sent_bytes) == (JobState.NOT_SENT, Reason.BUSY, 0)
    assert paper.jobs == []
