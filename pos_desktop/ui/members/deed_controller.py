"""State of the sheet in which a deed is done: what was typed, what it would do, and the answer; knows no widget."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.members.roster import Roster
from pos_desktop.services.shop.approvals import Approved
from pos_desktop.storage.queries.member_pages import Listed
from pos_desktop.ui.members.deeds.deed import Approvable, Deed, WrongField
from pos_desktop.ui.members.view import DeedView
from pos_desktop.ui.ops import Ops

MOST_FOUND = 5
OTHER = "other"


class DeedController(QObject):
    """One deed at a time.

    Signals: `changed(DeedView | None)`, None when it is put away; `done(account id | None, str, str)` after it was
    done, with whose account to show (None: the same), what to say, and the subject of the slip that comes with it;
    `refused()` when something was refused.
    """

    changed = Signal(object)
    done = Signal(object, str, str)
    refused = Signal()

    def __init__(self, roster: Roster, reads: Ops, writes: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roster, self._reads, self._writes = roster, reads, writes
        self._deed: Deed | None = None
        self._busy = False
        self._asked = 0

    @property
    def deed(self) -> Deed | None:
        """What is open."""
        return self._deed

    @property
    def wants_member(self) -> bool:
        """Whether another member is looked for: then a card that is scanned is theirs."""
        return self._deed is not None and any(field.key == OTHER for field in self._deed.fields())

    @property
    def is_busy(self) -> bool:
        """Whether the answer is on its way."""
        return self._busy

    @property
    def view(self) -> DeedView | None:
        """What the sheet shows, in the language in force."""
        return self._deed.view(busy=self._busy) if self._deed is not None else None

    def refresh(self) -> None:
        """Tell the sheet again."""
        self.changed.emit(self.view)

    def open(self, deed: Deed) -> None:
        """Begin a deed; what was open is given up, unless its answer is on its way."""
        if not self._busy:
            self._deed = deed
            self._asked += 1
            self.refresh()
            self._look(deed)

    def close(self) -> None:
        """Put it away; an answer that is on its way still counts."""
        if self._deed is not None and not self._busy:
            self._deed = None
            self.refresh()

    # filling

    def type(self, key: str, text: str) -> None:
        """Take what was typed or chosen."""
        deed = self._deed
        if deed is None or self._busy:
            return
        if key == OTHER:
            self._find(deed, text)
            return
        deed.texts[key] = text
        deed.errors.pop(key, None)
        deed.problem = ""
        self.refresh()

    def _find(self, deed: Deed, text: str) -> None:
        deed.texts[OTHER], deed.other, deed.seen = text, None, None
        self._asked += 1
        asked = self._asked
        self._reads.run(self._roster.some, text, MOST_FOUND, then=lambda found: self._found(asked, found))

    def _found(self, asked: int, found: tuple[Listed, ...]) -> None:
        if self._deed is not None and asked == self._asked:
            self._deed.found = found
            self.refresh()

    def pick(self, account_id: Id) -> None:
        """Take one of the members that were found."""
        deed = self._deed
        row = next((one for one in deed.found if one.account_id == account_id), None) if deed else None
        if row is not None:
            self._take(row)

    def scanned(self, code: str) -> None:
        """A card: its member is the other one."""
        asked = self._asked = self._asked + 1
        self._reads.run(self._by_card, code, then=lambda row: self._scanned(asked, row), failed=self._refuse)

    def _by_card(self, code: str) -> Listed:
        return self._roster.row(self._roster.account_of(code))

    def _scanned(self, asked: int, row: Listed) -> None:
        if self._deed is not None and asked == self._asked:
            self._take(row)

    def _take(self, row: Listed) -> None:
        deed = self._deed
        assert deed is not None
        deed.other, deed.seen, deed.found = row, None, (row,)
        deed.errors.pop(OTHER, None)
        self.refresh()
        self._look(deed)

    def _look(self, deed: Deed) -> None:
        """Read what it would do, where that has to be read."""
        look = deed.look()
        if look is not None:
            asked = self._asked = self._asked + 1
            self._reads.run(look, then=lambda seen: self._looked(asked, seen), failed=self._refuse)

    def _looked(self, asked: int, seen: Any) -> None:
        if self._deed is not None and asked == self._asked:
            self._deed.seen = seen
            self.refresh()

    # doing

    def confirm(self) -> None:
        """Do it."""
        deed = self._deed
        if deed is None or not deed.view(busy=self._busy).can:
            return
        try:
            work = deed.work()
        except (WrongField, Rejected) as wrong:
            self._refuse(wrong)
            return
        self._busy, deed.errors, deed.problem = True, {}, ""
        self.refresh()
        self._writes.run(work, then=self._finished(deed), failed=lambda error: self._not_done(deed, error))

    def _finished(self, deed: Deed) -> Callable[[Any], None]:
        def finish(result: Any) -> None:
            self._busy, self._deed = False, None
            self.refresh()
            self.done.emit(deed.goes_to(result), deed.told(result), deed.paper(result))

        return finish

    def _not_done(self, deed: Deed, error: Exception) -> None:
        """Tell why; where another person's word is wanted, ask for it and go on."""
        self._refuse(error)
        wanted = deed.wanted(error) if isinstance(deed, Approvable) else None
        if wanted is not None and deed.office.ask_approval is not None:
            deed.office.ask_approval(wanted, lambda approved: self._approved(deed, approved))

    def _approved(self, deed: Deed, approved: Approved) -> None:
        if self._deed is deed and isinstance(deed, Approvable):
            deed.approval = approved.id
            self.confirm()

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        if self._deed is not None and isinstance(error, Rejected | EnvironmentProblem | WrongField):
            self._deed.refuse(error)
            self.refused.emit()
            self.refresh()
