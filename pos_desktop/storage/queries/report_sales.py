"""What reports of sales are made of: goods sold and goods that came back, each on its own date, summed at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, literal, null, select, union_all

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.storage.schema.catalogue import category, item
from pos_desktop.storage.schema.selling import (
    refund,
    refund_line,
    refund_tax,
    refund_tender,
    sale,
    sale_line,
    sale_reduction,
    sale_tax,
    tender,
)
from pos_desktop.storage.schema.shop import register, staff

DAY, CATEGORY, ITEM, PERSON = "day", "category_id", "item_id", "staff_id"
"""What goods can be summed by."""


@dataclass(frozen=True, slots=True)
class Sold:
    """Goods of one group: sales with any of them, pieces, đồng sold and returned (with VAT), without VAT, and cost."""

    key: Any
    sales: int
    qty: Quantity
    sold: Money
    returned: Money
    without_vat: Money
    cost_thousandths: int
    """Cost times thousandths of pieces."""


def goods(tx: Connection, first: date, last: date, by: str) -> list[Sold]:
    """Goods of these business dates by DAY, CATEGORY, ITEM or PERSON; what came back counts on the date it did."""
    facts = _goods(first, last).subquery()
    key = facts.c[by]
    sums = [func.sum(facts.c[name]) for name in ("qty", "sold", "returned", "without_vat", "cost")]
    statement = select(key, func.count(facts.c.sale_id.distinct()), *sums).group_by(key)
    return [Sold(row[0], *(int(value) for value in row[1:])) for row in tx.execute(statement)]


def moments(tx: Connection, first: date, last: date) -> list[tuple[datetime, int, Money]]:
    """When goods were sold or came back, how many sales that is, and đồng; below zero what came back."""
    facts = _goods(first, last).subquery()
    statement = select(
        facts.c.at, func.count(facts.c.sale_id.distinct()), func.sum(facts.c.sold - facts.c.returned)
    ).group_by(facts.c.at)
    return [(row[0], int(row[1]), int(row[2])) for row in tx.execute(statement)]


def names(tx: Connection, by: str) -> dict[Id, tuple[str, str]]:
    """Names of categories, items or people by id, with the code of an item."""
    columns = {
        CATEGORY: (category.c.id, category.c.name, literal("")), ITEM: (item.c.id, item.c.name, item.c.sku),
        PERSON: (staff.c.id, staff.c.name, literal("")),
    }[by]  # fmt: skip
    return {row[0]: (row[1], row[2]) for row in tx.execute(select(*columns))}


def tenders(tx: Connection, first: date, last: date) -> dict[str, tuple[int, Money, Money]]:
    """By means of payment: in how many sales, đồng taken without the change, and đồng that went back."""
    within = sale.c.business_date.between(first, last)
    taken = select(tender.c.kind, func.count(tender.c.sale_id.distinct()), func.sum(tender.c.amount))
    rows = tx.execute(taken.join(sale, sale.c.id == tender.c.sale_id).where(within).group_by(tender.c.kind))
    found = {kind: [int(count), int(amount), 0] for kind, count, amount in rows}
    change = int(tx.execute(select(func.coalesce(func.sum(sale.c.change), 0)).where(within)).scalar_one())
    if change:
        found.setdefault(TenderKind.CASH.value, [0, 0, 0])[1] -= change
    back = select(refund_tender.c.kind, func.sum(refund_tender.c.amount)).group_by(refund_tender.c.kind)
    back = back.join(refund, refund.c.id == refund_tender.c.refund_id).where(
        refund.c.business_date.between(first, last)
    )
    for kind, amount in tx.execute(back):
        found.setdefault(kind, [0, 0, 0])[2] = int(amount)
    return {kind: (count, amount, returned) for kind, (count, amount, returned) in found.items()}


def taxes(tx: Connection, first: date, last: date) -> list[tuple[int | None, Money, Money]]:
    """By rate in whole percent (None: not subject), ascending: đồng without VAT and VAT, less what came back."""
    out = (
        select(sale_tax.c.rate.label("rate"), sale_tax.c.net.label("net"), sale_tax.c.tax.label("tax"))
        .join(sale, sale.c.id == sale_tax.c.sale_id).where(sale.c.business_date.between(first, last))
    )  # fmt: skip
    back = (
        select(refund_tax.c.rate.label("rate"), (-refund_tax.c.net).label("net"), (-refund_tax.c.tax).label("tax"))
        .join(refund, refund.c.id == refund_tax.c.refund_id).where(refund.c.business_date.between(first, last))
    )  # fmt: skip
    both = union_all(out, back).subquery()
    rows = tx.execute(select(both.c.rate, func.sum(both.c.net), func.sum(both.c.tax)).group_by(both.c.rate))
    return sorted(((row[0], int(row[1]), int(row[2])) for row in rows), key=lambda row: (row[0] is None, row[0] or 0))


def reductions(tx: Connection, first: date, last: date) -> list[tuple[str, str, int, Money]]:
    """What rules took off: their source, their name, in how many sales, đồng; the largest first."""
    total = func.sum(sale_reduction.c.amount)
    columns = (sale_reduction.c.source, sale_reduction.c.name, func.count(sale_reduction.c.sale_id.distinct()), total)
    statement = (
        select(*columns).join(sale, sale.c.id == sale_reduction.c.sale_id)
        .where(sale.c.business_date.between(first, last)).group_by(sale_reduction.c.source, sale_reduction.c.name)
        .order_by(total.desc(), sale_reduction.c.name)
    )  # fmt: skip
    return [(row[0], row[1], int(row[2]), int(row[3])) for row in tx.execute(statement)]


def taken_off(tx: Connection, first: date, last: date) -> Money:
    """Đồng of all discounts, by rules and by hand."""
    amount = func.coalesce(func.sum(sale_line.c.line_discount + sale_line.c.order_discount), 0)
    statement = select(amount).join(sale, sale.c.id == sale_line.c.sale_id)
    return int(tx.execute(statement.where(sale.c.business_date.between(first, last))).scalar_one())


def refunds(tx: Connection, first: date, last: date) -> list[tuple[Any, ...]]:
    """Each refund and void: date, kind, register and number of the sale, person, reason, đồng, sale; newest first."""
    statement = (
        select(refund.c.business_date, refund.c.kind, register.c.code, sale.c.number, staff.c.name, refund.c.reason,
               refund.c.money, refund.c.sale_id)
        .join(sale, sale.c.id == refund.c.sale_id).join(register, register.c.id == sale.c.register_id)
        .join(staff, staff.c.id == refund.c.staff_id).where(refund.c.business_date.between(first, last))
        .order_by(refund.c.at.desc(), refund.c.id)
    )  # fmt: skip
    return [tuple(row) for row in tx.execute(statement)]


def _goods(first: date, last: date) -> Any:
    """A row for each line that was sold, and for each that came back."""
    is_goods = sale_line.c.ware == Ware.GOODS.value
    sold, back, nothing = sale_line.c.amount, refund_line.c.money, literal(0)
    out = (
        select(
            sale.c.business_date.label("day"), sale.c.at, sale.c.staff_id, sale_line.c.item_id, sale_line.c.category_id,
            sale.c.id.label("sale_id"), sale_line.c.qty, sold.label("sold"), nothing.label("returned"),
            (sold - _vat(sold)).label("without_vat"), (sale_line.c.qty * sale_line.c.unit_cost).label("cost"),
        )
        .join(sale, sale.c.id == sale_line.c.sale_id).where(sale.c.business_date.between(first, last), is_goods)
    )  # fmt: skip
    given = (
        select(
            refund.c.business_date.label("day"), refund.c.at, refund.c.staff_id, sale_line.c.item_id,
            sale_line.c.category_id, null().label("sale_id"), (-refund_line.c.qty).label("qty"), nothing.label("sold"),
            back.label("returned"), (_vat(back) - back).label("without_vat"),
            (-refund_line.c.qty * sale_line.c.unit_cost).label("cost"),
        )
        .join(refund, refund.c.id == refund_line.c.refund_id)
        .join(sale_line, and_(sale_line.c.sale_id == refund.c.sale_id,
                              sale_line.c.position == refund_line.c.sale_position))
        .where(refund.c.business_date.between(first, last), is_goods)
    )  # fmt: skip
    return union_all(out, given)


def _vat(amount: Any) -> Any:
    """The VAT inside a line's đồng, half up."""
    rate = func.coalesce(sale_line.c.rate, 0)
    return (2 * amount * rate + 100 + rate) // (2 * (100 + rate))
