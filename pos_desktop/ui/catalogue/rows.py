"""The list of the catalogue: rows that paint themselves, ticked while many are chosen."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from pos_desktop.ui import icons, theme
from pos_desktop.ui.catalogue.port import RowView
from pos_desktop.ui.widgets.list import VIEW, PagedList, RowPainter
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, box, write
from pos_desktop.wording import _

HEIGHT: Final = 60
AMOUNT: Final = 112
BOX: Final = 24


def _texts(painter: QPainter, rect: QRectF, row: RowView) -> None:
    look = theme.current()
    if row.ticked is not None:
        rect = _tick(painter, rect, on=row.ticked)
    elif row.colour:
        bar = QRectF(rect.left(), rect.top() + look.px(12), look.px(4), rect.height() - look.px(24))
        box(painter, bar, look.px(2), look.colour(row.colour))
        rect = rect.adjusted(look.px(12), 0, 0, 0)
    ink = look.colour("textDisabled" if row.quiet else "text")
    amount = look.px(AMOUNT) if row.amount else 0
    upper = QRectF(rect.left(), rect.top() + look.px(7), rect.width() - amount, look.px(24))
    if not row.detail:
        upper = QRectF(rect.left(), rect.top(), rect.width() - amount, rect.height())
    write(painter, upper, row.title, look.font("body", theme.MEDIUM), ink, LEFT)
    lower = QRectF(rect.left(), rect.top() + look.px(30), rect.width() - amount, look.px(24))
    write(painter, lower, row.detail, look.font("small"), look.colour("text2"), LEFT)
    write(painter, QRectF(rect.right() - amount, rect.top(), amount, rect.height()), row.amount, look.font("body"),
          ink, RIGHT)  # fmt: skip


def _tick(painter: QPainter, rect: QRectF, *, on: bool) -> QRectF:
    look = theme.current()
    side = look.px(BOX)
    place = QRectF(rect.left(), round(rect.center().y() - side / 2), side, side)
    fill = look.colour("primary") if on else None
    box(painter, place, look.px(6), fill, look.colour("primary" if on else "borderStrong"), look.px(2))
    if on:
        icons.paint_icon(painter, "check", place.adjusted(3, 3, -3, -3), look.colour("onPrimary"))
    return rect.adjusted(side + look.px(12), 0, 0, 0)


class CatalogueList(PagedList):
    """Signals: `chosen(key)` when a person walks or taps to another row, `ticked(key)` by tap or blank while many are
    chosen, `opened()` on Enter, `moved(key, place)` where a row was dragged to another place.
    """

    ticked = Signal(str)
    moved = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(RowPainter(HEIGHT, _texts))
        self.many, self.can_order = False, False
        self._held: tuple[str, QPoint] | None = None
        self._drop: int | None = None

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh mục"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A row may be about to be dragged."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._held = (index.data(VIEW).key, event.position().toPoint()) if self.can_order and index.isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a row; what is only walked over is not chosen."""
        place = event.position().toPoint()
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif self._drop is not None or (place - self._held[1]).manhattanLength() > QApplication.startDragDistance():
            index = self.indexAt(place)
            self._drop = index.row() if index.isValid() else self.model().rowCount() - 1
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where the dragged one would go."""
        super().paintEvent(event)
        if self._drop is not None:
            painter = QPainter(self.viewport())
            look, row = theme.current(), QRectF(self.visualRect(self.model().index(self._drop, 0)))
            box(painter, row.adjusted(1, 1, -1, -1), look.px(10), None, look.colour("primary"), look.px(2))
            painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap ticks while many are chosen; a dragged row stays where it was let go."""
        super().mouseReleaseEvent(event)
        held, drop = self._held, self._drop
        self._held = self._drop = None
        if held is not None and drop is not None:
            self.viewport().update()
            self.moved.emit(held[0], drop)
            return
        index = self.indexAt(event.position().toPoint())
        if self.many and index.isValid():
            self.ticked.emit(index.data(VIEW).key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The blank ticks while many are chosen."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the screen moves tiles
        elif self.many and event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.currentIndex().data(VIEW).key)
            event.accept()
        else:
            super().keyPressEvent(event)
