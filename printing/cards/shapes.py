"""What a card is drawn of: areas, words and a QR code, in tenths of a millimetre from the top left corner."""

from dataclasses import dataclass

from printing.cards.colours import Rgb
from printing.fonts import Weight

WIDTH, HEIGHT = 856, 540
"""Of a card, ID-1."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle with rounded corners."""

    x: int
    y: int
    width: int
    height: int
    radius: int
    colour: Rgb


@dataclass(frozen=True, slots=True)
class Words:
    """Text on one line: left edge, baseline, tenths to the em."""

    x: int
    baseline: int
    text: str
    em: int
    weight: Weight
    colour: Rgb


@dataclass(frozen=True, slots=True)
class Square:
    """A QR code `side` tenths wide, without its quiet zone."""

    x: int
    y: int
    side: int
    data: str


Shape = Area | Words | Square


def bled(area: Area, by: int) -> Area:
    """The area, carried over those edges of the card that it touches, so that a cut beside the line shows no white."""
    left, top = by * (area.x <= 0), by * (area.y <= 0)
    right, bottom = by * (area.x + area.width >= WIDTH), by * (area.y + area.height >= HEIGHT)
    return Area(
        area.x - left, area.y - top, area.width + left + right, area.height + top + bottom, area.radius, area.colour
    )
