"""What a printed thing is made of: elements in reading order, with texts already formatted and harmless."""

from dataclasses import dataclass
from enum import StrEnum

from printing.clean import clean


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


Paper = Title | Text | Pair | ItemLine | Columns | Rule | Space | Bar | Qr | Mark | Frame
Element = Paper | Cut | Drawer


@dataclass(frozen=True, slots=True)
class Document:
    """`elements` in order; `title` names files and PDF properties; `language` is "vi" or "en"."""

    elements: tuple[Element, ...]
    title: str = ""
    language: str = "vi"

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", clean(self.title, 120))
