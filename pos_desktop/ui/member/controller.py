"""State of the member sheet: searching, choosing, enrolling, looking at the attached one; knows no widget."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.members.benefits.stored import StoredCardPicture
from pos_desktop.services.members.members import Enrol, Enrolled
from pos_desktop.services.members.phones import national, parse_phone
from pos_desktop.services.members.points.attaching import Attach, Attached
from pos_desktop.services.selling.credit import CreditPicture
from pos_desktop.storage.queries.members import MemberRow
from pos_desktop.ui.member import welcoming
from pos_desktop.ui.member.standing import PlanId
from pos_desktop.ui.member.view import FormView, MemberSheetView, details, results
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

LEAST_TEXT = 2
LEAST_PHONE = 9
FIELDS = {
    Code.INVALID_PHONE: "phone", Code.PHONE_TAKEN: "phone", Code.INVALID_NAME: "name", Code.INVALID_TEXT: "name",
    Code.INVALID_BIRTHDAY: "birthday",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A guest's sale whose points somebody wants: its claim's digits or its number, and the number to show."""

    code: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Credited:
    """What the member got, and what to call them."""

    attached: Attached
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """Members that match a text; the text says whether anybody still waits for them."""

    text: str
    rows: tuple[MemberRow, ...]


class MemberController(QObject):
    """The sheet over the catalogue, opened by F4 or a tap on the strip; after a guest's sale it claims the points.

    Signals: `changed(MemberSheetView)`, `opened()`, `closed()` when the sheet has done its work; `why(account id)`,
    `pin()` when these sheets are asked for; `credited(Credited)` when a guest's sale got its member;
    `joined(Enrolled)` when there is a new one.
    """

    changed = Signal(object)
    opened = Signal()
    closed = Signal()
    why = Signal(str)
    pin = Signal()
    credited = Signal(object)
    joined = Signal(object)

    def __init__(self, sale: SaleController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale, self._desk, self._ops = sale, sale.desk, sale.ops
        self._is_open = self._wants_other = self._searching = self._entered = self._busy = False
        self._text = self._named = ""
        self._found: Found | None = None
        self._enrolment: Id | None = None
        self._errors: dict[str, Rejected] = {}
        self._claim: Claim | None = None
        self._wallet: StoredCardPicture | None = None
        self._credit: CreditPicture | None = None
        sale.diverts = self._divert
        sale.attached.connect(self._attached)
        sale.changed.connect(self._order_changed)
        sale.go.connect(self._follow)

    @property
    def view(self) -> MemberSheetView:
        """What the sheet shows, in the language in force."""
        basket = self._sale.basket
        if basket.member is not None and not self._wants_other and self._claim is None:
            told = details(basket, basket.member, self._wallet, self._credit)
            return MemberSheetView(_("Khách hàng"), "", details=told)
        rows = self._found.rows if self._found else ()
        shown, more = results(rows, self._sale.pricer.wares.programme)
        form = self._form() if self._is_new else None
        message = "" if shown or form else self._message()
        return MemberSheetView(self._title(), self._text, shown, more, message, form, searching=self._searching)

    def _title(self) -> str:
        if self._claim is None:
            return _("Khách hàng")
        if not self._claim.number:
            return _("Tích điểm cho hoá đơn vừa quét")
        return _("Tích điểm cho hoá đơn {number}").format(number=self._claim.number)

    @property
    def is_open(self) -> bool:
        """Whether the sheet is on show."""
        return self._is_open

    def refresh(self) -> None:
        """Tell the sheet again."""
        if self._is_open:
            self.changed.emit(self.view)

    # opening and closing

    def open(self) -> None:
        """Show who is attached, or begin to look for somebody."""
        if self._sale.step == "done" or self._sale.is_closing:
            return
        self._come_up(None)
        self._read_wallet()

    def claim(self, claim: Claim) -> None:
        """Look for the member whose a guest's sale is."""
        if not self._sale.is_closing:
            self._come_up(claim)

    def _come_up(self, claim: Claim | None) -> None:
        self._sale.entries.close()
        self._sale.search("")
        self._is_open, self._wants_other, self._claim, self._wallet = True, False, claim, None
        self._credit = None
        self._clear()
        self.opened.emit()
        self.refresh()

    def _read_wallet(self) -> None:
        if account_id := self._sale.basket.order.account_id:
            self._ops.run(self._desk.stored.wallet_of, account_id, then=self._show_wallet, failed=self._sale.failed)
            self._ops.run(self._desk.credit.picture, account_id, then=self._show_credit, failed=self._sale.failed)

    def _show_credit(self, picture: CreditPicture) -> None:
        self._credit = picture if picture.owed or picture.limit is not None else None
        self.refresh()

    def _show_wallet(self, wallet: StoredCardPicture | None) -> None:
        self._wallet = wallet
        self.refresh()

    def close(self) -> None:
        """Close the sheet; an enrolment that was begun is given up."""
        if not self._is_open:
            return
        self._is_open, self._claim = False, None
        self._abandon()
        self.closed.emit()

    def look_for_other(self) -> None:
        """Look for another member than the attached one."""
        self._wants_other = True
        self._clear()
        self.refresh()

    def detach(self) -> None:
        """Take the member off the order."""
        self._sale.detach()
        self.close()

    def choose_points(self) -> None:
        """Ask how many points to redeem."""
        self.close()
        self._sale.ask_points()

    def take(self, offer: object) -> None:
        """Take an offer; the sheet stays for the next one."""
        self._sale.take(offer)

    def top_up(self) -> None:
        """Ask how much to put into the member's wallet."""
        self.close()
        self._sale.entries.ask_top_up()

    def pay_debt(self) -> None:
        """Ask how much the member pays of what they owe."""
        owed = self._credit.owed if self._credit else 0
        self.close()
        self._sale.entries.ask_debt(owed)

    def sell_plan(self, plan: PlanId) -> None:
        """Put a paid membership on the order."""
        self.close()
        self._sale.sell_plan(plan.plan)

    def explain(self) -> None:
        """Ask why the balance is what it is."""
        if account_id := self._sale.basket.order.account_id:
            self.why.emit(account_id)

    # searching

    def search(self, text: str) -> None:
        """Look for a phone, a name, the last digits, or a card's number."""
        self._text, self._errors = text, {}
        if len(text.strip()) < LEAST_TEXT:
            self._found, self._searching, self._entered = None, False, False
        else:
            self._searching = True
            self._ops.run(self._look, text, then=self._show, failed=self._not_found)
        self.refresh()

    def enter(self, text: str) -> None:
        """Enter in the search, once its answer is there: the only member found is taken, a new number is enrolled."""
        if self._found is None or self._found.text != text:
            self._entered = True
            if text != self._text or not self._searching:
                self.search(text)
        elif self._is_new:
            self.enrol()
        elif len(self._found.rows) == 1:
            self.pick(self._found.rows[0].id)

    def pick(self, member_id: Id) -> None:
        """Put a member that was found on the order."""
        row = next((row for row in self._found.rows if row.id == member_id), None) if self._found else None
        if row is not None:
            self._choose(row.account_id, row.name or row.code)

    def _choose(self, account_id: Id, name: str) -> None:
        """Put a member on the order, or give them the sale that is claimed."""
        if self._claim is None:
            self._sale.attach(account_id)
        else:
            self.credit(self._claim, account_id, name)

    def credit(self, claim: Claim, account_id: Id, name: str) -> None:
        """Give a guest's sale to a member."""
        command = Attach(self._desk.till.ids(), claim.code, account_id, self._sale.person.id)
        self._ops.run(
            self._desk.attaching.attach, command, failed=self._not_credited,
            then=lambda attached: self._was_credited(Credited(attached, name)),
        )  # fmt: skip

    def _was_credited(self, credited: Credited) -> None:
        self._enrolment = None
        self.close()
        self._sale.sound.emit("member")
        self.credited.emit(credited)

    def _not_credited(self, error: Exception) -> None:
        late = isinstance(error, Rejected) and error.code in (Code.REASON_NEEDED, Code.NOT_ALLOWED)
        if late:
            minutes = self._sale.pricer.wares.programme.claim_minutes
            words = _("Đã quá {minutes} phút từ lúc thanh toán: tại quầy không tích được nữa.")
            self._sale.refuse(words.format(minutes=minutes))
        else:
            self._sale.failed(error)

    def _divert(self, card: str) -> bool:
        """A card that is shown while a sale is claimed is its member's."""
        if self._claim is None:
            return False
        self._ops.run(
            self._desk.members.find, card, failed=self._sale.failed,
            then=lambda picture: self._choose(picture.row.account_id, picture.row.name or picture.row.code),
        )  # fmt: skip
        return True

    def _look(self, text: str) -> Found:
        return Found(text, tuple(self._desk.members.search(text)))

    def _show(self, found: Found) -> None:
        if found.text != self._text:
            return
        self._found, self._searching = found, False
        if self._is_new and self._enrolment is None:
            self._enrolment = self._desk.till.ids()
            self._ops.run(
                self._desk.members.begin_enrolment, self._enrolment, self._sale.person.id, failed=self._sale.failed
            )
        self.refresh()
        if self._entered:
            self._entered = False
            self.enter(found.text)

    def _not_found(self, error: Exception) -> None:
        self._searching = False
        self.refresh()
        self._sale.failed(error)

    # enrolling

    @property
    def _is_new(self) -> bool:
        """Whether what was typed is a phone that nobody has."""
        known = self._found is None or self._found.text != self._text or bool(self._found.rows)
        return not known and _looks_like_phone(self._text)

    def enrol(self, name: str = "", birthday: str = "", *, marketing: bool = False) -> None:
        """Make a member of the number that was typed, and put them on the order."""
        if self._enrolment is None or self._busy or not self._is_new:
            return
        try:
            born = _birthday(birthday)
        except Rejected as refusal:
            self._refused(refusal)
            return
        command = Enrol(
            self._enrolment, self._text, name.strip(), born, marketing=marketing, staff_id=self._sale.person.id
        )
        self._busy, self._errors, self._named = True, {}, name.strip()
        self.refresh()
        self._ops.run(self._desk.members.enrol, command, then=self._enrolled, failed=self._refused)

    def _enrolled(self, enrolled: Enrolled) -> None:
        self._busy, self._enrolment = False, None
        self.joined.emit(enrolled)
        self._choose(enrolled.account_id, self._named or enrolled.code)
        welcoming.tell(self._sale, enrolled)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Rejected) and error.code in FIELDS:
            self._errors = {FIELDS[error.code]: error}
            self._sale.sound.emit("error")
        elif isinstance(error, Rejected | EnvironmentProblem):
            self._sale.failed(error)
        self.refresh()

    def _abandon(self) -> None:
        if self._enrolment is not None:
            self._ops.run(
                self._desk.members.abandon_enrolment, self._enrolment, self._sale.person.id, failed=self._sale.failed
            )
        self._enrolment = None

    def _form(self) -> FormView:
        errors = {field: sentence(error) for field, error in self._errors.items()}
        phone = national(parse_phone(self._text).e164)
        title = _("Chưa có ai dùng số {phone}").format(phone=grouped(phone))
        return FormView(
            phone, title, _("Tạo thành viên"), self._busy, errors.get("phone", ""), errors.get("name", ""),
            errors.get("birthday", ""),
        )  # fmt: skip

    def _message(self) -> str:
        if self._searching:
            return ""
        if len(self._text.strip()) < LEAST_TEXT:
            return _("Gõ số điện thoại, tên, hoặc mấy số cuối. Quét thẻ lúc nào cũng được.")
        return _("Không tìm thấy ai. Gõ đủ số điện thoại để tạo thành viên mới.")

    def _clear(self) -> None:
        self._text, self._found, self._errors = "", None, {}
        self._searching = self._entered = False

    # the order beside it

    def _attached(self, _picture: object) -> None:
        self.close()

    def _follow(self, place: str) -> None:
        if place in ("sale", "payment", "done"):
            self.close()
        elif place == "member":
            self.open()

    def _order_changed(self, _view: object) -> None:
        if self._claim is None:
            self.refresh()


def _looks_like_phone(text: str) -> bool:
    if sum(c.isdigit() for c in text) < LEAST_PHONE:
        return False
    try:
        parse_phone(text)
    except Rejected:
        return False
    return True


def _birthday(text: str) -> date | None:
    """Read `21/11/1990` or `21/11` (then the year is not known and 1904 stands for it); nothing is no birthday."""
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if not text.strip():
        return None
    try:
        day, month, *year = (int(part) for part in parts)
        return date(year[0] if year else 1904, month, day)
    except (ValueError, IndexError) as error:
        raise Rejected(Code.INVALID_BIRTHDAY) from error


def grouped(phone: str) -> str:
    """A phone number as people read it: 0912 345 678."""
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}".strip()
