"""«Hoá đơn»: the list at the left, one receipt at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.receipts.controller import ReceiptsController
from pos_desktop.ui.receipts.panel import ReceiptPanel
from pos_desktop.ui.receipts.rows import ReceiptList
from pos_desktop.ui.receipts.view import ListView
from pos_desktop.ui.widgets.button import icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock, Skeleton
from pos_desktop.ui.widgets.entry import SearchField
from pos_desktop.ui.widgets.labels import Cut
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _


class ReceiptsScreen(Dressed, QWidget):
    """Shows what a `ReceiptsController` tells. Decides nothing.

    Attributes: `search`, `periods`, `list`, `panel`, `leave`.
    """

    def __init__(self, controller: ReceiptsController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title, self.leave = Cut(role="heading", weight="medium"), icon_button("arrow-left", "")
        self.search, self.periods, self.list = SearchField(), ChipRow(), ReceiptList()
        self._empty, self._skeleton = EmptyBlock(), Skeleton(rows=8, row_height=60)
        self.panel, left = ReceiptPanel(), QWidget()
        top = layout.row(None, self.leave, (self._title, 1), gap=8)
        layout.column(
            left, top, self.search, self.periods, (self.list, 1), (self._skeleton, 1), (self._empty, 1), gap=8
        )  # fmt: skip
        layout.row(self, (left, 1), self.panel, gap=12, pad=(12, 10, 12, 10))
        self._skeleton.hide()
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        controller, panel = self._controller, self.panel
        controller.list_changed.connect(self.show_list)
        controller.receipt_changed.connect(panel.show_view)
        self.search.searched.connect(controller.search)
        self.search.returnPressed.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.periods.chosen.connect(controller.choose_period)
        self.list.chosen.connect(controller.choose)
        self.list.more_wanted.connect(controller.more, Qt.ConnectionType.QueuedConnection)
        self.list.opened.connect(self._open)
        self._empty.acted.connect(controller.widen)
        self.leave.clicked.connect(controller.left)
        panel.stepped.connect(controller.giving.step)
        panel.all_wanted.connect(controller.giving.take_all)
        panel.way_chosen.connect(controller.giving.choose_way)
        panel.reason_typed.connect(controller.giving.write_reason)
        panel.refund_wanted.connect(controller.refund)
        panel.exchange_wanted.connect(controller.exchange)
        panel.void_wanted.connect(controller.void)
        panel.print_wanted.connect(controller.print_again)
        panel.save_wanted.connect(controller.save_page)

    def show_list(self, view: ListView) -> None:
        """Show another state of the list."""
        self.periods.show_views(view.periods, view.period)
        self.list.show_rows(view.rows, view.chosen, has_more=view.has_more)
        self._empty.setVisible(view.empty is not None)
        self.list.setVisible(bool(view.rows))
        if view.empty is not None:
            self._empty.show_view(view.empty)
        waits = view.loading and not view.rows
        if waits and not self._skeleton.isVisible():
            self._skeleton.start()
        elif not waits:
            self._skeleton.stop()

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "panel"):
            return
        self.setAccessibleName(_("Hoá đơn, hoàn tiền"))
        self._title.show_text(_("Hoá đơn, hoàn tiền"))
        self.leave.show_text("", name=_("Quay lại"))
        self.search.show_placeholder(_("Số hoá đơn, khách, số tiền, hoặc quét mã"))
        self._controller.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """/ searches, arrows walk, Enter goes to the lines, Esc leaves; Ctrl+R, +E, +P, +S give, swap, print, save."""
        key, ctrl = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        controller = self._controller
        deeds = {Qt.Key.Key_R: controller.refund, Qt.Key.Key_E: controller.exchange,
                 Qt.Key.Key_P: controller.print_again, Qt.Key.Key_S: controller.save_page}  # fmt: skip
        if key == Qt.Key.Key_Slash:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif ctrl and key in deeds:
            deeds[Qt.Key(key)]()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        """Esc empties the search first."""
        if self.search.text():
            self.search.clear()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._controller.left.emit()

    def _open(self) -> None:
        """Go to the first line that can come back."""
        for line in self.panel.lines:
            if line.more.isEnabled():
                line.more.setFocus(Qt.FocusReason.TabFocusReason)
                return
