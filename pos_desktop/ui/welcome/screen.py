"""Two cards, a new shop or the sample shop, and the short form behind the first."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.welcome.controller import WelcomeController, WelcomeView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Picture, Text
from pos_desktop.ui.widgets.paint import CENTRE, Dressed
from pos_desktop.wording import _

CARD_WIDTH: Final = 380
MOST_PIN: Final = 8


class Choice(QWidget):
    """One card: icon, title, what one gets, and a button."""

    def __init__(self, icon: str, *, kind: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = Text(role="heading", weight="bold", align=CENTRE, wrap=True)
        self._words = Text(tone=Tone.MUTED, align=CENTRE, wrap=True)
        self.verb = Button(kind=kind)
        picture = layout.row(None, None, Picture(icon, size=48, colour="primary"), None)
        layout.column(self, picture, self._title, self._words, None, self.verb, gap=14, pad=28)
        layout.sized(self, width=CARD_WIDTH, min_height=300)

    def show_texts(self, title: str, words: str, verb: str) -> None:
        """Show texts."""
        self._title.setText(title)
        self._words.setText(words)
        self.verb.show_text(verb)


class NewShopForm(QWidget):
    """Name of the shop, name of the owner, PIN twice."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.sized(self, width=520)
        self._title = Text(role="heading", weight="bold")
        self.fields = {part: LabelledField("") for part in ("name", "owner", "pin", "again")}
        for part in ("pin", "again"):
            edit = self.fields[part].edit
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setMaxLength(MOST_PIN)
            edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
        self.message = Text(tone=Tone.DANGER, weight="medium", wrap=True)
        self.back, self.verb = Button(icon="arrow-left"), Button(kind="primary")
        pins = layout.row(None, (self.fields["pin"], 1), (self.fields["again"], 1), gap=12)
        for part in ("pin", "again"):
            pins.setAlignment(self.fields[part], Qt.AlignmentFlag.AlignTop)
        foot = layout.row(None, self.back, None, self.verb)
        parts = (self._title, self.fields["name"], self.fields["owner"], pins, self.message, foot)
        layout.column(self, *parts, gap=14, pad=28)
        self.retranslate()

    def retranslate(self) -> None:
        """Show the texts in the language in force."""
        self._title.setText(_("Mở cửa hàng mới"))
        self.fields["name"].show_texts(_("Tên cửa hàng"), hint=_("In ở đầu mỗi hoá đơn"))
        self.fields["owner"].show_texts(_("Tên chủ cửa hàng"))
        self.fields["pin"].show_texts(_("Mã PIN"), hint=_("4 đến 8 số"))
        self.fields["again"].show_texts(_("Gõ lại mã PIN"))
        self.back.show_text(_("Quay lại"))
        self.verb.show_text(_("Mở cửa hàng"))

    def show_view(self, view: WelcomeView) -> None:
        """Show what is wrong, or that it is at work; the first wrong field gets the focus."""
        for part, edit in self.fields.items():
            edit.show_error(view.errors.get(part, ""))
        self.message.setText(view.message)
        self.message.setVisible(bool(view.message))
        self.verb.set_busy(view.busy)
        wrong = next((edit for part, edit in self.fields.items() if part in view.errors), None)
        if wrong is not None:
            wrong.edit.setFocus()


class WelcomeScreen(Dressed, QWidget):
    """What an empty data folder shows. Decides nothing."""

    def __init__(self, controller: WelcomeController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Text(role="kpi", weight="bold", align=CENTRE)
        self.new, self.sample = Choice("store", kind="primary"), Choice("coffee", kind="secondary")
        self._message = Text(tone=Tone.DANGER, weight="medium", align=CENTRE, wrap=True)
        self.form = NewShopForm()
        choice = QWidget()
        cards = layout.row(None, None, self.new, self.sample, None, gap=20)
        layout.column(choice, None, self._title, cards, self._message, None, gap=24)
        form = QWidget()
        layout.column(form, None, layout.row(None, None, self.form, None), None)
        self._pages = QStackedWidget()
        self._pages.addWidget(choice)
        self._pages.addWidget(form)
        layout.column(self, self._pages, pad=10)
        self._connect(controller)
        self.retranslate()
        self.show_view(WelcomeView())

    def _connect(self, controller: WelcomeController) -> None:
        self.new.verb.clicked.connect(lambda: self._turn_to(1))
        self.sample.verb.clicked.connect(controller.open_sample)
        self.form.back.clicked.connect(lambda: self._turn_to(0))
        self.form.verb.clicked.connect(self._submit)
        for part in self.form.fields.values():
            part.edit.returnPressed.connect(self._submit)
        controller.changed.connect(self.show_view)

    def retranslate(self) -> None:
        """Show the texts in the language in force."""
        self.setAccessibleName(_("Chào mừng"))
        self._title.setText(_("Bắt đầu với Khách Quen"))
        self.new.show_texts(
            _("Mở cửa hàng mới"),
            _("Cửa hàng của bạn, còn trống. Nhập hàng và khách sau."),
            _("Mở cửa hàng mới"),
        )
        self.sample.show_texts(
            _("Xem cửa hàng mẫu"),
            _("Một quán cà phê có sẵn món, khách quen và lịch sử bán hàng, để tập và dùng thử."),
            _("Xem cửa hàng mẫu"),
        )
        self.form.retranslate()

    def show_view(self, view: WelcomeView) -> None:
        """Show another state."""
        self.form.show_view(view)
        self._message.setText(view.message)
        self.new.verb.setEnabled(not view.busy)
        self.sample.verb.set_busy(view.busy and self._pages.currentIndex() == 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the choice."""
        if event.key() == Qt.Key.Key_Escape and self._pages.currentIndex():
            self._turn_to(0)
        else:
            super().keyPressEvent(event)

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        (self.form.fields["name"].edit if page else self).setFocus()

    def _submit(self) -> None:
        texts = {part: field.edit.text() for part, field in self.form.fields.items()}
        self._controller.open_new(**texts)
