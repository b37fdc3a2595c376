"""Writes papers of blocks as pages of A4: tables go on over pages under their heads, and every page is numbered."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from printing.clean import clean
from printing.fonts import Measure, Weight, shipped
from printing.paper.document import Align
from printing.pdf.blocks import Block, Code, Facts, Heading, Letterhead, Pages, Paragraph, Signatures, Sums, Table
from printing.pdf.canvas import canvas, modules, png_picture, register
from printing.pdf.charts import Bars, draw_bars
from printing.pdf.flow import (
    BAND,
    BOLD,
    HEIGHT,
    MARGIN,
    NAME,
    PLAIN,
    RIGHT,
    ROOM,
    SECTION,
    SMALL,
    TITLE,
    WIDTH,
    Face,
    Flow,
)
from printing.qr import matrix

_PAD = 4
_LABEL = 130
"""Room of the labels of facts."""
_LOGO = (110, 56)
"""Room of a logo, across and high; one of another shape fills one of the two."""
_SIGNATURE = 84
_CODE = 70
_UNDER_TITLE = 100
"""A title takes the room of some lines under it, so that it never ends a page."""
_GREY = 0.9


def sheets_pdf(paper: Pages, fonts: Path | None = None) -> bytes:
    """Return the paper as a PDF; the same paper is the same bytes."""
    measure = register(fonts or shipped())
    flow = Flow(measure)
    for block in paper.blocks:
        _block(flow, block)
    file = BytesIO()
    page = canvas(file, clean(paper.title, 120))
    for number, strokes in enumerate(flow.pages, 1):
        page.setPageSize((WIDTH, HEIGHT))
        for stroke in strokes:
            stroke(page)
        _edges(page, paper, measure, paper.foot.format(page=number, pages=len(flow.pages)))
        page.showPage()
    page.save()
    return file.getvalue()


def _edges(page: Any, paper: Pages, measure: Measure, foot: str) -> None:
    """Marks at both ends, in the margins, and the number of the page."""
    if paper.marks:
        _bands(page, clean(" · ".join(paper.marks), 80))
    page.setFillGray(0)
    page.setFont(SMALL.weight.name, SMALL.size)
    page.drawString(MARGIN, MARGIN // 3, _cut(clean(paper.title), measure))
    page.drawRightString(RIGHT, MARGIN // 3, foot)


def _bands(page: Any, mark: str) -> None:
    for y in (HEIGHT - MARGIN + BAND // 2, MARGIN - BAND - 1):
        page.setFillGray(0)
        page.rect(MARGIN, y, ROOM, BAND, stroke=0, fill=1)
        page.setFillGray(1)
        page.setFont(Weight.BOLD.name, 9)
        page.drawCentredString(WIDTH / 2, y + BAND // 4, mark)


def _cut(text: str, measure: Measure) -> str:
    room, shown = ROOM - 100, text
    while shown and measure.width(shown, SMALL.size, SMALL.weight) > room:
        shown = shown[:-1]
    return shown if shown == text else f"{shown[:-1]}…"


def _block(flow: Flow, block: Block) -> None:
    match block:
        case Letterhead():
            _letterhead(flow, block)
        case Heading(text, under):
            _heading(flow, text, under)
        case Paragraph(text, is_title, is_small):
            _paragraph(flow, text, is_title=is_title, is_small=is_small)
        case Facts(rows):
            _facts(flow, rows)
        case Bars():
            draw_bars(flow, block)
        case Table():
            _table(flow, block)
        case Sums(rows, bold):
            _sums(flow, rows, bold)
        case Signatures(names):
            _signatures(flow, names)
        case Code(data, caption):
            _code(flow, data, caption)


def _letterhead(flow: Flow, head: Letterhead) -> None:
    """Name and lines end before the logo; what follows begins below both."""
    top, room, high = flow.y, ROOM, 0
    if head.logo is not None:
        scale = min(_LOGO[0] / head.logo.width, _LOGO[1] / head.logo.height)
        wide, high = round(head.logo.width * scale), round(head.logo.height * scale)
        room -= wide + 3 * _PAD
        png, place = head.logo.png, (RIGHT - wide, top - high, wide, high)
        flow.add(lambda page: png_picture(page, png, place))
    flow.write(head.name, NAME, room=room)
    for line in head.lines:
        flow.write(line, SMALL, room=room)
    flow.skip(max(0, flow.y - (top - high)))


def _heading(flow: Flow, text: str, under: tuple[str, ...]) -> None:
    flow.need(_UNDER_TITLE)
    flow.skip(14)
    flow.write(text, TITLE, Align.CENTER)
    for line in under:
        flow.write(line, PLAIN, Align.CENTER)
    flow.skip(8)


def _paragraph(flow: Flow, text: str, *, is_title: bool, is_small: bool) -> None:
    if is_title:
        flow.need(_UNDER_TITLE)
        flow.skip(8)
    flow.write(text, SECTION if is_title else SMALL if is_small else PLAIN)
    flow.skip(2)


def _facts(flow: Flow, rows: tuple[tuple[str, str], ...]) -> None:
    for label, told in rows:
        lines = flow.wrapped(told, ROOM - _LABEL, BOLD)
        names = flow.wrapped(label, _LABEL - _PAD, PLAIN)
        for at in range(max(len(lines), len(names), 1)):
            flow.need(PLAIN.leading + 1)
            flow.skip(PLAIN.leading + 1)
            if at < len(names):
                flow.put(names[at], MARGIN, _LABEL, PLAIN)
            if at < len(lines):
                flow.put(lines[at], MARGIN + _LABEL, ROOM - _LABEL, BOLD)
        if not lines:
            _dots(flow, MARGIN + _LABEL, RIGHT)
    flow.skip(6)


def _dots(flow: Flow, x: int, right: int) -> None:
    y = flow.y + 2

    def stroke(page: Any) -> None:
        page.saveState()
        page.setDash(1, 2)
        page.setLineWidth(0.5)
        page.line(x, y, right, y)
        page.restoreState()

    flow.add(stroke)


# tables


def _table(flow: Flow, table: Table) -> None:
    flow.skip(4)
    edges = _edges_of(table.weights)
    heads = _cells(flow, table.heads, edges, BOLD)
    flow.need(_height(heads) + 3 * PLAIN.leading)

    def draw_heads() -> None:
        _shade(flow, _height(heads))
        _row(flow, heads, edges, table.aligns, BOLD)

    draw_heads()
    flow.heads = draw_heads
    for row in table.rows:
        _row(flow, _cells(flow, row, edges, PLAIN), edges, table.aligns, PLAIN)
    if table.total:
        _row(flow, _cells(flow, table.total, edges, BOLD), edges, table.aligns, BOLD)
    flow.heads = None
    flow.skip(6)


def _edges_of(weights: tuple[int, ...]) -> list[int]:
    whole, passed, edges = sum(weights), 0, [MARGIN]
    for weight in weights:
        passed += weight
        edges.append(MARGIN + ROOM * passed // whole)
    return edges


def _cells(flow: Flow, cells: tuple[str, ...], edges: list[int], face: Face) -> list[list[str]]:
    rooms = (right - left - 2 * _PAD for left, right in pairwise(edges))
    return [flow.wrapped(cell, room, face) for cell, room in zip(cells, rooms, strict=True)]


def _height(cells: list[list[str]], face: Face = BOLD) -> int:
    return max(1, *map(len, cells)) * face.leading + _PAD


def _row(flow: Flow, cells: list[list[str]], edges: list[int], aligns: tuple[Align, ...], face: Face) -> None:
    """A row stays together where a page can hold it; a longer one is broken between lines."""
    height = _height(cells, face)
    if height < (flow.top - flow.floor) // 2:
        flow.need(height)
    for at in range(max(1, *map(len, cells))):
        flow.need(face.leading + _PAD)
        flow.skip(face.leading)
        for lines, left, right, align in zip(cells, edges, edges[1:], aligns, strict=False):
            if at < len(lines):
                flow.put(lines[at], left + _PAD, right - left - 2 * _PAD, face, align)
    flow.skip(_PAD)
    flow.rule()


def _shade(flow: Flow, height: int) -> None:
    bottom = flow.y - height

    def stroke(page: Any) -> None:
        page.setFillGray(_GREY)
        page.rect(MARGIN, bottom, ROOM, height, stroke=0, fill=1)
        page.setFillGray(0)

    flow.rule()
    flow.add(stroke)


# the end of a paper


def _sums(flow: Flow, rows: tuple[tuple[str, str], ...], bold: int | None) -> None:
    left = MARGIN + ROOM * 2 // 5
    for at, (label, told) in enumerate(rows):
        face = SECTION if at == bold else PLAIN
        right = flow.width(told, face)
        names = flow.wrapped(label, RIGHT - left - right - 12, face) or [""]
        flow.need(len(names) * (face.leading + 2))
        for n, name in enumerate(names):
            flow.skip(face.leading + 2)
            flow.put(name, left, RIGHT - left, face)
            if n == 0:
                flow.put(told, left, RIGHT - left, face, Align.RIGHT)
    flow.skip(6)


def _signatures(flow: Flow, names: tuple[tuple[str, str], ...]) -> None:
    flow.need(_SIGNATURE)
    flow.skip(10)
    room = ROOM // len(names)
    for line, face in ((0, BOLD), (1, SMALL)):
        flow.skip(face.leading)
        for at, name in enumerate(names):
            flow.put(clean(name[line], 60), MARGIN + at * room, room, face, Align.CENTER)
    flow.skip(_SIGNATURE - 10 - BOLD.leading - SMALL.leading)


def _code(flow: Flow, data: str, caption: str) -> None:
    flow.need(_CODE + 8)
    flow.skip(4)
    top, module = flow.y, _CODE / len(matrix(data))
    flow.add(lambda page: modules(page, data, MARGIN, top, module))
    lines, x = flow.wrapped(caption, ROOM - _CODE - 12, SMALL), MARGIN + _CODE + 12
    for line in lines[:6]:
        flow.skip(SMALL.leading)
        flow.put(line, x, ROOM - _CODE - 12, SMALL)
    flow.y = top - _CODE - 4
