"""Puts members into words: search results, who is attached, and the form of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.members.phones import masked
from pos_desktop.storage.queries.members import MemberRow
from pos_desktop.ui.models.views import AmountView, TierView, Tone
from pos_desktop.ui.sale import view as sale_view
from pos_desktop.ui.sale.basket import Basket
from pos_desktop.wording import _, money, month_day, points
from pos_desktop.wording import date as date_words

MOST_ROWS = 8
MOST_LOTS = 4


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
    """The member on the order."""

    name: str
    phone: str
    initials: str
    tier: TierView
    points: str
    progress: int | None
    progress_text: str
    rows: tuple[AmountView, ...]
    lots: tuple[AmountView, ...]
    offer: str
    offer_reason: str
    detach: str
    other: str
    warning: str


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
        row.id, row.name or _("Thành viên {code}").format(code=row.code), masked(row.phone) if row.phone else row.code,
        TierView(tier.name, sale_view.colour_of(tier.code)), points(row.balance), _("Bị khoá") if row.blocked else "",
    )  # fmt: skip


def results(rows: Sequence[MemberRow], programme: Programme) -> tuple[tuple[ResultView, ...], str]:
    """The first members found, and a word about the rest."""
    shown = tuple(result(row, programme) for row in rows[:MOST_ROWS])
    more = _("Còn nhiều người khác: gõ thêm chữ hoặc số") if len(rows) > MOST_ROWS else ""
    return shown, more


def details(basket: Basket, picture: MemberPicture) -> DetailsView:
    """Everything about the member on the order."""
    parts, text = sale_view.progress(picture)
    standing = picture.standing
    allowed = basket.quote.allowed
    return DetailsView(
        sale_view.display_name(picture), masked(picture.row.phone) if picture.row.phone else picture.row.code,
        sale_view.initials(picture.row.name), TierView(standing.after_name, sale_view.colour_of(standing.after.code)),
        points(picture.balance.available), parts, text, _rows(picture), _lots(picture),
        _("Đổi một phần điểm") if allowed.points else "",
        "" if allowed.points or basket.order.is_empty else sale_view.why_no_points(basket),
        _("Bỏ khách khỏi đơn"), _("Đổi khách khác"), sale_view.warning(picture),
    )  # fmt: skip


def _rows(picture: MemberPicture) -> tuple[AmountView, ...]:
    balance = picture.balance
    found = [AmountView(_("Chi 12 tháng qua"), money(picture.qualifying))]
    if balance.pending:
        found.append(AmountView(_("Điểm chờ"), points(balance.pending)))
    if balance.debt:
        found.append(AmountView(_("Điểm còn nợ"), points(balance.debt), Tone.WARN))
    found.append(AmountView(_("Đã tích từ trước tới nay"), points(picture.lifetime_earned)))
    found.append(AmountView(_("Thành viên từ"), date_words(picture.row.joined_at.date())))
    if picture.row.birthday:
        found.append(AmountView(_("Sinh nhật"), month_day(picture.row.birthday)))
    return tuple(found)


def _lots(picture: MemberPicture) -> tuple[AmountView, ...]:
    """Points by the day they expire, the earliest first."""
    by_day: dict[date | None, int] = {}
    for lot in picture.lots:
        by_day[lot.expires_on] = by_day.get(lot.expires_on, 0) + lot.left
    soon = picture.balance.expiring
    days = sorted(by_day, key=lambda day: day or date.max)
    tone = Tone.WARN if soon else Tone.TEXT
    return tuple(
        AmountView(_lot_label(day), points(by_day[day]), tone if at == 0 else Tone.TEXT)
        for at, day in enumerate(days[:MOST_LOTS])
    )


def _lot_label(day: date | None) -> str:
    return _("Hết hạn {day}").format(day=date_words(day)) if day else _("Không hết hạn")
