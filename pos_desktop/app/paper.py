"""Reads the pictures out of ESC/POS bytes again: what a printer would have put on its paper."""

import re
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter

_RASTER: Final = re.compile(rb"\x1dv0[\x00-\x03]")
_HEADER: Final = 8


def picture(raw: bytes) -> QImage:
    """Give the raster pictures of `raw` below each other, black on white; a null image where there is none."""
    slices = _slices(raw)
    if not slices:
        return QImage()
    paper = QImage(
        max(part.width() for part in slices), sum(part.height() for part in slices), QImage.Format.Format_Grayscale8
    )
    paper.fill(QColor("white"))
    painter, top = QPainter(paper), 0
    for part in slices:
        painter.drawImage(QPoint(0, top), part)
        top += part.height()
    painter.end()
    return paper


def _slices(raw: bytes) -> list[QImage]:
    found, at = [], 0
    while match := _RASTER.search(raw, at):
        start = match.start()
        across, rows = (int.from_bytes(raw[start + low : start + low + 2], "little") for low in (4, 6))
        dots = raw[start + _HEADER : start + _HEADER + across * rows]
        if len(dots) < across * rows or not dots:
            break
        image = QImage(dots, across * 8, rows, across, QImage.Format.Format_Mono)
        image.setColorTable([0xFFFFFFFF, 0xFF000000])
        found.append(image.copy())
        at = start + _HEADER + len(dots)
    return found
