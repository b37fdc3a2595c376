"""Reads single rows for slips: a gift, a voucher of ours or a neighbour's, a round of a wheel, a draw."""

from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.loyalty import entry
from pos_desktop.storage.schema.records import operation
from pos_desktop.storage.schema.stored import donation, partner_voucher, voucher, wheel_draw, wheel_round


def gift(tx: Connection, donation_id: Id) -> Any | None:
    """A gift, with the number of its row in the member's ledger and the answer that was given then."""
    statement = (
        select(donation, entry.c.seq, operation.c.answer).join(entry, entry.c.id == donation.c.entry_id)
        .outerjoin(operation, operation.c.id == entry.c.operation_id).where(donation.c.id == donation_id)
    )  # fmt: skip
    return tx.execute(statement).first()


def neighbour_voucher(tx: Connection, voucher_id: Id) -> Any | None:
    """A voucher that was issued for a neighbour."""
    return tx.execute(select(partner_voucher).where(partner_voucher.c.id == voucher_id)).first()


def given_voucher(tx: Connection, voucher_id: Id) -> Any | None:
    """A voucher of ours."""
    return tx.execute(select(voucher).where(voucher.c.id == voucher_id)).first()


def wheel_round_row(tx: Connection, round_id: Id) -> Any | None:
    """A round of a wheel, over or not."""
    return tx.execute(select(wheel_round).where(wheel_round.c.id == round_id)).first()


def draw(tx: Connection, draw_id: Id) -> Any | None:
    """A draw of a wheel."""
    return tx.execute(select(wheel_draw).where(wheel_draw.c.id == draw_id)).first()


def won_with(tx: Connection, sale_id: Id) -> set[Id]:
    """The vouchers that the tickets of a sale drew."""
    won = select(wheel_draw.c.voucher_id).where(wheel_draw.c.sale_id == sale_id, wheel_draw.c.voucher_id != "")
    return set(tx.execute(won).scalars())
