"""What a printer is told, one event for each command."""

from dataclasses import dataclass

from PIL import Image


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
class LineEnd:
    """What stands in the line is printed."""


@dataclass(frozen=True)
class Page:
    """ESC t: the page of letters above 0x7F."""

    number: int


@dataclass(frozen=True)
class Bold:
    on: bool


@dataclass(frozen=True)
class Reverse:
    """White on black."""

    on: bool


@dataclass(frozen=True)
class LetterSize:
    """Times the usual width and height."""

    wide: int
    tall: int


@dataclass(frozen=True)
class Justify:
    """0 left, 1 centre, 2 right."""

    where: int


@dataclass(frozen=True)
class HanOff:
    """FS .: no letters of two bytes."""


@dataclass(frozen=True)
class Density:
    """Darker above 0."""

    step: int


@dataclass(frozen=True)
class Beeps:
    """How often, and how long in units of 50 ms."""

    count: int
    length: int


@dataclass(frozen=True)
class CodeSetting:
    """GS ( k for a QR code: 65 the model, 67 dots to the module, 69 the error level."""

    function: int
    value: int


@dataclass(frozen=True)
class CodeContent:
    """What the next QR code says."""

    raw: bytes


@dataclass(frozen=True)
class CodePrint:
    """The QR code is drawn."""


@dataclass(frozen=True)
class Unknown:
    raw: bytes


@dataclass(frozen=True)
class Truncated:
    """The stream ended inside a command."""

    raw: bytes


Event = (
    Init | Raster | Feed | PaperCut | DrawerPulse | StatusRequest | PaperRequest | Letters | LineEnd | Page | Bold
    | Reverse | LetterSize | Justify | HanOff | Density | Beeps | CodeSetting | CodeContent | CodePrint | Unknown
    | Truncated
)  # fmt: skip
