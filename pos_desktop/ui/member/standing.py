"""What there is to know of a member beside rewards: tier in danger, membership, stamps, wallet, debts, lots."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pos_desktop.loyalty import tiers
from pos_desktop.loyalty.games import StampCard, stamp_progress
from pos_desktop.loyalty.membership import Plan, Term, offers_renewal
from pos_desktop.services.members.benefits.stored import StoredCardPicture
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.selling.credit import CreditPicture
from pos_desktop.ui.models.views import AmountView, OfferView, Tone
from pos_desktop.ui.sale import view as sale_view
from pos_desktop.wording import _, current, money, month_day, number, points
from pos_desktop.wording import date as date_words
from pos_desktop.wording.explanations import METRICS

MOST_LOTS = 4


@dataclass(frozen=True, slots=True)
class PlanId:
    """A paid membership that a chip sells."""

    plan: str


def warnings(picture: MemberPicture) -> tuple[str, ...]:
    """What the cashier must know: a blocked card, points held elsewhere, a tier in danger, points owed."""
    told = (sale_view.warning(picture), tier_warning(picture), _debt(picture))
    return tuple(text for text in told if text)


def tier_warning(picture: MemberPicture) -> str:
    """What is still missing to keep the tier, while there is time."""
    programme, account = picture.programme, picture.account
    found = tiers.warning(programme, picture.standing.before, account.activity, account.day, account.joined_on)
    if found is None:
        return ""
    words = _("Cần thêm {amount} đến hết {day} để giữ hạng {tier}")
    missing = sale_view.in_metric(found.missing, programme.metric)
    return words.format(amount=missing, day=date_words(found.until), tier=programme.tier(found.code).name)


def _debt(picture: MemberPicture) -> str:
    if not picture.balance.debt:
        return ""
    return _("Còn nợ {points}: điểm tích được trả phần nợ trước").format(points=points(picture.balance.debt))


def expiring(picture: MemberPicture) -> str:
    """Points that die soon, and the first day on which some do."""
    balance = picture.balance
    days = [lot.expires_on for lot in picture.lots if lot.left and lot.is_usable(picture.account.day)]
    first = min((day for day in days if day), default=None)
    if not balance.expiring or first is None:
        return ""
    words = _("{points} sắp hết hạn, sớm nhất ngày {day}")
    return words.format(points=points(balance.expiring), day=date_words(first))


# paid membership


def membership(picture: MemberPicture) -> AmountView | None:
    """The paid membership and until when it runs; None where there never was one."""
    account = picture.account
    if account.plan:
        plan = picture.programme.plan(account.plan)
        until = _("đến {day}").format(day=date_words(account.plan_until)) if account.plan_until else _("không thời hạn")
        return AmountView(_("Gói {name}").format(name=plan.name if plan else account.plan), until, Tone.LOYALTY)
    return AmountView(_("Gói hội viên"), _("đã hết hạn"), Tone.WARN) if account.plan_expired else None


def plans(picture: MemberPicture) -> tuple[OfferView, ...]:
    """Memberships that one tap puts on the order: to renew one that is over or nearly so, or to join."""
    if picture.row.blocked:
        return ()
    return tuple(_plan_chip(plan, picture) for plan in picture.programme.plans if _is_offered(plan, picture))


def _is_offered(plan: Plan, picture: MemberPicture) -> bool:
    account = picture.account
    if not account.plan:
        return True
    return plan.code == account.plan and offers_renewal(Term(date.min, account.plan_until), account.day)


def _plan_chip(plan: Plan, picture: MemberPicture) -> OfferView:
    known = picture.account.plan_expired or picture.account.plan == plan.code
    title = _("Gia hạn {name}") if known else _("Vào gói {name}")
    return OfferView(PlanId(plan.code), title.format(name=plan.name), money(plan.price), "crown")


# facts


def rows(picture: MemberPicture, wallet: StoredCardPicture | None) -> tuple[AmountView, ...]:
    """Labels and amounts, what may be acted on first."""
    return tuple(_rows(picture, wallet))


def _rows(picture: MemberPicture, wallet: StoredCardPicture | None) -> Iterator[AmountView]:
    if wallet is not None:
        yield AmountView(_("Ví trả trước"), money(wallet.total), Tone.PAY)
    if held := membership(picture):
        yield held
    for card in picture.programme.stamp_cards:
        yield AmountView(card.name or _("Thẻ tích tem"), _stamps(card, picture))
    if picture.balance.pending:
        yield AmountView(_("Điểm chờ"), points(picture.balance.pending))
    metric = picture.programme.metric
    yield AmountView(current().gettext(METRICS[metric]), sale_view.in_metric(picture.qualifying, metric))
    yield AmountView(_("Đã tích từ trước tới nay"), points(picture.lifetime_earned))
    yield AmountView(_("Thành viên từ"), date_words(picture.row.joined_at.date()))
    if picture.row.birthday:
        yield AmountView(_("Sinh nhật"), month_day(picture.row.birthday))


def credit(picture: CreditPicture | None) -> Iterator[AmountView]:
    """What the member owes, and how much they may; nothing where neither is so."""
    if picture is not None and picture.owed:
        yield AmountView(_("Đang nợ"), money(picture.owed), Tone.WARN)
    if picture is not None and picture.limit is not None:
        yield AmountView(_("Hạn mức nợ"), money(picture.limit))


def _stamps(card: StampCard, picture: MemberPicture) -> str:
    """`7/10`, and the cards that are full already."""
    progress = stamp_progress(picture.account.stamps.get(card.id, 0), card.needed)
    if progress.owed:
        return _("còn thiếu {count} tem").format(count=number(progress.owed))
    on_card = f"{number(progress.on_card)}/{number(card.needed)}"
    if not progress.full:
        return on_card
    return _("{full} thẻ đầy, {stamps}").format(full=number(progress.full), stamps=on_card)


def lots(picture: MemberPicture) -> tuple[AmountView, ...]:
    """Points by the day they expire, the earliest first."""
    by_day: dict[date | None, int] = {}
    for lot in picture.lots:
        by_day[lot.expires_on] = by_day.get(lot.expires_on, 0) + lot.left
    days = sorted(by_day, key=lambda day: day or date.max)
    tone = Tone.WARN if picture.balance.expiring else Tone.TEXT
    return tuple(
        AmountView(_lot_label(day), points(by_day[day]), tone if at == 0 else Tone.TEXT)
        for at, day in enumerate(days[:MOST_LOTS])
    )


def _lot_label(day: date | None) -> str:
    return _("Hết hạn {day}").format(day=date_words(day)) if day else _("Không hết hạn")
