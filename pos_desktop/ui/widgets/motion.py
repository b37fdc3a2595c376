"""The few things that move: a shake that says no."""

from typing import Final

from PySide6.QtCore import QPoint, QPropertyAnimation, Qt
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import theme

SHAKE_MS: Final = 280
_SWINGS: Final = ((0.15, -9), (0.35, 8), (0.55, -6), (0.75, 4), (1.0, 0))
SHAKEN: Final = "shaken"  # property that counts the shakes, for tests and for till without motion


def shake(widget: QWidget) -> None:
    """Shake a widget once; it ends where it began. Without motion only its count goes up."""
    widget.setProperty(SHAKEN, (widget.property(SHAKEN) or 0) + 1)
    if not theme.current().motion or widget.findChild(QPropertyAnimation, "shake"):
        return
    home = widget.pos()
    swing = QPropertyAnimation(widget, b"pos", widget)
    swing.setObjectName("shake")
    swing.setDuration(SHAKE_MS)
    swing.setStartValue(home)
    for share, offset in _SWINGS:
        swing.setKeyValueAt(share, home + QPoint(theme.current().px(offset), 0))
    swing.finished.connect(swing.deleteLater, Qt.ConnectionType.QueuedConnection)
    swing.start()
