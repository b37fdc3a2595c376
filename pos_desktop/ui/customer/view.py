"""Puts the sale into words for its customer: nothing here may tell a bystander more of a member than a given name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_desktop.core.money import Money
from pos_desktop.core.text import fold
from pos_desktop.loyalty.programme import Metric
from pos_desktop.selling.sale import Sale
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.selling.transfers import Modules
from pos_desktop.ui.done.view import NOTHING
from pos_desktop.ui.models.views import AmountView, LineView, TierView, Tone
from pos_desktop.ui.sale.basket import Basket
from pos_desktop.ui.sale.sums import line_views, rewards, totals
from pos_desktop.ui.sale.view import earns, progress, tier_of
from pos_desktop.wording import _, current, money, points, signed_points
from pos_desktop.wording.explanations import amount
from pos_desktop.wording.tenders import rounding_text

_NO_AMOUNT: Final = AmountView("", "")
_SALUTATIONS: Final = frozenset({"anh", "chi", "co", "chu", "bac", "em", "ong", "ba", "mr", "ms", "mrs"})


class Phase(StrEnum):
    """What the sale is at, for its customer."""

    IDLE = "idle"
    ORDER = "order"
    PAY = "pay"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Shop:
    """What the shop shows while nobody buys: its name, a line of text, and the QR by which one becomes a member."""

    name: str = ""
    words: str = ""
    code: Modules = ()
    is_training: bool = False


@dataclass(frozen=True, slots=True)
class BoughtView:
    """One line: what and how many, its amount, and below it what it comes with or what came off."""

    name: str
    amount: str
    details: tuple[AmountView, ...] = ()
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class GuestView:
    """The member as they are greeted; `progress` is parts of 1000 on the way to the next tier, None for no bar."""

    greeting: str
    tier: TierView
    points: str
    progress: int | None = None
    progress_text: str = ""


@dataclass(frozen=True, slots=True)
class AskView:
    """The one question: what is asked, the words at both ends of the scores; once there is a score, `thanks` alone."""

    question: str
    low: str
    high: str
    thanks: str = ""


@dataclass(frozen=True, slots=True)
class PaidView:
    """The sale that was just paid: what goes back, and what it gave its member."""

    thanks: str
    label: str
    amount: str
    taken: str = ""
    earned: str = ""
    told: str = ""
    ask: AskView | None = None


@dataclass(frozen=True, slots=True)
class CustomerView:
    """All that is on show. `code` is a QR, () for none, with `caption` below it, or alone."""

    phase: Phase
    shop: str
    words: str = ""
    training: str = ""
    lines: tuple[BoughtView, ...] = ()
    rows: tuple[AmountView, ...] = ()
    due: AmountView = _NO_AMOUNT
    note: str = ""
    member: GuestView | None = None
    code: Modules = ()
    caption: str = ""
    paid: PaidView | None = None


def idle(shop: Shop) -> CustomerView:
    """Nobody buys."""
    caption = _("Quét để thành hội viên") if shop.code else ""
    words = shop.words or _("Xin chào quý khách")
    return CustomerView(Phase.IDLE, shop.name, words, _training(shop), code=shop.code, caption=caption)


def order(shop: Shop, basket: Basket, taken: Money = 0) -> CustomerView:
    """The order as it grows."""
    priced = basket.quote.priced
    sums = totals(basket, earns(basket), taken=taken)
    chosen = tuple(BoughtView(each.label, each.amount, tone=Tone.LOYALTY) for each in rewards(basket))
    return CustomerView(
        Phase.ORDER, shop.name, "", _training(shop),
        (*map(_bought, line_views(priced)), *chosen), sums.rows, sums.due, sums.note,
        guest(basket.member),
    )  # fmt: skip


def pay(
    shop: Shop, basket: Basket, taken: Money, waiting: Tender | None, code: Modules, cash: tuple[Money, Money] = (0, 0)
) -> CustomerView:
    """The order while it is being paid; `waiting` is what the customer is to do, `code` the QR that does it.

    `cash` is what is left in cash, and by how much that is rounded.
    """
    shown = order(shop, basket, taken)
    caption = _asked(waiting, code) if waiting else _in_cash(*cash)
    return CustomerView(
        Phase.PAY, shown.shop, "", shown.training, shown.lines, shown.rows, shown.due, shown.note, shown.member,
        code if waiting else (), caption,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credit:
    """What the sale gave a member: when it was sold, or when it became theirs afterwards."""

    name: str
    earned: int
    available: int


def paid(
    shop: Shop, sale: Sale, credit: Credit | None, *, back: Mapping[str, Money] = NOTHING, ask: AskView | None = None
) -> CustomerView:
    """The sale that was just paid; `back` is what goods that came back were worth beyond it, by means."""
    name = given_name(credit.name) if credit else ""
    thanks = _("Cảm ơn {name}").format(name=name) if name else _("Cảm ơn quý khách")
    label, amount_, taken = _returned(sale, back)
    earned = signed_points(credit.earned) if credit and credit.earned else ""
    told = [_("Hiện có {points}").format(points=points(credit.available))] if credit else []
    if credit and sale.loyalty and (rise := _rise(sale)):
        told.append(rise)
    view = PaidView(thanks, label, money(amount_), taken, earned, " · ".join(told), ask)
    return CustomerView(Phase.PAID, shop.name, "", _training(shop), paid=view)


def credit_of(sale: Sale) -> Credit | None:
    """What a member's sale gave, None for a guest's."""
    return Credit(sale.member_name, sale.earned, sale.loyalty.available) if sale.loyalty else None


def ask(score: int) -> AskView:
    """The question, or thanks where it was answered."""
    thanks = _("Cảm ơn quý khách đã góp ý") if score else ""
    return AskView(_("Quý khách thấy lần này thế nào?"), _("Chưa hài lòng"), _("Rất hài lòng"), thanks)


def guest(picture: MemberPicture | None) -> GuestView | None:
    """The member as a bystander may see them: no phone, no birthday, no whole name."""
    if picture is None:
        return None
    parts, text = progress(picture)
    if parts is None:  # a tier given by hand is between the shop and the member
        text = ""
    return GuestView(greeting(picture.row.name), tier_of(picture), points(picture.balance.available), parts, text)


def greeting(name: str) -> str:
    """`Chào chị Ánh`."""
    given = given_name(name)
    return _("Chào {name}").format(name=given) if given else _("Chào quý khách")


def given_name(name: str) -> str:
    """How somebody is called: `Ánh`, or `chị Ánh` where the shop wrote so; a number beside the name is none."""
    words = [word for word in name.split() if any(map(str.isalpha, word)) and not any(map(str.isdigit, word))]
    if not words:
        return ""
    is_saluted = len(words) > 1 and fold(words[0]).strip(".") in _SALUTATIONS
    return f"{words[0].lower()} {words[-1]}" if is_saluted else words[-1]


def _bought(line: LineView) -> BoughtView:
    """A line without its note: what a cashier writes there may be a phone number."""
    options = tuple(AmountView(text, cost) for text, cost in line.options)
    off = tuple(AmountView(name, taken, Tone.PAY) for name, taken in line.deals)
    by_hand = (AmountView(line.discount, line.discount_amount, Tone.PAY),) if line.discount else ()
    return BoughtView(f"{line.qty} × {line.name}", line.amount, (*options, *off, *by_hand))


def _asked(waiting: Tender, code: Modules) -> str:
    words = {
        TenderKind.CARD: _("Mời quý khách quẹt thẻ {money}"),
        TenderKind.EWALLET: _("Mời quý khách trả {money} bằng ví điện tử"),
        TenderKind.BANK_QR: _by_bank(waiting, code),
    }  # fmt: skip
    return words.get(waiting.kind, _("Mời quý khách trả {money}")).format(money=money(waiting.amount))


def _in_cash(left: Money, rounding: Money) -> str:
    if not rounding:
        return _("Mời quý khách thanh toán")
    words = _("Tiền mặt: {money} ({rounding})")
    return words.format(money=money(left), rounding=rounding_text(rounding, current()))


def _by_bank(waiting: Tender, code: Modules) -> str:
    if code:
        return _("Quét VietQR để trả {money}")
    is_over = bool(waiting.ref)  # it had a code, which has run out: nobody shall pay by it now
    return _("Mời quý khách chờ một chút") if is_over else _("Mời quý khách chuyển khoản {money}")


def _returned(sale: Sale, back: Mapping[str, Money]) -> tuple[str, Money, str]:
    """What the customer gets back, or what they paid."""
    taken = _("Đã nhận {money}").format(money=money(sale.taken)) if sale.taken else ""
    rounded = rounding_text(sale.cash_rounding, current())
    taken = " · ".join(filter(None, (taken, rounded)))
    if back:
        return _("Trả lại quý khách"), sale.to_hand(back), taken
    if sale.change > 0:
        return _("Tiền thừa"), sale.change, taken
    return _("Đã thanh toán"), sale.taken, rounded


def _rise(sale: Sale) -> str:
    loyalty = sale.loyalty
    assert loyalty is not None
    if loyalty.tier != loyalty.tier_before:
        return _("Chúc mừng quý khách lên hạng {tier}").format(tier=loyalty.tier)
    if loyalty.to_next is not None:
        missing = amount(loyalty.to_next, Metric(loyalty.metric), current())
        return _("Còn {money} để lên {tier}").format(money=missing, tier=loyalty.next_tier)
    return ""


def _training(shop: Shop) -> str:
    return _("TẬP HUẤN – không tính tiền, không tính điểm") if shop.is_training else ""
