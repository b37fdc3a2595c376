"""State of the shop's reports: which one, which days, whether beside the days before, and what was read of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.insight.tables import Behind, Table
from pos_desktop.services.office.reports.every import Asked, Name
from pos_desktop.ui.models.views import ChipView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.reports.days import Days, DaysView
from pos_desktop.wording import _
from pos_desktop.wording import report_words as words
from pos_desktop.wording.messages import sentence


class ReadsReports(Protocol):
    """Any report by its name."""

    def table(self, asked: Asked, reader: Id) -> Table: ...


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What the screen shows: a `table` with its `sums` in words, or a `word` why there is none; `is_loading` before."""

    title: str
    days: DaysView
    reports: tuple[ChipView, ...]
    chosen: str
    is_beside: bool
    is_loading: bool
    table: Table | None = None
    sums: str = ""
    word: str = ""


class FiguresController(QObject):
    """Answers the latest question alone. Signals: `changed(FiguresView)`, `left()`, `opening(Behind, id)`."""

    changed = Signal(object)
    left = Signal()
    opening = Signal(object, str)

    def __init__(
        self, reports: ReadsReports, ops: Ops, reader: Id, today: Callable[[], Day], parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._reports, self._ops, self._reader = reports, ops, reader
        self._days, self._name, self._is_beside = Days(today), Name.SALES_BY_DAY, False
        self._found: Table | Exception | None = None

    @property
    def asked(self) -> Asked:
        """The report that is looked at."""
        return Asked(self._name, self._days.first, self._days.last, self._is_beside)

    @property
    def found(self) -> Table | None:
        """What was read; None while it is not there."""
        return self._found if isinstance(self._found, Table) else None

    @property
    def view(self) -> FiguresView:
        """What the screen shows, in the language in force."""
        reports = tuple(ChipView(name.value, words.title(name.value)) for name in Name)
        table, word = self.found, ""
        if isinstance(self._found, Rejected | EnvironmentProblem):
            word = sentence(self._found)
        elif table is not None and table.is_empty:
            word = _("Không có gì trong những ngày này.")
        elif table is not None:
            word = words.note(table.note)
        return FiguresView(
            words.title(self._name.value), self._days.view, reports, self._name.value, self._is_beside,
            self._found is None, table, _sums(table) if table else "", word,
        )  # fmt: skip

    def load(self) -> None:
        """Read the report."""
        asked, self._found = self.asked, None
        self.refresh()
        self._ops.run(
            self._reports.table, asked, self._reader,
            then=lambda found: self._done(asked, found), failed=lambda error: self._done(asked, error),
        )  # fmt: skip

    def choose(self, name: str) -> None:
        """Look at another report of the same days."""
        self._name = Name(name)
        self.load()

    def choose_beside(self, is_beside: bool) -> None:
        """Set it beside as many days just before, or not."""
        self._is_beside = is_beside
        self.load()

    def go(self, ranges: int) -> None:
        """Go so many ranges on, or (negative) back; not beyond today."""
        self._days.go(ranges)
        self.load()

    def choose_span(self, days: int) -> None:
        """Look at so many days up to today."""
        self._days.choose_span(days)
        self.load()

    def choose_days(self, one: Day, other: Day) -> None:
        """Look at the days from one to the other."""
        self._days.choose(one, other)
        self.load()

    def open_row(self, at: int) -> None:
        """Open what is behind a row: of a day its hours, the rest elsewhere."""
        table = self.found
        if table is None or not 0 <= at < len(table.rows) or not table.rows[at].id:
            return
        key = table.rows[at].id
        if table.behind is Behind.DAY:
            self._name = Name.SALES_BY_HOUR
            self.choose_days(Day.fromisoformat(key), Day.fromisoformat(key))
        else:
            self.opening.emit(table.behind, key)

    def leave(self) -> None:
        """Go back to selling."""
        self.left.emit()

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language."""
        self.changed.emit(self.view)

    def _done(self, asked: Asked, found: Table | Exception) -> None:
        if asked == self.asked:
            self._found = found
            self.refresh()


def _sums(table: Table) -> str:
    """`Số hoá đơn 319 · Đã bán 39.820.650 ₫`, without what only compares."""
    told = (
        f"{words.column(column.key)} {words.cell(total, column.unit.value)}"
        for column, total in zip(table.columns, table.sums, strict=True)
        if total is not None and not column.key.endswith(words.BEFORE)
    )
    return " · ".join(told)
