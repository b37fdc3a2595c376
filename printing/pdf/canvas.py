"""What every PDF of ours begins with: Roboto embedded, a canvas that repeats to the byte, and a QR in vectors."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any

from printing import qr
from printing.fonts import Weight

POINTS_PER_MM = 72 / 25.4


class _PdfMeasure:
    """Widths as the PDF will have them, without the rounding to dots of a hinted screen font."""

    def width(self, text: str, px: int, weight: Weight) -> int:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        width: float = stringWidth(text, weight.name, px)
        return ceil(width)


@lru_cache(maxsize=4)
def register(fonts: Path) -> _PdfMeasure:
    """Make the fonts of a folder known to reportlab; gives what measures them."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for weight in Weight:
        registerFont(TTFont(weight.name, str(fonts / weight.value)))
    return _PdfMeasure()


def canvas(file: BytesIO, title: str) -> Any:
    """Begin a PDF that the same content makes again to the byte."""
    from reportlab.pdfgen.canvas import Canvas

    # invariant: no date and no random id, so the same document is the same bytes. The first font must be ours too:
    # the built-in Helvetica prints wrong letters for Vietnamese and says nothing.
    page = Canvas(file, invariant=1, initialFontName=Weight.MEDIUM.name, initialFontSize=10, initialLeading=14)
    page.setTitle(title)
    page.setCreator("Khách Quen")
    return page


def modules(page: Any, data: str, left: float, top: float, module: float) -> None:
    """One path for all modules, one rectangle for each run: separate ones would show hairlines between them."""
    path = page.beginPath()
    for row, dots in enumerate(qr.matrix(data)):
        for column, length in runs(dots):
            path.rect(left + column * module, top - (row + 1) * module, length * module, module)
    page.drawPath(path, stroke=0, fill=1)


def runs(dots: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Where each run of dark modules begins, and how many it has."""
    at = 0
    for dark, some in groupby(dots):
        length = len(list(some))
        if dark:
            yield at, length
        at += length


def png_picture(page: Any, png: bytes, place: tuple[int, int, int, int]) -> None:
    """Draw a PNG; `place` is left, foot, width and height in the page's units."""
    from reportlab.lib.utils import ImageReader

    page.drawImage(ImageReader(BytesIO(png)), *place)
