"""Reads completed sales back as frozen values."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from pos_desktop.core.ids import Id
from pos_desktop.selling.sale import Sale, SaleLine, SaleLoyalty, SaleReduction
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.storage.queries import epochs, members
from pos_desktop.storage.schema.selling import sale, sale_line, sale_reduction, sale_tax, tender
from pos_desktop.storage.schema.shop import register, staff


def by_id(tx: Connection, sale_id: Id) -> Sale | None:
    """The sale with this id."""
    statement = (
        select(sale, staff.c.name.label("staff_name"), register.c.code, register.c.number.label("register_number"),
               epochs.epoch_by(sale.c.at).label("epoch"))
        .join(staff, staff.c.id == sale.c.staff_id).join(register, register.c.id == sale.c.register_id)
        .where(sale.c.id == sale_id)
    )  # fmt: skip
    row = tx.execute(statement).first()
    return _sale(tx, row) if row else None


def last_id(tx: Connection, register_id: Id) -> Id | None:
    """The register's newest sale."""
    statement = select(sale.c.id).where(sale.c.register_id == register_id).order_by(sale.c.number.desc()).limit(1)
    return tx.execute(statement).scalar_one_or_none()


def id_by_number(tx: Connection, register_number: int, serial: int) -> Id | None:
    """The sale that a receipt's QR names."""
    statement = (
        select(sale.c.id).join(register, register.c.id == sale.c.register_id)
        .where(register.c.number == register_number, sale.c.number == serial)
    )  # fmt: skip
    return tx.execute(statement).scalar_one_or_none()


def _sale(tx: Connection, row: Row[Any]) -> Sale:
    who = members.by_account(tx, row.account_id) if row.account_id else None
    return Sale(
        id=row.id, number=f"{row.code}-{row.number:06d}", register_number=row.register_number, serial=row.number,
        order_id=row.order_id, at=row.at, business_date=row.business_date, shift_id=row.shift_id,
        staff_name=row.staff_name, account_id=row.account_id, order_type=row.order_type, table=row.dining_table,
        note=row.note, goods=row.goods, discount=row.discount, points=row.points, points_value=row.points_value,
        due=row.due, paid=row.paid, change=row.change, basis=row.basis, earned=row.earned, is_sample=row.is_sample,
        loyalty=loyalty_from_plain(row.loyalty) if row.loyalty else None, lines=_lines(tx, row.id),
        taxes=_taxes(tx, row.id), tenders=_tenders(tx, row.id), member_name=who.name if who else "",
        member_code=who.code if who else "", reductions=_reductions(tx, row.id) if row.discount else (),
        reward_points=row.reward_points, epoch=row.epoch, cash_rounding=row.cash_rounding,
    )  # fmt: skip


def _lines(tx: Connection, sale_id: Id) -> tuple[SaleLine, ...]:
    rows = tx.execute(select(sale_line).where(sale_line.c.sale_id == sale_id).order_by(sale_line.c.position))
    names = [name for name in SaleLine.__dataclass_fields__ if name != "options"]
    return tuple(
        SaleLine(options=tuple((name, price, rest[1] if rest else 0) for name, price, *rest in row.options),
                 **{name: getattr(row, name) for name in names})
        for row in rows
    )  # fmt: skip


def _reductions(tx: Connection, sale_id: Id) -> tuple[SaleReduction, ...]:
    """What each deal took off all lines together, in the order of their turn."""
    own = sale_reduction.c
    statement = (
        select(own.source, own.rule, own.name, func.sum(own.amount)).where(own.sale_id == sale_id)
        .group_by(own.source, own.rule, own.name).order_by(func.min(own.position))
    )  # fmt: skip
    return tuple(SaleReduction(*row[:3], int(row[3])) for row in tx.execute(statement))


def _taxes(tx: Connection, sale_id: Id) -> tuple[TaxSum, ...]:
    statement = select(sale_tax.c.rate, sale_tax.c.net, sale_tax.c.tax).where(sale_tax.c.sale_id == sale_id)
    return tuple(TaxSum(*row) for row in tx.execute(statement.order_by(sale_tax.c.position)))


def _tenders(tx: Connection, sale_id: Id) -> tuple[Tender, ...]:
    statement = select(tender.c.kind, tender.c.amount, tender.c.ref).where(tender.c.sale_id == sale_id)
    rows = tx.execute(statement.order_by(tender.c.position))
    return tuple(Tender(TenderKind(kind), amount, ref) for kind, amount, ref in rows)


def loyalty_to_plain(loyalty: SaleLoyalty) -> dict[str, Any]:
    """JSON-ready values of a sale's loyalty block."""
    plain = {name: getattr(loyalty, name) for name in SaleLoyalty.__dataclass_fields__}
    soon = loyalty.expiring_on
    return {
        **plain,
        "expiring_on": soon.isoformat() if soon else None,
        "breakdown": [list(s) for s in loyalty.breakdown],
    }


def loyalty_from_plain(plain: dict[str, Any]) -> SaleLoyalty:
    """Read back what `loyalty_to_plain` wrote."""
    soon = plain["expiring_on"]
    breakdown = tuple((rule, points) for rule, points in plain["breakdown"])
    return SaleLoyalty(**{**plain, "expiring_on": date.fromisoformat(soon) if soon else None, "breakdown": breakdown})
