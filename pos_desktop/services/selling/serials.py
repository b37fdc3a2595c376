"""Sees to it that no serial number is sold twice before it has come back."""

from typing import Any

from sqlalchemy import Connection, Function, func, literal, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.order import Order
from pos_desktop.storage.schema.selling import refund, refund_line, sale_line


def check_free(tx: Connection, order: Order) -> None:
    """Refuse a serial number that was sold and is not back; an order without any asks nothing.

    Raises:
        Rejected: SERIAL_SOLD with the `serial` and the `name` of its goods; SERIAL_TWICE within the order.
    """
    named = [(line.item_id, line.piece) for line in order.lines if line.piece]
    if len(set(named)) < len(named):
        raise Rejected(Code.SERIAL_TWICE)
    for line in order.lines:
        if line.piece and _is_out(tx, line.item_id, line.serial):
            raise Rejected(Code.SERIAL_SOLD, serial=line.serial, name=line.name)


def _is_out(tx: Connection, item_id: str, serial: str) -> bool:
    mine = (sale_line.c.item_id == item_id, _piece(sale_line.c.serial) == _piece(literal(serial)))
    sold = select(func.coalesce(func.sum(sale_line.c.qty), 0)).where(*mine)
    back = (
        select(func.coalesce(func.sum(refund_line.c.qty), 0))
        .join(refund, refund.c.id == refund_line.c.refund_id)
        .join(sale_line, (sale_line.c.sale_id == refund.c.sale_id)
              & (sale_line.c.position == refund_line.c.sale_position))
        .where(*mine)
    )  # fmt: skip
    return bool(tx.execute(sold).scalar_one() > tx.execute(back).scalar_one())


def _piece(serial: Any) -> Function[Any]:
    """A serial number without what two people type unlike: capitals, and blanks around it."""
    return func.upper(func.trim(serial))
