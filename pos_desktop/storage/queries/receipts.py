"""Finds receipts as people look for them, page by page, and the refunds that point to each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.refund import TenderBack
from pos_desktop.selling.refund_document import RefundDocument, RefundedLine, RefundPoints
from pos_desktop.selling.sale import with_combo
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.storage.queries import members, merges, returns
from pos_desktop.storage.schema.selling import refund, refund_line, refund_tax, refund_tender, sale, sale_line, tender
from pos_desktop.storage.schema.shop import register, staff


class Back(StrEnum):
    """How much of a sale went back."""

    NOTHING = ""
    PART = "part"
    WHOLE = "whole"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of receipts is asked for; what is left empty matches all.

    `digits` is a receipt's serial or its amount; `account_ids` those of one member; `before` the place after which
    the next page begins.
    """

    day: date | None = None
    through: date | None = None
    staff_id: Id | None = None
    tender: TenderKind | None = None
    digits: int | None = None
    sale_id: Id | None = None
    account_ids: tuple[Id, ...] | None = None
    before: tuple[datetime, Id] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One receipt of the list; `money_back` is what refunds gave of it so far."""

    id: Id
    number: str
    at: datetime
    business_date: date
    due: Money
    staff_name: str
    account_id: Id | None
    member_name: str
    tenders: tuple[TenderKind, ...]
    back: Back = Back.NOTHING
    money_back: Money = 0


@dataclass(frozen=True, slots=True)
class Given:
    """A refund document of one sale."""

    id: Id
    number: str
    at: datetime
    business_date: date
    is_void: bool
    money: Money
    clawed: int
    restored: int
    staff_name: str
    reason: str
    quantities: Mapping[int, Quantity] = field(default_factory=dict)
    """What came back, by the sale's line."""


def page(tx: Connection, wanted: Wanted, most: int) -> list[Listed]:
    """The newest receipts first, at most so many."""
    statement = (
        select(
            sale.c.id, sale.c.number, sale.c.at, sale.c.business_date, sale.c.due, sale.c.account_id,
            staff.c.name.label("staff_name"), register.c.code,
        )
        .join(staff, staff.c.id == sale.c.staff_id).join(register, register.c.id == sale.c.register_id)
        .where(*_rules(wanted)).order_by(sale.c.at.desc(), sale.c.id.desc()).limit(most)
    )  # fmt: skip
    return _filled(tx, list(tx.execute(statement)))


