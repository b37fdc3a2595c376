"""Puts the state of a payment into words: pure functions to what the panel shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pos_desktop.core.codes import CARD_LENGTH
from pos_desktop.core.money import Money
from pos_desktop.selling.tenders import (
    Tender,
    TenderKind,
    cashless,
    in_cash,
    left_in_cash,
    left_to_pay,
    quick_cash,
    total,
)
from pos_desktop.services.selling.promised import Promised
from pos_desktop.services.selling.transfers import Awaited
from pos_desktop.ui.models.views import NumberView, Tone
from pos_desktop.ui.payment.waiting import ICONS, WaitingView, waiting_of, waiting_view
from pos_desktop.wording import _, current, money, number
from pos_desktop.wording.tenders import rounding_text, tender_name

METHODS = (TenderKind.CASH, TenderKind.BANK_QR, TenderKind.CARD, TenderKind.EWALLET, TenderKind.WALLET)
"""Gift cards are scanned; the wallet's tile stands for both (`Trả trước`)."""
STORED = (TenderKind.WALLET, TenderKind.GIFT_CARD, TenderKind.ON_CREDIT)
"""Money that the shop holds already, or lends: it is taken with the sale itself, and given back by a tap until then."""
FUNDS = (TenderKind.WALLET, TenderKind.ON_CREDIT)
"""Means that hold so much and no more; one tile stands for both."""
NUMBER, LAST_DIGITS = slice(3, 13), 4
"""Where a gift card's 32 digits hold its number, and how many of them are told."""
MOST_QUICK = 4
WIDE = 10_000_000
"""Amounts from here on are so long that only three buttons fit beside each other."""


@dataclass(frozen=True, slots=True)
class MethodView:
    """One means of payment."""

    id: TenderKind
    label: str
    icon: str
    chosen: bool
    enabled: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TenderView:
    """Money that was taken already; cash may be handed back here, and what is stored is not taken before the end."""

    index: int
    label: str
    amount: str
    removable: bool


@dataclass(frozen=True, slots=True)
class PaymentView:
    """What the panel shows. `part` is the amount that may be taken as a part in cash, "" for none.

    `due` is what is still to be paid; `primary_key` the key that does what the large button says, "" for none now.
    """

    due_label: str
    due: str
    methods: tuple[MethodView, ...]
    given: NumberView
    change: NumberView
    quick: tuple[tuple[Money, str], ...]
    tenders: tuple[TenderView, ...]
    part: str
    primary: str
    primary_key: str
    can_primary: bool
    busy: bool
    waiting: WaitingView | None
    error: str
    brands: tuple[tuple[str, bool], ...] = ()
    """Wallets on a phone to choose from, and which is chosen."""
    shares: str = ""
    """Into how many parts what is left is divided, "" for none."""
    can_share: bool = False
    payload: str = ""
    """The text of the code on show: what a customer's screen may show too."""
    rounding: str = ""
    """By how much the rest is rounded in cash, "" for nothing."""


