"""The kitchen as a till has it: its printers and its display, from the opening of the shop to its end."""

from PySide6.QtCore import QObject, Signal

from pos_desktop.app.kitchen_display import KitchenDisplay
from pos_desktop.app.kitchen_printers import KitchenPrinters
from pos_desktop.app.settings import Settings
from pos_desktop.app.workers import Workers
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Window


class KitchenRoom(QObject):
    """Attributes: `printers`, `display`. Signals: `troubled()` when what keeps a printer from printing has changed."""

    troubled = Signal()

    def __init__(
        self, window: Window, desk: Desk, ops: Ops, workers: Workers, settings: Settings, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.printers = KitchenPrinters(
            window, desk, ops, workers, profile=settings.profile, fallback=settings.fallback, parent=self
        )  # fmt: skip
        self.printers.troubled.connect(self.troubled)
        self.display = KitchenDisplay(window, desk, ops, workers, self)

    @property
    def trouble(self) -> str:
        """Which stations hear nothing on paper, "" when all do."""
        return self.printers.trouble

    def begin(self, person: Person) -> None:
        """Somebody is at the till."""
        self.printers.begin(person)

    def stop(self) -> None:
        """Print nothing more, on any thread."""
        self.printers.stop()
