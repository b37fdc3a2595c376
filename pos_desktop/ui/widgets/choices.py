"""A column of large buttons of which one is chosen: people, stations."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.widgets.button import Button


class ChoiceRow(NamedTuple):
    """One button: what it stands for, its name, and what is told of it."""

    id: str
    name: str
    detail: str


class Choices(QWidget):
    """Shows rows and marks the chosen one. Signals: `chosen(id)`. Attributes: `buttons` by id."""

    chosen = Signal(str)

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.buttons: dict[str, Button] = {}
        self._column: QVBoxLayout = layout.column(self, gap=6)

    def show_rows(self, rows: Iterable[ChoiceRow], chosen: str) -> None:
        """Show these rows; buttons that stay keep the focus."""
        rows = tuple(rows)
        if [row.id for row in rows] != list(self.buttons):
            self._rebuild(rows)
        for row in rows:
            self.buttons[row.id].show_text(row.name, detail=row.detail)
            self.buttons[row.id].setChecked(row.id == chosen)

    def _rebuild(self, rows: tuple[ChoiceRow, ...]) -> None:
        for old in self.buttons.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {row.id: self._button(row) for row in rows}
        for button in self.buttons.values():
            self._column.addWidget(button)

    def _button(self, row: ChoiceRow) -> Button:
        button = Button(row.name, kind="method", detail=row.detail, icon=self._icon, checkable=True)
        button.setProperty("mayElide", True)
        button.clicked.connect(lambda: self.chosen.emit(row.id))
        return button
