"""The base of every deed: fields, what happens in numbers, the work on the services, and where a refusal belongs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path
from typing import Any, ClassVar

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.services.shop.approvals import Approved
from pos_desktop.services.shop.people import Person
from pos_desktop.storage.queries.member_pages import Listed
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.form.typed import Date, Number, Wrong
from pos_desktop.ui.members.view import DeedView, FieldKind, FieldView
from pos_desktop.ui.models.views import AmountView, ChipView
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

FIELDS: dict[Code, str] = {
    Code.REASON_NEEDED: "reason", Code.INVALID_TEXT: "reason", Code.INVALID_AMOUNT: "points",
    Code.INSUFFICIENT_POINTS: "points", Code.BELOW_MINIMUM: "points", Code.INVALID_DAY: "day",
    Code.WRONG_PIN: "pin", Code.WEAK_PIN: "pin", Code.PIN_LOCKED: "pin",
    Code.INVALID_PHONE: "phone", Code.PHONE_TAKEN: "phone", Code.INVALID_NAME: "name",
    Code.INVALID_BIRTHDAY: "birthday", Code.UNKNOWN_TIER: "tier", Code.SAME_MEMBER: "other",
    Code.MEMBER_MERGED: "other", Code.MEMBER_BUSY: "other", Code.UNKNOWN_MEMBER: "other",
    Code.INVALID_CLAIM: "claim", Code.UNKNOWN_SALE: "claim", Code.ALREADY_CLAIMED: "claim",
    Code.UNREADABLE_CODE: "claim", Code.INVALID_QUANTITY: "count", Code.UNKNOWN_CAUSE: "cause",
    Code.INVALID_VOUCHER: "template",
}  # fmt: skip
"""Under which field a refusal is told."""
SPENT = (Code.APPROVAL_OTHER, Code.APPROVAL_USED, Code.APPROVAL_EXPIRED)
"""Refusals of a word that was given for less, or too long ago: it is asked for again."""
AskApproval = Callable[[ApprovalWanted, Callable[[Approved], object]], None]


@dataclass(frozen=True, slots=True)
class Office:
    """What deeds need: the services, who does it, what writes a card, or anything, to a file, and what asks another
    person's word."""

    desk: Desk
    person: Person
    printer: str = ""
    save_card: Callable[[str, Path], Path] | None = None
    save_file: Callable[[Path, bytes], None] | None = None
    ask_approval: AskApproval | None = None

    @property
    def may_points(self) -> bool:
        """Whether the person may correct points."""
        return self.person.rights.points

    @property
    def may_members(self) -> bool:
        """Whether the person may change members."""
        return self.person.rights.members


