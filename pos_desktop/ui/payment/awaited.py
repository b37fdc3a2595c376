"""Money that somebody outside moves: asked for, waited for, answered by a person or by the bank."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QElapsedTimer, QTimer

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.splitting import shares
from pos_desktop.selling.tenders import Tender, TenderKind, in_cash
from pos_desktop.selling.transfers import Awaiting
from pos_desktop.services.selling.promised import Promised
from pos_desktop.services.selling.transfers import Awaited
from pos_desktop.services.shop.approvals import Approved
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.payment.bank import BankWatch
from pos_desktop.ui.payment.stored import StoredMoney
from pos_desktop.ui.payment.view import FUNDS
from pos_desktop.wording import _, money

TICK_MS = 1_000
MOST_REF = 40
MOST_SHARES = 9


class AwaitedMoney(StoredMoney):
    """What PaymentController builds on to ask for a card, a wallet on a phone or a transfer.

    Attributes: `bank`, which asks the bank.
    """

    bank: BankWatch
    _rest: QTimer
    _since: QElapsedTimer
    _countdown: QTimer
    _unanswered: tuple[Promised, ...]

    def complete(self) -> None:
        """Make the order a sale."""
        raise NotImplementedError

    def _settle(self, **changes: Any) -> None:
        raise NotImplementedError

    def _connect_bank(self) -> None:
        self.bank = BankWatch(self._desk, self._ops, self)
        self.bank.seen.connect(self._seen)
        self.bank.troubled.connect(lambda words: self._set(trouble=words, asking=False))
        self.bank.late.connect(self._came_late)
        self._countdown = QTimer(self, interval=TICK_MS, timeout=self._tick)

    def _came_late(self) -> None:
        words = _("Có khoản chuyển về muộn, chưa tính cho đơn nào. Xem ở «Nhận chuyển khoản».")
        self._sale.notify(ToastKind.WARN, words)

    # asking for it

    def choose_brand(self, index: int) -> None:
        """Say which wallet on a phone pays, the same again for none; or whether the member's wallet does, or credit."""
        if not self._is_free():
            return
        if self._state.by_fund:
            self._set(method=FUNDS[index], typed=None, error="")
        else:
            name = self._state.brands[index]
            self._set(brand="" if name == self._state.brand else name)

    def write_ref(self, text: str) -> None:
        """What the terminal or the wallet calls this payment."""
        self._set(ref=text[:MOST_REF])

    def _promise(self) -> None:
        kind, amount = self._state.method, self._state.amount
        brand = self._state.brand if kind is TenderKind.EWALLET else ""
        self._set(busy=True, error="", ref="")
        if kind is TenderKind.BANK_QR:
            self._ops.run(self._desk.transfers.expect, self._sale.basket.order, amount, then=self._expected,
                          failed=self._not_promised)  # fmt: skip
            return
        tender = Tender(kind, amount, brand)
        self._ops.run(
            self._desk.orders.promise_tender, self._sale.basket.order, tender, failed=self._not_promised,
            then=lambda tender_id: self._promised(Promised(tender_id, tender, confirmed=False)),
        )  # fmt: skip

    def _expected(self, awaited: Awaited) -> None:
        tender = Tender(TenderKind.BANK_QR, awaited.amount, awaited.code)
        self._promised(Promised(awaited.id, tender, False, awaited.code, awaited.expires_at), awaited)

    def _promised(self, waiting: Promised, awaited: Awaited | None = None) -> None:
        self._take_rest()
        self._settle(busy=False, waiting=waiting, rested=False, asked_again=False, typed=None, awaited=awaited)
        self._watch()

    def _not_promised(self, error: Exception) -> None:
        self._set(busy=False)
        self._sale.failed(error)

    def _watch(self) -> None:
        """Look whether what is waited for has come, as long as a bank tells of it or its code runs out."""
        waiting = self._state.waiting
        self._set(trouble="", asking=False, now=self._desk.till.now())
        if waiting is not None and waiting.code:
            self._countdown.start()
            self.bank.start(waiting.id)
        elif self._countdown.isActive():
            self._countdown.stop()
            self.bank.stop()

    # what comes of it

    def check(self) -> None:
        """Ask the bank now."""
        if self._state.waiting is not None and not self._state.busy:
            self._set(asking=True, trouble="")
            self.bank.ask()

    def _tick(self) -> None:
        now, waiting, awaited = self._desk.till.now(), self._state.waiting, self._state.awaited
        self._set(now=now)
        is_over = waiting is not None and waiting.expires_at is not None and now >= waiting.expires_at
        if is_over and awaited is not None and awaited.state is Awaiting.PENDING and not self._state.busy:
            self._ops.run(self._desk.transfers.lapse, awaited.id, then=self._seen, failed=self._sale.failed)

    def _seen(self, seen: Awaited) -> None:
        """The bank told, or did not: what came in full ends the waiting, what is short leaves the rest due."""
        waiting = self._state.waiting
        if waiting is None or waiting.id != seen.id or self._state.busy:
            return
        known = self._state.awaited
        self._set(awaited=replace(seen, modules=seen.modules or (known.modules if known else ())), asking=False)
        if not seen.state.counts:
            return
        self._came(replace(waiting, tender=replace(waiting.tender, amount=seen.counted), confirmed=True), seen)

    def _came(self, part: Promised, seen: Awaited) -> None:
        if seen.state is Awaiting.OVER:
            words = _("Khách chuyển thừa {money}. Ghi ở «Nhận chuyển khoản» để trả lại.").format(money=money(seen.back))
            self._sale.notify(ToastKind.WARN, words)
        self._resolved(part)
        if seen.state is Awaiting.SHORT:
            words = _("Nhận {money}, thiếu {missing}").format(
                money=money(seen.counted), missing=money(seen.amount - seen.counted)
            )
            self._set(error=words)
        if self._state.left:
            self._sale.sound.emit("paid")

    def confirm(self) -> None:
        """The cashier saw the money: the tender counts. For a transfer that asks a right, or another's word."""
        waiting = self._state.waiting
        if waiting is not None and waiting.tender.kind is TenderKind.BANK_QR:
            self._confirm_transfer(waiting)
        else:
            self._resolve(confirmed=True)

    def _confirm_transfer(self, waiting: Promised, approval: str = "") -> None:
        if self._state.busy:
            return
        self._set(busy=True)
        self._ops.run(
            self._desk.transfers.confirm_by_hand, waiting.id, self._sale.person.id, approval,
            then=lambda _seen: self._answered(replace(waiting, confirmed=True)),
            failed=lambda error: self._not_confirmed(error, waiting),
        )  # fmt: skip

    def _not_confirmed(self, error: Exception, waiting: Promised) -> None:
        self._set(busy=False)
        if not (isinstance(error, Rejected) and error.code is Code.NOT_ALLOWED and error.params.get("needs_approval")):
            self._sale.failed(error)
            return
        words = _("{name} xin xác nhận đã nhận chuyển khoản {money}").format(
            name=self._sale.person.name, money=money(waiting.tender.amount)
        )
        wanted = ApprovalWanted("transfers", waiting.id, self._sale.person.id, None, words)
        self._sale.approval_wanted.emit(wanted, lambda approved: self._approved(waiting, approved))

    def _approved(self, waiting: Promised, approved: Approved) -> None:
        if self._state.waiting is not None and self._state.waiting.id == waiting.id:
            self._confirm_transfer(self._state.waiting, approved.id)

    def decline(self) -> None:
        """The card was refused, or no money came."""
        self._resolve(confirmed=False)

    def _resolve(self, *, confirmed: bool) -> None:
        waiting = self._state.waiting
        if waiting is None or self._state.busy:
            return
        self._set(busy=True)
        ref = " ".join(filter(None, (waiting.tender.ref, self._state.ref.strip()))) if confirmed else ""
        part = replace(waiting, confirmed=confirmed, tender=replace(waiting.tender, ref=ref or waiting.tender.ref))
        self._ops.run(
            self._desk.orders.resolve_tender, waiting.id, confirmed=confirmed, ref=ref, failed=self._not_promised,
            then=lambda _none: self._answered(part),
        )  # fmt: skip

    def _answered(self, part: Promised) -> None:
        self._set(busy=False)
        self._resolved(part)

    def _resolved(self, part: Promised) -> None:
        self._take_rest()
        taken = (*self._state.taken, part) if part.confirmed else self._state.taken
        waiting = self._next_unanswered()
        self._settle(busy=False, taken=taken, waiting=waiting, asked_again=waiting is not None, awaited=None, ref="",
                     method=TenderKind.CASH)  # fmt: skip
        self._watch()
        self._next_share(keep=not part.confirmed)
        if part.confirmed and waiting is None and self._state.left == 0:
            self.complete()

    def _next_unanswered(self) -> Promised | None:
        """What was waited for before a crash and has not been answered yet, one after the other."""
        first, self._unanswered = self._unanswered[:1], self._unanswered[1:]
        return first[0] if first else None

    def _take_rest(self) -> None:
        self._rest.start()
        self._since.start()

    # shares

    def share_out(self) -> None:
        """Divide what is left among one person more; after nine, among nobody."""
        if self._is_free():
            more = 0 if self._state.shares >= MOST_SHARES else max(2, self._state.shares + 1)
            self._set(shares=more, typed=None)
            self._next_share(keep=True)

    def _next_share(self, *, keep: bool = False) -> None:
        """Offer the next part: as many as are left of those that were wished for."""
        state = self._state
        parts = state.shares if keep else max(0, state.shares - 1)
        if parts < 2 or not state.left:
            self._set(shares=0)
            return
        share = shares(state.left, parts)[0]
        self._set(shares=parts, typed=in_cash(share, state.step) if state.is_cash else share, error="")
