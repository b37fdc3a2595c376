"""The letters of a printer that is none: Roboto squeezed into cells of 12 x 24 dots."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageOps

from printing.fonts import Weight, faces

CELL = (12, 24)
_PX, _BASELINE = 18, 19


@lru_cache(maxsize=1024)
def cell(letter: str, bold: bool = False, reverse: bool = False) -> Image.Image:
    """Return one letter, black on white or white on black."""
    font = faces().font(_PX, Weight.BOLD if bold else Weight.MEDIUM)
    width, height = CELL
    advance = max(int(font.getlength(letter) + 0.999), 1)
    wide = Image.new("L", (max(advance, width), height), 255)
    ImageDraw.Draw(wide).text((max(width - advance, 0) // 2, _BASELINE), letter, font=font, fill=0, anchor="ls")
    grey = wide.resize(CELL, Image.Resampling.BOX) if advance > width else wide
    drawn = grey.point(lambda value: 255 * (value > 150)).convert("1", dither=Image.Dither.NONE)
    return ImageOps.invert(drawn) if reverse else drawn
