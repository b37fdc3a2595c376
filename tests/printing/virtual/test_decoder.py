import pytest
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st

from printing.paper import commands
from printing.virtual import events as ev
from printing.virtual.decoder import Reader, decode
from printing.virtual.events import Letters, Truncated, Unknown


def test_what_no_paper_of_ours_contains_is_listed():
    decoded = decode(b"\x1b@Ca phe\x1bR\x01\x1cq\x01\x7f\x1d(A\x02\x00\x00\x02")

    assert decoded.strange == [
        Unknown(b"\x1bR"), Unknown(b"\x01"), Unknown(b"\x1cq"), Unknown(b"\x01"), Unknown(b"\x7f"),
        Unknown(b"\x1d(A\x02\x00\x00\x02"),
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [b"\xd5", b"\x1bt\x02\xd5", b"\x1bt\x1e\xd5\x1b@\xd5", b"\x1bt\x1e\x81"])
def test_a_letter_that_no_page_of_ours_has_is_strange(raw):
    assert decode(raw).strange == [Letters(raw[-1:])]


def test_letters_are_read_by_the_page_that_is_set():
    raw = b"\x1bt\x1eC\xb5 ph\xaa \x1bt\x1f\xa7\x1bt\x1e\xb8\n"

    assert decode(raw).strange == []
    assert decode(raw).pieces[0].text == "Cà phê Đá\n"
    assert decode(b"\x1bt\x1b\xb5", first_page=27).pieces[0].text == "à\n"


def test_a_picture_that_ends_too_early_is_truncated():
    (strange,) = decode(b"\x1dv0\x00\x02\x00\x10\x00" + b"\xff" * 31).strange

    assert isinstance(strange, Truncated)


def test_cuts_and_pulses_are_counted():
    decoded = decode(b"\x1bp\x00\x19\x19\x1bp\x31\x19\x19\x1bd\x06\x1dV\x00\x1dVB\x00")

    assert [pulse.pin for pulse in decoded.drawer_pulses] == [2, 5]
    assert decoded.cuts == 2
    assert decoded.strange == []


COMMANDS = {
    commands.LINE_END: [ev.LineEnd()],
    commands.HAN_OFF: [ev.HanOff()],
    commands.density(-6): [ev.Density(-6)],
    commands.density(6): [ev.Density(6)],
    commands.page(30): [ev.Page(30)],
    commands.bold(True) + commands.bold(False): [ev.Bold(True), ev.Bold(False)],
    commands.reverse(True): [ev.Reverse(True)],
    commands.size(2, 1) + commands.size(1, 2): [ev.LetterSize(2, 1), ev.LetterSize(1, 2)],
    b"\x1bB\x03\x04": [ev.Beeps(3, 4)],
    b"\x1bd\x06": [ev.Feed(6)],
    commands.qr("ế\x1b@", 7): [
        ev.Justify(1), ev.CodeSetting(65, 50), ev.CodeSetting(67, 7), ev.CodeSetting(69, 49),
        ev.CodeContent("ế\x1b@".encode()), ev.CodePrint(), ev.Justify(0),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("raw", "events"), COMMANDS.items())
def test_every_command_of_ours_is_known_whole_and_in_pieces(raw, events):
    assert decode(raw).events == events
    reader = Reader()
    assert [event for byte in raw for event, _ in reader.feed(bytes((byte,)))] == events


def test_a_code_of_the_printer_s_own_can_be_scanned():
    (piece,) = decode(b"\x1b@" + commands.qr("2" * 32, 8) + commands.size(2, 2) + b"A\n").pieces

    assert [code.text for code in zxingcpp.read_barcodes(piece.image(576).convert("L"))] == ["2" * 32]
    assert piece.text == "A\n"


def test_letters_are_drawn_in_cells():
    def ink(raw):
        picture = decode(raw).pieces[0].image(48)
        return picture.size, picture.histogram()[0]

    (size, black), (doubled, twice), (same, reversed_) = (
        ink(start + b"Hi\n") for start in (b"", commands.size(2, 2), commands.reverse(True))
    )
    assert size == same == (48, 30) and doubled == (48, 54)
    assert twice == 4 * black > 0
    assert reversed_ == 2 * 12 * 24 - black
    assert ink(commands.bold(True) + b"Hi\n")[1] > black
    assert ink(b"\xff\xff\n")[1] > 0, "what cannot be read is seen"


HEADS = (b"\x1b", b"\x1d", b"\x1c", b"\x10", b"\x1dv0\x00", b"\x1d(k", b"\x1dV", b"\x1d!", b"\x1bt\x1e", b"\n")


@given(st.lists(st.sampled_from(HEADS) | st.binary(max_size=6), max_size=12).map(b"".join))
@example(b"\x1dv0\x00\x00\x00\x05\x00")
@example(commands.qr("", 4))
@example(commands.qr("x" * 4000, 4))
def test_whatever_comes_is_read_to_its_end(raw):
    """Other programs print on a virtual printer too."""
    reader = Reader()
    events = reader.feed(raw)

    assert b"".join(part for _, part in events) + reader.rest == raw
    for piece in decode(raw).pieces:
        assert piece.image().height >= 1
