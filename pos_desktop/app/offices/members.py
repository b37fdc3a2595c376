"""The screen of members, wired to the window, the services and a worker for reads."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.cli.cards import hand_out, write_card, write_private
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.roster import Roster
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.members.cards import CardsController
from pos_desktop.ui.members.controller import MembersController
from pos_desktop.ui.members.deeds.deed import AskApproval, Office
from pos_desktop.ui.members.screen import MembersScreen
from pos_desktop.ui.window import Target
from pos_desktop.wording import _


class MembersVisit(Visit):
    """One visit to the members.

    Attributes: `controller` and `cards`, from `opened` on.
    """

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self.controller: MembersController | None = None
        self.cards: CardsController | None = None

    def open(self) -> None:
        """Show the members."""
        at = self.premises
        office = office_of(at.desk, at.person, at.printer, at.ask_approval)
        self.controller = MembersController(
            Roster(at.desk.till, at.person.rights), self.long_reads(), at.ops, office, self
        )
        self.cards = CardsController(
            self.controller, at.desk.card_sheets, at.person, self.long_reads(), at.ops, self._choose_place,
            lambda batch, pdf, path: hand_out(at.desk, at.person, batch, pdf, path),
        )  # fmt: skip
        self.screen = MembersScreen(self.controller, self.cards)
        self.controller.left.connect(self.left)
        self.controller.toast.connect(at.window.toast)
        self.controller.sound.connect(at.play)
        self.opened.emit()
        self.controller.load()

    def show_one(self, key: str) -> None:
        """Show a member, by the account."""
        if self.controller is not None:
            self.controller.choose(key)

    def target(self, lock: Callable[[], None]) -> Target:
        """A code that is read anywhere on the screen looks for its member."""
        return replace(super().target(lock), scan=self.scan)

    def scan(self, code: str) -> None:
        """A code was read anywhere on the screen."""
        if self.controller is not None:
            self.controller.scan(code)

    def _choose_place(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self.screen, _("Lưu thẻ thành viên"), name, "PDF (*.pdf)")[0]

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        if self.controller is not None:
            self.controller.refresh()

    def stop(self) -> None:
        """Give up what is being drawn."""
        if self.cards is not None:
            self.cards.stop()


def office_of(desk: Desk, person: Person, printer: str, ask_approval: AskApproval | None = None) -> Office:
    """What deeds need of the till."""

    def save_card(card: str, path: Path) -> Path:
        return write_card(desk, card, **{path.suffix.lower().removeprefix("."): path})

    return Office(desk, person, printer, save_card, write_private, ask_approval)
