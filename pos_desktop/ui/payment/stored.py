"""Gift cards and the wallet as means of payment: put down at a tap or a scan, taken with the sale itself."""

from typing import Any

from PySide6.QtCore import QObject

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.benefits.stored import StoredCardPicture
from pos_desktop.services.selling.credit import CreditPicture
from pos_desktop.services.selling.promised import Promised
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.payment.view import State, card_digits
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.wording import _, date, money
from pos_desktop.wording.messages import sentence


class StoredMoney(QObject):
    """What PaymentController builds on to take money that the shop holds already."""

    _sale: SaleController
    _desk: Desk
    _ops: Ops
    _state: State

    def open(self, method: TenderKind = TenderKind.CASH) -> None:
        """Begin to pay."""
        raise NotImplementedError

    def _set(self, **changes: Any) -> None:
        raise NotImplementedError

    def _take(self, part: Promised, **changes: Any) -> None:
        raise NotImplementedError

    def _is_free(self) -> bool:
        raise NotImplementedError

    # the wallet

    def _read_wallet(self) -> None:
        """Read what the member of the order can pay with."""
        account_id = self._sale.basket.order.account_id
        self._set(wallet=None, credit=None)
        self._read_deposit()
        if account_id is not None:
            self._ops.run(self._desk.credit.picture, account_id, failed=self._sale.failed,
                          then=lambda picture: self._show_credit(account_id, picture))  # fmt: skip
            self._ops.run(self._desk.stored.wallet_of, account_id, failed=self._sale.failed,
                          then=lambda wallet: self._show_wallet(account_id, wallet))  # fmt: skip

    def _read_deposit(self) -> None:
        """Money that was put down for the order pays first."""
        code = self._sale.basket.order.deposit
        if code and not any(tender.ref == code for tender in self._state.tenders):
            self._ops.run(self._desk.stored.find, code, then=self._use_deposit, failed=self._sale.failed)

    def _use_deposit(self, card: StoredCardPicture) -> None:
        is_own = card.code == self._sale.basket.order.deposit and self._sale.step == "payment"
        if is_own and card.total and self._state.rest and self._is_free():
            self._pay_with(card)
            words = _("Đã trừ {money} tiền cọc").format(money=money(min(card.total, self._sale.basket.to_pay)))
            self._sale.notify(ToastKind.INFO, words)

    def _show_wallet(self, account_id: Id, wallet: StoredCardPicture | None) -> None:
        if account_id == self._sale.basket.order.account_id:
            self._set(wallet=wallet.total if wallet else None)

    def _show_credit(self, account_id: Id, picture: CreditPicture) -> None:
        if account_id == self._sale.basket.order.account_id:
            self._set(credit=picture.left if picture.limit is not None else None)

    def _take_fund(self) -> None:
        """Take from the wallet, or let the member owe it: that asks a right, or another's word."""
        tender = Tender(self._state.method, self._state.amount)
        if tender.kind is TenderKind.WALLET or self._sale.person.rights.credit:
            self._put_down(tender)
            return
        order_id, person = self._sale.basket.order.id, self._sale.person
        words = _("{name} xin ghi nợ {money}").format(name=person.name, money=money(tender.amount))
        wanted = ApprovalWanted("credit", order_id, person.id, None, words)
        self._sale.approval_wanted.emit(wanted, lambda approved: self._ops.run(
            self._desk.approvals.take_up, approved.id, order_id, person.id, failed=self._sale.failed,
            then=lambda _none: self._lend(order_id, tender),
        ))  # fmt: skip

    def _lend(self, order_id: Id, tender: Tender) -> None:
        if order_id == self._sale.basket.order.id and self._is_free() and tender.amount <= self._state.rest:
            self._put_down(tender)

    def _put_down(self, tender: Tender) -> None:
        """Keep a tender for the end: nothing leaves the card or the wallet before the sale is written."""
        part = Promised(self._desk.till.ids(), tender, confirmed=True)
        self._take(part, method=TenderKind.CASH)
        self._ops.run(self._desk.orders.keep_part, self._sale.basket.order, part.id, tender, failed=self._sale.failed)

    # gift cards

    def _gift_card(self, card: StoredCardPicture) -> None:
        """A gift card was scanned: it pays while paying, otherwise its balance is told."""
        try:
            self._check(card)
        except Rejected as refusal:
            self._sale.refuse(sentence(refusal))
            return
        if self._sale.step == "payment":
            self._pay_with(card)
        else:
            self._tell(card)

    def _check(self, card: StoredCardPicture) -> None:
        if card.blocked:
            raise Rejected(Code.STORED_BLOCKED)
        if card.expires_on is not None and card.expires_on < self._desk.till.today():
            raise Rejected(Code.STORED_EXPIRED, day=card.expires_on.isoformat())
        if not card.total:
            raise Rejected(Code.STORED_INSUFFICIENT, available=0)

    def _pay_with(self, card: StoredCardPicture) -> None:
        state = self._state
        used = any(tender.ref == card.code for tender in state.tenders)
        if used or not state.rest:
            self._sale.refuse(_("Thẻ này đã dùng cho đơn này.") if used else _("Đơn đã thu đủ tiền."))
        elif self._is_free():
            self._put_down(Tender(TenderKind.GIFT_CARD, min(card.total, state.rest), card.code))
            self._sale.sound.emit("item")

    def _tell(self, card: StoredCardPicture) -> None:
        words = _("Thẻ quà tặng {digits} còn {money}")
        if card.expires_on:
            words = _("Thẻ quà tặng {digits} còn {money}, dùng đến hết {day}")
        day = date(card.expires_on) if card.expires_on else ""
        text = words.format(digits=card_digits(card.code), money=money(card.total), day=day)
        if self._sale.basket.order.is_empty:
            self._sale.notify(ToastKind.INFO, text)
        else:
            self._sale.notify(ToastKind.INFO, text, _("Dùng để thanh toán"), lambda: self._open_with(card))

    def _open_with(self, card: StoredCardPicture) -> None:
        self.open()
        if self._sale.step == "payment":
            self._pay_with(card)

    # proof

    def _prove(self, refusal: Rejected) -> bool:
        """Above the day's limit the wallet asks for card or PIN as points do; tell whether it was asked for."""
        by_wallet = any(tender.kind is TenderKind.WALLET for tender in self._state.tenders)
        if refusal.code is not Code.CARD_REQUIRED or not by_wallet:
            return False
        self._sale.ask_proof(refusal, self._sale.refresh)
        return True
