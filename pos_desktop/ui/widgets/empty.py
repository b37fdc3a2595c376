"""What is shown while there is nothing: an empty block with one action, and grey bars while rows are on their way."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models.views import EmptyView, Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Picture, Text
from pos_desktop.ui.widgets.paint import CENTRE, Dressed, box

SKELETON_AFTER_MS = 300


class EmptyBlock(QWidget):
    """Icon, sentence, and at most one action. Signals: `acted()`."""

    acted = Signal()

    def __init__(self, view: EmptyView | None = None) -> None:
        super().__init__()
        self._icon = Picture("package", size=48, colour="borderStrong")
        self._title = Text(weight="medium", wrap=True, align=CENTRE)
        self._hint = Text(role="small", tone=Tone.MUTED, wrap=True, align=CENTRE)
        self._action = Button(kind="secondary")
        self._action.clicked.connect(self.acted)
        line = layout.row(None, None, self._action, None)
        icon = layout.row(None, None, self._icon, None)
        layout.column(self, None, icon, self._title, self._hint, line, None, gap=8, pad=16)
        if view is not None:
            self.show_view(view)

    def show_view(self, view: EmptyView) -> None:
        """Show another reason."""
        self._icon.show_icon(view.icon)
        self._title.setText(view.title)
        self._hint.setText(view.hint)
        self._hint.setVisible(bool(view.hint))
        self._action.show_text(view.action)
        self._action.setVisible(bool(view.action))


class Skeleton(Dressed, QWidget):
    """Grey bars in place of rows; shows itself only when waiting has lasted 300 ms."""

    def __init__(self, rows: int = 4, row_height: int = 52) -> None:
        super().__init__()
        self._rows, self._row_height = rows, row_height
        self._due = False
        self._timer = QTimer(self, interval=SKELETON_AFTER_MS, singleShot=True, timeout=self._appear)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def start(self) -> None:
        """Begin to wait."""
        self._due = False
        self._timer.start()
        self.show()

    def stop(self) -> None:
        """Waiting is over."""
        self._timer.stop()
        self._due = False
        self.hide()

    @property
    def visible_bars(self) -> bool:
        """Whether the bars are painted yet."""
        return self._due

    def _appear(self) -> None:
        self._due = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        if not self._due:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, pad = look.px(self._row_height), look.px(8)
        for row in range(self._rows):
            top = row * height + pad
            bar = look.px(14)
            share = (0.62, 0.48, 0.7, 0.55)[row % 4]
            box(painter, QRectF(pad, top, bar * 2, bar * 2), look.px(8), look.colour("surface2"))
            line = QRectF(pad * 3 + bar * 2, top + bar / 2, self.width() * share, bar)
            box(painter, line, bar / 2, look.colour("surface2"))
        painter.end()
