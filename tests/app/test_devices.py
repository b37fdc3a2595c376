"""The devices themselves: what a printer answers the screen, a scanner on a line, and settings that hold at once."""

import queue
from threading import Event

import pytest

from pos_desktop.app import trial
from pos_desktop.app.offices import devices
from pos_desktop.app.offices.devices import Trials
from pos_desktop.app.offices.kitchen import _try as try_station
from pos_desktop.app.offices.receipt_design import Drawing
from pos_desktop.app.serial_scanner import SerialScanner
from pos_desktop.app.settings import Settings, load_settings, save_settings
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.documents.design import STANDARD
from pos_desktop.gateways.scanner_lines import Listening, ScannerAddress, parse_scanner
from pos_desktop.services.shop.stations import StationFacts
from pos_desktop.ui.devices.probe import TEST_CODE
from pos_desktop.ui.devices.standing import of_printer
from pos_desktop.ui.receipt_design.view import Sight
from printing.devices.alone import open_alone
from printing.devices.named import Named, named
from printing.devices.profiles import profile_of
from printing.devices.spool import JobState, Reason
from printing.devices.status import Condition
from printing.virtual.decoder import decode
from printing.virtual.machine import VirtualPrinter


@pytest.fixture
def trials(shop):
    return Trials(shop.till)


@pytest.fixture
def printer():
    with VirtualPrinter() as made:
        yield made


@pytest.mark.parametrize(
    ("switch", "condition"),
    [
        ({}, Condition.READY),
        ({"paper": "low"}, Condition.NEAR_END),
        ({"paper": "out"}, Condition.PAPER_OUT),
        ({"cover_open": True}, Condition.COVER_OPEN),
        ({"cutter_error": True}, Condition.CUTTER_ERROR),
        ({"mute": True}, Condition.UNKNOWN),
    ],
)
def test_a_printer_is_asked_how_it_is(trials, printer, switch, condition):
    for name, value in switch.items():
        setattr(printer, name, value)
    asked = trials.ask(Named(printer.uri))
    assert (asked.condition, asked.reason, printer.jobs) == (condition, Reason.NONE, [])


def test_what_cannot_be_asked_is_unknown_and_what_is_not_there_is_lost(trials, tmp_path):
    paper = tmp_path / "paper"
    for uri in (f"file://{paper}", "cups://quay1", "win32://XP-80C"):
        assert trials.ask(Named(uri)).condition is Condition.UNKNOWN
    assert not paper.exists()
    assert trials.ask(Named("tcp://127.0.0.1:1")).reason is Reason.UNREACHABLE
    assert trials.ask(Named("may in")).reason is Reason.NO_SUCH_PRINTER


@pytest.mark.parametrize("profile", ["80mm", "58mm", "80mm;letters=ascii;qr=yes"])
def test_the_test_page_comes_out(trials, printer, profile):
    outcome = trials.try_printer(Named(printer.uri, profile_of(profile)))
    assert outcome.state is JobState.PRINTED
    (job,) = printer.jobs
    assert (TEST_CODE.encode() in job) is ("ascii" in profile)


def test_nothing_is_asked_or_tried_in_the_middle_of_another_paper(trials, printer, monkeypatch):
    monkeypatch.setattr(devices, "PATIENCE", 0.01)
    monkeypatch.setattr(trial, "PATIENCE", 0.01)
    line = open_alone(printer.uri)
    assert of_printer(trials.ask(Named(printer.uri))).word == "Đang in"
    assert trials.try_printer(Named(printer.uri)).reason is Reason.BUSY
    line.close()
    assert trials.try_printer(Named(printer.uri)).state is JobState.PRINTED
    printer.wait_for_jobs(1)
    assert printer.connections == 2, "nobody else was on the line meanwhile"


def test_a_receipt_s_trial_waits_for_its_printer_too(shop, printer, monkeypatch):
    monkeypatch.setattr(trial, "PATIENCE", 0.01)
    line = open_alone(printer.uri)
    told = Drawing(shop.till).print(Named(printer.uri), STANDARD, Sight(576, "vi"))
    line.close()
    assert told == "Chưa in được. Máy in đang in giấy khác. Chờ in xong rồi thử lại."
    assert Drawing(shop.till).print(Named(printer.uri), STANDARD, Sight(576, "vi")) == ""
    assert printer.connections == 2


