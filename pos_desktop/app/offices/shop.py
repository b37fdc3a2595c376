"""The form about the shop, wired to the window and the services; leaving asks where something is not kept yet."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.services.shop.identity import About
from pos_desktop.ui.models.views import ConfirmView, ToastKind, ToastView
from pos_desktop.ui.shop.controller import ShopController
from pos_desktop.ui.shop.screen import ShopScreen
from pos_desktop.wording import _


class ShopVisit(Visit):
    """One visit to the form about the shop."""

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

    def leave(self, then: Callable[[], None]) -> None:
        """What was typed is kept, or given up by a word."""
        if not self.controller.is_changed:
            then()
            return
        view = ConfirmView(_("Bỏ thay đổi chưa lưu?"), (), _("Bỏ thay đổi"), _("Ở lại"))
        self.premises.window.confirm(view, then)

    def unsaved(self) -> About | None:
        """The form as it was typed."""
        return self.controller.draft if self.controller.is_changed else None

    def resume(self, unsaved: About) -> None:
        """The form as it was typed."""
        self.controller.resume(unsaved)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.controller.refresh()
