"""What the order comes to: small rows, the amount to pay, and a note about points."""

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone, TotalsView
from pos_desktop.ui.widgets.labels import AmountRow, Text


class Totals(QWidget):
    """Shows a `TotalsView`; rows are made once and used again, so that only texts change."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[AmountRow] = []
        self.due = AmountRow(role="total", strong=True)
        self._note = Text(role="small", tone=Tone.LOYALTY)
        self._above = layout.column(None, gap=0)
        layout.column(self, self._above, self.due, self._note, gap=0)

    def show_view(self, view: TotalsView) -> None:
        """Show other amounts."""
        while len(self._rows) < len(view.rows):
            self._rows.append(AmountRow())
            self._above.addWidget(self._rows[-1])
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(view.rows))
            if at < len(view.rows):
                row.show_view(view.rows[at])
        self.due.show_view(view.due)
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
