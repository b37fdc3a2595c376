"""Reads ESC/POS bytes back as events and as the picture that would lie on paper; lists what it does not know."""

from collections.abc import Callable
from dataclasses import dataclass

from printing.virtual import events as ev
from printing.virtual.events import (
    CodeContent,
    CodePrint,
    CodeSetting,
    DrawerPulse,
    Event,
    Init,
    Letters,
    PaperCut,
    PaperRequest,
    Raster,
    StatusRequest,
    Truncated,
    Unknown,
)
from printing.virtual.roll import FIRST_PAGE, LINE_DOTS, Piece, Roll

__all__ = [
    "LINE_DOTS", "Decoded", "DrawerPulse", "Event", "Init", "Letters", "PaperCut", "PaperRequest", "Piece", "Raster",
    "Reader", "StatusRequest", "Truncated", "Unknown", "decode",
]  # fmt: skip
_ESC, _FS, _GS, _DLE, _LF = 0x1B, 0x1C, 0x1D, 0x10, 0x0A
_Step = tuple[Event, int]


@dataclass
class Reader:
    """Takes bytes as they come; gives an event as soon as its last byte is there."""

    _rest: bytes = b""

    def feed(self, raw: bytes) -> list[tuple[Event, bytes]]:
        """Return each event that is now complete, with its own bytes."""
        self._rest += raw
        events: list[tuple[Event, bytes]] = []
        position = 0
        while position < len(self._rest) and (step := _read(self._rest, position)):
            event, length = step
            events.append((event, self._rest[position : position + length]))
            position += length
        self._rest = self._rest[position:]
        return events

    @property
    def rest(self) -> bytes:
        return self._rest


def _read(raw: bytes, at: int) -> _Step | None:
    first = raw[at]
    if first not in (_ESC, _FS, _GS, _DLE):
        return _letters(raw, at)
    if at + 1 >= len(raw):
        return None
    known = {_ESC: _escape, _FS: _file, _GS: _group, _DLE: _real_time}[first]
    try:
        return known(raw, at, raw[at + 1])
    except IndexError:
        return None


def _letters(raw: bytes, at: int) -> _Step:
    if raw[at] == _LF:
        return ev.LineEnd(), 1
    if not _prints(raw[at]):
        return Unknown(raw[at : at + 1]), 1
    end = at
    while end < len(raw) and _prints(raw[end]):
        end += 1
    return Letters(raw[at:end]), end - at


def _prints(byte: int) -> bool:
    return byte >= 0x20 and byte != 0x7F


def _escape(raw: bytes, at: int, command: int) -> _Step:
    match command:
        case 0x40:
            return Init(), 2
        case 0x42:
            return ev.Beeps(raw[at + 2], raw[at + 3]), 4
        case 0x70:
            pin, _on, _off = raw[at + 2], raw[at + 3], raw[at + 4]
            return DrawerPulse({0: 2, 48: 2, 1: 5, 49: 5}.get(pin, pin)), 5
    if command in _OF_ONE_VALUE:
        return _OF_ONE_VALUE[command](raw[at + 2]), 3
    return Unknown(raw[at : at + 2]), 2


_OF_ONE_VALUE: dict[int, Callable[[int], Event]] = {
    0x45: lambda value: ev.Bold(bool(value & 1)), 0x61: lambda value: ev.Justify(value % 48), 0x64: ev.Feed,
    0x74: ev.Page,
}  # fmt: skip


def _file(raw: bytes, at: int, command: int) -> _Step:
    return (ev.HanOff(), 2) if command == 0x2E else (Unknown(raw[at : at + 2]), 2)


def _group(raw: bytes, at: int, command: int) -> _Step:  # noqa: PLR0911 - one way out for each command
    match command:
        case 0x21:
            return ev.LetterSize((raw[at + 2] >> 4) + 1, (raw[at + 2] & 15) + 1), 3
        case 0x28:
            return _counted(raw, at)
        case 0x42:
            return ev.Reverse(bool(raw[at + 2] & 1)), 3
        case 0x56:
            return PaperCut(raw[at + 2]), 4 if raw[at + 2] in (65, 66) else 3
        case 0x72:
            return (PaperRequest(), 3) if raw[at + 2] in (1, 49) else (Unknown(raw[at : at + 3]), 3)
        case 0x76:
            return _raster(raw, at)
    return Unknown(raw[at : at + 2]), 2


def _counted(raw: bytes, at: int) -> _Step:
    """GS ( and a letter: the command says itself how long it is."""
    length = 5 + raw[at + 3] + 256 * raw[at + 4]
    whole = raw[at : at + length]
    if len(whole) < length:
        raise IndexError
    match whole[2:3], whole[5:]:
        case b"K", bytes(values) if len(values) == 2 and values[0] == 49:
            return ev.Density((values[1] + 128) % 256 - 128), length
        case b"k", bytes(values) if values[:1] == b"1" and len(values) > 2:
            return _code(whole, values[1], values[2:]), length
    return Unknown(whole), length


def _code(whole: bytes, function: int, values: bytes) -> Event:
    if function in (65, 67, 69):
        return CodeSetting(function, values[0])
    if function == 80 and values[:1] == b"0":
        return CodeContent(values[1:])
    return CodePrint() if function == 81 and values == b"0" else Unknown(whole)


def _raster(raw: bytes, at: int) -> _Step:
    if raw[at + 2] != 0x30:
        return Unknown(raw[at : at + 3]), 3
    across, rows = raw[at + 4] + 256 * raw[at + 5], raw[at + 6] + 256 * raw[at + 7]
    dots = raw[at + 8 : at + 8 + across * rows]
    if len(dots) < across * rows:
        raise IndexError
    return Raster(across * 8, rows, dots), 8 + len(dots)


def _real_time(raw: bytes, at: int, command: int) -> _Step:
    if command == 0x04:
        return StatusRequest(raw[at + 2]), 3
    return Unknown(raw[at : at + 2]), 2


@dataclass
class Decoded:
    """`events` in order; `pieces` of paper; `strange` is what no printer of ours should ever be sent."""

    events: list[Event]
    pieces: list[Piece]
    strange: list[Event]

    @property
    def drawer_pulses(self) -> list[DrawerPulse]:
        return [event for event in self.events if isinstance(event, DrawerPulse)]

    @property
    def cuts(self) -> int:
        return sum(piece.cut for piece in self.pieces)


def decode(raw: bytes, first_page: int = FIRST_PAGE) -> Decoded:
    """Return everything that `raw` makes a printer do; `first_page` is the number of its small Vietnamese letters."""
    reader, roll = Reader(), Roll(first_page)
    events = [event for event, _ in reader.feed(raw)]
    if reader.rest:
        events.append(Truncated(reader.rest))
    for event in events:
        roll.take(event)
    odd = [event for event in events if isinstance(event, Unknown | Truncated)]
    return Decoded(events, roll.all_pieces(), [*odd, *roll.strange])
