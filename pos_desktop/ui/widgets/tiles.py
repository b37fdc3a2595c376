"""The catalogue's tiles, in a grid that makes only as many as can be seen."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QScroller, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.models.views import TileView
from pos_desktop.ui.widgets import pictures
from pos_desktop.ui.widgets.button import LONG_PRESS_MS
from pos_desktop.ui.widgets.paint import (
    CENTRE,
    LEFT,
    RIGHT,
    Dressed,
    blend,
    box,
    focus_ring,
    lines_of,
    rounded,
    write,
)

TILE_WIDTH: Final = 136
TILE_HEIGHT: Final = 104
GAP: Final = 10
COUNT_HEIGHT: Final = 20
PICTURE: Final = 42
MOST_COLUMNS: Final = 7


class Tile(Dressed, QAbstractButton):
    """One item: a bar in its category's colour, name on at most two lines, price, how many are in the cart.

    Signals: `held()` in place of `clicked` after a long press.
    """

    held = Signal()

    def __init__(self, view: TileView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.marked, self._was_held = view, False, False
        self._hold = QTimer(self, interval=LONG_PRESS_MS, singleShot=True, timeout=self._hold_on)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("mayElide", True)
        self.show_view(view)

    def show_view(self, view: TileView) -> None:
        """Become the tile of another item."""
        self.view = view
        self.setText(view.name.replace("&", "&&"))
        self.setAccessibleName(f"{view.name} {view.price}")
        self.setEnabled(view.enabled)
        self._tell()
        self.update()

    def mark(self, *, on: bool) -> None:
        """Show, or no longer, that Enter takes this item."""
        if on != self.marked:
            self.marked = on
            self.update()

    def sizeHint(self) -> QSize:
        """The least size of a tile."""
        return QSize(theme.current().px(TILE_WIDTH), theme.current().px(TILE_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out whether the name is cut now."""
        super().resizeEvent(event)
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to count a long press."""
        super().mousePressEvent(event)
        self._was_held = False
        self._hold.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a press; one that was held has had its effect."""
        self._hold.stop()
        if self._was_held:
            self.setDown(False)
            return
        super().mouseReleaseEvent(event)

    def _hold_on(self) -> None:
        if self.isDown():
            self._was_held = True
            self.held.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, bar, name, price, count and focus."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, radius = QRectF(self.rect()), look.px(12)
        fill = look.colour("primarySoft" if self.marked else "surface")
        if self.isDown():
            fill = look.colour("surface2")
        elif self.underMouse() and self.isEnabled():
            fill = blend(fill, look.colour("surface2"), 0.5)
        box(painter, rect, radius, fill, look.colour("border"), 1)
        self._paint_bar(painter, rect, radius)
        if self.marked:
            box(painter, rect, radius, None, look.colour("primary"), look.px(3))
        self._paint_texts(painter, rect)
        if self.hasFocus():
            focus_ring(painter, rect, radius)
        painter.end()

    def _paint_bar(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        look = theme.current()
        painter.save()
        painter.setClipPath(rounded(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius))
        colour = look.colour(self.view.colour if self.isEnabled() else "border")
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), look.px(5)), colour)
        painter.restore()

    def _paint_texts(self, painter: QPainter, rect: QRectF) -> None:
        look = theme.current()
        pad = look.px(12)
        ink = look.colour("text" if self.isEnabled() else "textDisabled")
        quiet = look.colour("text2" if self.isEnabled() else "textDisabled")
        font = look.font("body", theme.MEDIUM)
        line_height = self._line_height()
        line = QRectF(rect.left() + pad, rect.top() + look.px(12), rect.width() - 2 * pad, line_height)
        for text in self._lines():
            write(painter, line, text, font, ink, LEFT)
            line.translate(0, line_height)
        tone = look.colour("warn") if self.view.out else quiet
        write(painter, self._low(), self.view.price, look.font("small"), tone, RIGHT)
        if (picture := pictures.small(self.view.picture)) is not None:
            painter.drawPixmap(self.picture_place().toRect(), picture)
        if self.view.count:
            pill = self.count_place()
            ground = look.colour("surface" if self.marked else "primarySoft")
            box(painter, pill, pill.height() / 2, ground)
            write(painter, pill, self.view.count, look.font("cap", theme.MEDIUM), look.colour("primary"), CENTRE)

    def _low(self) -> QRectF:
        look = theme.current()
        pad, height = look.px(12), look.px(COUNT_HEIGHT)
        bottom = self.height() - look.px(8)
        return QRectF(pad, bottom - height, self.width() - 2 * pad, height)

    def price_place(self) -> QRectF:
        """Where the price stands, as wide as it is."""
        width = QFontMetricsF(theme.current().font("small")).horizontalAdvance(self.view.price)
        low = self._low()
        return low.adjusted(low.width() - width, 0, 0, 0)

    def count_place(self) -> QRectF:
        """Where the count stands: before the price, or above it where both do not fit beside each other."""
        look, low = theme.current(), self._low()
        width = QFontMetricsF(look.font("cap", theme.MEDIUM)).horizontalAdvance(self.view.count) + look.px(12)
        left = self.picture_place().right() + look.px(4) if self.view.picture else low.left()
        pill = QRectF(left, low.top(), max(low.height(), width), low.height())
        fits = pill.right() + look.px(4) <= self.price_place().left()
        return pill if fits else pill.translated(0, -low.height())

    def picture_place(self) -> QRectF:
        """Where the picture stands: below the name, before the price."""
        look = theme.current()
        side, low = look.px(PICTURE), self._low()
        return QRectF(low.left() - look.px(4), low.bottom() - side + look.px(2), side, side)

    def name_place(self) -> QRectF:
        """Where the lines of the name stand."""
        look = theme.current()
        pad = look.px(12)
        return QRectF(pad, look.px(12), self.width() - 2 * pad, len(self._lines()) * self._line_height())

    def _line_height(self) -> float:
        return QFontMetricsF(theme.current().font("body", theme.MEDIUM)).height() * 1.12

    def _lines(self) -> list[str]:
        look = theme.current()
        return lines_of(self.view.name, look.font("body", theme.MEDIUM), self.width() - 2 * look.px(12), 2)

    def _tell(self) -> None:
        self.setToolTip(self.view.name if any(line.endswith("…") for line in self._lines()) else "")


