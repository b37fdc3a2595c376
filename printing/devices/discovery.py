"""Finds printers: those plugged in, queues of the system, and those that answer on a range of addresses."""

import importlib
import re
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from threading import Event
from typing import Any
from urllib.parse import quote

from printing.clean import clean
from printing.devices import drivers, status
from printing.devices.address import RAW_PORT
from printing.devices.alone import open_alone
from printing.devices.line import PrinterBusy, PrinterCut, PrinterUnreachable
from printing.devices.status import Condition
from printing.devices.transports import TcpTransport

MOST_ADDRESSES = 1024
AT_ONCE = 32
CONNECT_SECONDS = 0.3
ANSWER_SECONDS = 0.3
QUEUE_SECONDS = 2.0
LOOK_SECONDS = 0.1
LONGEST_NAME = 80

_NOBODYS = IPv4Network("0.0.0.0/8")
_PRINTER_CLASS = 7
_IN, _USUAL_IN, _USUAL_OUT = 0x80, 0x82, 0x01
_LOCAL_AND_CONNECTED = 0x02 | 0x04


def unheard(*_: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Found:
    """A printer, or a port where one may be: its URI, what it calls itself, and the `kind` of line.

    `kind` is `usb`, `serial`, `cups`, `windows` or `network`; `condition` is known of those on the network alone that
    nobody of us prints at.
    """

    uri: str
    name: str
    kind: str
    condition: Condition | None = None


def plugged(note: Callable[[str], object] = unheard) -> list[Found]:
    """Return what is plugged in and which queues the system has; a source that fails is told to `note` in a line."""
    found: list[Found] = []
    for name, source in _SOURCES.items():
        try:
            found += source()
        except Exception as error:  # no driver, no such program, no permission: the other sources go on
            note(clean(f"{name}: {type(error).__name__}: {error}", 200))
    return found


def addresses(range_text: str) -> list[str]:
    """Read `192.168.1.0/24`, `192.168.1.20-40` or `192.168.1.20`; ValueError for all else and for more than 1024.

    No machine has an address of 0.0.0.0/8, or one from 224.0.0.0 on: multicast, reserved, broadcast.
    """
    text = range_text.strip()
    if "/" in text:
        network = IPv4Network(text, strict=False)
        _require(network.num_addresses <= MOST_ADDRESSES, text)
        return _of_machines(list(network.hosts()), text)
    first, dash, last = text.partition("-")
    start = IPv4Address(first.strip())
    if not dash:
        return _of_machines([start], text)
    last = last.strip()
    end = IPv4Address(last if "." in last else f"{str(start).rpartition('.')[0]}.{last}")
    _require(0 <= int(end) - int(start) < MOST_ADDRESSES, text)
    return _of_machines([IPv4Address(number) for number in range(int(start), int(end) + 1)], text)


def _of_machines(hosts: list[IPv4Address], text: str) -> list[str]:
    """A range that holds what no machine has for its own, as that of a whole net, was typed wrong."""
    for host in (hosts[0], hosts[-1]):
        _require(not host.is_multicast and not host.is_reserved and host not in _NOBODYS, text)
    return [str(host) for host in hosts]


def on_network(
    range_text: str, stop: Event, on_progress: Callable[[int, int], object] = unheard, *, port: int = RAW_PORT
) -> Iterator[Found]:
    """Try `port` of each address of the range, 32 at a time; gives those that listen, as they are found.

    `on_progress` hears how many of how many addresses were tried, on the thread that asks for the next printer.
    `stop` ends the search within a second. ValueError where `addresses` refuses the range.
    """
    return _search(addresses(range_text), port, stop, on_progress)


def _search(hosts: list[str], port: int, stop: Event, on_progress: Callable[[int, int], object]) -> Iterator[Found]:
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="printer search")
    try:
        left: set[Future[Found | None]] = {pool.submit(_tried, host, port, stop) for host in hosts}
        while left and not stop.is_set():
            done, left = wait(left, LOOK_SECONDS, FIRST_COMPLETED)
            yield from (found for future in done if (found := future.result()))
            if done:
                on_progress(len(hosts) - len(left), len(hosts))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _tried(host: str, port: int, stop: Event) -> Found | None:
    if stop.is_set():
        return None
    uri = f"tcp://{host}" if port == RAW_PORT else f"tcp://{host}:{port}"
    try:
        line = open_alone(uri, LOOK_SECONDS, lambda _uri: TcpTransport(host, port, connect=CONNECT_SECONDS))
    except PrinterBusy:
        return Found(uri, host, "network")
    except PrinterUnreachable:
        return None
    try:
        condition = status.ask(line, ANSWER_SECONDS).condition
    except PrinterCut:
        condition = Condition.UNKNOWN
    finally:
        with suppress(PrinterCut):
            line.close()
    return Found(uri, host, "network", condition)


