"""The menu behind the three lines: settings of the shop, and language and theme, switched while the window is open."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

_LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}  # each in its own words, so that anybody finds the way back


class WindowMenu(Dressed, QMenu):
    """Signals: `language_chosen(str)` vi or en, `theme_chosen(str)` light, dark or auto, `members_wanted()`,
    `programme_wanted()`, `books_wanted()`, `gift_card_wanted()`.

    Attributes: `members`, `programme` and `books`, the entries of the members, of the loyalty programme's settings and
    of the books of points, enabled while somebody is signed in; `gift_card` sells one while an order may take it.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    programme_wanted = Signal()
    members_wanted = Signal()
    books_wanted = Signal()
    gift_card_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.gift_card = self.addAction("")
        self.gift_card.setEnabled(False)
        self.gift_card.triggered.connect(lambda _on=False: self.gift_card_wanted.emit())
        self.addSeparator()
        self.members = self.addAction("")
        self.members.setEnabled(False)
        self.members.triggered.connect(lambda _on=False: self.members_wanted.emit())
        self.programme = self.addAction("")
        self.programme.setEnabled(False)
        self.programme.triggered.connect(lambda _on=False: self.programme_wanted.emit())
        self.books = self.addAction("")
        self.books.setEnabled(False)
        self.books.triggered.connect(lambda _on=False: self.books_wanted.emit())
        self.addSeparator()
        self._languages, self._themes = QActionGroup(self), QActionGroup(self)
        for language, words in _LANGUAGES.items():
            self._add(self._languages, language, words).triggered.connect(
                lambda _on=False, language=language: self.language_chosen.emit(language)
            )
        self.addSeparator()
        for mode in ("light", "dark", "auto"):
            self._add(self._themes, mode, mode).triggered.connect(
                lambda _on=False, mode=mode: self.theme_chosen.emit(mode)
            )
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
        self.members.setText(_("Khách thành viên"))
        self.programme.setText(_("Chương trình khách quen"))
        self.books.setText(_("Sổ điểm"))
        names = {"light": _("Giao diện sáng"), "dark": _("Giao diện tối"), "auto": _("Theo máy")}
        for action in self._themes.actions():
            action.setText(names[action.data()])

    def _add(self, group: QActionGroup, choice: str, text: str) -> QAction:
        action = self.addAction(text)
        action.setData(choice)
        action.setCheckable(True)
        group.addAction(action)
        return action
