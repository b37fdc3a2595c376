import contextlib
import os
import threading
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.devices import drivers, escpos_door
from printing.devices.address import Cups, FilePath, Nowhere, Serial, Tcp, Usb, Win32, parse_uri
from printing.devices.transports import (
    BadPrinterUri,
    FileTransport,
    PrinterCut,
    PrinterUnreachable,
    TcpTransport,
    open_transport,
)


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("none", Nowhere()),
        ("tcp://192.168.1.50:9100", Tcp("192.168.1.50", 9100)),
        ("tcp://bep.local", Tcp("bep.local", 9100)),
        ("tcp://[::1]:9101/", Tcp("::1", 9101)),
        ("file:///dev/usb/lp0", FilePath("/dev/usb/lp0")),
        ("file:///tmp/gi%E1%BA%A5y%20in", FilePath("/tmp/giấy in")),
        ("usb://04b8:0202", Usb(0x04B8, 0x0202, 0x82, 0x01)),
        ("usb://0416:5011?in=81&out=03", Usb(0x0416, 0x5011, 0x81, 0x03)),
        ("serial:///dev/ttyUSB0?baud=9600", Serial("/dev/ttyUSB0", 9600)),
        ("serial:///dev/ttyUSB0", Serial("/dev/ttyUSB0", 19200)),
        ("serial://COM3?baud=38400", Serial("COM3", 38400)),
        ("cups://Quay_1", Cups("Quay_1")),
        ("win32://XP-80C%20(copy%201)", Win32("XP-80C (copy 1)")),
        ("win32://\\\\may-chu\\XP-80", Win32("\\\\may-chu\\XP-80")),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths are written otherwise")
def test_what_a_uri_names(uri, address):
    assert parse_uri(uri) == address


@pytest.mark.parametrize(
    "uri",
    [
        "", "None", "none://", "192.168.1.50", "tcp:", "tcp://", "tcp://:9100", "tcp://a:0", "tcp://a:99999", "tcp://a:x",
        "tcp://a/b", "tcp://a?b=1", "tcp://u:p@a", "http://a", "file://", "file:///", "file://host/x", "file:///a?b",
        "usb://", "usb://04b8", "usb://04b8:zzzz", "usb://04b8:0202?in=82&in=81", "usb://04b8:0202?x=1", "usb://04b8:0202?in=z",
        "serial://", "serial:///dev/ttyS0?baud=fast", "serial:///dev/ttyS0?baud=-1", "serial:///dev/ttyS0?bauds=1",
        "cups://", "cups://-o", "cups://a%0Ab", "win32://", "tcp://a\x1b:1", "tcp://[::1", " tcp://a", "cups://a\u202eb",
    ],
)  # fmt: skip
def test_what_is_no_printer(uri):
    with pytest.raises(BadPrinterUri) as caught:
        parse_uri(uri)

    assert caught.value.uri == uri
    assert isinstance(caught.value, ValueError)


KINDS = {"none": Nowhere, "tcp": Tcp, "file": FilePath, "usb": Usb, "serial": Serial, "cups": Cups, "win32": Win32}


@given(st.one_of(st.text(max_size=40), st.from_regex(r"(tcp|file|usb|serial|cups|win32)://.{0,20}", fullmatch=True)))
def test_any_text_is_a_printer_or_is_refused(uri):
    with contextlib.suppress(BadPrinterUri):
        assert type(parse_uri(uri)) is KINDS[uri.partition(":")[0].lower()]


def test_a_line_carries_bytes_both_ways(paper):
    line = open_transport(paper.uri)
    assert line.can_answer
    line.write(b"\x10\x04\x01")

    assert line.read(2) == b"\x12"
    assert line.read(0.01) == b""
    line.write(b"ABC" * 5000)
    line.close()
    assert paper.wait_for_jobs(1) == [b"ABC" * 5000]


@pytest.mark.parametrize("uri", ["tcp://127.0.0.1:1", "file:///no/such/folder/printer"])
def test_nobody_there(uri):
    with pytest.raises(PrinterUnreachable) as caught:
        open_transport(uri)
    assert caught.value.reason


def test_a_name_that_no_network_can_have():
    with pytest.raises(PrinterUnreachable):
        TcpTransport("a" * 80, 9100)


def test_a_file_grows(tmp_path):
    for payload in (b"A" * 3000, b"B"):
        line = FileTransport(str(tmp_path / "paper.bin"))
        line.write(payload)
        assert line.read(0.1) == b"" and not line.can_answer
        line.close()

    assert (tmp_path / "paper.bin").read_bytes() == b"A" * 3000 + b"B"


