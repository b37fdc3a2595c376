"""Every document on every width and in both languages, compared with the picture that we looked at."""

from itertools import combinations

import pytest
from PIL import Image, ImageDraw

from printing.devices.profiles import PROFILES
from printing.fonts import Weight, faces
from printing.paper.document import Cut, Document, Text
from printing.paper.thermal import pictures
from tests.documents.papers.pictured import KEPT, MOST_DOTS, dots_between, drawn, kept, names, side_by_side
from tests.printing.vietnamese import LETTERS, SMALL

SMALLEST = (19, 20, 22, 24)
"""Dots to the em of small and usual letters on both papers."""
BARE = "abcdeghiklmnopqrstuvxyfjwz0123456789"


@pytest.mark.parametrize("name", [*names()])
def test_the_paper_is_the_one_we_looked_at(name, tmp_path):
    now, path = drawn(name), kept(name)
    assert path.exists(), f"{path.name} is not there: python -m tests.documents.papers.renew {name}"
    with Image.open(path) as before:
        differing = dots_between(before, now)
        if differing > MOST_DOTS:
            seen = tmp_path / f"{name}.png"
            side_by_side(before, now).save(seen)
            pytest.fail(f"{differing} dots differ, see {seen}; if it is meant: tests.documents.papers.renew {name}")


def test_no_picture_is_of_a_paper_that_is_no_more():
    assert {path.stem for path in KEPT.glob("*.png")} == set(names())


def test_the_pictures_stay_small():
    assert sum(path.stat().st_size for path in KEPT.glob("*.png")) < 2_000_000


@pytest.mark.parametrize("letters", [SMALL + BARE, (SMALL + BARE).upper()], ids=["small", "capital"])
def test_a_changed_letter_is_more_than_is_let_pass(letters):
    letters = "".join(dict.fromkeys(letters))
    for px in SMALLEST:
        for weight in (Weight.MEDIUM, Weight.BOLD):
            drawn_ = [_letter(letter, px, weight) for letter in letters]
            assert min((one ^ other).bit_count() for one, other in combinations(drawn_, 2)) > MOST_DOTS


def _letter(letter, px, weight):
    """The dots of a letter as one number."""
    picture = Image.new("1", (48, 48))
    draw = ImageDraw.Draw(picture)
    draw.fontmode = "1"
    draw.text((8, 32), letter, font=faces().font(px, weight), fill=1, anchor="ls")
    return int.from_bytes(picture.tobytes(), "big")


def test_a_change_is_seen_and_shown():
    def paper(*texts):
        (picture,) = pictures(Document((*map(Text, texts), Cut())), PROFILES["58mm"])
        return picture

    before, after, longer = paper("Phở bò tái"), paper("Phở bơ lá"), paper("Phở bò tái", "Trà")
    assert dots_between(before, before) == 0
    assert dots_between(before, after) > MOST_DOTS and dots_between(before, longer) > MOST_DOTS
    colours = {colour for _, colour in side_by_side(before, after).getcolors()}
    assert {(255, 0, 0), (0, 255, 0)} <= colours, "what is gone and what is new have a colour"


def test_every_letter_is_in_the_comparison():
    assert set(LETTERS) <= set(SMALL + BARE) | set((SMALL + BARE).upper())
