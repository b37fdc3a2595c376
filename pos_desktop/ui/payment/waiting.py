"""Puts into words what somebody outside is paying now, and what the bank has told of it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.selling.transfers import Awaiting
from pos_desktop.services.selling.transfers import Awaited, Modules
from pos_desktop.ui.models.views import Tone
from pos_desktop.wording import _, money

if TYPE_CHECKING:
    from pos_desktop.ui.payment.view import State

ICONS = {
    TenderKind.CASH: "banknote", TenderKind.BANK_QR: "landmark", TenderKind.CARD: "credit-card",
    TenderKind.EWALLET: "wallet-cards", TenderKind.WALLET: "wallet", TenderKind.GIFT_CARD: "gift",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A tender that somebody is paying now, and the cashier's two answers."""

    title: str
    amount: str
    hint: str
    confirm: str
    decline: str
    icon: str
    qr: Modules = ()
    lines: tuple[tuple[str, str], ...] = ()
    """What is asked for, label and value: code and account."""
    countdown: str = ""
    message: str = ""
    tone: Tone = Tone.MUTED
    check: str = ""
    """What asks the bank now, "" where nobody can be asked."""
    asking: bool = False
    is_all: bool = False
    """Whether it is all that is due, which the panel tells already."""
    ref: str = ""
    """What the field for the terminal's own number is called, "" for none."""


def waiting_of(state: "State") -> WaitingView | None:
    if state.waiting is None:
        return None
    view = waiting_view(state.waiting.tender)
    if state.awaited is not None and state.awaited.code:
        return of_bank(view, state.awaited, state)
    if state.waiting.tender.ref and state.waiting.tender.kind is TenderKind.EWALLET:
        view = replace(view, title=_("Đang chờ {wallet}").format(wallet=state.waiting.tender.ref))
    if not state.asked_again:
        return view
    hint = _("Chưa biết kết quả của lần thu này. Xem máy của ngân hàng hoặc tài khoản, rồi trả lời.")
    return replace(view, hint=hint)


def waiting_view(tender: Tender) -> WaitingView:
    """Put a tender that is being paid into words."""
    titles = {
        TenderKind.CARD: (_("Đang chờ thẻ"), _("Quẹt thẻ trên máy của ngân hàng, rồi cho biết kết quả."),
                          _("Thẻ đã qua"), _("Thẻ không qua")),
        TenderKind.BANK_QR: (_("Đang chờ chuyển khoản"), _("Xem tài khoản đã báo nhận tiền chưa."),
                             _("Đã nhận tiền"), _("Không nhận được")),
        TenderKind.EWALLET: (_("Đang chờ ví điện tử"), _("Xem ứng dụng đã báo nhận tiền chưa."),
                             _("Đã nhận tiền"), _("Không nhận được")),
    }  # fmt: skip
    title, hint, confirm, decline = titles[tender.kind]
    ref = "" if tender.kind is TenderKind.BANK_QR else _("Mã giao dịch (nếu có)")
    return WaitingView(title, money(tender.amount), hint, confirm, decline, ICONS[tender.kind], ref=ref)


def of_bank(view: WaitingView, awaited: Awaited, state: "State") -> WaitingView:
    """A transfer that waits under a code: what the customer scans, and what the bank has told."""
    message, tone = _told(awaited, state)
    lines = ((_("Nội dung"), awaited.code), (awaited.bank, awaited.number))
    return replace(
        view, title=_("Quét mã để chuyển khoản"), hint="", qr=awaited.modules if not _is_over(awaited) else (),
        lines=tuple((label, value) for label, value in lines if value), countdown=_countdown(awaited, state),
        message=message, tone=tone, is_all=awaited.amount == state.left, asking=state.asking,
        check=_("Kiểm tra giao dịch") if awaited.is_told else "",
    )  # fmt: skip


def _is_over(awaited: Awaited) -> bool:
    return awaited.state in (Awaiting.EXPIRED, Awaiting.LATE)


def _countdown(awaited: Awaited, state: "State") -> str:
    if awaited.expires_at is None or state.now is None or _is_over(awaited):
        return ""
    seconds = max(0, int((awaited.expires_at - state.now).total_seconds()))
    return _("Còn {minutes}:{seconds}").format(minutes=seconds // 60, seconds=f"{seconds % 60:02d}")


def _told(awaited: Awaited, state: "State") -> tuple[str, Tone]:
    if awaited.state is Awaiting.LATE:
        words = _("Tiền về sau khi mã hết hạn: {money}. Nhấn «Đã nhận tiền» để tính cho đơn này, hoặc trả lại khách.")
        return words.format(money=money(awaited.received)), Tone.WARN
    if awaited.state is Awaiting.EXPIRED:
        words = _("Mã đã hết hạn, chưa thấy tiền. Khách đã chuyển thì kiểm tra lại; chưa thì huỷ và tạo mã mới.")
        return words, Tone.WARN
    if state.trouble:
        return state.trouble, Tone.WARN
    if state.asked_again:
        return _("Chưa biết kết quả của lần thu này. Xem tài khoản rồi trả lời."), Tone.WARN
    if awaited.is_told:
        return _("Tiền về là đơn tự xong."), Tone.MUTED
    return _("Xem tài khoản đã báo nhận tiền chưa."), Tone.MUTED
