import unicodedata

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from printing.fonts import Weight, faces, shipped

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
LETTERS = "bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX"
NEEDED = {unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES} | set(
    LETTERS + "0123456789₫%×−–—…•·\u00a0"
)


@pytest.mark.parametrize("weight", Weight)
def test_every_vietnamese_letter_is_there(weight):
    known = TTFontFile(str(shipped() / weight.value)).charToGlyph

    assert {char for char in NEEDED if ord(char) not in known} == set()


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("px", [19, 20, 22, 24, 28, 32, 36, 42])
def test_digits_are_equally_wide(weight, px):
    assert len({faces().font(px, weight).getlength(digit) for digit in "0123456789"}) == 1


def test_the_licence_lies_beside_the_fonts():
    assert "SIL Open Font License, Version 1.1" in (shipped() / "OFL.txt").read_text("utf-8")


def test_fonts_are_taken_from_the_folder_that_is_named(tmp_path):
    with pytest.raises(OSError):
        faces(tmp_path).width("a", 20, Weight.BOLD)
