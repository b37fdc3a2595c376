"""Price labels on sheets of A4: name, price and EAN-13, three by eight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from printing.clean import clean
from printing.fonts import Measure, Weight, shipped
from printing.pdf.canvas import POINTS_PER_MM, canvas, register
from printing.wrap import wrap

PAGE = (210.0, 297.0)
COLUMNS, ROWS = 3, 8
WIDTH, HEIGHT = 70, 37
"""Of one label, in millimetres: the sheets that every stationer has."""
_PAD = 4
MOST = 2_000
MODULES = 95
_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_FIRST = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label; `code` is thirteen digits, or "" for none, `price` as people read it."""

    name: str
    price: str
    code: str = ""
    below: str = ""
    """A short text below the code, such as the SKU."""

    def __post_init__(self) -> None:
        for name, limit in (("name", 200), ("price", 40), ("below", 40)):
            object.__setattr__(self, name, clean(getattr(self, name), limit))


def ean13(digits: str) -> str:
    """The 95 modules of an EAN-13, 1 for a bar; ValueError for anything but thirteen digits."""
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("an EAN-13 has thirteen digits")
    left = "".join(_module(kind, int(digit)) for kind, digit in zip(_FIRST[int(digits[0])], digits[1:7], strict=True))
    right = "".join(_module("R", int(digit)) for digit in digits[7:])
    return f"101{left}01010{right}101"


def _module(kind: str, digit: int) -> str:
    left = _LEFT[digit]
    right = left.translate(str.maketrans("01", "10"))
    return {"L": left, "R": right, "G": right[::-1]}[kind]


def labels_pdf(labels: Sequence[Label], fonts: Path | None = None) -> bytes:
    """The labels as a PDF of A4 pages; ValueError for none or too many."""
    if not 0 < len(labels) <= MOST:
        raise ValueError("no labels, or too many")
    measure, file = register(fonts or shipped()), BytesIO()
    page = canvas(file, "Tem giá")
    page.setPageSize(tuple(side * POINTS_PER_MM for side in PAGE))
    for at, label in enumerate(labels):
        place = at % (COLUMNS * ROWS)
        if at and not place:
            page.showPage()
        row, column = divmod(place, COLUMNS)
        _label(page, label, column * WIDTH, PAGE[1] - (row + 1) * HEIGHT, measure)
    page.showPage()
    page.save()
    return file.getvalue()


def _label(page: Any, label: Label, left: float, bottom: float, measure: Measure) -> None:
    """Draw one label, whose left and bottom are in millimetres."""
    mm, room = POINTS_PER_MM, (WIDTH - 2 * _PAD) * POINTS_PER_MM
    page.setFillGray(0)
    lines = wrap(label.name, int(room), lambda text: measure.width(text, 10, Weight.MEDIUM))[:2]
    for at, line in enumerate(lines):
        page.setFont(Weight.MEDIUM.name, 10)
        page.drawString((left + _PAD) * mm, (bottom + HEIGHT - 7.5 - 4 * at) * mm, line)
    page.setFont(Weight.BOLD.name, 15)
    page.drawString((left + _PAD) * mm, (bottom + 3.2) * mm, label.price)
    if label.code:
        _bars(page, label.code, left + WIDTH - _PAD - MODULES * 0.3, bottom + 7.6)
    if label.below:
        page.setFont(Weight.MEDIUM.name, 7)
        page.drawRightString((left + WIDTH - _PAD) * mm, (bottom + 3.6) * mm, label.below)


def _bars(page: Any, code: str, left: float, bottom: float) -> None:
    """Bars of 0.3 mm a module, 12 mm high."""
    for at, width in _runs(ean13(code)):
        page.rect((left + at * 0.3) * POINTS_PER_MM, bottom * POINTS_PER_MM, width * 0.3 * POINTS_PER_MM,
                  12 * POINTS_PER_MM, stroke=0, fill=1)  # fmt: skip


def _runs(modules: str) -> Iterator[tuple[int, int]]:
    """Where each bar begins, and how many modules it is wide."""
    at = 0
    while (at := modules.find("1", at)) >= 0:
        end = (modules + "0").index("0", at)
        yield at, end - at
        at = end
