"""Sizes, fonts and strokes for a screen of any size: everything is measured by the panel, not by the till's scale."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from pos_desktop.ui import icons, theme
from pos_desktop.ui.widgets.paint import CENTRE, LEFT, box, lines_of, write
from pos_desktop.ui.widgets.qr import QUIET, Modules

WIDTH, HEIGHT = 1280, 800
LEAST_UNIT: Final = 0.5
LEAST_FONT: Final = 14


def unit_of(size: QSize) -> float:
    """Screen pixels to one pixel of the drawing of 1280 by 800."""
    return max(LEAST_UNIT, min(size.width() / WIDTH, size.height() / HEIGHT))


class Easel:
    """A painter with the measure of its panel; all sizes are units of the drawing."""

    def __init__(self, painter: QPainter, unit: float) -> None:
        self.painter, self.unit = painter, unit

    def px(self, units: float) -> int:
        """Units as screen pixels."""
        return round(units * self.unit)

    def font(self, units: float, weight: QFont.Weight = theme.REGULAR, *, least: int = LEAST_FONT) -> QFont:
        """The application font at a size in units, never below `least` screen pixels."""
        font = theme.current().font("body", weight)
        font.setPixelSize(max(least, self.px(units)))
        return font

    def line(self, units: float) -> int:
        """How high a line of text of this size is: stacked marks rise above the font's own ascent."""
        return round(1.4 * max(LEAST_FONT, self.px(units)))

    def text(
        self, place: QRectF, text: str, font: QFont, colour: str, align: object = LEFT, *, shrink_to: int = 0
    ) -> None:
        """Write one line; before it would be cut it gets smaller, but not below `shrink_to` pixels (0: it is cut)."""
        font = QFont(font)
        while shrink_to and font.pixelSize() > shrink_to and _width(font, text) > place.width():
            font.setPixelSize(font.pixelSize() - 1)
        write(self.painter, place, text, font, theme.current().colour(colour), align)  # type: ignore[arg-type]

    def paragraph(
        self, place: QRectF, text: str, font: QFont, colour: str, *, most: int, align: object = CENTRE
    ) -> float:
        """Write a text in at most so many lines from the top of a place; gives where it ends."""
        high, top = round(1.4 * font.pixelSize()), place.top()
        for part in lines_of(text, font, place.width(), most):
            self.text(QRectF(place.left(), top, place.width(), high), part, font, colour, CENTRE)
            top += high
        return top

    def beside(self, place: QRectF, amount: str, font: QFont) -> QRectF:
        """What is left of a line whose amount stands at its right end."""
        return place.adjusted(0, 0, -round(_width(font, amount) + self.px(16)) if amount else 0, 0)

    def card(self, place: QRectF, fill: str, line: str = "") -> None:
        """Draw a rounded card."""
        look = theme.current()
        box(self.painter, place, self.px(16), look.colour(fill), look.colour(line) if line else None, 1.5)

    def code(self, place: QRectF, modules: Modules) -> None:
        """Fill a square with white and draw a QR on it, as large as whole pixels for each module allow."""
        module = max(1, int(place.width()) // (len(modules) + 2 * QUIET))
        side = module * len(modules)
        left, top = round(place.center().x() - side / 2), round(place.center().y() - side / 2)
        self.painter.fillRect(place, Qt.GlobalColor.white)
        for down, row in enumerate(modules):
            for across, dark in enumerate(row):
                if dark:
                    black = QRectF(left + across * module, top + down * module, module, module)
                    self.painter.fillRect(black, Qt.GlobalColor.black)

    def icon(self, place: QRectF, name: str, colour: str) -> None:
        """Draw an icon."""
        icons.paint_icon(self.painter, name, place, theme.current().colour(colour))

    def colour(self, token: str) -> QColor:
        """A colour of the theme in force."""
        return theme.current().colour(token)


def rows(place: QRectF, heights: Sequence[float], gap: float = 0) -> list[QRectF]:
    """Cut a place into rows from its top."""
    found, top = [], place.top()
    for height in heights:
        found.append(QRectF(place.left(), top, place.width(), height))
        top += height + gap
    return found


def _width(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)
