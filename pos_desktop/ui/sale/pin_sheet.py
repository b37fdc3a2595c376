"""The sheet where a member types a PIN, over whatever is being sold or paid."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.sale.proving import Proving, ProvingView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.paint import CENTRE
from pos_desktop.ui.widgets.pin import PinDots
from pos_desktop.ui.widgets.sheet import Sheet

WIDTH: Final = 340


class PinSheet(Sheet):
    """Shows a `ProvingView`. Decides nothing."""

    def __init__(self, area: QWidget, proving: Proving) -> None:
        super().__init__(area)
        self._proving = proving
        self._reason = Text(role="small", tone=Tone.MUTED, wrap=True, align=CENTRE)
        self._asked, self._dots = Text(weight="medium", wrap=True, align=CENTRE), PinDots()
        self._error = Text(role="small", tone=Tone.DANGER, wrap=True, align=CENTRE)
        self.pad = Keypad("")
        self.otherwise, self.change = Button(kind="offer"), Button(kind="ghost")
        middle = layout.sized(QWidget(), width=WIDTH)
        dots = layout.row(None, None, self._dots, None)
        layout.column(middle, self._reason, self._asked, dots, self._error, (self.pad, 1), self.otherwise, self.change,
                      gap=8)  # fmt: skip
        layout.row(self.body, None, middle, None, pad=(16, 12, 16, 12))
        self.pad.typed.connect(proving.type)
        self.pad.erased.connect(proving.erase)
        self.pad.cleared.connect(lambda: proving.erase(everything=True))
        self.otherwise.clicked.connect(proving.otherwise)
        self.change.clicked.connect(proving.change)
        self.closed.connect(proving.close)
        proving.changed.connect(self.show_view)

    def show_view(self, view: ProvingView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self.close_sheet()
            return
        self.show_title(view.title)
        for label, words in ((self._reason, view.reason), (self._asked, view.asked), (self._error, view.error)):
            label.setText(words)
            label.setVisible(bool(words))
        self._dots.setVisible(view.has_pad)
        self._dots.show_typed(view.typed)
        self.pad.setVisible(view.has_pad)
        self.pad.setEnabled(not view.busy)
        for button, words in ((self.otherwise, view.otherwise), (self.change, view.change)):
            button.show_text(words)
            button.setVisible(bool(words))
        if not self.isVisible():
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and Backspace belong to the PIN."""
        if event.text().isdigit():
            self._proving.type(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._proving.erase()
        elif event.key() == Qt.Key.Key_Escape:
            super().keyPressEvent(event)
