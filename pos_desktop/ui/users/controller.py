"""State of the screen of users: the people, the one on the form, and what was refused; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling.permissions import LIMITS, Role
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.staffing import Change, Hire, LinkMember, SetPin, StaffPage
from pos_desktop.ui.models.views import ChipView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.users.draft import SINGLE, Draft, draft_of, limit_text
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence
from pos_desktop.wording.people import right_name, role_name

SaveBadge = Callable[[str, str, str], str]
"""Keeps a badge as a paper: name, role in words and the 32 digits go in, where it lies comes out."""
NAME_CODES: Final = (Code.INVALID_NAME, Code.STAFF_NAME_TAKEN)
CARD_CODES: Final = (
    Code.CARD_OF_OTHER, Code.UNKNOWN_MEMBER, Code.INVALID_PHONE, Code.INVALID_CARD, Code.CARD_REVOKED,
)  # fmt: skip
PIN_CODES: Final = (Code.WEAK_PIN, Code.PIN_TAKEN, Code.PIN_TWICE, Code.WRONG_PIN)


@dataclass(frozen=True, slots=True)
class UserRow:
    """One person of the list: `marks` say badge, shift, lock."""

    id: Id
    name: str
    marks: str
    active: bool


@dataclass(frozen=True, slots=True)
class UserForm:
    """The form: `name_error`, `pin_error`, `card_error` and `error` say what was refused where it was typed."""

    title: str
    name: str
    roles: tuple[ChipView, ...]
    role: Role
    rights: tuple[tuple[str, str, bool], ...]
    """Name, words and whether the person has it."""
    limits: tuple[tuple[str, str, str], ...]
    """Name, words and what is typed."""
    pin: str
    again: str
    old: str
    is_new: bool
    is_own: bool
    active: bool
    has_badge: bool
    is_locked: bool
    busy: bool = False
    name_error: str = ""
    pin_error: str = ""
    error: str = ""
    member: str = ""
    """Whose member card is the person's own; "" while none is."""
    card_error: str = ""


@dataclass(frozen=True, slots=True)
class UsersView:
    """The whole screen; `form` None before anybody is chosen."""

    rows: tuple[UserRow, ...]
    chosen: Id | None
    form: UserForm | None


