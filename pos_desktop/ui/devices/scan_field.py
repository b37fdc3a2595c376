"""A field that hears every key as it comes, with its time; nothing is typed anywhere by it."""

import time

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.widgets.paint import CENTRE, Dressed, box, focus_ring, write
from pos_desktop.wording import _

PAUSE_MS = 300
HEIGHT = 64
_ENDS = {Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "Enter", Qt.Key.Key_Tab: "Tab"}


class ScanField(Dressed, QWidget):
    """«Quét vào đây».

    Signals: `key(str, int)` a text and its time in ms, `erased(int)`, `composed(str, int)` what an input method wrote,
    `ended(str)` "Enter", "Tab", or "" after a pause.
    """

    key = Signal(str, int)
    erased = Signal(int)
    composed = Signal(str, int)
    ended = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # as the search field, which it is to tell of
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.sized(self, height=HEIGHT)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(lambda: self.ended.emit(""))
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        self.setAccessibleName(_("Quét vào đây"))
        self.update()

    def show_code(self, code: str) -> None:
        """Show what was read last."""
        self._code = code
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tab ends a scan here, and moves no focus in the middle of one."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._ends(event):
            event.accept()
            return True
        return super().event(event)

    def _ends(self, event: QKeyEvent) -> bool:
        name = _ENDS.get(Qt.Key(event.key()), "")
        if not name or (name == "Tab" and not self._pause.isActive()):
            return False
        self._pause.stop()
        self.ended.emit(name)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear a key."""
        at = event.timestamp() or time.monotonic_ns() // 1_000_000
        if event.key() == Qt.Key.Key_Backspace:
            self.erased.emit(at)
        elif event.text() and event.text().isprintable():
            self.key.emit(event.text(), at)
        else:
            event.ignore()
            return
        self._pause.start()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method writes what it made of the keys."""
        if event.commitString():
            self.composed.emit(event.commitString(), time.monotonic_ns() // 1_000_000)
            self._pause.start()
        event.accept()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Listen."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: object) -> None:
        """Show that it listens."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Show that it does not."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and what was read."""
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        box(painter, place, look.px(10), look.colour("surface"), look.colour("borderStrong"), 2)
        ink = look.colour("text" if self._code else "text2")
        write(painter, place, self._code or _("Quét vào đây"), look.font("heading", theme.BOLD), ink, CENTRE)
        if self.hasFocus():
            focus_ring(painter, place, look.px(10))
        painter.end()
