"""«Rủi ro nhân viên»: people at the left; one person's rates, and the cases of one of them, at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QScrollArea, QScroller, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.staff_risk.controller import RiskController
from pos_desktop.ui.staff_risk.rows import PersonList
from pos_desktop.ui.staff_risk.view import CaseView, RateView, RiskView
from pos_desktop.ui.widgets.button import icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Cut, MoneyLabel, Text, rule
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

PEOPLE_WIDTH = 340


class CaseRow(QWidget):
    """One case, as long as its names are, and its amount."""

    def __init__(self, view: CaseView) -> None:
        super().__init__()
        self.what, self.amount = Text(view.what, role="small", wrap=True), MoneyLabel(view.amount, weight="regular")
        layout.row(self, (self.what, 1), self.amount, gap=12)


class RiskScreen(Dressed, QWidget):
    """Shows a `RiskView`. Decides nothing.

    Attributes: `periods`, `list`, `signs` (chips of those with cases), `rates` (what is in the table), `cases`.
    """

    def __init__(self, controller: RiskController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title, self.leave = Cut(role="heading", weight="medium"), icon_button("arrow-left", "")
        self.periods, self.list, self.signs = ChipRow(), PersonList(), ChipRow()
        self._empty = EmptyBlock()
        self.rates: list[RateView] = []
        self.cases: list[CaseRow] = []
        left = layout.sized(QWidget(), width=PEOPLE_WIDTH)
        top = layout.row(None, self.leave, (self._title, 1), gap=8)
        layout.column(left, top, self.periods, (self.list, 1), (self._empty, 1), gap=8)
        layout.row(self, left, (self._build_panel(), 1), gap=12, pad=(12, 10, 12, 10))
        self._connect()
        self.retranslate()

    def _build_panel(self) -> QWidget:
        self._panel, table = QWidget(), QWidget()
        self._panel.setProperty("card", True)
        self._panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = Cut(role="heading", weight="medium")
        self._grid: QGridLayout = layout.grid(table, gap=4)
        self._grid.setHorizontalSpacing(layout.px(16))
        self._grid.setColumnStretch(0, 1)
        self._cases_title = Text(weight="medium", wrap=True)
        self._how = Text(role="small", tone=Tone.MUTED, wrap=True)
        layout.column(self._panel, self._name, table, rule(), self.signs, self._cases_title, (self._build_cases(), 1),
                      rule(), self._how, gap=8, pad=(16, 12, 12, 12))  # fmt: skip
        return self._panel

    def _build_cases(self) -> QScrollArea:
        board, rows = QWidget(), QWidget()
        board.setProperty("plain", True)
        self._column = layout.column(rows, gap=4)
        layout.column(board, rows, None, gap=0, pad=(0, 0, 8, 0))
        area = QScrollArea()
        area.setWidget(board)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return area

    def _connect(self) -> None:
        controller = self._controller
        controller.changed.connect(self.show_view)
        self.periods.chosen.connect(controller.choose_period)
        self.list.chosen.connect(controller.choose)
        self.signs.chosen.connect(controller.choose_sign)
        self.leave.clicked.connect(controller.left)

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "_panel"):
            return
        self.setAccessibleName(_("Rủi ro nhân viên"))
        self._title.show_text(_("Rủi ro nhân viên"))
        self.leave.show_text("", name=_("Quay lại"))
        self._controller.refresh()

    def show_view(self, view: RiskView) -> None:
        """Show another state."""
        self.periods.show_views(view.periods, view.period)
        self.list.show_rows(view.people, view.chosen, has_more=False)
        self.list.setVisible(view.empty is None)
        self._empty.setVisible(view.empty is not None)
        if view.empty is not None:
            self._empty.show_view(view.empty)
        self._panel.setVisible(bool(view.signs))
        self._name.show_text(view.name)
        self._how.setText(view.how)
        self._show_rates(view)
        self._show_cases(view)

    def _show_rates(self, view: RiskView) -> None:
        if self.rates != list(view.signs):
            self.rates = list(view.signs)
            self._fill_rates(view)
        chips = [ChipView(rate.sign, rate.name) for rate in view.signs if rate.cases != "0"]
        self.signs.setVisible(bool(chips))
        self.signs.show_views(chips, view.sign)

    def _fill_rates(self, view: RiskView) -> None:
        _empty_out(self._grid)
        for column, head in enumerate(view.head):
            align = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(Text(head, role="small", tone=Tone.MUTED, align=align), 0, column)
        for line, rate in enumerate(view.signs, 1):
            tone = Tone.DANGER if rate.mark else Tone.TEXT
            name = Text(f"{rate.name} · {rate.mark}" if rate.mark else rate.name, tone=tone)
            name.setAccessibleName(rate.told)
            self._grid.addWidget(name, line, 0)
            for column, text in enumerate((rate.cases, rate.rate, rate.others), 1):
                self._grid.addWidget(MoneyLabel(text, weight="medium" if rate.mark else "regular"), line, column)

    def _show_cases(self, view: RiskView) -> None:
        self._cases_title.setText(view.cases_title)
        _empty_out(self._column)
        self.cases = [CaseRow(case) for case in view.cases]
        for row in self.cases:
            self._column.addWidget(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the people, Esc goes back."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._controller.left.emit()
        else:
            super().keyPressEvent(event)


def _empty_out(of: QLayout) -> None:
    while of.count():
        old = of.takeAt(0).widget()
        if old is not None:
            old.hide()
            old.deleteLater()
