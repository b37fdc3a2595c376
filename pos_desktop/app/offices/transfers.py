"""The screen of transfers, wired to the window and the services; leaving asks where something is not kept yet."""

from PySide6.QtCore import QObject

from pos_desktop.app.offices.form_visit import FormVisit
from pos_desktop.app.offices.visit import Premises
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.transfers.controller import TransfersController
from pos_desktop.ui.transfers.screen import TransfersScreen
from pos_desktop.wording import _


class TransfersVisit(FormVisit):
    """One visit to what the shop has set about transfers."""

    controller: TransfersController

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self.controller = TransfersController(premises.desk, premises.ops, premises.person, self)

    def open(self) -> None:
        """Show the screen; NOT_ALLOWED where the person has no right."""
        self.require("transfers")
        self.screen = TransfersScreen(self.controller)
        self.controller.left.connect(lambda: self.leave(self.left.emit))
        self.controller.saved.connect(self._tell)
        self.controller.asked.connect(self.premises.window.confirm)
        self.opened.emit()
        self.controller.load()

    def _tell(self, _made: object) -> None:
        self.premises.window.toast(ToastView(ToastKind.INFO, _("Đã lưu.")))
