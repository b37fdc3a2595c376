"""State of the scanner's page: how it is set, and what the last scan into the test field told; knows no widget."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from pos_desktop.services.selling.transfers import Modules
from pos_desktop.ui.devices.port import TillDevices
from pos_desktop.ui.devices.probe import TEST_CODE, Probe, Reading, Verdict, of_line
from pos_desktop.ui.devices.standing import Light, Standing, lost, ready
from pos_desktop.ui.models.views import Tone
from pos_desktop.wording import _

MOST_SHOWN = 40
SLOW_MS = 60


@dataclass(frozen=True, slots=True)
class ScannerView:
    """The page; `code` is what was read, `facts` how it came, `verdict` what is to be said of it."""

    standing: Standing
    is_serial: bool
    address: str
    address_error: str
    has_pause: bool
    repeat_ms: int
    code: str
    facts: str
    keys: str
    verdict: str
    tone: Tone
    modules: Modules
    may_change: bool


class ScannerController(QObject):
    """The till's scanner. Signals: `changed(ScannerView)`, `formed()` when the fields hold something else."""

    changed = Signal(object)
    formed = Signal()

    def __init__(
        self, devices: TillDevices, *, may_change: bool, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._devices, self._may_change = devices, may_change
        self._modules = Modules()
        self._probe = Probe()
        self._last: Reading | None = None
        self._is_serial = bool(devices.settings.scanner)
        self._address = devices.settings.scanner
        self._is_wrong = False

    @property
    def view(self) -> ScannerView:
        """The page, in the language in force."""
        kept, last = self._devices.settings, self._last
        told, tone = _verdict(last)
        return ScannerView(
            self.standing, self._is_serial, self._address,
            _("Ghi như COM3 hoặc /dev/ttyACM0?baud=9600.") if self._is_wrong else "", kept.scan_pause,
            kept.scan_repeat_ms, last.code if last else "", _facts(last) if last else "", _keys(last) if last else "",
            told, tone, self._modules, self._may_change,
        )  # fmt: skip

    @property
    def standing(self) -> Standing:
        """How the scanner is; one that types is only known by what it typed."""
        if self._devices.settings.scanner:
            return ready() if self._devices.scanner_is_there else lost(_("Kiểm tra dây và tên cổng của máy quét."))
        if self._last is None:
            return Standing(Light.OFF, _("Chưa thử"))
        if self._last.verdict in (Verdict.CHANGED, Verdict.CAPITALS):
            return Standing(Light.BAD, _("Đọc sai chữ"))
        return ready()

    def show_modules(self, modules: Modules) -> None:
        """The test code as a QR was drawn."""
        self._modules = modules
        self.refresh()

    def refresh(self) -> None:
        """Tell the page again."""
        self.changed.emit(self.view)

    # what comes in

    def key(self, text: str, at: int) -> None:
        """A key wrote into the test field, `at` ms."""
        self._probe.key(text, at)

    def erase(self, at: int) -> None:
        """A backspace came."""
        self._probe.erase(at)

    def compose(self, text: str, at: int) -> None:
        """An input method wrote."""
        self._probe.compose(text, at)

    def end(self, name: str) -> None:
        """Enter, Tab, or "" for a pause ended what was typed."""
        reading = self._probe.end(name)
        if reading is not None:
            self._take(reading)

    def hear(self, code: str) -> None:
        """A code came over the serial line."""
        self._take(of_line(code))

    def _take(self, reading: Reading) -> None:
        self._last = reading
        self.refresh()

    # what is set

    def choose_way(self, is_serial: bool) -> None:
        """It types, or is on a line of its own, which needs an address first."""
        if not self._may_change:
            return
        self._is_serial, self._is_wrong = is_serial, False
        if not is_serial:
            self._address = ""
            self._devices.change(scanner="")
        self.refresh()
        self.formed.emit()

    def write(self, address: str) -> None:
        """The address of its line was typed."""
        self._address, self._is_wrong = address.strip(), False
        self.refresh()

    @property
    def is_changed(self) -> bool:
        """Whether an address is typed that nobody listens to yet."""
        return self._is_serial and self._address != self._devices.settings.scanner

    @property
    def address(self) -> str:
        """The address as it is typed."""
        return self._address

    def resume(self, address: str) -> None:
        """Go on with what was typed before the till locked itself."""
        self._is_serial = True
        self.write(address)
        self.formed.emit()

    def save(self, is_address: bool) -> None:
        """Listen to this line from now on; what is no address (`is_address`) is told."""
        self._is_wrong = not is_address
        if is_address and self._may_change:
            self._devices.change(scanner=self._address)
        self.refresh()

    def set_pause(self, on: bool) -> None:
        """It sends neither Enter nor Tab."""
        if self._may_change:
            self._devices.change(scan_pause=on)
        self.refresh()

    def set_repeat(self, ms: object) -> None:
        """For how long the same code again is no second scan."""
        if self._may_change:
            self._devices.change(scan_repeat_ms=ms)
        self.refresh()


def _verdict(last: Reading | None) -> tuple[str, Tone]:
    if last is None:
        return _("Quét mã bên cạnh. Chữ phải ra đúng: {code}").format(code=TEST_CODE), Tone.MUTED
    told = {
        Verdict.SAME: (_("Đúng từng chữ."), Tone.PAY),
        Verdict.CHANGED: (
            _("Bộ gõ đang đổi ký tự: tắt bộ gõ tiếng Việt khi bán, hoặc cho máy quét chạy qua cổng COM."), Tone.DANGER,
        ),
        Verdict.CAPITALS: (_("Chữ hoa, chữ thường bị đảo: tắt Caps Lock."), Tone.DANGER),
        Verdict.OTHER: (_("Mã khác mã thử, không biết chữ có bị đổi không."), Tone.MUTED),
    }  # fmt: skip
    if last.ean_ok is False:
        return _("Số kiểm tra của mã vạch không khớp: có chữ số bị đọc sai."), Tone.DANGER
    if last.ean_ok:
        return _("Mã vạch đúng số kiểm tra."), Tone.PAY
    return told[last.verdict]


def _facts(last: Reading) -> str:
    ends = {"": _("không có phím kết thúc"), "Enter": _("kết thúc bằng Enter"), "Tab": _("kết thúc bằng Tab")}
    if last.total < 0:
        return _("Đến qua cổng COM.")
    if last.longest > SLOW_MS:
        slow = _("phím cách nhau lâu nên sẽ bị coi là gõ tay")
        return " · ".join((_times(last), ends[last.end], slow))
    return " · ".join((_times(last), ends[last.end]))


def _times(last: Reading) -> str:
    text = _("{count} ký tự trong {total} ms · cách nhau nhiều nhất {gap} ms")
    return text.format(count=len(last.code), total=last.total, gap=last.longest)


def _keys(last: Reading) -> str:
    shown = " ".join(f"{key}+{gap}" for key, gap in last.keys[:MOST_SHOWN])
    return f"{shown} …" if len(last.keys) > MOST_SHOWN else shown
