"""Notes of a drawer with a field each, a pad that types into the one with the focus, and the sum."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.shift.counting import LOOSE, Counting, CountView, FieldView
from pos_desktop.ui.widgets.entry import Keypad
from pos_desktop.ui.widgets.labels import MoneyLabel, Text, rule

COLUMNS: Final = 2
FIELD: Final = 84
LONG_FIELD: Final = 120
PAD: Final = 300


class NoteField(QLineEdit):
    """How many of a note; only digits. Tab and Enter go on. Signals: `finished()` on Enter."""

    finished = Signal()

    def __init__(self, note: int) -> None:
        super().__init__()
        self.note = note
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(9 if note == LOOSE else 5)
        layout.sized(self, width=LONG_FIELD if note == LOOSE else FIELD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; letters never come in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif event.text() and event.text().isprintable() and not (event.text().isascii() and event.text().isdigit()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def type(self, digits: str) -> None:
        """Digits from the pad."""
        self.insert(digits)


class CountPanel(QWidget):
    """Shows a `CountView` and gives what is typed to the counting. Signals: `finished()` on Enter in the last field."""

    finished = Signal()

    def __init__(self, counting: Counting) -> None:
        super().__init__()
        self._counting = counting
        self.fields = {view.note: NoteField(view.note) for view in counting.view.fields}
        self._labels = {note: Text() for note in self.fields}
        self._amounts = {note: MoneyLabel(weight="regular", tone=Tone.MUTED) for note in self.fields}
        self._label, self._total = Text(weight="medium"), MoneyLabel(role="kpi", weight="bold")
        self.pad = Keypad()
        layout.sized(self.pad, max_width=PAD)
        grid = QWidget()
        lines: QGridLayout = layout.grid(grid, gap=8)
        half = (len(self.fields) + 1) // COLUMNS
        for at, note in enumerate(self.fields):
            side, line = divmod(at, half)
            for column, widget in enumerate((self._labels[note], self.fields[note], self._amounts[note])):
                lines.addWidget(widget, line, side * 4 + column)
        for column in (2, 6):
            lines.setColumnStretch(column, 1)
        lines.setColumnMinimumWidth(3, layout.px(12))
        total = layout.row(None, self._label, None, self._total, gap=12)
        left = layout.column(None, grid, rule(), total, None, gap=10)
        layout.row(self, (left, 1), self.pad, gap=20)
        self._connect()
        self.show_view(counting.view)

    def _connect(self) -> None:
        self._counting.changed.connect(self.show_view)
        fields = list(self.fields.values())
        for field, then in zip(fields, [*fields[1:], None], strict=True):
            field.textEdited.connect(lambda _text, field=field: self._take(field))
            go = self.finished.emit if then is None else then.setFocus
            field.finished.connect(go)
        self.pad.typed.connect(self._type)
        self.pad.erased.connect(self._erase)
        self.pad.cleared.connect(self._clear)

    @property
    def focused(self) -> NoteField:
        """The field that the pad types into."""
        widget = self.focusWidget()
        return widget if isinstance(widget, NoteField) else next(iter(self.fields.values()))

    def start(self) -> None:
        """Give the focus to the first field."""
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: CountView) -> None:
        """Show another state; a field keeps what is being typed."""
        for field in view.fields:
            self._show_field(field)
        self._label.setText(view.label)
        self._total.setText(view.total)

    def _show_field(self, view: FieldView) -> None:
        edit = self.fields[view.note]
        if edit.text() != view.typed and not (edit.text().strip("0") == "" and view.typed == ""):
            edit.setText(view.typed)
        elif not view.typed and not edit.hasFocus():
            edit.clear()
        edit.setAccessibleName(view.label)
        self._labels[view.note].setText(view.label)
        self._amounts[view.note].setText(view.amount)

    def _take(self, field: NoteField) -> None:
        self._counting.put(field.note, field.text())

    def _type(self, digits: str) -> None:
        field = self.focused
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.type(digits)
        self._take(field)

    def _erase(self) -> None:
        field = self.focused
        field.backspace()
        self._take(field)

    def _clear(self) -> None:
        field = self.focused
        field.clear()
        self._take(field)
