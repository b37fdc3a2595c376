"""Puts receipts and what comes back of them into words."""

from collections.abc import Iterator
from datetime import date as Day
from datetime import datetime
from typing import Final

from pos_desktop.core.clock import zone
from pos_desktop.selling.refund import RefundTo
from pos_desktop.selling.sale import Sale, SaleLine
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.selling.receipts import Back, Given, Listed, ReceiptDetail
from pos_desktop.services.selling.refunds import Previewed
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.ui.receipts.back import Back as BackState
from pos_desktop.ui.receipts.view import BackLineView, ReceiptRowView, ReceiptView
from pos_desktop.wording import _, current, date, datetime_, money, points, quantity, signed_money, signed_points, time_
from pos_desktop.wording.messages import sentence
from pos_desktop.wording.tenders import tender_name

TODAY: Final = "today"
WEEK: Final = "week"
MONTH: Final = "month"
ALWAYS: Final = "always"
DAYS: Final = {TODAY: 1, WEEK: 7, MONTH: 30}


def periods() -> tuple[ChipView, ...]:
    """How far back the list goes."""
    return (
        ChipView(TODAY, _("Hôm nay")), ChipView(WEEK, _("7 ngày")), ChipView(MONTH, _("30 ngày")),
        ChipView(ALWAYS, _("Tất cả")),
    )  # fmt: skip


def row_view(row: Listed, today: Day, time_zone: str) -> ReceiptRowView:
    """A receipt in the list."""
    at = row.at.astimezone(zone(time_zone))
    when = time_(at) if row.business_date == today else f"{date(row.business_date)} {time_(at)}"
    how = ", ".join(tender_name(kind, current()) for kind in row.tenders)
    state, tone = _state(row.back, row.money_back)
    return ReceiptRowView(row.id, row.number, when, row.member_name, how, money(row.due), state, tone)


def _state(back: Back, given: int) -> tuple[str, Tone]:
    if back is Back.VOID:
        return _("Đã huỷ"), Tone.DANGER
    if back is Back.WHOLE:
        return _("Đã hoàn hết"), Tone.DANGER
    if back is Back.PART:
        return _("Đã hoàn {money}").format(money=money(given)), Tone.WARN
    return "", Tone.MUTED


def receipt_view(state: BackState, time_zone: str, *, can_print: bool) -> ReceiptView | None:
    """The receipt on show with what is marked."""
    detail = state.detail
    if detail is None:
        return None
    sale, is_ready = detail.sale, state.preview is not None and not state.is_busy
    return ReceiptView(
        key=sale.id, number=sale.number, due=money(sale.due), facts=tuple(_facts(sale, time_zone)),
        lines=tuple(_line(line, detail, state) for line in sale.lines),
        documents=tuple(_document(given, time_zone) for given in detail.refunds), ways=_ways(),
        way=state.marked.to.value,
        reason=state.marked.reason, reason_error=_("Ghi lý do hoàn.") if state.lacks_reason else "",
        sums=tuple(_sums(state.preview)) if state.preview else (), notes=tuple(_notes(state)),
        problem=sentence(state.problem) if state.problem else "", verb=_verb(state),
        can_refund=is_ready and not detail.is_over,
        can_exchange=is_ready and not detail.is_over and bool(state.preview and state.preview.quote.money.exchangeable),
        can_void=detail.can_void and not state.is_busy, can_take_all=not (detail.is_over or state.is_busy),
        can_print=can_print, busy=state.is_busy, over=_("Hoá đơn này đã hoàn hết.") if detail.is_over else "",
    )  # fmt: skip


def _facts(sale: Sale, time_zone: str) -> Iterator[str]:
    paid = ", ".join(dict.fromkeys(tender_name(tender.kind, current()) for tender in sale.tenders))
    yield " · ".join(filter(None, (_when(sale.at, time_zone), sale.staff_name, paid)))
    if sale.account_id:
        earned = _("tích {points}").format(points=points(sale.earned))
        redeemed = _("đổi {points}").format(points=points(sale.points)) if sale.points else ""
        yield " · ".join(filter(None, (sale.member_name, earned, redeemed)))


def _line(line: SaleLine, detail: ReceiptDetail, state: BackState) -> BackLineView:
    left, picked = detail.left[line.position], state.marked.picks.get(line.position, 0)
    if line.position in detail.with_whole and not detail.is_over:
        told = _("hoàn cùng món cuối")
    elif not left:
        told = _("đã hoàn hết")
    elif left < line.qty:
        told = _("còn {left} trên {qty}").format(left=quantity(left), qty=quantity(line.qty))
    else:
        told = _("đã mua {qty}").format(qty=quantity(line.qty))
    return BackLineView(
        line.position, line.full_name, money(line.amount), told, quantity(picked) if picked else "",
        bool(picked) and not state.is_busy, picked < left and not state.is_busy,
    )  # fmt: skip


def _document(given: Given, time_zone: str) -> AmountView:
    word = _("Huỷ {number}") if given.is_void else _("Hoàn {number}")
    label = f"{word.format(number=given.number)} · {_when(given.at, time_zone)}"
    return AmountView(label, money(-given.money), Tone.WARN)


def _when(at: datetime, time_zone: str) -> str:
    return datetime_(at.astimezone(zone(time_zone)))


def _ways() -> tuple[ChipView, ...]:
    return (
        ChipView(RefundTo.ORIGINAL.value, _("Về cách đã trả")), ChipView(RefundTo.CASH.value, _("Tiền mặt")),
    )  # fmt: skip


def _sums(preview: Previewed) -> Iterator[AmountView]:
    """Money by its way, then points both ways, then what the member has."""
    back = preview.quote.money
    yield AmountView(_("Trả khách"), money(back.handed), Tone.PAY)
    if back.rounding:
        yield AmountView(_("Làm tròn tiền mặt"), signed_money(back.rounding), Tone.MUTED)
    for way in back.tenders:
        yield AmountView(tender_name(TenderKind(way.kind), current()), money(way.amount), Tone.MUTED)
    quote, after = preview.quote, preview.after
    if quote.restored:
        yield AmountView(_("Trả lại điểm đã đổi"), signed_points(quote.restored), Tone.LOYALTY)
    if quote.clawed:
        yield AmountView(_("Thu lại điểm đã tích"), signed_points(-quote.clawed), Tone.WARN)
    if after is not None:
        yield AmountView(_("Khách còn dùng được"), points(after.available))
        if after.debt:
            yield AmountView(_("Khách nợ điểm"), points(after.debt), Tone.DANGER)
        yield AmountView(_("Hạng sau khi hoàn"), after.tier)


def _notes(state: BackState) -> Iterator[str]:
    if state.preview is not None and state.needs_approval:
        yield _("Bạn cần người có quyền duyệt hoàn tiền.")
    if state.preview is None:
        return
    for part in state.preview.quote.give_back.restored:
        if part.expires_on:
            words = _("{points} trả lại dùng được đến hết {day}.")
            yield words.format(points=points(part.points), day=date(part.expires_on))


def _verb(state: BackState) -> str:
    if state.preview is None:
        return _("Hoàn tiền")
    words = _("Mời duyệt {money}") if state.needs_approval else _("Hoàn {money}")
    return words.format(money=money(state.handed))
