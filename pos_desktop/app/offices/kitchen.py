"""The set-up of the kitchen's stations, wired to the window, the services and a printer that is tried."""

from functools import partial

from PySide6.QtCore import QObject

from pos_desktop.app.offices.form_visit import FormVisit
from pos_desktop.app.offices.visit import Premises
from pos_desktop.app.trial import try_paper, wrong_words
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.documents.kitchen import KitchenPaper, kitchen_paper
from pos_desktop.documents.training import marked
from pos_desktop.selling.kitchen import TicketKind, Told
from pos_desktop.selling.lines import OrderType
from pos_desktop.services.shop.stations import StationFacts
from pos_desktop.services.till import Till
from pos_desktop.ui.kitchen.stations import StationsController
from pos_desktop.ui.kitchen.stations_screen import StationsScreen
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, in_language, language
from printing.devices.address import BadPrinterUri
from printing.devices.named import named
from printing.devices.profiles import known_profile


class KitchenVisit(FormVisit):
    """One visit to the set-up of stations."""

    controller: StationsController

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        trials = Ops(premises.workers.trials, parent=self)
        trials.problem.connect(premises.ops.problem)
        usual = premises.devices.settings.profile if premises.devices is not None else ""
        self.controller = StationsController(
            premises.desk, premises.ops, trials, premises.person, partial(_try, premises.desk.till, usual), self
        )
        self.controller.toast.connect(premises.window.toast)

    def open(self) -> None:
        """Show the stations; NOT_ALLOWED where the person has no right."""
        self.require("catalogue")
        self.screen = StationsScreen(self.controller)
        self.controller.left.connect(lambda: self.leave(self.left.emit))
        self.opened.emit()
        self.controller.load()


def _try(till: Till, usual: str, uri: str, facts: StationFacts) -> str:
    """Print a trial ticket at an address, by the profile that is `usual` where it has none of its own.

    Gives what is wrong and what to do, "" for nothing; PRINTER_ADDRESS.
    """
    paper = KitchenPaper(
        _("IN THỬ"), facts.name or _("Trạm mới"), TicketKind.ORDER, 0, till.now(), OrderType.DINE_IN,
        (Told(0, "", _("Phiếu thử, không làm món"), 1000),), time_zone=till.shop.time_zone,
    )  # fmt: skip
    try:
        printer = named(uri, known_profile(usual))
    except BadPrinterUri as error:
        raise EnvironmentProblem(Trouble.PRINTER_ADDRESS, uri=uri) from error
    words = in_language(language())
    document = kitchen_paper(paper, words)
    return wrong_words(try_paper(printer, marked(document, words) if till.shop.is_training else document))
