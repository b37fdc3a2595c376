"""The sheet with the outcome of the last twelve months: a bar while it runs, then both programmes side by side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QScroller, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.programme.year import YearController, YearView
from pos_desktop.ui.widgets.labels import MoneyLabel, Picture, Text, rule
from pos_desktop.ui.widgets.long_work import LongWorkSheet
from pos_desktop.ui.widgets.paint import LEFT


class YearSheet(LongWorkSheet):
    """Shows a `YearView`; closing it stops what runs."""

    def __init__(self, area: QWidget, controller: YearController) -> None:
        self._table = QWidget()
        self._grid = layout.grid(self._table, gap=10)
        self._rises, self._falls = Text(weight="medium", tone=Tone.PAY), Text(weight="medium", tone=Tone.WARN)
        self._moves = QWidget()
        layout.row(self._moves, Picture("chevron-up", size=20, colour="pay"), self._rises,
                   Picture("chevron-down", size=20, colour="warn"), self._falls, None, gap=8)  # fmt: skip
        self.movers = Text(wrap=True)
        self.left_out = Text(role="small", tone=Tone.MUTED, wrap=True)
        self._scroll = self._scrolling(self._table, self.left_out, self._moves, rule(), self.movers)
        super().__init__(area, controller, (self._scroll, 1))

    def fill(self, view: YearView) -> None:
        """The table of both programmes, then who rises and who falls."""
        self._scroll.setVisible(bool(view.rows))
        self._rises.setText(view.rises)
        self._falls.setText(view.falls)
        self.movers.setText("\n".join(view.movers))
        self.left_out.setText(view.left_out)
        self._fill(view)

    def _fill(self, view: YearView) -> None:
        while self._grid.count():
            if (widget := self._grid.takeAt(0).widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line, row in enumerate((view.head, *view.rows) if view.rows else ()):
            weight = "bold" if line == 0 else "medium"
            self._grid.addWidget(Text(row[0], wrap=True, align=LEFT), line, 0)
            for column, amount in enumerate(row[1:], start=1):
                self._grid.addWidget(MoneyLabel(amount, weight=weight), line, column)
        self._grid.setColumnStretch(0, 1)

    def _scrolling(self, *parts: QWidget) -> QScrollArea:
        board, scroll = QWidget(), QScrollArea()
        board.setProperty("plain", True)
        layout.column(board, *parts, None, gap=12, pad=(0, 0, 12, 0))
        scroll.setWidget(board)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return scroll
