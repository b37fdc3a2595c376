"""State of the screen of members: the list page by page, the member on show, scans; knows no widget."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos_desktop.core import codes
from pos_desktop.core.codes import CodeKind
from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.members.roster import MemberDetail, Page, Roster
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.storage.queries.member_pages import Listed, Place, Wanted
from pos_desktop.ui.members import sections, telling
from pos_desktop.ui.members.deed_controller import DeedController
from pos_desktop.ui.members.deeds.deed import Office
from pos_desktop.ui.members.deeds.every import deed_of
from pos_desktop.ui.members.deeds.people import EnrolMember
from pos_desktop.ui.members.view import DetailView, MemberRowView, RosterView
from pos_desktop.ui.models.views import EmptyView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.why.view import WhyView, of_account
from pos_desktop.wording import _, language
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.loyalty.programme import Programme

CLAIMABLE = (CodeKind.RECEIPT, CodeKind.CLAIM)


class Promised:
    """A slip was promised: the printer's worker wakes."""

    topics = ("outbox",)


class WhyOfMember(QObject):
    """«Vì sao?» of the member on show. Signals: `changed(WhyView | None)`, None when it is put away."""

    changed = Signal(object)

    def __init__(self, members: "MembersController") -> None:
        super().__init__(members)
        self._members, self._is_open = members, False

    @property
    def view(self) -> WhyView | None:
        """What the sheet shows, in the language in force."""
        detail = self._members.detail
        if detail is None or not self._is_open:
            return None
        return of_account(detail.told, can_print=True)

    def open(self) -> None:
        """Explain the balance on show."""
        self._is_open = True
        self.changed.emit(self.view)

    def refresh(self) -> None:
        """Tell the sheet again."""
        if self._is_open:
            self.changed.emit(self.view)

    def print(self) -> None:
        """Promise the explanation to the printer."""
        self._members.print_why()

    def close(self) -> None:
        """Put it away."""
        if self._is_open:
            self._is_open = False
            self.changed.emit(None)


