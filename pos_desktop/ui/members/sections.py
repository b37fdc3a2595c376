"""One member in detail: the tabs, their sections, and which deeds stand where for whom."""

from collections.abc import Iterator

from pos_desktop.core.clock import zone
from pos_desktop.loyalty.lots import Lot
from pos_desktop.services.members.merging import UNDO_DAYS
from pos_desktop.services.members.phones import masked
from pos_desktop.services.members.roster import MemberDetail, UsedHolder
from pos_desktop.storage.queries.consents import ConsentRow
from pos_desktop.storage.queries.member_details import SaleRow
from pos_desktop.ui.member import standing
from pos_desktop.ui.members import telling
from pos_desktop.ui.members.deeds.deed import Office
from pos_desktop.ui.members.view import DetailView, LineView, SectionView
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.sale import view as sale_view
from pos_desktop.ui.why.view import of_account
from pos_desktop.wording import _, consents, datetime_, money, month_day, number, points
from pos_desktop.wording import date as date_words

ACTIVITY, POINTS, SALES, CARD, MORE = "activity", "points", "sales", "card", "more"
WHY = "why"
MOST_STEPS = 25


def detail_view(detail: MemberDetail, office: Office, tab: str) -> DetailView:
    """Everything at the right."""
    picture = detail.picture
    parts, progress = sale_view.progress(picture)
    tier = sale_view.tier_of(picture)
    deeds = (ChipView("adjust", _("Điều chỉnh điểm")),) if office.may_points else ()
    return DetailView(
        detail.account_id, sale_view.display_name(picture), telling.phone(detail), tier,
        points(picture.balance.available), parts, progress, telling.warnings(detail),
        (*deeds, ChipView(WHY, _("Vì sao?"))), tabs(), tab, tuple(_TABS[tab](detail, office)),
    )  # fmt: skip


def tabs() -> tuple[ChipView, ...]:
    """The tabs in order."""
    return (
        ChipView(ACTIVITY, _("Hoạt động")), ChipView(POINTS, _("Điểm")), ChipView(SALES, _("Đơn")),
        ChipView(CARD, _("Gộp & thẻ")), ChipView(MORE, _("Khác")),
    )  # fmt: skip


def _if(may: bool, *deeds: ChipView) -> tuple[ChipView, ...]:
    return deeds if may else ()


# Hoạt động


def _activity(detail: MemberDetail, office: Office) -> Iterator[SectionView]:
    steps = of_account(detail.told, can_print=False).steps[:MOST_STEPS]
    lines = tuple(
        LineView(step.title, step.amount, (*step.below, *((step.after,) if step.after else ())), step.tone)
        for step in steps
    )  # fmt: skip
    yield SectionView("", lines, empty=_("Chưa có gì trong sổ điểm."))


# Điểm


def _points(detail: MemberDetail, office: Office) -> Iterator[SectionView]:
    balance, may = detail.picture.balance, office.may_points
    sums = [LineView(_("Dùng được bây giờ"), points(balance.available), tone=Tone.LOYALTY)]
    if balance.pending:
        sums.append(LineView(_("Điểm chờ"), points(balance.pending)))
    if balance.debt:
        sums.append(LineView(_("Đang nợ"), points(balance.debt), tone=Tone.WARN))
    deeds = (
        *_if(bool(detail.programme.causes) and may, ChipView("give", _("Quyên góp điểm"))),
        *_if(bool(detail.programme.partners) and may, ChipView("neighbour", _("Đổi phiếu đối tác"))),
    )
    yield SectionView("", tuple(sums), (*deeds, *_if(office.may_members, ChipView("statement", _("Sao kê điểm")))))
    lots = tuple(_lot(lot, detail, may) for lot in detail.picture.lots if lot.left)
    yield SectionView(_("Các lô điểm"), lots, empty=_("Không còn lô điểm nào."))
    if detail.dead:
        dead = tuple(
            LineView(
                _("Hết hạn ngày {day}").format(day=date_words(one.expired_on)), points(one.points),
                deed=ChipView(("reinstate", one.id), _("Phục hồi")) if may else None,
            )
            for one in detail.dead
        )  # fmt: skip
        yield SectionView(_("Đã hết hạn"), dead)


