"""Writes documents as PDF, as wide as the roll of paper, with everything in vectors."""

from io import BytesIO
from pathlib import Path
from typing import Any

from printing.fonts import shipped
from printing.paper.document import Cut, Document, Drawer, Paper
from printing.paper.layout import lay_out
from printing.paper.sheet import Box, Code, Dots, Fill, Outline, Run, Sheet
from printing.pdf.canvas import POINTS_PER_MM, canvas, modules, png_picture, register

_POINTS_PER_DOT = POINTS_PER_MM / 8
_MARGIN = 4 * POINTS_PER_MM


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
            modules(page, data, x, -y, module)
        case Dots(x, y, width, height, png):
            png_picture(page, png, (x, -y - height, width, height))
