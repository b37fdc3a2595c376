"""The settings of the loyalty programme, wired to the window, the services and a worker for long reads."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from pos_desktop.app.offices.slips import promise_again
from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.benefits.partner_keys import PartnerKeys
from pos_desktop.services.office.what_if import WhatIfs
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.trial import Trials
from pos_desktop.ui.form.state import Shelf
from pos_desktop.ui.programme.beside import BesideController, BesidePorts
from pos_desktop.ui.programme.controller import ProgrammeController, Setting, Unfinished
from pos_desktop.ui.programme.screen import ProgrammeScreen
from pos_desktop.ui.programme.year import YearController
from pos_desktop.ui.window import Target


class ProgrammeVisit(Visit):
    """One visit to the settings."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self._controller: ProgrammeController | None = None
        self._year: YearController | None = None
        self._beside: BesideController | None = None

    def open(self) -> None:
        """Read the goods and show the settings; NOT_ALLOWED where the person has no right."""
        self.require("programme")
        self.premises.ops.run(self.premises.desk.catalogue.load, then=self._show)

    def _show(self, wares: Wares) -> None:
        at = self.premises
        setting = setting_of(at.desk, wares, at.person)
        controller = self._controller = ProgrammeController(at.desk.programmes, at.ops, setting, self)
        self._year = YearController(WhatIfs(at.desk.till), self.long_reads(), self)
        beside = self._beside = BesideController(ports_of(at), at.ops, self)
        self.screen = ProgrammeScreen(controller, self._year, beside)
        controller.left.connect(self.left)
        controller.toast.connect(at.window.toast)
        controller.ask.connect(at.window.confirm)
        controller.failed.connect(self._failed)
        beside.toast.connect(at.window.toast)
        beside.ask.connect(at.window.confirm)
        self.opened.emit()
        controller.load()
        beside.load()

    def target(self, lock: Callable[[], None]) -> Target:
        """Messages stand above the foot, which must be in sight."""
        assert isinstance(self.screen, ProgrammeScreen)
        return replace(super().target(lock), toasts=self.screen.toasts)

    def leave(self, then: Callable[[], None]) -> None:
        """Do `then` when nothing would be lost, or a person says that it may be."""
        if self._controller is not None:
            self._controller.leave(then)

    def unsaved(self) -> Unfinished | None:
        """The draft, where something was changed."""
        return self._controller.unfinished if self._controller is not None else None

    def resume(self, unsaved: Unfinished) -> None:
        """Go on with the draft."""
        if self._controller is not None:
            self._controller.resume(unsaved)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        for part in (self._controller, self._year, self._beside):
            if part is not None:
                part.refresh()

    def stop(self) -> None:
        """Give up what runs."""
        if self._year is not None:
            self._year.stop()

    def _failed(self, problem: Exception) -> None:
        self.premises.ops.problem.emit(problem)
        self.left.emit()


def ports_of(at: Premises) -> BesidePorts:
    """What stands beside a definition: keys shared with neighbours, and rounds of wheels."""

    def wheels_in_force() -> list[str]:
        return [wheel.id for wheel in at.desk.programmes.current().wheels]

    return BesidePorts(
        PartnerKeys(at.desk.till), at.desk.wheels, wheels_in_force, at.desk.till.ids, partial(promise_again, at),
        at.person.id, at.printer,
    )  # fmt: skip


def setting_of(desk: Desk, wares: Wares, person: Person) -> Setting:
    """What the settings need of the till."""
    shelf = Shelf(
        tuple((category.id, category.name) for category in wares.index.categories),
        tuple((item.sku, item.name) for item in wares.index.items),
    )
    return Setting(desk.till.today(), Trials(desk.till, wares), shelf, person.id)
