"""The sheet where a quantity, a discount or a number of points is typed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import ChipView, NumberView, Tone
from pos_desktop.ui.sale.entries import Entries
from pos_desktop.ui.sale.entry import EntryView, decimal_mark
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad, NumberField
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.sheet import Sheet

EXTRAS: Final = ("", ",", "000")
SIDE: Final = 190
PAD_WIDTH: Final = 340


class Choices(QWidget):
    """Buttons below each other, one of which may stay down. Signals: `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[tuple[str, str], ...] = ()
        self._column: QVBoxLayout = layout.column(self, gap=8)

    def show_views(self, views: Sequence[tuple[str, str]], down: str = "", *, checkable: bool = True) -> None:
        """Show these ids and labels."""
        if tuple(views) != self._views:
            self._views = tuple(views)
            while self._column.count():
                old = self._column.takeAt(0).widget()
                old.hide()
                old.deleteLater()
            for name, label in views:
                button = Button(label, kind="quick", checkable=checkable)
                button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
                self._column.addWidget(button)
        for button, (name, _label) in zip(self.buttons(), views, strict=True):
            button.setChecked(checkable and name == down)
        self.setVisible(bool(views))

    def buttons(self) -> list[Button]:
        """Give the buttons in order."""
        return [self._column.itemAt(at).widget() for at in range(self._column.count())]


class EntrySheet(Sheet):
    """Shows an `EntryView` and gives what is typed to the entries. Decides nothing."""

    def __init__(self, area: QWidget, entries: Entries) -> None:
        super().__init__(area)
        self._entries = entries
        self._view: EntryView | None = None
        self._subject, self._hint = Cut(weight="medium"), Text(role="small", tone=Tone.MUTED, wrap=True)
        self._scopes, self._units, self._presets = Choices(), Choices(), Choices()
        self.number = NumberField(NumberView("", ""))
        self.pads = {extra: Keypad(extra) for extra in EXTRAS}
        self._pad_pages = QStackedWidget()
        for pad in self.pads.values():
            self._pad_pages.addWidget(pad)
            pad.typed.connect(entries.type)
            pad.erased.connect(entries.erase)
            pad.cleared.connect(lambda: entries.erase(everything=True))
        self.verb = Button(kind="primary", hint="Enter")
        self.remove = Button(kind="ghost-danger", icon="x")
        self._side = layout.sized(QWidget(), width=SIDE)
        layout.column(self._side, self._scopes, self._units, self._presets, None, gap=16)
        right = layout.sized(QWidget(), max_width=PAD_WIDTH)
        layout.column(
            right, self._subject, self.number, self._hint, (self._pad_pages, 1), self.verb, self.remove, gap=8
        )
        layout.row(self.body, None, self._side, (right, 10), None, gap=20, pad=(16, 12, 16, 12))
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self._scopes.chosen.connect(self._entries.choose)
        self._units.chosen.connect(self._entries.choose)
        self._presets.chosen.connect(self._entries.preset)
        self.verb.clicked.connect(self._entries.confirm)
        self.remove.clicked.connect(self._entries.remove)
        self.closed.connect(self._entries.close)

    def show_view(self, view: EntryView | None) -> None:
        """Show another state; None closes the sheet."""
        if view == self._view:
            return
        self._view = view
        if view is None:
            self.close_sheet()
            return
        self.show_title(view.title)
        self._subject.show_text(view.subject)
        self._hint.setText(view.error or view.hint)
        self._hint.show_tone(Tone.DANGER if view.error else Tone.MUTED)
        self._hint.setVisible(bool(view.error or view.hint))
        self.number.show_view(view.number)
        self._pad_pages.setCurrentWidget(self.pads[view.extra])
        self._show_choices(view)
        self.verb.show_text(view.verb)
        self.verb.setEnabled(view.can_confirm)
        self.remove.show_text(view.remove)
        self.remove.setVisible(bool(view.remove))
        if not self.isVisible():
            self.open()

    def _show_choices(self, view: EntryView) -> None:
        self._scopes.show_views(_pairs(view.scopes), view.scope)
        self._units.show_views(_pairs(view.units), view.unit)
        self._presets.show_views(view.presets, checkable=False)
        self._side.setVisible(bool(view.units or view.presets))

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        self.pads[","].keys[","].show_text(decimal_mark())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, comma, Backspace and Enter belong to the number."""
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entries.confirm()
        elif key == Qt.Key.Key_Backspace:
            self._entries.erase()
        elif key == Qt.Key.Key_Delete:
            self._entries.erase(everything=True)
        elif text and (text.isdigit() or text in ",." or (self._entries.wants_serial and text.isprintable())):
            self._entries.type(text)
        elif key == Qt.Key.Key_Escape:
            super().keyPressEvent(event)


def _pairs(chips: Sequence[ChipView]) -> tuple[tuple[str, str], ...]:
    return tuple((str(chip.id), chip.label) for chip in chips)
