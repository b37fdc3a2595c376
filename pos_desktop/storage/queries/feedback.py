"""Reads what customers thought: how many scores of each kind a day had, and the low ones with their receipts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.selling import feedback, sale
from pos_desktop.storage.schema.shop import register

LOW: Final = 2
"""A score that deserves a look is no higher."""


@dataclass(frozen=True, slots=True)
class LowScore:
    """One customer who was not content; `number` is the receipt's as people read it."""

    at: datetime
    score: int
    number: str
    sale_id: Id


def of_sale(tx: Connection, sale_id: Id) -> int | None:
    """The score that a sale was given, None for none."""
    return tx.execute(select(feedback.c.score).where(feedback.c.sale_id == sale_id)).scalar_one_or_none()


def by_day(tx: Connection, since: date, through: date) -> Mapping[date, Mapping[int, int]]:
    """How often each score was given, by the business date of the sale; days without any are left out."""
    day = sale.c.business_date
    statement = (
        select(day, feedback.c.score, func.count()).join(sale, sale.c.id == feedback.c.sale_id)
        .where(day.between(since, through)).group_by(day, feedback.c.score).order_by(day, feedback.c.score)
    )  # fmt: skip
    found: dict[date, dict[int, int]] = {}
    for on, score, count in tx.execute(statement):
        found.setdefault(on, {})[score] = int(count)
    return found


def low(tx: Connection, since: date, through: date, most: int) -> tuple[LowScore, ...]:
    """The newest low scores of these business dates."""
    statement = (
        select(feedback.c.at, feedback.c.score, register.c.code, sale.c.number, sale.c.id)
        .join(sale, sale.c.id == feedback.c.sale_id).join(register, register.c.id == sale.c.register_id)
        .where(feedback.c.score <= LOW, sale.c.business_date.between(since, through))
        .order_by(feedback.c.at.desc(), feedback.c.id.desc()).limit(most)
    )  # fmt: skip
    return tuple(
        LowScore(at, score, f"{code}-{number:06d}", id_) for at, score, code, number, id_ in tx.execute(statement)
    )
