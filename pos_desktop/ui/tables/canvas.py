"""The floor drawn to scale: each table a button with its name, its state and how long it has been so."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_desktop.core.ids import Id
from pos_desktop.ui import layout, theme
from pos_desktop.ui.tables.view import TableView, size_of
from pos_desktop.ui.widgets.paint import CENTRE, Dressed, box, focus_ring, write

LEAST_STEP: Final = 26
"""Design pixels of one step of the grid at least: tables of two steps stay big enough for a finger."""
MOST_STEP: Final = 46
ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class TableButton(Dressed, QAbstractButton):
    """One table. Signals: `dragged(QPoint)` while a person who draws moves it, in pixels of the floor."""

    dragged = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view: TableView | None = None
        self.is_movable = False
        self._held_at: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_view(self, view: TableView) -> None:
        """Show another state."""
        if view != self.view:
            self.view = view
            self.setAccessibleName(view.told)
            self.setToolTip(view.told)
            self.update()

    def sizeHint(self) -> QSize:
        """The canvas places it."""
        return self.size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter belong to the floor; by itself Qt walks buttons in the order in which they were made."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it is held."""
        self._held_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand where it may be moved."""
        if self.is_movable and self._held_at is not None:
            self.dragged.emit(self.mapToParent(event.position().toPoint() - self._held_at))
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table."""
        view, look = self.view, theme.current()
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        radius = min(rect.width(), rect.height()) / 2 if view.is_round else look.px(10)
        line, width = look.colour(view.ink if view.marked else "borderStrong"), look.px(3 if view.marked else 1)
        box(painter, rect.adjusted(1, 1, -1, -1), radius, look.colour(view.ground), line, width)
        if self.hasFocus():
            focus_ring(painter, rect, radius)
        self._write(painter, rect, view)
        painter.end()

    def _write(self, painter: QPainter, rect: QRectF, view: TableView) -> None:
        look = theme.current()
        rows = [(view.name, look.font("body", theme.BOLD), "text"), (view.state, look.font("cap", theme.MEDIUM),
                                                                     view.ink)]  # fmt: skip
        rows += [(told, look.font("cap"), "text2") for told in view.lines]
        line = look.px(18)
        most = rect.height() * (0.9 if view.is_round else 0.96)
        while len(rows) > 1 and look.px(24) + line * (len(rows) - 1) > most:
            rows.pop(-2 if len(rows) > 3 else -1)  # what is to be paid stays longest
        high = [look.px(24), *(line for _row in rows[1:])]
        top = rect.top() + (rect.height() - sum(high)) / 2
        inset = look.px(12 if view.is_round else 5)
        for (text, font, ink), height in zip(rows, high, strict=True):
            write(painter, QRectF(inset, top, rect.width() - 2 * inset, height), text, font, look.colour(ink), CENTRE)
            top += height


class FloorCanvas(Dressed, QWidget):
    """All tables of an area.

    Signals: `tapped(id)`; where tables are movable `moved(id, x, y)` and `nudged(dx, dy)`, in steps.
    """

    tapped = Signal(str)
    moved = Signal(str, int, int)
    nudged = Signal(int, int)

    def __init__(self, *, is_movable: bool = False) -> None:
        super().__init__()
        self.buttons: dict[Id, TableButton] = {}
        self._views: tuple[TableView, ...] = ()
        self._is_movable = is_movable
        self._least = (24, 15) if is_movable else (18, 11)

    def show_views(self, views: tuple[TableView, ...]) -> None:
        """Show these tables."""
        gone = set(self.buttons) - {view.id for view in views}
        for table_id in gone:
            old = self.buttons.pop(table_id)
            old.hide()
            old.deleteLater()
        for view in views:
            self.buttons.setdefault(view.id, self._made(view.id)) if view.id not in self.buttons else None
            self.buttons[view.id].show_view(view)
        self._views = views
        self._place()

    def _made(self, table_id: Id) -> TableButton:
        button = TableButton(self)
        button.is_movable = self._is_movable
        button.clicked.connect(lambda _on=False: self.tapped.emit(table_id))
        button.dragged.connect(lambda at: self._drag(table_id, at))
        button.show()
        return button

    @property
    def step(self) -> float:
        """Pixels of one step of the grid."""
        wide, high = size_of(self._views)
        wide, high = max(wide, self._least[0]), max(high, self._least[1])
        fits = min(self.width() / wide, self.height() / high)
        return max(layout.px(LEAST_STEP), min(layout.px(MOST_STEP), fits))

    def minimumSizeHint(self) -> QSize:
        """Room for every table at the least scale."""
        wide, high = size_of(self._views)
        return QSize(round(wide * layout.px(LEAST_STEP)), round(high * layout.px(LEAST_STEP)))

    def _place(self) -> None:
        step, gap = self.step, layout.px(4)
        for view in self._views:
            self.buttons[view.id].setGeometry(
                round(view.x * step) + gap, round(view.y * step) + gap, round(view.width * step) - 2 * gap,
                round(view.height * step) - 2 * gap,
            )  # fmt: skip
        self.setMinimumSize(self.minimumSizeHint())

    def _drag(self, table_id: Id, at: QPoint) -> None:
        self.moved.emit(table_id, max(0, round(at.x() / self.step)), max(0, round(at.y() / self.step)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scale fitting."""
        super().resizeEvent(event)
        self._place()

    def restyle(self) -> None:
        """Take up another scale."""
        super().restyle()
        if hasattr(self, "_views"):
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take arrows before the area around the floor scrolls by them."""
        way = ARROWS.get(Qt.Key(event.key()))
        if way is not None and self._is_movable:
            self.nudged.emit(*way)
        elif not self.walk(event):
            event.ignore()

    def walk(self, event: QKeyEvent) -> bool:
        """Move the focus to the next table in the direction of an arrow; tell whether the key was one."""
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None or not self._views:
            return False
        here = next((view for view in self._views if self.buttons[view.id].hasFocus()), None)
        there = self._nearest(here, way) if here else self._views[0]
        if there is not None:
            self.buttons[there.id].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _nearest(self, here: TableView, way: tuple[int, int]) -> TableView | None:
        def distance(other: TableView) -> tuple[int, int]:
            dx = (2 * other.x + other.width) - (2 * here.x + here.width)
            dy = (2 * other.y + other.height) - (2 * here.y + here.height)
            ahead, aside = (dx * way[0], abs(dy)) if way[0] else (dy * way[1], abs(dx))
            return (ahead + 2 * aside if ahead > 0 else 10_000, aside)

        found = min((view for view in self._views if view.id != here.id), key=distance, default=None)
        return found if found is not None and distance(found)[0] < 10_000 else None
