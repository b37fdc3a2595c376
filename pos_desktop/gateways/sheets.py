"""Writes plain rows as a workbook (xlsx) or as CSV, for people and for other programs."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pos_desktop.gateways.exported import BOM, csv_line

MOST_ROWS = 1_000_000
Value = str | int | Decimal
Cell = Value | date
WIDTHS: Final = (10, 42)
"""Letters: no column is narrower or wider, however long its words are."""
FORMATS: Final = {int: "#,##0", date: "DD/MM/YYYY"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name of at most 31 letters, the words above its columns, and its rows."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def written(ending: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The file's bytes: a workbook for `.xlsx`, else CSV in UTF-8."""
    return _workbook(header, rows) if ending.lower() == ".xlsx" else _csv(header, rows)


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """A workbook for people: numbers and days as such, columns as wide as what they hold, the header in sight."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for each in sheets:
        sheet: Any = book.create_sheet(each.title)
        sheet.freeze_panes = "A2"
        _widen(sheet, each)
        sheet.append([_bold(sheet, word) for word in each.header])
        for row in each.rows:
            sheet.append([_formatted(sheet, value) for value in row])
    return _bytes(book)


def _widen(sheet: Any, shown: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    for at, word in enumerate(shown.header):
        longest = max((len(str(row[at])) for row in shown.rows), default=0)
        least, most = WIDTHS
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(most, max(least, len(word), longest) + 3)


def _csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    plain = ([str(value) if isinstance(value, Decimal) else value for value in row] for row in rows)
    return BOM + b"".join(csv_line(row) for row in (header, *plain))


def _workbook(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Hàng hoá")
    for row in (header, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    return _bytes(book)


def _bytes(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Value) -> Any:
    """Text stays text: a barcode keeps its zeros, and nothing begins a formula."""
    return _text(sheet, value) if isinstance(value, str) else value


def _text(sheet: Any, words: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    return cell


def _bold(sheet: Any, words: str) -> Any:
    from openpyxl.styles import Font

    cell = _text(sheet, words)
    cell.font = Font(bold=True)
    return cell


def _formatted(sheet: Any, value: Cell) -> Any:
    if isinstance(value, str):
        return _text(sheet, value)
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = FORMATS.get(type(value), "General")
    return cell
