"""Finds what people did that deserves a look: one case a row, with its receipt, its moment and its amount."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, case, func, literal, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE
from pos_desktop.storage.schema.drawer import cash_movement, shift
from pos_desktop.storage.schema.loyalty import account, attachment
from pos_desktop.storage.schema.members import member, person
from pos_desktop.storage.schema.selling import refund, sale, sale_line, sale_reduction
from pos_desktop.storage.schema.shop import register, staff

PROVED: Final = ("card", "pin")
"""Ways in which a member is known to be there; a name or a phone is found by anybody."""


@dataclass(frozen=True, slots=True)
class Case:
    """One of them. `number` is the receipt's, "" where there is none; `who` is the member's name with the code."""

    at: datetime
    number: str
    who: str
    amount: Money


def sales_by_person(tx: Connection, since: date, through: date) -> dict[Id, int]:
    """How many sales each person rang up on these business dates."""
    own = sale.c
    counted = select(own.staff_id, func.count()).where(own.business_date.between(since, through))
    return {staff_id: count for staff_id, count in tx.execute(counted.group_by(own.staff_id))}


def counts(tx: Connection, since: date, through: date, bills_a_day: int) -> dict[tuple[Id, str], int]:
    """Cases by person and sign; the `bills_a_day`-th bill of one member by one person on one day is the first case."""
    found = {}
    for sign in EVERY:
        cases = _cases(sign, since, through, bills_a_day).subquery()
        for staff_id, count in tx.execute(select(cases.c.staff_id, func.count()).group_by(cases.c.staff_id)):
            found[staff_id, sign] = int(count)
    return found


def cases(
    tx: Connection, sign: str, staff_id: Id, since: date, through: date, bills_a_day: int, most: int
) -> list[Case]:  # fmt: skip
    """The newest cases of one person and sign."""
    found = _cases(sign, since, through, bills_a_day).subquery()
    statement = (
        select(found.c.at, register.c.code, sale.c.number, member.c.code.label("member"), person.c.name, found.c.amount)
        .outerjoin(sale, sale.c.id == found.c.sale_id).outerjoin(register, register.c.id == sale.c.register_id)
        .outerjoin(account, account.c.id == found.c.account_id).outerjoin(member, member.c.id == account.c.member_id)
        .outerjoin(person, person.c.member_id == member.c.id)
        .where(found.c.staff_id == staff_id).order_by(found.c.at.desc(), found.c.id.desc()).limit(most)
    )  # fmt: skip
    return [_case(row) for row in tx.execute(statement)]


def _case(row: Any) -> Case:
    number = f"{row.code}-{row.number:06d}" if row.number else ""
    who = f"{row.name} ({row.member})" if row.name else row.member or ""
    return Case(row.at, number, who, int(row.amount))


def _cases(sign: str, since: date, through: date, bills_a_day: int) -> Select[Any]:
    """Columns staff_id, id, at, sale_id, account_id, amount."""
    if sign == "many_bills":
        return _many_bills(since, through, bills_a_day)
    statement, day = SIGNS[sign]()
    return statement.where(day.between(since, through))


Found = tuple[Select[Any], Any]
"""Cases, and the business date of each."""


def _of_sales(amount: Any) -> Select[Any]:
    own = sale.c
    return select(own.staff_id, own.id, own.at, own.id.label("sale_id"), own.account_id, amount.label("amount"))


def _late_attach() -> Found:
    """A member put on a sale after it was paid."""
    own = attachment.c
    found = select(own.staff_id, own.id, own.at, own.sale_id, own.account_id, sale.c.due.label("amount"))
    return found.join(sale, sale.c.id == own.sale_id).where(own.way != "move"), own.business_date


def _many_bills(since: date, through: date, bills_a_day: int) -> Select[Any]:
    own = sale.c
    nth = func.row_number().over(
        partition_by=[own.staff_id, own.account_id, own.business_date], order_by=[own.at, own.id]
    )  # fmt: skip
    of_members = _of_sales(own.due).add_columns(nth.label("nth")).where(
        own.account_id.is_not(None), own.business_date.between(since, through)
    ).subquery()  # fmt: skip
    return select(*(column for column in of_members.c if column.name != "nth")).where(of_members.c.nth >= bills_a_day)


def _unscanned() -> Found:
    """Points spent by who was only looked up."""
    spent = _of_sales(sale.c.points_value).where(sale.c.points + sale.c.reward_points > 0)
    return spent.where(sale.c.identified.not_in(PROVED)), sale.c.business_date


def _of_refunds(kind: str) -> Select[Any]:
    own = refund.c
    found = select(own.staff_id, own.id, own.at, own.sale_id, sale.c.account_id, own.money.label("amount"))
    return found.join(sale, sale.c.id == own.sale_id).where(own.kind == kind)


def _void_after() -> Found:
    """A sale that brought points, and was voided."""
    return _of_refunds("void").where(sale.c.earned > 0), refund.c.business_date


def _refund() -> Found:
    return _of_refunds("refund"), refund.c.business_date


def _no_sale() -> Found:
    own, nothing = cash_movement.c, literal(None)
    found = select(own.staff_id, own.id, own.at, nothing.label("sale_id"), nothing.label("account_id"),
                   literal(0).label("amount"))  # fmt: skip
    return found.join(shift, shift.c.id == own.shift_id).where(own.kind == "no_sale"), shift.c.business_date


def _discount() -> Found:
    """What no rule took off."""
    by_rule = select(func.coalesce(func.sum(sale_reduction.c.amount), 0)).where(sale_reduction.c.sale_id == sale.c.id)
    by_hand = sale.c.discount - by_rule.correlate(sale).scalar_subquery()
    return _of_sales(by_hand).where(by_hand > 0), sale.c.business_date


def _price() -> Found:
    """How far below their own prices the lines are together; what is sold dearer makes up for nothing."""
    own = sale_line.c
    of_sale = (own.sale_id == sale.c.id, own.list_price.is_not(None))
    cut = (own.list_price * own.qty + ONE // 2) // ONE - (own.unit_price * own.qty + ONE // 2) // ONE
    below = select(func.sum(case((cut > 0, cut), else_=0))).where(*of_sale).correlate(sale)
    found = _of_sales(below.scalar_subquery()).where(select(own.id).where(*of_sale).correlate(sale).exists())
    return found, sale.c.business_date


def _own_card() -> Found:
    """A sale to the card of who rang it up; it brings no points."""
    own = sale.c
    found = _of_sales(own.due).join(staff, staff.c.id == own.staff_id).join(account, account.c.id == own.account_id)
    return found.where(staff.c.member_id == account.c.member_id), own.business_date


SIGNS: Final[Mapping[str, Callable[[], Found]]] = {
    "late_attach": _late_attach, "unscanned": _unscanned, "void_after": _void_after,
    "no_sale": _no_sale, "discount": _discount, "price": _price, "refund": _refund, "own_card": _own_card,
}  # fmt: skip
"""How each sign is found; `many_bills` has to know from which bill on."""
EVERY: Final = ("many_bills", *SIGNS)