def _lot(lot: Lot, detail: MemberDetail, may: bool) -> LineView:
    pending = lot.usable_from > detail.picture.account.day
    if pending:
        title = _("Dùng được từ {day}").format(day=date_words(lot.usable_from))
    else:
        title = _("Đến hết {day}").format(day=date_words(lot.expires_on)) if lot.expires_on else _("Không hết hạn")
    receipt = detail.picture.numbers.get(lot.sale or "", "")
    deed = ChipView(("extend", lot.id), _("Gia hạn")) if may and lot.expires_on else None
    return LineView(title, points(lot.left), (receipt,) if receipt else (), deed=deed)


# Đơn


def _sales(detail: MemberDetail, office: Office) -> Iterator[SectionView]:
    if detail.tickets:
        draws = tuple(
            LineView(ticket.name, _("còn {count} lượt").format(count=number(ticket.left)), (own.sale.number,),
                     deed=ChipView(("draw", own.sale.id, ticket.wheel), _("Quay")))
            for own in detail.tickets for ticket in own.tickets
        )  # fmt: skip
        yield SectionView(_("Vòng quay hôm nay"), draws if office.may_points else ())
    claims = _if(office.may_points, ChipView("claim", _("Tích điểm cho hoá đơn")))
    yield from _credit(detail, office)
    lines = tuple(_sale(sale, office) for sale in detail.sales)
    yield SectionView(_("Hoá đơn gần đây"), lines, claims, _("Chưa có hoá đơn nào."))


def _credit(detail: MemberDetail, office: Office) -> Iterator[SectionView]:
    """What the member owes and may owe; who may not lend sees it only where there is something."""
    credit, may = detail.credit, office.person.rights.credit
    if credit is None or not (may or credit.owed or credit.limit):
        return
    told = money(credit.limit) if credit.limit is not None else _("không ghi nợ")
    lines = [LineView(_("Hạn mức nợ"), told)]
    if credit.owed:
        lines.insert(0, LineView(_("Đang nợ"), money(credit.owed), tone=Tone.WARN))
    deeds = (ChipView("limit", _("Đặt hạn mức nợ")), *_if(credit.owed > 0, ChipView("write-off", _("Xoá nợ"))))
    yield SectionView(_("Ghi nợ"), tuple(lines), _if(may, *deeds))


def _sale(sale: SaleRow, office: Office) -> LineView:
    at = datetime_(sale.at.astimezone(zone(office.desk.till.shop.time_zone)))
    moved = [_("tích {points}").format(points=points(sale.earned))] if sale.earned else []
    moved += [_("đổi {points}").format(points=points(sale.points))] if sale.points else []
    moved += [_("đã hoàn {amount}").format(amount=money(sale.returned))] if sale.returned else []
    may = office.may_points and not sale.points and sale.returned < sale.due
    deed = ChipView(("move", sale.id), _("Chuyển")) if may else None
    return LineView(sale.number, money(sale.due), (" · ".join((at, *moved)),), deed=deed)


# Gộp & thẻ


def _card(detail: MemberDetail, office: Office) -> Iterator[SectionView]:
    may = office.may_members
    yield _own_card(detail, office)
    if may and detail.card and office.printer:
        yield SectionView("", (), (ChipView("welcome", _("In phiếu chào mừng")),))
    has_pin = detail.person is not None and detail.person.has_pin
    pin = LineView(_("Mã PIN của khách"), _("đã có") if has_pin else _("chưa có"))
    yield SectionView("", (pin,), _if(may, ChipView("pin", _("Đổi mã PIN") if has_pin else _("Đặt mã PIN"))))
    yield from _holders(detail, office)
    merged = tuple(
        LineView(one.name or one.code, one.code,
                 (_("gộp ngày {day}").format(day=date_words(office.desk.till.day_of(one.at))),),
                 deed=ChipView(("part", one.account_id), _("Tách ra")) if may and _is_fresh(one, office) else None)
        for one in detail.merged
    )  # fmt: skip
    yield SectionView(
        _("Hồ sơ đã gộp vào đây"), merged, _if(may, ChipView("merge", _("Gộp hồ sơ"))), _("Chưa gộp hồ sơ nào.")
    )