def _rules(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: tuple[tuple[object, Callable[[], ColumnElement[bool]]], ...] = (
        (wanted.sale_id, lambda: sale.c.id == wanted.sale_id),
        (wanted.day, lambda: sale.c.business_date >= wanted.day),
        (wanted.through, lambda: sale.c.business_date <= wanted.through),
        (wanted.staff_id, lambda: sale.c.staff_id == wanted.staff_id),
        (wanted.digits, lambda: or_(sale.c.number == wanted.digits, sale.c.due == wanted.digits)),
        (wanted.account_ids, lambda: sale.c.account_id.in_(wanted.account_ids or ())),
        (wanted.before, lambda: _before(wanted.before)),
        (wanted.tender, lambda: _paid_by(wanted.tender)),
    )
    return [rule() for value, rule in asked if value is not None]


def _before(place: Any) -> ColumnElement[bool]:
    at, sale_id = place
    return or_(sale.c.at < at, and_(sale.c.at == at, sale.c.id < sale_id))


def _paid_by(kind: TenderKind | None) -> ColumnElement[bool]:
    return select(tender.c.id).where(tender.c.sale_id == sale.c.id, tender.c.kind == kind).exists()


def _filled(tx: Connection, rows: list[Any]) -> list[Listed]:
    ids = [row.id for row in rows]
    kinds, backs, names = _kinds(tx, ids), _backs(tx, ids), _names(tx, {row.account_id for row in rows})
    return [
        Listed(
            row.id, f"{row.code}-{row.number:06d}", row.at, row.business_date, row.due, row.staff_name,
            row.account_id, names.get(row.account_id, ""), kinds.get(row.id, ()), *backs.get(row.id, (Back.NOTHING, 0)),
        )
        for row in rows
    ]  # fmt: skip


def _kinds(tx: Connection, ids: list[Id]) -> dict[Id, tuple[TenderKind, ...]]:
    found: dict[Id, tuple[TenderKind, ...]] = defaultdict(tuple)
    asked = select(tender.c.sale_id, tender.c.kind).where(tender.c.sale_id.in_(ids))
    for sale_id, kind in tx.execute(asked.order_by(tender.c.sale_id, tender.c.position)):
        if TenderKind(kind) not in found[sale_id]:
            found[sale_id] += (TenderKind(kind),)
    return found


def _backs(tx: Connection, ids: list[Id]) -> dict[Id, tuple[Back, Money]]:
    own = refund.c
    asked = (
        select(own.sale_id, func.sum(own.money), func.max(own.is_whole), func.max(own.kind))
        .where(own.sale_id.in_(ids)).group_by(own.sale_id)
    )  # fmt: skip
    return {
        sale_id: (Back.VOID if kind == "void" else Back.WHOLE if whole else Back.PART, int(money))
        for sale_id, money, whole, kind in tx.execute(asked)
    }


def _names(tx: Connection, account_ids: Iterable[Id | None]) -> dict[Id | None, str]:
    known = {account_id: members.by_account(tx, account_id) for account_id in account_ids if account_id}
    return {account_id: member.name for account_id, member in known.items() if member}


def refunds(tx: Connection, sale_id: Id) -> tuple[Given, ...]:
    """The documents that gave something of a sale back, the oldest first."""
    own = refund.c
    statement = (
        select(refund, staff.c.name.label("staff_name"), register.c.code)
        .join(staff, staff.c.id == own.staff_id).join(register, register.c.id == own.register_id)
        .where(own.sale_id == sale_id).order_by(own.at, own.id)
    )  # fmt: skip
    quantities = _quantities(tx, sale_id)
    return tuple(
        Given(
            row.id, returns.refund_number(row.code, row.number), row.at, row.business_date, row.kind == "void",
            row.money, row.clawed, row.restored, row.staff_name, row.reason, quantities.get(row.id, {}),
        )
        for row in tx.execute(statement)
    )  # fmt: skip


def document(tx: Connection, refund_id: Id) -> RefundDocument | None:
    """A refund with everything that its paper tells."""
    own, bought_at = refund.c, register.alias("bought_at")
    statement = (
        select(
            refund, staff.c.name.label("staff_name"), register.c.code, sale.c.number.label("sale_number"),
            sale.c.is_sample, bought_at.c.code.label("sale_code"),
        )
        .join(staff, staff.c.id == own.staff_id).join(register, register.c.id == own.register_id)
        .join(sale, sale.c.id == own.sale_id).join(bought_at, bought_at.c.id == sale.c.register_id)
        .where(own.id == refund_id)
    )  # fmt: skip
    row = tx.execute(statement).first()
    return _document(tx, row) if row else None


def _document(tx: Connection, row: Any) -> RefundDocument:
    taxes = select(refund_tax.c.rate, refund_tax.c.net, refund_tax.c.tax).where(refund_tax.c.refund_id == row.id)
    backs = select(refund_tender.c.kind, refund_tender.c.amount, refund_tender.c.ref)
    of_refund = backs.where(refund_tender.c.refund_id == row.id).order_by(refund_tender.c.position)
    return RefundDocument(
        id=row.id, number=returns.refund_number(row.code, row.number),
        sale_number=f"{row.sale_code}-{row.sale_number:06d}", is_void=row.kind == "void", at=row.at,
        staff_name=row.staff_name, reason=row.reason, lines=_refunded(tx, row),
        taxes=tuple(TaxSum(*tax) for tax in tx.execute(taxes.order_by(refund_tax.c.position))),
        tenders=tuple(TenderBack(*back) for back in tx.execute(of_refund)), money=row.money,
        points=_points(tx, row) if row.account_id else None, is_sample=row.is_sample, cash_rounding=row.cash_rounding,
    )  # fmt: skip


def _refunded(tx: Connection, row: Any) -> tuple[RefundedLine, ...]:
    statement = (
        select(sale_line.c.name, sale_line.c.combo, refund_line.c.qty, sale_line.c.unit, refund_line.c.money)
        .where(refund_line.c.refund_id == row.id, sale_line.c.sale_id == row.sale_id,
               sale_line.c.position == refund_line.c.sale_position)
        .order_by(refund_line.c.position)
    )  # fmt: skip
    rows = tx.execute(statement)
    return tuple(RefundedLine(with_combo(name, combo), *rest) for name, combo, *rest in rows)


def _points(tx: Connection, row: Any) -> RefundPoints:
    who, after = members.by_account(tx, row.account_id), row.loyalty or {}
    return RefundPoints(
        who.name if who else "", row.restored, row.clawed, after.get("available", 0), after.get("debt", 0),
        after.get("tier", ""),
    )  # fmt: skip


def _quantities(tx: Connection, sale_id: Id) -> dict[Id, dict[int, Quantity]]:
    found: dict[Id, dict[int, Quantity]] = defaultdict(dict)
    lines = select(refund_line.c.refund_id, refund_line.c.sale_position, refund_line.c.qty)
    of_sale = lines.join(refund, refund.c.id == refund_line.c.refund_id).where(refund.c.sale_id == sale_id)
    for refund_id, position, qty in tx.execute(of_sale):
        found[refund_id][position] = qty
    return found


def sale_of_refund(tx: Connection, code: str, number: int) -> Id | None:
    """The sale that a refund document gave something back of."""
    asked = select(refund.c.sale_id).join(register, register.c.id == refund.c.register_id)
    return tx.execute(asked.where(register.c.code == code, refund.c.number == number)).scalar_one_or_none()


def families(tx: Connection, account_ids: Iterable[Id]) -> tuple[Id, ...]:
    """The accounts with those that became part of them: their receipts are these members'."""
    heads = dict.fromkeys(merges.survivor(tx, account_id) for account_id in account_ids)
    return tuple(own for head in heads for own in merges.family(tx, head))
