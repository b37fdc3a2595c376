"""The pages of a shift: what moved its drawer, the count, the comparison, and the Z that came of it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QScroller, QWidget

from pos_desktop.selling.shift import BY_HAND
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import AmountView, Tone
from pos_desktop.ui.shift.count_panel import CountPanel
from pos_desktop.ui.shift.drawer import DrawerController
from pos_desktop.ui.shift.view import DrawerView, LeftView, kind_name
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Check, LabelledField
from pos_desktop.ui.widgets.labels import AmountRow, Cut, MoneyLabel, Text, rule
from pos_desktop.wording import _

ACTIONS: Final = 340
NARROW: Final = 520
ORDER: Final = 52
ICONS: Final = ("plus", "minus", "lock", "door-open")


def card(*parts: layout.Part, width: int | None = None, gap: int = 12) -> QWidget:
    """A card with parts below each other."""
    made = QWidget() if width is None else layout.sized(QWidget(), width=width)
    made.setProperty("card", True)
    layout.column(made, *parts, gap=gap, pad=(20, 16, 20, 16))
    return made


def refill(column: QLayout, rows: Sequence[QWidget]) -> None:
    """Put other rows in the place of those that are there."""
    while column.count():
        if (widget := column.takeAt(0).widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for row in rows:
        column.addWidget(row)


def scrolled(column: QLayout) -> QScrollArea:
    """Rows that may be more than there is room for."""
    board, area = QWidget(), QScrollArea()
    board.setProperty("plain", True)
    layout.column(board, column, None, gap=0)
    area.setWidget(board)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area


class MovementRow(QWidget):
    """One movement by hand: what, by whom and why, which may be cut, and how much."""

    def __init__(self, view: AmountView) -> None:
        super().__init__()
        layout.row(self, (Cut(view.label, role="small", tone=view.tone), 1), MoneyLabel(view.amount), gap=12)


class OverviewPage(QWidget):
    """What may be done to the drawer, and what was."""

    def __init__(self, controller: DrawerController) -> None:
        super().__init__()
        self._told, self._holder = Text(tone=Tone.MUTED, wrap=True), Text(wrap=True)
        self.take_over, self.hand_over = Button(icon="user-plus"), Button()
        self.blind = Check("")
        self.moves = tuple(Button(kind="method", icon=icon) for icon in ICONS)
        self.close_shift = Button(kind="pay", icon="lock")
        self._head, self._rows = Text(role="heading", weight="medium"), layout.column(None, gap=10)
        self._none = Text(tone=Tone.MUTED, wrap=True)
        left = card(self._told, self._holder, self.take_over, self.hand_over, rule(), *self.moves, None, self.blind,
                    self.close_shift, width=ACTIONS, gap=8)  # fmt: skip
        right = card(self._head, self._none, (scrolled(self._rows), 1))
        layout.row(self, left, (right, 1), gap=10)
        for button, kind in zip(self.moves, BY_HAND, strict=True):
            button.clicked.connect(lambda _on=False, kind=kind: controller.move(kind))
        self.take_over.clicked.connect(controller.take_over)
        self.hand_over.clicked.connect(controller.hand_over)
        self.blind.toggled.connect(controller.set_blind)
        self.close_shift.clicked.connect(controller.close_shift)

    def show_view(self, view: DrawerView) -> None:
        """Show another state."""
        self._told.setText(view.told)
        self._holder.setText(view.holder)
        self.take_over.show_text(_("Nhận ca"))
        self.hand_over.show_text(_("Đếm rồi nhận ca"))
        for button in (self.take_over, self.hand_over):
            button.setVisible(view.takes_over)
        self._show_blind(view)
        hints = ("", "", "", "Ctrl+D")
        for button, kind, hint in zip(self.moves, BY_HAND, hints, strict=True):
            button.show_text(kind_name(kind), hint=hint)
        self.close_shift.show_text(_("Đóng ca"))
        self._head.setText(_("Tiền vào ra két ngoài bán hàng"))
        self._none.setText(_("Ca này chưa có khoản nào."))
        self._none.setVisible(not view.movements)
        refill(self._rows, [MovementRow(row) for row in view.movements])

    def _show_blind(self, view: DrawerView) -> None:
        self.blind.blockSignals(True)
        self.blind.setText(_("Đếm trước, xem số sau"))
        self.blind.setChecked(view.blind)
        self.blind.blockSignals(False)
        self.blind.setVisible(view.may_set)


class CountPage(QWidget):
    """The first step: what stands open, and the count."""

    def __init__(self, controller: DrawerController) -> None:
        super().__init__()
        self._controller = controller
        self.panel = CountPanel(controller.counting)
        self._blind = Text(role="small", tone=Tone.MUTED)
        self._blocks, self._orders = Text(tone=Tone.DANGER, wrap=True), Text(weight="medium")
        self._kept, self._remark = Text(role="small", tone=Tone.MUTED), Text(role="small", tone=Tone.WARN)
        self._rows = layout.column(None, gap=4)
        self.verb = Button(kind="pay")
        self._list = scrolled(self._rows)
        layout.sized(self._list, height=ORDER)
        layout.sized(self.verb, width=ACTIONS)
        told = layout.column(None, None, self._kept, self._blind, self._remark, None, gap=2)
        foot = layout.row(None, (told, 1), self.verb, gap=12)
        body = card(self._blocks, layout.row(None, self._orders, (self._list, 1), gap=20), self.panel, None, foot)
        layout.column(self, body)
        self.panel.finished.connect(self._go)
        self.verb.clicked.connect(self._go)

    def show_view(self, view: DrawerView) -> None:
        """Show another state."""
        self._show_left(view.left)
        expected = ", ".join(f"{row.label}: {row.amount}" for row in view.sums)
        self._blind.setText(expected or _("Đếm két trước; số phải có hiện ở bước sau."))
        self.verb.show_text(_("Nhận ca") if view.handing else _("Đối chiếu"), hint="Enter")
        self.verb.set_busy(view.busy)
        self.verb.setEnabled(view.may_close)

    def _show_left(self, left: LeftView) -> None:
        for label, text in ((self._blocks, left.blocks), (self._remark, left.remark), (self._orders, left.orders_title),
                            (self._kept, _("Đơn không bỏ sẽ để lại cho ca sau.") if left.orders else "")):  # fmt: skip
            label.setText(text)
            label.setVisible(bool(text))
        self._list.setVisible(bool(left.orders))
        rows: list[QWidget] = []
        for order in left.orders:
            row, drop = QWidget(), Button(_("Bỏ đơn"), kind="ghost-danger")
            drop.clicked.connect(lambda _on=False, order=order: self._controller.drop(order.id))
            layout.row(row, (Cut(order.text), 1), MoneyLabel(order.amount), drop, gap=12)
            rows.append(row)
        refill(self._rows, rows)

    def _go(self) -> None:
        if self.verb.isEnabled():
            self._controller.compare()


class ComparePage(QWidget):
    """The second step: the difference, and why."""

    def __init__(self, controller: DrawerController) -> None:
        super().__init__()
        self._controller = controller
        self._sums, self._variance = layout.column(None, gap=8), AmountRow(role="kpi", strong=True)
        self.note = LabelledField("")
        self.note.edit.setMaxLength(200)
        self.again, self.verb = Button(icon="rotate-ccw"), Button(kind="pay", icon="printer")
        body = card(self._sums, rule(), self._variance, self.note, None, layout.row(None, self.again, (self.verb, 1),
                    gap=12), width=NARROW, gap=14)  # fmt: skip
        layout.column(self, layout.row(None, None, body, None), None, gap=0)
        self.note.edit.textEdited.connect(controller.give_note)
        self.note.edit.returnPressed.connect(controller.finish)
        self.again.clicked.connect(controller.back)
        self.verb.clicked.connect(controller.finish)

    def show_view(self, view: DrawerView) -> None:
        """Show another state."""
        refill(self._sums, [AmountRow(row) for row in view.sums])
        if view.variance is not None:
            self._variance.show_view(view.variance)
        self.note.setVisible(view.wants_note)
        self.note.show_texts(_("Vì sao lệch (bắt buộc)"))
        self.note.show_error(view.note_error)
        self.again.show_text(_("Đếm lại"))
        self.verb.show_text(_("Chốt ca và in Z"), hint="Enter")
        self.verb.set_busy(view.busy)


class DonePage(QWidget):
    """The third step: the shift is over, and nothing of it can be changed."""

    def __init__(self, controller: DrawerController) -> None:
        super().__init__()
        self._title, self._told = Text(role="heading", weight="bold"), Text(tone=Tone.MUTED)
        self._sums = layout.column(None, gap=8)
        self.again, self.verb = Button(icon="printer"), Button(kind="pay")
        body = card(self._title, self._told, rule(), self._sums, layout.row(None, self.again, (self.verb, 1), gap=12),
                    width=NARROW, gap=14)  # fmt: skip
        layout.column(self, layout.row(None, None, body, None), None, gap=0)
        self.again.clicked.connect(controller.print_again)
        self.verb.clicked.connect(controller.leave)

    def show_view(self, view: DrawerView) -> None:
        """Show another state."""
        self._title.setText(view.title)
        self._told.setText(view.told)
        refill(self._sums, [AmountRow(row) for row in view.sums])
        self.again.show_text(_("In lại Z"))
        self.verb.show_text(_("Xong"), hint="Enter")
