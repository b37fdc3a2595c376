"""The menu behind the three lines: settings of the shop, and language and theme, switched while the window is open."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _
from pos_desktop.wording.messages import N_

_LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}  # each in its own words, so that anybody finds the way back


OFFICES: Final = {
    "shift": N_("Ca và két"),
    "tables": N_("Sơ đồ bàn"),
    "receipts": N_("Hoá đơn, hoàn tiền"),
    "catalogue": N_("Hàng hoá"),
    "members": N_("Khách thành viên"),
    "programme": N_("Chương trình khách quen"),
    "reports": N_("Báo cáo thành viên"),
    "figures": N_("Báo cáo bán hàng"),
    "books": N_("Sổ điểm"),
    "stock": N_("Kho"),
    "users": N_("Người dùng"),
    "shop": N_("Cửa hàng"),
    "receipt_design": N_("Mẫu hoá đơn"),
    "transfers": N_("Nhận chuyển khoản"),
    "kitchen": N_("Trạm bếp"),
    "journal": N_("Nhật ký"),
    "devices": N_("Thiết bị"),
    "backup": N_("Sao lưu"),
    "staff_risk": N_("Rủi ro nhân viên"),
}
"""Screens behind the menu by name, each with what the menu calls it."""
FOLDERS: Final = {
    N_("Hàng và kho"): ("catalogue", "stock"),
    N_("Sổ và nhật ký"): ("reports", "figures", "books", "journal", "staff_risk"),
    N_("Cài đặt cửa hàng"): ("shop", "receipt_design", "users", "transfers", "kitchen", "devices", "backup"),
}
"""Those of them that stand in a menu of their own: all side by side would be higher than the panel."""
SCREENS: Final = N_("Màn hình phụ")


class Choice(QActionGroup):
    """One of a few, in a menu of its own: all of them side by side would be higher than the panel."""

    def __init__(self, above: QMenu) -> None:
        super().__init__(above)
        self.menu = above.addMenu("")

    def add(self, choice: str, text: str) -> QAction:
        """Give the entry of one more."""
        action = self.menu.addAction(text)
        action.setData(choice)
        action.setCheckable(True)
        self.addAction(action)
        return action


class WindowMenu(Dressed, QMenu):
    """Signals: `language_chosen(str)` vi or en, `theme_chosen(str)` light, dark or auto, `office_wanted(str)` one of
    `OFFICES`, `gift_card_wanted()`, `customer_wanted(bool)` to open or close the customer's screen,
    `customer_texts_wanted()` for what it says, `kitchen_wanted()` for the kitchen's display, `training_wanted()` to
    begin a lesson, or to end it.

    Attributes: `offices`, the entries of `OFFICES` by name, enabled while somebody is signed in; `gift_card` sells one
    while an order may take it; `training` begins and ends lessons.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    office_wanted = Signal(str)
    gift_card_wanted = Signal()
    kitchen_wanted = Signal()
    customer_wanted = Signal(bool)
    customer_texts_wanted = Signal()
    training_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.gift_card = self.addAction("")
        self.gift_card.setEnabled(False)
        self.gift_card.triggered.connect(lambda _on=False: self.gift_card_wanted.emit())
        self.addSeparator()
        self._folders = {title: QMenu(self) for title in (*FOLDERS, SCREENS)}
        self.offices = {name: self._office(name) for name in OFFICES}
        for folder in self._folders.values():
            self.addMenu(folder)
        self.kitchen = self._folders[SCREENS].addAction("")
        self.kitchen.setEnabled(False)
        self.kitchen.triggered.connect(lambda _on=False: self.kitchen_wanted.emit())
        self.customer = self._folders[SCREENS].addAction("")
        self.customer.setCheckable(True)
        self.customer.triggered.connect(self.customer_wanted)
        self.customer_texts = self._folders[SCREENS].addAction("")
        self.customer_texts.setEnabled(False)
        self.customer_texts.triggered.connect(lambda _on=False: self.customer_texts_wanted.emit())
        self.addSeparator()
        self._is_training = False
        self.training = self.addAction("")
        self.training.setEnabled(False)
        self.training.triggered.connect(lambda _on=False: self.training_wanted.emit())
        self.addSeparator()
        self._languages, self._themes = Choice(self), Choice(self)
        for language, words in _LANGUAGES.items():
            self._languages.add(language, words).triggered.connect(
                lambda _on=False, language=language: self.language_chosen.emit(language)
            )
        for mode in ("light", "dark", "auto"):
            self._themes.add(mode, mode).triggered.connect(lambda _on=False, mode=mode: self.theme_chosen.emit(mode))
        self.retranslate()

    def show_chosen(self, *, language: str, theme: str) -> None:
        """Mark what is in force."""
        for group, chosen in ((self._languages, language), (self._themes, theme)):
            for action in group.actions():
                action.setChecked(action.data() == chosen)

    def action(self, choice: str) -> QAction:
        """Give the entry of a language or a theme."""
        entries = (*self._languages.actions(), *self._themes.actions())
        return next(entry for entry in entries if entry.data() == choice)

    def retranslate(self) -> None:
        """Name the settings and the themes in the language in force."""
        if not hasattr(self, "_themes"):
            return
        self.gift_card.setText(_("Bán thẻ quà tặng") + "\tCtrl+G")
        for name, action in self.offices.items():
            action.setText(_(OFFICES[name]))
        for title, folder in self._folders.items():
            folder.setTitle(_(title))
        self.kitchen.setText(_("Màn hình bếp"))
        self.customer.setText(_("Màn hình khách"))
        self.customer_texts.setText(_("Chữ trên màn hình khách"))
        self.training.setText(_("Kết thúc tập huấn") if self._is_training else _("Tập huấn"))
        self._languages.menu.setTitle(" · ".join(_LANGUAGES.values()))
        self._themes.menu.setTitle(_("Giao diện"))
        names = {"light": _("Giao diện sáng"), "dark": _("Giao diện tối"), "auto": _("Theo máy")}
        for action in self._themes.actions():
            action.setText(names[action.data()])

    def open_offices(self, are_open: bool) -> None:
        """Let the entries be taken, or not."""
        for action in self.offices.values():
            action.setEnabled(are_open)
        self.kitchen.setEnabled(are_open)
        self.customer_texts.setEnabled(are_open)
        self.training.setEnabled(are_open or self._is_training)  # whoever comes may end a lesson

    def show_customer(self, is_open: bool) -> None:
        """Mark whether the customer's screen is open."""
        self.customer.setChecked(is_open)

    def show_training(self, is_training: bool) -> None:
        """Offer to end the lesson, or to begin one."""
        self._is_training = is_training
        self.retranslate()

    def _office(self, name: str) -> QAction:
        above = next((self._folders[title] for title, names in FOLDERS.items() if name in names), self)
        action = above.addAction("")
        action.setEnabled(False)
        action.triggered.connect(lambda _on=False: self.office_wanted.emit(name))
        return action
