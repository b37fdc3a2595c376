"""Keeps what a virtual printer printed: a PNG and the bytes of every job, under names of its own making."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from printing.virtual.strips import Strip

_GAP = 24
_GREY = 190


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a job lies; `picture` is None where nothing came out."""

    picture: Path | None
    raw: Path


class Album:
    """Files in `folder`: `0001.png` and `0001.bin`, with `-torn` where a job did not come whole.

    Numbers go on from what lies there. Nothing that comes over the network is part of a name.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder; OSError where that cannot be."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        numbers = [int(path.stem[:4]) for path in folder.glob("[0-9][0-9][0-9][0-9]*.bin") if path.stem[:4].isdecimal()]
        self._last = max(numbers, default=0)

    def keep(self, raw: bytes, pieces: list[list[Strip]], *, whole: bool) -> Kept:
        """Write one job; OSError where that cannot be."""
        self._last += 1
        name = f"{self._last:04d}" + ("" if whole else "-torn")
        file = self.folder / f"{name}.bin"
        file.write_bytes(raw)
        pieces = [piece for piece in pieces if piece]
        if not pieces:
            return Kept(None, file)
        shown = self.folder / f"{name}.png"
        picture(pieces).save(shown, "PNG")
        return Kept(shown, file)


def picture(pieces: list[list[Strip]]) -> Image.Image:
    """The pieces below each other, black on white, a grey gap where the cutter went."""
    heights = [sum(strip.height for strip in piece) for piece in pieces]
    width = max(strip.width for piece in pieces for strip in piece)
    paper = Image.new("L", (width, sum(heights) + _GAP * (len(pieces) - 1)), _GREY)
    top = 0
    for piece in pieces:
        for strip in piece:
            dots = Image.frombytes("1", (strip.width, strip.height), strip.dots, "raw", "1;I")
            paper.paste(dots.convert("L"), (0, top))
            top += strip.height
        top += _GAP
    return paper
