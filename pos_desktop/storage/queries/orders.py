"""Reads open orders."""

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling import drafts
from pos_desktop.selling.order import Order
from pos_desktop.storage.schema.selling import open_order
from pos_desktop.storage.schema.stored import stored_card, stored_entry


def body_of(tx: Connection, order_id: Id) -> Order | None:
    """An order as it was kept last, whatever became of it."""
    body = tx.execute(select(open_order.c.body).where(open_order.c.id == order_id)).scalar()
    return drafts.from_plain(body) if body else None


def put_down(tx: Connection, number: str) -> list[tuple[Id, Money]]:
    """Sales that loaded the card with this number, each with what was not given back of it."""
    own, money = stored_entry.c, func.sum(stored_entry.c.money)
    loads = (
        select(own.sale_id, money).join(stored_card, stored_card.c.id == own.card_id)
        .where(stored_card.c.number == number, own.kind.in_(("load", "unload")), own.sale_id.is_not(None))
        .group_by(own.sale_id).having(money > 0).order_by(func.min(own.seq))
    )  # fmt: skip
    return [(row[0], int(row[1])) for row in tx.execute(loads)]
