"""State of the report: the days that are looked at, and its cards, each read by itself off the window's thread."""

from collections.abc import Callable, Mapping
from datetime import date as Day
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.insight.tables import Behind, Table
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.reports import view as words
from pos_desktop.ui.reports.cards import CARDS, TILES
from pos_desktop.ui.reports.days import Days
from pos_desktop.ui.reports.view import CardView, ReportView
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

Read = Callable[[Day, Day, Id], Any]


class ReportController(QObject):
    """Looks at ranges that end on `today` or before; answers to an older question are dropped.

    `reads` gives a card by its name from (first, last, reader). Signals: `changed(ReportView)`, `card(CardView)` when
    one more was read, `left()`, `opening(Behind, id)` for what a row opens.
    """

    changed = Signal(object)
    card = Signal(object)
    left = Signal()
    opening = Signal(object, str)

    def __init__(
        self, reads: Mapping[str, Read], ops: Ops, reader: Id, today: Callable[[], Day],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._reads, self._ops, self._reader = reads, ops, reader
        self._days, self._asked = Days(today), 0
        self._found: dict[str, Callable[[], CardView]] = {}
        self._tables: dict[str, Any] = {}

    @property
    def view(self) -> ReportView:
        """The head of the screen and what is known of its cards, in the language in force."""
        cards = tuple(self._found[name]() if name in self._found else words.loading(name) for name in (TILES, *CARDS))
        return ReportView(_("Báo cáo thành viên"), self._days.view, cards)

    @property
    def first(self) -> Day:
        """The first day on show."""
        return self._days.first

    @property
    def last(self) -> Day:
        """The last day on show."""
        return self._days.last

    def load(self) -> None:
        """Read every card anew."""
        self._asked += 1
        self._found.clear()
        self._tables.clear()
        self.refresh()
        for name in (TILES, *CARDS):
            self._load(name, self._asked)

    def go(self, ranges: int) -> None:
        """Go so many ranges on, or (negative) back; not beyond today."""
        self._days.go(ranges)
        self.load()

    def choose_span(self, days: int) -> None:
        """Look at so many days up to today."""
        self._days.choose_span(days)
        self.load()

    def choose_days(self, one: Day, other: Day) -> None:
        """Look at the days from one to the other, whichever comes first; a year at most, not beyond today."""
        self._days.choose(one, other)
        self.load()

    def open_row(self, name: str, at: int) -> None:
        """Open what is behind a row of a card: a day is looked at here, the rest elsewhere."""
        table = self._tables.get(name)
        if not isinstance(table, Table) or not 0 <= at < len(table.rows) or not table.rows[at].id:
            return
        key = table.rows[at].id
        if table.behind is Behind.DAY:
            self.choose_days(Day.fromisoformat(key), Day.fromisoformat(key))
        elif table.behind is not Behind.NOTHING:
            self.opening.emit(table.behind, key)

    def table(self, name: str) -> Table | None:
        """What was read for a card; None while it is not there, or is no table."""
        found = self._tables.get(name)
        return found if isinstance(found, Table) else None

    def leave(self) -> None:
        """Go back to selling."""
        self.left.emit()

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language."""
        self.changed.emit(self.view)

    def _load(self, name: str, asked: int) -> None:
        self._ops.run(
            self._read, name, asked, self.first, self.last,
            then=lambda found: self._done(name, asked, found),
            failed=lambda error: self._refused(name, asked, error),
        )  # fmt: skip

    def _read(self, name: str, asked: int, first: Day, last: Day) -> Any:
        """Runs on the worker, where a question that nobody waits for any more costs nothing."""
        return self._reads[name](first, last, self._reader) if asked == self._asked else None

    def _done(self, name: str, asked: int, found: Any) -> None:
        if asked == self._asked:
            self._tables[name] = found
            self._show(name, partial(words.told, name, found))

    def _refused(self, name: str, asked: int, error: Exception) -> None:
        if asked == self._asked and isinstance(error, Rejected | EnvironmentProblem):
            self._show(name, lambda: words.failed(name, sentence(error)))

    def _show(self, name: str, tell: Callable[[], CardView]) -> None:
        self._found[name] = tell
        self.card.emit(tell())
