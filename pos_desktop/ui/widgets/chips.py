"""Rows of chips: categories and presets, of which one is chosen; and the offers of a member."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import ChipView, OfferView
from pos_desktop.ui.widgets.button import Button


class Chip(Button):
    """A pill that stays down while it is chosen."""

    def __init__(self, view: ChipView) -> None:
        super().__init__(view.label, kind="chip", checkable=True)
        self.view = view


class ChipRow(QScrollArea):
    """Chips in one row, scrolling sideways where they need more room; exactly one is chosen.

    Signals: `chosen(id)` when a person chooses another one.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[Chip] = []
        board = QWidget()
        board.setProperty("plain", True)
        self._line: QHBoxLayout = layout.row(board, gap=8)
        self._line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetMinAndMaxSize)
        self.setWidget(board)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.sized(self, height=48)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_views(self, views: Sequence[ChipView], chosen: Hashable) -> None:
        """Show other chips, one of them chosen."""
        if [chip.view for chip in self._chips] != list(views):
            self._rebuild(views)
        for chip in self._chips:
            chip.setChecked(chip.view.id == chosen)

    def chips(self) -> list[Chip]:
        """Give the chips in order."""
        return list(self._chips)

    def _rebuild(self, views: Sequence[ChipView]) -> None:
        for chip in self._chips:
            self._line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(view) for view in views]
        for chip in self._chips:
            self._line.addWidget(chip)
            chip.clicked.connect(lambda _=False, chip=chip: self._choose(chip))
        self.widget().adjustSize()

    def _choose(self, chosen: Chip) -> None:
        for chip in self._chips:
            chip.setChecked(chip is chosen)
        self.ensureWidgetVisible(chosen)
        self.chosen.emit(chosen.view.id)


class OfferRow(QWidget):
    """What a member may take at once; the best one filled. Hidden while there is nothing.

    Signals: `taken(id)` on a tap, `held(id)` on a long press of an offer that lets an amount be chosen.
    """

    taken = Signal(object)
    held = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[OfferView, ...] = ()
        self._line = layout.row(self, gap=8)
        self.hide()

    def show_views(self, views: Sequence[OfferView]) -> None:
        """Show other offers, the best first."""
        if tuple(views) == self._views:
            return
        self._views = tuple(views)
        while self._line.count():
            old = self._line.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for view in views:
            self._line.addWidget(self._button(view), 1)
        self.setVisible(bool(views))

    def buttons(self) -> list[Button]:
        """Give the buttons in order."""
        return [self._line.itemAt(index).widget() for index in range(self._line.count())]

    def _button(self, view: OfferView) -> Button:
        kind = "redeem" if view.main else "offer"
        button = Button(view.title, kind=kind, icon=view.icon, detail=view.detail, holdable=view.holdable)
        button.setEnabled(view.enabled)
        button.clicked.connect(lambda: self.taken.emit(view.id))
        button.held.connect(lambda: self.held.emit(view.id))
        return button
