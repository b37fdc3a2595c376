"""The login card: people, PIN dots, what was wrong, and a pad; digits and Enter work without touching anything."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.login.controller import LoginController, LoginView, PersonView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.motion import shake
from pos_desktop.ui.widgets.paint import CENTRE
from pos_desktop.ui.widgets.pin import PinDots
from pos_desktop.wording import _

CARD_WIDTH: Final = 460
COLUMNS: Final = 2


class LoginScreen(QWidget):
    """Who sells, and the PIN. Decides nothing.

    Attributes: `controller`, `pad`, `card`, and `people`, their buttons by id.
    """

    def __init__(self, controller: LoginController) -> None:
        super().__init__()
        self.controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Đăng nhập"))
        self._shop, self._shift = Cut(role="heading", weight="bold", align=CENTRE), Text(align=CENTRE, tone=Tone.MUTED)
        self._dots, self._message = PinDots(), Text(align=CENTRE, tone=Tone.DANGER, weight="medium")
        self.people: dict[object, Button] = {}
        self._people_views: tuple[PersonView, ...] = ()
        self._grid: QGridLayout = layout.spaced(QGridLayout(), gap=8, pad=0)
        self.pad = Keypad(extra="enter")
        self._hint = Text(align=CENTRE, role="small", tone=Tone.MUTED)
        self.card = layout.sized(QWidget(), width=CARD_WIDTH)
        self.card.setProperty("card", True)
        names = layout.column(None, self._shop, self._shift, gap=2)
        pin = layout.column(None, layout.row(None, None, self._dots, None), self._message, gap=0)
        layout.column(self.card, names, self._grid, pin, self.pad, self._hint, gap=10, pad=(24, 18, 24, 14))
        layout.column(self, None, layout.row(None, None, self.card, None), None, pad=10)
        self._connect(controller)
        self.show_view(controller.view)

    def _connect(self, controller: LoginController) -> None:
        self.pad.typed.connect(controller.digit)
        self.pad.erased.connect(controller.erase)
        self.pad.cleared.connect(lambda: controller.erase(everything=True))
        self.pad.entered.connect(controller.submit)
        controller.changed.connect(self.show_view)
        controller.refused.connect(self._shake)  # a method: the controller outlives this screen, a lambda would not end

    def _shake(self) -> None:
        shake(self.card)

    def show_view(self, view: LoginView) -> None:
        """Show another state."""
        self._shop.show_text(view.shop)
        self._shift.setText(view.shift)
        self._show_people(view)
        self._dots.show_typed(view.typed, wrong=bool(view.message))
        self._message.setText(view.message)
        self._hint.setText(_("Gõ mã PIN rồi nhấn Enter, hoặc quét thẻ nhân viên"))
        self.pad.enter.setEnabled(view.can_submit or view.busy)
        self.pad.enter.set_busy(view.busy)
        for key in (*self.pad.keys.values(), self.pad.backspace):
            key.setEnabled(not view.waiting)

    def _show_people(self, view: LoginView) -> None:
        if [person.id for person in view.people] != list(self.people):
            self._rebuild(view.people)
        for person in view.people:
            button = self.people[person.id]
            button.show_text(person.name, detail=person.role)
            button.setChecked(person.id == view.chosen)

    def _rebuild(self, people: tuple[PersonView, ...]) -> None:
        for old in self.people.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.people = {person.id: self._person_button(person) for person in people}
        for at, button in enumerate(self.people.values()):
            self._grid.addWidget(button, *divmod(at, COLUMNS))

    def _person_button(self, person: PersonView) -> Button:
        button = Button(person.name, kind="method", detail=person.role, icon="circle-user-round", checkable=True)
        button.setProperty("mayElide", True)
        button.clicked.connect(lambda: self.controller.choose(person.id))
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits go to the PIN, arrows to the people, Enter signs in."""
        key, text = event.key(), event.text()
        if text.isascii() and text.isdigit():
            self.controller.digit(text)
        elif key == Qt.Key.Key_Backspace:
            self.controller.erase()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete):
            self.controller.erase(everything=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.controller.submit()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.controller.step(1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1)
        else:
            super().keyPressEvent(event)