def _usb() -> Iterator[Found]:
    """Whatever says of itself that it is a printer; its name only where we may open it."""
    core = importlib.import_module("usb.core")
    for device in core.find(find_all=True, **drivers.usb_backend()):
        with suppress(core.USBError, NotImplementedError):
            yield from (_usb_found(device, interface) for interface in _printer_interfaces(device))


def _printer_interfaces(device: Any) -> list[Any]:
    found = [part for configuration in device for part in configuration if part.bInterfaceClass == _PRINTER_CLASS]
    return found[:1]  # alternate settings are the same printer


def _usb_found(device: Any, interface: Any) -> Found:
    ends = [end.bEndpointAddress for end in interface]
    asked = {
        "in": next((end for end in ends if end & _IN), _USUAL_IN),
        "out": next((end for end in ends if not end & _IN), _USUAL_OUT),
    }
    usual = asked == {"in": _USUAL_IN, "out": _USUAL_OUT}
    query = "" if usual else "?" + "&".join(f"{way}={end:02x}" for way, end in asked.items())
    ids = f"{device.idVendor:04x}:{device.idProduct:04x}"
    return Found(f"usb://{ids}{query}", _usb_name(device) or ids, "usb")


def _usb_name(device: Any) -> str:
    try:
        told = [device.manufacturer or "", device.product or ""]
    except Exception:  # without permission pyusb raises one of three kinds
        return ""
    return _name(" ".join(told))


def _serial() -> Iterator[Found]:
    """Every serial port: nobody can say what is at its other end."""
    for port in importlib.import_module("serial.tools.list_ports").comports():
        told = port.description if port.description and port.description != "n/a" else port.device
        yield Found(f"serial://{quote(port.device)}", _name(told), "serial")


def _cups() -> Iterator[Found]:
    with suppress(FileNotFoundError):
        told = subprocess.run(
            ["lpstat", "-e"], capture_output=True, text=True, errors="replace", timeout=QUEUE_SECONDS, check=False
        )
        for name in told.stdout.splitlines():
            if re.fullmatch(r"[^\s/#-][^\s/#]*", name):
                yield Found(f"cups://{quote(name)}", _name(name), "cups")


def _windows() -> Iterator[Found]:
    try:
        spooler = importlib.import_module("win32print")
    except ImportError:
        return
    for _flags, _description, name, _comment in spooler.EnumPrinters(_LOCAL_AND_CONNECTED, None, 1):
        yield Found(f"win32://{quote(name, safe='')}", _name(name), "windows")


def _name(told: str) -> str:
    return clean(" ".join(told.split()), LONGEST_NAME)


def _require(condition: bool, text: str) -> None:
    if not condition:
        raise ValueError(f"not a range of at most {MOST_ADDRESSES} addresses: {clean(text, 60)!r}")


_SOURCES: dict[str, Callable[[], Iterator[Found]]] = {
    "usb": _usb,
    "serial": _serial,
    "cups": _cups,
    "windows": _windows,
}
