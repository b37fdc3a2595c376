"""The kitchen's display: a window of its own with the tickets as cards, oldest first, for hands and for keys."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.kitchen.card import KitchenCard
from pos_desktop.ui.kitchen.controller import KitchenController
from pos_desktop.ui.kitchen.view import BoardView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

CARD_WIDTH: Final = 310
MOST_COLUMNS: Final = 8


class KitchenScreen(Dressed, QWidget):
    """Shows a `BoardView`. Decides nothing. Attributes: `recall`, `whole` (buttons), `stations`, `cards` by id.

    Signals: `closed()`.
    """

    closed = Signal()

    def __init__(self, controller: KitchenController) -> None:
        super().__init__()
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the till ends the program
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._controller = controller
        self.cards: dict[str, KitchenCard] = {}
        self._columns: list[QVBoxLayout] = []
        self._title, self._counts = Cut(role="heading", weight="medium"), Text(tone=Tone.MUTED)
        self.stations, self._empty = ChipRow(), EmptyBlock()
        self.recall = Button(icon="rotate-ccw", hint="0")
        self.whole = Button(kind="ghost", hint="F11")
        self._lay_out()
        controller.changed.connect(self.show_view)
        self.stations.chosen.connect(controller.choose)
        self.recall.clicked.connect(controller.recall)
        self.whole.clicked.connect(self._switch_whole)
        self.retranslate()

    def _lay_out(self) -> None:
        head = layout.row(None, self._title, self._counts, None, self.recall, self.whole, gap=12)
        board = QWidget()
        board.setProperty("plain", True)
        self._row = layout.row(board, gap=10)
        self._area = QScrollArea()
        self._area.setWidget(board)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.column(self, head, self.stations, (self._empty, 1), (self._area, 1), gap=10, pad=12)

    def show_view(self, view: BoardView) -> None:
        """Show another state; cards that did not change are not touched."""
        self.stations.show_views(view.chips, view.chosen)
        self._counts.setText(view.counts)
        words = _("Gọi lại {ticket}").format(ticket=view.recall) if view.recall else _("Gọi lại")
        self.recall.show_text(words, hint="0")
        self.recall.setEnabled(bool(view.recall))
        self._empty.setVisible(view.empty is not None)
        self._area.setVisible(view.empty is None)
        if view.empty is not None:
            self._empty.show_view(view.empty)
        for gone in self.cards.keys() - {card.id for card in view.cards}:
            card = self.cards.pop(gone)
            card.hide()
            card.deleteLater()
        for card_view in view.cards:
            known = self.cards.get(card_view.id)
            if known is None:
                self.cards[card_view.id] = self._new(KitchenCard(card_view))
            elif known.view != card_view:
                known.show_view(card_view)
        self.cards = {card.id: self.cards[card.id] for card in view.cards}
        self._place()

    def _new(self, card: KitchenCard) -> KitchenCard:
        card.bumped.connect(self._controller.bump)
        card.dish_bumped.connect(self._controller.bump_line)
        return card

    def _place(self) -> None:
        """Deal the cards to the columns from left to right, so that the oldest stand at the top."""
        count = max(1, min(MOST_COLUMNS, self.width() // layout.px(CARD_WIDTH)))
        while len(self._columns) > count:
            column = self._columns.pop()
            _empty_out(column)
            self._row.removeItem(column)
            column.deleteLater()
        while len(self._columns) < count:
            column = layout.column(None, gap=10)
            self._columns.append(column)
            self._row.addLayout(column, 1)
        wanted = [[card for at, card in enumerate(self.cards.values()) if at % count == turn] for turn in range(count)]
        for column, cards in zip(self._columns, wanted, strict=True):
            if _widgets(column) != cards:
                _empty_out(column)
                for card in cards:
                    column.addWidget(card)
                column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._place()

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "whole"):
            return
        self.setWindowTitle(_("Màn hình bếp"))
        self._title.show_text(_("Màn hình bếp"))
        self.whole.show_text(_("Toàn màn hình"), hint="F11")
        for card in self.cards.values():
            card.deleteLater()
        self.cards = {}
        self.show_view(self._controller.view)

    def _switch_whole(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit bumps its card, 0 brings the last one back, arrows change the station, F11 fills the panel."""
        text, key = event.text(), event.key()
        if text == "0" or key == Qt.Key.Key_Backspace:
            self._controller.recall()
        elif text.isascii() and text.isdigit():
            self._controller.bump_at(int(text))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._controller.step(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_F11:
            self._switch_whole()
        elif key == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is lost: the tickets are there when it opens again."""
        super().closeEvent(event)
        self.closed.emit()


def _widgets(column: QVBoxLayout) -> list[QWidget]:
    return [item.widget() for at in range(column.count()) if (item := column.itemAt(at)).widget() is not None]


def _empty_out(column: QVBoxLayout) -> None:
    while column.count():
        column.takeAt(0)
