"""Writes the answers of `sell`: fixed names that other programs rely on (docs/contract.md)."""

from datetime import datetime
from typing import Any

from pos_desktop.core.clock import zone
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import is_whole, plain
from pos_desktop.loyalty.lots import Lot
from pos_desktop.selling.sale import Sale, SaleLine
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.selling.refunds import Previewed, Refunded
from pos_desktop.services.till import Till

Answer = dict[str, Any]


def local(till: Till, at: datetime) -> str:
    """A moment as ISO 8601 with the shop's offset."""
    return at.astimezone(zone(till.shop.time_zone)).isoformat(timespec="seconds")


def sale(till: Till, sold: Sale) -> Answer:
    """What `sell` tells of a sale."""
    return {
        "number": sold.number, "at": local(till, sold.at), "business_date": sold.business_date.isoformat(),
        "goods": sold.goods, "discount": sold.discount, "points_value": sold.points_value, "due": sold.due,
        "paid": sold.paid, "change": sold.change, "basis": sold.basis, "earned": sold.earned,
        "redeemed": sold.points, **_rounded(sold.cash_rounding), **_loyalty(sold),
        "vat": [{"rate": tax.rate, "net": tax.net, "tax": tax.tax} for tax in sold.taxes],
        "lines": [_line(line) for line in sold.lines],
    }  # fmt: skip


def _rounded(rounding: Money) -> Answer:
    """By how much cash was rounded, where it was."""
    return {"cash_rounding": rounding} if rounding else {}


def _loyalty(sold: Sale) -> Answer:
    told = sold.loyalty
    if told is None:
        names = ("available", "pending", "debt", "tier_before", "tier", "to_next_tier")
        return {"breakdown": [], **dict.fromkeys(names)}
    return {
        "breakdown": [{"rule": rule, "points": points} for rule, points in told.breakdown],
        "available": told.available, "pending": told.pending, "debt": told.debt, "tier_before": told.tier_before,
        "tier": told.tier, "to_next_tier": told.to_next,
    }  # fmt: skip


def _line(line: SaleLine) -> Answer:
    return {
        "line": line.position, "code": line.sku, "name": line.name,
        "qty": line.qty // 1000 if is_whole(line.qty) else plain(line.qty), "unit_price": line.unit_price,
        "gross": line.gross, "discount": line.discount, "points_share": line.points_share, "amount": line.amount,
        "rate": line.rate, "points": line.earned, **_made(line),
    }  # fmt: skip


def _made(line: SaleLine) -> Answer:
    """How its goods were made, where there is anything to tell."""
    options = [
        {"name": name, "price": price, **({"half": half} if half else {})} for name, price, half in line.options
    ]  # fmt: skip
    told: Answer = {"options": options, "combo": line.combo, "bundle": line.bundle, "serial": line.serial}
    return {name: value for name, value in told.items() if value}


def exchanged(made: Refunded | None) -> Answer:
    """What `sell` adds of goods that came back and paid for a sale; nothing where none did."""
    if made is None:
        return {}
    back = made.refund
    return {"exchange": {"number": back.number, "money": back.money, "by_tender": dict(back.by_tender),
                         "clawed": back.clawed, "restored": back.restored,
                         **_rounded(back.cash_rounding)}}  # fmt: skip


def member(picture: MemberPicture) -> Answer:
    """What `sell` tells of a member."""
    balance = picture.balance
    return {
        "member": picture.row.code, "phone": picture.row.phone, "name": picture.row.name,
        "tier": picture.standing.after_name, "available": balance.available, "pending": balance.pending,
        "debt": balance.debt, "expiring_30d": balance.expiring, "qualifying": picture.qualifying,
        "lots": [_lot(lot, picture) for lot in picture.lots],
        "lifetime_earned": picture.lifetime_earned,
    }  # fmt: skip


def refunded(till: Till, made: Refunded) -> Answer:
    """What `sell` tells of a refund or a void."""
    back, told = made.refund, made.refund.loyalty
    return {
        "number": back.number, "at": local(till, back.at), "business_date": back.business_date.isoformat(),
        "money": back.money, "by_tender": dict(back.by_tender), "clawed": back.clawed, "restored": back.restored,
        **_rounded(back.cash_rounding),
        **{name: told.get(name) for name in ("debt", "available", "pending", "tier")},
    }  # fmt: skip


def previewed(seen: Previewed) -> Answer:
    """The same of one that nobody has made yet: it has no number."""
    quoted, after = seen.quote, seen.after
    by_tender: dict[str, int] = {}
    for back in quoted.money.tenders:
        by_tender[back.kind] = by_tender.get(back.kind, 0) + back.amount
    return {
        "number": None, "preview": True, "money": quoted.money.money, "by_tender": by_tender,
        "clawed": quoted.clawed, "restored": quoted.restored, **_rounded(quoted.money.rounding),
        **{name: getattr(after, name) if after else None for name in ("debt", "available", "pending", "tier")},
    }  # fmt: skip


def _lot(lot: Lot, picture: MemberPicture) -> Answer:
    return {
        "points": lot.left, "usable_from": lot.usable_from.isoformat(),
        "expires_on": lot.expires_on.isoformat() if lot.expires_on else None,
        "sale": picture.numbers.get(lot.sale or ""),
    }  # fmt: skip
