"""The member on the order: what may be taken, what may not and why, and what there is to know."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.member.view import DetailsView
from pos_desktop.ui.models.views import AmountView, OfferView, ReasonView, TierView, Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.chips import offer_chip
from pos_desktop.ui.widgets.labels import AmountRow, Cut, MoneyLabel, Text, rule
from pos_desktop.ui.widgets.member import ProgressBar, TierBadge

COLUMNS: Final = 2


class Chips(QWidget):
    """Offers under a heading, two beside each other. Signals: `taken(id)`, `held(id)`."""

    taken = Signal(object)
    held = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[OfferView, ...] = ()
        self._title, cells = Text(weight="medium"), QWidget()
        self._grid: QGridLayout = layout.grid(cells, gap=8)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        layout.column(self, self._title, cells, gap=6)

    def show_views(self, title: str, views: tuple[OfferView, ...]) -> None:
        """Show other offers; nothing at all where there are none."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setVisible(bool(views))
        if views == self._views:
            return
        self._views = views
        _clear(self._grid)
        for at, view in enumerate(views):
            self._grid.addWidget(offer_chip(view, self.taken, self.held), *divmod(at, COLUMNS))

    def buttons(self) -> list[Button]:
        """Give the chips in order."""
        return [self._grid.itemAt(at).widget() for at in range(self._grid.count())]


class Reasons(QWidget):
    """What cannot be taken, each with the reason below its name."""

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[ReasonView, ...] = ()
        self._title = Text(weight="medium")
        self._column: QVBoxLayout = layout.column(None, gap=6)
        layout.column(self, self._title, self._column, gap=6)

    def show_views(self, title: str, views: tuple[ReasonView, ...]) -> None:
        """Show other reasons; nothing at all where there are none."""
        self._title.setText(title)
        self.setVisible(bool(views))
        if views == self._views:
            return
        self._views = views
        _clear(self._column)
        for view in views:
            row = QWidget()
            layout.column(row, Cut(view.name, role="small"),
                          Text(view.reason, role="small", tone=Tone.MUTED, wrap=True), gap=0)  # fmt: skip
            self._column.addWidget(row)


class DetailsPage(QWidget):
    """Signals: `taken(id)` of an offer, `points_wanted()`, `plan_wanted(id)`, `top_up_wanted()`, `debt_wanted()`,
    `why_wanted()`, `pin_wanted()`, `other_wanted()`, `detached()`.
    """

    taken = Signal(object)
    points_wanted = Signal()
    plan_wanted = Signal(object)
    top_up_wanted = Signal()
    debt_wanted = Signal()
    why_wanted = Signal()
    pin_wanted = Signal()
    other_wanted = Signal()
    detached = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._phone = Cut(role="heading", weight="medium"), Text(tone=Tone.MUTED)
        self._tier, self._points = TierBadge(TierView("")), MoneyLabel(role="kpi", tone=Tone.LOYALTY, weight="bold")
        self._bar, self._way = ProgressBar(), Text(role="small", tone=Tone.MUTED)
        self._expiring = Text(role="small", tone=Tone.WARN, wrap=True)
        self._warnings = Text(role="small", tone=Tone.WARN, weight="medium", wrap=True)
        self.usable, self.plans, self.refused = Chips(), Chips(), Reasons()
        self.points, self.top_up, self.debt = Button(icon="gift"), Button(icon="wallet"), Button(icon="coins")
        self._rows, self._lots = layout.column(None, gap=4), layout.column(None, gap=4)
        self._shown: tuple[tuple[AmountView, ...], tuple[AmountView, ...]] = ((), ())
        self.why, self.pin, self.other = Button(icon="info"), Button(icon="lock"), Button(icon="search")
        self.detach = Button(kind="ghost-danger", icon="x")
        self.scrolled = self._scrolled()
        foot = layout.row(None, self.why, self.pin, self.other, None, self.detach, gap=8)
        layout.column(self, self._head(), (self.scrolled, 1), rule(), foot, gap=8)
        self._connect()

    def _head(self) -> QWidget:
        head = QWidget()
        who = layout.column(None, layout.row(None, (self._name, 1), self._tier), self._phone, gap=2)
        layout.column(head, layout.row(None, (who, 1), self._points, gap=16), self._bar, self._way, gap=6)
        return head

    def _scrolled(self) -> QScrollArea:
        board = QWidget()
        board.setProperty("plain", True)
        deeds = layout.row(None, self.points, self.top_up, self.debt, None, gap=8)
        layout.column(
            board, self._warnings, self._expiring, self.usable, self.plans, deeds, self.refused, rule(), self._rows,
            rule(), self._lots, None, gap=10, pad=(0, 0, 8, 0),
        )  # fmt: skip
        area = QScrollArea()
        area.setWidget(board)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return area

    def _connect(self) -> None:
        self.usable.taken.connect(self.taken)
        self.usable.held.connect(lambda _id: self.points_wanted.emit())
        self.plans.taken.connect(self.plan_wanted)
        for button, signal in (
            (self.points, self.points_wanted), (self.top_up, self.top_up_wanted), (self.debt, self.debt_wanted),
            (self.why, self.why_wanted),
            (self.pin, self.pin_wanted), (self.other, self.other_wanted), (self.detach, self.detached),
        ):  # fmt: skip
            button.clicked.connect(signal)

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
        for label, words in ((self._warnings, "\n".join(view.warnings)), (self._expiring, view.expiring)):
            label.setText(words)
            label.setVisible(bool(words))
        self.usable.show_views(view.usable_title, view.usable)
        self.refused.show_views(view.refused_title, view.refused)
        self.plans.show_views("", view.plans)
        if self._shown != (view.rows, view.lots):
            self._shown = (view.rows, view.lots)
            _fill(self._rows, view.rows)
            _fill(self._lots, view.lots)
        self._show_buttons(view)

    def _show_buttons(self, view: DetailsView) -> None:
        for button, words in (
            (self.points, view.partial), (self.top_up, view.top_up), (self.debt, view.debt), (self.why, view.why),
            (self.pin, view.pin),
            (self.other, view.other), (self.detach, view.detach),
        ):  # fmt: skip
            button.show_text(words)
            button.setVisible(bool(words))


def _fill(column: QVBoxLayout, rows: Sequence[AmountView]) -> None:
    _clear(column)
    _add(column, (AmountRow(row) for row in rows))


def _add(column: QVBoxLayout, widgets: Iterable[QWidget]) -> None:
    for widget in widgets:
        column.addWidget(widget)


def _clear(rows: QVBoxLayout | QGridLayout) -> None:
    while rows.count():
        old = rows.takeAt(0).widget()
        old.hide()
        old.deleteLater()
