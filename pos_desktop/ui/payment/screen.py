"""The payment panel, in place of the catalogue: means, amount, pad, and one button that completes."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QStackedWidget, QVBoxLayout, QWidget

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.shop.banking import MOST_WALLETS
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.payment.controller import PaymentController
from pos_desktop.ui.payment.view import METHODS, PaymentView, TenderView
from pos_desktop.ui.payment.waiting import WaitingView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.entry import Keypad, LabelledField, NumberField
from pos_desktop.ui.widgets.labels import Cut, MoneyLabel, Picture, Text
from pos_desktop.ui.widgets.paint import CENTRE, Dressed
from pos_desktop.ui.widgets.qr import QrPicture
from pos_desktop.wording import _

METHODS_WIDTH: Final = 168
LEAST_QR: Final = 270
"""Six pixels to the module of a transfer's code with the white around it."""
LONG_DUE: Final = 11
"""Characters beyond which an amount leaves no room for words beside it."""
REF_WIDTH: Final = 280
LEAST_TENDERS: Final = 48
"""One of them is always in sight."""


class TenderRow(QWidget):
    """Money that was taken already. Signals: `removed()`."""

    removed = Signal()

    def __init__(self, view: TenderView) -> None:
        super().__init__()
        self.cross = icon_button("x", _("Bỏ khoản này"))
        self.cross.clicked.connect(self.removed)
        words = layout.column(None, Cut(view.label, role="cap", tone=Tone.MUTED), Cut(view.amount, weight="medium"),
                              gap=0)  # fmt: skip
        tick = Picture("circle-check", size=20, colour="pay")
        layout.row(self, tick, (words, 1), self.cross, gap=8, pad=(8, 0, 0, 0))
        self.cross.setHidden(not view.removable)  # shown before it stands in the row it would be a window


class Tenders(QWidget):
    """The tenders taken so far. Signals: `removed(int)` with the place of the one to hand back."""

    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[TenderView, ...] = ()
        self._column: QVBoxLayout = layout.column(self, gap=4)

    def show_views(self, views: tuple[TenderView, ...]) -> None:
        """Show these tenders."""
        if views == self._views:
            return
        self._views = views
        while self._column.count():
            old = self._column.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for view in views:
            row = TenderRow(view)
            row.removed.connect(lambda index=view.index: self.removed.emit(index))
            self._column.addWidget(row)
        self.setVisible(bool(views))


class WaitingPage(QWidget):
    """A card or a transfer on its way. Signals: `declined()`, `checked()`, `noted(str)` with the terminal's number."""

    declined = Signal()
    checked = Signal()
    noted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._icon = Picture("credit-card", size=48, colour="primary")
        self.qr = QrPicture(LEAST_QR)
        self._title = Text(role="heading", weight="medium", align=CENTRE)
        self._amount = MoneyLabel(role="total", weight="bold", align=CENTRE)
        self._lines = Text(role="small", align=CENTRE)
        self._hint = Text(tone=Tone.MUTED, wrap=True, align=CENTRE)
        self._countdown = Text(role="small", tone=Tone.MUTED, weight="medium", align=CENTRE)
        self.ref = LabelledField("")
        self.ref.edit.textEdited.connect(self.noted)
        self.check, self.decline = Button(kind="secondary", icon="refresh-cw"), Button(kind="secondary", icon="x")
        self.check.clicked.connect(self.checked)
        self.decline.clicked.connect(self.declined)
        icon = layout.row(None, None, self._icon, None)
        buttons = layout.row(None, None, self.check, self.decline, None)
        layout.sized(self.ref, width=REF_WIDTH)
        self._air = [QWidget(), QWidget()]
        for widget in (self.qr, self.ref, self.check, self._lines, self._countdown):
            widget.hide()  # what is not on show takes no room from the panel
        layout.column(self, (self._air[0], 1), icon, (self.qr, 8), self._title,
                      layout.row(None, None, self._amount, self._countdown, None, gap=16), self._lines, self._hint,
                      layout.row(None, None, self.ref, None), buttons, (self._air[1], 1),
                      gap=6)  # fmt: skip

    def show_view(self, view: WaitingView) -> None:
        """Show what is waited for."""
        has_qr = bool(view.qr)
        self._icon.show_icon(view.icon)
        self._icon.setHidden(has_qr)
        self.qr.show_modules(view.qr)
        for widget, shown in ((self.qr, has_qr), (self._air[0], not has_qr), (self._air[1], not has_qr),
                              (self._title, not has_qr), (self.ref, bool(view.ref)), (self.check, bool(view.check)),
                              (self._lines, bool(view.lines)), (self._countdown, bool(view.countdown))):  # fmt: skip
            widget.setVisible(shown)
        self.qr.setAccessibleName(view.title)
        self._title.setText(view.title)
        self._amount.setText(view.amount)
        self._amount.setHidden(has_qr and view.is_all)
        self._lines.setText(", ".join(f"{label} {value}" for label, value in view.lines))
        self._hint.setText(view.message or view.hint)
        self._hint.show_tone(view.tone)
        self._countdown.setText(view.countdown)
        self.ref.show_texts(view.ref)
        self.check.show_text(view.check)
        self.check.set_busy(view.asking)
        self.decline.show_text(view.decline)

    def begin(self) -> None:
        """Another payment is waited for."""
        self.ref.edit.clear()


