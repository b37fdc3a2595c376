"""The screen of users, wired to the window and the services; badges become papers of a card's size."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.cli.cards import name_on_cards, write_badge
from pos_desktop.core.text import fold
from pos_desktop.ui.users.controller import UsersController
from pos_desktop.ui.users.screen import UsersScreen
from pos_desktop.ui.window import Target


class UsersVisit(Visit):
    """One visit to the users.

    Attributes: `controller`.
    """

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        at = premises
        self.controller = UsersController(at.desk, at.ops, at.person, _saver(name_on_cards(at.desk.till.shop)), self)

    def open(self) -> None:
        """Show the people; NOT_ALLOWED where the person has no right."""
        self.require("people")
        self.screen = UsersScreen(self.controller)
        self.controller.left.connect(self.left)
        self.controller.toast.connect(self.premises.window.toast)
        self.opened.emit()
        self.controller.load()

    def target(self, lock: Callable[[], None]) -> Target:
        """A member card that is read anywhere on the screen is the chosen person's own."""
        return replace(super().target(lock), scan=self.controller.link_card)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.controller.refresh()


def _saver(shop: str) -> Callable[[str, str, str], str]:
    """Badges go to the documents of who sits at the machine."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place) or Path.home())

    def save(name: str, role: str, token: str) -> str:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"the-nhan-vien-{fold(name).replace(' ', '-')}.pdf"
        return str(write_badge(shop, name, role, token, path))

    return save
