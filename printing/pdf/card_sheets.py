"""Lays member cards on sheets of A4, two by five: fronts, then their backs mirrored, with marks to cut along."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from printing.cards.card import MemberCard, back, front
from printing.cards.shapes import HEIGHT, WIDTH, Area, bled
from printing.fonts import Measure, Weight, shipped
from printing.pdf.canvas import canvas, register
from printing.pdf.cards import POINTS_PER_TENTH, draw

COLUMNS, ROWS = 2, 5
PER_SHEET = COLUMNS * ROWS
MOST = 500
PAGE = (2100, 2970)
GAP = (80, 30)
"""Between cards, across and down; everything here is in tenths of a millimetre."""
BLEED = 10
"""Colour goes on so far over the edge: a cut beside the mark shows no white."""
_OFF = 15
_MARK = 30

OnProgress = Callable[[int, int], bool]
"""Told how many cards of how many are drawn; answers whether to go on."""


def places(*, mirrored: bool = False) -> tuple[tuple[int, int], ...]:
    """Left and top of every card of a sheet, row by row; mirrored as they lie when the sheet is turned sideways."""
    lefts, tops = _starts(0), _starts(1)
    return tuple((left, top) for top in tops for left in (reversed(lefts) if mirrored else lefts))


def _starts(axis: int) -> list[int]:
    side, count = ((WIDTH, COLUMNS), (HEIGHT, ROWS))[axis]
    first = (PAGE[axis] - count * side - (count - 1) * GAP[axis]) // 2
    return [first + at * (side + GAP[axis]) for at in range(count)]


def card_sheets_pdf(
    cards: Sequence[MemberCard], title: str, *, note: str = "", on_progress: OnProgress = lambda _done, _whole: True,
    fonts: Path | None = None,
) -> bytes | None:  # fmt: skip
    """The cards as a PDF of A4 pages, a page of backs behind every page of fronts; None once `on_progress` says no.

    To be printed on both sides, turned along the long edge, at its real size; `note` says so in the margin. Every
    card has a back, or none has.

    Raises:
        ValueError: for no cards, more than `MOST`, or some with a back and some without.
    """
    if not 0 < len(cards) <= MOST or len({card.back is None for card in cards}) != 1:
        raise ValueError("no cards, too many, or not all of a kind")
    measure, file = register(fonts or shipped()), BytesIO()
    page = canvas(file, title)
    done = 0
    for sheet in _batched(cards):
        for is_back in (False, True) if cards[0].back else (False,):
            _page(page, sheet, measure, note, is_back=is_back)
        done += len(sheet)
        if not on_progress(done, len(cards)):
            return None
    page.save()
    return file.getvalue()


def _batched(cards: Sequence[MemberCard]) -> Iterator[tuple[MemberCard, ...]]:
    return (tuple(cards[at : at + PER_SHEET]) for at in range(0, len(cards), PER_SHEET))


def _page(page: Any, sheet: tuple[MemberCard, ...], measure: Measure, note: str, *, is_back: bool) -> None:
    page.setPageSize(tuple(side * POINTS_PER_TENTH for side in PAGE))
    page.scale(POINTS_PER_TENTH, POINTS_PER_TENTH)
    for card, (left, top) in zip(sheet, places(mirrored=is_back), strict=False):
        page.saveState()
        page.translate(left, PAGE[1] - top - HEIGHT)
        for shape in (back if is_back else front)(card, measure):
            draw(page, bled(shape, BLEED) if isinstance(shape, Area) else shape)
        page.restoreState()
    _marks(page)
    _note(page, note)
    page.showPage()


def marks() -> Iterator[tuple[int, int, int, int]]:
    """Lines to cut along, from and to, y going down: outside the cards and beyond their bleed."""
    lefts, tops = _starts(0), _starts(1)
    right, bottom = lefts[-1] + WIDTH, tops[-1] + HEIGHT
    for x in (edge for left in lefts for edge in (left, left + WIDTH)):
        yield x, tops[0] - _OFF - _MARK, x, tops[0] - _OFF
        yield x, bottom + _OFF, x, bottom + _OFF + _MARK
    for y in (edge for top in tops for edge in (top, top + HEIGHT)):
        yield lefts[0] - _OFF - _MARK, y, lefts[0] - _OFF, y
        yield right + _OFF, y, right + _OFF + _MARK, y
        for left in lefts[1:]:
            yield left - GAP[0] + _OFF, y, left - _OFF, y


def _marks(page: Any) -> None:
    page.setLineWidth(1.5)
    page.setStrokeGray(0.2)
    for x1, y1, x2, y2 in marks():
        page.line(x1, PAGE[1] - y1, x2, PAGE[1] - y2)


def _note(page: Any, note: str) -> None:
    """Along the left margin, where no card lies."""
    page.saveState()
    page.translate(70, PAGE[1] // 6)
    page.rotate(90)
    page.setFillGray(0.35)
    page.setFont(Weight.REGULAR.name, 26)
    page.drawString(0, 0, note)
    page.restoreState()
