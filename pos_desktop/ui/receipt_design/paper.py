"""The paper of a receipt on screen: the printer's own dots, as large as there is room for."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.receipt_design.view import Drawn
from pos_desktop.ui.widgets.paint import Dressed

FULL: Final = 576
"""Dots of the widest paper: narrower paper is shown narrower."""
EDGE: Final = 24
"""White paper around what is printed, in dots."""


class PaperView(Dressed, QWidget):
    """Shows a `Drawn`; in a scroll area it asks for the height that its paper has at the width it was given."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    @property
    def image(self) -> QImage:
        """What it shows, dot for dot."""
        return self._image

    def show_paper(self, paper: Drawn) -> None:
        """Show another paper."""
        image = QImage(paper.dots, paper.width, paper.height, (paper.width + 7) // 8, QImage.Format.Format_Mono)
        image.setColorTable([0xFF000000, 0xFFFFFFFF])
        self._image = image.convertToFormat(QImage.Format.Format_Grayscale8)  # a copy: the bytes may go
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for the widest paper, dot for dot."""
        return QSize(FULL + 2 * EDGE, 400)

    def minimumSizeHint(self) -> QSize:
        """May be narrow: the paper becomes smaller."""
        return QSize(240, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper, white in every theme, with what is printed on it."""
        if self._image.isNull():
            return
        factor, look = self._factor(), theme.current()
        width = (self._image.width() + 2 * EDGE) * factor
        sheet = QRectF((self.width() - width) / 2, 0, width, (self._image.height() + 2 * EDGE) * factor)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(sheet, "white")
        painter.setPen(look.colour("border"))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        edge = EDGE * factor
        painter.drawImage(sheet.adjusted(edge, edge, -edge, -edge), self._scaled())
        painter.end()

    def _scaled(self) -> QImage:
        """Averaged dots: the painter alone would drop thin strokes."""
        ratio = self.devicePixelRatioF() * self._factor()
        if ratio >= 1:
            return self._image
        return self._image.scaledToWidth(
            max(round(self._image.width() * ratio), 1), Qt.TransformationMode.SmoothTransformation
        )

    def _factor(self) -> float:
        return min(self.width() / (FULL + 2 * EDGE), 1.0)

    def _fit(self) -> None:
        self.setMinimumHeight(round((self._image.height() + 2 * EDGE) * self._factor()))
        self.update()
