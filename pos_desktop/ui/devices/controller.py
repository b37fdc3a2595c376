"""State of «Thiết bị»: every device with how it is, and which of them is looked at; knows no widget."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.gateways.scanner_lines import parse_scanner
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.devices.draft import Draft
from pos_desktop.ui.devices.kitchen import KitchenPrintersController
from pos_desktop.ui.devices.port import Outside, TillDevices
from pos_desktop.ui.devices.printer import PrinterController
from pos_desktop.ui.devices.scale import ScaleController
from pos_desktop.ui.devices.scanner import ScannerController
from pos_desktop.ui.devices.search import PrinterSearch
from pos_desktop.ui.devices.standing import Light, Standing, lost, not_set, ready
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _

PRINTER: Final = "printer"
DRAWER: Final = "drawer"
KITCHEN: Final = "kitchen"
SCANNER: Final = "scanner"
CUSTOMER: Final = "customer"
SCALE: Final = "scale"
SOUND: Final = "sound"
LOOK: Final = "look"
AUTO: Final = "auto"
OFF: Final = "off"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device in the list."""

    id: str
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class DevicesView:
    """The list; `note` says who may change what, "" for who may change everything."""

    rows: tuple[DeviceRow, ...]
    chosen: str
    note: str


@dataclass(frozen=True, slots=True)
class DevicesDraft:
    """What is typed and not kept yet; None for a page where there is nothing."""

    chosen: str
    printer: Draft | None = None
    scale: str | None = None
    scanner: str | None = None


class DevicesController(QObject):
    """The devices of this till, for one person.

    Attributes: `printer`, `search`, `kitchen`, `scanner`, `scale`: the pages' own controllers; `may_change`.
    Signals: `changed(DevicesView)`, `left()`, `drawer_wanted()` to open it as without a sale, `numbers_wanted()` to
    show on each screen which it is, `sound_wanted(str)` one of `ui.sounds.TONES`.
    """

    changed = Signal(object)
    left = Signal()
    drawer_wanted = Signal()
    numbers_wanted = Signal()
    sound_wanted = Signal(str)

    def __init__(
        self, desk: Desk, ops: Ops, person: Person, devices: TillDevices, outside: Outside, far: Ops,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.devices, self.may_change = devices, person.rights.settings
        self._is_training = desk.till.shop.is_training
        self._chosen = PRINTER
        self.printer = PrinterController(devices, outside, far, may_change=self.may_change, parent=self)
        self.search = PrinterSearch(outside, far, self)
        self.search.chosen.connect(lambda uri, fallback: self.printer.choose(uri, as_fallback=fallback))
        self.kitchen = KitchenPrintersController(desk, ops, devices, outside, far, self)
        self.scanner = ScannerController(devices, may_change=self.may_change, parent=self)
        self.scale = ScaleController(devices, outside, far, may_change=self.may_change, parent=self)
        for page in (self.printer, self.kitchen, self.scanner, self.scale):
            page.changed.connect(lambda _view: self.changed.emit(self.view))

    # what it shows

    @property
    def view(self) -> DevicesView:
        """The list, in the language in force."""
        note = "" if self.may_change else _("Bạn xem và thử được thiết bị. Đổi máy in, máy quét, cân, màn hình khách "
                                            "cần quyền cài đặt.")  # fmt: skip
        return DevicesView(tuple(self._rows()), self._chosen, note)

    def _rows(self) -> list[DeviceRow]:
        names = {
            PRINTER: _("Máy in hoá đơn"), DRAWER: _("Ngăn kéo"), KITCHEN: _("Máy in bếp"), SCANNER: _("Máy quét"),
            CUSTOMER: _("Màn hình khách"), SCALE: _("Cân"), SOUND: _("Âm thanh"), LOOK: _("Giao diện"),
        }  # fmt: skip
        standings = {
            PRINTER: self.printer.standing, DRAWER: self.drawer, KITCHEN: self.kitchen.standing,
            SCANNER: self.scanner.standing, CUSTOMER: self.customer, SCALE: self.scale.standing, SOUND: self.sound,
            LOOK: Standing(Light.GOOD, self.size_words(self.devices.settings.scale)),
        }  # fmt: skip
        return [DeviceRow(name, names[name], standings[name]) for name in names]

    @property
    def drawer(self) -> Standing:
        """The drawer hangs on the printer, and is as well as that."""
        if self._is_training:
            return Standing(Light.OFF, _("Đóng khi tập huấn"), _("Khi tập huấn ngăn kéo không bao giờ mở."))
        printer = self.printer.standing
        if printer == not_set():
            return replace(printer, advice=_("Ngăn kéo cắm vào máy in: đặt máy in trước."))
        return ready() if self.printer.is_well else printer

    @property
    def customer(self) -> Standing:
        """The customer's screen."""
        devices = self.devices
        if devices.customer_trouble:
            return lost(_("Kiểm tra dây màn hình, hoặc chọn màn hình khác."))
        if devices.customer_is_open:
            return ready()
        if devices.settings.customer_display == OFF:
            return Standing(Light.OFF, _("Tắt"))
        return replace(not_set(), advice=_("Chưa thấy màn hình thứ hai."))

    @property
    def sound(self) -> Standing:
        """Whether tones are heard."""
        settings = self.devices.settings
        if settings.sounds and settings.volume:
            return Standing(Light.GOOD, _("Bật, {percent} %").format(percent=settings.volume))
        return Standing(Light.OFF, _("Tắt"))

    def size_words(self, percent: int) -> str:
        """A size of the interface."""
        return f"{percent} %" if percent else _("Tự động")

    # what a person does

    def load(self) -> None:
        """Ask every device that can be asked."""
        self.printer.ask()
        self.kitchen.load()
        self.refresh()

    def refresh(self) -> None:
        """Tell everything again, after a change or a switch of language."""
        for page in (self.printer, self.kitchen, self.scanner, self.scale, self.search):
            page.refresh()
        self.changed.emit(self.view)

    def choose(self, device: str) -> None:
        """Look at another device."""
        self._chosen = device
        self.changed.emit(self.view)

    def change_freely(self, **fields: object) -> None:
        """Keep what anybody at the till may choose: sounds, size, colours, language."""
        self.devices.change(**fields)
        self.refresh()

    def choose_customer(self, choice: object) -> None:
        """Which screen is the customer's: `AUTO`, `OFF`, or a name."""
        if self.may_change:
            self.devices.change(customer_display=str(choice))
        self.refresh()

    def save_scanner(self) -> None:
        """Listen to the scanner's line as it is typed."""
        self.scanner.save(parse_scanner(self.scanner.view.address) is not None)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.may_change and any(page.is_changed for page in (self.printer, self.scale, self.scanner))

    @property
    def draft(self) -> DevicesDraft:
        """What is typed, of each page where it is not kept yet."""
        printer, scale, scanner = self.printer, self.scale, self.scanner
        return DevicesDraft(
            self._chosen, printer.draft if printer.is_changed else None,
            scale.view.address if scale.is_changed else None, scanner.address if scanner.is_changed else None,
        )  # fmt: skip

    def resume(self, draft: DevicesDraft) -> None:
        """Go on with what was typed before the till locked itself, on the page that was open."""
        if draft.printer is not None:
            self.printer.resume(draft.printer)
        if draft.scale is not None:
            self.scale.resume(draft.scale)
        if draft.scanner is not None:
            self.scanner.resume(draft.scanner)
        self.choose(draft.chosen)

    def stop(self) -> None:
        """Give up what runs."""
        self.search.stop()
