"""Puts a completed sale into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pos_desktop.core.money import Money
from pos_desktop.loyalty.programme import Metric
from pos_desktop.selling.refund import CASH
from pos_desktop.selling.sale import Sale
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.ui.member.controller import Credited
from pos_desktop.wording import _, current, money, points, signed_points
from pos_desktop.wording.explanations import amount
from pos_desktop.wording.tenders import rounding_text, tender_name

NOTHING: Final[Mapping[str, Money]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DoneView:
    """What the panel shows: what goes back to the customer, and what the member has now.

    `add_member` gives a guest's sale to a member, `welcome` prints a new one's slip, `why` explains the points; ""
    where there is nothing to do.
    """

    label: str
    amount: str
    paid: str
    number: str
    member: str
    tier: str
    add_member: str
    welcome: str
    why: str
    reprint: str
    can_reprint: bool
    next: str
    hint: str


def view_of(
    sale: Sale, credited: Credited | None = None, *, can_reprint: bool, can_claim: bool = False,
    can_welcome: bool = False, back: Mapping[str, Money] = NOTHING,
) -> DoneView:  # fmt: skip
    """Put a sale into words; `credited` is what it gave the member whose it became.

    `back` is what the customer gets of goods that came back and were worth more, by means of payment.
    """
    told = credited_words(credited) if credited else _member(sale)
    label, amount_, paid = _exchanged(sale, back) if back else _paid(sale)
    return DoneView(
        label, money(amount_), paid,
        _("Hoá đơn {number}").format(number=sale.number), told, "" if credited else _tier(sale),
        _("Thành viên") if can_claim else "", _("In phiếu chào mừng") if can_welcome else "",
        _("Vì sao?") if told else "",
        _("In lại hoá đơn"), can_reprint, _("Đơn mới"), _("Quét món tiếp theo để bắt đầu đơn mới"),
    )  # fmt: skip


def _paid(sale: Sale) -> tuple[str, Money, str]:
    if sale.change > 0 or any(tender.kind == "cash" for tender in sale.tenders):
        taken = _("Đã thu {money}").format(money=money(sale.taken))
        told = filter(None, (taken, rounding_text(sale.cash_rounding, current())))
        return _("Tiền thừa"), sale.change, " · ".join(told)
    return _("Đã thanh toán"), sale.taken, ""


def _exchanged(sale: Sale, back: Mapping[str, Money]) -> tuple[str, Money, str]:
    """The amount is what is handed over; what goes back to a card is told beside it."""
    others = [
        f"{tender_name(TenderKind(kind), current())} {money(part)}" for kind, part in back.items() if kind != CASH
    ]
    ways = _("Hoàn về: {ways}").format(ways=" · ".join(others)) if others else ""
    return _("Trả lại khách"), sale.cash_to_hand(back), ways


def credited_words(credited: Credited) -> str:
    """What the member got, and has now."""
    words, got = _("{name}: {earned}, còn {balance}"), credited.attached
    return words.format(name=credited.name, earned=signed_points(got.earned), balance=points(got.available))


def _member(sale: Sale) -> str:
    loyalty = sale.loyalty
    if loyalty is None:
        return ""
    name = sale.member_name or _("Thành viên {code}").format(code=sale.member_code)
    words = _("{name}: {earned}, còn {balance}")
    return words.format(name=name, earned=signed_points(sale.earned), balance=points(loyalty.available))


def _tier(sale: Sale) -> str:
    loyalty = sale.loyalty
    if loyalty is None:
        return ""
    if loyalty.tier != loyalty.tier_before:
        return _("Chúc mừng khách lên hạng {tier}").format(tier=loyalty.tier)
    if loyalty.to_next is not None:
        missing = amount(loyalty.to_next, Metric(loyalty.metric), current())
        return _("Còn {money} để lên {tier}").format(money=missing, tier=loyalty.next_tier)
    return ""
