"""Drawing shared by the widgets that paint themselves, and the events that tell them to paint anew."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import theme

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Dressed:
    """Mixin for widgets (named before the Qt class): follows switches of theme, scale and language."""

    def changeEvent(self, event: QEvent) -> None:
        """Pass switches on to `restyle` and `retranslate`."""
        kind = event.type()
        super().changeEvent(event)
        if kind == QEvent.Type.StyleChange:
            self.restyle()
        elif kind == QEvent.Type.LanguageChange:
            self.retranslate()

    def restyle(self) -> None:
        """Take up new colours and sizes."""
        assert isinstance(self, QWidget)
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """Take up a new language, for texts that do not come with a view."""


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """Mix two colours; `share` is the part of the other, 0 to 1."""
    red, green, blue = (
        round(a + (b - a) * share)
        for a, b in ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    )
    return QColor(red, green, blue)


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    line: QColor | None = None,
    width: float = 0,
    *,
    dashed: bool = False,
) -> None:
    """Draw a rounded box with its line inside the rectangle."""
    inset = width / 2 if line else 0
    inner = rect.adjusted(inset, inset, -inset, -inset)
    pen = QPen(line, width) if line and width else QPen(Qt.PenStyle.NoPen)
    if dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(fill if fill else Qt.BrushStyle.NoBrush)
    radius = min(radius, inner.height() / 2)
    painter.drawRoundedRect(inner, radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Draw the mark of keyboard focus inside a control: a ring with a gap of the surface under it."""
    look = theme.current()
    width = look.px(3)
    box(painter, rect, radius, None, look.colour("surface"), width + look.px(2))
    box(painter, rect, radius, None, look.colour("focus"), width)


def shadow(painter: QPainter, rect: QRectF, radius: float, depth: int) -> None:
    """Draw a soft shadow under a floating card, `depth` pixels wide."""
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(depth, 0, -1):
        alpha = round(7 * (1 - step / (depth + 1)) ** 2) + 1
        painter.setBrush(QColor(8, 14, 24, alpha))
        grown = rect.adjusted(-step, -step + depth / 3, step, step + depth / 3)
        painter.drawRoundedRect(grown, radius + step, radius + step)


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> bool:
    """Write one line, cut with an ellipsis where it does not fit; tell whether it was cut."""
    metrics = QFontMetricsF(font)
    shown = text
    if metrics.horizontalAdvance(text) > rect.width() + 0.5:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    # Marks on capitals rise above the font's own ascent: the box must not clip them.
    painter.drawText(rect, int(align) | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, shown)
    return shown != text


def lines_of(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Break a text into at most so many lines of a width; the last one ends in an ellipsis where more was left."""
    metrics = QFontMetricsF(font)
    laid = QTextLayout(text, font)
    laid.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    found: list[str] = []
    laid.beginLayout()
    while (line := laid.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(found) == most - 1:
            found.append(metrics.elidedText(text[start:].strip(), Qt.TextElideMode.ElideRight, width))
            break
        found.append(text[start : start + line.textLength()].strip())
    laid.endLayout()
    return found


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """Give the outline of a rounded box, to clip by."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def centred(rect: QRectF, side: float) -> QRectF:
    """Give a square in the middle of a rectangle."""
    middle = rect.center()
    return QRectF(QPointF(round(middle.x() - side / 2), round(middle.y() - side / 2)), rect.size()).adjusted(
        0, 0, side - rect.width(), side - rect.height()
    )
