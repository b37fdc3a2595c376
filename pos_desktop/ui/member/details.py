"""The member on the order: tier, points and when they expire, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.member.view import DetailsView
from pos_desktop.ui.models.views import AmountView, TierView, Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import AmountRow, Cut, MoneyLabel, Text, rule
from pos_desktop.ui.widgets.member import ProgressBar, TierBadge


class DetailsPage(QWidget):
    """Signals: `points_wanted()`, `other_wanted()`, `detached()`."""

    points_wanted = Signal()
    other_wanted = Signal()
    detached = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._phone = Cut(role="heading", weight="medium"), Text(tone=Tone.MUTED)
        self._tier, self._points = TierBadge(TierView("")), MoneyLabel(role="kpi", tone=Tone.LOYALTY, weight="bold")
        self._bar, self._way = ProgressBar(), Text(role="small", tone=Tone.MUTED)
        self._warning = Text(role="small", tone=Tone.WARN, weight="medium", wrap=True)
        self._rows: QVBoxLayout = layout.column(None, gap=4)
        self._lots: QVBoxLayout = layout.column(None, gap=4)
        self._shown: tuple[tuple[AmountView, ...], tuple[AmountView, ...]] = ((), ())
        self._reason = Text(role="small", tone=Tone.MUTED, wrap=True)
        self.points, self.other = Button(kind="offer", icon="gift"), Button(icon="search")
        self.detach = Button(kind="ghost-danger", icon="x")
        who = layout.column(None, layout.row(None, (self._name, 1), self._tier), self._phone, gap=2)
        buttons = layout.row(None, self.other, None, self.detach, gap=16)
        layout.column(
            self, layout.row(None, (who, 1), self._points, gap=16), self._bar, self._way, self._warning, rule(),
            self._rows, rule(), self._lots, None, self._reason, self.points, buttons, gap=10,
        )  # fmt: skip
        self.points.clicked.connect(self.points_wanted)
        self.other.clicked.connect(self.other_wanted)
        self.detach.clicked.connect(self.detached)

    def show_view(self, view: DetailsView) -> None:
        """Show another member, or the same one as it is now."""
        self._name.show_text(view.name)
        self._phone.setText(view.phone)
        self._tier.show_view(view.tier)
        self._points.setText(view.points)
        self._bar.setVisible(view.progress is not None)
        self._bar.show_parts(view.progress or 0)
        self._bar.setAccessibleName(view.progress_text)
        self._way.setText(view.progress_text)
        self._warning.setText(view.warning)
        self._warning.setVisible(bool(view.warning))
        if self._shown != (view.rows, view.lots):
            self._shown = (view.rows, view.lots)
            _fill(self._rows, view.rows)
            _fill(self._lots, view.lots)
        self._reason.setText(view.offer_reason)
        self._reason.setVisible(bool(view.offer_reason))
        self.points.show_text(view.offer)
        self.points.setVisible(bool(view.offer))
        self.other.show_text(view.other)
        self.detach.show_text(view.detach)


def _fill(column: QVBoxLayout, rows: tuple[AmountView, ...]) -> None:
    while column.count():
        old = column.takeAt(0).widget()
        old.hide()
        old.deleteLater()
    for row in rows:
        column.addWidget(AmountRow(row))
