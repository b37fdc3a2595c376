"""What becomes of a job when the printer misbehaves. Every test asserts that its fault fired."""

import time
from datetime import timedelta
from functools import partial

import pytest

from printing.devices.profiles import DEFAULT, PROFILES
from printing.devices.spool import JobState, Limits, Outcome, Reason, after_restart, is_old, next_attempt, send
from printing.devices.status import Condition, Status
from printing.devices.transports import PrinterCut, open_transport
from printing.paper import thermal
from printing.paper.document import Cut, Document, Text
from tests.printing.samples import receipt

QUICK = Limits(status=0.1, answer=0.1)
SHORT_JOB = b"\x1b@" + b"Ca phe sua da" * 20
RECEIPT = thermal.render(receipt(), DEFAULT)
SMALL = thermal.render(Document((Text("Cà phê sữa đá"), Cut())), PROFILES["58mm"])


def sent(paper, payload=SHORT_JOB, profile=DEFAULT, **options):
    return send(partial(open_transport, paper.uri), payload, profile, **{"limits": QUICK} | options)


def test_a_good_printer_prints(paper):
    outcome = sent(paper, RECEIPT)

    assert outcome == Outcome(JobState.PRINTED, sent_bytes=len(RECEIPT), answered=True)
    assert paper.wait_for_jobs(1) == [RECEIPT]
    assert paper.answers == 4
    assert paper.printed().strange == []


def test_low_paper_prints_and_says_so(paper):
    paper.paper = "low"

    assert sent(paper) == Outcome(JobState.PRINTED, sent_bytes=len(SHORT_JOB), answered=True, paper_low=True)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ({"paper": "out"}, Reason.PAPER_OUT),
        ({"cover_open": True}, Reason.COVER_OPEN),
        ({"cutter_error": True}, Reason.CUTTER_ERROR),
        ({"paper": "out", "cover_open": True}, Reason.COVER_OPEN),
    ],
)
def test_known_trouble_is_named_and_nothing_leaves(paper, trouble, reason):
    for switch, position in trouble.items():
        setattr(paper, switch, position)

    assert sent(paper) == Outcome(JobState.NOT_SENT, reason, answered=True)
    assert paper.answers >= 3
    assert paper.jobs == paper.torn == []


@pytest.mark.parametrize("reset", [False, True], ids=["fin", "rst"])
@pytest.mark.parametrize("position", range(12))
def test_a_cut_line_never_counts_as_printed(paper, reset, position):
    cut_at = (len(RECEIPT) - 1) * position // 11
    paper.drop_after(cut_at, reset=reset)

    outcome = sent(paper, RECEIPT)

    assert paper.drops == 1, "the fault must have fired"
    assert outcome.state is JobState.UNKNOWN
    assert outcome.reason is Reason.LINE_LOST
    assert 0 < outcome.sent_bytes <= len(RECEIPT)


@pytest.mark.parametrize("reset", [False, True], ids=["fin", "rst"])
def test_a_receipt_cut_at_any_byte_is_unknown(paper, full, reset):
    positions = range(0, len(SMALL), 1 if full else 13)
    for number, cut_at in enumerate(positions, 1):
        paper.drop_after(cut_at, reset=reset)

        outcome = sent(paper, SMALL)

        assert paper.drops == number, "the fault must have fired"
        assert (outcome.state, outcome.reason) == (JobState.UNKNOWN, Reason.LINE_LOST), cut_at
    assert paper.jobs == []
    assert sent(paper, SMALL).state is JobState.PRINTED, "with nothing in its way it comes out"


@pytest.mark.parametrize("cut_at", [0, 1, 17, len(SHORT_JOB) - 1])
@pytest.mark.parametrize("reset", [False, True], ids=["fin", "rst"])
def test_a_short_job_cut_anywhere_is_unknown(paper, cut_at, reset):
    paper.drop_after(cut_at, reset=reset)

    assert sent(paper).state is JobState.UNKNOWN
    assert paper.drops == 1
    assert all(len(torn) == cut_at for torn in paper.torn)


def test_a_printer_that_hangs_after_an_answer_is_unknown(paper):
    paper.hang_after(100)

    outcome = sent(paper)

    assert paper.hangs == 1
    assert (outcome.state, outcome.reason, outcome.answered) == (JobState.UNKNOWN, Reason.NO_ANSWER, True)


