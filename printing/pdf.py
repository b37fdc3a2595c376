"""Writes documents and member cards as PDF, with Roboto embedded and everything in vectors."""

from functools import lru_cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

from printing import card as cards
from printing import qr
from printing.card import MemberCard
from printing.document import Cut, Document, Drawer, Paper
from printing.fonts import Weight, shipped
from printing.layout import lay_out
from printing.sheet import Box, Code, Fill, Outline, Run, Sheet

_POINTS_PER_MM = 72 / 25.4
_POINTS_PER_DOT = _POINTS_PER_MM / 8
_MARGIN = 4 * _POINTS_PER_MM
_POINTS_PER_TENTH = _POINTS_PER_MM / 10


def document_pdf(document: Document, width_dots: int = 576, fonts: Path | None = None) -> bytes:
    """Return `document` as a PDF with one page for each piece of paper, as wide as the paper roll."""
    measure = register(fonts or shipped())
    file = BytesIO()
    page = canvas(file, document.title)
    for piece in _pieces(document):
        _receipt(page, lay_out(piece, width_dots, measure))
        page.showPage()
    page.save()
    return file.getvalue()


def card_pdf(card: MemberCard, fonts: Path | None = None) -> bytes:
    """Return `card` as a PDF page of 85.6 x 54 mm."""
    measure = register(fonts or shipped())
    file = BytesIO()
    page = canvas(file, f"{card.shop} {card.number}")
    page.setPageSize((cards.WIDTH * _POINTS_PER_TENTH, cards.HEIGHT * _POINTS_PER_TENTH))
    page.scale(_POINTS_PER_TENTH, _POINTS_PER_TENTH)
    for shape in cards.design(card, measure):
        _shape(page, shape)
    page.showPage()
    page.save()
    return file.getvalue()


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


def _pieces(document: Document) -> list[list[Paper]]:
    pieces: list[list[Paper]] = [[]]
    for element in document.elements:
        if isinstance(element, Cut):
            pieces.append([])
        elif not isinstance(element, Drawer):
            pieces[-1].append(element)
    return [piece for piece in pieces if piece] or [[]]


def _receipt(page: Any, sheet: Sheet) -> None:
    width, height = (dots * _POINTS_PER_DOT + 2 * _MARGIN for dots in (sheet.width, sheet.height))
    page.setPageSize((width, height))
    page.translate(_MARGIN, height - _MARGIN)
    page.scale(_POINTS_PER_DOT, _POINTS_PER_DOT)
    for box in sheet.boxes:
        _box(page, box)


def _box(page: Any, box: Box) -> None:
    """Draw with the origin at the top left of the paper, y going down into the negative."""
    page.setFillGray(0)
    match box:
        case Run(x, baseline, text, px, weight, white):
            page.setFillGray(1 if white else 0)
            page.setFont(weight.name, px)
            page.drawString(x, -baseline, text)
        case Fill(x, y, width, height, radius):
            page.roundRect(x, -y - height, width, height, min(radius, width // 2, height // 2), stroke=0, fill=1)
        case Outline(x, y, width, height, line, radius):
            page.setLineWidth(line)
            inset = line / 2
            page.roundRect(x + inset, -y - height + inset, width - line, height - line, radius, stroke=1, fill=0)
        case Code(x, y, module, data):
            _modules(page, data, x, -y, module)


def _shape(page: Any, shape: cards.Shape) -> None:
    match shape:
        case cards.Area(x, y, width, height, radius, colour):
            page.setFillColorRGB(*(part / 255 for part in colour))
            page.roundRect(x, cards.HEIGHT - y - height, width, height, radius, stroke=0, fill=1)
        case cards.Words(x, baseline, text, em, weight, colour):
            page.setFillColorRGB(*(part / 255 for part in colour))
            page.setFont(weight.name, em)
            page.drawString(x, cards.HEIGHT - baseline, text)
        case cards.Square(x, y, side, data):
            page.setFillGray(0)
            _modules(page, data, x, cards.HEIGHT - y, side / qr.side(data))


def _modules(page: Any, data: str, left: float, top: float, module: float) -> None:
    """One path for all modules: separate rectangles would show hairlines between them."""
    path = page.beginPath()
    for row, modules in enumerate(qr.matrix(data)):
        for column, dark in enumerate(modules):
            if dark:
                path.rect(left + column * module, top - (row + 1) * module, module, module)
    page.drawPath(path, stroke=0, fill=1)