class EntryPage(QWidget):
    """The amount being given, what goes back, usual amounts and the pad."""

    def __init__(self, controller: PaymentController) -> None:
        super().__init__()
        self._controller = controller
        view = controller.view
        self.given, self.change = NumberField(view.given), NumberField(view.change)
        self.quick = [Button(kind="quick") for _index in range(4)]
        self.brands = [Button(kind="chip", checkable=True) for _index in range(MOST_WALLETS)]
        self.pad = Keypad()
        fields = layout.row(None, (self.given, 1), (self.change, 1), gap=12)
        self._quick_row = QWidget()
        layout.row(self._quick_row, *((button, 1) for button in self.quick), gap=8)
        self._brand_row = QWidget()
        layout.row(self._brand_row, *((button, 1) for button in self.brands), gap=8)
        layout.column(self, fields, self._quick_row, self._brand_row, (self.pad, 1), gap=10)
        self.pad.typed.connect(controller.type)
        self.pad.erased.connect(controller.erase)
        self.pad.cleared.connect(lambda: controller.erase(everything=True))
        for index, button in enumerate(self.quick):
            button.clicked.connect(lambda _=False, index=index: self._put(index))
        for index, button in enumerate(self.brands):
            button.clicked.connect(lambda _=False, index=index: self._choose_brand(index))

    def show_view(self, view: PaymentView) -> None:
        """Show another amount."""
        self.given.show_view(view.given)
        self.change.show_view(view.change)
        self._quick_row.setVisible(bool(view.quick))
        for index, button in enumerate(self.quick):
            button.setVisible(index < len(view.quick))
            if index < len(view.quick):
                button.show_text(view.quick[index][1])
        self._show_brands(view.brands)

    def _show_brands(self, brands: tuple[tuple[str, bool], ...]) -> None:
        self._brand_row.setVisible(bool(brands))
        for index, button in enumerate(self.brands):
            button.setVisible(index < len(brands))
            if index < len(brands):
                button.show_text(brands[index][0])
                button.setChecked(brands[index][1])

    def _choose_brand(self, index: int) -> None:
        self._controller.choose_brand(index)
        self._controller.refresh()  # a second tap must not leave the button down

    def _put(self, index: int) -> None:
        self._controller.put(self._controller.view.quick[index][0])


