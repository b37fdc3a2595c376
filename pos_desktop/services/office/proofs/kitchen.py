"""Proves the kitchen: nothing is taken back unsent, nothing made that no sale holds, nothing printed unasked."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, literal, select

from pos_desktop.loyalty.rows import Problem
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.storage.schema.dining import kitchen_line, kitchen_ticket
from pos_desktop.storage.schema.records import outbox
from pos_desktop.storage.schema.selling import sale, sale_line


def problems(tx: Connection) -> Iterator[Problem]:
    """Every line of an order, every sale and every ticket that the kitchen's rows do not agree with."""
    yield from _below_nothing(tx)
    yield from _beyond_the_sale(tx)
    yield from _printed_unasked(tx)


_TOLD = func.sum(kitchen_line.c.qty)
_LINES = kitchen_line.join(kitchen_ticket, kitchen_ticket.c.id == kitchen_line.c.ticket_id)


def _below_nothing(tx: Connection) -> Iterator[Problem]:
    """Of no line more is taken back than was sent."""
    key = (kitchen_ticket.c.order_id, kitchen_line.c.order_line)
    statement = select(*key, _TOLD).select_from(_LINES).group_by(*key).having(_TOLD < 0)
    for order_id, line, told in tx.execute(statement):
        yield Problem("total", "kitchen_line", order_id, f"line {line}: {-told} more taken back than sent")


def _beyond_the_sale(tx: Connection) -> Iterator[Problem]:
    """What was made for a paid order was paid; goods that nobody makes, and all of a plain sale, it was not told of."""
    made = (
        select(kitchen_ticket.c.order_id, kitchen_line.c.item_id, _TOLD.label("qty")).select_from(_LINES)
        .group_by(kitchen_ticket.c.order_id, kitchen_line.c.item_id).subquery()
    )  # fmt: skip
    sold = (
        select(func.coalesce(func.sum(sale_line.c.qty), 0))
        .where(sale_line.c.sale_id == sale.c.id, sale_line.c.item_id == made.c.item_id).scalar_subquery()
    )  # fmt: skip
    of_sales = select(sale.c.id, made.c.item_id, made.c.qty, sold).join(made, made.c.order_id == sale.c.order_id)
    for sale_id, item_id, qty, paid in tx.execute(of_sales.where(made.c.qty > sold)):
        yield Problem("total", "kitchen_line", sale_id, f"item {item_id}: made {qty}, sold {paid}")


def _printed_unasked(tx: Connection) -> Iterator[Problem]:
    """What waits, or was withdrawn, is on no paper; that a ticket has one original the database itself sees to."""
    subject = literal(SlipOf.KITCHEN.subject("")).concat(kitchen_ticket.c.id)
    job = outbox.join(kitchen_ticket, and_(outbox.c.kind == "slip", outbox.c.subject_id == subject))
    statement = select(outbox.c.subject_id).select_from(job).where(kitchen_ticket.c.fired_at.is_(None)).distinct()
    for (printed,) in tx.execute(statement):
        yield Problem("total", "kitchen_ticket", printed, "printed before it was asked for")
