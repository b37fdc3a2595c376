"""State of a sale that was just completed; knows no widget."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.core.codes import claim_token, read_claim
from pos_desktop.core.errors import Rejected
from pos_desktop.services.members.members import Enrolled, MemberPicture
from pos_desktop.services.selling.sales import Completed
from pos_desktop.ui.done.view import DoneView, credited_words, view_of
from pos_desktop.ui.member.controller import Claim, Credited, MemberController
from pos_desktop.ui.member.welcoming import print_slip
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.payment.controller import PaymentController
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.sale.view import display_name
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_desktop.core.ids import Id
    from pos_desktop.core.money import Money
    from pos_desktop.selling.sale import Sale

MINUTE_MS = 60_000


class DoneController(QObject):
    """What the last payment came to, until the next sale begins; a guest's may still be given to a member.

    Signals: `changed(DoneView)`; `why(sale id)` when the points are to be explained.
    """

    changed = Signal(object)
    why = Signal(str)

    def __init__(
        self, sale: SaleController, payment: PaymentController, member: MemberController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sale, self._member = sale, member
        self._last: Sale | None = None
        self._back: Mapping[str, Money] = {}
        self._credited: Credited | None = None
        self._offered: Id = ""
        self._joined: Enrolled | None = None
        self._claimable = QTimer(self, singleShot=True, timeout=self._too_late)
        sale.claimable = lambda: self.can_claim
        payment.completed.connect(self._show)
        member.credited.connect(self._credit)
        member.joined.connect(self._join)
        sale.claimed.connect(self._scanned)
        sale.attached.connect(self._offer)

    @property
    def can_claim(self) -> bool:
        """Whether the last sale may still be given to a member here."""
        return self._claimable.isActive() and self._credited is None

    @property
    def view(self) -> DoneView | None:
        """What the panel shows, in the language in force; None before the first sale."""
        if self._last is None:
            return None
        return view_of(
            self._last, self._credited, back=self._back, can_reprint=bool(self._sale.printer),
            can_claim=self.can_claim, can_welcome=self._can_welcome,
        )  # fmt: skip

    @property
    def _can_welcome(self) -> bool:
        """Whether the last sale is that of somebody who just joined, and may want the card on paper."""
        if self._joined is None or self._last is None or not self._sale.printer:
            return False
        account_id = self._credited.attached.account_id if self._credited else self._last.account_id
        return account_id == self._joined.account_id

    def welcome(self) -> None:
        """Print the slip that welcomes the new member."""
        if self._joined is not None and self._can_welcome:
            print_slip(self._sale, self._joined.member_id)

    def refresh(self) -> None:
        """Tell the panel again."""
        if (shown := self.view) is not None:
            self.changed.emit(shown)

    def reprint(self) -> None:
        """Print the receipt again, as a copy."""
        self._sale.reprint_last()

    def next_sale(self) -> None:
        """Begin the next sale."""
        self._sale.next_sale()

    def explain(self) -> None:
        """Ask why the sale gave so many points."""
        if self._last is not None:
            self.why.emit(self._last.id)

    def _show(self, completed: Completed) -> None:
        sale = completed.sale
        self._last, self._back, self._credited = sale, completed.back, None
        self._claimable.stop()
        if sale.account_id is None and sale.basis > 0:
            self._claimable.start(self._sale.pricer.wares.programme.claim_minutes * MINUTE_MS)
        self.refresh()

    def _too_late(self) -> None:
        self.refresh()
        self._sale.refresh()

    def _join(self, enrolled: Enrolled) -> None:
        self._joined = enrolled

    # a guest's sale that becomes a member's

    def add_member(self) -> None:
        """Look for the member, or enrol one, whose the sale becomes."""
        if self.can_claim:
            self._member.claim(self._claim())

    def _claim(self) -> Claim:
        last = self._last
        assert last is not None
        code = claim_token(last.register_number, last.serial, self._sale.desk.till.keys.codes, last.epoch)
        return Claim(code, last.number)

    def _scanned(self, code: str) -> None:
        """The claim of a receipt: the member is asked for at once, but not while another order is being paid."""
        till = self._sale.desk.till
        try:
            register, serial = read_claim(code, till.keys.codes)
        except Rejected as refusal:
            self._sale.refuse(sentence(refusal))
            return
        if self._sale.step == "payment":
            self._sale.refuse(_("Thu tiền đơn này xong, rồi quét lại mã tích điểm."))
            return
        number = till.receipt_number(serial) if register == till.register.number else ""
        self._member.claim(Claim(code, number))

    def _offer(self, picture: MemberPicture) -> None:
        """A card that came right after a guest's sale began the next one: it may have been meant for the last."""
        last = self._last
        if last is None or not self.can_claim or self._offered == last.id or not self._sale.basket.order.is_empty:
            return
        self._offered, claim = last.id, self._claim()
        words = _("Hoá đơn {number} vừa xong chưa tích điểm").format(number=last.number)
        account_id, name = picture.row.account_id, display_name(picture)
        self._sale.notify(ToastKind.INFO, words, _("Tích cho khách này"),
                          lambda: self._member.credit(claim, account_id, name))  # fmt: skip

    def _credit(self, credited: Credited) -> None:
        if self._last is not None and credited.attached.sale_id == self._last.id:
            self._credited = credited
            self.refresh()
            self._sale.refresh()
        if self._sale.step != "done":
            self._sale.notify(ToastKind.INFO, credited_words(credited))
