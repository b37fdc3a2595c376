"""«Báo cáo thành viên»: the days at the top, then figures, charts and tables, each there as soon as it is read."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QScroller, QWidget

from pos_desktop.services.office.reports.flows import DRAWN
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.reports.card import Card
from pos_desktop.ui.reports.cards import BEHIND_TILE, CARDS, TILES
from pos_desktop.ui.reports.controller import ReportController
from pos_desktop.ui.reports.days_bar import DaysBar
from pos_desktop.ui.reports.table_sheet import TableSheet
from pos_desktop.ui.reports.tiles import Tiles
from pos_desktop.ui.reports.view import CardView, ReportView
from pos_desktop.ui.widgets.button import Button, icon_button, on_click
from pos_desktop.ui.widgets.chart import Chart
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

THREE_FROM: Final = 1200
"""Design pixels from which on three cards stand side by side; two below."""
CARD_HEIGHT: Final = 250


class ReportScreen(Dressed, QWidget):
    """Shows a `ReportView`. Decides nothing. Signals: `books_wanted()`, `picture_wanted(str, QPixmap)` to be saved,
    `file_wanted()` for the days as a workbook, `paper_wanted()` for them as a PDF, `print_wanted()` in short.

    Attributes: `cards` by key, `tiles`, `days`, `short`, `file`, `paper` (buttons). `charts` may be made before, one
    for each of DRAWN.
    """

    books_wanted = Signal()
    picture_wanted = Signal(str, object)
    file_wanted = Signal()
    paper_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, controller: ReportController, charts: Sequence[Chart] = ()) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.leave = icon_button("arrow-left", "")
        self._title, self.days = Cut(role="heading", weight="medium"), DaysBar()
        self.notes = Text(role="small", tone=Tone.MUTED, wrap=True)
        self.file = Button(kind="secondary", icon="download")
        self.paper = Button(kind="secondary", icon="download")
        self.short = Button(kind="secondary", icon="printer")
        self.tiles, self.cards = Tiles(), _cards(charts)
        self._body, self._columns = QScrollArea(), 0
        self._lay_out()
        self.sheet = TableSheet(self, controller)
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._board = QWidget()
        self._board.setProperty("plain", True)
        cards = QWidget()
        cards.setProperty("plain", True)
        self._grid: QGridLayout = layout.grid(cards, gap=8)
        for card in self.cards.values():
            layout.sized(card, min_height=CARD_HEIGHT)
        layout.column(self._board, self.notes, self.tiles, cards, None, gap=8, pad=(0, 0, 10, 0))
        self._body.setWidget(self._board)
        self._body.setWidgetResizable(True)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._body.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        top = layout.row(None, self.leave, (self._title, 1), self.short, self.file, self.paper, gap=8)
        layout.column(self, top, self.days, (self._body, 1), gap=8, pad=10)
        self._arrange()

    def _arrange(self) -> None:
        """As many cards side by side as there is room for; charts come first."""
        columns = 3 if self.width() >= layout.px(THREE_FROM) else 2
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, at // columns, at % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _connect(self) -> None:
        controller = self._controller
        controller.changed.connect(self.show_view)
        controller.card.connect(self.show_card)
        self.days.moved.connect(controller.go)
        self.days.span_chosen.connect(controller.choose_span)
        self.days.days_chosen.connect(controller.choose_days)
        self.tiles.chosen.connect(self._behind)
        on_click(
            (self.leave, controller.leave),
            (self.file, self.file_wanted.emit),
            (self.paper, self.paper_wanted.emit),
            (self.short, self.print_wanted.emit),
        )
        for key, card in self.cards.items():
            card.row_chosen.connect(lambda at, key=key: self._take(key, at))
            card.all_wanted.connect(lambda key=key: self.sheet.show_table(key))
            card.saved.connect(lambda picture, key=key: self.picture_wanted.emit(key, picture))

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "sheet"):
            return
        self.leave.show_text("", name=_("Quay lại"))
        self.file.show_text("Excel")
        self.paper.show_text("PDF")
        self.short.show_text(_("In"))
        self._controller.refresh()

    def show_view(self, view: ReportView) -> None:
        """Show another state of everything."""
        self.setAccessibleName(view.title)
        self._title.show_text(view.title)
        self.days.show_view(view.days)
        for card in view.cards:
            self.show_card(card)

    def show_card(self, view: CardView) -> None:
        """Show another state of one card."""
        if view.key == TILES:
            self.notes.setText(view.trouble or " · ".join(view.notes))
            self.notes.show_tone(Tone.WARN if view.trouble else Tone.MUTED)
            self.tiles.show_views(view.tiles, is_loading=view.is_loading)
        else:
            self.cards[view.key].show_view(view)

    def _behind(self, tile: str) -> None:
        key = BEHIND_TILE[tile]
        if key in self.cards:
            self.sheet.show_table(key)
        else:
            self.books_wanted.emit()

    def _take(self, key: str, at: int) -> None:
        """A bar or a row opens what is behind it; where nothing is, the table of the card."""
        table = self._controller.table(key)
        if table is not None and 0 <= at < len(table.rows) and table.rows[at].id:
            self._controller.open_row(key, at)
        elif key in DRAWN:
            self.sheet.show_table(key, at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put more cards side by side, or fewer."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go through the days, Esc goes back."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._controller.go(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Escape:
            self._controller.leave()
        else:
            super().keyPressEvent(event)


def _cards(charts: Sequence[Chart]) -> dict[str, Card]:
    ready = iter(charts)
    return {key: Card(key, next(ready, None) if key in DRAWN else None) for key in CARDS}