class MembersController(QObject):
    """Everything on the screen but the sheet of a deed, which is `deeds`.

    Signals: `roster_changed(RosterView)`, `detail_changed(DetailView | None)`, `toast(ToastView, act)`,
    `sound(str)`, `left()` when the screen may go.
    """

    roster_changed = Signal(object)
    detail_changed = Signal(object)
    toast = Signal(object, object)
    sound = Signal(str)
    left = Signal()

    def __init__(
        self, roster: Roster, reads: Ops, writes: Ops, office: Office, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._roster, self._reads, self._writes, self.office = roster, reads, writes, office
        self.deeds = DeedController(roster, reads, writes, self)
        self.why = WhyOfMember(self)
        self._wanted, self._loading, self._asked, self._looking = Wanted(), False, 0, 0
        self._listed: tuple[Listed, ...] = ()
        self._rows: tuple[MemberRowView, ...] = ()
        self._after: Place | None = None
        self._programme: Programme | None = None
        self._total: int | None = None
        self._chosen: Id | None = None
        self._tab = sections.ACTIVITY
        self.detail: MemberDetail | None = None
        self.deeds.done.connect(self._done)
        self.deeds.refused.connect(lambda: self.sound.emit("error"))

    # what is on show

    @property
    def roster(self) -> RosterView:
        """The list, in the language in force."""
        total = None if self._wanted.text or self._wanted.tier else self._total
        return RosterView(
            telling.title(total), telling.chips(self._programme), self._wanted.tier, self._rows, self._chosen,
            self._after is not None, self._loading, self._empty(),
        )  # fmt: skip

    @property
    def wanted(self) -> Wanted:
        """Whom the list shows: what was searched for, and the tier."""
        return self._wanted

    @property
    def view(self) -> DetailView | None:
        """The member on show, in the language in force."""
        return sections.detail_view(self.detail, self.office, self._tab) if self.detail else None

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._rows = tuple(map(self._row_view, self._listed))
        self.roster_changed.emit(self.roster)
        self.detail_changed.emit(self.view)
        self.deeds.refresh()
        self.why.refresh()

    def _row_view(self, row: Listed) -> MemberRowView:
        assert self._programme is not None
        return telling.row_view(row, self._programme, self.office.desk.till.today())

    def _empty(self) -> EmptyView | None:
        if self._rows or self._loading:
            return None
        if self._wanted.text:
            return EmptyView("users", _("Không tìm thấy ai"), _("Tìm theo tên, số điện thoại hoặc quét thẻ."),
                             _("Tạo thành viên"))  # fmt: skip
        if self._wanted.tier:
            return EmptyView("users", _("Chưa có ai ở hạng này"))
        return EmptyView("users", _("Chưa có thành viên nào"), _("Số điện thoại là đủ để bắt đầu."),
                         _("Tạo thành viên"))  # fmt: skip

    # the list

    def load(self) -> None:
        """Read the first page again; what is on show stays until it is there."""
        self._ask(Wanted(self._wanted.text, self._wanted.tier))

    def search(self, text: str) -> None:
        """List whom a text finds."""
        self._ask(Wanted(text, self._wanted.tier))

    def filter(self, tier: str) -> None:
        """List one tier, or everybody."""
        self._ask(Wanted(self._wanted.text, tier))

    def more(self) -> None:
        """Read the next page."""
        if self._after is not None and not self._loading:
            self._ask(Wanted(self._wanted.text, self._wanted.tier, self._after))

    def _ask(self, wanted: Wanted) -> None:
        self._wanted, self._loading = Wanted(wanted.text, wanted.tier), True
        self._asked += 1
        asked = self._asked
        self._reads.run(self._roster.page, wanted, failed=self._failed,
                        then=lambda page: self._show(page) if asked == self._asked else None)  # fmt: skip
        if self._loading:
            self.roster_changed.emit(self.roster)

    def _show(self, page: Page) -> None:
        self._loading, self._after = False, page.after
        self._programme = page.programme or self._programme
        self._total = self._total if page.total is None else page.total
        if page.wanted.after is None:
            self._listed, self._rows = (), ()
        self._listed += page.rows
        self._rows += tuple(map(self._row_view, page.rows))
        self.roster_changed.emit(self.roster)
        if self._chosen is None and self._rows and page.wanted.after is None:
            self.choose(self._rows[0].key)
        elif page.wanted.text and len(self._rows) == 1 and self._rows[0].key != self._chosen:
            self.choose(self._rows[0].key)  # nobody else can be meant

    # one member

    def choose(self, account_id: Id) -> None:
        """Show a member."""
        if self.deeds.is_busy:
            return
        self.deeds.close()
        self.why.close()
        self._read(account_id)

    def _read(self, account_id: Id) -> None:
        self._chosen = account_id
        self.roster_changed.emit(self.roster)
        self._looking += 1
        looking = self._looking
        self._reads.run(self._roster.detail, account_id, failed=self._failed,
                        then=lambda detail: self._detail(detail) if looking == self._looking else None)  # fmt: skip

    def _detail(self, detail: MemberDetail) -> None:
        self.detail, self._chosen = detail, detail.account_id  # who was merged is shown as whom they are part of
        self.roster_changed.emit(self.roster)
        self.detail_changed.emit(self.view)

    def choose_tab(self, tab: str) -> None:
        """Show another tab."""
        self._tab = tab
        self.detail_changed.emit(self.view)

    def do(self, key: object) -> None:
        """Open the sheet of a deed, or the explanation."""
        if self.detail is None or self.deeds.is_busy:
            return
        if key == sections.WHY:
            self.deeds.close()
            self.why.open()
            return
        self.why.close()
        self.deeds.open(deed_of(key, self.office, self.detail))  # type: ignore[arg-type]

    def enrol(self) -> None:
        """Open the sheet for a new member, with what was searched for where it may be a phone."""
        self.why.close()
        self.deeds.open(EnrolMember(self.office, self._wanted.text))

    def _done(self, account_id: Id | None, told: str, paper: str) -> None:
        self.sound.emit("member")
        if paper and self.office.printer:
            is_welcome = paper.startswith(SlipOf.WELCOME.subject(""))
            action = _("In phiếu chào mừng") if is_welcome else _("In lại phiếu")
            self.toast.emit(ToastView(ToastKind.INFO, told, action), lambda: self._reprint(paper))
        else:
            self.toast.emit(ToastView(ToastKind.INFO, told), None)
        shown = account_id or (self.detail.account_id if self.detail else None)
        if shown is not None:
            self._read(shown)
        self.load()

    def print_why(self) -> None:
        """Promise the explanation on show to the printer; without one say so: a button that is missing says nothing."""
        if not self.office.printer:
            self.sound.emit("error")
            self._say(_("Chưa chọn máy in nên không in được"), ToastKind.WARN)
        elif self.detail is not None:
            self._writes.run(self._promise, self.detail.account_id, language(), failed=self._failed,
                             then=lambda _done: self._say(_("Đang in giải thích")))  # fmt: skip

    def _promise(self, account_id: Id, language_: str) -> Promised:
        self.office.desk.outbox.slip(account_id, self.office.printer, language_)
        return Promised()

    def _reprint(self, paper: str) -> None:
        self._writes.run(self._promise_again, paper, language(), failed=self._failed,
                         then=lambda _done: self._say(_("Đang in lại phiếu")))  # fmt: skip

    def _promise_again(self, paper: str, language_: str) -> Promised:
        office = self.office
        office.desk.outbox.reprint_slip(paper, office.printer, language_, office.person.id)
        return Promised()

    # scans

    def scan(self, code: str) -> None:
        """A card shows its member, or is the other one of the deed that is open; a receipt is claimed."""
        kind = codes.classify(code).kind
        if self.deeds.is_busy:
            self.sound.emit("error")
        elif kind is CodeKind.CARD and self.deeds.wants_member:
            self.deeds.scanned(code)
        elif kind is CodeKind.CARD:
            self._reads.run(self._roster.account_of, code, then=self._found, failed=self._failed)
        elif kind in CLAIMABLE and self.detail is not None and self.office.may_points:
            self.do(("claim", code))
        else:
            self.sound.emit("error")
            self._say(_("Ở đây quét thẻ thành viên hoặc mã trên hoá đơn."), ToastKind.WARN)

    def _found(self, account_id: Id) -> None:
        self.sound.emit("member")
        self.choose(account_id)

    # leaving

    def back(self) -> None:
        """Close what is open, then the screen."""
        if self.deeds.is_busy:
            return
        if self.deeds.deed is not None:
            self.deeds.close()
        elif self.why.view is not None:
            self.why.close()
        else:
            self.left.emit()

    def _failed(self, error: Exception) -> None:
        self._loading = False
        self.sound.emit("error")
        if isinstance(error, Rejected | EnvironmentProblem):
            self._say(sentence(error), ToastKind.WARN)
        self.roster_changed.emit(self.roster)

    def _say(self, text: str, kind: ToastKind = ToastKind.INFO) -> None:
        self.toast.emit(ToastView(kind, text), None)
