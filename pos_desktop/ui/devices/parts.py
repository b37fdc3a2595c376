"""What the pages of devices are made of: a dot with its word, a number with its steps, a label over a choice."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QScroller, QSizePolicy, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.devices.standing import Light, Standing
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import icon_button
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import CENTRE, Dressed

SIDE = 14


class Dot(Dressed, QWidget):
    """A round light; the word beside it says the same."""

    def __init__(self) -> None:
        super().__init__()
        self._light = Light.OFF
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_light(self, light: Light) -> None:
        """Show another colour."""
        self._light = light
        self.update()

    def sizeHint(self) -> QSize:
        """A small square."""
        side = theme.current().px(SIDE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it: filled, or as a ring where nothing is known."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, is_off = theme.current().colour(self._light.value), self._light is Light.OFF
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush if is_off else colour)
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class StandingLine(QWidget):
    """How a device is: dot and word, and what to do below."""

    def __init__(self) -> None:
        super().__init__()
        self.dot, self.word, self.advice = Dot(), Text(weight="bold"), Text(role="small", tone=Tone.MUTED, wrap=True)
        layout.column(self, layout.row(None, self.dot, self.word, None, gap=8), self.advice, gap=2)

    def show_standing(self, standing: Standing) -> None:
        """Show another state."""
        self.dot.show_light(standing.light)
        self.word.setText(standing.word)
        self.advice.setText(standing.advice)
        self.advice.setVisible(bool(standing.advice))


class DeviceButton(QWidget):
    """A device in the list: its dot, its name, its word."""

    def __init__(self, button: QWidget) -> None:
        super().__init__()
        self.dot = Dot()
        layout.row(self, self.dot, (button, 1), gap=8)


class Stepper(QWidget):
    """A label, a number, and a step either way. Signals: `stepped(int)` by -1 or 1."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.label, self.value = Text(role="small", weight="medium"), Text(weight="bold", align=CENTRE)
        self.less, self.more = icon_button("minus", "", kind="step"), icon_button("plus", "", kind="step")
        layout.sized(self.value, width=90)
        layout.column(self, self.label, layout.row(None, self.less, self.value, self.more, None, gap=6), gap=4)
        self.less.clicked.connect(lambda: self.stepped.emit(-1))
        self.more.clicked.connect(lambda: self.stepped.emit(1))

    def show_texts(self, label: str) -> None:
        """Name it in the language in force."""
        self.label.setText(label)
        self.less.show_text("", name=f"{label} −")
        self.more.show_text("", name=f"{label} +")

    def show_value(self, value: str, *, enabled: bool) -> None:
        """Show another number."""
        self.value.setText(value)
        self.less.setEnabled(enabled)
        self.more.setEnabled(enabled)


class Labelled(QWidget):
    """A label over something to choose from."""

    def __init__(self, below: QWidget) -> None:
        super().__init__()
        self.label = Text(role="small", weight="medium")
        layout.column(self, self.label, layout.row(None, below, None), gap=4)


class Page(Dressed, QWidget):
    """The page of one device: its name, how it is, and what a subclass lays out below."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.standing = Cut(role="heading", weight="bold"), StandingLine()
        self.board = QWidget()
        self.board.setProperty("plain", True)
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def lay_out(self, *below: QWidget | None, beside: QWidget | None = None) -> None:
        """Put name and state at the top, and the rest where it can be scrolled."""
        layout.column(self.board, *below, None, gap=12, pad=(0, 0, 12, 0))
        top = layout.row(None, (self.title, 1), beside, gap=12) if beside else self.title
        layout.column(self, top, self.standing, (scrolled(self.board), 1), gap=10, pad=(20, 14, 12, 12))


def scrolled(inside: QWidget) -> QScrollArea:
    """As high as there is room for, scrolled by touch."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
