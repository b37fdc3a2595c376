"""The question over the whole window: what is wanted, who may approve it, PIN dots and a pad; a badge is scanned in."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout

from pos_desktop.ui import layout
from pos_desktop.ui.approval.controller import ApprovalController, ApprovalView
from pos_desktop.ui.login.controller import PersonView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.paint import CENTRE
from pos_desktop.ui.widgets.pin import PinDots
from pos_desktop.ui.widgets.sheet import Modal
from pos_desktop.ui.window import Window
from pos_desktop.wording import _

WIDTH: Final = 400
COLUMNS: Final = 2


class ApprovalSheet(Modal):
    """Shows an `ApprovalView`. Decides nothing. Attributes: `pad`, `cancel` (button)."""

    def __init__(self, window: Window, controller: ApprovalController) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self._title = Text(role="heading", weight="medium", align=CENTRE)
        self._sentence = Text(wrap=True, align=CENTRE)
        self._message = Text(role="small", tone=Tone.DANGER, wrap=True, align=CENTRE)
        self._hint = Text(role="small", tone=Tone.MUTED, wrap=True, align=CENTRE)
        self._dots, self.pad, self.cancel = PinDots(), Keypad(extra="enter"), Button(kind="ghost")
        self._people: dict[object, Button] = {}
        self._grid: QGridLayout = layout.spaced(QGridLayout(), gap=8, pad=0)
        dots = layout.row(None, None, self._dots, None)
        layout.column(self.body, self._title, self._sentence, self._grid, dots, self._message, self.pad, self._hint,
                      self.cancel, gap=10)  # fmt: skip
        layout.sized(self.body, width=WIDTH)
        self._connect(controller)

    def _connect(self, controller: ApprovalController) -> None:
        self.pad.typed.connect(controller.digit)
        self.pad.erased.connect(controller.erase)
        self.pad.cleared.connect(lambda: controller.erase(everything=True))
        self.pad.entered.connect(controller.submit)
        self.cancel.clicked.connect(self.dismiss)
        self.dismissed.connect(controller.close)
        controller.changed.connect(self.show_view)
        controller.refused.connect(self.shake)

    def show_view(self, view: ApprovalView | None) -> None:
        """Show another state; None closes the question."""
        if view is None:
            self._go()
            return
        self._title.setText(view.title)
        self._sentence.setText(view.sentence)
        self._hint.setText(_("Người duyệt tự gõ mã PIN của mình, hoặc quét thẻ nhân viên"))
        self.cancel.show_text(_("Thôi, không làm"))
        self.setAccessibleName(f"{view.title}. {view.sentence}")
        self._show_people(view)
        self._dots.show_typed(view.typed, wrong=bool(view.message))
        self._message.setText(view.message)
        self._message.setVisible(bool(view.message))
        if self.pad.enter is not None:
            self.pad.enter.setEnabled(view.can_submit or view.busy)
            self.pad.enter.set_busy(view.busy)
        if not self.isVisible():
            self._window.hear_keys()
            self.open()

    def _go(self) -> None:
        if self.isVisible():
            self.close_cover()

    def close_cover(self) -> None:
        """Go away, and let the window take codes again."""
        super().close_cover()
        self._window.hear_codes()

    def _show_people(self, view: ApprovalView) -> None:
        if [person.id for person in view.people] != list(self._people):
            for old in self._people.values():
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._people = {person.id: self._button(person) for person in view.people}
            for at, button in enumerate(self._people.values()):
                self._grid.addWidget(button, *divmod(at, COLUMNS))
        for person in view.people:
            button = self._people[person.id]
            button.show_text(person.name, detail=person.role)
            button.setChecked(person.id == view.chosen)

    def _button(self, person: PersonView) -> Button:
        button = Button(person.name, kind="method", detail=person.role, icon="circle-user-round", checkable=True)
        button.setProperty("mayElide", True)
        button.clicked.connect(lambda: self._controller.choose(person.id))
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits go to the PIN, arrows to the people, Enter sends; Esc is the safe way out."""
        key, text = event.key(), event.text()
        if text.isascii() and text.isdigit():
            self._controller.digit(text)
        elif key == Qt.Key.Key_Backspace:
            self._controller.erase()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._controller.submit()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._controller.step(1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()
