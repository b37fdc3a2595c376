"""The list of receipts: rows that paint themselves, more of them as one scrolls, one chosen."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.receipts.view import ReceiptRowView
from pos_desktop.ui.widgets.list import VIEW, Index, PagedList
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, box, focus_ring, write
from pos_desktop.wording import _

HEIGHT: Final = 60
AMOUNT: Final = 132
PAD: Final = 12
COLOURS: Final = {Tone.WARN: "warn", Tone.DANGER: "danger"}


class ReceiptPainter(QStyledItemDelegate):
    """Paints a row: number and time over the customer, amount over the way it was paid or what came back."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the others."""
        return QSize(0, theme.current().px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        look, rect = theme.current(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            colour = look.colour("primarySoft" if chosen else "surface2")
            box(painter, rect.adjusted(1, 1, -1, -1), look.px(10), colour)
        if chosen and isinstance(option.widget, QWidget) and option.widget.hasFocus():
            focus_ring(painter, rect, look.px(10))
        _columns(painter, rect.adjusted(look.px(PAD), 0, -look.px(PAD), 0), index.data(VIEW))
        painter.restore()


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
        super().__init__(ReceiptPainter())

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách hoá đơn"))
