"""Gives every element its place on paper of a given width; decides sizes, wrapping and alignment, draws nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from printing import qr
from printing.bars import MODULES, QUIET_LEFT, QUIET_RIGHT, bars
from printing.fonts import Measure, Weight
from printing.paper.document import (
    Align,
    Bar,
    Barcode,
    Columns,
    Frame,
    ItemLine,
    Mark,
    Pair,
    Paper,
    Picture,
    Price,
    Qr,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
    Title,
)
from printing.paper.sheet import Box, Code, Dots, Fill, Outline, Run, Sheet
from printing.wrap import wrap

# Dots to the em; 8 dots are a millimetre.
_WIDE = {Size.SMALL: 20, Size.NORMAL: 24, Size.LARGE: 32, Size.HUGE: 42}
_NARROW = {Size.SMALL: 19, Size.NORMAL: 22, Size.LARGE: 28, Size.HUGE: 36}
_NARROW_BELOW = 480
_FULL_WIDTH = 576
_SMALLEST_PX = 12
_QR_TARGET = 232  # 29 mm: read at arm's length
_GAP = 14
_BAR_DOTS = 3
_BAR_HEIGHT = 104  # 13 mm
_PRICE_SHARE = 5
"""A price is at most so high a part of the paper's width."""
_FRAME_PADDING = 16


def lay_out(elements: Sequence[Paper], width: int, measure: Measure) -> Sheet:
    """Return `elements` as boxes on a sheet `width` dots wide and as high as they need."""
    pen = _Pen(width=width, measure=measure, sizes=_NARROW if width < _NARROW_BELOW else _WIDE)
    pen.qty_width = _qty_width(elements, pen)
    for element in elements:
        _place(pen, element)
    return Sheet(width, pen.y, tuple(pen.boxes))


