"""Reads what members gave to causes and what causes were paid."""

from datetime import date

from sqlalchemy import Connection, func, select

from pos_desktop.core.money import Money
from pos_desktop.loyalty.giving import Gift, Payment
from pos_desktop.storage.schema.stored import cause_payment, donation


def gifts(tx: Connection, last: date) -> list[Gift]:
    """What was given to each cause on each business date through `last`."""
    sums = (func.sum(donation.c.points), func.sum(donation.c.value))
    statement = (
        select(donation.c.cause, *sums, donation.c.business_date).where(donation.c.business_date <= last)
        .group_by(donation.c.cause, donation.c.business_date).order_by(donation.c.business_date, donation.c.cause)
    )  # fmt: skip
    return [Gift(cause, int(points), int(value), on) for cause, points, value, on in tx.execute(statement)]


def payments(tx: Connection, last: date) -> list[Payment]:
    """What was paid to causes through `last`, in order."""
    columns = (cause_payment.c.cause, cause_payment.c.amount, cause_payment.c.on_date)
    statement = select(*columns).where(cause_payment.c.on_date <= last)
    return [Payment(*row) for row in tx.execute(statement.order_by(cause_payment.c.on_date, cause_payment.c.id))]


def due(tx: Connection, cause: str) -> Money:
    """What a cause is owed by all that was ever given and paid."""
    given = select(func.coalesce(func.sum(donation.c.value), 0)).where(donation.c.cause == cause)
    paid = select(func.coalesce(func.sum(cause_payment.c.amount), 0)).where(cause_payment.c.cause == cause)
    return int(tx.execute(given).scalar_one()) - int(tx.execute(paid).scalar_one())
