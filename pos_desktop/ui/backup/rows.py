"""The list of backups: rows that paint themselves."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pos_desktop.ui import theme
from pos_desktop.ui.backup.view import BackupRow
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.list import PagedList, RowPainter
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, write
from pos_desktop.wording import _

HEIGHT: Final = 60
RIGHT_PART: Final = 130
COLOURS: Final = {Tone.MUTED: "text2", Tone.WARN: "warn", Tone.DANGER: "danger"}


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
        super().__init__(RowPainter(HEIGHT, _columns))

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách bản sao lưu"))
