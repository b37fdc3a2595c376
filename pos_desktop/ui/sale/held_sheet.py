"""The sheet with the orders that wait."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.sale.held_orders import HeldOrders, HeldRow, HeldView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.list import PagedList, RowPainter
from pos_desktop.ui.widgets.paint import RIGHT, write
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

ROW: Final = 64


class HeldList(PagedList):
    """Orders that wait, the next to be fetched on top."""

    def __init__(self) -> None:
        super().__init__(RowPainter(ROW, _texts))

    def retranslate(self) -> None:
        """Name the list in another language."""
        self.setAccessibleName(_("Đơn đang giữ"))


class HeldSheet(Sheet):
    """Shows a `HeldView`. Decides nothing."""

    def __init__(self, area: QWidget, held: HeldOrders) -> None:
        super().__init__(area)
        self._held = held
        self.rows, self._empty, self._pages = HeldList(), EmptyBlock(), QStackedWidget()
        for page in (self.rows, self._empty):
            self._pages.addWidget(page)
        self.reason = LabelledField("")
        self.take = Button(kind="primary", hint="Enter")
        self.merge, self.drop = Button(kind="secondary", icon="plus"), Button(kind="ghost-danger", icon="trash-2")
        foot = layout.row(None, (self.reason, 1), gap=8)
        buttons = layout.row(None, self.drop, None, self.merge, self.take, gap=8)
        layout.column(self.body, (self._pages, 1), foot, buttons, gap=10, pad=(16, 12, 16, 12))
        self.rows.chosen.connect(held.choose)
        self.rows.opened.connect(held.take)
        self.rows.doubleClicked.connect(lambda _index: held.take())
        self.reason.edit.textEdited.connect(held.write_reason)
        self.take.clicked.connect(held.take)
        self.merge.clicked.connect(held.merge)
        self.drop.clicked.connect(held.drop)
        self.closed.connect(held.close)
        held.changed.connect(self.show_view)
        self.retranslate()

    def show_view(self, view: HeldView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self.close_sheet()
            return
        self.rows.show_rows(view.rows, view.chosen, has_more=False)
        if view.empty is not None:
            self._empty.show_view(view.empty)
        self._pages.setCurrentWidget(self._empty if view.empty else self.rows)
        if self.reason.edit.text() != view.reason:
            self.reason.edit.setText(view.reason)
        self.reason.show_error(view.reason_error)
        self.merge.setVisible(view.can_merge)
        for button in (self.take, self.merge, self.drop):
            button.setEnabled(view.chosen is not None and not view.busy)
        if not self.isVisible():
            self.open(self.rows)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if not hasattr(self, "take"):
            return
        self.show_title(_("Đơn đang giữ"))
        self.take.show_text(_("Mở đơn"))
        self.merge.show_text(_("Gộp vào đơn này"))
        self.drop.show_text(_("Bỏ đơn"))
        self.reason.show_texts(_("Lý do bỏ đơn"), placeholder=_("Khách không quay lại…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the list, Enter takes the marked order up."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.rows.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._held.take()
        else:
            super().keyPressEvent(event)


def _texts(painter: QPainter, rect: QRectF, row: HeldRow) -> None:
    look = theme.current()
    half = rect.height() / 2
    right = look.px(190)
    upper = rect.adjusted(0, look.px(8), -right, -half)
    lower = rect.adjusted(0, half, -right, -look.px(8))
    write(painter, upper, row.name, look.font("body", theme.MEDIUM), look.colour("text"))
    write(painter, lower, row.facts, look.font("small"), look.colour("text2"))
    beside = rect.adjusted(rect.width() - right, 0, 0, 0)
    write(painter, beside.adjusted(0, look.px(8), 0, -half), row.amount, look.font("body", theme.BOLD),
          look.colour("text"), RIGHT)  # fmt: skip
    tone = "warn" if row.due_today else "text2"
    write(painter, beside.adjusted(0, half, 0, -look.px(8)), row.when, look.font("small", theme.MEDIUM),
          look.colour(tone), RIGHT)  # fmt: skip
