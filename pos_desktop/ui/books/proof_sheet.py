"""The sheet of the proof: a bar while it runs, then one line for each thing that was looked at."""

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.books.proof import ProofController
from pos_desktop.ui.books.view import ProofLine, ProofView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Picture, Text
from pos_desktop.ui.widgets.member import ProgressBar
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _


class ProofSheet(Sheet):
    """Shows a `ProofView`; closing it stops what runs. Attributes: `stop` (button), `lines` (texts on show)."""

    def __init__(self, area: QWidget, controller: ProofController) -> None:
        super().__init__(area)
        self._controller = controller
        self.bar, self.status = ProgressBar(name=_("Tiến độ")), Text(wrap=True, tone=Tone.MUTED)
        self.stop = Button(icon="x")
        self.lines: list[QWidget] = []
        self._rows = layout.column(None, gap=8)
        running = layout.row(None, (self.bar, 1), self.stop, gap=16)
        layout.column(self.body, self.status, running, self._rows, None, gap=12, pad=(20, 12, 20, 12))
        self.stop.clicked.connect(controller.stop)
        self.closed.connect(controller.stop)
        controller.opened.connect(lambda: self.open(self.stop))
        controller.changed.connect(self.show_view)
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "stop"):
            self.stop.show_text(_("Dừng"))
            self.show_view(self._controller.view)

    def show_view(self, view: ProofView) -> None:
        """Show another state."""
        running = view.progress is not None
        self.show_title(view.title)
        self.status.setText(view.status)
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        self.bar.show_parts(view.progress or 0)
        self._fill(view.lines)

    def _fill(self, lines: tuple[ProofLine, ...]) -> None:
        for old in self.lines:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [_row(line) for line in lines]
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
