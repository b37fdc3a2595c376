"""The sheet of the proof: a bar while it runs, then one line for each thing that was looked at."""

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.books.proof import ProofController
from pos_desktop.ui.books.view import ProofLine, ProofView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.labels import Picture, Text
from pos_desktop.ui.widgets.long_work import LongWorkSheet


class ProofSheet(LongWorkSheet):
    """Shows a `ProofView`; closing it stops what runs. Attributes: `stop` (button), `lines` (texts on show)."""

    def __init__(self, area: QWidget, controller: ProofController) -> None:
        self.lines: list[QWidget] = []
        self._rows = layout.column(None, gap=8)
        super().__init__(area, controller, self._rows, None)

    def fill(self, view: ProofView) -> None:
        """One row for each thing that was looked at."""
        for old in self.lines:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [_row(line) for line in view.lines]
        for row in self.lines:
            self._rows.addWidget(row)


def _row(line: ProofLine) -> QWidget:
    """An icon and words; what is wrong says where."""
    row = QWidget()
    icon, colour = ("circle-check", "pay") if line.is_right else ("triangle-alert", "danger")
    text = Text(line.text, tone=Tone.TEXT if line.is_right else Tone.DANGER, weight="medium")
    words = layout.column(None, text, gap=0)
    if line.detail:
        words.addWidget(Text(line.detail, role="small", tone=Tone.MUTED, wrap=True))
    layout.row(row, Picture(icon, size=24, colour=colour), (words, 1), gap=10)
    row.setAccessibleName(line.text)
    return row
