"""Paper on which everything has its place: what layout gives and what pictures and PDF draw."""

from dataclasses import dataclass

from printing.fonts import Weight


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line: left edge, baseline, dots to the em."""

    x: int
    baseline: int
    text: str
    px: int
    weight: Weight
    white: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A black rectangle, its corners rounded by `radius`."""

    x: int
    y: int
    width: int
    height: int
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A border of `line` dots, drawn inside the rectangle."""

    x: int
    y: int
    width: int
    height: int
    line: int = 2
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of `data`: left, top, dots to the module; the quiet zone lies outside."""

    x: int
    y: int
    module: int
    data: str


@dataclass(frozen=True, slots=True)
class Dots:
    """A PNG in black and white, shown `width` x `height` dots large."""

    x: int
    y: int
    width: int
    height: int
    png: bytes


Box = Run | Fill | Outline | Code | Dots


@dataclass(frozen=True, slots=True)
class Sheet:
    """Boxes in the order they are painted, on `width` x `height` dots (8 to the millimetre)."""

    width: int
    height: int
    boxes: tuple[Box, ...]