def _is_fresh(merge: object, office: Office) -> bool:
    till = office.desk.till
    return (till.today() - till.day_of(merge.at)).days <= UNDO_DAYS  # type: ignore[attr-defined]


def _own_card(detail: MemberDetail, office: Office) -> SectionView:
    may, card = office.may_members, detail.card
    grouped = " ".join(card[at : at + 4] for at in range(0, len(card), 4))
    told = grouped if may else masked(card)
    state = _("bị khoá") if detail.picture.row.blocked else _("đang dùng") if card else _("chưa có")
    tone = Tone.DANGER if detail.picture.row.blocked else Tone.TEXT
    deeds = [ChipView("reissue", _("Cấp thẻ mới") if card else _("Cấp thẻ"))]
    if card and office.save_card is not None:
        deeds += [ChipView(("save", "png"), _("Lưu ảnh")), ChipView(("save", "pdf"), _("Lưu PDF"))]
    line = LineView(_("Mã QR của thẻ"), state, (told,) if card else (), tone)
    return SectionView("", (line,), _if(may, *deeds))


def _holders(detail: MemberDetail, office: Office) -> Iterator[SectionView]:
    """One section for each person, for a line has room for one deed alone."""
    may, title = office.may_members, _("Dùng chung thẻ")
    for at, one in enumerate(detail.holders):
        yield SectionView("" if at else title, (_holder(one),), _if(may, *_holder_deeds(one, office)))
    adds = _if(may, ChipView("holder", _("Thêm người")))
    if detail.holders:
        yield SectionView("", (), adds)
    else:
        yield SectionView(title, (), adds, _("Không ai dùng chung thẻ này."))


def _holder_deeds(one: UsedHolder, office: Office) -> Iterator[ChipView]:
    holder_id = one.holder.id
    yield ChipView(("holder", holder_id), _("Sửa"))
    if one.card and office.save_card is not None:
        yield ChipView(("save", "png", holder_id), _("Lưu thẻ"))
    yield ChipView(("holder-card", holder_id, "reissue"), _("Thẻ mới"))
    yield ChipView(("holder-card", holder_id, "retire"), _("Bỏ"))


def _holder(one: UsedHolder) -> LineView:
    limit = one.holder.points_per_month
    used = _("tháng này đổi {points}").format(points=points(one.used))
    told = _("không giới hạn") if limit is None else _("{points}/tháng").format(points=points(limit))
    return LineView(one.holder.name, told, (used,))


# Khác


def _more(detail: MemberDetail, office: Office) -> Iterator[SectionView]:
    facts = tuple(
        LineView(row.label, row.amount, tone=row.tone)
        for row in standing.rows(detail.picture, detail.wallet) if row.label != _("Sinh nhật")
    )  # fmt: skip
    yield SectionView("", facts)
    yield _tier(detail, office)
    yield _birthday(detail, office)
    yield _groups(detail, office)
    yield _vouchers(detail, office)
    yield _friends(detail)
    yield _consents(detail, office)
    rights = office.person.rights
    own = (*_if(rights.export, ChipView("export", _("Xuất dữ liệu"))),
           *_if(rights.erase, ChipView("erase", _("Xoá dữ liệu"))))  # fmt: skip
    if own:
        yield SectionView(_("Dữ liệu cá nhân"), deeds=own)


