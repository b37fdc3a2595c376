"""One row of the journal: the sentence, when and where, and what it holds under labels."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.journal.view import JournalDetailView
from pos_desktop.ui.models.views import AmountView, EmptyView, Tone
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Text, rule
from pos_desktop.ui.widgets.paint import RIGHT, Dressed
from pos_desktop.wording import _

WIDTH = 400


class Detail(QWidget):
    """A label with its value, both as long as they are."""

    def __init__(self, view: AmountView) -> None:
        super().__init__()
        label, value = Text(view.label, tone=Tone.MUTED, wrap=True), Text(view.amount, wrap=True, align=RIGHT)
        layout.row(self, (label, 1), (value, 1), gap=12)


class JournalPanel(Dressed, QWidget):
    """Shows a `JournalDetailView`. Attributes: `rows`, those on show."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.sized(self, width=WIDTH)
        self.rows: list[Detail] = []
        self._body, self._empty = QWidget(), EmptyBlock()
        self._sentence = Text(role="heading", weight="medium", wrap=True)
        self._when = Text(role="small", tone=Tone.MUTED, wrap=True)
        self._vouches = Text(role="small", tone=Tone.MUTED, wrap=True)
        layout.column(self._body, self._sentence, self._when, rule(), (self._build_rows(), 1), self._vouches, gap=8)
        layout.column(self, (self._body, 1), (self._empty, 1), gap=0, pad=(16, 12, 12, 12))
        self.retranslate()
        self.show_view(None)

    def _build_rows(self) -> QScrollArea:
        board, rows = QWidget(), QWidget()
        board.setProperty("plain", True)
        self._column: QVBoxLayout = layout.column(rows, gap=6)
        layout.column(board, rows, None, gap=0, pad=(0, 0, 8, 0))
        self.area = QScrollArea()
        self.area.setWidget(board)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return self.area

    def retranslate(self) -> None:
        """Name what does not depend on the row."""
        if hasattr(self, "_vouches"):
            self._empty.show_view(EmptyView("clock", _("Chọn một dòng")))

    def show_view(self, view: JournalDetailView | None) -> None:
        """Show another row."""
        self._empty.setVisible(view is None)
        self._body.setVisible(view is not None)
        if view is None:
            return
        self._sentence.setText(view.sentence)
        self._when.setText(view.when)
        self._vouches.setText(view.vouches)
        self._vouches.setVisible(bool(view.vouches))
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [Detail(detail) for detail in view.details]
        for row in self.rows:
            self._column.addWidget(row)
        self.area.verticalScrollBar().setValue(0)
