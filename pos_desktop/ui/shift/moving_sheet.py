"""The sheet where cash is moved by hand: an amount with its pad, a reason, and one button that names what it does."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import NumberView, Tone
from pos_desktop.ui.shift.moving import Moving, MovingView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad, LabelledField, NumberField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

WIDTH: Final = 380
REASONS: Final = 2


class MovingSheet(Sheet):
    """Shows a `MovingView`. Decides nothing. Attributes: `pad`, `reason` (field), `verb`."""

    def __init__(self, area: QWidget, moving: Moving) -> None:
        super().__init__(area)
        self._moving = moving
        self.number, self.pad = NumberField(NumberView("", "")), Keypad()
        self.reason, self.verb = LabelledField(""), Button(kind="pay")
        self.reason.edit.setMaxLength(200)
        self.usual = tuple(Button(kind="quick") for _reason in range(REASONS))
        self._error = Text(role="small", tone=Tone.DANGER, wrap=True)
        self._sums = layout.sized(QWidget(), width=WIDTH)
        layout.column(self._sums, self.number, (self.pad, 1), gap=8)
        right = layout.sized(QWidget(), width=WIDTH)
        usual = layout.row(None, *((button, 1) for button in self.usual), gap=8)
        layout.column(right, self.reason, usual, self._error, None, self.verb, gap=12)
        layout.row(self.body, None, self._sums, right, None, gap=24, pad=(16, 12, 16, 16))
        self._connect(moving)

    def _connect(self, moving: Moving) -> None:
        self.pad.typed.connect(moving.type)
        self.pad.erased.connect(moving.erase)
        self.pad.cleared.connect(lambda: moving.erase(everything=True))
        self.reason.edit.textEdited.connect(moving.give_reason)
        self.reason.edit.returnPressed.connect(moving.confirm)
        self.verb.clicked.connect(moving.confirm)
        for button in self.usual:
            button.clicked.connect(lambda _on=False, button=button: moving.give_reason(button.text()))
        self.closed.connect(moving.close)
        moving.changed.connect(self.show_view)

    def show_view(self, view: MovingView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self.close_sheet()
            return
        self.show_title(view.title)
        self._sums.setVisible(view.number is not None)
        if view.number is not None:
            self.number.show_view(view.number)
        self.reason.show_texts(_("Lý do (bắt buộc)"))
        if self.reason.edit.text() != view.reason:
            self.reason.edit.setText(view.reason)
        for button, text in zip(self.usual, view.reasons, strict=True):
            button.show_text(text)
        self._error.setText(view.error)
        self._error.setVisible(bool(view.error))
        self.verb.show_text(view.verb)
        self.verb.set_busy(view.busy)
        if not self.isVisible():
            self.open(None if view.number is not None else self.reason.edit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits go to the amount, Enter to the reason and then moves, Esc closes."""
        key, text = event.key(), event.text()
        if text.isascii() and text.isdigit():
            self._moving.type(text)
        elif key == Qt.Key.Key_Backspace:
            self._moving.erase()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        if self.reason.edit.text().strip():
            self._moving.confirm()
        else:
            self.reason.edit.setFocus(Qt.FocusReason.TabFocusReason)