class UsersController(QObject):
    """Keeps the people of the shop for one person who has the right to.

    Signals: `changed(UsersView)`, `formed()` when another form is on show, `toast(ToastView)`, `left()`.
    """

    changed = Signal(object)
    formed = Signal()
    toast = Signal(object)
    left = Signal()

    def __init__(
        self, desk: Desk, ops: Ops, person: Person, save_badge: SaveBadge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._ops, self._person, self._save_badge = desk, ops, person, save_badge
        self._pages: tuple[StaffPage, ...] = ()
        self._locked: dict[Id, int] = {}
        self._draft: Draft | None = None
        self._problem: Rejected | EnvironmentProblem | None = None
        self._busy = False

    # what is on show

    @property
    def view(self) -> UsersView:
        """What the screen shows, in the language in force."""
        rows = tuple(UserRow(page.id, page.name, self._marks(page), page.active) for page in self._pages)
        return UsersView(rows, self._draft.staff_id if self._draft else None, self._form())

    def _marks(self, page: StaffPage) -> str:
        marks = [role_name(page.role)]
        if not page.active:
            marks.append(_("đã nghỉ"))
        if page.badge is not None:
            marks.append(_("có thẻ"))
        if page.shift_number is not None:
            marks.append(_("đang ca {number}").format(number=page.shift_number))
        if self._locked.get(page.id):
            marks.append(_("đang bị khoá mã PIN"))
        return " · ".join(marks)

    def _form(self) -> UserForm | None:
        draft, page = self._draft, self._page()
        if draft is None:
            return None
        rights = draft.rights
        told = (("name_error", NAME_CODES), ("pin_error", PIN_CODES), ("card_error", CARD_CODES))
        errors = {name: self._told(*codes) for name, codes in told}
        other = sentence(self._problem) if self._problem and not any(errors.values()) else ""
        return UserForm(
            draft.name.strip() or _("Người mới"), draft.name,
            tuple(ChipView(role, role_name(role)) for role in Role), draft.role,
            tuple((name, right_name(name), getattr(rights, name)) for name in SINGLE),
            tuple((name, right_name(name), limit_text(name, rights)) for name in LIMITS),
            draft.pin, draft.again, draft.old, draft.staff_id is None, draft.staff_id == self._person.id, draft.active,
            bool(page and page.badge), bool(page and self._locked.get(page.id)), self._busy, error=other,
            member=page.member if page else "", **errors,
        )  # fmt: skip

    def _told(self, *codes: Code) -> str:
        problem = self._problem
        return sentence(problem) if isinstance(problem, Rejected) and problem.code in codes else ""

    def _page(self) -> StaffPage | None:
        wanted = self._draft.staff_id if self._draft else None
        return next((page for page in self._pages if page.id == wanted), None)

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language too."""
        self.changed.emit(self.view)

    def load(self) -> None:
        """Read the people."""
        self._ops.run(self._look, then=self._show, failed=self._refuse)

    def _look(self) -> tuple[tuple[StaffPage, ...], dict[Id, int]]:
        pages = tuple(self._desk.staffing.all(self._person.id))
        return pages, {page.id: self._desk.staffing.locked_seconds(page) for page in pages}

    def _show(self, found: tuple[tuple[StaffPage, ...], dict[Id, int]]) -> None:
        self._pages, self._locked = found
        self._busy = False
        if page := self._page() or (self._pages[0] if self._draft is None and self._pages else None):
            self._draft = draft_of(page)
            self.formed.emit()
        self.refresh()

    # choosing and writing

    def choose(self, staff_id: Id) -> None:
        """Put a person on the form; what was typed and not saved is gone."""
        page = next((page for page in self._pages if page.id == staff_id), None)
        if page is not None and not self._busy:
            self._begin(draft_of(page))

    def step(self, by: int) -> None:
        """Put the next person on the form, or the one before."""
        ids = [page.id for page in self._pages]
        if ids:
            here = self._draft.staff_id if self._draft else None
            self.choose(ids[(ids.index(here) + by) % len(ids)] if here in ids else ids[0])

    def new(self) -> None:
        """Put a new person on the form."""
        if not self._busy:
            self._begin(Draft())

    def _begin(self, draft: Draft) -> None:
        self._draft, self._problem = draft, None
        self.formed.emit()
        self.refresh()

    def write(self, **fields: str) -> None:
        """Take up `name`, `pin`, `again` or `old` as typed."""
        if self._draft:
            self._draft = replace(self._draft, **fields)  # type: ignore[arg-type]

    def choose_role(self, role: Role) -> None:
        """Another role, with the rights that it brings."""
        if self._draft:
            self._change(self._draft.with_role(role))

    def set_right(self, right: str, on: bool) -> None:
        """Give or take one right."""
        if self._draft:
            self._change(self._draft.with_right(right, on))

    def set_limit(self, limit: str, text: str) -> None:
        """Take up a limit as typed."""
        if self._draft:
            self._draft = self._draft.with_limit(limit, text)

    def _change(self, draft: Draft) -> None:
        self._draft, self._problem = draft, None
        self.formed.emit()
        self.refresh()

    # deeds

    def save(self) -> None:
        """Keep what is on the form, the PIN too where one was typed."""
        draft = self._draft
        if draft is None or self._busy:
            return
        try:
            draft.check()
        except Rejected as refusal:
            self._refuse(refusal)
            return
        self._run(self._keep, draft, then=self._saved)

    def _keep(self, draft: Draft) -> Id:
        staffing, by, new_id = self._desk.staffing, self._person.id, self._desk.till.ids
        if draft.staff_id is None:
            return staffing.hire(Hire(new_id(), draft.name, draft.role, draft.pin, by, draft.own))
        staffing.change(Change(new_id(), draft.staff_id, draft.name, draft.role, by, draft.own, draft.active))
        if draft.pin:
            staffing.set_pin(SetPin(new_id(), draft.staff_id, draft.pin, by, draft.old))
        return draft.staff_id

    def _saved(self, staff_id: Id) -> None:
        words = _("Đã lưu {name}").format(name=self._draft.name.strip() if self._draft else "")
        self._draft = replace(self._draft or Draft(), staff_id=staff_id)
        self._done(words)

    def let_go(self) -> None:
        """Take the person off the login screen, or back onto it."""
        if self._draft and self._draft.staff_id:
            draft = replace(self._draft, active=not self._draft.active, pin="", again="")
            self._run(self._keep, draft, then=self._saved)

    def unlock(self) -> None:
        """Let the person try a PIN again."""
        if page := self._page():
            work = self._desk.staffing.unlock
            self._run(
                work, self._desk.till.ids(), page.id, self._person.id, then=lambda _none: self._done(_("Đã mở khoá"))
            )

    def issue_badge(self) -> None:
        """Give the person a badge, as a paper of a card's size; an earlier one is worth nothing any more."""
        if page := self._page():
            self._run(self._issue, page, then=lambda place: self._done(_("Đã lưu thẻ: {place}").format(place=place)))

    def _issue(self, page: StaffPage) -> str:
        code = self._desk.badges.issue(self._desk.till.ids(), page.id, self._person.id)
        return self._save_badge(page.name, role_name(page.role), code)

    def revoke_badge(self) -> None:
        """Take the person's badge out of force."""
        if page := self._page():
            work, words = self._desk.badges.revoke, _("Đã thu hồi thẻ")
            self._run(work, self._desk.till.ids(), page.id, self._person.id, then=lambda _none: self._done(words))

    def link_card(self, text: str) -> None:
        """Keep whose phone or card this is as the person's own; it earns nothing on their shift from now on."""
        if (page := self._page()) and text.strip():
            words = _("Đã ghi thẻ thành viên của {name}").format(name=page.name)
            self._run(self._link, page.id, text.strip(), then=lambda _none: self._done(words))

    def _link(self, staff_id: Id, text: str) -> None:
        account_id = self._desk.members.find(text).row.account_id if text else ""
        self._desk.staffing.link(LinkMember(self._desk.till.ids(), staff_id, account_id, self._person.id))

    def unlink_card(self) -> None:
        """The person has no member card of their own any more."""
        if page := self._page():
            self._run(self._link, page.id, "", then=lambda _none: self._done(_("Đã bỏ thẻ thành viên")))

    def _run(self, work: Callable[..., object], *what: object, then: Callable[[Any], None]) -> None:
        if self._busy:
            return
        self._busy, self._problem = True, None
        self.refresh()
        self._ops.run(work, *what, then=then, failed=self._refuse)

    def _done(self, words: str) -> None:
        self.toast.emit(ToastView(ToastKind.INFO, words))
        self.load()

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self._problem = error if isinstance(error, Rejected | EnvironmentProblem) else None
        self.refresh()