@pytest.mark.skipif(os.name == "nt", reason="no named pipes in folders")
def test_a_pipe_that_nobody_reads_is_unreachable_and_one_that_stalls_is_cut(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(PrinterUnreachable):
        FileTransport(str(pipe))

    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    line = FileTransport(str(pipe), idle=0.05)
    with pytest.raises(PrinterCut) as caught:
        line.write(b"A" * 1_000_000)
    assert 0 < caught.value.sent_bytes < 1_000_000
    line.close()
    os.close(reader)


@pytest.mark.skipif(os.name == "nt", reason="no named pipes in folders")
def test_a_pipe_with_a_slow_reader_gets_everything(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got = []

    def read():
        with pipe.open("rb") as file:
            got.append(file.read())

    thread = threading.Thread(target=read)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    line = FileTransport(str(pipe))
    thread.start()
    line.write(b"A" * 300_000)
    line.close()
    thread.join(5)
    rest = len(b"".join(got))
    os.close(reader)
    assert rest == 300_000


# -- devices that python-escpos carries ---------------------------------------------------------------------------


@pytest.fixture
def library(monkeypatch):
    """The library with every device replaced by its Dummy; `made` holds (class, arguments, options)."""
    dummy = escpos_door.printers().Dummy
    made = []

    def stand_in(name):
        def make(*arguments, **options):
            printer = dummy(profile=options.get("profile"))
            port = SimpleNamespace(in_waiting=0, returncode=0, read=lambda *_: b"\x12")
            printer.opened, printer.device = [], port
            printer.open = lambda **how: printer.opened.append(how)
            made.append((name, arguments, options, printer))
            return printer

        return make

    classes = SimpleNamespace(**{name: stand_in(name) for name in ("Usb", "Serial", "LP", "Win32Raw")})
    monkeypatch.setattr(drivers, "printers", lambda: classes)
    return SimpleNamespace(made=made, classes=classes)


@pytest.mark.parametrize(
    ("uri", "name", "arguments", "answers"),
    [
        ("usb://04b8:0202", "Usb", (0x04B8, 0x0202), True),
        ("serial:///dev/ttyUSB0?baud=9600", "Serial", ("/dev/ttyUSB0",), True),
        ("cups://Quay_1", "LP", ("Quay_1",), False),
        ("win32://XP-80C", "Win32Raw", ("XP-80C",), False),
    ],
)
def test_devices_get_the_bytes_and_the_settings(library, uri, name, arguments, answers):
    line = open_transport(uri)
    line.write(b"A" * 2500)

    ((made, given, options, printer),) = library.made
    assert (made, given, options["profile"]) == (name, arguments, "default")
    assert printer.output == b"A" * 2500
    assert len(printer.opened) == 1
    assert line.can_answer is answers
    assert line.read(0.01) == (b"\x12" if answers else b"")
    line.close()


def test_settings_of_usb_and_serial(library):
    open_transport("usb://04b8:0202?in=81&out=03")
    open_transport("serial://COM3?baud=38400")

    usb, serial = (options for _, _, options, _ in library.made)
    assert (usb["in_ep"], usb["out_ep"], usb["timeout"]) == (0x81, 0x03, 2000)
    assert serial["baudrate"] == 38400
    assert library.made[1][3].device.write_timeout == 2.0


@pytest.mark.parametrize("uri", ["usb://04b8:0202", "serial://COM3", "cups://a", "win32://a"])
def test_a_missing_device_is_unreachable(library, uri):
    def missing(*_, **__):
        raise AssertionError("Incorrect printer name")

    for name in vars(library.classes):
        setattr(library.classes, name, missing)
    with pytest.raises(PrinterUnreachable, match="Incorrect printer name"):
        open_transport(uri)


def test_a_device_that_fails_in_the_middle_is_cut(library):
    line = open_transport("win32://a")
    printer = library.made[0][3]
    taken = []

    def fail(piece):
        if taken:
            raise RuntimeError("out of paper")
        taken.append(piece)

    printer._raw = fail
    with pytest.raises(PrinterCut) as caught:
        line.write(b"A" * 2500)
    assert caught.value.sent_bytes == 1025
    assert caught.value.reason == "out of paper"


def test_a_refused_cups_job_shows_when_the_line_is_closed(library):
    line = open_transport("cups://a")
    library.made[0][3].device.returncode = 1

    with pytest.raises(PrinterCut, match="refused"):
        line.close()


@pytest.mark.parametrize(("number", "expected"), [(110, b""), (5, None)])
def test_usb_silence_is_silence_and_a_pulled_plug_is_a_cut(library, number, expected):
    line = open_transport("usb://04b8:0202")

    def read(*_):
        raise type("USBError", (OSError,), {})(number, "x")

    library.made[0][3].device.read = read
    if expected is None:
        with pytest.raises(PrinterCut):
            line.read(0.1)
    else:
        assert line.read(0.1) == expected


@pytest.mark.parametrize(("ends", "answers"), [((0x01, 0x82), True), ((0x01,), False)])
def test_a_usb_printer_without_a_way_back_is_not_asked(library, ends, answers):
    part = [SimpleNamespace(bEndpointAddress=end) for end in ends]
    make = library.classes.Usb

    def with_ends(*arguments, **options):
        printer = make(*arguments, **options)
        printer.device.get_active_configuration = lambda: [part]
        return printer

    library.classes.Usb = with_ends

    assert open_transport("usb://04b8:0202").can_answer is answers


def test_real_classes_of_the_library_say_what_is_missing():
    with pytest.raises(PrinterUnreachable):
        open_transport("serial:///dev/no-such-port")
    with pytest.raises(PrinterUnreachable):
        open_transport("cups://no_such_printer")
    with pytest.raises(PrinterUnreachable):
        open_transport("win32://no_such_printer")
