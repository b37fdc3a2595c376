"""The sheet on which lines are picked to go to another order."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.receipts.panel import BackLine
from pos_desktop.ui.sale.dividing import Divide, DivideView
from pos_desktop.ui.shift.pages import refill, scrolled
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _


class DivideSheet(Sheet):
    """Shows a `DivideView`. Decides nothing."""

    def __init__(self, area: QWidget, divide: Divide) -> None:
        super().__init__(area)
        self._divide = divide
        self.lines: list[BackLine] = []
        self._keys: tuple[int, ...] = ()
        self._column: QVBoxLayout = layout.column(None, gap=0)
        self._targets: QVBoxLayout = layout.column(None, gap=8)
        self._to, self._sums = Text(role="small", weight="medium"), Text(wrap=True)
        self._error = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True)
        self.split = Button(kind="primary", icon="split")
        side = layout.sized(QWidget(), width=210)
        layout.column(side, self._sums, self.split, self._to, self._targets, None, gap=10)
        left = layout.column(None, (scrolled(self._column), 1), self._error, gap=6)
        layout.row(self.body, (left, 1), side, gap=16, pad=(16, 12, 16, 12))
        self.split.clicked.connect(divide.split)
        self.closed.connect(divide.close)
        divide.changed.connect(self.show_view)
        self.retranslate()

    def show_view(self, view: DivideView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self._keys = ()
            self.close_sheet()
            return
        self._show_lines(view)
        self._sums.setText(_("Tách ra {goes}, còn lại {stays}").format(goes=view.goes, stays=view.stays))
        self.split.setEnabled(view.can_split)
        self._to.setVisible(bool(view.targets))
        self._error.setText(view.error)
        self._error.setVisible(bool(view.error))
        buttons = [Button(name, kind="quick") for _id, name in view.targets]
        for button, (order_id, name) in zip(buttons, view.targets, strict=True):
            button.setEnabled(view.can_move)
            button.setProperty("mayElide", True)
            button.setToolTip(name)
            button.clicked.connect(lambda _on=False, order_id=order_id: self._divide.move_to(order_id))
        refill(self._targets, buttons)
        if not self.isVisible():
            self.open()

    def _show_lines(self, view: DivideView) -> None:
        keys = tuple(line.position for line in view.lines)
        if keys != self._keys:
            self._keys, self.lines = keys, [BackLine(line) for line in view.lines]
            for line in self.lines:
                line.stepped.connect(self._divide.step)
            refill(self._column, self.lines)
        for line, state in zip(self.lines, view.lines, strict=True):
            line.show_view(state)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if not hasattr(self, "split"):
            return
        self.show_title(_("Tách đơn"))
        self.split.show_text(_("Sang đơn mới"))
        self._to.setText(_("Hoặc chuyển sang đơn đang giữ"))
