import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.devices.status import SILENT, Condition, Status, ask
from printing.devices.transports import PrinterCut, open_transport


class Answering:
    """A line whose printer gives these bytes to each question."""

    can_answer = True

    def __init__(self, answers, at_first=b""):
        self.answers, self.asked, self.waiting = answers, [], at_first

    def write(self, payload):
        self.asked.append(payload[2])
        self.waiting += self.answers.get(payload[2], b"")

    def read(self, timeout):
        now, self.waiting = self.waiting[:64], self.waiting[64:]
        return now

    def close(self):
        pass


GOOD = {1: b"\x12", 2: b"\x12", 4: b"\x12"}


@pytest.mark.parametrize(
    ("answers", "condition"),
    [
        (GOOD, Condition.READY),
        (GOOD | {1: b"\x16"}, Condition.READY),
        (GOOD | {4: b"\x1e"}, Condition.NEAR_END),
        (GOOD | {4: b"\x7e"}, Condition.PAPER_OUT),
        (GOOD | {1: b"\x1a", 2: b"\x32"}, Condition.PAPER_OUT),
        (GOOD | {1: b"\x1a", 2: b"\x16"}, Condition.COVER_OPEN),
        (GOOD | {1: b"\x1a", 2: b"\x52", 3: b"\x1a"}, Condition.CUTTER_ERROR),
        (GOOD | {1: b"\x1a", 2: b"\x52", 3: b"\x32"}, Condition.OFFLINE),
        (GOOD | {1: b"\x1a", 2: b"\x52"}, Condition.OFFLINE),
        (GOOD | {1: b"\x1a"}, Condition.OFFLINE),
        ({1: b"\x1a"}, Condition.OFFLINE),
        ({1: b"\x12"}, Condition.UNKNOWN),
        ({1: b"\x12", 2: b"\x16"}, Condition.COVER_OPEN),
    ],
)
def test_what_the_bytes_mean(answers, condition):
    assert ask(Answering(answers), timeout=0.005) == Status(condition, answered=True)


def test_the_cause_of_an_error_is_asked_only_when_there_is_one():
    line = Answering(GOOD)
    ask(line)

    assert line.asked == [1, 2, 4]


@pytest.mark.parametrize("condition", Condition)
def test_three_ways(condition):
    expected = {Condition.READY: True, Condition.NEAR_END: True, Condition.UNKNOWN: None}.get(condition, False)

    assert Status(condition, answered=True).can_print is expected


def test_silence_is_never_ready():
    assert ask(Answering({}), timeout=0.005) == SILENT
    assert SILENT.can_print is None


def test_who_cannot_answer_is_not_asked():
    assert ask(open_transport("none")) == SILENT


def test_what_came_before_the_question_is_thrown_away():
    assert ask(Answering(GOOD, at_first=b"\x00\x12\x7e" * 50)).condition is Condition.READY


def test_a_flood_is_given_up():
    line = Answering(GOOD)
    reads = []
    line.read = lambda timeout: reads.append(timeout) or b"\x12" * 64 if len(reads) < 1000 else pytest.fail("no end")

    assert ask(line) == SILENT
    assert len(reads) < 20
    assert line.asked == []


@given(st.dictionaries(st.integers(1, 4), st.binary(max_size=700)), st.binary(max_size=1500))
def test_noise_ends_in_a_status(answers, at_first):
    status = ask(Answering(answers, at_first), timeout=0.001)

    assert isinstance(status.condition, Condition)
    if not all(len(answers.get(n, b"")) == 1 and answers[n][0] & 0x93 == 0x12 for n in (1, 2, 4)):
        assert status.condition not in (Condition.READY, Condition.NEAR_END)


def test_a_real_line_that_is_cut_says_so(paper):
    line = open_transport(paper.uri)
    assert ask(line).condition is Condition.READY

    paper.refuse()
    with pytest.raises(PrinterCut):
        for _ in range(3):
            ask(line)
    line.close()
