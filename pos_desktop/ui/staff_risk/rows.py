"""The list of people: name over sales, and at the right what deserves a look."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pos_desktop.ui import theme
from pos_desktop.ui.staff_risk.view import PersonRowView
from pos_desktop.ui.widgets.labels import colour_of
from pos_desktop.ui.widgets.list import PagedList, RowPainter
from pos_desktop.ui.widgets.paint import LEFT, write
from pos_desktop.wording import _

HEIGHT: Final = 76


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
        super().__init__(RowPainter(HEIGHT, _texts))

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách người bán"))
