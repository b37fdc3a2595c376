"""Every letter of Vietnamese on paper, dot for dot that of the font."""

import unicodedata

import pytest
from PIL import Image, ImageChops, ImageFont

from printing.devices.profiles import PROFILES
from printing.fonts import Weight, shipped
from printing.paper.document import Align, Size, Text
from printing.paper.thermal import picture
from tests.printing.vietnamese import DONG, LETTERS

SIZES = {
    ("80mm", Size.SMALL): 20, ("80mm", Size.NORMAL): 24, ("80mm", Size.HUGE): 42, ("58mm", Size.SMALL): 19,
    ("58mm", Size.NORMAL): 22,
}  # fmt: skip


def trimmed(ink):
    """The black dots alone, as bytes, and their size."""
    box = ink.getbbox()
    return ink.crop(box).tobytes(), box[2] - box[0], box[3] - box[1]


def on_paper(letter, profile, size, align=Align.LEFT):
    paper = picture((Text(letter, size, align=align),), PROFILES[profile])
    return trimmed(ImageChops.invert(paper.convert("L")))


def of_the_font(letter, px):
    """By FreeType's own door: nothing of ours is on the way."""
    font = ImageFont.truetype(str(shipped() / Weight.MEDIUM.value), px, layout_engine=ImageFont.Layout.BASIC)
    mask = font.getmask(letter, mode="1")
    ink = Image.new("L", mask.size)
    ink.putdata([255 * bool(mask.getpixel((x, y))) for y in range(mask.size[1]) for x in range(mask.size[0])])
    return trimmed(ink)


def test_there_are_134_letters():
    assert len(set(LETTERS)) == len(LETTERS) == 134
    assert all(unicodedata.is_normalized("NFC", letter) and not letter.isascii() for letter in LETTERS)


@pytest.mark.parametrize(("where", "px"), SIZES.items())
def test_every_letter_is_that_of_the_font(where, px):
    wrong = [(letter, align) for letter in LETTERS + DONG for align in Align
             if on_paper(letter, *where, align) != of_the_font(letter, px)]  # fmt: skip

    assert wrong == [], "at an edge of the paper nothing is cut off"


@pytest.mark.parametrize("where", SIZES)
def test_no_two_letters_look_the_same(where):
    """A mark that a small size swallowed would make `ạ` an `a`."""
    bare = "aeiouydAEIOUYD"
    seen = {}
    for letter in LETTERS + DONG + bare:
        seen.setdefault(on_paper(letter, *where), []).append(letter)

    assert [letters for letters in seen.values() if len(letters) > 1] == []
