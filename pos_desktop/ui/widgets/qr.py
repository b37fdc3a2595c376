"""A QR code drawn module by module, black on white in every theme, so that every phone reads it."""

from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

QUIET_MODULES = 4


@lru_cache(maxsize=8)
def code_image(text: str) -> QImage:
    """One pixel for each module, with the white margin that readers need; ValueError when the text is too long."""
    from printing.qr import matrix  # Pillow takes a while to come

    rows = matrix(text)
    side = len(rows) + 2 * QUIET_MODULES
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                image.setPixelColor(across + QUIET_MODULES, down + QUIET_MODULES, QColor("black"))
    return image


def paint_code(painter: QPainter, place: QRectF, text: str) -> QRectF:
    """Draw a code as large as whole pixels for each module allow, on white; gives the white square."""
    image = code_image(text)
    module = max(1, int(min(place.width(), place.height())) // image.width())
    side = module * image.width()
    left = round(place.center().x() - side / 2)
    top = round(place.center().y() - side / 2)
    white = QRectF(left, top, side, side)
    painter.drawImage(white, image)
    return white
