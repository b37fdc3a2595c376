"""The full screen that stands in for the till when the machine cannot: what happened, what to do, «Thử lại»."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.trouble.controller import trouble_view
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Picture, Text
from pos_desktop.ui.widgets.paint import Dressed


class TroubleScreen(Dressed, QWidget):
    """Shows one problem. Signals: `retried()`."""

    retried = Signal()

    def __init__(self, problem: EnvironmentProblem | Rejected) -> None:
        super().__init__()
        self._problem = problem
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Text(role="heading", weight="bold", wrap=True)
        self._sentence = Text(role="cash", wrap=True)
        self._note, self._code = Text(tone=Tone.MUTED, wrap=True), Text(role="small", tone=Tone.MUTED)
        self.verb = Button(kind="primary", icon="refresh-cw")
        self.verb.clicked.connect(self._retry)
        card = layout.sized(QWidget(), width=560)
        card.setProperty("card", True)
        head = layout.row(None, Picture("triangle-alert", size=32, colour="warn"), (self._title, 1), gap=12)
        foot = layout.row(None, self._code, None, self.verb)
        layout.column(card, head, self._sentence, self._note, foot, gap=16, pad=28)
        layout.column(self, None, layout.row(None, None, card, None), None, pad=10)
        self.show_problem(problem)

    def show_problem(self, problem: EnvironmentProblem | Rejected) -> None:
        """Show another problem; trying again has been in vain."""
        self._problem = problem
        self.verb.set_busy(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in force."""
        view = trouble_view(self._problem)
        self.setAccessibleName(view.title)
        self._title.setText(view.title)
        self._sentence.setText(view.sentence)
        self._note.setText(view.note)
        self._code.setText(view.code)
        self.verb.show_text(view.verb)
        self.verb.setVisible(bool(view.verb))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter tries again."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._retry()
        else:
            super().keyPressEvent(event)

    def _retry(self) -> None:
        if self.verb.isVisible() and not self.verb.busy:
            self.verb.set_busy(True)
            self.retried.emit()
