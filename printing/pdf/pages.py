"""Writes long records as pages of A4: headings, and lines with an amount at the right edge."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from printing.clean import clean
from printing.fonts import Measure, Weight, shipped
from printing.pdf.canvas import canvas, register
from printing.wrap import wrap

_WIDTH, _HEIGHT = 595, 842  # A4 in points
_MARGIN = 50
_LEADING = {True: 24, False: 14}
_SIZE = {True: 13, False: 9}
_INDENT = 12
_GAP = 16


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text, wrapped where it is too long, with `right` at the edge; `level` indents it."""

    text: str
    right: str = ""
    level: int = 0
    is_heading: bool = False


def pages_pdf(title: str, lines: Iterable[PageLine], fonts: Path | None = None, *, mark: str = "") -> bytes:
    """Return the lines as a PDF with as many pages as they need, each with its number at the foot.

    `mark` stands at both ends of every page, as "MẪU".
    """
    measure = register(fonts or shipped())
    file = BytesIO()
    book = _Book(canvas(file, title), measure, clean(mark, 80))
    for line in lines:
        book.write(line)
    book.end_page()
    book.page.save()
    return file.getvalue()


class _Book:
    """Where writing goes on; `y` is the foot of the last line, from the bottom of the page."""

    def __init__(self, page: Any, measure: Measure, mark: str) -> None:
        self.page, self._measure, self._mark = page, measure, mark
        self._y, self._number = _HEIGHT - _MARGIN, 1
        page.setPageSize((_WIDTH, _HEIGHT))

    def write(self, line: PageLine) -> None:
        """Write a line, on the next page where this one is full."""
        px, weight = _SIZE[line.is_heading], Weight.MEDIUM if line.is_heading else Weight.REGULAR
        left = _MARGIN + line.level * _INDENT
        edge = self._measure.width(line.right, px, weight) + _GAP if line.right else 0
        texts = wrap(line.text, _WIDTH - _MARGIN - left - edge, lambda text: self._measure.width(text, px, weight))
        for at, text in enumerate(texts or [""]):
            self._next_line(line.is_heading)
            self.page.setFont(weight.name, px)
            self.page.drawString(left, self._y, text)
            if line.right and at == 0:
                self.page.drawRightString(_WIDTH - _MARGIN, self._y, line.right)

    def _next_line(self, is_heading: bool) -> None:
        # A heading takes the room of the two lines under it, so that it never ends a page.
        room = _LEADING[is_heading] + (2 * _LEADING[False] if is_heading else 0)
        if self._y - room < _MARGIN:
            self.end_page()
            self._y = _HEIGHT - _MARGIN
        self._y -= _LEADING[is_heading]

    def end_page(self) -> None:
        """Number the page and begin the next."""
        self.page.setFont(Weight.REGULAR.name, _SIZE[False])
        self.page.drawRightString(_WIDTH - _MARGIN, _MARGIN // 2, str(self._number))
        if self._mark:
            self.page.setFont(Weight.BOLD.name, _SIZE[True])
            for foot in (_HEIGHT - _MARGIN // 2 - _SIZE[True] // 2, _MARGIN // 2):
                self.page.drawCentredString(_WIDTH // 2, foot, self._mark)
        self.page.showPage()
        self._number += 1
