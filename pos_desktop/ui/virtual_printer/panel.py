"""The switches of the virtual printer, for hands and for keys, and what it answered below them."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QWidget,
)

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.virtual_printer.view import ChoiceView, PanelView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.segments import Segments

WIDTH: Final = 372
MOST_LINES: Final = 300


class Choice(QWidget):
    """A label above segments; `key` is the letter that turns them. Signals: `chosen(id)`."""

    chosen = Signal(object)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._label, self.segments = Text(role="small", weight="medium"), Segments()
        self.segments.chosen.connect(self.chosen)
        layout.column(self, self._label, self.segments, gap=4)

    def show_view(self, view: ChoiceView) -> None:
        """Show which one is down."""
        self._label.setText(f"{view.label} ({self._key})")
        self.segments.setAccessibleName(view.label)
        self.segments.show_views(view.views, view.down)


class _Board(QScrollArea):
    """As high as what is on it, where there is room."""

    def __init__(self, board: QWidget) -> None:
        super().__init__()
        self.setWidget(board)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def sizeHint(self) -> QSize:
        """Everything without scrolling."""
        return self.widget().sizeHint()


class SwitchPanel(QFrame):
    """Shows a `PanelView`. Attributes: `switches` (buttons by id), `paper`, `speed`, `drop`, `at` (the byte), `log`.

    Signals: `toggled(id)`, `paper_chosen(id)`, `speed_chosen(id)`, `drop_chosen(id)`, `at_typed(str)`.
    """

    toggled = Signal(str)
    at_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.switches: dict[str, Button] = {}
        self.paper, self.speed, self.drop = Choice("P"), Choice("S"), Choice("D")
        self.paper_chosen, self.speed_chosen, self.drop_chosen = self.paper.chosen, self.speed.chosen, self.drop.chosen
        self.at = layout.sized(QLineEdit(), width=96)
        self.at.setValidator(QIntValidator(0, 99_999_999, self))
        self.at.textEdited.connect(self.at_typed)
        self._error = Text(role="cap", tone=Tone.DANGER, wrap=True)
        self._title = Text(role="small", weight="medium")
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(MOST_LINES)
        self.log.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.sized(self.log, min_height=110)
        layout.sized(self, width=WIDTH)
        self._lay_out()

    def _lay_out(self) -> None:
        board = QWidget()
        board.setProperty("plain", True)
        self._grid: QGridLayout = layout.spaced(QGridLayout(), gap=8, pad=0)
        drop = layout.row(None, (self.drop, 0), self._bottom(self.at), None, gap=8)
        layout.column(board, self.paper, self._grid, self.speed, drop, self._error, gap=8, pad=0)
        self._board = _Board(board)
        layout.column(self, self._board, self._title, (self.log, 1), gap=8, pad=12)

    @staticmethod
    def _bottom(widget: QWidget) -> QWidget:
        holder = QWidget()
        layout.column(holder, None, widget, gap=0)
        return holder

    def show_view(self, view: PanelView, title: str) -> None:
        """Show how every switch is."""
        for at, switch in enumerate(view.switches):
            button = self.switches.get(switch.id)
            if button is None:
                button = self.switches[switch.id] = Button(kind="menu", checkable=True)
                button.clicked.connect(lambda _=False, id_=switch.id: self.toggled.emit(id_))
                self._grid.addWidget(button, *divmod(at, 2))
            button.show_text(switch.label, hint=switch.key)
            button.setChecked(switch.on)
        self.paper.show_view(view.paper)
        self.speed.show_view(view.speed)
        self.drop.show_view(view.drop)
        self.at.setAccessibleName(view.drop.label)
        if self.at.text().strip() != view.drop_at:
            self.at.setText(view.drop_at)
        self._error.setText(view.drop_error)
        self._error.setVisible(bool(view.drop_error))
        self._title.setText(title)
        self.log.setAccessibleName(title)
        self._board.updateGeometry()

    def say(self, line: str) -> None:
        """Add a line to what it answered."""
        self.log.appendPlainText(line)
