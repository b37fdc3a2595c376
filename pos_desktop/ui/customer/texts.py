"""The question what the customer's screen says while nobody buys: a line of text, and the address in its QR."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from pos_desktop.ui import layout
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Modal
from pos_desktop.ui.window import Window
from pos_desktop.wording import _

MOST_WORDS: Final = 120
MOST_CODE: Final = 300
"""Beyond it the modules of a QR are too small to be read from across a counter."""
WIDTH: Final = 520


class CustomerTexts(Modal):
    """Attributes: `words`, `code` (fields), `save`. Signals: `kept(str, str)` with both texts."""

    kept = Signal(str, str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._title = Text(role="heading", weight="medium", wrap=True)
        self.words, self.code = LabelledField(""), LabelledField("")
        self.words.edit.setMaxLength(MOST_WORDS)
        self.code.edit.setMaxLength(MOST_CODE)
        self._cancel, self.save = Button(), Button(kind="primary")
        buttons = layout.row(None, None, self._cancel, self.save, gap=16)
        layout.column(self.body, self._title, self.words, self.code, buttons, gap=16)
        layout.sized(self.body, width=WIDTH)
        self._cancel.clicked.connect(self.dismiss)
        self.save.clicked.connect(self._save)

    def ask(self, words: str, code: str) -> None:
        """Show what it says now, to be changed."""
        self.retranslate()
        self.words.edit.setText(words)
        self.code.edit.setText(code)
        self._window.hear_keys()
        self.open(self.words.edit)

    def close_cover(self) -> None:
        """Go away, and let the window take codes again."""
        super().close_cover()
        self._window.hear_codes()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps it; Esc is the safe way out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
            event.accept()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Ask in another language."""
        if not hasattr(self, "save"):
            return
        title = _("Chữ trên màn hình khách")
        self._title.setText(title)
        self.setAccessibleName(title)
        self.words.show_texts(_("Dòng chữ khi chưa có khách"), placeholder=_("Xin chào quý khách"))
        self.code.show_texts(
            _("Địa chỉ trong mã «Quét để thành hội viên»"), hint=_("Để trống thì không có mã"),
            placeholder="https://",
        )  # fmt: skip
        self._cancel.show_text(_("Thôi"))
        self.save.show_text(_("Lưu"))

    def _save(self) -> None:
        self.close_cover()
        self.kept.emit(self.words.edit.text().strip(), self.code.edit.text().strip())
