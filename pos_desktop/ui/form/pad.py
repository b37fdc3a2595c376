"""A number pad over the window, for a till without a keyboard: types into one field, which goes on showing it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.form.editors import TypedEditor
from pos_desktop.ui.models.views import NumberView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad, NumberField
from pos_desktop.ui.widgets.sheet import Modal
from pos_desktop.wording import _, language


class PadSheet(Modal):
    """The pad. Every press counts at once; Esc and «Xong» put it away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._editor: TypedEditor | None = None
        self._fresh = True
        self.number, self.pad = NumberField(NumberView("", "")), Keypad()
        self.comma, self.done = Button(kind="secondary"), Button(kind="primary", icon="check")
        layout.sized(self.pad, width=280)
        self.pad.setMinimumHeight(layout.px(280))
        feet = layout.row(None, self.comma, (self.done, 1), gap=10)
        layout.column(self.body, self.number, self.pad, feet, gap=12)
        self.pad.typed.connect(self.type)
        self.pad.erased.connect(self.erase)
        self.pad.cleared.connect(lambda: self._send(""))
        self.comma.clicked.connect(lambda: self.type(self.comma.text()))
        self.done.clicked.connect(self.dismiss)

    def ask(self, editor: TypedEditor) -> None:
        """Come up for a field."""
        self._editor, self._fresh = editor, True
        self.comma.show_text({"Minute": ":", "Date": "/"}.get(type(editor.field.kind).__name__, self._point()))
        self.done.show_text(_("Xong"))
        self._show()
        self.open(self.done)

    def type(self, digits: str) -> None:
        """More digits; the first one replaces what stood there."""
        before = "" if self._fresh else self._editor.edit.text()
        self._send(before + digits)

    def erase(self) -> None:
        """Take the last one back."""
        self._send(self._editor.edit.text()[:-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A keyboard works as well."""
        text = event.text()
        if text.isascii() and (text.isdigit() or (text in (",", ".", ":", "/") and text)):
            self.type(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.dismiss()
        else:
            super().keyPressEvent(event)
        event.accept()

    def _point(self) -> str:
        return "," if language() == "vi" else "."

    def _send(self, text: str) -> None:
        self._fresh = False
        bare = text.replace("\u00a0", "")
        self._editor.type(bare)
        self._show()

    def _show(self) -> None:
        editor = self._editor
        label, unit = _(editor.field.label), editor.field.kind.unit
        shown = NumberView(f"{label} ({unit})" if unit else label, editor.edit.text(), active=True, error=editor.error)
        self.number.show_view(shown)
