"""The form about the shop, wired to the window and the services; leaving asks where something is not kept yet."""

from PySide6.QtCore import QObject

from pos_desktop.app.offices.form_visit import DraftVisit
from pos_desktop.app.offices.visit import Premises
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.shop.controller import ShopController
from pos_desktop.ui.shop.screen import ShopScreen
from pos_desktop.wording import _


class ShopVisit(DraftVisit):
    """One visit to the form about the shop."""

    controller: ShopController

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self.controller = ShopController(premises.desk, premises.ops, premises.person, self)

    def open(self) -> None:
        """Show the form; NOT_ALLOWED where the person has no right."""
        self.require("settings")
        self.screen = ShopScreen(self.controller)
        self.controller.left.connect(lambda: self.leave(self.left.emit))
        self.controller.kept.connect(lambda: self.premises.window.toast(ToastView(ToastKind.INFO, _("Đã lưu."))))
        self.controller.saved.connect(lambda made: self.premises.renew(made.facts))
        self.opened.emit()
        self.controller.load()
