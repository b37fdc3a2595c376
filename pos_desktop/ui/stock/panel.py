"""What was chosen in the list: facts, what moved it, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.journal.panel import Detail
from pos_desktop.ui.models.views import ChipView, EmptyView, Tone
from pos_desktop.ui.stock.view import StockPanelView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Text, rule
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

WIDTH = 400


class StockPanel(Dressed, QWidget):
    """Shows a `StockPanelView`. Signals: `done(deed)`, `more_wanted()`. Attributes: `deeds`, buttons by name."""

    done = Signal(str)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.sized(self, width=WIDTH)
        self.deeds: dict[str, Button] = {}
        self._views: tuple[ChipView, ...] = ()
        self._body, self._empty = QWidget(), EmptyBlock()
        self._title = Text(role="heading", weight="medium", wrap=True)
        self._detail = Text(role="small", tone=Tone.MUTED, wrap=True)
        self._verbs = QWidget()
        self._verb_column: QVBoxLayout = layout.column(self._verbs, gap=8)
        layout.column(self._body, self._title, self._detail, rule(), (self._build(), 1), self._verbs, gap=8)
        layout.column(self, (self._body, 1), (self._empty, 1), gap=0, pad=(16, 12, 12, 12))
        self.retranslate()
        self.show_view(None)

    def _build(self) -> QScrollArea:
        board, facts = QWidget(), QWidget()
        board.setProperty("plain", True)
        self._column: QVBoxLayout = layout.column(facts, gap=6)
        self.more = Button(kind="ghost")
        self.more.clicked.connect(self.more_wanted)
        layout.column(board, facts, self.more, None, gap=8, pad=(0, 0, 8, 0))
        self.area = QScrollArea()
        self.area.setWidget(board)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return self.area

    def retranslate(self) -> None:
        """Name what does not depend on what is shown."""
        if hasattr(self, "more"):
            self._empty.show_view(EmptyView("package", _("Chọn một dòng")))
            self.more.show_text(_("Xem thêm"))

    def show_view(self, view: StockPanelView | None) -> None:
        """Show another thing, or nothing."""
        self._empty.setVisible(view is None)
        self._body.setVisible(view is not None)
        if view is None:
            return
        self._title.setText(view.title)
        self._detail.setText(view.detail)
        self._detail.setVisible(bool(view.detail))
        empty_out(self._column)
        for fact in view.facts:
            self._column.addWidget(Detail(fact))
        if view.lines_title:
            self._column.addWidget(rule())
            self._column.addWidget(Text(view.lines_title, role="small", weight="medium", wrap=True))
        for line in view.lines:
            self._column.addWidget(Detail(line))
        self.more.setVisible(view.has_more)
        self._show_deeds(view.deeds)

    def _show_deeds(self, deeds: tuple[ChipView, ...]) -> None:
        if deeds == self._views:
            return
        self._views = deeds
        empty_out(self._verb_column)
        self.deeds = {}
        for deed in deeds:
            button = Button(deed.label, kind="secondary")
            button.clicked.connect(lambda _on=False, name=str(deed.id): self.done.emit(name))
            self._verb_column.addWidget(button)
            self.deeds[str(deed.id)] = button


def empty_out(line: QVBoxLayout) -> None:
    """Take every widget out of a column."""
    while line.count():
        old = line.takeAt(0).widget()
        if old is not None:
            old.hide()
            old.deleteLater()
