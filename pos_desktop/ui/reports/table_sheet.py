"""The whole table behind a card, over the report."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.reports.controller import ReportController
from pos_desktop.ui.reports.table import TableRows
from pos_desktop.ui.widgets.button import Button, on_click
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _
from pos_desktop.wording import loyalty_report_words as words


class TableSheet(Sheet):
    """Shows the table of a card. Signals: `file_wanted(str)`, the card whose table is to be saved.

    Attributes: `rows`, the view of it; `csv` (button).
    """

    file_wanted = Signal(str)

    def __init__(self, area: QWidget, controller: ReportController) -> None:
        super().__init__(area)
        self._controller, self._key = controller, ""
        self.rows = TableRows()
        self.csv = Button(kind="secondary", icon="download")
        self.csv.show_text("CSV")
        foot = layout.row(None, None, self.csv)
        layout.column(self.body, (self.rows, 1), foot, gap=8, pad=(16, 8, 12, 12))
        on_click((self.csv, lambda: self.file_wanted.emit(self._key)))
        self.rows.taken.connect(self._take)
        controller.changed.connect(lambda _view: self._refill())

    def show_table(self, key: str, at: int = 0) -> None:
        """Come up with a card's table, a row of it chosen; not before it was read."""
        self._key = key
        if self._refill():
            self.open(self.rows)
            self.rows.selectRow(at)

    def _refill(self) -> bool:
        table = self._controller.table(self._key)
        if table is None:
            return False
        self.show_title(f"{words.title(self._key)} · {self._controller.view.days.days}")
        self.rows.show_table(table, words)
        return True

    def _take(self, at: int) -> None:
        self.close_cover()
        self._controller.open_row(self._key, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys on the sheet belong to its table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and QApplication.focusWidget() is not self.rows:
            self.rows.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "rows"):
            self.rows.setAccessibleName(_("Xem bảng"))
            self._refill()
