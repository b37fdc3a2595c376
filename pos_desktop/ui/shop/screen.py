"""The form about the shop: what heads and ends its receipts, and when its next business day begins."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.selling.lines import OrderType
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.sale.view import order_types
from pos_desktop.ui.shop.controller import TEXTS, ShopController, ShopView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import CENTRE, Dressed
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _

WIDTH = 880


class ShopScreen(Dressed, QWidget):
    """Shows a `ShopView`; the controller keeps it."""

    def __init__(self, controller: ShopController) -> None:
        super().__init__()
        self._controller = controller
        self.leave = icon_button("arrow-left", "")
        self._title = Cut(role="heading", weight="medium")
        self.fields = {field: LabelledField("") for field in TEXTS}
        self._error = Text(tone=Tone.DANGER, weight="medium", wrap=True)
        self.save = Button(kind="primary", hint="Ctrl+S")
        form = QWidget()
        form.setProperty("card", True)
        form.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.sized(form, width=WIDTH)
        pair = layout.row(None, (self.fields["phone"], 1), (self.fields["tax_code"], 1), gap=12)
        words = layout.row(None, (self.fields["address"], 1), (self.fields["footer"], 1), gap=12)
        rules = layout.row(None, (self._build_service(), 1), (self._build_hour(), 1), gap=20)
        foot = layout.row(None, (self._error, 1), self.save)
        layout.column(form, self.fields["name"], words, pair, rules, foot, gap=12, pad=20)
        head = layout.row(None, self.leave, (self._title, 1), gap=8)
        layout.column(self, head, layout.row(None, None, form, None), None, gap=12, pad=12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()
        self.retranslate()

    def _build_service(self) -> QWidget:
        board = QWidget()
        self.service = {kind: LabelledField("") for kind in OrderType}
        self._service_label = Text(role="small", weight="medium")
        self._service_error = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True)
        rates = layout.row(None, *((field, 1) for field in self.service.values()), gap=12)
        self.rounding, self._rounding_label = Segments(), Text(role="small", weight="medium")
        rounding = layout.row(None, self._rounding_label, self.rounding, None, gap=12)
        layout.column(board, self._service_label, rates, self._service_error, rounding, None, gap=6)
        return board

    def _build_hour(self) -> QWidget:
        board = QWidget()
        self._hour_label = Text(role="small", weight="medium")
        self.hour = Text(weight="bold", align=CENTRE)
        self.earlier, self.later = icon_button("minus", "", kind="step"), icon_button("plus", "", kind="step")
        layout.sized(self.hour, width=140)
        self._hour_hint = Text(role="cap", tone=Tone.MUTED, wrap=True)
        self._hour_error = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True)
        steps = layout.row(None, self.earlier, self.hour, self.later, None, gap=6)
        layout.column(board, self._hour_label, steps, self._hour_hint, self._hour_error, gap=4)
        return board

    def _connect(self) -> None:
        controller = self._controller
        controller.changed.connect(self.show_view)
        for name, field in self.fields.items():
            field.edit.textEdited.connect(lambda text, name=name: controller.write(name, text))
        for kind, field in self.service.items():
            field.edit.textEdited.connect(lambda text, kind=kind: controller.charge(kind, text))
        self.rounding.chosen.connect(controller.round_cash)
        self.earlier.clicked.connect(lambda: controller.step_hour(-1))
        self.later.clicked.connect(lambda: controller.step_hour(1))
        self.save.clicked.connect(controller.save)
        self.leave.clicked.connect(controller.left)

    def show_view(self, view: ShopView) -> None:
        """Show another state of the form."""
        for name, field in self.fields.items():
            if field.edit.text() != view.texts[name]:
                field.edit.setText(view.texts[name])
        for kind, field in self.service.items():
            if field.edit.text().strip() != view.service[kind]:
                field.edit.setText(view.service[kind])
        self.rounding.show_views(view.cash_steps, view.cash_step, enabled=not view.busy)
        self._service_error.setText(view.service_error)
        self._service_error.setVisible(bool(view.service_error))
        self.fields["name"].show_error(view.name_error)
        self.hour.setText(view.hour)
        self._hour_error.setText(view.hour_error)
        self._hour_error.setVisible(bool(view.hour_error))
        self._error.setText(view.error)
        self._error.setVisible(bool(view.error))
        self.save.setEnabled(view.can_save)
        self.save.set_busy(view.busy)

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "save"):
            return
        self.setAccessibleName(_("Cửa hàng"))
        self._title.show_text(_("Cửa hàng"))
        self.leave.show_text("", name=_("Quay lại"))
        labels = {
            "name": _("Tên cửa hàng"), "address": _("Địa chỉ"), "phone": _("Số điện thoại"),
            "tax_code": _("Mã số thuế"), "footer": _("Lời ở cuối hoá đơn"),
        }  # fmt: skip
        for name, field in self.fields.items():
            field.show_texts(labels[name])
        kinds = {str(chip.id): chip.label for chip in order_types()}
        for kind, field in self.service.items():
            field.show_texts(kinds[kind.value], placeholder="5%")
        self._service_label.setText(_("Phí phục vụ, theo phần trăm tiền hàng hoặc số tiền"))
        self._rounding_label.setText(_("Làm tròn tiền mặt"))
        self._hour_label.setText(_("Ngày bán mới bắt đầu lúc"))
        self._hour_hint.setText(_("Quán bán qua nửa đêm thì chọn giờ sau lúc đóng cửa: đơn lúc 1 giờ sáng vẫn tính cho "
                                  "ngày hôm trước. Đổi khi không có ca nào mở."))  # fmt: skip
        self.earlier.show_text("", name=_("Sớm hơn một giờ"))
        self.later.show_text("", name=_("Muộn hơn một giờ"))
        self.save.show_text(_("Lưu"))
        self._controller.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S keeps it, Esc goes back."""
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._controller.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._controller.left.emit()
        else:
            super().keyPressEvent(event)
