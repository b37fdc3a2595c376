"""The list of the journal: rows that paint themselves, when over what."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.journal.view import JournalRowView
from pos_desktop.ui.widgets.labels import colour_of
from pos_desktop.ui.widgets.list import VIEW, Index, PagedList
from pos_desktop.ui.widgets.paint import LEFT, box, focus_ring, write
from pos_desktop.wording import _

HEIGHT: Final = 56
PAD: Final = 12


class JournalPainter(QStyledItemDelegate):
    """Paints a row: what was done over when."""

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


def _texts(painter: QPainter, rect: QRectF, row: JournalRowView) -> None:
    look = theme.current()
    left, wide = rect.left(), rect.width()
    ink = look.colour(colour_of(row.tone))
    write(painter, QRectF(left, rect.top() + look.px(5), wide, look.px(24)), row.sentence,
          look.font("body", theme.MEDIUM), ink, LEFT)  # fmt: skip
    write(painter, QRectF(left, rect.top() + look.px(28), wide, look.px(22)), row.when, look.font("small"),
          look.colour("text2"), LEFT)  # fmt: skip


class JournalList(PagedList):
    """Signals: `chosen(row id)`, `opened()` on Enter, `more_wanted()`."""

    def __init__(self) -> None:
        super().__init__(JournalPainter())

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách nhật ký"))
