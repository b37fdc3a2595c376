"""Sheets of cards: every code read back off the page, every back behind its front, marks beside the cards."""

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import ImageOps

from printing.cards.card import in_fours
from printing.cards.shapes import HEIGHT, WIDTH
from printing.pdf.card_sheets import BLEED, MOST, PAGE, PER_SHEET, card_sheets_pdf, marks, places
from printing.pdf.cards import card_pdf
from tests.printing.cards.test_card import CARD, WIDEST

SCALE = 2.2
PER_TENTH = 72 / 254


def of(number):
    """A card of its own for each."""
    kind = WIDEST if number % 7 == 3 else CARD
    return replace(kind, token=f"29{number:030d}", number=f"TV{number:06d}")


def pages(pdf):
    return list(pypdfium2.PdfDocument(pdf))


def codes_on(page):
    """What another decoder reads, with where its middle lies in tenths of a millimetre."""
    found = zxingcpp.read_barcodes(page.render(scale=SCALE).to_pil().convert("L"))
    return {code.text: tuple(at / SCALE / PER_TENTH for at in _middle(code.position)) for code in found}


def _middle(position):
    corners = (position.top_left, position.top_right, position.bottom_left, position.bottom_right)
    return sum(corner.x for corner in corners) / 4, sum(corner.y for corner in corners) / 4


def card_at(x, y, *, mirrored=False):
    """On which place of the sheet a point lies."""
    for number, (left, top) in enumerate(places(mirrored=mirrored)):
        if left <= x <= left + WIDTH and top <= y <= top + HEIGHT:
            return number
    return None


def text_at(page, left, top):
    low = page.get_height() - (top + HEIGHT) * PER_TENTH
    return page.get_textpage().get_text_bounded(
        left * PER_TENTH, low, (left + WIDTH) * PER_TENTH, low + HEIGHT * PER_TENTH
    )  # fmt: skip


def check(count):
    cards = [of(number) for number in range(count)]
    sheets = pages(card_sheets_pdf(cards, "Thẻ", note="In hai mặt"))
    assert len(sheets) == 2 * -(-count // PER_SHEET)
    for number in range(0, count, PER_SHEET):
        here, (face, reverse) = cards[number : number + PER_SHEET], sheets[number // 5 : number // 5 + 2]
        assert {text: card_at(*middle) for text, middle in codes_on(face).items()} == {
            card.token: place for place, card in enumerate(here)
        }
        assert not codes_on(reverse)
        for card, (left, top) in zip(here, places(mirrored=True), strict=False):
            assert in_fours(card.token) in text_at(reverse, left, top)


def test_every_code_stands_on_its_card_and_its_back_behind_it():
    check(23)


def test_a_full_number_of_cards(full):
    check(MOST if full else PER_SHEET + 1)


def test_turned_along_the_long_edge_front_and_back_meet():
    for (left, top), (left_behind, top_behind) in zip(places(), places(mirrored=True), strict=True):
        assert PAGE[0] - left - WIDTH == left_behind
        assert top == top_behind


def test_the_bands_of_the_backs_lie_behind_their_cards():
    """Of one card alone: what is not paper on the back, turned, is within the front's card and its bleed."""
    face, reverse = pages(card_sheets_pdf([CARD], "Thẻ"))
    colour = (122, 82, 0)
    behind = ImageOps.mirror(reverse.render(scale=1).to_pil().convert("RGB"))
    left, top = places()[0]
    area = [int((at + off) * PER_TENTH) for at, off in ((left, 20), (top, 20), (left, WIDTH - 20), (top, 100))]
    for x in (area[0], area[2]):
        assert behind.getpixel((x, area[1])) == colour
        assert face.render(scale=1).to_pil().convert("RGB").getpixel((x, area[1])) == colour


def test_marks_touch_no_card_and_stay_on_the_paper():
    found = list(marks())
    assert len(found) == 2 * 2 * 2 + 3 * 2 * 5
    for x1, y1, x2, y2 in found:
        assert 0 < x1 <= x2 < PAGE[0]
        assert 0 < y1 <= y2 < PAGE[1]
        for left, top in places():
            across = x1 < left + WIDTH + BLEED and x2 > left - BLEED
            along = y1 < top + HEIGHT + BLEED and y2 > top - BLEED
            assert not (across and along)


def test_every_edge_has_its_marks():
    found = list(marks())
    for left, top in places():
        assert {left, left + WIDTH} <= {x1 for x1, _y1, x2, _y2 in found if x1 == x2}
        assert {top, top + HEIGHT} <= {y1 for _x1, y1, _x2, y2 in found if y1 == y2}


def test_it_tells_how_far_it_is_and_can_be_stopped():
    told = []
    cards = [of(number) for number in range(23)]

    assert card_sheets_pdf(cards, "Thẻ", on_progress=lambda *at: told.append(at) or len(told) < 2) is None
    assert told == [(10, 23), (20, 23)]


@pytest.mark.parametrize("cards", [[], [CARD] * (MOST + 1), [CARD, replace(CARD, back=None)]])
def test_too_few_too_many_or_mixed_ones_are_refused(cards):
    with pytest.raises(ValueError, match="cards"):
        card_sheets_pdf(cards, "Thẻ")


def test_the_same_cards_are_the_same_bytes():
    assert card_sheets_pdf([CARD, WIDEST], "Thẻ") == card_sheets_pdf([CARD, WIDEST], "Thẻ")


def test_a_single_card_has_two_pages_of_its_size():
    face, reverse = pages(card_pdf(CARD))

    assert [round(side / PER_TENTH / 10, 1) for page in (face, reverse) for side in page.get_size()] == [
        85.6, 54.0, 85.6, 54.0
    ]  # fmt: skip
    (code,) = zxingcpp.read_barcodes(face.render(scale=4).to_pil().convert("L"))
    assert code.text == CARD.token
    assert in_fours(CARD.token) in reverse.get_textpage().get_text_range()
    assert len(pages(card_pdf(replace(CARD, back=None)))) == 1
