"""Designs the member card, 85.6 x 54 mm, and draws it as a picture."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

from printing import qr
from printing.clean import clean
from printing.fonts import Faces, Measure, Weight, faces
from printing.wrap import wrap

# Everything below is in tenths of a millimetre.
WIDTH, HEIGHT = 856, 540
_MARGIN = 60
_PANEL = 300
_STRIP = 110
_TEXT_ROOM = WIDTH - 2 * _MARGIN - _PANEL - 30
_DOTS_PER_TENTH = 2  # of the picture: 508 dots to the inch

Rgb = tuple[int, int, int]
WHITE: Rgb = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class MemberCard:
    """What stands on a card; `token` is what the QR holds, `number` what people read, `colour` "#rrggbb"."""

    shop: str
    name: str
    tier: str
    token: str
    number: str
    colour: str = "#0B57C2"

    def __post_init__(self) -> None:
        for name, limit in (("shop", 60), ("name", 80), ("tier", 30), ("token", 200), ("number", 60)):
            object.__setattr__(self, name, clean(getattr(self, name), limit))


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


def design(card: MemberCard, measure: Measure) -> tuple[Shape, ...]:
    """Return the shapes of `card` in painting order; ValueError when the colour or the token is impossible."""
    ground = _rgb(card.colour)
    panel_x, panel_y = WIDTH - _MARGIN - _PANEL, (HEIGHT - _STRIP - _PANEL) // 2
    quiet = _PANEL * qr.QUIET_ZONE // (qr.side(card.token) + 2 * qr.QUIET_ZONE)
    return (
        Area(0, 0, WIDTH, HEIGHT, 0, ground),
        Area(0, HEIGHT - _STRIP, WIDTH, _STRIP, 0, _darker(ground)),
        *_words(card, measure, ground),
        Area(panel_x, panel_y, _PANEL, _PANEL, 20, WHITE),
        Square(panel_x + quiet, panel_y + quiet, _PANEL - 2 * quiet, card.token),
    )


def _words(card: MemberCard, measure: Measure, ground: Rgb) -> list[Shape]:
    shapes: list[Shape] = []
    y = 108
    for line in wrap(card.shop, _TEXT_ROOM, lambda text: measure.width(text, 46, Weight.BOLD))[:2]:
        shapes.append(Words(_MARGIN, y, line, 46, Weight.BOLD, WHITE))
        y += 62
    if card.tier:
        em = _fit(card.tier, 32, Weight.BOLD, _TEXT_ROOM - 40, measure)
        shapes.append(Area(_MARGIN, 254, measure.width(card.tier, em, Weight.BOLD) + 40, 56, 28, WHITE))
        shapes.append(Words(_MARGIN + 20, 293, card.tier, em, Weight.BOLD, ground))
    em = _fit(card.name, 44, Weight.MEDIUM, _TEXT_ROOM, measure)
    shapes.append(Words(_MARGIN, 385, card.name, em, Weight.MEDIUM, WHITE))
    em = _fit(card.number, 40, Weight.MEDIUM, WIDTH - 2 * _MARGIN, measure)
    shapes.append(Words(_MARGIN, HEIGHT - 42, card.number, em, Weight.MEDIUM, WHITE))
    return shapes


def _fit(text: str, em: int, weight: Weight, room: int, measure: Measure) -> int:
    while em > 10 and measure.width(text, em, weight) > room:
        em -= 1
    return em


def _rgb(colour: str) -> Rgb:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def _darker(colour: Rgb) -> Rgb:
    red, green, blue = (part * 3 // 4 for part in colour)
    return red, green, blue


def card_png(card: MemberCard, fonts: Path | None = None) -> bytes:
    """Return the card as a PNG of 1712 x 1080 dots."""
    roboto = faces(fonts)
    image = Image.new("RGB", (WIDTH * _DOTS_PER_TENTH, HEIGHT * _DOTS_PER_TENTH), WHITE)
    draw = ImageDraw.Draw(image)
    for shape in design(card, roboto):
        _paint(shape, image, draw, roboto)
    file = BytesIO()
    dpi = 254 * _DOTS_PER_TENTH
    image.save(file, "PNG", dpi=(dpi, dpi))
    return file.getvalue()


def _paint(shape: Shape, image: Image.Image, draw: ImageDraw.ImageDraw, roboto: Faces) -> None:
    scale = _DOTS_PER_TENTH
    match shape:
        case Area(x, y, width, height, radius, colour):
            right, bottom = (x + width) * scale - 1, (y + height) * scale - 1
            draw.rounded_rectangle((x * scale, y * scale, right, bottom), radius * scale, fill=colour)
        case Words(x, baseline, text, em, weight, colour):
            font = roboto.font(em * scale, weight)
            draw.text((x * scale, baseline * scale), text, font=font, fill=colour, anchor="ls")
        case Square(x, y, side, data):
            # Whole dots to the module, so the code may be a little smaller than its place; keep it centred.
            module = max(side * scale // qr.side(data), 1)
            code = qr.picture(data, module, quiet=0)
            slack = (side * scale - code.width) // 2
            image.paste(code, (x * scale + slack, y * scale + slack))
