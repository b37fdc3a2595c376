"""The list of the journal: rows that paint themselves, when over what."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pos_desktop.ui import theme
from pos_desktop.ui.journal.view import JournalRowView
from pos_desktop.ui.widgets.labels import colour_of
from pos_desktop.ui.widgets.list import PagedList, RowPainter
from pos_desktop.ui.widgets.paint import LEFT, write
from pos_desktop.wording import _

HEIGHT: Final = 56


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
        super().__init__(RowPainter(HEIGHT, _texts))

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách nhật ký"))
