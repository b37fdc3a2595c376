"""Finds journal rows as people ask for them, page by page, and what the ids in them are called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, union_all

from pos_desktop.core.ids import Id
from pos_desktop.storage.queries.returns import refund_number
from pos_desktop.storage.schema.loyalty import account
from pos_desktop.storage.schema.members import card, holder, member, person
from pos_desktop.storage.schema.records import journal
from pos_desktop.storage.schema.selling import refund, sale, sale_line, sale_reduction
from pos_desktop.storage.schema.shop import approval, register, staff

Place = tuple[datetime, int, Id]
"""Where a page ends: moment, number in the register and id of its last row."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the journal; what is left empty matches all. Moments: from `since`, before `until`.

    `sale_id` means everything about one sale, `account_ids` everything about one member, `by_hand` the sales with a
    discount or a price by hand.
    """

    since: datetime | None = None
    until: datetime | None = None
    staff_id: Id | None = None
    kinds: tuple[str, ...] = ()
    sale_id: Id | None = None
    account_ids: tuple[Id, ...] | None = None
    by_hand: bool = False
    before: Place | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A journal row as it is read back; `register` is its register's code."""

    id: Id
    seq: int
    register: str
    at: datetime
    staff_id: Id | None
    kind: str
    subject_id: Id
    body: str


def page(tx: Connection, wanted: Wanted, most: int) -> list[Kept]:
    """At most so many rows, the newest first."""
    own = journal.c
    columns = (own.id, own.seq, register.c.code, own.at, own.staff_id, own.kind, func.coalesce(own.subject_id, ""))
    statement = select(*columns, own.body).join(register, register.c.id == own.register_id)
    if len(wanted.kinds) > 1:
        statement = statement.where(own.id.in_(_newest_of_each(wanted, most)))
    else:
        statement = statement.where(*_rules(wanted))
    return [Kept(*row) for row in tx.execute(statement.order_by(*_NEWEST).limit(most))]


_NEWEST = (journal.c.at.desc(), journal.c.seq.desc(), journal.c.id.desc())


def _newest_of_each(wanted: Wanted, most: int) -> Select[Any]:
    """So many of every kind: an index ends each of them early, where all kinds together would have to be sorted."""
    parts = [
        select(journal.c.id).where(*_rules(replace(wanted, kinds=(kind,)))).order_by(*_NEWEST).limit(most).subquery()
        for kind in wanted.kinds
    ]
    found = union_all(*(select(part.c.id) for part in parts)).subquery()
    return select(found.c.id)


def _rules(wanted: Wanted) -> list[ColumnElement[bool]]:
    own = journal.c
    asked: tuple[tuple[object, Callable[[], ColumnElement[bool]]], ...] = (
        (wanted.since, lambda: own.at >= wanted.since),
        (wanted.until, lambda: own.at < wanted.until),
        (wanted.staff_id, lambda: own.staff_id == wanted.staff_id),
        (wanted.kinds or None, lambda: own.kind.in_(wanted.kinds)),
        (wanted.sale_id, lambda: own.subject_id.in_(_about_sale(wanted.sale_id or ""))),
        (wanted.account_ids, lambda: own.subject_id.in_(_about_member(wanted.account_ids or ()))),
        (wanted.by_hand or None, _sold_by_hand),
        (wanted.before, lambda: _before(wanted.before)),
    )
    return [rule() for value, rule in asked if value is not None]


def _before(place: Any) -> ColumnElement[bool]:
    own, (at, seq, row_id) = journal.c, place
    same = and_(own.at == at, or_(own.seq < seq, and_(own.seq == seq, own.id < row_id)))
    return and_(own.at <= at, or_(own.at < at, same))


