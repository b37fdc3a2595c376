"""Rows of chips: categories and presets, of which one is chosen; and the offers of a member."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QMargins, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models.views import ChipView, OfferView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

LEAST_CHIP: Final = 110


class Chip(Button):
    """A pill that stays down while it is chosen."""

    def __init__(self, view: ChipView) -> None:
        super().__init__(view.label, kind="chip", checkable=True)
        self.view = view


class ChipRow(Dressed, QScrollArea):
    """Chips in one row; exactly one is chosen. Where they need more room, arrows at the ends bring the others.

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
        self.back = icon_button("chevron-left", _("Các nhóm trước"))
        self.forth = icon_button("chevron-right", _("Các nhóm sau"))
        for button, way in ((self.back, -1), (self.forth, 1)):
            button.setParent(self)
            button.hide()
            button.clicked.connect(lambda _=False, way=way: self._turn(way))
        self._laid_out = QTimer(self, interval=0, singleShot=True, timeout=self._bring_chosen)
        bar = self.horizontalScrollBar()
        bar.valueChanged.connect(self._show_arrows)
        bar.rangeChanged.connect(self._show_arrows)

    def retranslate(self) -> None:
        """Name the arrows in another language."""
        self.back.show_text("", name=_("Các nhóm trước"))
        self.forth.show_text("", name=_("Các nhóm sau"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the arrows at the ends."""
        super().resizeEvent(event)
        self._show_arrows()

    def show_views(self, views: Sequence[ChipView], chosen: Hashable) -> None:
        """Show other chips, one of them chosen."""
        if [chip.view for chip in self._chips] != list(views):
            self._rebuild(views)
        if not any(chip.isChecked() and chip.view.id == chosen for chip in self._chips):
            self._laid_out.start()  # new ones have no place yet
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

    def _turn(self, way: int) -> None:
        """Bring the chips that are hidden at one end, the first of them whole."""
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        if way > 0:
            hidden = [chip.x() for chip in self._chips if chip.geometry().right() >= bar.value() + width]
            bar.setValue(hidden[0] if hidden else bar.maximum())
        else:
            hidden = [chip.geometry().right() + 1 for chip in self._chips if chip.x() < bar.value()]
            bar.setValue(hidden[-1] - width if hidden else 0)

    def _show_arrows(self) -> None:
        bar, side = self.horizontalScrollBar(), layout.px(48)
        room = side + layout.px(8)
        too_wide = self.widget().width() > self.width()
        left, right = too_wide and bar.value() > 0, too_wide and bar.value() < bar.maximum()
        self.back.setVisible(left)
        self.forth.setVisible(right)
        self.back.setGeometry(0, 0, side, side)
        self.forth.setGeometry(self.width() - side, 0, side, side)
        margins = QMargins(room if left else 0, 0, room if right else 0, 0)
        if margins != self.viewportMargins():
            self.setViewportMargins(margins)

    def _choose(self, chosen: Chip) -> None:
        for chip in self._chips:
            chip.setChecked(chip is chosen)
        self._bring_chosen()
        self.chosen.emit(chosen.view.id)

    def _bring_chosen(self) -> None:
        """Scroll to the one that is chosen."""
        for chip in [chip for chip in self._chips if chip.isChecked()] * 2:  # an arrow that comes up takes room
            self.ensureWidgetVisible(chip, 0, 0)


class OfferChip(Button):
    """A button for an offer; a name that is too long for its room is cut, and told whole by its tooltip."""

    def __init__(self, view: OfferView) -> None:
        kind = "redeem" if view.main else "offer"
        super().__init__(view.title, kind=kind, icon=view.icon, detail=view.detail, holdable=view.holdable)
        self.view = view
        self.setProperty("mayElide", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEnabled(view.enabled)
        self.setToolTip("\n".join(part for part in (view.title, view.detail) if part))

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its texts."""
        return QSize(theme.current().px(LEAST_CHIP), self.sizeHint().height())


class OfferRow(QWidget):
    """What a member may take at once, the best first; a last button leads to those that have no room here.

    Hidden while there is nothing. Signals: `taken(id)` on a tap, `held(id)` on a long press of an offer that lets an
    amount be chosen, `more_wanted()`.
    """

    taken = Signal(object)
    held = Signal(object)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[tuple[OfferView, ...], str] = ((), "")
        self._line = layout.row(self, gap=8)
        self.hide()

    def show_views(self, views: Sequence[OfferView], more: str = "") -> None:
        """Show other offers, the best first, and the word of the last button, "" for none."""
        if (tuple(views), more) == self._views:
            return
        self._views = (tuple(views), more)
        while self._line.count():
            old = self._line.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for view in views:  # beside a third button the words need the icon's room
            bare = replace(view, icon="") if more else view
            self._line.addWidget(offer_chip(bare, self.taken, self.held), 1)
        if more:
            rest = Button(more, kind="offer")
            rest.clicked.connect(self.more_wanted)
            self._line.addWidget(rest)
        self.setVisible(bool(views))

    def buttons(self) -> list[Button]:
        """Give the buttons in order."""
        return [self._line.itemAt(index).widget() for index in range(self._line.count())]


def offer_chip(view: OfferView, taken: SignalInstance, held: SignalInstance) -> OfferChip:
    """Make a chip that tells a tap and a long press with the offer's id."""
    chip = OfferChip(view)
    chip.clicked.connect(lambda: taken.emit(view.id))
    chip.held.connect(lambda: held.emit(view.id))
    return chip