@dataclass(frozen=True, slots=True)
class State:
    """A payment: what is due, what was taken, and what is being typed (None while nothing is).

    `waiting` is the tender that is being paid. Enter confirms it once it `rested`, so that the Enter that asked for it
    cannot; and never when it is `asked_again`, after a crash or of another cashier, who may know nothing of it.
    `wallet` is what the member's wallet still holds, None where there is none, `credit` how
    much more they may owe. `awaited` is how a transfer stands,
    `trouble` why the bank could not be asked; `brand` one of the wallets on a phone, `ref` the terminal's own number of
    a payment; `shares` the parts into which what is left is divided, 0 for none;
    `step` to what cash is rounded.
    """

    due: Money
    method: TenderKind = TenderKind.CASH
    typed: Money | None = None
    taken: tuple[Promised, ...] = ()
    waiting: Promised | None = None
    rested: bool = False
    asked_again: bool = False
    busy: bool = False
    error: str = ""
    wallet: Money | None = None
    credit: Money | None = None
    awaited: Awaited | None = None
    trouble: str = ""
    asking: bool = False
    now: datetime | None = None
    brands: tuple[str, ...] = ()
    brand: str = ""
    ref: str = ""
    shares: int = 0
    step: Money = 0

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """The tenders taken so far."""
        return tuple(part.tender for part in self.taken)

    @property
    def left(self) -> Money:
        """What is still missing before the amount on show: in cash it comes to a whole step."""
        by_cash = self.is_cash and self.waiting is None
        return left_in_cash(self.due, self.tenders, self.step) if by_cash else self.rest

    @property
    def rest(self) -> Money:
        """What is still missing to the đồng: the most that other means than cash may pay."""
        return left_to_pay(self.due, self.tenders)

    @property
    def rounding(self) -> Money:
        """By how much the sale is rounded if the rest is paid in cash; 0 while another means is chosen."""
        in_notes = self.due - cashless(self.tenders)
        by_cash = self.is_cash and self.waiting is None and in_notes > 0
        return in_cash(in_notes, self.step) - in_notes if by_cash else 0

    @property
    def amount(self) -> Money:
        """The amount on show: what is left (or what the wallet has of it) until something is typed."""
        if self.typed is not None:
            return self.typed
        return min(self.left, self.in_fund) if self.by_fund else self.left

    @property
    def by_fund(self) -> bool:
        """Whether the wallet or credit is chosen."""
        return self.method in FUNDS and self.rest > 0

    @property
    def in_fund(self) -> Money:
        """What the chosen one of them holds beyond what was taken of it for this order."""
        if self.method is not TenderKind.ON_CREDIT:
            return self.in_wallet
        taken = total([tender for tender in self.tenders if tender.kind is TenderKind.ON_CREDIT])
        return max(0, (self.credit or 0) - taken)

    @property
    def by_wallet(self) -> bool:
        """Whether the wallet is chosen."""
        return self.method is TenderKind.WALLET and self.rest > 0

    @property
    def in_wallet(self) -> Money:
        """What the wallet has beyond what was taken of it for this order."""
        taken = total([tender for tender in self.tenders if tender.kind is TenderKind.WALLET])
        return max(0, (self.wallet or 0) - taken)

    @property
    def is_cash(self) -> bool:
        """Whether cash is chosen, or nothing is left that would need another means."""
        return self.method is TenderKind.CASH or self.rest == 0

    @property
    def missing(self) -> Money:
        """What is missing even with the amount on show."""
        return max(0, self.left - self.amount)

    @property
    def can_complete(self) -> bool:
        """Whether the order is paid with the amount on show."""
        return self.waiting is None and not self.busy and self.is_cash and self.missing == 0

    @property
    def can_promise(self) -> bool:
        """Whether the amount on show can be asked for by card, bank or wallet, or taken from what is stored."""
        most = min(self.left, self.in_fund) if self.by_fund else self.left
        return self.waiting is None and not self.busy and not self.is_cash and 0 < self.amount <= most

    @property
    def can_part(self) -> bool:
        """Whether the amount on show can be taken as a part in cash."""
        return self.waiting is None and not self.busy and self.is_cash and 0 < self.amount < self.left

    @property
    def takes_share(self) -> bool:
        """Whether the amount on show is what one of several people pays in cash."""
        return bool(self.shares) and self.can_part

    @property
    def can_primary(self) -> bool:
        """Whether Enter does something."""
        is_waited_for = self.waiting is not None and not self.busy
        return is_waited_for or self.can_complete or self.can_promise or self.takes_share

    @property
    def all_tenders(self) -> tuple[Tender, ...]:
        """The tenders of the sale, with the cash on show."""
        cash = (Tender(TenderKind.CASH, self.amount),) if self.left and self.amount else ()
        return (*self.tenders, *cash)


def view_of(state: State) -> PaymentView:
    """Put a payment into words."""
    methods = tuple(
        MethodView(kind, _tile(kind), ICONS[kind], _is_chosen(kind, state), state.waiting is None and not state.busy,
                   money(state.wallet) if kind is TenderKind.WALLET and state.wallet else "")
        for kind in METHODS
    )  # fmt: skip
    due_label = _("Còn phải trả") if state.taken else _("Khách phải trả")
    return PaymentView(
        due_label, money(state.left), methods, _given(state), _change(state), _quick(state), _tenders(state),
        _part(state), _primary(state), _primary_key(state), state.can_primary,
        state.busy, waiting_of(state), state.error or _too_much(state), _brands(state), _shares(state),
        state.waiting is None and not state.busy and state.left > 1,
        state.awaited.payload if state.awaited and state.waiting else "", rounding_text(state.rounding, current()),
    )  # fmt: skip


def _brands(state: State) -> tuple[tuple[str, bool], ...]:
    if state.method in FUNDS and state.rest and state.credit is not None:
        return ((_("Ví trả trước"), state.method is TenderKind.WALLET), (_("Ghi nợ"), not state.by_wallet))
    if state.method is not TenderKind.EWALLET or not state.rest:
        return ()
    return tuple((name, name == state.brand) for name in state.brands)


def _part(state: State) -> str:
    """What the small button takes; the large one takes what one of several people pays."""
    return money(state.amount) if state.can_part and not state.takes_share else ""


def _shares(state: State) -> str:
    return _("{count} phần").format(count=number(state.shares)) if state.shares else ""


