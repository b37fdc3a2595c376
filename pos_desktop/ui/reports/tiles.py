"""The figures at the top of the report: each a button that leads to the card behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.reports.view import TileView
from pos_desktop.ui.widgets.empty import Skeleton
from pos_desktop.ui.widgets.labels import Cut, MoneyLabel

COLUMNS = 4


class FigureTile(QWidget):
    """One figure with its comparison. Signals: `chosen(str)` with its key."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.view: TileView | None = None
        self.name, self.beside = Cut(role="small", tone=Tone.MUTED), Cut(role="small", tone=Tone.MUTED)
        self.figure = MoneyLabel(role="kpi", weight="bold", align=Qt.AlignmentFlag.AlignLeft)
        layout.column(self, self.name, self.figure, self.beside, gap=0, pad=(14, 6, 10, 6))

    def show_view(self, view: TileView) -> None:
        """Show another figure."""
        self.view = view
        self.name.show_text(view.name)
        self.figure.setText(view.figure)
        self.beside.show_text(view.beside, tone=view.tone)
        self.setAccessibleName(f"{view.name}: {view.figure}. {view.beside}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead to the card behind it."""
        super().mouseReleaseEvent(event)
        if self.view is not None and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.view.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar are a press."""
        if self.view is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.view.key)
        else:
            super().keyPressEvent(event)


class Tiles(QWidget):
    """All figures, four in a row. Signals: `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tiles: list[FigureTile] = []
        self._grid = layout.grid(self, gap=8)
        self.skeleton = Skeleton(rows=2, row_height=80)
        self._grid.addWidget(self.skeleton, 0, 0, 1, COLUMNS)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def show_views(self, views: Sequence[TileView], *, is_loading: bool) -> None:
        """Show other figures; while they are read, where they will stand."""
        self.skeleton.setVisible(is_loading and not self.tiles)
        if self.skeleton.isVisibleTo(self):
            self.skeleton.start()
        else:
            self.skeleton.stop()
        while len(self.tiles) < len(views):
            self._add()
        for tile, view in zip(self.tiles, views, strict=False):
            tile.show_view(view)

    def _add(self) -> None:
        tile, at = FigureTile(), len(self.tiles)
        tile.chosen.connect(self.chosen)
        self.tiles.append(tile)
        self._grid.addWidget(tile, at // COLUMNS + 1, at % COLUMNS)
