"""Price labels on sheets of A4 as stationers have them: name, price and EAN-13."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from printing.bars import MODULES, QUIET_LEFT, QUIET_RIGHT, bars
from printing.clean import clean
from printing.fonts import Measure, Weight, shipped
from printing.pdf.canvas import POINTS_PER_MM, canvas, register
from printing.wrap import fitted

PAGE = (2100, 2970)
"""Everything here is in tenths of a millimetre."""
MOST = 2_000
_WIDE = 650
"""From this width on the bars stand beside the price."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """Labels of `width` x `height`, in the middle of the page, `gap` between columns; `code` is columns x rows."""

    code: str
    columns: int
    rows: int
    width: int
    height: int
    gap: int = 0

    @property
    def count(self) -> int:
        """Labels of a sheet."""
        return self.columns * self.rows

    def place(self, at: int) -> tuple[int, int]:
        """Left and top of a label, row by row from 0."""
        row, column = divmod(at, self.columns)
        left = (PAGE[0] - self.columns * self.width - (self.columns - 1) * self.gap) // 2
        return left + column * (self.width + self.gap), (PAGE[1] - self.rows * self.height) // 2 + row * self.height


SHEETS = {
    sheet.code: sheet
    for sheet in (
        LabelSheet("3x8", 3, 8, 700, 370),
        LabelSheet("4x10", 4, 10, 525, 297),
        LabelSheet("5x13", 5, 13, 381, 212, gap=25),
        LabelSheet("2x7", 2, 7, 991, 381, gap=25),
    )
}
USUAL = SHEETS["3x8"]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label; `code` is thirteen digits, or "" for none, `price` as people read it."""

    name: str
    price: str
    code: str = ""
    below: str = ""
    """A short text, such as the SKU and what a kilogram costs."""

    def __post_init__(self) -> None:
        for name, limit in (("name", 200), ("price", 40), ("below", 60)):
            object.__setattr__(self, name, clean(getattr(self, name), limit))


def labels_pdf(
    labels: Sequence[Label], sheet: LabelSheet = USUAL, *, start: int = 1, fonts: Path | None = None
) -> bytes:
    """The labels as a PDF of A4 pages; the first one goes to the `start`-th place, so that a begun sheet is used up.

    Raises:
        ValueError: for no labels, too many, or a place that the sheet has not.
    """
    if not 0 < len(labels) <= MOST or not 1 <= start <= sheet.count:
        raise ValueError("no labels, too many, or no such place")
    measure, file = register(fonts or shipped()), BytesIO()
    page = canvas(file, "Tem giá")
    for at, label in enumerate(labels, start - 1):
        place = at % sheet.count
        if at == start - 1 or not place:
            _begin(page, is_first=at == start - 1)
        left, top = sheet.place(place)
        page.saveState()
        page.translate(left, PAGE[1] - top - sheet.height)
        _label(page, label, sheet, measure)
        page.restoreState()
    page.showPage()
    page.save()
    return file.getvalue()


def _begin(page: Any, *, is_first: bool) -> None:
    if not is_first:
        page.showPage()
    page.setPageSize(tuple(side * POINTS_PER_MM / 10 for side in PAGE))
    page.scale(POINTS_PER_MM / 10, POINTS_PER_MM / 10)


def _label(page: Any, label: Label, sheet: LabelSheet, measure: Measure) -> None:
    """Draw one label whose lower left corner is the origin."""
    page.setFillGray(0)
    pen = _Pen(page, measure, sheet)
    (_beside if sheet.width >= _WIDE else _stacked)(pen, label)


@dataclass(frozen=True, slots=True)
class _Pen:
    page: Any
    measure: Measure
    sheet: LabelSheet

    @property
    def pad(self) -> int:
        return 40 if self.sheet.width >= 500 else 24  # few printers reach the edge of the paper

    @property
    def room(self) -> int:
        return self.sheet.width - 2 * self.pad

    def name(self, text: str, em: int, smallest: int) -> None:
        """From the top down, on two lines at most."""
        em, lines = self._fitted(text, em, smallest, self.room, Weight.MEDIUM, most=2)
        for at, line in enumerate(lines):
            self._write(
                line, em, Weight.MEDIUM, self.pad, self.sheet.height - self.pad * 3 // 4 - em - at * em * 6 // 5
            )

    def words(self, text: str, em: int, weight: Weight, x: int, baseline: int, room: int) -> None:
        """One line, made smaller where it is too long."""
        em, lines = self._fitted(text, em, 14, room, weight)
        self._write(lines[0] if lines else "", em, weight, x, baseline)

    def code(self, digits: str, left: int, bottom: int, module: int, height: int) -> None:
        """Bars with their digits under them."""
        for at, width in bars(digits):
            self.page.rect(left + at * module, bottom, width * module, height, stroke=0, fill=1)
        em = 7 * module
        width = self.measure.width(digits, em, Weight.MEDIUM)
        self._write(digits, em, Weight.MEDIUM, left + (MODULES * module - width) // 2, bottom - em)

    def _fitted(
        self, text: str, em: int, smallest: int, room: int, weight: Weight, most: int = 1
    ) -> tuple[int, list[str]]:
        return fitted(
            text, em, room, lambda words, size: self.measure.width(words, size, weight), most=most, smallest=smallest
        )

    def _write(self, text: str, em: int, weight: Weight, x: int, baseline: int) -> None:
        self.page.setFont(weight.name, em)
        self.page.drawString(x, baseline, text)


def _beside(pen: _Pen, label: Label) -> None:
    """Name above, price at the left, bars at the right."""
    pen.name(label.name, 40, 28)
    room = pen.room
    if label.code:
        module = 3
        left = pen.sheet.width - pen.pad - (MODULES + QUIET_RIGHT) * module + 3 * QUIET_RIGHT
        pen.code(label.code, left, 62, module, 130)
        room = left - QUIET_LEFT * module - pen.pad
    pen.words(label.price, 72, Weight.BOLD, pen.pad, 96, room)
    pen.words(label.below, 24, Weight.MEDIUM, pen.pad, 42, room)


def _stacked(pen: _Pen, label: Label) -> None:
    """Name, price and bars one under the other."""
    high = pen.sheet.height
    module, bar_height = 3, high * 3 // 10
    pen.name(label.name, high // 9, high // 12)
    baseline = bar_height + 58 if label.code else high // 3
    below = pen.measure.width(label.below, 18, Weight.MEDIUM) + 12 if label.below else 0
    pen.words(label.price, high // 5, Weight.BOLD, pen.pad, baseline, max(pen.room - below, pen.room // 2))
    side = pen.pad + max(pen.room - below + 12, pen.room // 2)
    pen.words(label.below, 18, Weight.MEDIUM, side, baseline, pen.sheet.width - pen.pad - side)
    if label.code:
        whole = (QUIET_LEFT + MODULES + QUIET_RIGHT) * module
        pen.code(label.code, (pen.sheet.width - whole) // 2 + QUIET_LEFT * module, 38, module, bar_height)
