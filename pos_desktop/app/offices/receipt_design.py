"""The design of receipts, wired to the window, the services, the printer's own drawing and the printer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pos_desktop.app.offices.form_visit import DraftVisit
from pos_desktop.app.offices.visit import Premises
from pos_desktop.app.trial import try_paper, wrong_words
from pos_desktop.documents.design import ReceiptDesign
from pos_desktop.documents.design_sample import sample_receipt
from pos_desktop.documents.training import marked
from pos_desktop.services.office.print_worker import head_of
from pos_desktop.services.till import Till
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.receipt_design.controller import DesignController
from pos_desktop.ui.receipt_design.screen import DesignScreen
from pos_desktop.ui.receipt_design.view import Drawn, Sight
from pos_desktop.ui.window import Target
from pos_desktop.wording import _, in_language
from printing.devices.named import Named
from printing.devices.profiles import known_profile, profile_of
from printing.paper.document import Document

PROFILES = {576: "80mm", 384: "58mm"}


class DesignVisit(DraftVisit):
    """One visit to the design of receipts."""

    controller: DesignController

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        trials = Ops(premises.workers.trials, parent=self)
        trials.problem.connect(premises.ops.problem)
        drawing = Drawing(premises.desk.till)
        printer = _printer(premises)
        try_ = None if printer is None else lambda design, sight: drawing.print(printer, design, sight)
        self.controller = DesignController(
            premises.desk, premises.ops, self.long_reads(), trials, premises.person, drawing.draw, try_, self
        )
        self.controller.toast.connect(premises.window.toast)

    def open(self) -> None:
        """Show the design; NOT_ALLOWED where the person has no right."""
        self.require("settings")
        self.screen = DesignScreen(self.controller)
        self.screen.logo.clicked.connect(self._choose_logo)
        self.controller.left.connect(lambda: self.leave(self.left.emit))
        self.opened.emit()
        self.controller.load()

    def target(self, lock: Callable[[], None]) -> Target:
        """A code that is read ends in no field; messages stand below the paper, off the form."""
        assert isinstance(self.screen, DesignScreen)
        return replace(super().target(lock), scan=self.controller.scan, toasts=self.screen.toasts)

    def _choose_logo(self) -> None:
        kinds = "PNG, JPEG, WebP (*.png *.jpg *.jpeg *.webp)"
        if chosen := QFileDialog.getOpenFileName(self.screen, _("Chọn logo"), "", kinds)[0]:
            self.controller.take_logo(Path(chosen))


class Drawing:
    """Draws and prints trial receipts as the printer's worker does its own; its methods run on workers."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def draw(self, design: ReceiptDesign, sight: Sight) -> Drawn:
        """The dots that would come out."""
        from printing.paper import thermal  # python-escpos and Pillow take a second to come

        (paper,) = thermal.pictures(self._document(design, sight), profile_of(PROFILES[sight.width]))
        return Drawn(paper.width, paper.height, paper.tobytes())

    def print(self, printer: Named, design: ReceiptDesign, sight: Sight) -> str:
        """Print it; gives what is wrong, "" for nothing."""
        return wrong_words(try_paper(printer, self._document(design, sight)))

    def _document(self, design: ReceiptDesign, sight: Sight) -> Document:
        words = in_language(sight.language)
        paper = sample_receipt(head_of(self._till.shop, design), words, self._till.now(), is_guest=sight.is_guest)
        return marked(paper, words) if self._till.shop.is_training else paper


def _printer(premises: Premises) -> Named | None:
    """The till's receipt printer; None where it has none."""
    if premises.devices is None or not premises.printer:
        return None
    settings = premises.devices.settings
    return Named(settings.printer, known_profile(settings.profile))
