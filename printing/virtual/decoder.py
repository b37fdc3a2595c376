"""Reads ESC/POS bytes back as events and as the picture that would lie on paper; lists what it does not know."""

from dataclasses import dataclass, field

from PIL import Image

LINE_DOTS = 30
_ESC, _GS, _DLE = 0x1B, 0x1D, 0x10


@dataclass(frozen=True)
class Init:
    pass


@dataclass(frozen=True)
class Raster:
    """Rows of dots, one bit each, 1 is black."""

    width: int
    height: int
    dots: bytes

    def image(self) -> Image.Image:
        return Image.frombytes("1", (self.width, self.height), bytes(255 - byte for byte in self.dots))


@dataclass(frozen=True)
class Feed:
    lines: int


@dataclass(frozen=True)
class PaperCut:
    mode: int


@dataclass(frozen=True)
class DrawerPulse:
    """Pin 2 or 5."""

    pin: int


@dataclass(frozen=True)
class StatusRequest:
    """DLE EOT: answered at once, whatever is being printed."""

    question: int


@dataclass(frozen=True)
class PaperRequest:
    """GS r: answered when everything before it is done."""


@dataclass(frozen=True)
class Letters:
    """Bytes printed as text."""

    raw: bytes


@dataclass(frozen=True)
class Unknown:
    raw: bytes


@dataclass(frozen=True)
class Truncated:
    """The stream ended inside a command."""

    raw: bytes


Event = Init | Raster | Feed | PaperCut | DrawerPulse | StatusRequest | PaperRequest | Letters | Unknown | Truncated
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
    if first not in (_ESC, _GS, _DLE):
        return _letters(raw, at)
    if at + 1 >= len(raw):
        return None
    known = {_ESC: _escape, _GS: _group, _DLE: _real_time}[first]
    try:
        return known(raw, at, raw[at + 1])
    except IndexError:
        return None


def _letters(raw: bytes, at: int) -> _Step:
    if raw[at] < 0x20:
        return Unknown(raw[at : at + 1]), 1
    end = at
    while end < len(raw) and raw[end] >= 0x20:
        end += 1
    return Letters(raw[at:end]), end - at


def _escape(raw: bytes, at: int, command: int) -> _Step:
    match command:
        case 0x40:
            return Init(), 2
        case 0x64:
            return Feed(raw[at + 2]), 3
        case 0x70:
            pin, _on, _off = raw[at + 2], raw[at + 3], raw[at + 4]
            return DrawerPulse({0: 2, 48: 2, 1: 5, 49: 5}.get(pin, pin)), 5
    return Unknown(raw[at : at + 2]), 2


def _group(raw: bytes, at: int, command: int) -> _Step:
    match command:
        case 0x76:
            return _raster(raw, at)
        case 0x56:
            return PaperCut(raw[at + 2]), 4 if raw[at + 2] in (65, 66) else 3
        case 0x72:
            return (PaperRequest(), 3) if raw[at + 2] in (1, 49) else (Unknown(raw[at : at + 3]), 3)
    return Unknown(raw[at : at + 2]), 2


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
class Piece:
    """One piece of paper, up to its cut."""

    rasters: list[Raster] = field(default_factory=list)
    fed_lines: int = 0
    cut: bool = False

    def image(self) -> Image.Image:
        """The picture on it, black on white."""
        width = max((raster.width for raster in self.rasters), default=8)
        paper = Image.new("1", (width, max(sum(raster.height for raster in self.rasters), 1)), 1)
        y = 0
        for raster in self.rasters:
            paper.paste(raster.image(), (0, y))
            y += raster.height
        return paper


@dataclass
class Decoded:
    """`events` in order; `pieces` of paper; `strange` is what no printer of ours should ever be sent."""

    events: list[Event]
    pieces: list[Piece]

    @property
    def strange(self) -> list[Event]:
        return [event for event in self.events if isinstance(event, Unknown | Letters | Truncated)]

    @property
    def drawer_pulses(self) -> list[DrawerPulse]:
        return [event for event in self.events if isinstance(event, DrawerPulse)]

    @property
    def cuts(self) -> int:
        return sum(piece.cut for piece in self.pieces)


def decode(raw: bytes) -> Decoded:
    """Return everything that `raw` makes a printer do."""
    reader = Reader()
    events = [event for event, _ in reader.feed(raw)]
    if reader.rest:
        events.append(Truncated(reader.rest))
    return Decoded(events, _pieces(events))


def _pieces(events: list[Event]) -> list[Piece]:
    pieces, piece = [], Piece()
    for event in events:
        if isinstance(event, Raster):
            piece.rasters.append(event)
        elif isinstance(event, Feed):
            piece.fed_lines += event.lines
        elif isinstance(event, PaperCut):
            piece.cut = True
            pieces.append(piece)
            piece = Piece()
    return [*pieces, piece] if piece.rasters else pieces
