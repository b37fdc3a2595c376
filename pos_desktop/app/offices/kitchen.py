"""The set-up of the kitchen's stations, wired to the window, the services and a printer that is tried."""

from PySide6.QtCore import QObject

from pos_desktop.app.offices.form_visit import FormVisit
from pos_desktop.app.offices.visit import Premises
from pos_desktop.documents.kitchen import KitchenPaper, kitchen_paper
from pos_desktop.selling.kitchen import TicketKind, Told
from pos_desktop.selling.lines import OrderType
from pos_desktop.services.shop.stations import StationFacts
from pos_desktop.services.till import Till
from pos_desktop.ui.kitchen.stations import StationsController
from pos_desktop.ui.kitchen.stations_screen import StationsScreen
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, in_language, language
from printing.devices.named import named
from printing.devices.spool import JobState, send
from printing.devices.transports import open_transport


class KitchenVisit(FormVisit):
    """One visit to the set-up of stations."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        outside = Ops(premises.workers.outside, parent=self)
        outside.problem.connect(premises.ops.problem)
        till = premises.desk.till
        self.controller = StationsController(
            premises.desk, premises.ops, outside, premises.person, lambda uri, facts: _try(till, uri, facts), self
        )
        self.controller.toast.connect(premises.window.toast)

    def open(self) -> None:
        """Show the stations; NOT_ALLOWED where the person has no right."""
        self.require("catalogue")
        self.screen = StationsScreen(self.controller)
        self.controller.left.connect(lambda: self.leave(self.left.emit))
        self.opened.emit()
        self.controller.load()


def _try(till: Till, uri: str, facts: StationFacts) -> str:
    """Print a trial ticket at an address; gives what is wrong, "" for nothing."""
    from printing.paper import thermal  # python-escpos and Pillow take a second to come

    paper = KitchenPaper(
        _("IN THỬ"), facts.name or _("Trạm mới"), TicketKind.ORDER, 0, till.now(), OrderType.DINE_IN,
        (Told(0, "", _("Phiếu thử, không làm món"), 1000),), time_zone=till.shop.time_zone,
    )  # fmt: skip
    printer = named(uri)
    payload = thermal.render(kitchen_paper(paper, in_language(language())), printer.profile)
    outcome = send(lambda: open_transport(printer.uri), payload, printer.profile)
    return "" if outcome.state in (JobState.PRINTED, JobState.SENT) else _("Máy in không phản hồi.")