@dataclass
class _Pen:
    """Where writing goes on: the next free row `y` between `left` and `left + width`."""

    width: int
    measure: Measure
    sizes: dict[Size, int]
    left: int = 0
    y: int = 0
    qty_width: int = 0
    boxes: list[Box] = field(default_factory=list)

    @property
    def em(self) -> int:
        return self.sizes[Size.NORMAL]

    def widther(self, px: int, weight: Weight) -> Callable[[str], int]:
        return lambda text: self.measure.width(text, px, weight)

    def fit(self, text: str, px: int, weight: Weight, room: int, smallest: int = _SMALLEST_PX) -> int:
        """The largest size up to `px` at which `text` fits `room`: money is made smaller, never cut."""
        while px > smallest and self.measure.width(text, px, weight) > room:
            px -= 1
        return px

    def write(
        self, text: str, px: int, weight: Weight, align: Align, left: int, room: int, white: bool = False
    ) -> None:
        """Put one line of text on the current row, without going to the next."""
        slack = room - self.measure.width(text, px, weight)
        x = left + {Align.LEFT: 0, Align.CENTER: slack // 2, Align.RIGHT: slack}[align]
        self.boxes.append(Run(max(x, 0), self.y + _baseline(px), text, px, weight, white))

    def down(self, px: int) -> None:
        self.y += _line(px)


def _line(px: int) -> int:
    """1.4 em: Ế on one line must not touch ỵ on the line above."""
    return (px * 14 + 9) // 10


def _baseline(px: int) -> int:
    return (px * 108 + 50) // 100


def _weight(bold: bool) -> Weight:
    # Thin strokes burn badly on thermal paper: MEDIUM is our regular.
    return Weight.BOLD if bold else Weight.MEDIUM


def _qty_width(elements: Sequence[Paper], pen: _Pen) -> int:
    widths = [pen.measure.width(e.qty, pen.em, Weight.BOLD) for e in elements if isinstance(e, ItemLine) and e.qty]
    return min(max(widths, default=0) + 10, pen.width // 5) if widths else 0


def _place(pen: _Pen, element: Paper) -> None:  # noqa: PLR0912 - one branch for each element
    match element:
        case Title(text):
            _title(pen, text)
        case Text(text, size, bold, align):
            _paragraph(pen, text, pen.sizes[size], _weight(bold), align)
        case Pair(left, right, bold, size):
            _pair(pen, left, right, pen.sizes[size], _weight(bold))
        case ItemLine():
            _item(pen, element)
        case Columns():
            _columns(pen, element)
        case Rule(style):
            _rule(pen, style)
        case Space(halves):
            pen.y += max(halves, 0) * pen.em * 7 // 10
        case Bar():
            _bar(pen, element)
        case Qr():
            _qr(pen, element)
        case Picture():
            _picture(pen, element)
        case Barcode(digits):
            _barcode(pen, digits)
        case Price(text):
            px = pen.fit(text, pen.width // _PRICE_SHARE, Weight.BOLD, pen.width)
            pen.write(text, px, Weight.BOLD, Align.CENTER, pen.left, pen.width)
            pen.down(px)
        case Mark(text):
            _mark(pen, text)
        case Frame(inner):
            _frame(pen, inner)


def _title(pen: _Pen, text: str) -> None:
    px = pen.fit(text, pen.sizes[Size.HUGE], Weight.BOLD, pen.width, pen.sizes[Size.LARGE])
    _paragraph(pen, text, px, Weight.BOLD, Align.CENTER)


def _paragraph(pen: _Pen, text: str, px: int, weight: Weight, align: Align) -> None:
    for line in wrap(text, pen.width, pen.widther(px, weight)):
        pen.write(line, px, weight, align, pen.left, pen.width)
        pen.down(px)


def _pair(pen: _Pen, left: str, right: str, px: int, weight: Weight) -> None:
    if px > pen.em:
        px = pen.fit(left + right, px, weight, pen.width - _GAP, pen.em)
    right_px = pen.fit(right, px, weight, pen.width)
    taken = pen.measure.width(right, right_px, weight) + _GAP if right else 0
    room = pen.width - taken
    # A label squeezed into less than a third of the paper reads worse than one above its amount.
    if room < pen.width // 3 and pen.measure.width(left, px, weight) > room:
        _paragraph(pen, left, px, weight, Align.LEFT)
        pen.write(right, right_px, weight, Align.RIGHT, pen.left, pen.width)
        pen.down(px)
        return
    lines = wrap(left, room, pen.widther(px, weight)) or [""]
    for number, line in enumerate(lines):
        pen.write(line, px, weight, Align.LEFT, pen.left, room)
        if number == len(lines) - 1 and right:
            pen.write(right, right_px, weight, Align.RIGHT, pen.left, pen.width)
        pen.down(px)


def _item(pen: _Pen, item: ItemLine) -> None:
    small = pen.sizes[Size.SMALL]
    if item.qty:
        px = pen.fit(item.qty, pen.em, Weight.BOLD, pen.qty_width - 6)
        pen.write(item.qty, px, Weight.BOLD, Align.LEFT, pen.left, pen.qty_width)
    pen.left += pen.qty_width
    pen.width -= pen.qty_width
    _name_and_amount(pen, item)
    if item.unit_price and item.unit_price != item.amount:
        _paragraph(pen, f"× {item.unit_price}", small, Weight.MEDIUM, Align.LEFT)
    for note in item.notes:
        _paragraph(pen, note, small, Weight.MEDIUM, Align.LEFT)
    for label, amount in item.changes:
        _pair(pen, label, amount, small, Weight.MEDIUM)
    pen.left -= pen.qty_width
    pen.width += pen.qty_width
    pen.y += pen.em // 6


def _name_and_amount(pen: _Pen, item: ItemLine) -> None:
    """The amount stands on the first line of the name, where the eye looks for it."""
    px = pen.fit(item.amount, pen.em, Weight.BOLD, pen.width)
    amount_width = pen.measure.width(item.amount, px, Weight.BOLD)
    pen.write(item.amount, px, Weight.BOLD, Align.RIGHT, pen.left, pen.width)
    room = pen.width - amount_width - _GAP
    if room < pen.width // 4:
        pen.down(pen.em)
        room = pen.width
    for line in _beside(item.name, room, pen) or [""]:
        pen.write(line, pen.em, Weight.MEDIUM, Align.LEFT, pen.left, pen.width)
        pen.down(pen.em)


def _beside(name: str, room: int, pen: _Pen) -> list[str]:
    """A name in lines that leave the amount its place; where that takes more than half, only the first one does."""
    measure = pen.widther(pen.em, Weight.MEDIUM)
    lines = wrap(name, room, measure)
    if len(lines) < 2 or room >= pen.width // 2:
        return lines
    return [lines[0], *wrap(name[len(lines[0]) :].lstrip(" "), pen.width, measure)]


def _columns(pen: _Pen, row: Columns) -> None:
    px, weight, top = pen.sizes[row.size], _weight(row.bold), pen.y
    bottom, start, total, passed = top + _line(px), pen.left, sum(row.weights), 0
    for number, (cell, share) in enumerate(zip(row.cells, row.weights, strict=True)):
        align = row.aligns[number] if number < len(row.aligns) else Align.LEFT
        passed += share
        end = pen.left + pen.width * passed // total
        room = end - start - (0 if passed == total else _GAP // 2)
        pen.y = top
        fitted = pen.fit(cell, px, weight, room) if align is Align.RIGHT else px
        for line in wrap(cell, room, pen.widther(fitted, weight)):
            pen.write(line, fitted, weight, align, start, room)
            pen.down(px)
        bottom, start = max(bottom, pen.y), end
    pen.y = bottom


def _rule(pen: _Pen, style: RuleStyle) -> None:
    margin = pen.em // 3
    pen.y += margin
    if style is RuleStyle.DASHED:
        pen.boxes += [
            Fill(x, pen.y, min(8, pen.left + pen.width - x), 2) for x in range(pen.left, pen.left + pen.width, 14)
        ]
        pen.y += 2
    else:
        thick = 2 if style is RuleStyle.SOLID else 4
        pen.boxes.append(Fill(pen.left, pen.y, pen.width, thick))
        pen.y += thick
    pen.y += margin


def _bar(pen: _Pen, bar: Bar) -> None:
    numerator, denominator = bar.fraction
    height = pen.em * 3 // 4
    pen.y += pen.em // 4
    pen.boxes.append(Outline(pen.left, pen.y, pen.width, height, 2, height // 2))
    inner = pen.width - 8
    done = inner * min(max(numerator, 0), denominator) // denominator if denominator > 0 else inner
    if done:
        # Never narrower than it is high: a beginning must be seen, and a round end needs the room.
        done = max(done, height - 8)
        pen.boxes.append(Fill(pen.left + 4, pen.y + 4, done, height - 8, (height - 8) // 2))
    pen.y += height + pen.em // 6
    _paragraph(pen, bar.label, pen.sizes[Size.SMALL], Weight.MEDIUM, Align.CENTER)


def _qr(pen: _Pen, code: Qr) -> None:
    modules, module = qr.side(code.data), qr_module(code.data, pen.width)
    pen.y += qr.QUIET_ZONE * module
    pen.boxes.append(Code(pen.left + (pen.width - modules * module) // 2, pen.y, module, code.data))
    pen.y += (modules + qr.QUIET_ZONE) * module
    _paragraph(pen, code.caption, pen.sizes[Size.SMALL], Weight.MEDIUM, Align.CENTER)


def _picture(pen: _Pen, picture: Picture) -> None:
    width, height = picture.width, picture.height
    if pen.width < _NARROW_BELOW:
        width, height = (max(dots * pen.width // _FULL_WIDTH, 1) for dots in (width, height))
    pen.boxes.append(Dots(pen.left + (pen.width - width) // 2, pen.y, width, height, picture.png))
    pen.y += height + pen.em // 2


def _barcode(pen: _Pen, digits: str) -> None:
    """Three dots to the module, 0.375 mm: two are thinner than the standard wants of what a till scans."""
    module = max(min(_BAR_DOTS, pen.width // (QUIET_LEFT + MODULES + QUIET_RIGHT)), 1)
    left = pen.left + (pen.width - MODULES * module) // 2
    pen.y += pen.em // 4
    pen.boxes += [Fill(left + at * module, pen.y, width * module, _BAR_HEIGHT) for at, width in bars(digits)]
    pen.y += _BAR_HEIGHT + 4
    _paragraph(pen, digits, pen.sizes[Size.SMALL], Weight.MEDIUM, Align.CENTER)


def qr_module(data: str, width: int) -> int:
    """Dots to the module of a code on paper `width` dots wide: no smaller than is read at arm's length, if it fits."""
    modules = qr.side(data)
    return max(min(max(-(-_QR_TARGET // modules), 4), width // (modules + 2 * qr.QUIET_ZONE)), 1)


def _mark(pen: _Pen, text: str) -> None:
    px, padding = pen.sizes[Size.LARGE], pen.em // 4
    lines = wrap(text, pen.width - 2 * _GAP, pen.widther(px, Weight.BOLD))
    pen.boxes.append(Fill(pen.left, pen.y, pen.width, len(lines) * _line(px) + 2 * padding, 6))
    pen.y += padding
    for line in lines:
        pen.write(line, px, Weight.BOLD, Align.CENTER, pen.left, pen.width, white=True)
        pen.down(px)
    pen.y += padding + pen.em // 4


def _frame(pen: _Pen, elements: Sequence[Paper]) -> None:
    pen.y += pen.em // 4
    top = pen.y
    pen.y += _FRAME_PADDING * 3 // 4
    pen.left += _FRAME_PADDING
    pen.width -= 2 * _FRAME_PADDING
    for element in elements:
        _place(pen, element)
    pen.left -= _FRAME_PADDING
    pen.width += 2 * _FRAME_PADDING
    pen.y += _FRAME_PADDING * 3 // 4
    pen.boxes.append(Outline(pen.left, top, pen.width, pen.y - top, 2, 10))
    pen.y += pen.em // 4