def _about_sale(sale_id: Id) -> Select[Any]:
    """The sale, the order that it was, its refunds, and what another person approved for any of them."""
    backs = select(refund.c.id).where(refund.c.sale_id == sale_id)
    order = select(sale.c.order_id).where(sale.c.id == sale_id)
    approved = select(approval.c.id).where(
        or_(approval.c.subject == sale_id, approval.c.subject.in_(order), approval.c.subject.in_(backs))
    )
    found = union_all(select(sale.c.id).where(sale.c.id == sale_id), order, backs, approved).subquery()
    return select(found)


def _about_member(account_ids: tuple[Id, ...]) -> Select[Any]:
    """The member, the account, cards, and what was bought and given back."""
    own = select(account.c.member_id).where(account.c.id.in_(account_ids))
    found = union_all(
        select(account.c.id).where(account.c.id.in_(account_ids)), own,
        select(card.c.id).where(card.c.member_id.in_(own)), select(holder.c.id).where(holder.c.member_id.in_(own)),
        select(sale.c.id).where(sale.c.account_id.in_(account_ids)),
        select(refund.c.id).where(refund.c.account_id.in_(account_ids)),
    ).subquery()  # fmt: skip
    return select(found)


def _sold_by_hand() -> ColumnElement[bool]:
    """Whether the row's subject is a sale that somebody made cheaper, or sold at another price, by hand."""
    by_rule = select(func.coalesce(func.sum(sale_reduction.c.amount), 0)).where(sale_reduction.c.sale_id == sale.c.id)
    own_price = select(sale_line.c.id).where(sale_line.c.sale_id == sale.c.id, sale_line.c.list_price.is_not(None))
    cheaper = sale.c.discount > by_rule.scalar_subquery()
    return select(sale.c.id).where(sale.c.id == journal.c.subject_id, or_(cheaper, own_price.exists())).exists()


def by_code(tx: Connection, code: str) -> list[Id]:
    """The account of the member with this code."""
    own = select(account.c.id).join(member, member.c.id == account.c.member_id).where(member.c.code == code)
    return list(tx.execute(own).scalars())


def people(tx: Connection) -> dict[Id, str]:
    """Everybody of the staff, who left too, in the order of the login screen."""
    return {row.id: row.name for row in tx.execute(select(staff.c.id, staff.c.name).order_by(staff.c.position))}


def names(tx: Connection, ids: Iterable[Id]) -> dict[Id, str]:
    """What those of `ids` are called that are a sale, an order, a refund, a member or an account.

    A member is a name with the code, or the code alone once erased.
    """
    wanted = sorted(set(ids))
    return {**_sales(tx, wanted), **_refunds(tx, wanted), **_members(tx, wanted)}


def _sales(tx: Connection, ids: list[Id]) -> dict[Id, str]:
    own = sale.c
    statement = select(own.id, own.order_id, register.c.code, own.number).join(
        register, register.c.id == own.register_id
    ).where(or_(own.id.in_(ids), own.order_id.in_(ids)))  # fmt: skip
    numbered = [(row, f"{row.code}-{row.number:06d}") for row in tx.execute(statement)]
    return {key: number for row, number in numbered for key in (row.id, row.order_id)}


def _refunds(tx: Connection, ids: list[Id]) -> dict[Id, str]:
    own = refund.c
    statement = select(own.id, register.c.code, own.number).join(register, register.c.id == own.register_id)
    return {row.id: refund_number(row.code, row.number) for row in tx.execute(statement.where(own.id.in_(ids)))}


def _members(tx: Connection, ids: list[Id]) -> dict[Id, str]:
    statement = (
        select(member.c.id, account.c.id.label("account_id"), member.c.code, person.c.name)
        .join(account, account.c.member_id == member.c.id).outerjoin(person, person.c.member_id == member.c.id)
        .where(or_(member.c.id.in_(ids), account.c.id.in_(ids)))
    )  # fmt: skip
    told = [(row, f"{row.name} ({row.code})" if row.name else row.code) for row in tx.execute(statement)]
    return {key: name for row, name in told for key in (row.id, row.account_id)}
