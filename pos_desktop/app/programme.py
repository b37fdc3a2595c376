"""The settings of the loyalty programme, wired to the window, the services and a worker for long reads."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pos_desktop.app.workers import Workers
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.what_if import WhatIfs
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.trial import Trials
from pos_desktop.ui.form.state import Shelf
from pos_desktop.ui.keys import Action
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.programme.controller import ProgrammeController, Setting
from pos_desktop.ui.programme.screen import ProgrammeScreen
from pos_desktop.ui.programme.year import YearController
from pos_desktop.ui.window import Window


class ProgrammeSettings(QObject):
    """One visit to the settings.

    Attributes: `screen`, from `opened` on. Signals: `opened()` when there is something to show, `left()`.
    """

    opened = Signal()
    left = Signal()

    def __init__(self, window: Window, desk: Desk, ops: Ops, workers: Workers, person: Person, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._desk, self._ops, self._workers, self._person = window, desk, ops, workers, person
        self._controller: ProgrammeController | None = None
        self._year: YearController | None = None
        self.screen: ProgrammeScreen | None = None

    def open(self) -> None:
        """Read the goods and show the settings; NOT_ALLOWED is told where the person has no right."""
        if not self._person.rights.programme:
            self._ops.problem.emit(Rejected(Code.NOT_ALLOWED, right="programme"))
            return
        self._ops.run(self._desk.catalogue.load, then=self._show)

    def _show(self, wares: Wares) -> None:
        controller = self._controller = ProgrammeController(
            self._desk.programmes, self._ops, setting_of(self._desk, wares, self._person), self
        )
        long_reads = Ops(self._workers.reports, parent=self)
        long_reads.problem.connect(self._ops.problem)
        self._year = YearController(WhatIfs(self._desk.till), long_reads, self)
        self.screen = ProgrammeScreen(controller, self._year)
        controller.left.connect(self.left)
        controller.toast.connect(self._window.toast)
        controller.ask.connect(self._window.confirm)
        controller.failed.connect(self._failed)
        self.opened.emit()
        controller.load()

    def act(self, action: Action, lock: Callable[[], None]) -> None:
        """Locking asks first whether what was changed may be lost."""
        if action is Action.LOCK:
            self.leave(lock)

    def leave(self, then: Callable[[], None]) -> None:
        """Do `then` when nothing would be lost, or a person says that it may be."""
        if self._controller is not None:
            self._controller.leave(then)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        if self._controller is not None and self._year is not None:
            self._controller.refresh()
            self._year.refresh()

    def stop(self) -> None:
        """Give up what runs."""
        if self._year is not None:
            self._year.stop()

    def _failed(self, problem: Exception) -> None:
        self._ops.problem.emit(problem)
        self.left.emit()


def setting_of(desk: Desk, wares: Wares, person: Person) -> Setting:
    """What the settings need of the till."""
    shelf = Shelf(
        tuple((category.id, category.name) for category in wares.index.categories),
        tuple((item.sku, item.name) for item in wares.index.items),
    )
    return Setting(desk.till.today(), Trials(desk.till, wares), shelf, person.id)
