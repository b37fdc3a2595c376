"""What a printer says by itself and what it answers are told apart, whatever the pieces in which they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.devices.replies import Condition, Heard, Replies
from printing.devices.status import SILENT, Status, ask
from tests.printing.devices.test_status import GOOD, Answering

WELL = b"\x10\x00\x00\x0f"
OUT = b"\x18\x00\x0f\x0f"
PACKETS = {
    WELL: Condition.READY,
    b"\x14\x00\x00\x00": Condition.READY,  # the drawer is open
    b"\x50\x00\x00\x00": Condition.READY,  # somebody feeds paper by the button
    b"\x10\x00\x03\x00": Condition.NEAR_END,
    OUT: Condition.PAPER_OUT,
    b"\x38\x00\x00\x00": Condition.COVER_OPEN,
    b"\x38\x08\x0c\x00": Condition.COVER_OPEN,
    b"\x18\x08\x00\x00": Condition.CUTTER_ERROR,
    b"\x18\x20\x00\x00": Condition.OFFLINE,
    b"\x18\x04\x00\x00": Condition.OFFLINE,
    b"\x18\x00\x00\x00": Condition.OFFLINE,
}


@pytest.mark.parametrize(("packet", "condition"), PACKETS.items())
def test_what_a_packet_means(packet, condition):
    assert Replies().feed(packet) == Heard(unasked=(condition,))


def test_one_stream_holds_all_three():
    heard = Replies().feed(b"\x12" + OUT + b"\x00" + WELL + b"\x1e")

    assert heard == Heard((0x12, 0x1E), (0x00,), (Condition.PAPER_OUT, Condition.READY))


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_packet_in_two_pieces_is_no_answer_about_paper(cut):
    replies = Replies()

    assert replies.feed(WELL[:cut]) == Heard()
    assert replies.feed(WELL[cut:] + b"\x03") == Heard(paper=(0x03,), unasked=(Condition.READY,))


def test_flow_control_of_a_serial_line_is_nothing():
    assert Replies().feed(b"\x13\x18\x11\x00\x0f\x13\x0f\x11\x12\x13") == Heard((0x12,), unasked=(Condition.PAPER_OUT,))


def test_a_packet_that_broke_off_is_noise_and_what_follows_stands():
    assert Replies().feed(b"\x18\x00\x12") == Heard((0x12,), noise=2)


def test_from_noise_nothing_is_believed_that_was_not_asked():
    assert Replies().feed(OUT + b"\xff") == Heard(noise=1)


@given(st.binary(max_size=600), st.integers(0, 600))
def test_the_pieces_do_not_matter(raw, cut):
    whole, parts = Replies().feed(raw), Replies()
    heard = parts.feed(raw[:cut]), parts.feed(raw[cut:])

    assert whole.real_time == heard[0].real_time + heard[1].real_time
    assert whole.paper == heard[0].paper + heard[1].paper
    assert whole.noise == heard[0].noise + heard[1].noise
    assert len(whole.real_time) + len(whole.paper) + whole.noise <= len(raw)


def asked(answers, at_first=b""):
    return ask(Answering(answers, at_first), timeout=0.005)


def test_packets_beside_the_answers_do_not_disturb_them():
    assert asked({n: WELL + answer for n, answer in GOOD.items()}, WELL * 3) == Status(Condition.READY, answered=True)
    assert asked({n: answer + WELL for n, answer in GOOD.items()}).condition is Condition.READY


def test_a_printer_that_only_says_by_itself_that_it_is_well_is_never_ready():
    assert asked({}, WELL * 5) == SILENT
    assert asked({1: WELL, 2: WELL, 4: WELL}) == SILENT


@pytest.mark.parametrize("answers", [{}, {1: b"\x12"}])
def test_what_it_says_by_itself_counts_where_it_does_not_answer(answers):
    assert asked(answers, WELL + OUT) == Status(Condition.PAPER_OUT, answered=bool(answers))
    assert asked(answers, OUT + WELL).condition is Condition.UNKNOWN


def test_trouble_that_begins_between_two_answers_is_heard():
    assert asked(GOOD | {4: b"\x12", 2: OUT + b"\x12"}) == Status(Condition.PAPER_OUT, answered=True)
    assert asked(GOOD, OUT).condition is Condition.READY, "the answers are newer"
