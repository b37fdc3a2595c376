"""Lucide icons in the colours of the theme, sharp at every scale and device pixel ratio."""

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pos_desktop.ui.theme import ASSETS


def paint_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw an icon of `assets/icons` into a box.

    Raises:
        FileNotFoundError: there is no icon of this name.
    """
    ratio = painter.device().devicePixelRatio()
    painter.drawImage(box.topLeft(), _picture(name, colour.name(QColor.NameFormat.HexArgb), round(box.width()), ratio))


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a picture of `size` device-independent pixels."""
    return QPixmap.fromImage(_picture(name, colour.name(QColor.NameFormat.HexArgb), size, ratio))


@functools.cache
def _source(name: str) -> str:
    return (ASSETS / "icons" / f"{name}.svg").read_text("utf-8")


@functools.lru_cache(maxsize=512)
def _picture(name: str, colour: str, size: int, ratio: float) -> QImage:
    ink = QColor(colour)
    source = _source(name).replace("currentColor", ink.name())
    side = round(size * ratio)
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setOpacity(ink.alphaF())
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
