"""Rows of plain values as lines of a CSV or a JSON Lines file that other programs read."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

BOM: Final = b"\xef\xbb\xbf"
"""Tells a spreadsheet that the text is UTF-8."""
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the first four in full width, which spreadsheets in East Asia read alike."""
Plain = Mapping[str, Any]


class Form(StrEnum):
    """How rows become a file."""

    CSV = "csv"
    JSONL = "jsonl"


def head_of(form: Form, columns: Sequence[str]) -> bytes:
    """What stands before all rows: in a CSV the names of its columns, in JSON Lines nothing."""
    return BOM + csv_line(columns) if form is Form.CSV else b""


def line_of(form: Form, columns: Sequence[str], row: Plain) -> bytes:
    """One row: a CSV holds `columns` alone, JSON Lines everything exactly as it is."""
    if form is Form.CSV:
        return csv_line([row.get(name) for name in columns])
    return (json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def csv_line(values: Sequence[Any]) -> bytes:
    """A record as RFC 4180 wants it."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([cell(value) for value in values])
    return text.getvalue().encode()


def cell(value: Any) -> str:
    """A value as a cell; numbers stay numbers, and no text begins a formula (OWASP, CSV injection)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
