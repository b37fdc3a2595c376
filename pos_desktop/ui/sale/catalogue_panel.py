"""Categories and tiles, with a line above them while something special is going on."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models.views import TileView, Tone
from pos_desktop.ui.sale.view import SaleView, order_types
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Cut, Picture
from pos_desktop.ui.widgets.paint import Dressed, box
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.ui.widgets.tiles import TileGrid
from pos_desktop.wording import _

NARROW = 700
"""Narrower than this the kinds of order stand below the categories."""


class Notice(Dressed, QWidget):
    """What the next code or tap will do, and a way out. Signals: `ended()`."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Cut(tone=Tone.PRIMARY, weight="medium")
        self.end = Button(_("Thôi"), kind="ghost")
        self.end.clicked.connect(self.ended)
        layout.row(self, Picture("tag", size=20, colour="primary"), (self._words, 1), self.end, pad=(12, 2, 4, 2))
        self.hide()

    def show_text(self, text: str) -> None:
        """Show another line; "" for none."""
        self._words.show_text(text)
        self.setVisible(bool(text))

    def retranslate(self) -> None:
        """Take up a new language."""
        self.end.show_text(_("Thôi"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame of a price check."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, line = look.colour("primarySoft"), look.colour("primary")
        box(painter, QRectF(self.rect()), look.px(10), ground, line, look.px(2))
        painter.end()


class CataloguePanel(QWidget):
    """Shows the catalogue part of a `SaleView`. Signals: `chosen(id)` of a category, `picked(id)`, `ended()`."""

    chosen = Signal(object)
    picked = Signal(object)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips, self.notice, self.grid = ChipRow(), Notice(), TileGrid()
        self.order_types = Segments()
        self.details = icon_button("pencil", "")
        self._nothing = EmptyBlock()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._nothing)
        self._tiles: tuple[TileView, ...] | None = None
        self._counts: dict[str, str] = {}
        self._head = layout.row(None, (self.chips, 1), self.order_types, self.details, gap=10)
        self._below = layout.row(None, None, gap=10)
        layout.column(self, self._head, self._below, self.notice, (self._pages, 1), gap=10)
        self.chips.chosen.connect(self.chosen)
        self.grid.picked.connect(self.picked)
        self.notice.ended.connect(self.ended)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the kinds of order a narrow panel has room for three categories only: they go below then."""
        super().resizeEvent(event)
        is_below = self._below.indexOf(self.order_types) >= 0
        if is_below is not (self.width() < layout.px(NARROW)):
            line = self._head if is_below else self._below
            line.insertWidget(1 if is_below else 0, self.order_types)
            line.addWidget(self.details)

    def show_view(self, view: SaleView) -> None:
        """Show another state; tiles are made anew only when other items are on show."""
        self.chips.show_views(view.chips, view.chosen)
        self.order_types.show_views(order_types(), view.order_type)
        self.details.show_text("", name=_("Chi tiết đơn"))
        self.notice.show_text(view.notice)
        if view.tiles is not self._tiles:
            self._tiles, self._counts = view.tiles, {}
            self.grid.show_views(view.tiles)
        for item_id in {*self._counts, *view.counts}:
            if self._counts.get(item_id, "") != view.counts.get(item_id, ""):
                self.grid.show_count(item_id, view.counts.get(item_id, ""))
        self._counts = view.counts
        self.grid.show_marked(view.marked)
        if view.nothing_found is not None:
            self._nothing.show_view(view.nothing_found)
        self._pages.setCurrentIndex(0 if view.nothing_found is None else 1)
