"""Asks the printer how it is, within two seconds, and never takes silence for "ready"."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pos_desktop.cli.findings import Finding, bad, doubtful, good, told
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.wording import _
from pos_desktop.wording.printers import condition_words, what_to_do
from printing.devices.address import Address, BadPrinterUri, Cups, FilePath, Nowhere, Win32, parse_uri
from printing.devices.line import PrinterCut, PrinterUnreachable
from printing.devices.named import named
from printing.devices.status import Condition, ask
from printing.devices.transports import open_transport

SETTINGS_FILE = "till.json"
ANSWER_SECONDS = 0.25


def look(folder: Path, uri: str) -> Iterator[Finding]:
    """The printer of this start, or the till's own, and the till's fallback where it has one."""
    uri = uri or _kept(folder, "printer")
    yield _named("printer", uri) if uri else good("printer", _("Chưa chọn máy in."))
    if fallback := _kept(folder, "fallback"):
        yield _named("fallback", fallback)


def _named(name: str, uri: str) -> Finding:
    try:
        there = named(uri).uri
        return replace(_printer(there, parse_uri(there)), name=name)
    except BadPrinterUri:
        return told(name, EnvironmentProblem(Trouble.PRINTER_ADDRESS, uri=uri))


def _kept(folder: Path, what: str) -> str:
    """A printer in the till's settings; a file that cannot be read names none."""
    try:
        kept = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))[what]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return kept if isinstance(kept, str) else ""


def _printer(uri: str, address: Address) -> Finding:
    match address:
        case Nowhere():
            return good("printer", _("Không in gì (none)."))
        case FilePath(path):
            return _file(Path(path))
        case Cups() | Win32():
            # To open a queue is to hand a job in.
            text = _("{uri}: hàng đợi của hệ điều hành không cho hỏi trạng thái.")
            return doubtful("printer", text.format(uri=uri))
    return _asked(uri)


def _file(path: Path) -> Finding:
    if os.access(path if path.exists() else path.parent, os.W_OK):
        return good("printer", _("In vào tệp {path}.").format(path=path))
    return told("printer", EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(path)))


def _asked(uri: str) -> Finding:
    try:
        transport = open_transport(uri)
    except PrinterUnreachable as error:
        text = _("{uri}: không kết nối được ({reason}).")
        return bad("printer", text.format(uri=uri, reason=error.reason))
    try:
        condition = ask(transport, ANSWER_SECONDS).condition
        return _judged(uri, condition)
    except PrinterCut:
        return bad("printer", _("{uri}: máy in ngắt kết nối.").format(uri=uri))
    finally:
        with suppress(PrinterCut):
            transport.close()


def _judged(uri: str, condition: Condition) -> Finding:
    if condition is Condition.UNKNOWN:
        return doubtful("printer", _("{uri}: kết nối được nhưng máy in không nói gì về mình.").format(uri=uri))
    text = f"{uri}: {condition_words(condition)}."
    if condition is Condition.READY:
        return good("printer", text)
    text = f"{text} {what_to_do(condition)}"
    return doubtful("printer", text) if condition is Condition.NEAR_END else bad("printer", text)
