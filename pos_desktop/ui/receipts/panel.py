"""One receipt: its lines with what comes back of each, the way of the money, the reason, and both legs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import EmptyView, Tone
from pos_desktop.ui.receipts.view import BackLineView, ReceiptView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import AmountRow, Cut, MoneyLabel, Text, rule
from pos_desktop.ui.widgets.paint import CENTRE, Dressed
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _

WIDTH = 500


class BackLine(QWidget):
    """A line with its two buttons. Signals: `stepped(position, by)`."""

    stepped = Signal(int, int)

    def __init__(self, view: BackLineView) -> None:
        super().__init__()
        self._name, self._amount = Text(wrap=True), MoneyLabel()
        self._left = Text(role="small", tone=Tone.MUTED)
        self.count = Text(weight="bold", tone=Tone.WARN, align=CENTRE)
        self.less, self.more = icon_button("minus", "", kind="step"), icon_button("plus", "", kind="step")
        layout.sized(self.count, width=48)
        for button in (self.less, self.more):
            layout.sized(button, width=48)
        words = layout.column(None, layout.row(None, (self._name, 1), self._amount), self._left, gap=0)
        layout.row(self, (words, 1), self.less, self.count, self.more, gap=6, pad=(0, 3, 0, 3))
        self.less.clicked.connect(lambda: self.stepped.emit(view.position, -1))
        self.more.clicked.connect(lambda: self.stepped.emit(view.position, 1))
        self.show_view(view)

    def show_view(self, view: BackLineView) -> None:
        """Show another state of the line."""
        self._name.setText(view.name)
        self._amount.setText(view.amount)
        self._left.setText(view.left)
        self.count.setText(view.back)
        self.less.show_text("", name=_("Bớt {name}").format(name=view.name))
        self.more.show_text("", name=_("Thêm {name}").format(name=view.name))
        self.less.setEnabled(view.can_less)
        self.more.setEnabled(view.can_more)


class ReceiptPanel(Dressed, QWidget):
    """Shows a `ReceiptView`.

    Signals: `stepped(position, by)`, `all_wanted()`, `way_chosen(id)`, `reason_typed(text)`, `refund_wanted()`,
    `exchange_wanted()`, `void_wanted()`, `print_wanted()`, `save_wanted()`.
    """

    stepped = Signal(int, int)
    all_wanted = Signal()
    way_chosen = Signal(object)
    reason_typed = Signal(str)
    refund_wanted = Signal()
    exchange_wanted = Signal()
    void_wanted = Signal()
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.sized(self, width=WIDTH)
        self._shown: tuple[str, ...] | None = None
        self.lines: list[BackLine] = []
        self._body, self._empty = QWidget(), EmptyBlock()
        layout.column(self._body, self._build_head(), (self._build_middle(), 1), self._build_foot(), gap=8)
        layout.column(self, (self._body, 1), (self._empty, 1), gap=0, pad=(14, 10, 10, 10))
        self.retranslate()
        self.show_view(None)

    def _build_head(self) -> QWidget:
        head = QWidget()
        self._number, self._due = Cut(role="heading", weight="medium"), MoneyLabel(role="heading", weight="bold")
        self._facts = Text(role="small", tone=Tone.MUTED, wrap=True)
        self.all = Button(kind="quick")
        self.save = icon_button("download", "", kind="secondary")
        layout.column(head, layout.row(None, (self._number, 1), self._due, self.save, gap=12), self._facts, gap=2)
        self.all.clicked.connect(self.all_wanted)
        self.save.clicked.connect(self.save_wanted)
        return head

    def _build_middle(self) -> QScrollArea:
        board, self._lines_board, self._sums_board = QWidget(), QWidget(), QWidget()
        board.setProperty("plain", True)
        self._lines_column: QVBoxLayout = layout.column(self._lines_board, gap=0)
        self._sums_column: QVBoxLayout = layout.column(self._sums_board, gap=4)
        self._over = Text(tone=Tone.WARN, weight="medium", wrap=True)
        self._rule = rule()
        layout.column(board, self._lines_board, layout.row(None, self.all, None), self._over, self._rule,
                      self._sums_board, None, gap=8, pad=(0, 0, 8, 0))  # fmt: skip
        self.area = QScrollArea()
        self.area.setWidget(board)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return self.area

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        self.ways, self.reason = Segments(), LabelledField("")
        self._problem = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True)
        self.refund, self.void = Button(kind="danger", hint="Ctrl+R"), Button(kind="ghost-danger")
        self.print = Button(kind="secondary", icon="printer", hint="Ctrl+P")
        self.exchange = Button(kind="secondary", icon="undo-2", hint="Ctrl+E")
        self._giving = QWidget()
        layout.column(self._giving, self.reason, layout.row(None, self.ways, None, self.refund), gap=8)
        others = layout.row(None, self.print, self.void, None, self.exchange)
        layout.column(foot, self._problem, self._giving, others, gap=8)
        self.ways.chosen.connect(self.way_chosen)
        self.reason.edit.textEdited.connect(self.reason_typed)
        self.refund.clicked.connect(self.refund_wanted)
        self.exchange.clicked.connect(self.exchange_wanted)
        self.void.clicked.connect(self.void_wanted)
        self.print.clicked.connect(self.print_wanted)
        return foot

    def retranslate(self) -> None:
        """Name what does not depend on the receipt."""
        if not hasattr(self, "print"):
            return
        self.all.show_text(_("Tất cả"), name=_("Hoàn tất cả"))
        self.print.show_text(_("In lại"))
        self.save.show_text("", name=_("Lưu hoá đơn A4 (PDF)"))
        self.void.show_text(_("Huỷ hoá đơn"))
        self.exchange.show_text(_("Đổi hàng"))
        self.reason.show_texts(_("Lý do"), placeholder=_("Khách đổi ý, pha nhầm…"))
        self._empty.show_view(EmptyView("receipt-text", _("Chọn một hoá đơn"), _("Hoặc quét mã trên hoá đơn.")))

    def show_view(self, view: ReceiptView | None) -> None:
        """Show another receipt, or another state of the same."""
        self._empty.setVisible(view is None)
        self._body.setVisible(view is not None)
        if view is None:
            self._shown = None
            return
        self._number.show_text(view.number)
        self._due.setText(view.due)
        self._facts.setText("\n".join(view.facts))
        self._show_lines(view)
        self._show_sums(view)
        self._show_foot(view)

    def _show_lines(self, view: ReceiptView) -> None:
        made = (view.key, *(str(line.position) for line in view.lines))
        if made != self._shown:
            self._shown = made
            self._rebuild(view)
            self.area.verticalScrollBar().setValue(0)
        for line, state in zip(self.lines, view.lines, strict=True):
            line.show_view(state)
        self.all.setVisible(not view.over)
        self.all.setEnabled(view.can_take_all)
        self._over.setText(view.over)
        self._over.setVisible(bool(view.over))

    def _rebuild(self, view: ReceiptView) -> None:
        _empty_out(self._lines_column)
        self.lines = [BackLine(line) for line in view.lines]
        for line in self.lines:
            line.stepped.connect(self.stepped)
            self._lines_column.addWidget(line)

    def _show_sums(self, view: ReceiptView) -> None:
        _empty_out(self._sums_column)
        rows = [AmountRow(row) for row in (*view.sums, *view.documents)]
        notes = [Text(note, role="small", tone=Tone.MUTED, wrap=True) for note in view.notes]
        for widget in (*rows, *notes):
            self._sums_column.addWidget(widget)
        self._rule.setVisible(bool(rows or notes))

    def _show_foot(self, view: ReceiptView) -> None:
        self.ways.show_views(view.ways, view.way, enabled=not view.busy)
        self._giving.setVisible(not view.over)
        if self.reason.edit.text() != view.reason:
            self.reason.edit.setText(view.reason)
        self.reason.show_error(view.reason_error)
        if view.reason_error:
            self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._problem.setText(view.problem)
        self._problem.setVisible(bool(view.problem))
        self.refund.show_text(view.verb)
        self.refund.setEnabled(view.can_refund)
        self.exchange.setEnabled(view.can_exchange)
        self.refund.set_busy(view.busy)
        self.exchange.setVisible(not view.over)
        self.void.setVisible(view.can_void)
        self.print.setEnabled(view.can_print)


def _empty_out(column: QVBoxLayout) -> None:
    while column.count():
        old = column.takeAt(0).widget()
        if old is not None:
            old.hide()
            old.deleteLater()
