"""The sheet about the open order."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.sale.order_details import TEXTS, DetailsView, OrderDetails
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.entry import Check, LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.paint import CENTRE
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

WIDTH: Final = 620


class OrderSheet(Sheet):
    """Shows a `DetailsView`. Decides nothing."""

    def __init__(self, area: QWidget, details: OrderDetails) -> None:
        super().__init__(area)
        self._details = details
        self.put_down = Button(kind="secondary", icon="coins")
        self.fields = {
            name: LabelledField("", beside=self.put_down if name == "deposit" else None) for name in TEXTS
        }  # fmt: skip
        self._guests_label, self.guests = Text(role="small", weight="medium"), Text(weight="bold", align=CENTRE)
        self.fewer, self.more = icon_button("minus", "", kind="step"), icon_button("plus", "", kind="step")
        self.service = Check("")
        self.divide, self.bill = Button(kind="secondary", icon="split"), Button(kind="secondary", icon="printer")
        self.hold, self.save = Button(kind="secondary", hint="F7"), Button(kind="primary", hint="Ctrl+S")
        board = layout.sized(QWidget(), max_width=WIDTH)
        pair = self._pair
        layout.column(
            board, pair("label", "note"), layout.row(None, (self.fields["day"], 1), (self.fields["hour"], 1),
                                                     self._build_guests(), gap=12),
            pair("delivery", "tip"), self.service,
            self.fields["deposit"], None,
            layout.row(None, self.divide, self.bill, None, self.hold, self.save, gap=8), gap=10,
        )  # fmt: skip
        layout.row(self.body, None, (board, 10), None, pad=(16, 12, 16, 12))
        self._connect()
        self.retranslate()

    def _pair(self, left: str, right: str) -> layout.Part:
        return layout.row(None, (self.fields[left], 1), (self.fields[right], 1), gap=12)

    def _build_guests(self) -> QWidget:
        board = QWidget()
        layout.sized(self.guests, width=44)
        for button in (self.fewer, self.more):
            layout.sized(button, width=48)
        steps = layout.row(None, self.fewer, self.guests, self.more, gap=6)
        layout.column(board, self._guests_label, steps, None, gap=4)
        return board

    def _connect(self) -> None:
        details = self._details
        for name, field in self.fields.items():
            field.edit.textEdited.connect(lambda text, name=name: details.write(name, text))
        self.fewer.clicked.connect(lambda: details.step_guests(-1))
        self.more.clicked.connect(lambda: details.step_guests(1))
        self.service.toggled.connect(details.charge_service)
        for button, do in ((self.divide, details.divide), (self.bill, details.bill), (self.hold, details.hold),
                           (self.put_down, details.put_down), (self.save, details.save)):  # fmt: skip
            button.clicked.connect(do)
        self.closed.connect(details.close)
        details.changed.connect(self.show_view)

    def show_view(self, view: DetailsView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self.close_sheet()
            return
        self.show_title(view.title)
        for name, field in self.fields.items():
            if field.edit.text() != view.texts[name]:
                field.edit.setText(view.texts[name])
            field.show_error(view.errors.get(name, ""))
        self.guests.setText(view.guests)
        self.service.setText(view.service)
        self.service.setVisible(bool(view.service))
        self.service.setEnabled(view.may_waive)
        self.service.blockSignals(True)
        self.service.setChecked(view.has_service)
        self.service.blockSignals(False)
        self.divide.setEnabled(view.can_divide)
        self.bill.setEnabled(view.can_bill)
        if not self.isVisible():
            self.open(self.fields["label"].edit)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if not hasattr(self, "save"):
            return
        texts = {
            "label": (_("Tên hoặc số gọi"), _("Chị áo xanh, số 12…")), "note": (_("Ghi chú đơn"), ""),
            "day": (_("Hẹn lấy ngày"), _("25/12/2026")), "hour": (_("Hẹn lúc"), _("17:30")),
            "delivery": (_("Phí giao hàng"), ""), "tip": (_("Tiền tip"), ""),
            "deposit": (_("Khách đặt cọc"), ""),
        }  # fmt: skip
        for name, (label, placeholder) in texts.items():
            self.fields[name].show_texts(label, placeholder=placeholder)
        self._guests_label.setText(_("Số khách"))
        self.fewer.show_text("", name=_("Bớt một khách"))
        self.more.show_text("", name=_("Thêm một khách"))
        self.divide.show_text(_("Tách đơn"))
        self.bill.show_text(_("In tạm tính"))
        self.put_down.show_text(_("Thu cọc"))
        self.hold.show_text(_("Giữ đơn"))
        self.save.show_text(_("Lưu"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+S keep it."""
        is_save = event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_save or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._details.save()
            event.accept()
        else:
            super().keyPressEvent(event)
