"""Counts how often promotions were given: sales that carry one, but for those that came back whole."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, distinct, func, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.selling.promotions import Promotion
from pos_desktop.storage.queries import merges
from pos_desktop.storage.queries.attachments import belongs
from pos_desktop.storage.schema.loyalty import programme_version
from pos_desktop.storage.schema.selling import refund, sale, sale_reduction

FIRST_LOCKED = select(programme_version.c.id).where(programme_version.c.version == 1).with_for_update()
"""Makes tills that count uses wait for one another."""


def given(tx: Connection, promotions: Iterable[Promotion], day: date) -> dict[str, int]:
    """Uses of the promotions that are limited in all, by anybody, as of a business date; no statement for none.

    Two tills never give the last one twice: who asks in a write transaction of SQLite asks alone, and elsewhere the
    row of the first programme, which every till has, is locked until the sale stands. What is limited by member, and
    what a member may owe, is counted under the lock of the account.
    """
    limited = [each for each in promotions if each.in_all]
    if limited and tx.dialect.name != "sqlite":
        tx.execute(FIRST_LOCKED)
    return _counted(tx, limited, day)


def used(tx: Connection, promotions: Iterable[Promotion], day: date, account_id: Id) -> dict[str, int]:
    """Uses of the promotions that are limited by member, on sales that are this account's now."""
    limited = [each for each in promotions if each.per_member]
    family = merges.ids_of_family(account_id)
    return _counted(tx, limited, day, belongs(sale.c.id, sale.c.account_id, family)) if limited else {}


def _counted(
    tx: Connection, promotions: list[Promotion], day: date, *more: ColumnElement[bool]
) -> dict[str, int]:  # fmt: skip
    if not promotions:
        return {}
    whole = select(refund.c.id).where(refund.c.sale_id == sale.c.id, refund.c.is_whole == 1).exists()
    counts = (
        select(sale_reduction.c.rule, func.count(distinct(sale.c.id)))
        .join(sale, sale.c.id == sale_reduction.c.sale_id)
        .where(sale_reduction.c.source == "promotion", or_(*(_of(each, day) for each in promotions)), ~whole, *more)
        .group_by(sale_reduction.c.rule)
    )  # fmt: skip
    return {rule: count for rule, count in tx.execute(counts)}


def _of(promotion: Promotion, day: date) -> ColumnElement[bool]:
    of_rule = sale_reduction.c.rule == promotion.id
    return and_(of_rule, sale.c.business_date == day) if promotion.per_day else of_rule
