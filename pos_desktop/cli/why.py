"""`why`: tells what a member's balance, or the points of a sale, came of."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table

from pos_desktop import wording
from pos_desktop.cli.answers import local
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.loyalty.explanation import Explanation, Line, Piece, StandingLot, TierStory
from pos_desktop.loyalty.sale_explanation import SaleExplanation, SoldEarning
from pos_desktop.services.desk import Desk
from pos_desktop.services.till import Till
from pos_desktop.wording import _
from pos_desktop.wording import explanations as told_in
from pos_desktop.wording import sale_explanations as sale_in

Plain = dict[str, Any]


def explained(desk: Desk, text: str) -> Explanation | SaleExplanation:
    """The sale of a receipt's number or QR, else the member of a phone or card.

    Raises:
        Rejected: UNKNOWN_SALE, UNREADABLE_CODE, INVALID_PHONE, UNKNOWN_MEMBER, INVALID_CARD, CARD_REVOKED.
    """
    sale = desk.explaining.sale_of(text)
    if sale is None and any(letter.isalpha() for letter in text):
        raise Rejected(Code.UNKNOWN_SALE)
    return sale or desk.explaining.account(desk.members.find(text).row.account_id)


# for programs (docs/contract.md)


def plain(till: Till, told: Explanation | SaleExplanation) -> Plain:
    """The explanation under its fixed names."""
    return _account(till, told) if isinstance(told, Explanation) else _sale(till, told)


def _account(till: Till, told: Explanation) -> Plain:
    return {
        "member": told.code, "name": told.name, "date": told.day.isoformat(), "ok": told.ties,
        "balance": told.balance, "available": told.available, "pending": told.pending, "over": told.over,
        "debt": told.debt, "lines": [_line(till, line) for line in told.lines],
        "lots": [_lot(lot) for lot in told.lots], "tier": _tier(told.tier), "asked_for": told.asked_for or None,
        "merged": [
            {"member": one.code, "name": one.name, "lines": [_line(till, line) for line in one.lines]}
            for one in told.merged
        ],
    }  # fmt: skip


def _line(till: Till, line: Line) -> Plain:
    return {
        "at": local(till, line.at), "date": line.day.isoformat(), "what": line.what.value,
        "text": told_in.happened(line, wording.current()), "points": line.points, "debt_change": line.debt_change,
        "balance": line.balance, "debt": line.debt, "receipt": line.receipt or None, "refund": line.refund or None,
        "by": line.by or None, "reason": line.reason or None, "breakdown": [_piece(piece) for piece in line.pieces],
        "lots": [
            {"points": lot.points, "usable_from": lot.usable_from.isoformat(), "expires_on": _day(lot.expires_on),
             "sale": lot.receipt or None}
            for lot in line.lots
        ],
    }  # fmt: skip


def _piece(piece: Piece) -> Plain:
    return {"rule": piece.kind, "name": piece.name or None, "points": piece.points}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _lot(lot: StandingLot) -> Plain:
    state = "over" if lot.is_over else "pending" if lot.is_pending else "usable"
    return {
        "points": lot.left, "of": lot.points, "usable_from": lot.usable_from.isoformat(),
        "expires_on": _day(lot.expires_on), "sale": lot.receipt or None, "state": state,
    }  # fmt: skip


def _tier(story: TierStory) -> Plain:
    return {
        "tier": story.name, "since": story.since.isoformat(), "until": _day(story.until),
        "metric": story.metric.value, "window": story.window.value, "window_from": _day(story.window_from),
        "qualifying": story.qualifying, "to_next_tier": story.missing, "next_tier": story.next_name,
        "counted": [
            {"date": one.day.isoformat(), "amount": one.amount, "receipt": one.receipt or None}
            for one in story.counted
        ],
        "moves": [
            {"move": step.move.value, "date": step.day.isoformat(), "from": step.before, "to": step.after,
             "receipt": step.receipt or None}
            for step in story.steps
        ],
    }  # fmt: skip


def _sale(till: Till, told: SaleExplanation) -> Plain:
    off = told.money_off
    return {
        "number": told.number, "at": local(till, told.at), "business_date": told.day.isoformat(),
        "programme": told.programme, "version": told.version, "member": told.code or None, "tier": told.tier or None,
        "basis": told.basis, "earned": told.earned, "breakdown": [_piece(step) for step in told.steps],
        "limited": told.limited or None, "lines": [_sold(line) for line in told.lines],
        "money_off": off and {
            "points": off.points, "points_value": off.value, "before": off.before, "cap_points": off.cap_points,
            "available": off.available, "step": off.step, "minimum": off.minimum, "bound": off.bound.value,
        },
        "taken_off": [
            {"source": one.source, "name": one.name, "amount": one.amount, "points": one.points}
            for one in told.taken_off
        ],
        "refunds": [
            {"number": one.number, "date": one.day.isoformat(), "money": one.money, "clawed": one.clawed,
             "restored": one.restored}
            for one in told.refunds
        ],
    }  # fmt: skip


def _sold(line: SoldEarning) -> Plain:
    return {
        "name": line.name, "amount": line.amount, "basis": line.basis, "points": line.points,
        "rate": f"{line.rate.numerator}/{line.rate.denominator}" if line.source else None,
        "multiplier": f"{line.multiplier.numerator}/{line.multiplier.denominator}" if line.source else None,
        "why_not": line.why_not.value if line.why_not else None,
        "text": sale_in.line(line, wording.current()),
    }  # fmt: skip


# for people


def show(told: Explanation | SaleExplanation) -> None:
    """Tell it on standard output."""
    console = Console(highlight=False)
    for part in _account_parts(told) if isinstance(told, Explanation) else _sale_parts(told):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)


def _account_parts(told: Explanation) -> Iterable[str | Table]:
    words = wording.current()
    yield f"{told.code} {told.name}".strip()
    for one in told.merged:
        yield _("Đã gộp với {who}").format(who=f"{one.code} {one.name}".strip())
    table = Table(_("Ngày"), _("Chuyện gì"), _("Điểm"), _("Còn"))
    for line in told.lines:
        text = "\n".join((told_in.happened(line, words), *told_in.notes(line, words)))
        table.add_row(words.date(line.day), _escaped(text), words.number(line.points), words.number(line.balance))
    yield table
    yield from (f"{name}: {value}" for name, value in told_in.sums(told, words))
    for lot in told.lots:
        yield "  ".join(told_in.lot(lot, words))
    yield from told_in.tier(told.tier, words)


def _sale_parts(told: SaleExplanation) -> Iterable[str | Table]:
    words = wording.current()
    yield f"{told.number} {words.date(told.day)}"
    yield sale_in.head(told, words)
    table = Table(_("Món"), _("Cách tính"), _("Điểm"))
    for line in told.lines:
        name = f"{line.name} × {words.quantity(line.qty)}"
        table.add_row(_escaped(name), _escaped(sale_in.line(line, words)), words.number(line.points))
    yield table
    yield f"{_('Điểm tích được')}: {words.points(told.earned)}"
    yield from sale_in.total(told, words)
    if told.money_off:
        yield from sale_in.money_off(told.money_off, words)
    yield from (": ".join(sale_in.taken_off(off, words)) for off in told.taken_off)
    yield from (sale_in.returned(back, words) for back in told.refunds)


def _escaped(text: str) -> str:
    """Names are no markup of Rich."""
    return text.replace("[", "\\[")
