"""Tells apart what a printer says in one stream: answers to DLE EOT, to GS r, and what it sends by itself (ASB)."""

from dataclasses import dataclass, field
from enum import StrEnum

ASB_BYTES = 4

_FIXED, _DLE_EOT, _ASB_HEAD = 0x93, 0x12, 0x10
_TAIL_FIXED = 0x90
_FLOW = b"\x11\x13"
"""XON and XOFF, which a serial printer strews in between anything."""

_PAPER = frozenset({0x00, 0x03, 0x0C, 0x0F})

_OFFLINE, _COVER = 0x08, 0x20
_CUTTER, _OTHER_ERRORS = 0x08, 0x64
_NEAR_END, _PAPER_END = 0x03, 0x0C


class Condition(StrEnum):
    """The most serious thing that a printer says about itself, worst known first."""

    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    CUTTER_ERROR = "cutter_error"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    NEAR_END = "near_end"
    READY = "ready"


STOPS = (Condition.COVER_OPEN, Condition.PAPER_OUT, Condition.CUTTER_ERROR, Condition.OFFLINE)
"""What keeps a printer from printing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one piece of the stream held: answers to DLE EOT and to GS r, what packets meant, how many other bytes."""

    real_time: tuple[int, ...] = ()
    paper: tuple[int, ...] = ()
    unasked: tuple[Condition, ...] = ()
    noise: int = 0


@dataclass
class Replies:
    """Reads the stream piece by piece; a packet may lie over the edge of two pieces.

    DLE EOT answers are 0xx1xx10. A packet begins with 0xx1xx00 and goes on with three bytes 0xx0xxxx, which alone would
    be answers to GS r: so what a byte is depends on what came before. Whoever asks decides what a crowd is worth.
    """

    _packet: bytearray = field(default_factory=bytearray)

    def feed(self, raw: bytes) -> Heard:
        """Sort the bytes of one piece; from noise nothing is believed that the printer sent by itself."""
        real_time: list[int] = []
        paper: list[int] = []
        unasked: list[Condition] = []
        noise = 0
        for byte in raw.translate(None, _FLOW):
            if self._packet and byte & _TAIL_FIXED:
                noise += len(self._packet)  # it broke off: this byte stands for itself
                self._packet.clear()
            if self._packet or byte & _FIXED == _ASB_HEAD:
                self._packet.append(byte)
                if len(self._packet) == ASB_BYTES:
                    unasked.append(_meaning(*self._packet))
                    self._packet.clear()
            elif byte & _FIXED == _DLE_EOT:
                real_time.append(byte)
            elif byte in _PAPER:
                paper.append(byte)
            else:
                noise += 1
        return Heard(tuple(real_time), tuple(paper), () if noise else tuple(unasked), noise)


def _meaning(printer: int, errors: int, paper: int, _reserved: int) -> Condition:
    """The worst that a packet says; READY where it says nothing bad."""
    told = {
        Condition.COVER_OPEN: printer & _COVER, Condition.PAPER_OUT: paper & _PAPER_END,
        Condition.CUTTER_ERROR: errors & _CUTTER, Condition.OFFLINE: printer & _OFFLINE or errors & _OTHER_ERRORS,
        Condition.NEAR_END: paper & _NEAR_END,
    }  # fmt: skip
    return next((condition for condition, is_so in told.items() if is_so), Condition.READY)
