"""What reports of drawers, stock, stored value and vouchers are made of."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, case, func, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.storage.schema.drawer import shift
from pos_desktop.storage.schema.shop import register, staff
from pos_desktop.storage.schema.stored import stored_card, stored_entry, voucher, voucher_use


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift with its drawer in đồng; `expected` and `counted` are None while it is open."""

    id: Id
    day: date
    register: str
    number: int
    opened_by: str
    opening_float: Money
    expected: Money | None
    counted: Money | None


@dataclass(frozen=True, slots=True)
class VoucherSum:
    """Vouchers of one template: times used on the dates less given back, đồng taken off; times used ever, left now."""

    template: str
    used: int
    amount: Money
    used_ever: int
    left: int


def shifts(tx: Connection, first: date, last: date) -> list[ShiftRow]:
    """Shifts that were opened on these business dates, in their order."""
    statement = (
        select(shift.c.id, shift.c.business_date, register.c.code, shift.c.number, staff.c.name,
               shift.c.opening_float, shift.c.expected, shift.c.counted)
        .join(register, register.c.id == shift.c.register_id).join(staff, staff.c.id == shift.c.opened_by)
        .where(shift.c.business_date.between(first, last)).order_by(shift.c.opened_at, shift.c.id)
    )  # fmt: skip
    return [ShiftRow(*row) for row in tx.execute(statement)]


def stored(tx: Connection, first: date, last: date) -> dict[tuple[str, str], Money]:
    """Đồng, bonus with it, by kind of card and kind of entry; "opening" is what stood before `first`."""
    move = case((stored_entry.c.business_date < first, "opening"), else_=stored_entry.c.kind).label("move")
    statement = (
        select(stored_card.c.kind, move, func.sum(stored_entry.c.money + stored_entry.c.bonus))
        .join(stored_card, stored_card.c.id == stored_entry.c.card_id)
        .where(stored_entry.c.business_date <= last).group_by(stored_card.c.kind, move)
    )  # fmt: skip
    return {(kind, moved): int(amount) for kind, moved, amount in tx.execute(statement)}


def vouchers(tx: Connection, first: date, last: date, today: date) -> list[VoucherSum]:
    """Every template that was used on the dates, or that has vouchers that can be used today or later."""
    usable = and_(voucher.c.blocked == 0, or_(voucher.c.expires_on.is_(None), voucher.c.expires_on >= today))
    left = func.sum(case((usable, voucher.c.uses - voucher.c.used), else_=0))
    standing = {row[0]: (int(row[1]), int(row[2])) for row in tx.execute(
        select(voucher.c.template, func.sum(voucher.c.used), left).group_by(voucher.c.template)
    )}  # fmt: skip
    spent = {row[0]: (int(row[1]), int(row[2])) for row in tx.execute(
        select(voucher.c.template, func.sum(voucher_use.c.uses), func.sum(voucher_use.c.amount))
        .join(voucher, voucher.c.id == voucher_use.c.voucher_id)
        .where(voucher_use.c.business_date.between(first, last)).group_by(voucher.c.template)
    )}  # fmt: skip
    named = sorted(key for key in standing if key in spent or standing[key][1])
    return [VoucherSum(key, *spent.get(key, (0, 0)), *standing[key]) for key in named]
