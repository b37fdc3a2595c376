"""`report NAME` of the shop's other reports: for people, for programs, as CSV and as a workbook."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos_desktop.core.quantity import ONE
from pos_desktop.insight.tables import Cell, Table, Unit
from pos_desktop.wording import report_words as words

if TYPE_CHECKING:
    from pos_desktop.services.office.reports.every import Asked
    from pos_desktop.services.till import ShopFacts


def plain(asked: "Asked", table: Table) -> dict[str, Any]:
    """The report as one object (docs/contract.md)."""
    return {
        "report": table.key, "from": asked.first.isoformat(), "to": asked.last.isoformat(),
        "columns": [column.key for column in table.columns],
        "rows": [[_plain(cell) for cell in row.cells] for row in table.rows],
        "sums": list(table.sums),
    }  # fmt: skip


def show_json(asked: "Asked", table: Table) -> None:
    """Print it as JSON."""
    print(json.dumps(plain(asked, table), ensure_ascii=False, indent=1))


def show_csv(table: Table) -> None:
    """Print rows under the keys of their columns."""
    sys.stdout.flush()
    sys.stdout.buffer.write(as_csv(table))


def as_csv(table: Table) -> bytes:
    """Rows under the keys of their columns, in UTF-8 that spreadsheets know."""
    from pos_desktop.gateways.exported import BOM, csv_line

    rows: list[list[Any]] = [[column.key for column in table.columns]]
    rows += ([_plain(cell) for cell in row.cells] for row in table.rows)
    return BOM + b"".join(csv_line(row) for row in rows)


def write_workbook(table: Table, shop: "ShopFacts", path: Path) -> Path:
    """Write it as a workbook."""
    from pos_desktop.cli.cards import write_private

    write_private(path, as_workbook(table, shop))
    return path


def as_workbook(table: Table, shop: "ShopFacts") -> bytes:
    """A workbook for people: numbers are numbers, pieces among them, and no text is a formula."""
    from pos_desktop.gateways.sheets import Sheet, workbook
    from pos_desktop.wording import _

    mark = _("TẬP HUẤN") if shop.is_training else _("MẪU") if shop.is_sample else ""
    head = [words.column(column.key) for column in table.columns]
    sheet = Sheet(" ".join(filter(None, (mark, words.title(table.key)))), head, list(_cells(table)))
    return workbook([sheet])


def show(table: Table) -> None:
    """Print it for people, sums last."""
    from rich.console import Console
    from rich.table import Table as Printed

    sums = [words.cell(one, column.unit.value) if one is not None else ""
            for one, column in zip(table.sums, table.columns, strict=True)]  # fmt: skip
    printed = Printed(title=words.title(table.key), show_footer=any(sums))
    for column, footer in zip(table.columns, sums, strict=True):
        is_number = column.unit not in (Unit.TEXT, Unit.WORD)
        printed.add_column(words.column(column.key), footer, justify="right" if is_number else "left", overflow="fold")
    for row in table.rows:
        cells = zip(row.cells, table.columns, strict=True)
        printed.add_row(*(words.cell(value, column.unit.value) for value, column in cells))
    Console(width=None if sys.stdout.isatty() else 160, markup=False).print(printed)


def _plain(cell: Cell) -> str | int | None:
    return cell if cell is None or isinstance(cell, str | int) else cell.isoformat()


def _cells(table: Table) -> Iterator[list[Any]]:
    from decimal import Decimal

    for row in table.rows:
        made: list[Any] = []
        for value, column in zip(row.cells, table.columns, strict=True):
            if column.unit is Unit.QUANTITY and isinstance(value, int):
                made.append(Decimal(value) / ONE)
            elif column.unit in (Unit.WORD, Unit.SHARE) or value is None:
                made.append(words.cell(value, column.unit.value))
            else:
                made.append(value)
        yield made
