"""State of the sheet in which a paper is written: items found, quantities and costs as typed; knows no widget."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import plain
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.stocking.papers import StockLine
from pos_desktop.services.shop.stocking.stock import Moved
from pos_desktop.storage.queries.stocks import Asked, LevelRow
from pos_desktop.ui.models.views import ChipView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.stock.papers import FORMS, NOBODY, Draft, Form, Line, options
from pos_desktop.ui.stock.view import PaperFieldView, PaperLineView, PaperView
from pos_desktop.wording import _, ngettext
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.storage.queries.purchases import SupplierRow

MOST_HITS = 5


class PaperController(QObject):
    """One paper at a time.

    Signals: `changed(PaperView | None)`, None when it is put away; `done(str)` with what to say after it was written;
    `refused()`.
    """

    changed = Signal(object)
    done = Signal(str)
    refused = Signal()

    def __init__(self, desk: Desk, reads: Ops, writes: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._reads, self._writes, self._person = desk, reads, writes, person
        self.draft: Draft | None = None
        self.suppliers: tuple[SupplierRow, ...] = ()
        self._hits: tuple[LevelRow, ...] = ()
        self._asked, self._busy, self._problem, self._focus = 0, False, "", ""

    @property
    def is_busy(self) -> bool:
        """Whether the answer is on its way."""
        return self._busy

    @property
    def view(self) -> PaperView | None:
        """The sheet, in the language in force."""
        draft = self.draft
        if draft is None:
            return None
        form = FORMS[draft.kind]
        fields = tuple(
            PaperFieldView(key, _(label), draft.texts.get(key, "")) for key, label in form.fields.items()
        )  # fmt: skip
        lines = tuple(
            PaperLineView(key, line.row.name, line.row.unit, line.qty, line.cost) for key, line in draft.lines.items()
        )
        hits = tuple(ChipView(row.item_id, f"{row.name} · {row.sku}") for row in self._hits)
        return PaperView(
            _(form.title), _(form.verb), form.has_lines, form.has_cost, hits, lines,
            fields, self._options(form), draft.chosen, self._about(form), self._problem, form.danger,
            self._busy, self._focus,
        )  # fmt: skip

    def _about(self, form: Form) -> str:
        assert self.draft is not None
        hint = _(form.hint) if form.hint else ""
        return ". ".join(part for part in (self.draft.subject_name, hint) if part)

    def _options(self, form: Form) -> tuple[ChipView, ...]:
        assert self.draft is not None
        if not form.has_suppliers:
            return tuple(ChipView(key, words) for key, words in options(self.draft.kind))
        known = tuple(ChipView(row.id, row.name) for row in self.suppliers if row.active)
        nobody = (ChipView(NOBODY, _("Không ghi nhà cung cấp")),) if self.draft.kind == "receive" else ()
        return (*nobody, *known)

    def open(self, kind: str, subject: Id = "", name: str = "", chosen: str = NOBODY) -> Draft:
        """Begin a paper, and give it to be filled; `refresh` shows it."""
        till = self._desk.till
        self.draft = Draft(kind, till.ids(), till.now(), subject, name, chosen)
        self._hits, self._problem, self._focus = (), "", ""
        return self.draft

    def close(self) -> None:
        """Put it away; nothing was written."""
        if self.draft is not None and not self._busy:
            self.draft = None
            self.refresh()

    def refresh(self) -> None:
        """Tell the sheet again."""
        self.changed.emit(self.view)
        self._focus = ""

    def fill(self, lines: list[StockLine], rows: dict[Id, LevelRow]) -> None:
        """Put lines on the paper that are known beforehand."""
        assert self.draft is not None
        self.draft.lines = {
            line.item_id: Line(rows[line.item_id], plain(line.qty), str(line.unit_cost or 0))
            for line in lines if line.item_id in rows
        }  # fmt: skip
        self.refresh()

    # typing

    def write(self, key: str, text: str) -> None:
        """A field was typed into."""
        if self.draft is not None:
            self.draft.texts[key] = text
            self._calm()

    def write_qty(self, item_id: Id, text: str) -> None:
        """A quantity was typed."""
        if self.draft is not None and item_id in self.draft.lines:
            self.draft.lines[item_id].qty = text
            self._calm()

    def write_cost(self, item_id: Id, text: str) -> None:
        """A cost was typed."""
        if self.draft is not None and item_id in self.draft.lines:
            self.draft.lines[item_id].cost = text
            self._calm()

    def _calm(self) -> None:
        if self._problem:
            self._problem = ""
            self.refresh()

    def remove(self, item_id: Id) -> None:
        """Take a line away."""
        if self.draft is not None and self.draft.lines.pop(item_id, None) is not None:
            self.refresh()

    def choose(self, chosen: Hashable) -> None:
        """A chip was chosen."""
        if self.draft is not None:
            self.draft.chosen = str(chosen)
            self.refresh()

    # items

    def search(self, text: str) -> None:
        """Look for items by words or code."""
        self._asked += 1
        asked = self._asked
        if not text.strip():
            self._found(asked, ())
            return
        self._reads.run(
            self._desk.stock_pages.levels, self._person.id, Asked(text.strip()),
            then=lambda page: self._found(asked, page.rows[:MOST_HITS]), failed=self._refuse,
        )  # fmt: skip

    def _found(self, asked: int, rows: tuple[LevelRow, ...]) -> None:
        if asked == self._asked and self.draft is not None:
            self._hits = rows
            self.refresh()

    def pick(self, item_id: Hashable) -> None:
        """Put an item that was found on the paper."""
        row = next((row for row in self._hits if row.item_id == item_id), None)
        if row is not None:
            self._put(row, again=False)

    def pick_first(self) -> None:
        """Enter in the search."""
        if self._hits:
            self.pick(self._hits[0].item_id)

    def scan(self, code: str) -> None:
        """A code was read: its item is put on the paper, once more where it is there."""
        draft = self.draft
        if draft is not None and FORMS[draft.kind].has_lines and not self._busy:
            self._reads.run(self._desk.stock_pages.find, self._person.id, code,
                            then=lambda rows: self._scanned(rows, code), failed=self._refuse)  # fmt: skip

    def _scanned(self, rows: tuple[LevelRow, ...], code: str) -> None:
        if len(rows) == 1:
            self._put(rows[0], again=True)
            return
        self._hits = rows
        unknown = _("Không có món nào mang mã {code}").format(code=code)
        self._problem = _("Mã này là của nhiều món: chọn một món") if rows else unknown
        self.refused.emit()
        self.refresh()

    def _put(self, row: LevelRow, *, again: bool) -> None:
        if self.draft is None:
            return
        try:
            self.draft.put(row, again=again)
        except Rejected as refusal:
            self._refuse(refusal)
            return
        self._hits, self._problem, self._focus = (), "", row.item_id
        self._asked += 1
        self.refresh()

    # doing

    def confirm(self) -> None:
        """Write the paper."""
        draft = self.draft
        if draft is None or self._busy:
            return
        self._busy, self._problem = True, ""
        self.refresh()
        self._writes.run(FORMS[draft.kind].work, self._desk, draft, self._person,
                         then=lambda made: self._written(draft, made), failed=self._refuse)  # fmt: skip

    def _written(self, draft: Draft, made: Any) -> None:
        self._busy, self.draft = False, None
        self.refresh()
        self.done.emit(_told(draft, made))

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Rejected | EnvironmentProblem):
            self._problem = sentence(error)
            self.refused.emit()
            self.refresh()


def _told(draft: Draft, made: Any) -> str:
    """What was written; of a count also what moved while it was counted."""
    if not isinstance(made, Moved):
        return _("Đã lưu")
    told = _("Đã ghi phiếu {number}").format(number=made.number)
    if draft.kind == "count" and made.passing:
        words = ngettext(
            "{count} món có bán hoặc nhập trong lúc đếm, xem lại số.",
            "{count} món có bán hoặc nhập trong lúc đếm, xem lại số.", len(made.passing),
        )  # fmt: skip
        return f"{told}. {words.format(count=len(made.passing))}"
    return told
