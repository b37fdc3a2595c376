"""What is plugged in, and who answers on a range of addresses."""

import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from printing.devices import discovery
from printing.devices.address import parse_uri
from printing.devices.discovery import Found, addresses, on_network, plugged
from printing.devices.status import Condition


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("192.168.1.0/24", "192.168.1.1", "192.168.1.254", 254),
        (" 192.168.1.77/30 ", "192.168.1.77", "192.168.1.78", 2),
        ("192.168.1.20-40", "192.168.1.20", "192.168.1.40", 21),
        ("192.168.1.250 - 192.168.2.5", "192.168.1.250", "192.168.2.5", 12),
        ("192.168.1.20", "192.168.1.20", "192.168.1.20", 1),
        ("10.0.0.0/22", "10.0.0.1", "10.0.3.254", 1022),
    ],
)
def test_a_range_is_read(text, first, last, count):
    read = addresses(text)

    assert (read[0], read[-1], len(read)) == (first, last, count)


@pytest.mark.parametrize(
    "text",
    ["", "-", "192.168.1", "192.168.1.300", "192.168.1.40-20", "192.168.1.1-256", "192.168.1.0/21", "10.0.0.0/8",
     "0.0.0.0/0", "10.0.0.1-10.255.0.1", "may-in.local", "::1", "192.168.1.1-2-3", "192.168.1.0/24/3",
     "192.168.1.0/x", "1.1.1.1; ls", "0.0.0.0", "0.0.0.0/24", "224.0.0.1", "239.1.2.0/24", "255.255.255.255",
     "223.255.255.250-224.0.0.3", "240.0.0.1"],
)  # fmt: skip
def test_what_is_no_range_is_refused_at_once(text):
    with pytest.raises(ValueError):
        on_network(text, threading.Event())


@pytest.mark.parametrize(
    ("trouble", "condition"),
    [({}, Condition.READY), ({"paper": "low"}, Condition.NEAR_END), ({"cover_open": True}, Condition.COVER_OPEN),
     ({"mute": True}, Condition.UNKNOWN)],
)  # fmt: skip
def test_who_listens_is_found_with_its_condition(paper, trouble, condition):
    for switch, position in trouble.items():
        setattr(paper, switch, position)
    heard = []

    found = list(on_network("127.0.0.1-4", threading.Event(), lambda *told: heard.append(told), port=paper.port))

    assert found == [Found(paper.uri, "127.0.0.1", "network", condition)]
    assert heard[-1] == (4, 4)
    assert paper.jobs == [], "nothing is printed"


def test_a_search_that_is_stopped_tries_nobody(paper):
    stop = threading.Event()
    stop.set()

    assert list(on_network("127.0.0.1", stop, port=paper.port)) == []
    assert paper.connections == 0


def test_a_search_may_be_left_in_the_middle(paper):
    found = on_network("127.0.0.1-200", threading.Event(), port=paper.port)

    assert next(found).uri == paper.uri
    found.close()


class _Device(list):
    idVendor, idProduct = 0x04B8, 0x0202
    manufacturer = "EPSON"

    def __init__(self, ends, product):
        interface = SimpleNamespace(bInterfaceClass=7)
        super().__init__([[_Interface(ends, interface)]])
        self._product = product

    @property
    def product(self):
        if self._product is None:
            raise ValueError("The device has no langid (permission issue, no string descriptors supported)")
        return self._product


class _Interface(list):
    def __init__(self, ends, told):
        super().__init__(SimpleNamespace(bEndpointAddress=end) for end in ends)
        self.bInterfaceClass = told.bInterfaceClass


@pytest.mark.parametrize(
    ("ends", "product", "expected"),
    [
        ((0x82, 0x01), "TM-T82\x1b[2J", Found("usb://04b8:0202", "EPSON TM-T82[2J", "usb")),
        ((0x03, 0x81), "TM-T82", Found("usb://04b8:0202?in=81&out=03", "EPSON TM-T82", "usb")),
        ((0x82, 0x01), None, Found("usb://04b8:0202", "04b8:0202", "usb")),
    ],
)
def test_a_printer_at_usb(monkeypatch, ends, product, expected):
    monkeypatch.setattr("usb.core.find", lambda **_: [_Device(ends, product)])

    found = [one for one in plugged() if one.kind == "usb"]

    assert found == [expected]
    parse_uri(found[0].uri)


def test_serial_ports_are_named(monkeypatch):
    ports = [
        SimpleNamespace(device="/dev/ttyUSB0", description="USB2.0-Serial"),
        SimpleNamespace(device="COM3", description="n/a"),
    ]
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: ports)

    found = [one for one in plugged() if one.kind == "serial"]

    assert found == [
        Found("serial:///dev/ttyUSB0", "USB2.0-Serial", "serial"),
        Found("serial://COM3", "COM3", "serial"),
    ]
    for one in found:
        parse_uri(one.uri)


def test_queues_of_cups(monkeypatch):
    told = SimpleNamespace(stdout="Quay_1\nBếp\nlpstat: no such thing\n-o\n\n")
    monkeypatch.setattr(discovery.subprocess, "run", lambda *_, **__: told)

    found = [one for one in plugged() if one.kind == "cups"]

    assert [one.name for one in found] == ["Quay_1", "Bếp"]
    assert [parse_uri(one.uri).name for one in found] == ["Quay_1", "Bếp"]


def test_queues_of_windows(monkeypatch):
    rows = [(0, "", "XP-80C (copy 1)", ""), (0, "", "\\\\may-chu\\XP-80", "")]
    monkeypatch.setitem(sys.modules, "win32print", SimpleNamespace(EnumPrinters=lambda *_: rows))

    found = [one for one in plugged() if one.kind == "windows"]

    assert [parse_uri(one.uri).name for one in found] == ["XP-80C (copy 1)", "\\\\may-chu\\XP-80"]


def test_a_source_that_fails_is_a_note_and_the_others_go_on(monkeypatch):
    def hung(*_, **__):
        raise subprocess.TimeoutExpired("lpstat", 2)

    def no_driver(**_):
        raise OSError("No backend\x1b available")

    monkeypatch.setattr(discovery.subprocess, "run", hung)
    monkeypatch.setattr("usb.core.find", no_driver)
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: [SimpleNamespace(device="COM3", description="n/a")])
    notes = []

    found = plugged(notes.append)

    assert [one.kind for one in found] == ["serial"]
    assert [note.partition(":")[0] for note in notes] == ["usb", "cups"]
    assert not any("\x1b" in note for note in notes)
