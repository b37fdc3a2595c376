"""The screen of members, wired to the window, the services and a worker for reads."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_desktop.app.workers import Workers
from pos_desktop.cli.cards import write_card
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.roster import Roster
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.members.controller import MembersController
from pos_desktop.ui.members.deeds.deed import Office
from pos_desktop.ui.members.screen import MembersScreen
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Window


class MembersOffice(QObject):
    """One visit to the members.

    Attributes: `screen`, from `opened` on; `controller`. Signals: `opened()`, `left()`, `sound(str)`.
    """

    opened = Signal()
    left = Signal()
    sound = Signal(str)

    def __init__(
        self, window: Window, desk: Desk, ops: Ops, workers: Workers, person: Person, printer: str, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._window, self._desk, self._ops, self._workers = window, desk, ops, workers
        self._person, self._printer = person, printer
        self.controller: MembersController | None = None
        self.screen: MembersScreen | None = None

    def open(self) -> None:
        """Read who may stand for an adjustment, then show the members."""
        self._ops.run(self._desk.people.all, then=self._show)

    def _show(self, people: list[Person]) -> None:
        reads = Ops(self._workers.reports, parent=self)
        reads.problem.connect(self._ops.problem)
        office = office_of(self._desk, self._person, people, self._printer)
        self.controller = MembersController(Roster(self._desk.till), reads, self._ops, office, self)
        self.screen = MembersScreen(self.controller)
        self.controller.left.connect(self.left)
        self.controller.toast.connect(self._window.toast)
        self.controller.sound.connect(self.sound)
        self.opened.emit()
        self.controller.load()

    def scan(self, code: str) -> None:
        """A code was read anywhere on the screen."""
        if self.controller is not None:
            self.controller.scan(code)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        if self.controller is not None:
            self.controller.refresh()


def office_of(desk: Desk, person: Person, people: list[Person], printer: str) -> Office:
    """What deeds need of the till."""

    def save_card(card: str, path: Path) -> Path:
        return write_card(desk, card, **{path.suffix.lower().removeprefix("."): path})

    others = tuple(one for one in people if one.id != person.id and one.rights.points)
    return Office(desk, person, others, printer, save_card)
