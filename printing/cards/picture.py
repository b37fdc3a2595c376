"""Draws the front of a member card as a picture, for sending."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from printing import qr
from printing.cards.card import MemberCard, front
from printing.cards.colours import WHITE
from printing.cards.shapes import HEIGHT, WIDTH, Area, Shape, Square, Words
from printing.fonts import Faces, faces

_DOTS_PER_TENTH = 2  # 508 dots to the inch


def card_png(card: MemberCard, fonts: Path | None = None) -> bytes:
    """Return the front as a PNG of 1712 x 1080 dots."""
    roboto = faces(fonts)
    image = Image.new("RGB", (WIDTH * _DOTS_PER_TENTH, HEIGHT * _DOTS_PER_TENTH), WHITE)
    draw = ImageDraw.Draw(image)
    for shape in front(card, roboto):
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
