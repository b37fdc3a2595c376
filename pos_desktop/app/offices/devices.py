"""The till's devices, wired to the window, the printers, the scale and the screens."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Event
from typing import Final

from PySide6.QtCore import QObject

from pos_desktop.app.offices.form_visit import DraftVisit
from pos_desktop.app.offices.visit import Premises
from pos_desktop.app.trial import try_paper
from pos_desktop.core.quantity import Quantity
from pos_desktop.documents.test_page import TestPage, test_page
from pos_desktop.gateways.scales import Scale, parse_scale
from pos_desktop.services.selling.transfers import modules_of
from pos_desktop.services.till import Till
from pos_desktop.ui.devices.controller import DevicesController
from pos_desktop.ui.devices.numbers import show_numbers
from pos_desktop.ui.devices.probe import TEST_CODE
from pos_desktop.ui.devices.screen import DevicesScreen
from pos_desktop.ui.devices.standing import Asked
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Target
from pos_desktop.wording import in_language, language
from printing.devices.address import BadPrinterUri, Cups, FilePath, Nowhere, Win32, parse_uri
from printing.devices.alone import open_alone
from printing.devices.discovery import Found, on_network, plugged
from printing.devices.line import PrinterBusy, PrinterCut, PrinterUnreachable
from printing.devices.named import Named
from printing.devices.spool import Outcome, Reason
from printing.devices.status import ask

THREADS: Final = 4
ANSWER_SECONDS: Final = 0.3
PATIENCE: Final = 2.0
"""How long who asks lets a printer finish what it has: a question in the middle of a picture would be printed."""
SILENT: Final = (Cups, Win32, FilePath, Nowhere)
"""Lines that never answer; to open a queue would be to hand a job in."""


class DevicesVisit(DraftVisit):
    """One visit to the devices; whatever is asked of them runs on threads of its own, and is forgotten at the end."""

    controller: DevicesController

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        assert premises.devices is not None
        self._devices = premises.devices
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="devices")
        self._far = Ops(self._pool, parent=self)
        self._far.problem.connect(premises.ops.problem)
        self.controller = DevicesController(
            premises.desk, premises.ops, premises.person, self._devices, Trials(premises.desk.till), self._far,
            self,
        )  # fmt: skip

    def open(self) -> None:
        """Show the devices; NOT_ALLOWED for who does not sell."""
        self.require("sell")
        controller, window = self.controller, self.premises.window
        self.screen = DevicesScreen(controller)
        controller.left.connect(lambda: self.leave(self.left.emit))
        controller.printer.toast.connect(window.toast)
        controller.drawer_wanted.connect(lambda: window.menu.office_wanted.emit("drawer"))
        controller.numbers_wanted.connect(lambda: show_numbers(self))
        controller.sound_wanted.connect(self.premises.play)
        self._devices.changed.connect(controller.refresh)
        self._devices.serial.heard.connect(controller.scanner.hear)
        self.opened.emit()
        controller.load()
        self._far.run(modules_of, TEST_CODE, then=controller.scanner.show_modules)

    def target(self, lock: Callable[[], None]) -> Target:
        """Messages stand below the page, off its fields."""
        assert isinstance(self.screen, DevicesScreen)
        return replace(super().target(lock), toasts=self.screen.toasts)

    def stop(self) -> None:
        """Wait for no device: what is under way ends by its own limits."""
        self.controller.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)


class Trials:
    """`ui.devices.port.Outside`: the devices themselves."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def ask(self, printer: Named) -> Asked:
        """Ask a printer how it is; unknown where it cannot be asked."""
        try:
            if isinstance(parse_uri(printer.uri), SILENT):
                return Asked()
            line = open_alone(printer.uri, PATIENCE)
        except BadPrinterUri:
            return Asked(reason=Reason.NO_SUCH_PRINTER)
        except PrinterBusy:
            return Asked(reason=Reason.BUSY)
        except PrinterUnreachable:
            return Asked(reason=Reason.UNREACHABLE)
        try:
            return Asked(ask(line, ANSWER_SECONDS).condition) if printer.profile.answers_status else Asked()
        except PrinterCut:
            return Asked(reason=Reason.LINE_LOST)
        finally:
            with suppress(PrinterCut):
                line.close()

    def try_printer(self, printer: Named) -> Outcome:
        """Print the test page, past the queue: it is nobody's receipt."""
        shop = self._till.shop
        page = TestPage(shop.name, printer, self._till.now(), TEST_CODE, shop.is_training, shop.time_zone)
        return try_paper(printer, test_page(page, in_language(language())))

    def plugged(self) -> list[Found]:
        """What is plugged in."""
        return plugged()

    def search(self, range_text: str, stop: Event, progress: Callable[[int, int], object]) -> list[Found]:
        """What listens on a range of addresses."""
        return list(on_network(range_text, stop, progress))

    def weigh(self, address: str) -> Quantity:
        """What lies on the scale."""
        known = parse_scale(address)
        assert known is not None
        return Scale(known).read()
