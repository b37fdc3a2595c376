"""Paints a laid-out sheet as a 1-bit picture."""

import re
from functools import singledispatch
from io import BytesIO

from PIL import Image, ImageDraw

from printing import qr
from printing.fonts import Faces
from printing.paper.sheet import Code, Dots, Fill, Outline, Run, Sheet

BLACK, WHITE = 0, 1
_INVERTED = bytes(range(255, -1, -1))
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")


def paint(sheet: Sheet, faces: Faces) -> Image.Image:
    """Return `sheet` as a picture of mode "1", at least one dot high."""
    image = Image.new("1", (sheet.width, max(sheet.height, 1)), WHITE)
    draw = ImageDraw.Draw(image)
    # Letters straight onto black and white: the font's own hints give crisper stems than a threshold.
    draw.fontmode = "1"
    for box in sheet.boxes:
        _paint(box, image, draw, faces)
    return image


def without_commands(image: Image.Image) -> Image.Image:
    """Return a picture, whole bytes wide, whose bytes hold no DLE EOT, DLE ENQ or DLE DC4.

    Printers obey those at once, in the midst of a picture too: they would answer what nobody asked, or open the
    drawer. A dot more beside the one of such a DLE is seen by nobody.
    """
    dots = image.tobytes().translate(_INVERTED)
    mended = _REAL_TIME.sub(b"\x30", dots)
    return image if mended == dots else Image.frombytes("1", image.size, mended.translate(_INVERTED))


@singledispatch
def _paint(box: object, image: Image.Image, draw: ImageDraw.ImageDraw, faces: Faces) -> None:
    raise TypeError(f"cannot paint {box!r}")


@_paint.register
def _(box: Run, image: Image.Image, draw: ImageDraw.ImageDraw, faces: Faces) -> None:
    font = faces.font(box.px, box.weight)
    # The marks of ì and ĩ reach over the letter's own room: at the edge of the paper they would be cut off.
    left, _, right, _ = font.getbbox(box.text, mode="1", anchor="ls")
    x = max(min(box.x, image.width - int(right)), -int(left))
    draw.text((x, box.baseline), box.text, font=font, fill=WHITE if box.white else BLACK, anchor="ls")


@_paint.register
def _(box: Fill, image: Image.Image, draw: ImageDraw.ImageDraw, faces: Faces) -> None:
    area = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1)
    draw.rounded_rectangle(area, box.radius, fill=BLACK)


@_paint.register
def _(box: Outline, image: Image.Image, draw: ImageDraw.ImageDraw, faces: Faces) -> None:
    area = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1)
    draw.rounded_rectangle(area, box.radius, outline=BLACK, width=box.line)


@_paint.register
def _(box: Code, image: Image.Image, draw: ImageDraw.ImageDraw, faces: Faces) -> None:
    image.paste(qr.picture(box.data, box.module, quiet=0), (box.x, box.y))


@_paint.register
def _(box: Dots, image: Image.Image, draw: ImageDraw.ImageDraw, faces: Faces) -> None:
    with Image.open(BytesIO(box.png), formats=["PNG"]) as kept:
        dots = kept.convert("L")
    if dots.size != (box.width, box.height):
        dots = dots.resize((box.width, box.height), Image.Resampling.LANCZOS)
    image.paste(dots.convert("1"), (box.x, box.y))
