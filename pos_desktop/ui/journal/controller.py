"""State of the screen of the journal: the list page by page, its filters, the row on show; knows no widget."""

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.journal_pages import Asked, Group, JournalLine, JournalPage
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.journal import telling
from pos_desktop.ui.journal.view import JournalDetailView, JournalListView, JournalRowView
from pos_desktop.ui.models.views import EmptyView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence


class JournalController(QObject):
    """Everything on the screen but the export.

    Signals: `list_changed(JournalListView)`, `detail_changed(JournalDetailView | None)`, `sound(str)`, `left()`.
    """

    list_changed = Signal(object)
    detail_changed = Signal(object)
    sound = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, reads: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._reads, self._person = desk, reads, person
        self._text, self._period, self._group, self._of = "", telling.TODAY, telling.EVERYTHING, telling.EVERYTHING
        self._lines: tuple[JournalLine, ...] = ()
        self._rows: tuple[JournalRowView, ...] = ()
        self._page = JournalPage(())
        self._loading, self._asked = False, 0
        self._chosen: Id | None = None
        self._problem = ""

    @property
    def list_view(self) -> JournalListView:
        """The list, in the language in force."""
        return JournalListView(
            telling.periods(), self._period, telling.groups(), self._group, telling.people(self._page.people), self._of,
            self._rows, self._chosen, self._page.next is not None, self._loading, self._empty(),
            self._person.rights.export,
        )  # fmt: skip

    @property
    def detail(self) -> JournalDetailView | None:
        """The row on show, in the language in force."""
        line = next((line for line in self._lines if line.id == self._chosen), None)
        return telling.detail_view(line, self._desk.till.shop.time_zone) if line else None

    @property
    def days(self) -> tuple[date | None, date]:
        """First and last business date of the list; None from the beginning."""
        return self._since(), self._desk.till.today()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._rows = tuple(map(self._row_view, self._lines))
        self._tell()

    def _tell(self) -> None:
        self.list_changed.emit(self.list_view)
        self.detail_changed.emit(self.detail)

    def _row_view(self, line: JournalLine) -> JournalRowView:
        till = self._desk.till
        return telling.row_view(line, till.today(), till.shop.time_zone)

    def _empty(self) -> EmptyView | None:
        if self._rows or self._loading:
            return None
        if self._text:
            hint = self._problem or _("Tìm theo số hoá đơn, khách thành viên, hoặc ngày như 31/08/2025.")
            return EmptyView("search", _("Không có dòng nào như vậy"), hint)
        if self._period != telling.ALWAYS:
            return EmptyView("clock", _("Chưa có việc nào trong những ngày này"), "", _("Xem tất cả"))
        return EmptyView("clock", _("Chưa có việc nào như vậy"))

    # asking

    def load(self) -> None:
        """Read the first page again; what is on show stays until it is there."""
        self._ask(self._wanted())

    def search(self, text: str) -> None:
        """List what a text finds."""
        self._text = text.strip()
        self.load()

    def choose_period(self, period: str) -> None:
        """List the rows of so many days."""
        self._period = period
        self.load()

    def choose_group(self, group: str) -> None:
        """List rows of one group, or of all."""
        self._group = group
        self.load()

    def choose_person(self, person_id: Id) -> None:
        """List what one person did, or all."""
        self._of = person_id
        self.load()

    def widen(self) -> None:
        """The list is empty: look at all days."""
        self.choose_period(telling.ALWAYS)

    def more(self) -> None:
        """Read the next page."""
        if self._page.next is not None and not self._loading:
            self._ask(self._wanted(more=True))

    def choose(self, row_id: Id) -> None:
        """Show a row."""
        self._chosen = row_id
        self._tell()

    def _since(self) -> date | None:
        days = telling.DAYS.get(self._period)
        return self._desk.till.today() - timedelta(days=days - 1) if days else None

    def _wanted(self, *, more: bool = False) -> Asked:
        group = Group(self._group) if self._group else None
        before = self._page.next if more else None
        return Asked(self._text, self._since(), None, self._of or None, group, before)

    def _ask(self, asked: Asked) -> None:
        self._loading = True
        self._asked += 1
        turn = self._asked
        self._reads.run(
            self._desk.journal.page, asked, self._person.id,
            then=lambda page: self._show(page, asked) if turn == self._asked else None,
            failed=lambda problem: self._not_found(problem) if turn == self._asked else None,
        )  # fmt: skip
        if self._loading:
            self.list_changed.emit(self.list_view)

    def _show(self, page: JournalPage, asked: Asked) -> None:
        if asked.before is None:
            self._lines, self._rows = (), ()
        self._loading, self._page, self._problem = False, page, ""
        self._lines += page.lines
        self._rows += tuple(map(self._row_view, page.lines))
        if self._chosen not in {row.key for row in self._rows}:
            self._chosen = self._rows[0].key if self._rows else None
        self._tell()

    def _not_found(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._loading, self._lines, self._rows = False, (), ()
        self._page = JournalPage((), people=self._page.people)
        self._chosen, self._problem = None, sentence(problem)
        self.sound.emit("error")
        self._tell()
