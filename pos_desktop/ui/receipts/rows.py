"""The list of receipts: rows that paint themselves, more of them as one scrolls, one chosen."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pos_desktop.ui import theme
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.receipts.view import ReceiptRowView
from pos_desktop.ui.widgets.list import PagedList, RowPainter
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, write
from pos_desktop.wording import _

HEIGHT: Final = 60
AMOUNT: Final = 132
COLOURS: Final = {Tone.WARN: "warn", Tone.DANGER: "danger"}


def _columns(painter: QPainter, rect: QRectF, row: ReceiptRowView) -> None:
    look = theme.current()
    bold, small = look.font("body", theme.MEDIUM), look.font("small")
    ink, quiet = look.colour("text"), look.colour("text2")
    amount = look.px(AMOUNT)
    wide = rect.width() - amount - look.px(8)
    upper, lower = rect.top() + look.px(7), rect.top() + look.px(30)
    left, right = rect.left(), rect.right() - amount
    write(painter, QRectF(left, upper, wide, look.px(24)), f"{row.number}   {row.when}", bold, ink, LEFT)
    write(painter, QRectF(left, lower, wide, look.px(24)), row.who or row.how, small, quiet, LEFT)
    write(painter, QRectF(right, upper, amount, look.px(24)), row.due, bold, ink, RIGHT)
    told = look.colour(COLOURS[row.tone]) if row.state else quiet
    below = row.state or (row.how if row.who else "")
    write(painter, QRectF(right, lower, amount, look.px(24)), below, small, told, RIGHT)


class ReceiptList(PagedList):
    """Signals: `chosen(sale id)`, `opened()` on Enter, `more_wanted()`."""

    def __init__(self) -> None:
        super().__init__(RowPainter(HEIGHT, _columns))

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách hoá đơn"))