def test_a_hanging_printer_stops_the_worker_for_a_bounded_time(paper):
    paper.hang_after(100)
    payload = b"A" * 30_000_000
    transport = open_transport(paper.uri)
    transport._idle = 0.2

    outcome = send(lambda: transport, payload, DEFAULT, limits=QUICK)

    assert paper.hangs == 1
    assert (outcome.state, outcome.reason) == (JobState.UNKNOWN, Reason.LINE_LOST)
    assert 0 < outcome.sent_bytes < len(payload)


def test_paper_that_ends_in_the_middle_is_unknown(paper):
    paper.run_out_after(100)

    assert sent(paper).state is JobState.UNKNOWN
    assert paper.run_outs == 1
    assert sent(paper) == Outcome(JobState.NOT_SENT, Reason.PAPER_OUT, answered=True)


def test_a_printer_that_answered_before_and_is_mute_now_is_unknown(paper):
    paper.mute = True

    outcome = sent(paper, answered_before=True)

    assert (outcome.state, outcome.reason) == (JobState.UNKNOWN, Reason.NO_ANSWER)
    assert paper.wait_for_jobs(1) == [SHORT_JOB]
    assert paper.answers == 0


def test_a_printer_that_never_answered_ends_in_sent(paper):
    paper.mute = True

    outcome = sent(paper)

    assert outcome == Outcome(JobState.SENT, Reason.NO_ANSWER, len(SHORT_JOB))
    assert paper.wait_for_jobs(1) == [SHORT_JOB]


def test_a_profile_that_cannot_answer_is_not_asked(paper):
    outcome = sent(paper, profile=PROFILES["mute"], answered_before=True)

    assert (outcome.state, outcome.reason) == (JobState.SENT, Reason.CANNOT_ANSWER)
    assert paper.wait_for_jobs(1) == [SHORT_JOB]
    assert paper.answers == 0


def test_a_mute_profile_still_sees_a_reset_line(paper):
    paper.drop_after(17, reset=True)

    assert sent(paper, profile=PROFILES["mute"]).state is JobState.UNKNOWN
    assert paper.drops == 1


@pytest.mark.parametrize(
    "noise", [b"\xff", b"\x41\xff\x07", b"\x00\x00", b"\x12\x12", b"\x91" * 64, bytes(range(256)) * 4]
)
@pytest.mark.parametrize("answered_before", [False, True])
def test_garbage_is_no_answer(paper, noise, answered_before):
    paper.garbage = noise

    outcome = sent(paper, answered_before=answered_before)

    assert paper.garbled >= 1
    assert outcome.state is (JobState.UNKNOWN if answered_before else JobState.SENT)


def test_a_flood_of_bytes_is_no_answer_and_ends(paper):
    paper.flood = True

    outcome = sent(paper, answered_before=True)

    assert paper.floods == 1
    assert outcome.state is JobState.UNKNOWN


@pytest.mark.parametrize("noise", ["flood", "garbage"])
def test_a_noisy_printer_gets_the_end_of_the_receipt(paper, noise):
    setattr(paper, noise, bytes(range(256)) * 4 if noise == "garbage" else True)
    paper.seconds_per_piece = 0.005

    assert sent(paper, RECEIPT * 2).state is JobState.SENT

    assert paper.floods + paper.garbled > 0, "the fault must have fired"
    assert paper.wait_for_jobs(1) == [RECEIPT * 2]


def test_a_printer_that_was_mute_twice_is_asked_but_not_waited_for(paper):
    paper.mute = True
    patient = Limits(status=0.2, answer=30.0)
    began = time.monotonic()

    outcomes = [sent(paper, silences=silences, limits=patient) for silences in (1, 2, 7)]

    assert time.monotonic() - began < 5
    assert {(outcome.state, outcome.reason) for outcome in outcomes} == {(JobState.SENT, Reason.NO_ANSWER)}
    assert paper.wait_for_jobs(3) == [SHORT_JOB] * 3
    paper.mute = False
    assert sent(paper, silences=8).state is JobState.PRINTED, "it has found its tongue"


