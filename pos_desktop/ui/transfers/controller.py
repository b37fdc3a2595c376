"""State of the form about transfers and of the list of what is to be given back; knows no widget."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.gateways.banking.tellers import Teller
from pos_desktop.selling.transfers import Arrival
from pos_desktop.services.desk import Desk
from pos_desktop.services.selling.transfer_rows import Flagged, Payable
from pos_desktop.services.selling.transfers import AssignTransfer, Modules, Settle, modules_of
from pos_desktop.services.shop.banking import Account, AccountSet, BankPicture, ChangeAccount
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.models.views import ConfirmView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, datetime_, money
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class FlaggedView:
    """A transfer of which something is to be given back or found out."""

    id: Id
    title: str
    detail: str
    can_assign: bool = False
    """Nobody knows what it was for."""


@dataclass(frozen=True, slots=True)
class TransfersView:
    """What the screen shows. Banks and tellers are pairs of code and name; `qr` is the trial's code, none without one.

    `payable` are payments that no transfer was found for, by id and words. `can_edit` by the right `settings`,
    `can_settle` by `refund`.
    """

    account: Account
    wallets: str
    banks: tuple[tuple[str, str], ...]
    tellers: tuple[tuple[str, str], ...]
    token: str
    has_token: bool
    qr: Modules
    flagged: tuple[FlaggedView, ...]
    payable: tuple[tuple[Id, str], ...]
    error: str
    list_error: str
    can_edit: bool
    can_settle: bool
    can_save: bool
    busy: bool


class TransfersController(QObject):
    """What one person sees and changes of transfers.

    Signals: `changed(TransfersView)`, `saved(AccountSet)`, `left()`, `asked(ConfirmView, Callable)`: what a yes does.
    """

    changed = Signal(object)
    saved = Signal(object)
    left = Signal()
    asked = Signal(object, object)

    def __init__(self, desk: Desk, ops: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ops, self._person = desk, ops, person
        self._kept = self._draft = Account()
        self._wallets = ""
        self._token: str | None = None
        self._has_token = False
        self._flagged: tuple[Flagged, ...] = ()
        self._payable: tuple[Payable, ...] = ()
        self._problem: Exception | None = None
        self._list_problem: Exception | None = None
        self._operation = desk.till.ids()
        self._busy = False
        self._qr: tuple[Account, Modules] = (Account(), ())

    @property
    def view(self) -> TransfersView:
        """The screen, in the language in force."""
        rights = self._person.rights
        return TransfersView(
            self._draft, self._wallets, tuple((bank.bin, bank.name) for bank in self._desk.banking.banks()),
            ((Teller.MANUAL, _("Người xem")), (Teller.SEPAY, "SePay"), (Teller.PAYOS, "payOS")),
            self._token or "", self._has_token, self._trial(), tuple(map(self._told, self._flagged)),
            tuple((one.id, self._called(one)) for one in self._payable),
            _words(self._problem), _words(self._list_problem), rights.settings, rights.refund,
            self.is_changed and rights.settings and not self._busy, self._busy,
        )  # fmt: skip

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._draft != self._kept or bool(self._token)

    def load(self) -> None:
        """Read what holds, and what is to be given back."""
        self._ops.run(self._desk.banking.picture, then=self._loaded, failed=self._failed)
        self._read_flagged()

    def refresh(self) -> None:
        """Tell the screen again."""
        self.changed.emit(self.view)

    def write(self, **fields: object) -> None:
        """Something was typed or chosen: fields of `Account`."""
        if self._busy:
            return
        self._operation, self._problem = self._desk.till.ids(), None
        self._draft = replace(self._draft, **fields)  # type: ignore[arg-type]
        self.refresh()

    def write_wallets(self, text: str) -> None:
        """Wallets on phones, with commas between."""
        self._wallets = text
        self.write(wallets=tuple(filter(None, (name.strip() for name in text.split(",")))))

    def write_token(self, text: str) -> None:
        """Another token; none leaves the one that is kept."""
        self._token = text or None
        self.write()

    def save(self) -> None:
        """Keep it."""
        if self._busy or not self.is_changed:
            return
        self._busy, self._problem = True, None
        self.refresh()
        command = ChangeAccount(self._operation, self._draft, self._person.id, self._token)
        self._ops.run(self._desk.banking.change, command, then=self._done, failed=self._failed)

    def settle(self, receipt_id: Id, reason: str) -> None:
        """Take a transfer off the list, with what became of it."""
        command = Settle(self._desk.till.ids(), receipt_id, reason, self._person.id)
        self._list_problem = None
        self._ops.run(self._desk.transfers.settle, command, then=lambda _none: self._read_flagged(),
                      failed=self._not_settled)  # fmt: skip

    def assign(self, receipt_id: Id, tender_id: Id) -> None:
        """Let a transfer pay what a payment waits for, once somebody has said yes to the sums."""
        receipt = next((one for one in self._flagged if one.id == receipt_id), None)
        payment = next((one for one in self._payable if one.id == tender_id), None)
        if receipt is None or payment is None:
            return
        command = AssignTransfer(self._desk.till.ids(), receipt_id, tender_id, self._person.id)
        title = _("Tính khoản {money} vào đơn này?").format(money=money(receipt.amount))
        view = ConfirmView(title, (self._called(payment),), _("Tính vào đơn"), _("Thôi"))
        self.asked.emit(view, lambda: self._assign(command))

    def _assign(self, command: AssignTransfer) -> None:
        self._list_problem = None
        self._ops.run(self._desk.transfers.assign, command, then=lambda _seen: self._read_flagged(),
                      failed=self._not_settled)  # fmt: skip

    def _called(self, one: Payable) -> str:
        at = datetime_(one.at.astimezone(zone(self._desk.till.shop.time_zone)))
        table = _("Bàn {table}").format(table=one.table) if one.table else ""
        return ", ".join(filter(None, (money(one.amount), table, one.label, at)))

    def _read_flagged(self) -> None:
        self._ops.run(self._desk.transfers.payable, then=self._waited, failed=self._not_settled)
        self._ops.run(self._desk.transfers.flagged, then=self._listed, failed=self._not_settled)

    def _waited(self, payable: tuple[Payable, ...]) -> None:
        self._payable = payable

    def _listed(self, flagged: tuple[Flagged, ...]) -> None:
        self._flagged = flagged
        self.refresh()

    def _not_settled(self, problem: Exception) -> None:
        self._list_problem = problem
        self.refresh()

    def _loaded(self, picture: BankPicture) -> None:
        self._take(picture)
        self.refresh()

    def _take(self, picture: BankPicture) -> None:
        self._kept = self._draft = picture.account
        self._wallets = ", ".join(picture.account.wallets)
        self._has_token, self._token = picture.has_token, None

    def _done(self, made: AccountSet) -> None:
        self._busy = False
        self._take(made.picture)
        self._operation = self._desk.till.ids()
        self.refresh()
        self.saved.emit(made)

    def _failed(self, problem: Exception) -> None:
        self._busy, self._problem = False, problem
        self.refresh()

    def _trial(self) -> Modules:
        """A code over 1.000 ₫ of what is typed; none while that is no account."""
        if self._qr[0] != self._draft:
            try:
                modules = modules_of(self._desk.banking.test_payload(self._draft))
            except Rejected:
                modules = ()
            self._qr = self._draft, modules
        return self._qr[1]

    def _told(self, one: Flagged) -> FlaggedView:
        at = datetime_(one.paid_at.astimezone(zone(self._desk.till.shop.time_zone)))
        why = {
            Arrival.OVER: _("chuyển thừa"), Arrival.LATE: _("về muộn hoặc hai lần"), Arrival.UNKNOWN: _("chưa rõ đơn"),
        }[one.state]  # fmt: skip
        title = _("Trả lại {money}: {why}").format(money=money(one.back), why=why)
        detail = ", ".join(filter(None, (at, one.code, one.content)))
        return FlaggedView(one.id, title, detail, one.state is Arrival.UNKNOWN)


def _words(problem: Exception | None) -> str:
    if isinstance(problem, Rejected) and problem.code is Code.MALFORMED:
        return _("Địa chỉ phải bắt đầu bằng https://")
    return sentence(problem) if isinstance(problem, Rejected | EnvironmentProblem) else ""
