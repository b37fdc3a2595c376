"""The catalogue, wired to the window and the services; a code that the till did not know may begin it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pos_desktop.app.offices.catalogue_files import CatalogueFiles
from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.app.settings import load_settings
from pos_desktop.app.weighing import Read, reading
from pos_desktop.ui.catalogue.controller import CatalogueController
from pos_desktop.ui.catalogue.screen import CatalogueScreen
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Target


def scale_of(premises: Premises, owner: QObject) -> Read | None:
    """How the scale of this till is asked, None where there is none."""
    address = load_settings(premises.desk.till.db.path.parent).settings.scales
    return reading(address, Ops(premises.workers.outside, parent=owner))


class CatalogueVisit(Visit):
    """One visit to the catalogue. Attributes: `controller`."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self.controller = CatalogueController(premises.desk, premises.ops, premises.person, self)

    def open(self) -> None:
        """Show the catalogue; NOT_ALLOWED where the person has no right."""
        self.require("catalogue")
        at, controller = self.premises, self.controller
        self.screen = CatalogueScreen(controller)
        files = CatalogueFiles(at, controller, self._choose, self._choose_new, self)
        self.screen.deed_wanted.connect(files.do)
        controller.weighing.wanted.connect(files.print_portion)
        controller.labels.wanted.connect(files.print_labels)
        controller.labels.has_printer = controller.weighing.has_printer = bool(at.printer)
        controller.weighing.read = scale_of(at, self)
        controller.left.connect(self.left)
        controller.toast.connect(at.window.toast)
        controller.ask.connect(at.window.confirm)
        controller.sound.connect(at.play)
        self.opened.emit()
        controller.load()

    def _choose(self, title: str, start: str, endings: str) -> str:
        return QFileDialog.getOpenFileName(self.screen, title, start, endings)[0]

    def _choose_new(self, title: str, start: str, endings: str) -> str:
        return QFileDialog.getSaveFileName(self.screen, title, start, endings)[0]

    def target(self, lock: Callable[[], None]) -> Target:
        """A code that is read anywhere on the screen brings its item up."""
        return replace(super().target(lock), scan=self.controller.scan)

    def leave(self, then: Callable[[], None]) -> None:
        """What was typed is kept, or given up by a word."""
        self.controller.leave(then)

    def unsaved(self) -> Any:
        """The entry as it was typed."""
        return self.controller.unsaved

    def resume(self, unsaved: Any) -> None:
        """The entry as it was typed."""
        self.controller.keep_writing(unsaved)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.controller.refresh()
