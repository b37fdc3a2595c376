"""The selling screens of one shop: sale, payment and done, wired to the window, the scanner and the printer."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pos_desktop.app.workers import Workers
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.keys import Action
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Target, Window


class Selling(QObject):
    """Lives from the first sign-in to the end of the program; the open order survives every lock.

    Signals: `locked()` when the cashier leaves the till (F12).
    """

    locked = Signal()

    def __init__(
        self, window: Window, desk: Desk, ops: Ops, workers: Workers, *, printer: str, profile: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._screen = QWidget()

    def begin(self, person: Person) -> None:
        """Sell as this person."""
        self._window.show_screen(self._screen, Target(act=self._act, has_keys=True, has_search=True))

    def retell(self) -> None:
        """Send every view again, after a switch of language."""

    def _act(self, action: Action) -> None:
        if action is Action.LOCK:
            self.locked.emit()
