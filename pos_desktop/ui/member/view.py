"""Puts members into words: search results, who is attached, and the form of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.members.benefits.stored import StoredCardPicture
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.selling.credit import CreditPicture
from pos_desktop.storage.queries.members import MemberRow
from pos_desktop.ui.member import standing
from pos_desktop.ui.models.views import AmountView, OfferView, ReasonView, TierView
from pos_desktop.ui.sale import offers
from pos_desktop.ui.sale import view as sale_view
from pos_desktop.ui.sale.basket import Basket
from pos_desktop.wording import _, points

MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class ResultView:
    """One member found."""

    id: Id
    name: str
    phone: str
    tier: TierView
    points: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class FormView:
    """A new member: only the phone is needed. Errors stand under their fields."""

    phone: str
    title: str
    verb: str
    busy: bool
    phone_error: str = ""
    name_error: str = ""
    birthday_error: str = ""


@dataclass(frozen=True, slots=True)
class DetailsView:
    """The member on the order: what may be taken first, then what may not and why, then facts.

    `partial` asks how many points to redeem, "" where none can be; `plans` are memberships for sale.
    """

    name: str
    phone: str
    tier: TierView
    points: str
    expiring: str
    progress: int | None
    progress_text: str
    warnings: tuple[str, ...]
    usable_title: str
    usable: tuple[OfferView, ...]
    partial: str
    refused_title: str
    refused: tuple[ReasonView, ...]
    plans: tuple[OfferView, ...]
    rows: tuple[AmountView, ...]
    lots: tuple[AmountView, ...]
    top_up: str
    debt: str
    why: str
    pin: str
    other: str
    detach: str


@dataclass(frozen=True, slots=True)
class MemberSheetView:
    """One of: `details` of the attached member, `form` for a new one, `results`, or `message`."""

    title: str
    text: str
    results: tuple[ResultView, ...] = ()
    more: str = ""
    message: str = ""
    form: FormView | None = None
    details: DetailsView | None = None
    searching: bool = False


def result(row: MemberRow, programme: Programme) -> ResultView:
    """Put a found member into words; the phone shows its last three digits alone."""
    tier = programme.tier(row.tier)
    return ResultView(
        row.id, row.name or _("Thành viên {code}").format(code=row.code), row.phone or row.code,
        TierView(tier.name, sale_view.colour_of(tier.code)), points(row.balance), _("Bị khoá") if row.blocked else "",
    )  # fmt: skip


def results(rows: Sequence[MemberRow], programme: Programme) -> tuple[tuple[ResultView, ...], str]:
    """The first members found, and a word about the rest."""
    shown = tuple(result(row, programme) for row in rows[:MOST_ROWS])
    more = _("Còn nhiều người khác: gõ thêm chữ hoặc số") if len(rows) > MOST_ROWS else ""
    return shown, more


def details(
    basket: Basket, picture: MemberPicture, wallet: StoredCardPicture | None, credit: CreditPicture | None = None
) -> DetailsView:
    """Everything about the member on the order."""
    parts, text = sale_view.progress(picture)
    usable, refused = offers.usable(basket), refusals(basket)
    return DetailsView(
        sale_view.display_name(picture), picture.row.phone or picture.row.code,
        sale_view.tier_of(picture), points(picture.balance.available),
        standing.expiring(picture), parts, text, standing.warnings(picture),
        _("Ưu đãi dùng được ({count})").format(count=len(usable)) if usable else "", usable,
        _("Đổi một phần điểm") if basket.quote.allowed.points or basket.points else "",
        _("Chưa dùng được ({count})").format(count=len(refused)) if refused else "", refused,
        standing.plans(picture), (*standing.credit(credit), *standing.rows(picture, wallet)), standing.lots(picture),
        "" if picture.row.blocked else _("Nạp tiền"), _("Thu nợ") if credit and credit.owed else "",
        _("Vì sao?"), _("Mã PIN"), _("Khách khác"), _("Bỏ khách"),
    )  # fmt: skip


def refusals(basket: Basket) -> tuple[ReasonView, ...]:
    """What cannot be taken now and why: points in money first, then rewards."""
    why = "" if basket.quote.allowed.points or basket.points or basket.order.is_empty else (
        sale_view.why_no_points(basket)
    )  # fmt: skip
    money_off = (ReasonView(_("Đổi điểm lấy tiền"), why),) if why else ()
    return (*money_off, *offers.refused(basket))
