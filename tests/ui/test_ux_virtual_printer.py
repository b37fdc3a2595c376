"""The virtual printer's window on every panel: fit, hit, read and named."""

import pytest

from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.virtual_printer.controller import VirtualPrinterController
from pos_desktop.ui.virtual_printer.screen import VirtualPrinterScreen
from pos_desktop.ui.virtual_printer.view import EdgeView, NoteView, StripView
from tests.ui.tour import EveryState
from tests.ui.virtual_printer.stand_in import StandIn

PIECE = (StripView(576, 900, b"\x0f" * (72 * 900)), EdgeView())


class TestVirtualPrinter(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel):
        controller = VirtualPrinterController(StandIn())
        tour = panel(VirtualPrinterScreen(controller))
        tour.look("nothing yet")
        notes = (NoteView("Két mở (chân 2)", Tone.PAY), NoteView("Không hiểu 2.048 byte: " + "0F " * 40, Tone.DANGER))
        controller.take((*PIECE, *notes, PIECE[0], EdgeView(torn=True)), ["x" * 300], jobs=1200, torn=45, dropped=False)
        for switch in ("cover_open", "asb", "hanging"):
            controller.toggle(switch)
        controller.choose_paper("out")
        controller.type_drop_at("12x")
        tour.look("paper, trouble and a mistake")
        return tour
