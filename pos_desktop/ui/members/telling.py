"""Puts members into words: rows of the list, and the head of one in detail."""

from datetime import date

from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.members.phones import national
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.storage.queries.member_pages import Listed
from pos_desktop.ui.member import standing
from pos_desktop.ui.member.controller import grouped
from pos_desktop.ui.members.view import MemberRowView
from pos_desktop.ui.models.views import ChipView, TierView
from pos_desktop.ui.sale import view as sale_view
from pos_desktop.wording import _, money, ngettext, number, points
from pos_desktop.wording import date as date_words

EVERYBODY = ""
FAR_DAYS = 60


def title(total: int | None) -> str:
    """The heading of the list with how many there are."""
    if total is None:
        return _("Khách thành viên")
    return ngettext("{count} thành viên", "{count} thành viên", total).format(count=number(total))


def chips(programme: Programme | None) -> tuple[ChipView, ...]:
    """Everybody, and each tier."""
    tiers = programme.tiers if programme else ()
    return (ChipView(EVERYBODY, _("Tất cả")), *(ChipView(tier.code, tier.name) for tier in tiers))


def row_view(row: Listed, programme: Programme, today: date) -> MemberRowView:
    """A member in the list: the phone is masked for everybody, it is a list that others may see."""
    code = row.lately.by_hand or row.tier
    names = {tier.code: tier.name for tier in programme.tiers}
    return MemberRowView(
        row.account_id, row.name or _("Thành viên {code}").format(code=row.code),
        row.phone or row.code, TierView(names.get(code, code), sale_view.colour_of(code)),
        points(row.lately.available), visit(row.lately.last_visit, today), money(row.lately.spend), row.blocked,
    )  # fmt: skip


def visit(last: date | None, today: date) -> str:
    """When somebody came last, in words."""
    if last is None:
        return _("chưa mua")
    days = (today - last).days
    if days <= 0:
        return _("hôm nay")
    if days == 1:
        return _("hôm qua")
    if days > FAR_DAYS:
        return date_words(last)
    return ngettext("{count} ngày trước", "{count} ngày trước", days).format(count=number(days))


def phone(detail: MemberDetail) -> str:
    """The member's code and numbers, as far as the services tell them."""
    own = [grouped(national(one)) if one.startswith("+84") else one for one in detail.phones]
    return " · ".join((detail.picture.row.code, *own))


def warnings(detail: MemberDetail) -> tuple[str, ...]:
    """What must be known before anything is done."""
    soon = standing.expiring(detail.picture)
    return (*standing.warnings(detail.picture), *((soon,) if soon else ()))
