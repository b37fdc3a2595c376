"""Reads a spreadsheet (xlsx) or a CSV file of another program into plain rows, and names what keeps it from doing so.

Files come from strangers: everything is bounded before it is read, and nothing is opened, run or looked up for them.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.text import fold, squeeze

Cell = str | int | Decimal | date | bool
"""What stands in a cell; nothing is the empty text, and a number is never a float nor a bool."""

MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 300
MOST_CHARACTERS = 32_767
"""Of one cell; Excel's own limit."""

_PACKED = b"PK\x03\x04"
_FOREIGN = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
"""Beginnings of files that are no table: old or locked Excel files, documents, pictures, archives."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the header; `number` is its row in the sheet, or its first line in the text."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet or text that was read; empty rows are left out.

    A row of a text that has more or fewer cells than the header keeps them. `digest` is the SHA-256 of the file.
    """

    name: str
    digest: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def header_key(text: str) -> str:
    """A header as it is compared: no marks, case, blanks around or punctuation.

    >>> header_key(" Nhóm hàng(3 Cấp)*")
    'nhom hang 3 cap'
    """
    return " ".join("".join(c if c.isalnum() else " " for c in fold(squeeze(text))).split())


def read_table(path: Path, known: Collection[str]) -> Table:
    """Read the file's table whose header holds most of the `known` columns.

    Raises:
        Rejected: IMPORT_FORMAT, IMPORT_ENCODING (`encoding`), IMPORT_CHARACTER (`line`), IMPORT_QUOTE (`line`),
            IMPORT_LIMIT (`what`, `most`).
        EnvironmentProblem: FILE_UNREADABLE.
    """
    content = _read(path)
    if not content.strip() or content.startswith(_FOREIGN):
        raise Rejected(Code.IMPORT_FORMAT)
    rows = _rows(content, known)
    first = next(rows, None)
    if first is None:
        raise Rejected(Code.IMPORT_FORMAT)
    header = [squeeze(str(cell)) for cell in first.cells]
    while header and not header[-1]:
        header.pop()
    pad = content.startswith(_PACKED)  # a sheet has no ragged rows, its empty cells are merely not written
    fitted = tuple(_fitted(row, len(header), pad=pad) for row in _bounded(rows))
    return Table(path.name, hashlib.sha256(content).hexdigest(), tuple(header), fitted)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentProblem(Trouble.FILE_UNREADABLE, path=str(path)) from error
    if len(content) > MOST_BYTES:
        raise Rejected(Code.IMPORT_LIMIT, what="bytes", most=MOST_BYTES)
    return content


def _rows(content: bytes, known: Collection[str]) -> Iterator[Row]:
    """Every row with something in it, the header first; heavy readers are imported only now."""
    if content.startswith(_PACKED):
        from pos_desktop.gateways import workbooks

        keys = {header_key(name) for name in known}
        found: Iterator[tuple[int, tuple[Cell, ...]]] = workbooks.rows(content, keys, most_unpacked=MOST_UNPACKED)
    else:
        from pos_desktop.gateways import separated

        found = separated.rows(content, known)
    return (_checked(Row(number, cells)) for number, cells in found if any(cell != "" for cell in cells))


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise Rejected(Code.IMPORT_LIMIT, what="rows", most=MOST_ROWS)
        yield row


def _checked(row: Row) -> Row:
    if len(row.cells) > MOST_COLUMNS:
        raise Rejected(Code.IMPORT_LIMIT, what="columns", most=MOST_COLUMNS, line=row.number)
    if any(isinstance(cell, str) and len(cell) > MOST_CHARACTERS for cell in row.cells):
        raise Rejected(Code.IMPORT_LIMIT, what="characters", most=MOST_CHARACTERS, line=row.number)
    return row


def _fitted(row: Row, width: int, *, pad: bool) -> Row:
    cells = list(row.cells)
    while len(cells) > width and cells[-1] == "":
        cells.pop()
    if pad and len(cells) < width:
        cells += [""] * (width - len(cells))
    return Row(row.number, tuple(cells))
