"""Writes a document as plain text in columns: the preview, and what golden tests compare."""

from collections.abc import Sequence

from printing.paper.document import (
    Align,
    Bar,
    Barcode,
    Columns,
    Cut,
    Document,
    Drawer,
    Element,
    Frame,
    ItemLine,
    Mark,
    Pair,
    Picture,
    Price,
    Qr,
    Rule,
    RuleStyle,
    Space,
    Text,
    Title,
)
from printing.wrap import wrap

_RULES = {RuleStyle.DASHED: "-", RuleStyle.SOLID: "─", RuleStyle.HEAVY: "═"}


def to_text(document: Document, columns: int = 48) -> str:
    """Return `document` as lines of at most `columns` characters, pieces of paper parted by an empty line."""
    lines = _lines(document.elements, columns)
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(elements: Sequence[Element], columns: int) -> list[str]:
    qty = qty_columns(elements, columns)
    return [line for element in elements for line in element_lines(element, columns, qty)]


def qty_columns(elements: Sequence[Element], columns: int) -> int:
    """Columns that the quantities of all lines take, with the space behind them."""
    qty = max((len(e.qty) + 1 for e in elements if isinstance(e, ItemLine) and e.qty), default=0)
    return min(qty, columns // 4)


def element_lines(element: Element, columns: int, qty: int) -> list[str]:  # noqa: PLR0911, PLR0912 - one way out for each element
    """One element as lines of at most `columns` characters; `qty` columns of an item are its quantity's."""
    match element:
        case Title(text):
            return _paragraph(text, columns, Align.CENTER)
        case Text(text, _, _, align):
            return _paragraph(text, columns, align)
        case Pair(left, right):
            return _pair(left, right, columns)
        case ItemLine():
            return _item(element, columns, qty)
        case Columns():
            return _row(element, columns)
        case Rule(style):
            return [_RULES[style] * columns]
        case Space(halves):
            return [""] * ((halves + 1) // 2)
        case Bar():
            return _bar(element, columns)
        case Qr(data, caption):
            return [line for text in ("[QR]", data, caption) for line in _paragraph(text, columns, Align.CENTER)]
        case Barcode(digits):
            return _paragraph(f"[EAN-13] {digits}", columns, Align.CENTER)
        case Price(text):
            return _paragraph(text, columns, Align.CENTER)
        case Picture():
            return _paragraph("[LOGO]", columns, Align.CENTER)
        case Mark(text):
            return _paragraph(f"*** {text} ***", columns, Align.CENTER)
        case Frame(inner):
            return _frame(inner, columns)
        case Cut():
            return [""]
        case Drawer():
            return []


def _paragraph(text: str, columns: int, align: Align) -> list[str]:
    return [_aligned(line, columns, align) for line in wrap(text, columns, len)]


def _aligned(line: str, columns: int, align: Align) -> str:
    return {Align.LEFT: line.ljust, Align.CENTER: line.center, Align.RIGHT: line.rjust}[align](columns)


def _pair(left: str, right: str, columns: int) -> list[str]:
    room = columns - len(right) - 1 if right else columns
    if room < columns // 3 and len(left) > room:
        return [*wrap(left, columns, len), right.rjust(columns)]
    *above, last = wrap(left, room, len) or [""]
    return [*above, last + right.rjust(columns - len(last))]


def _item(item: ItemLine, columns: int, qty: int) -> list[str]:
    room = columns - qty
    first, *rest = wrap(item.name, max(room - len(item.amount) - 1, 1), len) or [""]
    lines = [first + item.amount.rjust(room - len(first)), *rest]
    if item.unit_price and item.unit_price != item.amount:
        lines.append(f"× {item.unit_price}")
    for note in item.notes:
        lines += wrap(note, room, len)
    for label, amount in item.changes:
        lines += _pair(label, amount, room)
    above, beside = ([item.qty], "") if len(item.qty) > qty else ([], item.qty)
    return above + [f"{beside if number == 0 else '':<{qty}}{line}" for number, line in enumerate(lines)]


def _row(row: Columns, columns: int) -> list[str]:
    cells, start, passed, total = [], 0, 0, sum(row.weights)
    for number, (cell, share) in enumerate(zip(row.cells, row.weights, strict=True)):
        passed += share
        end = columns * passed // total
        align = row.aligns[number] if number < len(row.aligns) else Align.LEFT
        gap = 0 if passed == total else 1
        cells.append(
            [_aligned(line, end - start - gap, align) + " " * gap for line in _wrapped(cell, end - start - gap)]
        )
        start = end
    height = max(len(cell) for cell in cells)
    widths = [len(cell[0]) for cell in cells]
    return [
        "".join(cell[n] if n < len(cell) else " " * width for cell, width in zip(cells, widths, strict=True))
        for n in range(height)
    ]


def _wrapped(text: str, room: int) -> list[str]:
    return wrap(text, max(room, 1), len) or [""]


def _bar(bar: Bar, columns: int) -> list[str]:
    numerator, denominator = bar.fraction
    inner = columns - 2
    done = inner * min(max(numerator, 0), denominator) // denominator if denominator > 0 else inner
    return [f"[{'#' * done}{'.' * (inner - done)}]", *_paragraph(bar.label, columns, Align.CENTER)]


def _frame(elements: Sequence[Element], columns: int) -> list[str]:
    edge = "+" + "-" * (columns - 2) + "+"
    return [edge, *(f"| {line:<{columns - 4}} |" for line in _lines(elements, columns - 4)), edge]
