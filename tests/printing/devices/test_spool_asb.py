"""Trouble in mid-job, with and without automatic status: named, never "printed", and with it without the wait."""

import time
from functools import partial

import pytest

from printing.devices.profiles import DEFAULT
from printing.devices.spool import JobState, Limits, Outcome, Reason, send
from printing.devices.transports import open_transport
from printing.virtual.decoder import Letters
from printing.virtual.machine import VirtualPrinter
from printing.virtual.told import Printed
from tests.printing.devices.test_status import GOOD, Answering

PATIENT = Limits(status=0.5, answer=20.0)
QUICK = Limits(status=0.5, answer=0.1)
LINES = b"\x1b@" + b"Ca phe sua da\n" * 40
TROUBLES = [
    ({"paper": "out"}, Reason.PAPER_OUT), ({"cover_open": True}, Reason.COVER_OPEN),
    ({"cutter_error": True}, Reason.CUTTER_ERROR), ({"offline": True}, Reason.OFFLINE),
]  # fmt: skip


class FailingPrinter(VirtualPrinter):
    """Has this trouble from its tenth line on."""

    def __init__(self, trouble):
        self.lines = 0
        super().__init__(tell=partial(self._count, trouble))

    def _count(self, trouble, told):
        if isinstance(told, Printed) and isinstance(told.event, Letters):
            self.lines += 1
            if self.lines == 10:
                for switch, position in trouble.items():
                    setattr(self, switch, position)


def sent(paper, limits):
    return send(partial(open_transport, paper.uri), LINES, DEFAULT, limits=limits)


@pytest.mark.parametrize(("trouble", "reason"), TROUBLES)
def test_with_asb_the_wait_ends_at_once(trouble, reason):
    with FailingPrinter(trouble) as paper:
        paper.asb = True
        began = time.monotonic()

        outcome = sent(paper, PATIENT)

        assert time.monotonic() - began < 10, "long before its patience ends"
        assert outcome == Outcome(JobState.UNKNOWN, reason, len(LINES), answered=True, detail="")
        assert (paper.lines, paper.packets) == (10, 2), "the fault must have fired"
    assert paper.jobs == []


@pytest.mark.parametrize(("trouble", "reason"), TROUBLES)
def test_without_asb_it_is_asked_when_no_answer_came(trouble, reason):
    with FailingPrinter(trouble) as paper:
        outcome = sent(paper, QUICK)

        assert outcome == Outcome(JobState.UNKNOWN, reason, len(LINES), answered=True)
        assert (paper.lines, paper.packets) == (10, 0), "the fault must have fired"
    assert paper.jobs == []


def test_asb_of_a_printer_that_is_well_disturbs_nothing(paper):
    paper.asb = True

    assert sent(paper, QUICK) == Outcome(JobState.PRINTED, sent_bytes=len(LINES), answered=True)
    assert paper.packets == 1
    assert paper.wait_for_jobs(1) == [LINES]


@pytest.mark.parametrize(("trouble", "reason"), TROUBLES)
def test_trouble_before_the_job_sends_nothing_with_asb_too(paper, trouble, reason):
    paper.asb = True
    for switch, position in trouble.items():
        setattr(paper, switch, position)

    assert sent(paper, QUICK) == Outcome(JobState.NOT_SENT, reason, answered=True)
    assert paper.packets == 1


class Script(Answering):
    """Answers as it should, and to the question behind the job with these bytes in these pieces."""

    def __init__(self, *pieces):
        super().__init__(GOOD)
        self.pieces = list(pieces)

    def write(self, payload):
        if payload[:2] == b"\x10\x04":
            super().write(payload)

    def read(self, timeout):
        return super().read(timeout) or (self.pieces.pop(0) if timeout and len(self.asked) > 2 and self.pieces else b"")


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_the_end_of_a_packet_is_not_taken_for_the_answer(cut):
    """Its tail looks like "there is paper": who believed it would call a receipt printed that nobody saw."""
    packet = b"\x10\x00\x00\x00"
    line = Script(packet[:cut], packet[cut:])
    limits = Limits(status=0.005, answer=0.01)

    outcome = send(lambda: line, b"x", DEFAULT, limits=limits)

    assert line.pieces == [], "the fault must have fired"
    assert (outcome.state, outcome.reason) == (JobState.UNKNOWN, Reason.NO_ANSWER)
