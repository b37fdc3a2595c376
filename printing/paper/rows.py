"""Lays a document out as rows of a printer's own letters, with what has to be drawn between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from printing.devices.profiles import Letters
from printing.paper.alphabets import spelled
from printing.paper.document import (
    Align,
    Barcode,
    Frame,
    Mark,
    Pair,
    Paper,
    Picture,
    Price,
    Qr,
    Size,
    Text,
    Title,
)
from printing.paper.text import element_lines, qty_columns
from printing.wrap import wrap


@dataclass(frozen=True, slots=True)
class Row:
    """One line of letters, `wide` and `tall` times the usual size (1 or 2), white on black if `reverse`."""

    text: str
    bold: bool = False
    wide: int = 1
    tall: int = 1
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """What no letters can say: a code or a picture."""

    element: Paper


def rows(elements: Sequence[Paper], columns: int, letters: Letters) -> Iterator[Row | Drawn]:
    """Return `elements` in rows of at most `columns` letters, a wide one counting twice."""
    told = [_spelled(element, letters) for element in elements]
    qty = qty_columns(told, columns)
    for element in told:
        yield from _rows(element, columns, qty)


def _spelled(element: Any, letters: Letters) -> Any:
    """The same element with what the printer can say, before it is laid out: «…» takes three columns."""
    if isinstance(element, Frame):
        return replace(element, elements=tuple(_spelled(inner, letters) for inner in element.elements))
    # what a code says stays as it is
    names = ("caption",) if isinstance(element, Qr) else tuple(field.name for field in fields(element))
    return replace(element, **{name: _told(getattr(element, name), letters) for name in names})


def _told(value: Any, letters: Letters) -> Any:
    if type(value) is str:
        return spelled(value, letters)
    return tuple(_told(part, letters) for part in value) if isinstance(value, tuple) else value


def _rows(element: Paper, columns: int, qty: int) -> Iterator[Row | Drawn]:
    if isinstance(element, Qr):
        yield Drawn(Qr(element.data))
        yield from _letters(Text(element.caption, align=Align.CENTER), columns, qty)
    elif isinstance(element, Picture | Barcode):
        yield Drawn(element)
    elif isinstance(element, Frame):
        yield from _framed(element, columns)
    else:
        yield from _letters(element, columns, qty)


def _letters(element: Paper, columns: int, qty: int) -> Iterator[Row]:
    style = _style(element, columns)
    for line in element_lines(element, columns // style.wide, qty):
        for part in wrap(line, columns // style.wide, len) if len(line) > columns else (line,):
            yield replace(style, text=part if style.reverse else part.rstrip())


def _style(element: Paper, columns: int) -> Row:
    """How the rows of an element look; twice as wide only where it does not break a word or part a sum."""
    match element:
        case Title(text) | Price(text):
            return Row("", bold=True, wide=_wide(len(text), columns), tall=2)
        case Mark():
            return Row("", bold=True, tall=2, reverse=True)
        case Text(text, Size.HUGE):
            return Row("", bold=element.bold, wide=_wide(max(map(len, text.split()), default=0), columns), tall=2)
        case Pair(left, right, bold, Size.HUGE):
            return Row("", bold=bold, wide=_wide(len(left) + 1 + len(right), columns), tall=2)
        case Text(_, size, bold) | Pair(_, _, bold, size):
            return Row("", bold=bold, tall=2 if size is Size.LARGE else 1)
    return Row("", bold=getattr(element, "bold", False))


def _wide(longest: int, columns: int) -> int:
    return 2 if longest <= columns // 2 else 1


def _framed(frame: Frame, columns: int) -> Iterator[Row | Drawn]:
    """Letters of the usual size between bars; what is drawn stands between two halves of the frame."""
    edge = Row("+" + "-" * (columns - 2) + "+")
    inner, qty = columns - 4, qty_columns(frame.elements, columns - 4)
    is_open = False
    for element in frame.elements:
        is_drawn = isinstance(element, Qr | Picture | Barcode)
        if is_drawn is is_open:
            yield edge
            is_open = not is_drawn
        if is_drawn:
            yield from _rows(element, columns, qty)
            continue
        for line in element_lines(element, inner, qty):
            yield Row(f"| {line:<{inner}} |", bold=getattr(element, "bold", isinstance(element, Mark)))
    if is_open:
        yield edge
