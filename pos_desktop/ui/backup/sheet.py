"""The sheet of a question about backups: words, one or two fields, a verb, and a bar while it is worked on."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.backup.questions import QuestionView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.member import ProgressBar
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

WIDTH = 520
MOST = 200


class QuestionSheet(Sheet):
    """Shows a `QuestionView`. Attributes: `first`, `second` (LabelledField), `verb`, `keep` (buttons)."""

    def __init__(self, area: QWidget, question: Any) -> None:
        super().__init__(area)
        self._question = question
        self._label = ""
        self._text, self._error = Text(wrap=True), Text(wrap=True, tone=Tone.DANGER)
        self.first, self.second = LabelledField(""), LabelledField("")
        self.verb, self.keep = Button(kind="primary"), Button(kind="secondary")
        self._bar = ProgressBar(name=_("Tiến độ"))
        card = layout.sized(QWidget(), width=WIDTH)
        buttons = layout.row(None, None, self.keep, self.verb, gap=16)
        layout.column(
            card, self._text, self.first, self.second, self._error, self._bar, buttons, None, gap=14,
        )  # fmt: skip
        layout.row(self.body, None, card, None, pad=(16, 20, 16, 16))
        for field in (self.first, self.second):
            field.edit.setMaxLength(MOST)
            field.edit.returnPressed.connect(self._confirm)
        self.verb.clicked.connect(self._confirm)
        self.keep.clicked.connect(question.close)
        self.closed.connect(question.close)
        question.changed.connect(self.show_view)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "_question"):
            self._question.refresh()

    def show_view(self, view: QuestionView) -> None:
        """Show another state; without a title the sheet closes, and forgets what was typed."""
        if not view.title:
            self._label = ""
            self._forget()
            self.close_sheet()
            return
        self.show_title(view.title)
        self._text.setText(view.text)
        self._show_fields(view)
        self._error.setText(view.error)
        self._error.setVisible(bool(view.error))
        self._bar.setVisible(view.progress is not None)
        self._bar.show_parts(view.progress or 0)
        self.verb.show_kind("danger" if view.danger else "primary")
        self.verb.show_text(view.verb)
        self.verb.set_busy(view.progress is not None)
        self.keep.show_text(_("Thôi"))
        if not self.isVisible():
            self.open(self.first.edit)

    def _show_fields(self, view: QuestionView) -> None:
        self.first.show_texts(view.first)
        self.second.show_texts(view.second)
        self.second.setVisible(bool(view.second))
        for field, is_secret in ((self.first, view.first_is_secret), (self.second, view.second_is_secret)):
            mode = QLineEdit.EchoMode.Password if is_secret else QLineEdit.EchoMode.Normal
            field.edit.setEchoMode(mode)
        if view.text != self._label:  # another question
            self._label = view.text
            self._forget()
            if self.isVisible():  # a sheet that is still to open remembers first where the focus was
                self.first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        for field in (self.first, self.second):
            field.edit.clear()

    def _confirm(self) -> None:
        self._question.confirm(self.first.edit.text(), self.second.edit.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
            event.accept()
        else:
            super().keyPressEvent(event)
