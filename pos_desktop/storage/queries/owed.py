"""Sums of money that customers hold with the shop at the end of a business date."""

from datetime import date

from sqlalchemy import Connection, func, select

from pos_desktop.core.money import Money
from pos_desktop.storage.schema.stored import stored_card, stored_entry


def stored(tx: Connection, day: date) -> dict[str, tuple[Money, Money]]:
    """By kind of card: đồng that were paid in and are still there, and đồng of promotional top-ups."""
    statement = (
        select(stored_card.c.kind, func.sum(stored_entry.c.money), func.sum(stored_entry.c.bonus))
        .join(stored_card, stored_card.c.id == stored_entry.c.card_id)
        .where(stored_entry.c.business_date <= day).group_by(stored_card.c.kind)
    )  # fmt: skip
    return {kind: (int(money), int(bonus)) for kind, money, bonus in tx.execute(statement)}
