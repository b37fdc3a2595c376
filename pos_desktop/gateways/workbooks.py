"""Reads the rows of an Excel workbook (xlsx), of the sheet whose header fits best."""

import io
import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.gateways.tables import Cell, header_key

MOST_SHEETS = 50
MOST_SHEET_ROWS = 1_048_576
MOST_PARTS = 5_000
ROWS_BEFORE_HEADER = 20
_START = 4096


def rows(content: bytes, known: Collection[str], *, most_unpacked: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Numbered rows of the best sheet, without the empty cells at their ends; `known` are header keys.

    Raises:
        Rejected: IMPORT_FORMAT when it is no workbook or a damaged one, IMPORT_LIMIT when it unpacks to too much.
    """
    try:
        _check_parts(content, most_unpacked)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on parts of the file that do not matter here
            yield from _best_sheet(content, known)
    except Rejected:
        raise
    except Exception as error:
        # A damaged or hostile file makes the readers raise almost anything: KeyError, ParseError, zlib.error, ...
        raise Rejected(Code.IMPORT_FORMAT) from error


def _check_parts(content: bytes, most_unpacked: int) -> None:
    """Refuse what unpacks to too much, and documents that define entities of their own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        # Nobody can lie about sizes: zipfile gives no more bytes of a part than were announced.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
            raise Rejected(Code.IMPORT_LIMIT, what="unpacked", most=most_unpacked)
        for part in parts:
            with archive.open(part) as file:
                if b"<!DOCTYPE" in file.read(_START):
                    raise Rejected(Code.IMPORT_FORMAT)


def _best_sheet(content: bytes, known: Collection[str]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheets = workbook.worksheets[:MOST_SHEETS]
    if not sheets:
        raise Rejected(Code.IMPORT_FORMAT)
    yield from _numbered(max(sheets, key=lambda sheet: _fit(sheet, known)))


def _fit(sheet: Any, known: Collection[str]) -> tuple[int, bool]:
    """How many of a sheet's headers are known; a sheet with anything in it goes before an empty one."""
    first = next((cells for _, cells in islice(_numbered(sheet), ROWS_BEFORE_HEADER) if cells), ())
    return len({header_key(str(cell)) for cell in first} & set(known)), bool(first)


def _numbered(sheet: Any) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_SHEET_ROWS:
            raise Rejected(Code.IMPORT_LIMIT, what="rows", most=MOST_SHEET_ROWS)
        yield number, _cells(values)


def _cells(values: Sequence[Any]) -> tuple[Cell, ...]:
    cells = [_cell(value) for value in values]
    while cells and cells[-1] == "":
        cells.pop()
    return tuple(cells)


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, int):  # TRUE and FALSE stay what they are: no number, though Python counts with them
        return value
    if isinstance(value, float):
        return _exact(value)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value).strip()


def _exact(value: float) -> Cell:
    """A number as Excel shows it: fifteen digits, without the noise of its binary form."""
    exact = Decimal(f"{value:.15g}")
    if not exact.is_finite():
        return str(value)
    return int(exact) if exact == exact.to_integral_value() else exact