@pytest.mark.parametrize(
    ("switch", "told"),
    [
        ({}, ""),
        ({"paper": "out"}, "Chưa in được. Máy in hết giấy. Lắp cuộn giấy mới, mặt nhạy nhiệt quay về phía đầu in, "
                           "rồi đóng nắp."),
        ({"cover_open": True}, "Chưa in được. Nắp máy in đang mở. Đóng nắp máy in cho khớp."),
    ],
)  # fmt: skip
def test_a_station_s_trial_says_what_is_wrong_and_what_to_do(shop, printer, switch, told):
    for name, value in switch.items():
        setattr(printer, name, value)
    assert try_station(shop.till, "80mm", printer.uri, StationFacts("Pha chế")) == told
    if not told:
        printer.wait_for_jobs(1)
    assert bool(printer.jobs) is not bool(told)


def test_a_station_s_trial_takes_the_till_s_usual_paper(shop, printer):
    for uri in (printer.uri, f"{printer.uri}#80mm"):
        assert try_station(shop.till, "58mm", uri, StationFacts("Pha chế")) == ""
    assert [decode(job).pieces[0].rasters[0].width for job in printer.wait_for_jobs(2)] == [384, 576]


def test_a_station_s_trial_at_no_address_is_refused(shop):
    with pytest.raises(EnvironmentProblem) as refused:
        try_station(shop.till, "80mm", "may in", StationFacts("Pha chế"))
    assert refused.value.code is Trouble.PRINTER_ADDRESS


def test_a_range_of_addresses_is_searched_and_given_up(trials):
    stop = Event()
    stop.set()
    assert trials.search("127.0.0.1-9", stop, lambda _done, _all: None) == []
    with pytest.raises(ValueError, match="everywhere"):
        trials.search("everywhere", stop, lambda _done, _all: None)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("COM3", ScannerAddress("COM3")), (" /dev/ttyACM0?baud=115200 ", ScannerAddress("/dev/ttyACM0", 115_200)),
        ("", None), ("COM", None), ("COM3?baud=x", None), ("http://x", None), ("/dev/t\ny", None), ("COM3?x=1", None),
    ],
)  # fmt: skip
def test_where_a_scanner_is(text, address):
    assert parse_scanner(text) == address


class Wire:
    """A serial line that says these bytes, then that it was unplugged."""

    def __init__(self, said: bytes) -> None:
        self._said, self.is_closed = iter(said), False

    def read(self, _size: int) -> bytes:
        byte = next(self._said, None)
        if byte is None:
            raise OSError("unplugged")
        return bytes([byte])

    def close(self) -> None:
        self.is_closed = True


def test_every_line_is_a_code_and_noise_is_none():
    wire = Wire(b"8930000000011\r\nKQ-1\t\xff\xfe\r\n\r" + b"x" * 300 + b"\rlast")
    news = list(Listening(ScannerAddress("COM3"), lambda _address: wire).news(lambda: False))
    assert news == [True, "8930000000011", "KQ-1", "x" * 256, False]
    assert wire.is_closed


def test_a_line_that_is_not_there_says_so():
    def refuse(_address):
        raise OSError("no such port")

    assert list(Listening(ScannerAddress("COM9"), refuse).news(lambda: False)) == [False]


class Open:
    """A line that says what is put into it."""

    def __init__(self, said: "queue.Queue[bytes]") -> None:
        self._said, self.closed = said, Event()

    def read(self, _size: int) -> bytes:
        try:
            return self._said.get(timeout=0.01)
        except queue.Empty:
            return b""

    def close(self) -> None:
        self.closed.set()


def test_a_scanner_on_a_line_is_heard_until_another_one_is_set(qapp, qtbot):
    said = queue.Queue()
    line = Open(said)
    scanner = SerialScanner(open_line=lambda _address: line)
    with qtbot.waitSignal(scanner.changed):
        scanner.use("COM3")
    assert scanner.is_there
    for byte in b"8930000000011\r":
        said.put(bytes([byte]))
    with qtbot.waitSignal(scanner.heard) as told:
        pass
    assert told.args == ["8930000000011"]
    scanner.use("")
    assert line.closed.wait(2)
    assert not scanner.is_there


def test_what_is_set_of_devices_survives_the_file(tmp_path):
    settings = Settings("tcp://10.0.0.7", "58mm;pin=5", fallback="usb://04b8:0202#58mm", volume=50, scanner="COM3",
                        scan_pause=True, scan_repeat_ms=0)  # fmt: skip
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path).settings == settings
    (tmp_path / "till.json").write_text('{"volume": 900, "scan_repeat_ms": -1, "scan_pause": 3, "scanner": 7}')
    assert load_settings(tmp_path).settings == Settings()
    assert named(settings.fallback).profile.name == "58mm"