def test_a_slow_printer_prints(paper):
    paper.seconds_per_piece = 0.02

    assert sent(paper, SHORT_JOB * 40, limits=Limits()).state is JobState.PRINTED
    assert paper.wait_for_jobs(1) == [SHORT_JOB * 40]


def test_a_long_receipt_has_time_to_come_out_before_the_answer(paper):
    paper.seconds_per_piece = 0.02
    payload = b"A" * 57_600

    assert sent(paper, payload, limits=Limits(answer=0.05)).state is JobState.PRINTED
    assert paper.answers == 4


def test_paper_that_is_gone_at_the_end_leaves_doubt(paper):
    paper.garbage = b"\x0c"

    outcome = sent(paper)

    assert paper.garbled >= 1
    assert (outcome.state, outcome.reason) == (JobState.UNKNOWN, Reason.PAPER_OUT)


def test_a_refused_line_sends_nothing_and_may_be_tried_again(paper):
    paper.refuse()

    outcome = sent(paper, answered_before=True)
    assert (outcome.state, outcome.reason, outcome.sent_bytes) == (JobState.NOT_SENT, Reason.UNREACHABLE, 0)
    assert outcome.answered, "what is known of the printer is kept"
    assert paper.connections == 0

    paper.listen_again()
    assert sent(paper).state is JobState.PRINTED


def test_a_wrong_uri_is_no_crash():
    outcome = send(partial(open_transport, "tcp:/x"), SHORT_JOB, DEFAULT)

    assert (outcome.state, outcome.reason) == (JobState.NOT_SENT, Reason.NO_SUCH_PRINTER)


def test_a_file_takes_the_job_and_cannot_answer(tmp_path):
    target = tmp_path / "giấy in.bin"
    outcome = send(partial(open_transport, target.as_uri()), RECEIPT, DEFAULT, answered_before=True)

    assert (outcome.state, outcome.reason) == (JobState.SENT, Reason.CANNOT_ANSWER)
    assert target.read_bytes() == RECEIPT


def test_without_a_printer_jobs_are_simply_sent():
    assert send(partial(open_transport, "none"), RECEIPT, DEFAULT).state is JobState.SENT


class Scripted:
    """A line that fails where it is told to."""

    can_answer = False

    def __init__(self, write_error=None, close_error=None):
        self.write_error, self.close_error, self.closed = write_error, close_error, 0

    def write(self, payload):
        if self.write_error:
            raise self.write_error

    def read(self, timeout):
        return b""

    def close(self):
        self.closed += 1
        if self.close_error:
            raise self.close_error


def test_a_line_lost_before_the_first_byte_may_be_tried_again():
    line = Scripted(write_error=PrinterCut(0, "gone"))

    assert send(lambda: line, SHORT_JOB, DEFAULT).state is JobState.NOT_SENT
    assert line.closed == 1


def test_a_print_system_that_refuses_at_the_end_is_unknown():
    line = Scripted(close_error=PrinterCut(0, "refused"))

    assert send(lambda: line, SHORT_JOB, DEFAULT).state is JobState.UNKNOWN
    assert line.closed == 1


def test_a_bug_is_not_hidden_and_the_line_is_closed():
    line = Scripted(write_error=ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        send(lambda: line, SHORT_JOB, DEFAULT)
    assert line.closed == 1


def test_waiting_grows_and_is_bounded():
    waits = [next_attempt(n) for n in range(1, 12)]

    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=2)
    assert waits[-1] == timedelta(minutes=1)
    assert next_attempt(0) == waits[0]


def test_last_nights_tickets_are_not_printed_in_the_morning():
    assert not is_old(timedelta(minutes=10))
    assert is_old(timedelta(minutes=10, seconds=1))


@pytest.mark.parametrize("state", JobState)
def test_only_a_job_being_sent_is_in_doubt_after_a_restart(state):
    assert after_restart(state) is (JobState.UNKNOWN if state is JobState.SENDING else state)


def test_every_trouble_that_a_printer_names_has_a_reason():
    troubles = {condition.value for condition in Condition if Status(condition, answered=True).can_print is False}

    assert len(troubles) == 4
    assert troubles <= {reason.value for reason in Reason}