class WrongField(Exception):
    """A field that cannot be; `str` is the sentence for under it."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


class Deed:
    """One deed while its sheet is open. Texts are as typed; `id` names the operation, however often it is sent.

    Attributes: `found`, members that the field «other» found; `seen`, what the preview told.
    """

    danger: ClassVar[bool] = False
    previews: ClassVar[bool] = False
    """Whether something has to be read before it can be done."""

    def __init__(self, office: Office, about: MemberDetail | None) -> None:
        self.office, self._about = office, about
        self.id = office.desk.till.ids()
        self.texts: dict[str, str] = {}
        self.errors: dict[str, str] = {}
        self.problem = ""
        self.found: tuple[Listed, ...] = ()
        self.other: Listed | None = None
        self.seen: Any = None

    @property
    def about(self) -> MemberDetail:
        """The member to whom it is done."""
        assert self._about is not None
        return self._about

    # what each deed says

    def title(self) -> str:
        """What it is called."""
        raise NotImplementedError

    def verb(self) -> str:
        """What its button says."""
        return self.title()

    def fields(self) -> tuple[FieldView, ...]:
        """What has to be filled, in order."""
        return ()

    def lines(self) -> tuple[AmountView, ...]:
        """What happens, in numbers, as far as it is known."""
        return ()

    def notes(self) -> tuple[str, ...]:
        """What else has to be known before."""
        return ()

    def work(self) -> Callable[[], Any]:
        """What the worker carries out; WrongField or Rejected where it cannot be."""
        raise NotImplementedError

    def told(self, result: Any) -> str:
        """What was done, in a sentence."""
        return _("Đã lưu")

    def goes_to(self, result: Any) -> Id | None:
        """Whose account is shown afterwards; None for the same."""
        return None

    def paper(self, result: Any) -> str:
        """The slip that comes with it, by the subject of its job; "" for none."""
        return ""

    def look(self) -> Callable[[], Any] | None:
        """What is read on the worker to tell what will happen; None where nothing has to be."""
        return None

    # what they share

    @property
    def staff_id(self) -> Id:
        """Who does it."""
        return self.office.person.id

    def text(self, key: str) -> str:
        """What was typed."""
        return self.texts.get(key, "")

    def whole(self, key: str, least: int = 1, most: int = 100_000_000) -> int:
        """A number that was typed; WrongField where it is none."""
        try:
            return int(Number(least=least, most=most).read(self.text(key)))
        except Wrong as wrong:
            raise WrongField(key, str(wrong)) from None

    def whole_or(self, key: str, default: int = 0) -> int:
        """A number that is being typed; `default` while it is none."""
        try:
            return self.whole(key)
        except WrongField:
            return default

    def day(self, key: str = "day") -> Day:
        """A day that was typed; WrongField where it is none."""
        try:
            return Day.fromisoformat(Date().read(self.text(key)))
        except Wrong as wrong:
            raise WrongField(key, str(wrong)) from None

    def day_or_none(self, key: str = "day") -> Day | None:
        """A day that is being typed; None while it is none."""
        try:
            return self.day(key)
        except WrongField:
            return None

    def field(
        self, key: str, label: str, kind: FieldKind = FieldKind.LINE, *, hint: str = "",
        options: tuple[ChipView, ...] = (),
    ) -> FieldView:  # fmt: skip
        """A field with what was typed into it."""
        text, error = self.text(key), self.errors.get(key, "")
        if kind is FieldKind.MEMBER:
            chosen = self.other.account_id if self.other else None
            return FieldView(key, kind, label, text, hint, error, tuple(map(_member, self.found)), chosen)
        return FieldView(key, kind, label, text, hint, error, options, text)

    def reason(self) -> FieldView:
        """Why; kept for ever."""
        return self.field("reason", _("Lý do (giữ mãi trong sổ)"))

    def refuse(self, error: Exception) -> None:
        """Put a refusal under its field, or at the foot."""
        self.errors, self.problem = {}, ""
        if isinstance(error, WrongField):
            self.errors = {error.key: str(error)}
        elif isinstance(error, Rejected | EnvironmentProblem):
            key = FIELDS.get(error.code, "") if isinstance(error, Rejected) else ""
            if key in {field.key for field in self.fields()}:
                self.errors = {key: sentence(error)}
            else:
                self.problem = sentence(error)

    def view(self, *, busy: bool) -> DeedView:
        """What the sheet shows."""
        ready = not self.previews or self.seen is not None
        return DeedView(
            self.title(), self.verb(), self.fields(), self.lines(), self.notes(), self.danger, busy,
            ready and not busy, self.problem,
        )  # fmt: skip


class Approvable(Deed):
    """A deed that may need another person's word. Attributes: `approval`, once somebody gave it."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        self.approval: Id = ""

    def asks(self) -> ApprovalWanted:
        """What the other person is asked for."""
        raise NotImplementedError

    def wanted(self, error: Exception) -> ApprovalWanted | None:
        """What has to be asked before it can be done; None where the refusal is another."""
        if not isinstance(error, Rejected):
            return None
        lacks = error.code is Code.SECOND_PERSON or error.params.get("needs_approval")
        return self.asks() if lacks or error.code in SPENT else None


def _member(row: Listed) -> ChipView:
    told = (row.name or row.code, row.code, row.phone)
    return ChipView(row.account_id, " · ".join(dict.fromkeys(part for part in told if part)))
