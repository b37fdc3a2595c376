"""Reads a printer URI."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit
from urllib.request import url2pathname

from printing.clean import clean

RAW_PORT = 9100


class BadPrinterUri(ValueError):
    """The text is no printer URI; `uri` holds it."""

    def __init__(self, uri: str) -> None:
        super().__init__(f"not a printer URI: {clean(uri, 200)!r}")
        self.uri = uri


@dataclass(frozen=True, slots=True)
class Tcp:
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class FilePath:
    path: str


@dataclass(frozen=True, slots=True)
class Usb:
    vendor: int
    product: int
    in_endpoint: int
    out_endpoint: int


@dataclass(frozen=True, slots=True)
class Serial:
    device: str
    baud: int


@dataclass(frozen=True, slots=True)
class Cups:
    name: str


@dataclass(frozen=True, slots=True)
class Win32:
    name: str


@dataclass(frozen=True, slots=True)
class Nowhere:
    pass


Address = Tcp | FilePath | Usb | Serial | Cups | Win32 | Nowhere


def parse_uri(uri: str) -> Address:
    """Return what `uri` names; BadPrinterUri unless it is one of the forms below.

    `tcp://host[:9100]`, `file:///path`, `usb://vid:pid[?in=82&out=01]` (hexadecimal),
    `serial:///dev/ttyUSB0[?baud=19200]`, `serial://COM3`, `cups://name`, `win32://name`, `none`.
    """
    if uri == "none":
        return Nowhere()
    try:
        if clean(uri) != uri:
            raise ValueError(uri)
        parts = urlsplit(uri)
        return _PARSERS[parts.scheme](parts)
    except (ValueError, KeyError):
        raise BadPrinterUri(uri) from None


def _tcp(parts: SplitResult) -> Tcp:
    _require(parts.path in ("", "/") and not parts.query and not parts.fragment and "@" not in parts.netloc)
    port = RAW_PORT if parts.port is None else parts.port
    _require(bool(parts.hostname) and port > 0)
    return Tcp(parts.hostname or "", port)


def _file(parts: SplitResult) -> FilePath:
    _require(parts.netloc in ("", "localhost") and len(parts.path) > 1 and not parts.query and not parts.fragment)
    return FilePath(url2pathname(parts.path))


def _usb(parts: SplitResult) -> Usb:
    ids = re.fullmatch(r"([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})", parts.netloc)
    _require(ids is not None and parts.path in ("", "/"))
    assert ids is not None
    asked = _query(parts, "in", "out")
    return Usb(int(ids[1], 16), int(ids[2], 16), int(asked.get("in", "82"), 16), int(asked.get("out", "01"), 16))


def _serial(parts: SplitResult) -> Serial:
    device = unquote(parts.netloc or parts.path)
    baud = _query(parts, "baud").get("baud", "19200")
    _require(len(device) > 1 and re.fullmatch(r"[0-9]{3,7}", baud, re.ASCII) is not None)
    return Serial(device, int(baud))


def _cups(parts: SplitResult) -> Cups:
    return Cups(_printer_name(parts))


def _win32(parts: SplitResult) -> Win32:
    return Win32(_printer_name(parts))


def _printer_name(parts: SplitResult) -> str:
    name = unquote(parts.netloc + parts.path)
    _require(bool(name) and clean(name) == name and not name.startswith("-"))
    return name


def _query(parts: SplitResult, *allowed: str) -> dict[str, str]:
    found = parse_qs(parts.query, strict_parsing=bool(parts.query), max_num_fields=4)
    _require(set(found) <= set(allowed) and all(len(values) == 1 for values in found.values()))
    return {key: values[0] for key, values in found.items()}


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError


_PARSERS: dict[str, Callable[[SplitResult], Address]] = {
    "tcp": _tcp,
    "file": _file,
    "usb": _usb,
    "serial": _serial,
    "cups": _cups,
    "win32": _win32,
}
