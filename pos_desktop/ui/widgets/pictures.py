"""Pictures of goods as tiles show them: read from the shop's folder once, the last few hundred kept."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QPixmap

MOST_KEPT = 400
_FOLDER: list[Path] = []


def look_in(folder: Path) -> None:
    """Say where the shop keeps its pictures."""
    _FOLDER[:] = [folder]
    _read.cache_clear()


def small(name: str) -> QPixmap | None:
    """The picture with this name; None without one, or where it cannot be read: the tile does without."""
    return _read(str(_FOLDER[0] / name)) if name and _FOLDER else None


@lru_cache(maxsize=MOST_KEPT)
def _read(path: str) -> QPixmap | None:
    picture = QPixmap(path)
    return None if picture.isNull() else picture
