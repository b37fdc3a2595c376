"""Shows on each screen which it is: its number and name, for three seconds."""

from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.widgets.paint import CENTRE

SHOWN_MS: Final = 3_000
DIGITS: Final = 220
NAME: Final = 28


class Number(QWidget):
    """A large number over a whole screen; a tap takes it away."""

    def __init__(self, number: int, name: str, place: QRect) -> None:
        super().__init__(
            None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.Tool
        )
        self._number, self._name = str(number), name
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAccessibleName(f"{number} {name}")
        self.setGeometry(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number, and the screen's name below."""
        look, painter = theme.current(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("primary"))
        painter.setPen(look.colour("onPrimary"))
        painter.setFont(look.font(DIGITS, theme.BOLD))
        painter.drawText(self.rect(), CENTRE, self._number)
        painter.setFont(look.font(NAME, theme.MEDIUM))
        painter.drawText(self.rect().adjusted(0, self.height() * 3 // 4, 0, 0), CENTRE, self._name)
        painter.end()

    def mousePressEvent(self, _event: object) -> None:
        """Enough seen."""
        self.hide()


def show_numbers(owner: QObject) -> list[Number]:
    """Show them; they go by themselves, and with `owner`."""
    shown = [
        Number(at, panel.name(), panel.geometry()) for at, panel in enumerate(QGuiApplication.screens(), 1)
    ]  # fmt: skip
    for number in shown:
        number.show()
        owner.destroyed.connect(number.deleteLater)
        QTimer.singleShot(SHOWN_MS, number, number.deleteLater)
    return shown
