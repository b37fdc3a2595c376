"""Short messages that never take the focus and never cover what can be pressed."""

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models.views import ToastKind, ToastView, Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Picture, Text
from pos_desktop.ui.widgets.paint import Dressed, box, shadow

SHOWN_MS: Final = 6000
FADE_MS: Final = 120
EDGE: Final = 16
DEPTH: Final = 14
_LOOKS: Final = {
    ToastKind.INFO: ("text", "surface", "info", "inverse"),
    ToastKind.UNDO: ("text", "surface", "undo-2", "inverse"),
    ToastKind.WARN: ("warnSoft", "warn", "triangle-alert", "secondary"),
    ToastKind.ERROR: ("dangerSoft", "danger", "circle-alert", "secondary"),
}
_TONES: Final = {"surface": Tone.INVERSE, "warn": Tone.WARN, "danger": Tone.DANGER}


class Toast(Dressed, QWidget):
    """One message with at most one action. Signals: `acted()`."""

    acted = Signal()

    def __init__(self, view: ToastView, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = view
        _, ink, icon, action = _LOOKS[view.kind]
        self._icon = Picture(icon, size=22, colour=ink)
        self._words = layout.sized(Text(view.text, weight="medium", wrap=True, tone=_TONES[ink]), min_height=44)
        self.button = Button(view.action, kind=action, parent=self)  # or showing it would open a window
        self.button.setVisible(bool(view.action))
        self.button.clicked.connect(self.acted)
        right = 8 if view.action else 16
        layout.row(
            self,
            self._icon,
            (self._words, 1),
            self.button,
            gap=12,
            pad=(16 + DEPTH, 6 + DEPTH, right + DEPTH, 6 + DEPTH),
        )
        self.setAccessibleName(view.text)

    def natural_width(self) -> int:
        """The width at which the text would need no second line."""
        look = theme.current()
        text = QFontMetrics(look.font("body", theme.MEDIUM)).horizontalAdvance(self.view.text) + 2
        button = self.button.sizeHint().width() + look.px(12) if self.view.action else 0
        return text + button + look.px(16 + 22 + 12 + (8 if self.view.action else 16) + 2 * DEPTH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a floating card."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        depth = look.px(DEPTH)
        card = QRectF(self.rect()).adjusted(depth, depth, -depth, -depth)
        shadow(painter, card, look.px(12), depth)
        fill, ink, *_ = _LOOKS[self.view.kind]
        line = look.colour(ink) if self.view.kind in (ToastKind.WARN, ToastKind.ERROR) else None
        box(painter, card, look.px(12), look.colour(fill), line, 1)
        painter.end()


class ToastSlot(QWidget):
    """Where a screen has room for a toast; as high as the toast, and nothing while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(0)


class ToastHost(QObject):
    """Shows one toast at a time in the slot of the screen, or at the lower left of an area; a new one replaces it.

    Info and undo go after 6 s. Warnings and errors stay until `next_action()`, which every action of the person calls.

    Signals: `acted(ToastView)` when the toast's button was tapped.
    """

    acted = Signal(object)

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._toast: Toast | None = None
        self._slot: ToastSlot | None = None
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True, timeout=self.dismiss)
        area.installEventFilter(self)

    @property
    def toast(self) -> Toast | None:
        """The toast on show."""
        return self._toast

    def rest_on(self, slot: ToastSlot | None) -> None:
        """Show toasts here from now on; None: over the lower left of the area."""
        self._free()
        if self._slot is not None:
            self._slot.removeEventFilter(self)
        self._slot = slot
        if slot is not None:
            slot.installEventFilter(self)
        self._place()
        if self._toast is not None:
            self._toast.raise_()  # over the screen that has just come

    def show_view(self, view: ToastView) -> None:
        """Show a message."""
        self._drop()
        self._toast = Toast(view, self._area)
        self._toast.acted.connect(lambda: self._act(view))
        self._place()
        self._toast.show()
        self._toast.raise_()
        self._fade(self._toast, 0.0, 1.0)
        if view.kind in (ToastKind.INFO, ToastKind.UNDO):
            self._timer.start()

    def next_action(self) -> None:
        """The person did something: a warning has been read."""
        if self._toast is not None and self._toast.view.kind in (ToastKind.WARN, ToastKind.ERROR):
            self.dismiss()

    def dismiss(self) -> None:
        """Take the toast away."""
        self._timer.stop()
        toast, self._toast = self._toast, None
        if toast is None:
            return
        self._free()
        toast.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if theme.current().motion:
            self._fade(toast, 1.0, 0.0).finished.connect(toast.deleteLater)
        else:
            toast.hide()
            toast.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the area or the slot moves or changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def _act(self, view: ToastView) -> None:
        self.dismiss()
        self.acted.emit(view)

    def _drop(self) -> None:
        self._timer.stop()
        if self._toast is not None:
            self._toast.hide()
            self._toast.deleteLater()
            self._toast = None

    def _place(self) -> None:
        if self._toast is None:
            return
        if self._slot is not None:
            self._place_in(self._slot, self._toast)
            return
        look = theme.current()
        edge, depth = look.px(EDGE), look.px(DEPTH)
        most = min(self._area.width() - 2 * edge, look.px(560)) + 2 * depth
        width = min(most, self._toast.natural_width())
        height = _height(self._toast, width)
        self._toast.setGeometry(edge - depth, self._area.height() - height - edge + depth, width, height)

    def _place_in(self, slot: ToastSlot, toast: Toast) -> None:
        """Fill the slot's width; only the lower shadow falls outside of it."""
        depth = theme.current().px(DEPTH)
        width = slot.width() + 2 * depth
        height = _height(toast, width)
        slot.setFixedHeight(height - depth)
        corner = slot.mapTo(self._area, QPoint(-depth, 0))
        toast.setGeometry(corner.x(), corner.y(), width, height)

    def _free(self) -> None:
        if self._slot is not None and shiboken6.isValid(self._slot):
            self._slot.setFixedHeight(0)

    def _fade(self, toast: Toast, start: float, end: float) -> QPropertyAnimation:
        veil = QGraphicsOpacityEffect(toast, opacity=start)
        toast.setGraphicsEffect(veil)
        fade = QPropertyAnimation(veil, b"opacity", veil)
        fade.setDuration(FADE_MS if theme.current().motion else 0)
        fade.setStartValue(start)
        fade.setEndValue(end)
        if end:
            # The effect paints through a picture of the whole toast: it rests when it has done its work.
            fade.finished.connect(lambda: veil.setEnabled(False), Qt.ConnectionType.QueuedConnection)
        fade.start()
        return fade


def _height(toast: Toast, width: int) -> int:
    height = toast.layout().totalHeightForWidth(width)
    return max(height, toast.minimumSizeHint().height()) if height < 0 else height
