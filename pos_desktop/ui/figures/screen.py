"""«Báo cáo bán hàng»: the days, the reports to choose from, the table with its sums, and its files."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.figures.controller import FiguresController, FiguresView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.reports.days_bar import DaysBar
from pos_desktop.ui.reports.table import TableRows
from pos_desktop.ui.widgets.button import Button, icon_button, on_click
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import Skeleton
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _
from pos_desktop.wording import report_words as words


class FiguresScreen(Dressed, QWidget):
    """Shows a `FiguresView`. Decides nothing. Signals: `file_wanted(str)`, "xlsx" or "csv" of the table on show.

    Attributes: `days`, `reports` (chips), `beside`, `xlsx`, `csv` (buttons), `rows`.
    """

    file_wanted = Signal(str)

    def __init__(self, controller: FiguresController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.leave, self._title = icon_button("arrow-left", ""), Cut(role="heading", weight="medium")
        self.days, self.reports, self.rows = DaysBar(), ChipRow(), TableRows()
        self.beside = Button(kind="chip", checkable=True)
        self.xlsx, self.csv = (Button(kind="secondary", icon="download") for _file in range(2))
        self._word, self._sums = Text(tone=Tone.MUTED, wrap=True), Text(weight="medium", wrap=True)
        self._skeleton = Skeleton(rows=8)
        top = layout.row(None, self.leave, (self._title, 1), self.beside, self.csv, self.xlsx, gap=8)
        layout.column(self, top, self.days, self.reports, self._word, (self._skeleton, 1), (self.rows, 1), self._sums,
                      gap=8, pad=10)  # fmt: skip
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        controller = self._controller
        controller.changed.connect(self.show_view)
        self.days.moved.connect(controller.go)
        self.days.span_chosen.connect(controller.choose_span)
        self.days.days_chosen.connect(controller.choose_days)
        self.reports.chosen.connect(controller.choose)
        self.rows.taken.connect(controller.open_row)
        on_click(
            (self.leave, controller.leave), (self.beside, lambda: controller.choose_beside(self.beside.isChecked())),
            (self.xlsx, lambda: self.file_wanted.emit("xlsx")), (self.csv, lambda: self.file_wanted.emit("csv")),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "_skeleton"):
            return
        self.leave.show_text("", name=_("Quay lại"))
        self.beside.show_text(_("So với kỳ trước"))
        self.xlsx.show_text("Excel")
        self.csv.show_text("CSV")
        self.rows.setAccessibleName(_("Xem bảng"))
        self._controller.refresh()

    def show_view(self, view: FiguresView) -> None:
        """Show another state."""
        self.setAccessibleName(view.title)
        self._title.show_text(view.title)
        self.days.show_view(view.days)
        self.reports.show_views(view.reports, view.chosen)
        self.beside.setChecked(view.is_beside)
        self._word.setText(view.word)
        self._word.setVisible(bool(view.word))
        self._sums.setText(view.sums)
        self.rows.setVisible(not view.is_loading)
        for button in (self.xlsx, self.csv):
            button.setEnabled(view.table is not None)
        if view.is_loading:
            self._skeleton.start()
        else:
            self._skeleton.stop()
        if view.table is not None:
            self.rows.show_table(view.table, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go through the days, Esc goes back."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._controller.go(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Escape:
            self._controller.leave()
        else:
            super().keyPressEvent(event)
