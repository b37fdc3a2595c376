"""The float of a new shift: an amount with its pad or notes to count, and one button that names what it does."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.shift.controller import ShiftController, ShiftView
from pos_desktop.ui.shift.count_panel import CountPanel
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad, NumberField
from pos_desktop.ui.widgets.labels import Text

CARD_WIDTH: Final = 460
WIDE_CARD: Final = 860


class ShiftScreen(QWidget):
    """Opens a shift. Decides nothing."""

    def __init__(self, controller: ShiftController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._hint = Text(role="heading", weight="bold"), Text(tone=Tone.MUTED, wrap=True)
        self._number = NumberField(controller.view.number)
        self._quick = [Button(kind="quick") for _amount in controller.view.quick]
        self.pad, self.panel = Keypad(), CountPanel(controller.counting)
        self.other, self.verb = Button(kind="ghost", icon="coins"), Button(kind="pay", icon="door-open")
        self._typing = QWidget()
        usual = layout.row(None, *((button, 1) for button in self._quick), gap=8)
        layout.column(self._typing, self._number, usual, self.pad, gap=14)
        self.card = layout.sized(QWidget(), width=CARD_WIDTH)
        self.card.setProperty("card", True)
        layout.column(
            self.card,
            layout.row(None, (layout.column(None, self._title, self._hint, gap=4), 1), self.other, gap=8),
            self._typing,
            self.panel,
            self.verb,
            gap=14,
            pad=(24, 20, 24, 24),
        )
        layout.column(self, None, layout.row(None, None, self.card, None), None, pad=10)
        self._connect(controller)
        self.show_view(controller.view)

    def _connect(self, controller: ShiftController) -> None:
        self.pad.typed.connect(controller.type)
        self.pad.erased.connect(controller.erase)
        self.pad.cleared.connect(lambda: controller.erase(everything=True))
        self.verb.clicked.connect(controller.open)
        self.other.clicked.connect(self._switch)
        self.panel.finished.connect(controller.open)
        for button, (amount, _text) in zip(self._quick, controller.view.quick, strict=True):
            button.clicked.connect(lambda _=False, amount=amount: controller.choose(amount))
        controller.changed.connect(self.show_view)

    def show_view(self, view: ShiftView) -> None:
        """Show another state."""
        self.setAccessibleName(view.title)
        self._title.setText(view.title)
        self._hint.setText(view.hint)
        self._number.show_view(view.number)
        for button, (_amount, text) in zip(self._quick, view.quick, strict=True):
            button.show_text(text)
        self.other.show_text(view.other)
        self._typing.setVisible(not view.by_notes)
        self.panel.setVisible(view.by_notes)
        layout.sized(self.card, width=WIDE_CARD if view.by_notes else CARD_WIDTH)
        self.verb.show_text(view.verb)
        self.verb.set_busy(view.busy)

    def _switch(self) -> None:
        self._controller.switch()
        if self._controller.view.by_notes:
            self.panel.start()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits go to the float, Enter opens."""
        key, text = event.key(), event.text()
        if text.isascii() and text.isdigit():
            self._controller.type(text)
        elif key == Qt.Key.Key_Backspace:
            self._controller.erase()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete):
            self._controller.erase(everything=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._controller.open()
        else:
            super().keyPressEvent(event)
