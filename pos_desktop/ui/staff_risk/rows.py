"""The list of people: name over sales, and at the right what deserves a look."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.staff_risk.view import PersonRowView
from pos_desktop.ui.widgets.labels import colour_of
from pos_desktop.ui.widgets.list import VIEW, Index, PagedList
from pos_desktop.ui.widgets.paint import LEFT, box, focus_ring, write
from pos_desktop.wording import _

HEIGHT: Final = 76
PAD: Final = 12


class PersonPainter(QStyledItemDelegate):
    """Paints a row."""

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
            box(painter, rect.adjusted(1, 1, -1, -1), look.px(10), look.colour("primarySoft" if chosen else "surface2"))
        if chosen and isinstance(option.widget, QWidget) and option.widget.hasFocus():
            focus_ring(painter, rect, look.px(10))
        _texts(painter, rect.adjusted(look.px(PAD), 0, -look.px(PAD), 0), index.data(VIEW))
        painter.restore()


def _texts(painter: QPainter, rect: QRectF, row: PersonRowView) -> None:
    look, top = theme.current(), rect.top()
    lines = (
        (row.name, look.font("body", theme.MEDIUM), "text", 6), (row.sales, look.font("small"), "text2", 28),
        (row.state, look.font("small", theme.MEDIUM), colour_of(row.tone), 49),
    )  # fmt: skip
    for text, font, colour, at in lines:
        place = QRectF(rect.left(), top + look.px(at), rect.width(), look.px(22))
        write(painter, place, text, font, look.colour(colour), LEFT)


class PersonList(PagedList):
    """Signals: `chosen(staff id)`, `opened()` on Enter."""

    def __init__(self) -> None:
        super().__init__(PersonPainter())

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách người bán"))
