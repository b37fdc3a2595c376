"""Dots for the digits of a PIN, which is never shown."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.widgets.paint import Dressed, box

DOT: Final = 16
LEAST_DOTS: Final = 4
MOST_DOTS: Final = 8


class PinDots(Dressed, QWidget):
    """A full dot for each digit typed, empty ones up to four."""

    def __init__(self, name: str = "PIN") -> None:
        super().__init__()
        self._typed, self._wrong = 0, False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def typed(self) -> int:
        """How many digits it shows as typed."""
        return self._typed

    def show_typed(self, typed: int, *, wrong: bool = False) -> None:
        """Show so many digits, in the colour of an error if they were wrong."""
        self._typed, self._wrong = typed, wrong
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest PIN, so that nothing moves."""
        look = theme.current()
        return QSize(look.px(DOT * 2 * MOST_DOTS), look.px(DOT + 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots, centred."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, count = look.px(DOT), max(LEAST_DOTS, self._typed)
        left = (self.width() - side * (2 * count - 1)) / 2
        full = look.colour("danger" if self._wrong else "text")
        for at in range(count):
            dot = QRectF(left + at * 2 * side, (self.height() - side) / 2, side, side)
            is_full = at < self._typed
            line = look.colour("danger" if self._wrong else "borderStrong")
            box(painter, dot, side / 2, full if is_full else None, None if is_full else line, look.px(2))
        painter.end()
