"""The shift and its drawer, wired to the window and the services."""

from PySide6.QtCore import QObject

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.ui.shift.drawer import DrawerController
from pos_desktop.ui.shift.drawer_screen import DrawerScreen
from pos_desktop.ui.shift.moving import ShiftOffice


class ShiftVisit(Visit):
    """One look at the open shift; it may end with the shift."""

    def __init__(
        self, premises: Premises, parent: QObject, *, opens_drawer: bool = False, takes_over: bool = False
    ) -> None:  # fmt: skip
        super().__init__(premises, parent)
        office = ShiftOffice(
            premises.desk, premises.ops, premises.person, premises.printer, premises.ask_approval
        )  # fmt: skip
        self._opens_drawer, self._takes_over = opens_drawer, takes_over
        self._controller = DrawerController(office, self)
        self._controller.toast.connect(premises.window.toast)

    def open(self) -> None:
        """Show the shift; NOT_ALLOWED for who has nothing to do with it."""
        self.require("shift")
        self.screen = DrawerScreen(self._controller)
        self._controller.left.connect(self.left)
        self._controller.ended.connect(self.left)
        self.opened.emit()
        if self._opens_drawer:
            self._controller.move(CashMovementKind.NO_SALE)
        if self._takes_over:
            self._controller.hand_over()
        self._controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()
