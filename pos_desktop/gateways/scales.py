"""Reads a scale at a serial line: Mettler-Toledo 8217 by question, CAS and its like by what they say all the time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import parse_qs, urlsplit

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.quantity import Quantity
from pos_desktop.core.rates import half_up

SECONDS: Final = 1.0
"""A scale that says nothing for so long is off, or another device."""
MOST_BYTES: Final = 256
KILOGRAM: Final = "kg"


class Line(Protocol):
    """An open serial line; `read` gives what came within a second, b"" for nothing."""

    def write(self, data: bytes) -> Any: ...
    def read(self, size: int) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ScaleAddress:
    """Where a scale is and how it talks: `toledo:/dev/ttyUSB0`, `cas:COM3?baud=9600`."""

    protocol: str
    device: str
    baud: int = 9600


def parse_scale(text: str) -> ScaleAddress | None:
    """Read an address; None for no scale. Raises SCALE_ADDRESS for what names none."""
    if not text.strip():
        return None
    parts = urlsplit(text.strip())
    baud = parse_qs(parts.query).get("baud", ["9600"])[0]
    if parts.scheme not in PROTOCOLS or not parts.path or not baud.isascii() or not baud.isdigit():
        raise EnvironmentProblem(Trouble.SCALE_ADDRESS, retry=False, address=text[:80])
    return ScaleAddress(parts.scheme, parts.path, int(baud))


class Scale:
    """One scale; opened for each reading, so that it may be unplugged between them."""

    def __init__(self, address: ScaleAddress, open_line: Callable[[ScaleAddress], Line] | None = None) -> None:
        self._address, self._open = address, open_line or _opened

    def read(self) -> Quantity:
        """The weight that lies still on the scale, in grams (thousandths of a kilogram).

        Raises:
            Rejected: SCALE_MOVING, SCALE_EMPTY for nothing or less, SCALE_OVER.
            EnvironmentProblem: SCALE_SILENT for one that cannot be opened or says nothing that a scale says.
        """
        line = self._open(self._address)
        try:
            return PROTOCOLS[self._address.protocol](line)
        except OSError as error:
            raise _silent(self._address.device) from error
        finally:
            line.close()


def _toledo(line: Line) -> Quantity:
    """8217: `W` is answered by STX, the weight and CR, or by STX, `?`, what is wrong and CR."""
    line.write(b"W")
    told = _heard(line, re.compile(rb"\x02\s*(?:\?(?P<status>[^\r])|(?P<weight>[0-9]{0,3}\.?[0-9]{1,5})N?)\r"))
    if told["status"]:
        raise _wrong(told["status"][0])
    return _still(told["weight"].decode(), KILOGRAM)


def _wrong(status: int) -> Rejected:
    """What the bits of a status say; a parity bit may stand above them."""
    if status & 0b1:
        return Rejected(Code.SCALE_MOVING)
    return Rejected(Code.SCALE_OVER if status & 0b10 else Code.SCALE_EMPTY)


def _cas(line: Line) -> Quantity:
    """`ST,GS,+  0.350kg`: ST is still, US moves, OL is too much; some put their number before the weight."""
    told = _heard(line, re.compile(rb"(?P<state>ST|US|OL),(?:GS|NT)(?P<rest>[^\r\n]{0,32})\r\n"))
    if told["state"] != b"ST":
        raise Rejected(Code.SCALE_MOVING if told["state"] == b"US" else Code.SCALE_OVER)
    weight = re.search(rb"([+-]?)\s*([0-9]{1,6}(?:\.[0-9]{1,5})?)\s*(kg|g)\s*$", told["rest"])
    if weight is None or weight[1] == b"-":
        raise Rejected(Code.SCALE_EMPTY)
    return _still(weight[2].decode(), weight[3].decode())


PROTOCOLS: Final[dict[str, Callable[[Line], Quantity]]] = {"toledo": _toledo, "cas": _cas}


def _heard(line: Line, wanted: re.Pattern[bytes]) -> dict[str, bytes]:
    """The first whole message among what comes; the one that was under way when the line was opened is passed over."""
    heard = b""
    while len(heard) < MOST_BYTES:
        more = line.read(1)
        if not more:
            break
        heard += more
        if found := wanted.search(heard):
            return found.groupdict(b"")
    raise _silent("")


def _still(weight: str, unit: str) -> Quantity:
    whole, _, parts = weight.partition(".")
    digits, tenths = int(f"{whole}{parts}"), len(parts)
    grams = half_up(digits * (1000 if unit == KILOGRAM else 1), 10**tenths)
    if not grams:
        raise Rejected(Code.SCALE_EMPTY)
    return grams


def _opened(address: ScaleAddress) -> Line:
    import serial  # slow to import, and no shop without a scale needs it

    seven = address.protocol == "toledo"
    try:
        line: Line = serial.Serial(
            address.device, address.baud, timeout=SECONDS, write_timeout=SECONDS,
            bytesize=serial.SEVENBITS if seven else serial.EIGHTBITS,
            parity=serial.PARITY_EVEN if seven else serial.PARITY_NONE,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise _silent(address.device) from error
    return line


def _silent(device: str) -> EnvironmentProblem:
    return EnvironmentProblem(Trouble.SCALE_SILENT, device=device)
