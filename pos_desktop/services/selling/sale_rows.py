"""Writes the rows of one sale: the sale, its lines, taxes and tenders, the drawer's cash and the stock."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.core.plain import to_plain
from pos_desktop.loyalty.quote import Quote
from pos_desktop.selling import stock
from pos_desktop.selling.lines import LineOption
from pos_desktop.selling.sale import SaleLoyalty
from pos_desktop.selling.shift import CashMovementKind, Shift
from pos_desktop.selling.tenders import Settlement
from pos_desktop.services.members.benefits.stored import kept
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries.sales import loyalty_to_plain
from pos_desktop.storage.schema.drawer import cash_movement
from pos_desktop.storage.schema.selling import sale, sale_line, sale_reduction, sale_tax, tender
from pos_desktop.storage.schema.stock import stock_movement


@dataclass(frozen=True, slots=True)
class NewSale:
    """Everything that is decided about a sale before its rows are written."""

    id: Id
    number: int
    shift: Shift
    quote: Quote
    settlement: Settlement
    loyalty: SaleLoyalty | None
    account_seq: int | None
    staff_id: Id
    at: datetime
    business_date: date


def insert_sale(written: Written, till: Till, new: NewSale) -> None:
    """Insert every row of the sale but its points, journal and outbox."""
    written.insert(sale, _sale(till, new))
    written.insert_all(sale_line, _lines(till, new))
    written.insert_all(sale_reduction, _reductions(till, new))
    written.insert_all(sale_tax, _taxes(till, new))
    written.insert_all(tender, _tenders(till, new))
    if new.settlement.has_cash:
        written.insert(cash_movement, {
            "id": till.ids(), "shift_id": new.shift.id, "kind": CashMovementKind.SALE.value,
            "amount": new.settlement.cash_kept,
            "at": new.at, "staff_id": new.staff_id, "sale_id": new.id,
        })  # fmt: skip
    written.insert_all(stock_movement, _stock(till, new))


def _sale(till: Till, new: NewSale) -> dict[str, Any]:
    priced, order = new.quote.priced, new.quote.priced.order
    return {
        "id": new.id, "register_id": till.register.id, "number": new.number, "shift_id": new.shift.id,
        "order_id": order.id, "at": new.at, "business_date": new.business_date, "staff_id": new.staff_id,
        "account_id": order.account_id, "account_seq": new.account_seq, "programme_version": order.programme_version,
        "identified": order.identified.value if order.account_id else "", "order_type": order.order_type.value,
        "dining_table": order.table, "note": order.note, "goods": priced.goods, "discount": priced.discount,
        "points": priced.points, "points_value": priced.points_value, "due": priced.due,
        "paid": new.settlement.paid, "change": new.settlement.change, "cash_rounding": new.settlement.rounding,
        "basis": priced.basis,
        "earned": new.quote.earns.points, "loyalty": loyalty_to_plain(new.loyalty) if new.loyalty else {},
        "is_sample": till.shop.is_sample, "reward_points": new.quote.reward_points,
        "holder_id": order.holder, "guests": order.guests, "label": order.label,
        "facts": to_plain(new.quote.facts) if new.quote.facts else {},
    }  # fmt: skip


def _lines(till: Till, new: NewSale) -> list[dict[str, Any]]:
    return [
        {
            "id": till.ids(), "sale_id": new.id, "position": position, "item_id": priced.line.item_id,
            "sku": priced.line.sku, "name": priced.line.name, "unit": priced.line.unit, "qty": priced.line.qty,
            "unit_price": priced.line.unit_price,
            "label_price": priced.line.label_price, "list_price": priced.line.list_price,
            "options": [_option(option) for option in priced.line.options],
            "combo": priced.line.combo, "note": priced.line.note, "gross": priced.gross,
            "line_discount": priced.line_discount, "order_discount": priced.order_discount,
            "points_share": priced.points_share, "amount": priced.amount, "vat_group": priced.line.vat_group,
            "rate": priced.rate, "unit_cost": stock.cost_of_one(priced.line), "earns_points": priced.line.earns_points,
            "earned": earned, "category_id": priced.line.category, "ware": priced.line.ware.value,
            "target": kept(priced.line.target), "bundle": priced.line.bundle,
            "pieces": priced.line.pieces,
            "price_list": priced.line.price_list, "serial": priced.line.serial,
        }
        for position, (priced, earned) in enumerate(
            zip(new.quote.priced.lines, new.quote.earns.by_line, strict=True), 1
        )
    ]  # fmt: skip


def _option(option: LineOption) -> list[Any]:
    """Name and price, then the catalogue's choice and the half, where there are such."""
    return [option.name, option.price, *([option.choice, option.half] if option.choice or option.half else [])]


def _reductions(till: Till, new: NewSale) -> list[dict[str, Any]]:
    parts = [
        (reduction, line, amount)
        for reduction in new.quote.priced.reductions
        for line, amount in enumerate(reduction.by_line, 1) if amount
    ]  # fmt: skip
    return [
        {"id": till.ids(), "sale_id": new.id, "position": n, "line": line, "source": reduction.source.value,
         "rule": reduction.id, "name": reduction.name, "amount": amount}
        for n, (reduction, line, amount) in enumerate(parts, 1)
    ]  # fmt: skip


def _taxes(till: Till, new: NewSale) -> list[dict[str, Any]]:
    return [
        {"id": till.ids(), "sale_id": new.id, "position": n, "rate": tax.rate, "net": tax.net, "tax": tax.tax}
        for n, tax in enumerate(new.quote.priced.taxes, 1)
    ]


def _tenders(till: Till, new: NewSale) -> list[dict[str, Any]]:
    return [
        {"id": till.ids(), "sale_id": new.id, "position": n, "kind": paid.kind.value, "amount": paid.amount,
         "ref": kept(paid.ref)}
        for n, paid in enumerate(new.settlement.tenders, 1)
    ]  # fmt: skip


def _stock(till: Till, new: NewSale) -> list[dict[str, Any]]:
    return [
        {"id": till.ids(), "item_id": out.item_id, "kind": "use" if out.is_use else "sale", "qty": -out.qty,
         "unit_cost": out.cost, "at": new.at, "sale_id": new.id, "sale_line": position,
         "register_id": till.register.id}
        for position, priced in enumerate(new.quote.priced.lines, 1) for out in stock.outs(priced.line)
    ]  # fmt: skip


def journal_body(new: NewSale) -> dict[str, Any]:
    """What a reader of the journal wants to see of a sale; the digests of its rows stand beside it."""
    priced = new.quote.priced
    return {
        **_by_hand(new), "number": new.number, "business_date": new.business_date.isoformat(), "due": priced.due,
        "points": priced.points, "earned": new.quote.earns.points, "account_id": priced.order.account_id,
        "lines": [[x.line.sku, x.line.name, x.line.qty, x.amount] for x in priced.lines],
        "tenders": [[paid.kind.value, paid.amount] for paid in new.settlement.tenders],
        **({"cash_rounding": new.settlement.rounding} if new.settlement.rounding else {}),
    }  # fmt: skip


def _by_hand(new: NewSale) -> dict[str, Any]:
    """What the person took off, and the prices that they wrote: item, its own price, theirs."""
    priced = new.quote.priced
    prices = [[x.line.sku, x.line.list_price, x.line.unit_price] for x in priced.lines if x.line.list_price is not None]
    return {**({"by_hand": priced.by_hand} if priced.by_hand else {}), **({"prices": prices} if prices else {})}
