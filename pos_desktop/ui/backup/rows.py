"""The list of backups: rows that paint themselves."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.backup.view import BackupRow
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.list import VIEW, Index, PagedList
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, box, focus_ring, write
from pos_desktop.wording import _

HEIGHT: Final = 60
RIGHT_PART: Final = 130
PAD: Final = 12
COLOURS: Final = {Tone.MUTED: "text2", Tone.WARN: "warn", Tone.DANGER: "danger"}


class BackupPainter(QStyledItemDelegate):
    """Paints a row: when over what was proved, age over size."""

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


def _columns(painter: QPainter, rect: QRectF, row: BackupRow) -> None:
    look = theme.current()
    bold, small = look.font("body", theme.MEDIUM), look.font("small")
    ink, quiet = look.colour("text"), look.colour("text2")
    part, high = look.px(RIGHT_PART), look.px(24)
    wide = rect.width() - part - look.px(8)
    upper, lower, right = rect.top() + look.px(7), rect.top() + look.px(30), rect.right() - part
    write(painter, QRectF(rect.left(), upper, wide, high), row.when, bold, ink, LEFT)
    write(painter, QRectF(rect.left(), lower, wide, high), row.state, small, look.colour(COLOURS[row.tone]), LEFT)
    write(painter, QRectF(right, upper, part, high), row.age, small, quiet, RIGHT)
    write(painter, QRectF(right, lower, part, high), row.size, small, quiet, RIGHT)


class BackupList(PagedList):
    """Signals: `chosen(path)`, `opened()` on Enter."""

    def __init__(self) -> None:
        super().__init__(BackupPainter())

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách bản sao lưu"))