def name_of(kind: TenderKind) -> str:
    """What a means of payment is called."""
    return tender_name(kind, current())


def _is_chosen(kind: TenderKind, state: State) -> bool:
    return kind is state.method or (kind is TenderKind.WALLET and state.method is TenderKind.ON_CREDIT)


def _tile(kind: TenderKind) -> str:
    return _("Trả trước") if kind is TenderKind.WALLET else name_of(kind)


def _given(state: State) -> NumberView:
    label = _("Khách đưa") if state.is_cash else _("Số tiền")
    return NumberView(label, money(state.amount), active=state.typed is not None)


def _change(state: State) -> NumberView:
    if state.by_fund:
        return NumberView(_("Còn lại"), money(state.missing))
    if state.missing:
        return NumberView(_("Còn thiếu"), money(state.missing), tone=Tone.DANGER)
    if not state.is_cash:
        return NumberView(_("Còn lại"), money(max(0, state.left - state.amount)))
    return NumberView(_("Tiền thừa"), money(state.amount - state.left), tone=Tone.PAY)


def _quick(state: State) -> tuple[tuple[Money, str], ...]:
    if not state.is_cash or not state.left:
        return ()
    amounts = narrow(quick_cash(state.left), MOST_QUICK if state.left < WIDE else MOST_QUICK - 1)
    return tuple((amount, _("Vừa đủ") if amount == state.left else money(amount)) for amount in amounts)


def narrow(amounts: Sequence[Money], most: int = MOST_QUICK) -> Sequence[Money]:
    """Exact, the smallest note above it, and the largest ones."""
    return amounts if len(amounts) <= most else (*amounts[:2], *amounts[2 - most :])


def _tenders(state: State) -> tuple[TenderView, ...]:
    is_free = state.waiting is None and not state.busy
    return tuple(
        TenderView(index, _named(tender), money(tender.amount), is_free and tender.kind in (TenderKind.CASH, *STORED))
        for index, tender in enumerate(state.tenders)
    )


def _primary(state: State) -> str:
    if state.waiting is not None:
        return waiting_view(state.waiting.tender).confirm
    if state.is_cash:
        return _("Nhận {money}").format(money=money(state.amount)) if state.takes_share else _("Hoàn tất")
    words = {
        TenderKind.CARD: _("Quẹt thẻ {money}"), TenderKind.BANK_QR: _("Chờ chuyển khoản {money}"),
        TenderKind.EWALLET: _("Chờ ví điện tử {money}"), TenderKind.WALLET: _("Trừ ví trả trước {money}"),
        TenderKind.ON_CREDIT: _("Ghi nợ {money}"),
    }  # fmt: skip
    if state.method is TenderKind.EWALLET and state.brand:
        return _("Chờ {wallet} {money}").format(wallet=state.brand, money=money(state.amount))
    return words[state.method].format(money=money(state.amount))


def _primary_key(state: State) -> str:
    if state.waiting is None:
        return "Enter"
    if state.asked_again:
        return "Alt+Enter"
    return "Enter" if state.rested else ""


def _named(tender: Tender) -> str:
    if tender.kind is TenderKind.GIFT_CARD:
        return _("Thẻ quà {digits}").format(digits=card_digits(tender.ref))
    return name_of(tender.kind)


def card_digits(code: str) -> str:
    """The last digits of a gift card's number: enough to tell it from another."""
    return code[NUMBER][-LAST_DIGITS:] if len(code) == CARD_LENGTH else code[-LAST_DIGITS:]


def _too_much(state: State) -> str:
    if state.by_wallet:
        return _wallet_words(state)
    if state.by_fund:
        return _credit_words(state)
    if state.is_cash or state.amount <= state.left:
        return ""
    return _("Chỉ thu được nhiều nhất {money}, vì chỉ tiền mặt mới có tiền thừa").format(money=money(state.left))


def _wallet_words(state: State) -> str:
    """Why the wallet cannot pay what is on show."""
    if state.wallet is None:
        return _("Chưa có ví trả trước. Quét thẻ quà tặng, hoặc nạp tiền cho thành viên.")
    if state.typed is not None and state.typed > min(state.left, state.in_wallet):
        return _("Trừ được nhiều nhất {money}").format(money=money(min(state.left, state.in_wallet)))
    return "" if state.in_wallet else _("Ví đã hết tiền. Thu phần còn lại bằng hình thức khác.")


def _credit_words(state: State) -> str:
    """Why no more can be owed."""
    if not state.in_fund:
        return _("Khách đã nợ đủ hạn mức. Thu phần còn lại bằng hình thức khác.")
    most = min(state.left, state.in_fund)
    return _("Ghi nợ được nhiều nhất {money}").format(money=money(most)) if (state.typed or 0) > most else ""