class PaymentPanel(Dressed, QWidget):
    """Shows a `PaymentView`. Decides nothing."""

    def __init__(self, controller: PaymentController) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._due_label = Text(role="small", tone=Tone.MUTED)
        self.due, self.rounding = MoneyLabel(role="due", weight="bold"), Text(role="small", weight="medium")
        self.error = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True,
                          align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)  # fmt: skip
        self.back = Button(icon="arrow-left")
        self.share = Button(kind="ghost", icon="split")
        self.methods = [Button(kind="method", checkable=True) for _method in METHODS]
        self.part, self.tenders = Button(kind="secondary"), Tenders()
        self.entry, self.waiting = EntryPage(controller), WaitingPage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.entry)
        self.pages.addWidget(self.waiting)
        self.primary = Button(kind="pay", hint="Enter")
        self._lay_out()
        self._connect(controller)
        self.retranslate()
        self.show_view(controller.view)

    def _lay_out(self) -> None:
        told = layout.row(None, self._due_label, self.rounding, None, gap=12)
        due = layout.column(None, told, layout.row(None, self.due, None), gap=0)
        corner = layout.column(None, layout.row(None, None, self.share, self.back), (self.error, 1), gap=4)
        side = layout.sized(QWidget(), width=METHODS_WIDTH)
        layout.column(side, *self.methods, self.part, (self._scrolled(), 1), gap=8)
        middle = layout.row(None, side, (self.pages, 1), gap=12)
        layout.column(self, layout.row(None, due, (corner, 1)), (middle, 1), self.primary, gap=8, pad=10)

    def _scrolled(self) -> QScrollArea:
        """The tenders scroll where there are more of them than fit under the means."""
        board = QWidget()
        board.setProperty("plain", True)
        layout.column(board, self.tenders, None, gap=0)
        area = QScrollArea()
        area.setWidget(board)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.sized(area, min_height=LEAST_TENDERS)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return area

    def _connect(self, controller: PaymentController) -> None:
        self.back.clicked.connect(controller.close)
        for button, method in zip(self.methods, METHODS, strict=True):
            button.clicked.connect(lambda _=False, method=method: self._choose(method))
        self.part.clicked.connect(controller.take_part)
        self.tenders.removed.connect(controller.give_back)
        self.waiting.declined.connect(controller.decline)
        self.waiting.checked.connect(controller.check)
        self.waiting.noted.connect(controller.write_ref)
        self.share.clicked.connect(controller.share_out)
        self.primary.clicked.connect(controller.primary)
        self.primary.installEventFilter(self)
        controller.changed.connect(self.show_view)

    def show_view(self, view: PaymentView) -> None:
        """Show another state."""
        self._due_label.setText(view.due_label)
        self.due.setText(view.due)
        self.rounding.setText(view.rounding)
        self.rounding.setVisible(bool(view.rounding))
        self.error.setText(view.error)
        for button, method in zip(self.methods, view.methods, strict=True):
            button.show_text(method.label, detail=method.detail)
            button.show_icon(method.icon)
            button.setChecked(method.chosen)
            button.setEnabled(method.enabled)
        self.back.setEnabled(view.waiting is None)
        words = _("Chia {parts}").format(parts=view.shares) if view.shares else _("Chia đều")
        self.share.show_text("" if len(view.due) > LONG_DUE else words, name=words)
        self.share.setVisible(view.can_share)
        self.tenders.show_views(view.tenders)
        self.part.show_text(_("Nhận một phần"), detail=view.part)
        self.part.setVisible(bool(view.part))
        self._show_page(view)
        self.primary.show_text(view.primary, hint=view.primary_key)
        self.primary.setEnabled(view.can_primary or view.busy)
        self.primary.set_busy(view.busy)

    def retranslate(self) -> None:
        """Take up a new language."""
        self.back.show_text(_("Quay lại"))
        self.setAccessibleName(_("Thanh toán"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the large button is the screen's Enter, which must not confirm what it has only just asked for."""
        if watched is not self.primary or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        event.setAccepted(not is_enter)  # it goes on to the screen
        return is_enter

    def _show_page(self, view: PaymentView) -> None:
        if view.waiting is not None:
            if self.pages.currentWidget() is not self.waiting:
                self.waiting.begin()
            self.waiting.show_view(view.waiting)
            self.waiting.decline.setEnabled(not view.busy)
            self.pages.setCurrentWidget(self.waiting)
            return
        self.entry.show_view(view)
        self.pages.setCurrentWidget(self.entry)

    def _choose(self, method: TenderKind) -> None:
        self._controller.choose(method)
        self._controller.refresh()  # a second tap must not let the chosen one up