class TileGrid(Dressed, QScrollArea):
    """All items of a category. Scrolls by touch, wheel and keys; a shop may have thousands.

    Signals: `picked(id)` of a tile that was tapped or entered, `held(id)` of one that was pressed for long.
    """

    picked = Signal(object)
    held = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[TileView, ...] = ()
        self._pool: list[Tile] = []
        self._first, self._columns, self._used = 0, 1, 0
        self._marked: Hashable | None = None
        self._board = QWidget()
        self._board.setProperty("plain", True)
        self.setWidget(self._board)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().valueChanged.connect(self._place)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_views(self, views: Sequence[TileView]) -> None:
        """Show other items; scrolls to the top when they are not the same ones."""
        same = [view.id for view in views] == [view.id for view in self._views]
        self._views = tuple(views)
        if not same:
            self.verticalScrollBar().setValue(0)
        self._lay_out()

    def show_count(self, item: Hashable, count: str) -> None:
        """Change the count of one item, and repaint its tile alone."""
        for index, view in enumerate(self._views):
            if view.id == item and view.count != count:
                changed = replace(view, count=count)
                self._views = (*self._views[:index], changed, *self._views[index + 1 :])
                for tile in self.tiles():
                    if tile.view.id == item:
                        tile.show_view(changed)

    def show_marked(self, item: Hashable | None) -> None:
        """Mark the tile of one item, or none, and bring it into sight."""
        if item == self._marked:
            return
        self._marked = item
        at = next((at for at, view in enumerate(self._views) if view.id == item), None)
        if at is not None:
            self._scroll_to(at)
        self._place()

    @property
    def columns(self) -> int:
        """How many tiles stand beside each other."""
        return self._columns

    def tiles(self) -> list[Tile]:
        """Give the tiles that exist now, in reading order."""
        return self._pool[: self._used]

    def restyle(self) -> None:
        """Take up another scale."""
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move between tiles; a tile that gets the focus is scrolled into sight."""
        if not isinstance(watched, Tile):
            return super().eventFilter(watched, event)  # the area itself watches the size of its board
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._step(watched, event)
        if event.type() == QEvent.Type.FocusIn:
            self.ensureWidgetVisible(watched, 0, theme.current().px(GAP))
        return False

    def _step(self, tile: Tile, event: QKeyEvent) -> bool:
        steps: dict[int, int] = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            tile.click()
            return True
        if event.key() not in steps:
            return False
        index = next((at for at, view in enumerate(self._views) if view.id == tile.view.id), 0)
        target = index + steps[event.key()]
        if 0 <= target < len(self._views):
            self._focus(target)
        return True

    def _scroll_to(self, index: int) -> None:
        top = index // self._columns * self._pitch()[1]
        bar = self.verticalScrollBar()
        if not bar.value() <= top <= bar.value() + self.viewport().height() - self._pitch()[1]:
            bar.setValue(top)

    def _focus(self, index: int) -> None:
        self._scroll_to(index)
        for tile in self.tiles():
            if tile.view.id == self._views[index].id:
                tile.setFocus(Qt.FocusReason.TabFocusReason)

    def _pitch(self) -> tuple[float, int]:
        look = theme.current()
        gap = look.px(GAP)
        return (self.viewport().width() + gap) / self._columns, look.px(TILE_HEIGHT) + gap

    def _lay_out(self) -> None:
        look = theme.current()
        gap, width = look.px(GAP), self.viewport().width()
        self._columns = max(1, min(MOST_COLUMNS, (width + gap) // (look.px(TILE_WIDTH) + gap)))
        rows = -(-len(self._views) // self._columns)
        self._board.resize(width, max(0, rows * self._pitch()[1] - gap))
        self._place()

    def _place(self) -> None:
        """Put the tiles that are in sight, and a row around them, where they belong."""
        look = theme.current()
        pitch_x, pitch_y = self._pitch()
        top = self.verticalScrollBar().value()
        first_row = max(0, top // pitch_y - 1)
        last_row = (top + self.viewport().height()) // pitch_y + 1
        self._first = first_row * self._columns
        views = self._views[self._first : (last_row + 1) * self._columns]
        while len(self._pool) < len(views):
            self._pool.append(self._new_tile())
        gap, height = look.px(GAP), look.px(TILE_HEIGHT)
        for at, tile in enumerate(self._pool):
            tile.setVisible(at < len(views))
            if at >= len(views):
                continue
            row, column = divmod(self._first + at, self._columns)
            left, right = round(column * pitch_x), round((column + 1) * pitch_x) - gap
            tile.setGeometry(left, row * pitch_y, right - left, height)
            tile.mark(on=views[at].id == self._marked)
            if tile.view != views[at]:
                tile.show_view(views[at])
        self._used = len(views)

    def _new_tile(self) -> Tile:
        tile = Tile(self._views[0], self._board)
        tile.installEventFilter(self)
        tile.clicked.connect(lambda: self.picked.emit(tile.view.id))
        tile.held.connect(lambda: self.held.emit(tile.view.id))
        return tile
