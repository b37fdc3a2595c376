"""The goods of a receipt as lines to print: a combo once with its parts below it, options, halves, serial numbers."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pos_desktop.core.quantity import ONE, is_whole
from pos_desktop.selling.sale import SaleLine
from pos_desktop.wording import Wording
from printing.paper.document import ItemLine


def item_lines(lines: Sequence[SaleLine], words: Wording) -> Iterator[ItemLine]:
    """The lines of a sale in their order."""
    for bundle, parts in groupby(lines, key=lambda line: line.bundle):
        if bundle:
            yield _combo(tuple(parts), words)
        else:
            yield from (_line(line, words) for line in parts)


def _line(line: SaleLine, words: Wording) -> ItemLine:
    serial = words.gettext("Số sê-ri {serial}").format(serial=line.serial) if line.serial else ""
    notes = (*option_words(line, words), serial, line.note)
    return ItemLine(
        qty=words.quantity(line.qty), name=line.name, unit_price=_unit_price(line, words),
        amount=words.money(line.gross), notes=tuple(filter(None, notes)),
        changes=_discount(line.line_discount, words),
    )  # fmt: skip


def option_words(line: SaleLine, words: Wording) -> tuple[str, ...]:
    """What the line was made with, each with its price where it has one."""
    return tuple(_option(name, price, half, words) for name, price, half in line.options)


def _option(name: str, price: int, half: int, words: Wording) -> str:
    name = words.gettext("Nửa {name}").format(name=name) if half else name
    return f"{name} {words.money(price)}" if price else name


def _unit_price(line: SaleLine, words: Wording) -> str:
    """Nothing for one piece at its own price; by the unit for what is weighed."""
    if line.qty == ONE and line.gross == line.unit_price:
        return ""
    price = words.money(line.unit_price)
    return price if is_whole(line.qty) or not line.unit else f"{price}/{line.unit}"


def _combo(parts: Sequence[SaleLine], words: Wording) -> ItemLine:
    times, gross = parts[0].qty // parts[0].pieces, sum(part.gross for part in parts)
    own = sum(part.unit_price * part.pieces for part in parts)
    return ItemLine(
        qty=words.quantity(times), name=parts[0].combo,
        unit_price="" if times == ONE and gross == own else words.money(own), amount=words.money(gross),
        notes=tuple(note for part in parts for note in _part(part, words)),
        changes=_discount(sum(part.line_discount for part in parts), words),
    )  # fmt: skip


def _part(part: SaleLine, words: Wording) -> Iterator[str]:
    """`2 Trà sữa: Trân châu 5.000 ₫, Ít đá`; how often its combo was sold stands above it."""
    made = ", ".join(option_words(part, words))
    name = f"{part.pieces} {part.name}"
    yield words.gettext("{name}: {options}").format(name=name, options=made) if made else name
    if part.note:
        yield part.note


def _discount(off: int, words: Wording) -> tuple[tuple[str, str], ...]:
    return ((words.gettext("Giảm giá"), words.money(-off)),) if off else ()
