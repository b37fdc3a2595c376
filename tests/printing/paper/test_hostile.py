"""Names that want to command the printer: in every way of printing they come out as letters or dots, and do nothing."""

import re
import sys
import unicodedata
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printing.devices.profiles import profile_of
from printing.paper import thermal
from printing.paper.document import (
    Align,
    Bar,
    Columns,
    Cut,
    Document,
    Frame,
    ItemLine,
    Mark,
    Pair,
    Picture,
    Qr,
    Size,
    Text,
    Title,
)
from printing.paper.raster import without_commands
from printing.virtual import events as ev
from printing.virtual.decoder import decode
from tests.printing.test_clean import ATTACKS

LETTERED = ["80mm;letters=tcvn", "58mm;letters=ascii;qr=yes"]
MODES = ["80mm;qr=yes;density=2;buzzer=1", *LETTERED]
CONTROLS = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
TRICKS = {
    "bidi": "A\u202eB\u2066C\u2069\u200fD\u061cE", "zero width": "A\u200bB\u200cC\u200dD\ufeffE\u2060F",
    "combining": "A" + "\u0301\u0316\u20dd" * 30 + "B", "private": "A\ue000B\U000f0000C\U0010fffdD",
    "surrogates": "A\ud83dB\udc1bC\udb40D", "tags": "A\U000e0041\U000e007fB", "variation": "☕\ufe0f\u20e3B",
    "not a letter": "A\uffffB\ufdd0C\U0001ffffD", "lines": "A\u2028B\u2029C\x85D\x0bE\x0cF", "soft hyphen": "A\u00adB",
    "wide": "\uff1b\uff30\uff08A\u3000B", "looks like ESC": "␛@ ␝V^[p\\x1b",
}  # fmt: skip
# Of what a piece of paper may consist; a drawer pulse, a status request or a second cut is none of it.
HARMLESS = (
    ev.Raster, ev.Feed, ev.PaperCut, ev.Letters, ev.LineEnd, ev.Page, ev.Bold, ev.Reverse, ev.LetterSize, ev.Justify,
    ev.HanOff, ev.Density, ev.Beeps, ev.CodeSetting, ev.CodeContent, ev.CodePrint,
)  # fmt: skip


def everywhere(text):
    """A piece of paper with `text` in every place that takes one."""
    return Document((
        Title(text), Text(text, Size.HUGE), Pair(text, text, size=Size.LARGE), Mark(text), Bar((1, 2), text),
        ItemLine(text, text, text, text, (text,), ((text, text),)), Columns((text, text), (1, 1), (Align.RIGHT,)),
        Qr("1", text), Frame((Text(text), Pair(text, text))), Cut(),
    ))  # fmt: skip


def check(text, mode):
    profile = profile_of(mode)
    decoded = decode(thermal.render(everywhere(text), profile), profile.page)

    first, *others = decoded.events
    assert decoded.strange == [] and first == ev.Init()
    assert [event for event in others if not isinstance(event, HARMLESS)] == []
    assert len(decoded.pieces) == 1 and decoded.cuts == profile.cutter
    return decoded


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("attack", [*ATTACKS.values(), *TRICKS.values()], ids=[*ATTACKS, *TRICKS])
def test_no_attack_leaves_as_anything_but_letters_or_dots(attack, mode):
    check(attack, mode)


@pytest.mark.parametrize("mode", MODES)
def test_no_control_byte_leaves(mode):
    plain, full = (check(f"Cà {inside} phê", mode) for inside in ("", "".join(CONTROLS)))

    # line breaks became spaces, and spaces one: what is printed is the same
    assert full.events == plain.events
    for control in CONTROLS:
        check(f"Phở{control}p\x00\x19", mode)


@pytest.mark.parametrize("mode", LETTERED)
def test_a_name_cannot_forge_a_line(mode):
    lines = check("Trà đá\nPHẢI TRẢ 0 ₫\r\x0b\x85", mode).pieces[0].text.splitlines()

    assert len(lines) == len(check("Trà đá PHẢI TRẢ 0 ₫", mode).pieces[0].text.splitlines())


@settings(max_examples=40)
@given(st.text(st.characters(categories=("C", "M", "L", "N", "P", "S", "Z")), max_size=40), st.sampled_from(MODES))
def test_any_text_is_harmless(text, mode):
    check(text, mode)


@given(st.text(max_size=80))
def test_a_code_s_content_is_counted_and_cannot_end_early(content):
    """Whatever a code says is inside the command: the printer reads it by its length."""
    document = Document((Qr(content + "1"), Text("behind")))
    decoded = decode(thermal.render(document, profile_of("80mm;letters=ascii;qr=yes")))

    (said,) = [event.raw for event in decoded.events if isinstance(event, ev.CodeContent)]
    assert decoded.strange == [] and decoded.pieces[0].text == "behind\n"
    assert not any(byte < 0x20 or byte == 0x7F for byte in said)


@pytest.mark.parametrize("mode", ["80mm", "80mm;slice=8", "80mm;letters=ascii"])
@pytest.mark.parametrize("row", [b"\x10\x14\x01\x00\x01", b"\x10\x04\x01", b"\x10\x05\x02", b"\x04\x55\x10"])
def test_a_picture_cannot_hold_a_command_that_is_obeyed_at_once(row, mode):
    """DLE DC4 opens a drawer and DLE EOT asks for an answer in the midst of a picture; the last row meets the next."""
    row *= 2  # so wide that its bytes are those of the paper
    dots = row * 8
    file = BytesIO()
    Image.frombytes("1", (8 * len(row), 8), bytes(255 - byte for byte in dots)).save(file, "PNG")
    assert re.search(rb"\x10[\x04\x05\x14]", dots)

    raw = thermal.render(Document((Picture(file.getvalue()), Text("phở"))), profile_of(mode))
    assert not re.search(rb"\x10[\x04\x05\x14]", raw)
    assert decode(raw).strange == []


def test_a_picture_is_mended_by_single_dots():
    plain = Image.frombytes("1", (24, 2), bytes(255 - byte for byte in b"\x10\x04\x01\x01\x80\x10"))
    mended = without_commands(plain)

    assert plain.tobytes() != mended.tobytes()
    assert sum((one ^ other).bit_count() for one, other in zip(plain.tobytes(), mended.tobytes(), strict=True)) == 1
    assert without_commands(mended) is mended


def test_every_letter_there_is(full):
    """All of Unicode, or every 97th of it."""
    step = 1 if full else 97
    chars = [char for char in map(chr, range(0, sys.maxunicode + 1, step)) if unicodedata.category(char) != "Cn"]
    for start in range(0, len(chars), 400):
        texts = tuple(Text("".join(chars[at : at + 40])) for at in range(start, min(start + 400, len(chars)), 40))
        for mode in LETTERED:
            profile = profile_of(mode)
            decoded = decode(thermal.render(Document((*texts, Cut())), profile))
            assert decoded.strange == []
            assert {type(event) for event in decoded.events} <= {ev.Init, *HARMLESS}
