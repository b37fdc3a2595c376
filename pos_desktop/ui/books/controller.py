"""State of the books of points: the range that is looked at, and what was read of it off the window's thread."""

from collections.abc import Callable
from datetime import date as Day
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.services.office.loyalty_books import PointBooks
from pos_desktop.services.office.owed import OwedBeside
from pos_desktop.ui.books import view as words
from pos_desktop.ui.books.view import BooksView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording.messages import sentence


class ReadsBooks(Protocol):
    """Books of points by business date."""

    def range(self, first: Day, last: Day) -> PointBooks: ...


class ReadsOwed(Protocol):
    """What is owed beside points."""

    def on(self, day: Day) -> OwedBeside: ...


class BooksController(QObject):
    """Looks at ranges that end on `today` or before; the latest question is the one that is answered.

    Signals: `changed(BooksView)`, `left()`.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, books: ReadsBooks, owed: ReadsOwed, ops: Ops, today: Day, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._books, self._owed, self._ops, self._today = books, owed, ops, today
        self._last, self._span, self._asked = today, 1, 0
        self._tell: Callable[[], BooksView] = self._frame

    @property
    def view(self) -> BooksView:
        """What the screen shows, in the language in force."""
        return self._tell()

    def load(self) -> None:
        """Read the range."""
        self._asked += 1
        asked = self._asked
        self._show(self._frame)
        self._ops.run(
            self._read, self._first, self._last, then=lambda found: self._done(asked, found),
            failed=lambda error: self._refused(asked, error),
        )  # fmt: skip

    def go(self, ranges: int) -> None:
        """Go so many ranges on, or (negative) back; not beyond today."""
        self._last = min(self._today, self._last + timedelta(days=ranges * self._span))
        self.load()

    def choose_span(self, days: int) -> None:
        """Look at so many days that end with the same one."""
        self._span = days
        self.load()

    @property
    def last(self) -> Day:
        """The last day on show."""
        return self._last

    def leave(self) -> None:
        """Go back to selling."""
        self.left.emit()

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language."""
        self.changed.emit(self.view)

    @property
    def _first(self) -> Day:
        return self._last - timedelta(days=self._span - 1)

    def _read(self, first: Day, last: Day) -> tuple[PointBooks, OwedBeside]:
        """Runs on the worker."""
        return self._books.range(first, last), self._owed.on(last)

    def _done(self, asked: int, found: tuple[PointBooks, OwedBeside]) -> None:
        if asked == self._asked:
            self._show(lambda: words.told(self._frame(), *found))

    def _refused(self, asked: int, error: Exception) -> None:
        if asked == self._asked and isinstance(error, Rejected | EnvironmentProblem):
            self._show(lambda: words.failed(self._frame(), sentence(error)))

    def _frame(self) -> BooksView:
        return words.frame(self._first, self._last, self._span, self._today)

    def _show(self, tell: Callable[[], BooksView]) -> None:
        self._tell = tell
        self.refresh()
