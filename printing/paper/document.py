"""What a printed thing is made of: elements in reading order, with texts already formatted and harmless."""

from dataclasses import dataclass
from enum import StrEnum

from printing.bars import ean13
from printing.clean import clean

MOST_PICTURE = (400, 240)
"""Dots across and down that a picture may have: 50 x 30 mm."""
MOST_PICTURE_BYTES = 16 * 1024


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Size(StrEnum):
    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    HUGE = "huge"


class RuleStyle(StrEnum):
    DASHED = "dashed"
    SOLID = "solid"
    HEAVY = "heavy"


class _Clean:
    """Passes every text field through `clean()`, so that no element can carry a command to a printer."""

    __slots__ = ()

    def __post_init__(self) -> None:
        fields: tuple[str, ...] = self.__slots__
        for name in fields:
            object.__setattr__(self, name, _cleaned(getattr(self, name)))


def _cleaned(value: object) -> object:
    if type(value) is str:
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(part) for part in value)
    return value


@dataclass(frozen=True, slots=True)
class Title(_Clean):
    """The name at the head: largest, bold, centred."""

    text: str


@dataclass(frozen=True, slots=True)
class Text(_Clean):
    """A paragraph; wraps."""

    text: str
    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Pair(_Clean):
    """A label and what it comes to; the label wraps, the right side never breaks or clips."""

    left: str
    right: str
    bold: bool = False
    size: Size = Size.NORMAL


@dataclass(frozen=True, slots=True)
class ItemLine(_Clean):
    """One sold line: "2", "Cà phê sữa đá", "29.000 ₫", "58.000 ₫".

    `unit_price` is printed under the name unless empty or equal to `amount`; then come `notes`
    (options, wishes), then `changes`: pairs of label and amount, e.g. ("Giảm 10 %", "−5.800 ₫").
    """

    qty: str
    name: str
    unit_price: str
    amount: str
    notes: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Columns(_Clean):
    """One row of a table; `weights` share the width, `aligns` fit `cells` (missing ones are LEFT)."""

    cells: tuple[str, ...]
    weights: tuple[int, ...]
    aligns: tuple[Align, ...] = ()
    bold: bool = False
    size: Size = Size.NORMAL

    def __post_init__(self) -> None:
        if not self.cells or len(self.cells) != len(self.weights) or min(self.weights) < 1:
            raise ValueError("a row needs one positive weight for each cell")
        _Clean.__post_init__(self)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""

    style: RuleStyle = RuleStyle.DASHED


@dataclass(frozen=True, slots=True)
class Space:
    """Empty paper, in half lines."""

    halves: int = 1


@dataclass(frozen=True, slots=True)
class Bar(_Clean):
    """A progress bar filled to `fraction` (numerator, denominator; clamped to 0..1) with a label under it."""

    fraction: tuple[int, int]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Qr(_Clean):
    """A QR code of `data`, centred, with a caption under it."""

    data: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A small PNG in black and white, centred; its dots are those of 576-dot paper, narrow paper shows it smaller.

    ValueError for what is no PNG, or larger than `MOST_PICTURE` or than `MOST_PICTURE_BYTES`.
    """

    png: bytes

    def __post_init__(self) -> None:
        most_wide, most_high = MOST_PICTURE
        is_png = self.png[:8] == b"\x89PNG\r\n\x1a\n" and len(self.png) <= MOST_PICTURE_BYTES
        if not is_png or not (0 < self.width <= most_wide and 0 < self.height <= most_high):
            raise ValueError("no small PNG")

    @property
    def width(self) -> int:
        """Dots across, as its head says."""
        return int.from_bytes(self.png[16:20], "big")

    @property
    def height(self) -> int:
        """Dots down, as its head says."""
        return int.from_bytes(self.png[20:24], "big")


@dataclass(frozen=True, slots=True)
class Barcode(_Clean):
    """The bars of an EAN-13 across the paper, with its thirteen digits under them; ValueError for anything else."""

    data: str

    def __post_init__(self) -> None:
        ean13(self.data)


@dataclass(frozen=True, slots=True)
class Price(_Clean):
    """A price, as large as the paper is wide: for tags; never broken, never cut."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark(_Clean):
    """White on black across the paper: "BẢN IN LẠI", "MẪU"."""

    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Elements inside a thin border, such as the member block; frames do not nest."""

    elements: "tuple[Paper, ...]"


@dataclass(frozen=True, slots=True)
class Cut:
    """End of one piece of paper."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """Open the cash drawer; `pin` 2 or 5, None takes the profile's."""

    pin: int | None = None


Paper = Title | Text | Pair | ItemLine | Columns | Rule | Space | Bar | Qr | Barcode | Price | Picture | Mark | Frame
Element = Paper | Cut | Drawer


@dataclass(frozen=True, slots=True)
class Document:
    """`elements` in order; `title` names files and PDF properties; `language` is "vi" or "en"."""

    elements: tuple[Element, ...]
    title: str = ""
    language: str = "vi"

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", clean(self.title, 120))
