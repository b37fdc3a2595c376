"""The books of points: what moved and whether it ties, what is owed, and the months in which points die."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QScroller, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.books.controller import BooksController
from pos_desktop.ui.books.proof import ProofController
from pos_desktop.ui.books.proof_sheet import ProofSheet
from pos_desktop.ui.books.statements import StatementsController
from pos_desktop.ui.books.statements_sheet import StatementsSheet
from pos_desktop.ui.books.view import AgeView, BooksView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import Skeleton
from pos_desktop.ui.widgets.labels import AmountRow, MoneyLabel, Picture, Text, rule
from pos_desktop.ui.widgets.member import ProgressBar
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _


class Mark(QWidget):
    """Whether the books tie, by an icon and in words."""

    def __init__(self) -> None:
        super().__init__()
        self.picture, self.text = Picture("circle-check", size=24, colour="pay"), Text(weight="medium", wrap=True)
        layout.row(self, self.picture, (self.text, 1), gap=8)

    def show_mark(self, text: str, *, ties: bool) -> None:
        """Show another outcome."""
        self.picture.show_icon("circle-check" if ties else "triangle-alert", "pay" if ties else "danger")
        self.text.show_tone(Tone.PAY if ties else Tone.DANGER)
        self.text.setText(text)


class Ages(QWidget):
    """A line for each month: a bar, points and đồng."""

    def __init__(self) -> None:
        super().__init__()
        self._grid: QGridLayout = layout.grid(self, gap=10)
        self._grid.setColumnStretch(1, 1)

    def show_views(self, views: Sequence[AgeView]) -> None:
        """Show other months."""
        _empty(self._grid)
        for line, view in enumerate(views):
            bar = ProgressBar(name=f"{view.month}: {view.points}")
            bar.show_parts(view.parts)
            for column, widget in enumerate(
                (Text(view.month), bar, MoneyLabel(view.points, weight="regular"), MoneyLabel(view.value))
            ):
                self._grid.addWidget(widget, line, column)


class BooksScreen(Dressed, QWidget):
    """Shows a `BooksView`. Decides nothing."""

    def __init__(
        self, controller: BooksController, proof: ProofController, statements: StatementsController | None = None
    ) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back = Button(icon="arrow-left")
        self.earlier, self.later = icon_button("chevron-left", ""), icon_button("chevron-right", "")
        self.days, self.spans = Text(role="heading", weight="bold"), ChipRow()
        self.prove = Button(kind="primary", icon="check")
        self.months = Button(kind="secondary", icon="printer")
        self.moves, self.owed, self.beside = (layout.column(None, gap=6) for _part in range(3))
        self.mark, self.ages = Mark(), Ages()
        self.liability = MoneyLabel(role="due", weight="bold", align=Qt.AlignmentFlag.AlignLeft)
        self.worth = Text(role="small", tone=Tone.MUTED, wrap=True)
        self.breakage = Text(role="small", tone=Tone.MUTED, wrap=True)
        self.no_ages, self.trouble = Text(tone=Tone.MUTED, wrap=True), Text(tone=Tone.WARN, wrap=True)
        self._heads = tuple(Text(role="heading", weight="medium") for _head in range(4))
        self._skeleton, self._body = Skeleton(rows=8), QScrollArea()
        self._lay_out()
        self.sheet = ProofSheet(self._area, proof)
        if statements is None:
            self.months.hide()
        else:
            self.statements = StatementsSheet(self._area, statements)
            self.months.clicked.connect(lambda _on=False: statements.open(controller.last))
        self._connect(controller, proof)
        self.retranslate()

    def _lay_out(self) -> None:
        left = _card(self._heads[0], self.moves, rule(), self.mark, None)
        right = _card(self._heads[1], self.liability, self.worth, self.owed, self.breakage, rule(), self._heads[2],
                      self.beside, layout.row(None, self.months, None), None)  # fmt: skip
        below = _card(self._heads[3], self.ages, self.no_ages)
        board = QWidget()
        board.setProperty("plain", True)
        layout.column(board, layout.row(None, (left, 1), (right, 1), gap=10), below, None, gap=10, pad=(0, 0, 12, 0))
        self._body.setWidget(board)
        self._body.setWidgetResizable(True)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._body.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._area = QWidget()
        layout.column(self._area, self.trouble, (self._skeleton, 1), (self._body, 1), gap=10)
        head = layout.row(None, self.back, self.earlier, self.days, self.later, (self.spans, 1), self.prove, gap=8)
        layout.column(self, head, (self._area, 1), gap=10, pad=10)

    def _connect(self, controller: BooksController, proof: ProofController) -> None:
        controller.changed.connect(self.show_view)
        self.back.clicked.connect(controller.leave)
        self.earlier.clicked.connect(lambda _on=False: controller.go(-1))
        self.later.clicked.connect(lambda _on=False: controller.go(1))
        self.spans.chosen.connect(controller.choose_span)
        self.prove.clicked.connect(proof.start)

    def retranslate(self) -> None:
        """Take up a new language."""
        self.back.show_text(_("Quay lại"))
        self.earlier.show_text("", name=_("Kỳ trước"))
        self.later.show_text("", name=_("Kỳ sau"))
        self.prove.show_text(_("Đối chiếu sổ"))
        self.months.show_text(_("Bản kê tháng"))
        heads = (_("Điểm ra vào"), _("Nghĩa vụ điểm"), _("Nghĩa vụ khác"), _("Hết hạn theo tháng"))
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        self.show_view(self._controller.view)

    def show_view(self, view: BooksView) -> None:
        """Show another state."""
        self.setAccessibleName(view.title)
        self.days.setText(view.days)
        self.spans.show_views(view.spans, view.span)
        self.later.setEnabled(view.may_go_on)
        self.trouble.setText(view.trouble)
        self.trouble.setVisible(bool(view.trouble))
        self._body.setVisible(bool(view.rows))
        if view.rows or view.trouble:
            self._skeleton.stop()
        else:
            self._skeleton.start()
        self._fill(view)

    def _fill(self, view: BooksView) -> None:
        rows = [AmountRow(row) for row in view.rows]
        closing = [AmountRow(view.closing, strong=True)] if view.closing else []
        _refill(self.moves, [*rows, *([rule()] if closing else []), *closing])
        _refill(self.owed, [AmountRow(row) for row in view.owed])
        _refill(self.beside, [AmountRow(row) for row in view.beside])
        self.mark.show_mark(view.mark, ties=view.ties)
        self.liability.setText(view.liability)
        self.worth.setText(view.worth)
        self.breakage.setText(view.breakage)
        self.ages.show_views(view.ages)
        self.no_ages.setText(view.no_ages)
        self.no_ages.setVisible(bool(view.no_ages))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the days, Esc goes back to selling."""
        if event.key() == Qt.Key.Key_Left:
            self._controller.go(-1)
        elif event.key() == Qt.Key.Key_Right:
            self._controller.go(1)
        elif event.key() == Qt.Key.Key_Escape:
            self._controller.leave()
        else:
            super().keyPressEvent(event)


def _card(*parts: layout.Part) -> QWidget:
    card = QWidget()
    card.setProperty("card", True)
    layout.column(card, *parts, gap=8, pad=(16, 12, 16, 12))
    return card


def _refill(column: QLayout, rows: Sequence[QWidget]) -> None:
    _empty(column)
    for row in rows:
        column.addWidget(row)


def _empty(place: QLayout) -> None:
    while place.count():
        if (widget := place.takeAt(0).widget()) is not None:
            widget.hide()
            widget.deleteLater()
