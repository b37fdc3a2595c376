"""Reads the terms of paid memberships: what was sold, what was returned of it, what holds on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.membership import Term, is_valid
from pos_desktop.storage.queries import merges
from pos_desktop.storage.queries.attachments import belongs, owner_of
from pos_desktop.storage.schema.loyalty import membership_term


@dataclass(frozen=True, slots=True)
class SoldTerm:
    """A term that was bought; `term` ends earlier where it was returned."""

    id: Id
    account_id: Id
    """Whose it is: it goes with its sale."""
    bought_by: Id
    plan: str
    term: Term
    price: Money
    sale_id: Id
    sale_line: int
    is_returned: bool

    @property
    def is_empty(self) -> bool:
        """It was returned before its second day."""
        return self.term.until is not None and self.term.until < self.term.start


@dataclass(frozen=True, slots=True)
class Held:
    """The paid membership of a member on a day: plan ("" for none), last day (None for ever), whether one is over."""

    plan: str = ""
    until: date | None = None
    expired: bool = False


def of_account(tx: Connection, account_id: Id) -> tuple[SoldTerm, ...]:
    """All terms of a member, those of merged members included, the earliest beginning first."""
    family = merges.ids_of_family(merges.survivor(tx, account_id))
    return _terms(tx, belongs(_sold.c.sale_id, _sold.c.account_id, family))


def of_sale(tx: Connection, sale_id: Id) -> tuple[SoldTerm, ...]:
    """The terms that a sale sold."""
    return _terms(tx, _sold.c.sale_id == sale_id)


def sold_by(tx: Connection, sale_id: Id) -> tuple[SoldTerm, ...]:
    """The same as they were sold, whatever was returned since, the one that ends last at the end."""
    rows = tx.execute(select(_sold).where(_sold.c.sale_id == sale_id, _sold.c.kind == "sold").order_by(_sold.c.id))
    terms = (SoldTerm(row.id, row.account_id, row.account_id, row.plan, Term(row.from_on, row.until_on), row.price,
                      row.sale_id, row.sale_line, is_returned=False) for row in rows)  # fmt: skip
    return tuple(sorted(terms, key=lambda sold: sold.term.until or date.max))


def plan_of(tx: Connection, account_id: Id, day: date) -> Held:
    """What holds on `day`: of two memberships the one that began last, of those the one that ends last."""
    terms = [sold for sold in of_account(tx, account_id) if not sold.is_empty]
    holding = [sold for sold in terms if is_valid(sold.term, day)]
    if holding:
        plan = holding[-1].plan
        return Held(plan, last_day([sold for sold in terms if sold.plan == plan], day))
    return Held(expired=any(sold.term.until is not None and sold.term.until < day for sold in terms))


def last_day(terms: list[SoldTerm], day: date) -> date | None:
    """Last day of terms of one plan of which one holds on `day`; renewals that were bought already go on from it."""
    until = day
    for sold in sorted(terms, key=lambda sold: sold.term.start):
        if sold.term.start > until + timedelta(days=1):
            break
        if sold.term.until is None:
            return None
        until = max(until, sold.term.until)
    return until


def ending(tx: Connection, first: date, last: date) -> tuple[SoldTerm, ...]:
    """Terms whose last day lies in between and that were not returned."""
    found = _terms(tx, _sold.c.until_on.between(first, last))
    return tuple(sold for sold in found if not sold.is_returned)


_sold = membership_term.alias("sold_term")
_back = membership_term.alias("back_term")
_OWNER = owner_of(_sold.c.sale_id, _sold.c.account_id)


def _terms(tx: Connection, where: ColumnElement[bool]) -> tuple[SoldTerm, ...]:
    same = and_(_back.c.sale_id == _sold.c.sale_id, _back.c.sale_line == _sold.c.sale_line, _back.c.kind == "returned")
    until = func.coalesce(_back.c.until_on, _sold.c.until_on, type_=_sold.c.until_on.type).label("until")
    statement = (
        select(_sold, until, _back.c.id.label("back_id"), _OWNER.label("owner")).outerjoin(_back, same)
        .where(_sold.c.kind == "sold", where)
    )  # fmt: skip
    return tuple(sorted((_term(row) for row in tx.execute(statement)), key=_in_time))


def _in_time(sold: SoldTerm) -> tuple[date, date, Id]:
    """By days: ids follow a clock that may have been put back."""
    return sold.term.start, sold.term.until or date.max, sold.id


def _term(row: Any) -> SoldTerm:
    return SoldTerm(
        row.id, row.owner, row.account_id, row.plan, Term(row.from_on, row.until), row.price, row.sale_id,
        row.sale_line, row.back_id is not None,
    )  # fmt: skip
