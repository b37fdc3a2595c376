"""Writes the rows of one refund: the document, its lines, taxes and tenders, the drawer's cash and the stock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.quote_refund import RefundQuote
from pos_desktop.selling import stock
from pos_desktop.selling.refund import CASH
from pos_desktop.selling.shift import CashMovementKind, Shift
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import returns
from pos_desktop.storage.schema.drawer import cash_movement
from pos_desktop.storage.schema.selling import refund, refund_line, refund_tax, refund_tender
from pos_desktop.storage.schema.stock import stock_movement


@dataclass(frozen=True, slots=True)
class NewRefund:
    """Everything that is decided about a refund before its rows are written."""

    id: Id
    number: int
    shift: Shift
    sale_id: Id
    kind: str
    way: str
    """`RefundTo`, or exchange."""
    reason: str
    quote: RefundQuote
    account_seq: int | None
    operation_id: str
    account_id: Id | None
    staff_id: Id
    at: datetime
    business_date: date
    programme_version: int
    loyalty: Mapping[str, Any]


def insert_refund(written: Written, till: Till, new: NewRefund) -> None:
    """Insert every row of the refund but its points and journal."""
    money = new.quote.money
    written.insert(refund, _refund(till, new))
    written.insert_all(refund_line, [
        {"id": till.ids(), "refund_id": new.id, "position": n, "sale_position": line.position, "qty": line.qty,
         "money": line.money, "goods": line.goods}
        for n, line in enumerate(money.lines, 1)
    ])  # fmt: skip
    written.insert_all(refund_tax, [
        {"id": till.ids(), "refund_id": new.id, "position": n, "rate": tax.rate, "net": tax.net, "tax": tax.tax}
        for n, tax in enumerate(money.taxes, 1)
    ])  # fmt: skip
    written.insert_all(refund_tender, [
        {"id": till.ids(), "refund_id": new.id, "position": n, "kind": back.kind, "amount": back.amount,
         "ref": back.ref}
        for n, back in enumerate(money.tenders, 1)
    ])  # fmt: skip
    cash = sum(back.amount for back in money.tenders if back.kind == CASH)
    if cash:
        written.insert(cash_movement, {
            "id": till.ids(), "shift_id": new.shift.id, "kind": CashMovementKind.REFUND.value, "amount": -cash,
            "at": new.at, "staff_id": new.staff_id, "sale_id": new.sale_id, "refund_id": new.id,
        })  # fmt: skip
    written.insert_all(stock_movement, _stock(written, till, new))


def _refund(till: Till, new: NewRefund) -> dict[str, Any]:
    quoted = new.quote
    return {
        "id": new.id, "register_id": till.register.id, "number": new.number, "shift_id": new.shift.id,
        "sale_id": new.sale_id, "kind": new.kind, "way": new.way, "at": new.at,
        "business_date": new.business_date, "staff_id": new.staff_id, "reason": new.reason,
        "account_id": new.account_id, "account_seq": new.account_seq, "programme_version": new.programme_version,
        "money": quoted.money.money, "cash_rounding": quoted.money.rounding,
        "goods": quoted.money.goods, "basis": quoted.basis, "clawed": quoted.clawed,
        "restored": quoted.restored, "shortfall": quoted.take_back.shortfall, "is_whole": quoted.money.is_last,
        "loyalty": dict(new.loyalty), "operation_id": new.operation_id,
    }  # fmt: skip


def _stock(written: Written, till: Till, new: NewRefund) -> list[dict[str, Any]]:
    """Goods, and what they were made of, come back into stock at the cost at which they left."""
    back = {line.position: line.qty for line in new.quote.money.lines}
    to_date = returns.pieces_back(written.tx, new.sale_id)
    return [
        {"id": till.ids(), "item_id": out.item_id, "kind": "use_back" if out.kind == "use" else "refund", "qty": qty,
         "unit_cost": out.unit_cost, "at": new.at, "sale_id": new.sale_id, "sale_line": out.sale_line,
         "refund_id": new.id, "register_id": till.register.id}
        for out in returns.taken_out(written.tx, new.sale_id)
        if (now := back.get(out.sale_line, 0))
        and (qty := stock.comes_back(-out.qty, out.sold, to_date[out.sale_line] - now, now))
    ]  # fmt: skip


def journal_body(new: NewRefund) -> dict[str, Any]:
    """What a reader of the journal wants to see of a refund; the digests of its rows stand beside it."""
    money = new.quote.money
    return {
        "number": new.number, "business_date": new.business_date.isoformat(), "sale_id": new.sale_id,
        "money": money.money, "clawed": new.quote.clawed, "restored": new.quote.restored,
        "account_id": new.account_id, "reason": new.reason,
        "lines": [[line.position, line.qty, line.money] for line in money.lines],
        "tenders": [[back.kind, back.amount] for back in money.tenders],
        **({"cash_rounding": money.rounding} if money.rounding else {}),
    }  # fmt: skip
