"""The sheet of an explanation: sums, then row by row, with a button that prints the same."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.why.controller import WhyController
from pos_desktop.ui.why.view import StepView, WhyView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import AmountRow, MoneyLabel, Text, rule
from pos_desktop.ui.widgets.sheet import Sheet

STRIDE: Final = 96


class StepRow(QWidget):
    """One row: its day and points, then what happened, then what was there after it."""

    def __init__(self, view: StepView) -> None:
        super().__init__()
        title, amount = Text(view.title, weight="medium"), MoneyLabel(view.amount, tone=view.tone)
        below = [Text(text, role="small", tone=Tone.MUTED, wrap=True) for text in view.below]
        after = [Text(view.after, role="small")] if view.after else []
        layout.column(self, layout.row(None, title, None, amount), *below, *after, gap=2, pad=(0, 4, 0, 4))


class WhySheet(Sheet):
    """Shows a `WhyView`. Decides nothing."""

    def __init__(self, area: QWidget, controller: WhyController) -> None:
        super().__init__(area)
        self._view: WhyView | None = None
        self._head = Text(weight="medium", wrap=True)
        self._board = QWidget()
        self._board.setProperty("plain", True)
        self._rows: QVBoxLayout = layout.column(self._board, gap=6, pad=(0, 0, 8, 0))
        self.scrolled = QScrollArea()
        self.scrolled.setWidget(self._board)
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.scrolled.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.verb = Button(kind="primary", icon="printer", hint="Ctrl+P")
        foot = layout.row(None, None, self.verb)
        layout.column(self.body, self._head, (self.scrolled, 1), foot, gap=10, pad=(20, 12, 12, 12))
        self._controller = controller
        self.verb.clicked.connect(controller.print)
        self.closed.connect(controller.close)
        controller.changed.connect(self.show_view)

    def show_view(self, view: WhyView | None) -> None:
        """Show another explanation; None closes the sheet."""
        if view is None:
            self._view = None
            self.close_sheet()
            return
        if view != self._view:
            self._fill(view)
        self.show_title(view.title)
        self._head.setText(view.head)
        self.verb.show_text(view.verb)
        self.verb.setVisible(view.can_print)
        if not self.isVisible():
            self.scrolled.verticalScrollBar().setValue(0)
            self.open()

    def _fill(self, view: WhyView) -> None:
        self._view = view
        while self._rows.count():
            old = self._rows.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in view.sums:
            self._rows.addWidget(AmountRow(row))
        self._rows.addWidget(rule())
        for step in view.steps:
            self._rows.addWidget(StepRow(step))
        if view.notes:
            self._rows.addWidget(rule())
        for note in view.notes:
            self._rows.addWidget(Text(note, role="small", wrap=True))
        self._rows.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll, Ctrl+P prints, Esc closes."""
        bar = self.scrolled.verticalScrollBar()
        strides = {
            Qt.Key.Key_Down: layout.px(STRIDE), Qt.Key.Key_Up: -layout.px(STRIDE),
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
        }  # fmt: skip
        stride = strides.get(Qt.Key(event.key()))
        if stride is not None:
            bar.setValue(bar.value() + stride)
        elif event.key() == Qt.Key.Key_P and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._controller.print()
        else:
            super().keyPressEvent(event)
        event.accept()
