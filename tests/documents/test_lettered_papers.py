"""Every document in a printer's own letters: what it says is there, whole and in order, whatever the printer has."""

import re

import pytest

from pos_desktop.wording import in_language
from printing.devices.profiles import Letters, profile_of
from printing.paper.alphabets import spelled
from printing.paper.document import Barcode, Cut, Document, Frame, Picture, Qr
from printing.paper.text import to_text
from printing.paper.thermal import render
from printing.virtual.decoder import decode
from tests.documents.papers.every import PAPERS

MODES = ("80mm;letters=tcvn", "80mm-512;letters=tcvn;qr=yes", "58mm;letters=tcvn", "80mm;letters=ascii",
         "58mm;letters=ascii;qr=yes")  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_lost_and_nothing_is_too_long(paper, language):
    document = PAPERS[paper](in_language(language))
    for mode in MODES:
        profile = profile_of(mode)
        decoded = decode(render(document, profile), profile.page)
        assert decoded.strange == [], mode
        told = "".join(piece.text for piece in decoded.pieces)
        assert "?" not in re.sub(r"\w\?", "", told), mode
        assert max(part.width for piece in decoded.pieces for part, _ in piece.parts) <= profile.width_dots
        assert letters(told) == letters(said(document, profile.columns, profile.letters)), mode


def said(document: Document, columns: int, how: Letters) -> str:
    """The document as plain text, without what is drawn."""
    elements = [element for element in document.elements if not isinstance(element, Picture | Barcode)]
    kept = [Qr("1", element.caption) if isinstance(element, Qr) else element for element in elements]
    text = to_text(Document(tuple(kept)), columns)
    return re.sub(r"^ +\[QR\]\n +1\n", "", spelled_lines(text, how), flags=re.MULTILINE)


def spelled_lines(text: str, how: Letters) -> str:
    return "\n".join(spelled(line, how) for line in text.split("\n"))


def letters(text: str) -> str:
    """Letters and digits in order: rules, bars and spaces depend on where lines end."""
    return "".join(re.findall(r"[^\W_]+", text))


def test_no_frame_holds_a_code_or_a_picture():
    """`said` would have to look inside."""
    for make in PAPERS.values():
        for frame in make(in_language("vi")).elements:
            if isinstance(frame, Frame):
                assert not any(isinstance(inner, Qr | Picture | Barcode | Cut) for inner in frame.elements)
