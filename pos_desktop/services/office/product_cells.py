r"""Writes and reads the cells of a product file that hold several things: attributes, slots of combos, groups.

A backslash takes a character that divides for what it is: `A\|B`.
"""

import re
from collections.abc import Iterable, Iterator

from pos_desktop.storage.queries.product_links import Slot, SlotPart

_DIVIDERS = "\\|:;*+"
_PART = re.compile(r"(?P<sku>(?:\\.|[^\\*+])+)(?P<usual>\*?)(?:\+(?P<extra>[0-9]{1,12}))?", re.DOTALL)
_PIECES = re.compile(r"[0-9]{1,3}", re.ASCII)


def words_cell(words: Iterable[str]) -> str:
    """`Cỡ|Đường`."""
    return "|".join(map(_escaped, words))


def words_of(text: str) -> tuple[str, ...]:
    """What `words_cell` wrote; empty ones are left out."""
    return tuple(filter(None, (_plain(part).strip() for part in _split(text, "|"))))


def pairs_cell(pairs: Iterable[tuple[str, str]]) -> str:
    """`Cỡ:L|Màu:Đỏ`."""
    return "|".join(f"{_escaped(name)}:{_escaped(value)}" for name, value in pairs)


def pairs_of(text: str) -> tuple[tuple[str, str], ...]:
    """What `pairs_cell` wrote; what has no value is left out."""
    parts = ([_plain(word).strip() for word in _split(part, ":")] for part in _split(text, "|"))
    return tuple((name, ":".join(rest)) for name, *rest in parts if "".join(rest))


def slots_cell(slots: Iterable[Slot]) -> str:
    """`Nước;1;CF001*;CF003+3000|Bánh;2;BA003*`: name, pieces, and SKUs with the usual one and what they cost more."""
    return "|".join(";".join((_escaped(slot.name), str(slot.qty), *map(_part, slot.parts))) for slot in slots)


def slots_of(text: str) -> tuple[Slot, ...]:
    """What `slots_cell` wrote, SKUs in small letters; ValueError for anything else."""
    return tuple(_slot(part) for part in _split(text, "|") if part.strip())


def _part(part: SlotPart) -> str:
    extra = f"+{part.extra}" if part.extra else ""
    return f"{_escaped(part.sku)}{'*' if part.is_default else ''}{extra}"


def _slot(text: str) -> Slot:
    name, *rest = _split(text, ";")
    if len(rest) < 2 or not _PIECES.fullmatch(rest[0].strip()):
        raise ValueError(text)
    return Slot(_plain(name).strip(), int(rest[0]), tuple(map(_part_of, rest[1:])))


def _part_of(text: str) -> SlotPart:
    found = _PART.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return SlotPart(_plain(found["sku"]).strip().casefold(), int(found["extra"] or 0), bool(found["usual"]))


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in _DIVIDERS else c for c in text)


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _split(text: str, divider: str) -> Iterator[str]:
    """The parts of a cell, what is escaped in them still so."""
    for match in re.finditer(rf"(?:^|{re.escape(divider)})((?:\\.|[^\\{re.escape(divider)}])*\\?)", text, re.DOTALL):
        yield match[1]
