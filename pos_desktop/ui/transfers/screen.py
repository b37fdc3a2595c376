"""The screen of transfers: the account and who tells of it, a trial code, and what is to be given back."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from pos_desktop.gateways.banking.tellers import Teller
from pos_desktop.services.shop.banking import TEST_AMOUNT
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.transfers.controller import FlaggedView, TransfersController, TransfersView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.qr import QrPicture
from pos_desktop.wording import _, money

FORM_WIDTH = 440
LEAST_QR = 190


class LabelledChoice(QWidget):
    """A list to choose one of, with its label above. Attributes: `box`."""

    def __init__(self) -> None:
        super().__init__()
        self._label, self.box = Text(role="small", weight="medium"), QComboBox()
        layout.column(self, self._label, self.box, gap=4)

    def show_label(self, label: str) -> None:
        """Say what is chosen here."""
        self._label.setText(label)
        self.box.setAccessibleName(label)

    def show_choices(self, choices: tuple[tuple[str, str], ...], chosen: str) -> None:
        """Show these, by code and name, and which is chosen."""
        with QSignalBlocker(self.box):
            if [(self.box.itemData(at), self.box.itemText(at)) for at in range(self.box.count())] != list(choices):
                self.box.clear()
                for code, name in choices:
                    self.box.addItem(name, code)
            self.box.setCurrentIndex(self.box.findData(chosen))


class FlaggedRow(QWidget):
    """One transfer of which something goes back. Attributes: `assign`, `settle`."""

    def __init__(self, view: FlaggedView) -> None:
        super().__init__()
        self.settle, self.assign = Button(_("Đã xử lý"), kind="secondary"), Button(_("Tính vào đơn"), kind="secondary")
        self.assign.setVisible(view.can_assign)
        words = layout.column(None, Text(view.title, weight="medium", wrap=True),
                              Text(view.detail, role="cap", tone=Tone.MUTED, wrap=True), gap=0)  # fmt: skip
        layout.row(self, (words, 1), self.assign, self.settle, gap=8)


class TransfersScreen(Dressed, QWidget):
    """Shows a `TransfersView`; decides nothing."""

    def __init__(self, controller: TransfersController) -> None:
        super().__init__()
        self._controller = controller
        self._shown: tuple[FlaggedView, ...] | None = None
        self.leave, self._title = icon_button("arrow-left", ""), Cut(role="heading", weight="medium")
        self.bank, self.teller, self.payment = LabelledChoice(), LabelledChoice(), LabelledChoice()
        self.number, self.holder, self.token, self.address, self.wallets = (LabelledField("") for _field in range(5))
        self.token.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._error = Text(tone=Tone.DANGER, weight="medium", wrap=True)
        self.save = Button(kind="primary", hint="Ctrl+S")
        self.qr = layout.sized(QrPicture(LEAST_QR), width=LEAST_QR)
        self._trial = Text(role="small", tone=Tone.MUTED, wrap=True)
        self._list_title, self.reason = Text(weight="medium"), LabelledField("")
        self._list_error = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True)
        self._nothing = Text(role="small", tone=Tone.MUTED, wrap=True)
        self.rows: list[FlaggedRow] = []
        head = layout.row(None, self.leave, (self._title, 1), gap=8)
        layout.column(self, head, (layout.row(None, self._form(), (self._beside(), 1), gap=12), 1), gap=12, pad=12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()
        self.retranslate()

    def _form(self) -> QWidget:
        form = _card()
        layout.sized(form, width=FORM_WIDTH)
        pair = layout.row(None, (self.number, 1), (self.holder, 1), gap=8)
        layout.column(form, self.bank, pair, self.teller, self.token, self.address, self.wallets, self._error,
                      layout.row(None, None, self.save), None, gap=8, pad=16)  # fmt: skip
        return form

    def _beside(self) -> QWidget:
        beside, board = _card(), QWidget()
        board.setProperty("plain", True)
        self._list: QVBoxLayout = layout.column(board, None, gap=8)
        area = QScrollArea()
        area.setWidget(board)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        trial = layout.row(None, self.qr, (self._trial, 1), gap=12)
        layout.column(beside, trial, self._list_title, self._nothing, self.payment, self.reason, self._list_error,
                      (area, 1), gap=8, pad=16)  # fmt: skip
        return beside

    def _connect(self) -> None:
        controller = self._controller
        controller.changed.connect(self.show_view)
        self.bank.box.activated.connect(lambda at: controller.write(bank=self.bank.box.itemData(at)))
        self.teller.box.activated.connect(lambda at: controller.write(teller=Teller(self.teller.box.itemData(at))))
        self.number.edit.textEdited.connect(lambda text: controller.write(number=text))
        self.holder.edit.textEdited.connect(lambda text: controller.write(holder=text))
        self.address.edit.textEdited.connect(lambda text: controller.write(address=text.strip()))
        self.token.edit.textEdited.connect(controller.write_token)
        self.wallets.edit.textEdited.connect(controller.write_wallets)
        self.save.clicked.connect(controller.save)
        self.leave.clicked.connect(controller.left)

    def show_view(self, view: TransfersView) -> None:
        """Show another state."""
        account = view.account
        self.bank.show_choices((("", _("Chưa chọn")), *view.banks), account.bank)
        self.teller.show_choices(view.tellers, account.teller)
        for field, text in ((self.number, account.number), (self.holder, account.holder), (self.token, view.token),
                            (self.address, account.address), (self.wallets, view.wallets)):  # fmt: skip
            if field.edit.text() != text:
                field.edit.setText(text)
        self.token.setVisible(account.teller is not Teller.MANUAL)
        self.token.show_texts(*self._token_words(view))
        self.address.setVisible(account.teller is Teller.PAYOS)
        for widget in (self.bank, self.teller, self.number, self.holder, self.token, self.address, self.wallets):
            widget.setEnabled(view.can_edit)
        self._error.setText(view.error)
        self._error.setVisible(bool(view.error))
        self.save.setEnabled(view.can_save)
        self.save.set_busy(view.busy)
        self.qr.show_modules(view.qr)
        self.qr.setVisible(bool(view.qr))
        self._trial.setVisible(bool(view.qr))
        self._show_list(view)

    def _token_words(self, view: TransfersView) -> tuple[str]:
        label = _("Khoá kiểm tra của payOS") if view.account.teller is Teller.PAYOS else _("Mã truy cập của SePay")
        self.token.edit.setPlaceholderText(_("Đã có, để trống thì giữ nguyên") if view.has_token else "")
        return (label,)

    def _show_list(self, view: TransfersView) -> None:
        self._list_error.setText(view.list_error)
        self._list_error.setVisible(bool(view.list_error))
        self._nothing.setVisible(not view.flagged)
        self.reason.setVisible(bool(view.flagged))
        chosen = self.payment.box.currentData() or next((payment for payment, _words in view.payable), "")
        self.payment.show_choices(view.payable, chosen)
        self.payment.setVisible(bool(view.payable) and any(one.can_assign for one in view.flagged))
        if view.flagged == self._shown:
            self._let_assign(view)
            return
        self._shown = view.flagged
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [FlaggedRow(one) for one in view.flagged]
        for at, (row, one) in enumerate(zip(self.rows, view.flagged, strict=True)):
            row.settle.setEnabled(view.can_settle)
            row.settle.clicked.connect(lambda _=False, one=one: self._settle(one))
            row.assign.clicked.connect(
                lambda _=False, one=one: self._controller.assign(one.id, self.payment.box.currentData())
            )
            self._list.insertWidget(at, row)
        self._let_assign(view)

    def _let_assign(self, view: TransfersView) -> None:
        for row in self.rows:
            row.assign.setEnabled(bool(view.payable))

    def _settle(self, one: FlaggedView) -> None:
        self._controller.settle(one.id, self.reason.edit.text())
        self.reason.edit.clear()

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "rows"):
            return
        self.setAccessibleName(_("Nhận chuyển khoản"))
        self._title.show_text(_("Nhận chuyển khoản"))
        self.leave.show_text("", name=_("Quay lại"))
        self.bank.show_label(_("Ngân hàng"))
        self.teller.show_label(_("Ai báo tiền về"))
        self.number.show_texts(_("Số tài khoản"))
        self.holder.show_texts(_("Chủ tài khoản"))
        self.address.show_texts(_("Địa chỉ máy trung chuyển"))
        self.wallets.show_texts(_("Ví điện tử nhận ở quầy, cách nhau bằng dấu phẩy"))
        self.save.show_text(_("Lưu"))
        words = _("Mã thử {money}: quét bằng ứng dụng ngân hàng, xem đúng tên và số tài khoản rồi mới lưu.")
        self._trial.setText(words.format(money=money(TEST_AMOUNT)))
        self._list_title.setText(_("Tiền phải trả lại hoặc xem lại"))
        self._nothing.setText(_("Không có khoản nào."))
        self.reason.show_texts(_("Đã xử lý thế nào"))
        self.payment.show_label(_("Đơn đang chờ chuyển khoản"))
        self._shown = None
        self._controller.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S keeps it, Esc goes back."""
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._controller.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._controller.left.emit()
        else:
            super().keyPressEvent(event)


def _card() -> QWidget:
    card = QWidget()
    card.setProperty("card", True)
    card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return card
