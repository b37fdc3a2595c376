"""The list of stock: rows that paint themselves, a name over its details, an amount at the right."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from pos_desktop.ui import theme
from pos_desktop.ui.stock.view import StockRowView
from pos_desktop.ui.widgets.labels import colour_of
from pos_desktop.ui.widgets.list import PagedList, RowPainter
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, write
from pos_desktop.wording import _

HEIGHT: Final = 56


def _texts(painter: QPainter, rect: QRectF, row: StockRowView) -> None:
    look = theme.current()
    font = look.font("body", theme.MEDIUM)
    ink = look.colour(colour_of(row.tone))
    amount = QFontMetricsF(font).horizontalAdvance(row.amount) + look.px(12)
    upper = QRectF(rect.left(), rect.top() + look.px(5), rect.width(), look.px(24))
    write(painter, upper, row.amount, font, ink, RIGHT)
    write(painter, upper.adjusted(0, 0, -amount, 0), row.title, font, look.colour("text"), LEFT)
    lower = QRectF(rect.left(), rect.top() + look.px(28), rect.width(), look.px(22))
    write(painter, lower, row.detail, look.font("small"), look.colour("text2"), LEFT)


class StockList(PagedList):
    """Signals: `chosen(row id)`, `opened()` on Enter, `more_wanted()`."""

    def __init__(self) -> None:
        super().__init__(RowPainter(HEIGHT, _texts))

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách kho"))