def _tier(detail: MemberDetail, office: Office) -> SectionView:
    manual = detail.picture.account.manual
    if manual is None:
        line = LineView(_("Hạng đặt bằng tay"), _("không có"))
    else:
        until = _("đến {day}").format(day=date_words(manual.until))
        line = LineView(detail.programme.tier(manual.tier).name, until, (manual.reason,), Tone.LOYALTY)
    deeds = (ChipView("tier", _("Đặt hạng")), *_if(manual is not None, ChipView("end-tier", _("Bỏ hạng"))))
    return SectionView(_("Hạng"), (line,), _if(office.may_members, *deeds))


def _birthday(detail: MemberDetail, office: Office) -> SectionView:
    born = detail.person.birthday if detail.person else None
    told = "–"
    if born is not None:
        told = date_words(born) if office.may_members else month_day(born)
    deeds = _if(office.may_members, ChipView("birthday", _("Đổi ngày sinh")))
    return SectionView("", (LineView(_("Ngày sinh"), told),), deeds)


def _groups(detail: MemberDetail, office: Office) -> SectionView:
    held = ", ".join(detail.picture.account.groups) or "–"
    deeds = _if(office.may_members, ChipView("groups", _("Sửa nhóm")))
    return SectionView("", (LineView(_("Nhóm khách"), held),), deeds)


def _vouchers(detail: MemberDetail, office: Office) -> SectionView:
    lines = tuple(
        LineView(one.name, _("đến {day}").format(day=date_words(one.expires_on)) if one.expires_on else "")
        for one in detail.vouchers
    )  # fmt: skip
    can = office.may_points and any(not one.code for one in detail.programme.vouchers)
    return SectionView(_("Phiếu"), lines, _if(can, ChipView("voucher", _("Tặng phiếu"))), _("Không có phiếu nào."))


def _friends(detail: MemberDetail) -> SectionView:
    friends, (draws, drawn), (given, value) = detail.friends, detail.draws, detail.given
    lines = [LineView(_("Do ai giới thiệu"), friends.brought_by or "–")]
    brought = _("{count} bạn, {paid} bạn đã thưởng").format(
        count=number(friends.brought), paid=number(friends.paid)
    )  # fmt: skip
    lines.append(LineView(_("Đã giới thiệu"), brought, (points(friends.points),) if friends.points else ()))
    if draws:
        lines.append(LineView(_("Lượt quay đã dùng"), number(draws), (points(drawn),)))
    if given:
        lines.append(LineView(_("Đã quyên góp"), points(given), (money(value),)))
    return SectionView(_("Giới thiệu, vòng quay, quyên góp"), tuple(lines))


def _consents(detail: MemberDetail, office: Office) -> SectionView:
    """Each purpose with its newest answer; the older ones stay in the file."""
    newest = {one.purpose: one for one in reversed(detail.consents)}
    purposes = dict.fromkeys((*consents.PURPOSES, *newest))
    lines = tuple(_consent(purpose, newest.get(purpose), office) for purpose in purposes)
    return SectionView(_("Khách đồng ý cho cửa hàng"), lines)


def _consent(purpose: str, answer: ConsentRow | None, office: Office) -> LineView:
    given = answer is not None and answer.given
    told = _("chưa hỏi") if answer is None else _("đồng ý") if given else _("không đồng ý")
    deed = ChipView(("withdraw", purpose), _("Rút lại")) if given else ChipView(("consent", purpose), _("Hỏi"))
    may = office.person.rights.sell and (given or purpose in consents.PURPOSES)
    return LineView(
        consents.purpose_name(purpose), told, _answered(answer, office) if answer else (),
        Tone.PAY if given else Tone.TEXT, deed if may else None,
    )  # fmt: skip


def _answered(answer: ConsentRow, office: Office) -> tuple[str, ...]:
    """When, to whom, on which till, and after which text."""
    at = datetime_(answer.at.astimezone(zone(office.desk.till.shop.time_zone)))
    who = " · ".join(part for part in (at, answer.staff, answer.register) if part)
    return (who, _("bản {version}").format(version=answer.text_version))


_TABS = {ACTIVITY: _activity, POINTS: _points, SALES: _sales, CARD: _card, MORE: _more}
