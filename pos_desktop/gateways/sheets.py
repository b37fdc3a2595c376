"""Writes plain rows as a workbook (xlsx) or as CSV, for people and for other programs."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from pos_desktop.gateways.exported import BOM, csv_line

MOST_ROWS = 1_000_000
Value = str | int | Decimal


def written(ending: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The file's bytes: a workbook for `.xlsx`, else CSV in UTF-8."""
    return _workbook(header, rows) if ending.lower() == ".xlsx" else _csv(header, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    plain = ([str(value) if isinstance(value, Decimal) else value for value in row] for row in rows)
    return BOM + b"".join(csv_line(row) for row in (header, *plain))


def _workbook(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Hàng hoá")
    for row in (header, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Value) -> Any:
    """Text stays text: a barcode keeps its zeros, and nothing begins a formula."""
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell
