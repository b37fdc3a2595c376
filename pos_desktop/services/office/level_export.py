"""Writes what there is of each item, and what it is worth, as a file for people and other programs."""

from typing import Final

from pos_desktop.core.ids import Id
from pos_desktop.gateways import sheets
from pos_desktop.gateways.sheets import Value
from pos_desktop.selling import stock
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office.product_export import quantity_cell
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import stocks
from pos_desktop.storage.queries.stocks import Asked, LevelRow

COLUMNS: Final = ("Mã hàng", "Tên hàng", "ĐVT", "Tồn kho", "Giá vốn", "Giá trị tồn")
"""Code, name, unit, level, average cost and value; the first five by the headers that product files have too."""


class LevelExport:
    """Takes levels of stock out of the shop."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def levels(self, ending: str, by: Id) -> bytes:
        """What the list of stock shows, whole, as CSV or, for `.xlsx`, as a workbook; NOT_ALLOWED without `stock`."""
        with self._till.db.write() as tx:
            require(tx, by, "stock")
            rows = [_cells(row) for row in stocks.every(tx, Asked())]
            body = {"what": "stock", "count": len(rows)}
            journal.append(tx, self._till, Event.EXPORT, self._till.shop.id, body, by)
        return sheets.written(ending, COLUMNS, rows)


def _cells(row: LevelRow) -> list[Value]:
    return [row.sku, row.name, row.unit, quantity_cell(row.qty), row.cost, stock.value(row.qty, row.cost)]
