"""One card of the report: its title, its chart or its first rows, and the ways to copy, save and see all of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.reports.view import SHOWN, CardView
from pos_desktop.ui.widgets.button import icon_button, on_click
from pos_desktop.ui.widgets.chart import Chart
from pos_desktop.ui.widgets.empty import Skeleton
from pos_desktop.ui.widgets.labels import Cut, MoneyLabel, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

KEY = 12


class Legend(Dressed, QWidget):
    """The names of a chart's series, each behind a square of its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._line = layout.row(self, gap=6)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_series(self, series: tuple[tuple[str, str], ...]) -> None:
        """Show other series: their names with the roles of their colours."""
        self._shown = series
        _empty(self._line)
        for name, colour in series:
            square = layout.sized(Text(), width=KEY, height=KEY)
            square.setStyleSheet(f"background: {theme.current().colour(colour).name()};")
            self._line.addWidget(square)
            self._line.addWidget(Text(name, role="small", tone=Tone.MUTED))
        self._line.addStretch(1)

    def restyle(self) -> None:
        """Take up new colours."""
        super().restyle()
        if hasattr(self, "_shown"):
            self.show_series(self._shown)


class Rows(QWidget):
    """The rows of a card in a grid under their heads. Signals: `pressed(int)` with the place of a row."""

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._grid: QGridLayout = layout.grid(self, gap=2)
        self._grid.setHorizontalSpacing(layout.px(12))
        self._grid.setColumnStretch(0, 1)

    def show_rows(self, view: CardView) -> None:
        """Show the heads and the first rows."""
        _empty(self._grid)
        for column, (head, is_number) in enumerate(zip(view.heads, view.numeric, strict=True)):
            align = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(Text(head, role="cap", tone=Tone.MUTED, align=align), 0, column)
        for line, cells in enumerate(view.rows[:SHOWN], 1):
            for column, (text, is_number) in enumerate(zip(cells, view.numeric, strict=True)):
                label = MoneyLabel(text, weight="regular") if is_number else Cut(text)
                self._grid.addWidget(label, line, column)
        self._grid.setRowStretch(SHOWN + 1, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which row it was."""
        super().mouseReleaseEvent(event)
        height = event.position().toPoint().y()
        for line in range(1, SHOWN + 1):
            item = self._grid.itemAtPosition(line, 0)
            if item is not None and item.geometry().top() <= height <= item.geometry().bottom():
                self.pressed.emit(line - 1)


class Card(Dressed, QWidget):
    """Shows a `CardView`. Signals: `row_chosen(int)`, `all_wanted()`, `saved(QPixmap)` when a picture is to be saved.

    Attributes: `chart` (given, or made for the first view that has one), `more`, `copy`, `save` (buttons).
    """

    row_chosen = Signal(int)
    all_wanted = Signal()
    saved = Signal(object)

    def __init__(self, key: str, chart: Chart | None = None) -> None:
        super().__init__()
        self.key = key
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.chart = chart
        self.title, self.count = Cut(weight="medium"), Text(role="small", tone=Tone.MUTED)
        self.more, self.copy = icon_button("chevron-right", ""), icon_button("copy", "")
        self.save = icon_button("download", "")
        self.legend, self.word = Legend(), Text(tone=Tone.MUTED, wrap=True)
        self.skeleton, self._table = Skeleton(rows=3, row_height=36), Rows()
        self._table.pressed.connect(self.row_chosen)
        self._spare = QWidget()
        self._spare.setProperty("plain", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = layout.row(None, (self.title, 1), self.count, self.copy, self.save, self.more, gap=4)
        self._body = layout.column(
            None, self.legend, self.word, self.skeleton, (self._table, 1), (self._spare, 1), gap=4
        )
        layout.column(self, head, (self._body, 1), gap=4, pad=(14, 6, 8, 10))
        if chart is not None:
            self._take(chart)
            chart.hide()
        on_click((self.more, self.all_wanted.emit), (self.copy, self.copy_picture), (self.save, self._save))
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        if hasattr(self, "save"):
            for button, name in ((self.more, _("Xem bảng")), (self.copy, _("Chép ảnh")), (self.save, _("Lưu ảnh"))):
                button.show_text("", name=f"{name} {self.title.text()}".strip())

    def show_view(self, view: CardView) -> None:
        """Show another state."""
        self.title.show_text(view.title)
        self.retranslate()
        self.count.setText(view.count)
        self.word.setText(view.trouble or view.empty or view.note)
        self.word.show_tone(Tone.WARN if view.trouble else Tone.MUTED)
        self.word.setVisible(bool(self.word.text()))
        self._wait(view)
        self._show_chart(view)
        self._show_rows(view)
        self._spare.setVisible(not view.rows and view.chart is None)
        self.more.setVisible(bool(view.rows) or view.chart is not None)

    def copy_picture(self) -> None:
        """Put what the card shows on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.picture())

    def picture(self) -> QPixmap:
        """What the card shows."""
        return self.grab()

    def _save(self) -> None:
        self.saved.emit(self.picture())

    def _wait(self, view: CardView) -> None:
        self.skeleton.setVisible(view.is_loading)
        if view.is_loading:
            self.skeleton.start()
        else:
            self.skeleton.stop()

    def _show_chart(self, view: CardView) -> None:
        has_chart = view.chart is not None
        for part in (self.copy, self.save, self.legend):
            part.setVisible(has_chart)
        if view.chart is None:
            if self.chart is not None:
                self.chart.hide()
            return
        if self.chart is None:
            self._take(Chart())
        self.legend.show_series(tuple((one.name, one.colour) for one in view.chart.series))
        self.chart.show_view(view.chart)
        self.chart.show()

    def _take(self, chart: Chart) -> None:
        self.chart = chart
        chart.chosen.connect(self.row_chosen)
        self._body.addWidget(chart, 1)

    def _show_rows(self, view: CardView) -> None:
        self._table.setVisible(bool(view.rows))
        self._table.show_rows(view)


def _empty(place: QLayout) -> None:
    while place.count():
        if (widget := place.takeAt(0).widget()) is not None:
            widget.hide()
            widget.deleteLater()
