"""Finds Roboto and measures it, in dots."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from PIL import ImageFont


class Weight(StrEnum):
    REGULAR = "Roboto-Regular.ttf"
    MEDIUM = "Roboto-Medium.ttf"
    BOLD = "Roboto-Bold.ttf"


class Measure(Protocol):
    def width(self, text: str, px: int, weight: Weight) -> int:
        """Dots that `text` takes at `px` dots to the em."""


def shipped() -> Path:
    """The folder of the fonts in a checkout; a frozen program passes its own."""
    return Path(__file__).resolve().parent.parent / "assets" / "fonts"


@dataclass(frozen=True)
class Faces:
    """The three weights from `folder`."""

    folder: Path

    @cached_property
    def _cache(self) -> dict[tuple[int, Weight], ImageFont.FreeTypeFont]:
        return {}

    def font(self, px: int, weight: Weight) -> ImageFont.FreeTypeFont:
        """Return the face at `px` dots to the em; OSError if the file is missing."""
        key = (px, weight)
        if key not in self._cache:
            # BASIC: the same dots with and without libraqm on the machine.
            path = self.folder / weight.value
            self._cache[key] = ImageFont.truetype(str(path), px, layout_engine=ImageFont.Layout.BASIC)
        return self._cache[key]

    def width(self, text: str, px: int, weight: Weight) -> int:
        return int(self.font(px, weight).getlength(text) + 0.999)


@lru_cache(maxsize=4)
def faces(folder: Path | None = None) -> Faces:
    """Return the faces in `folder`, by default the shipped ones."""
    return Faces(folder or shipped())
