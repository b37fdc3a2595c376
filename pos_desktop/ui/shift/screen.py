"""The float of a new shift: amount, pad, three usual amounts, and one button that names what it does."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.shift.controller import ShiftController, ShiftView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad, NumberField
from pos_desktop.ui.widgets.labels import Text

CARD_WIDTH: Final = 460


class ShiftScreen(QWidget):
    """Opens a shift. Decides nothing."""

    def __init__(self, controller: ShiftController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._hint = Text(role="heading", weight="bold"), Text(tone=Tone.MUTED, wrap=True)
        self._number = NumberField(controller.view.number)
        self._quick = [Button(kind="quick") for _amount in controller.view.quick]
        self.pad = Keypad()
        self.verb = Button(kind="pay", icon="door-open")
        self.card = layout.sized(QWidget(), width=CARD_WIDTH)
        self.card.setProperty("card", True)
        layout.column(
            self.card,
            layout.column(None, self._title, self._hint, gap=4),
            self._number,
            layout.row(None, *((button, 1) for button in self._quick), gap=8),
            self.pad,
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
        self.verb.show_text(view.verb)
        self.verb.set_busy(view.busy)

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
