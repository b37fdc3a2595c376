"""A QR code drawn black on white in every theme, as large as there is room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.widgets.paint import Dressed

QUIET = 4
"""Modules of white around, which scanners want."""
Modules = tuple[tuple[bool, ...], ...]


class QrPicture(Dressed, QWidget):
    """Draws modules at whole pixels; `least` is its smallest side in design pixels."""

    def __init__(self, least: int, *, name: str = "") -> None:
        super().__init__()
        self._least, self._modules = least, Modules()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def modules(self) -> Modules:
        """What is drawn."""
        return self._modules

    def show_modules(self, modules: Modules) -> None:
        """Draw another code; nothing of none."""
        if modules != self._modules:
            self._modules = modules
            self.update()

    def minimumSizeHint(self) -> QSize:
        """The smallest code that phones read from across a counter."""
        side = theme.current().px(self._least)
        return QSize(side, side)

    def sizeHint(self) -> QSize:
        """As small as it may be; it takes what there is."""
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        if not self._modules:
            return
        painter = QPainter(self)
        across = len(self._modules) + 2 * QUIET
        side = min(self.width(), self.height()) // across
        left, top = (self.width() - side * across) // 2, (self.height() - side * across) // 2
        painter.fillRect(left, top, side * across, side * across, Qt.GlobalColor.white)
        for y, row in enumerate(self._modules, QUIET):
            for x, dark in enumerate(row, QUIET):
                if dark:
                    painter.fillRect(left + x * side, top + y * side, side, side, Qt.GlobalColor.black)
        painter.end()
