"""A till's devices: what is set of them, kept in till.json and in force at once."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.app.customer import CustomerDisplay
from pos_desktop.app.flow import Flow
from pos_desktop.app.look import Look
from pos_desktop.app.serial_scanner import SerialScanner
from pos_desktop.app.settings import Settings
from pos_desktop.app.weighing import use_scale
from pos_desktop.app.workers import Workers
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.scanner import ScanFilter, ScanSettings

if TYPE_CHECKING:
    from collections.abc import Callable

PRINTER: Final = {"printer", "profile", "fallback"}
SCANNER: Final = {"scanner", "scan_pause", "scan_repeat_ms"}
SOUNDS: Final = {"sounds", "volume"}


class Devices(QObject):
    """Changes settings of this till for whichever flow has the window.

    Attributes: `look`, `customer`, and `serial`, the scanner on a line of its own.
    Signals: `changed()` after a change, and when the scanner's line came or went.
    """

    changed = Signal()

    def __init__(
        self, look: Look, scanner: ScanFilter, customer: CustomerDisplay, workers: Workers,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.look, self.customer = look, customer
        self._scanner, self._workers = scanner, workers
        self._flow: Flow | None = None
        self.serial = SerialScanner(self)
        self.serial.heard.connect(scanner.hear)
        self.serial.changed.connect(self.changed)

    @property
    def settings(self) -> Settings:
        """Those in force."""
        return self.look.in_force

    def follow(self, flow: Flow) -> Flow:
        """Change what this flow has, from now on; gives it back."""
        self._flow, flow.devices = flow, self
        return flow

    def start(self) -> None:
        """The program begins: the scanner is listened to as it is set."""
        settings = self.settings
        self._scanner.settings = ScanSettings(suffixless=settings.scan_pause, repeat_ms=settings.scan_repeat_ms)
        self.serial.use(settings.scanner)

    def stop(self) -> None:
        """The program ends."""
        self.serial.use("")

    @property
    def scanner_is_there(self) -> bool:
        """Whether the serial scanner's line is open."""
        return self.serial.is_there

    @property
    def customer_trouble(self) -> str:
        """What is wrong with the customer's screen, "" for nothing."""
        return self.customer.trouble

    @property
    def customer_is_open(self) -> bool:
        """Whether the customer's screen is open."""
        return self.customer.screen is not None

    def panels(self) -> list[str]:
        """Names of the screens that the till is not on."""
        return self.customer.panel_names()

    def change(self, **fields: Any) -> None:
        """Keep settings otherwise, and put them in force."""
        switches: dict[str, Callable[[Any], None]] = {
            "theme": self.look.choose_theme, "language": self.look.choose_language, "scale": self.look.choose_scale,
            "customer_display": self.customer.use,
        }  # fmt: skip
        for name in fields.keys() & switches:
            switches[name](fields.pop(name))
        if fields:
            self.look.change(**fields)
        if fields.keys() & SCANNER:
            self.start()
        if self._flow is not None:
            self._flow.settings = self.settings
            self._put_in_force(self._flow, set(fields))
        self.changed.emit()

    def _put_in_force(self, flow: Flow, names: set[str]) -> None:
        settings = self.settings
        if names & PRINTER and flow.receipts is not None:
            flow.receipts.use(settings)
            if flow.selling is not None:
                flow.selling.sale.printer = flow.receipts.printer
            if flow.kitchen is not None:
                flow.kitchen.printers.assume(settings.profile, settings.fallback)
        if names & SOUNDS:
            flow.sounds.use(on=settings.sounds, volume=settings.volume)
        if "scales" in names and flow.selling is not None:
            flow.selling.sale.weigh = None
            use_scale(flow.selling.sale, settings.scales, Ops(self._workers.outside, parent=flow.selling))
