"""What a member had of an item last time."""

from sqlalchemy import select

from pos_desktop.core.ids import Id
from pos_desktop.selling.options import Pick
from pos_desktop.services.till import Till
from pos_desktop.storage.schema.selling import sale, sale_line


class Usuals:
    """Reads the options of earlier sales."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def last(self, account_id: Id, item_id: Id) -> tuple[Pick, ...]:
        """The choices with which the account last bought the item; () where it never did, or without any."""
        statement = (
            select(sale_line.c.options).join(sale, sale.c.id == sale_line.c.sale_id)
            .where(sale.c.account_id == account_id, sale_line.c.item_id == item_id, sale_line.c.bundle == 0)
            .order_by(sale.c.business_date.desc(), sale.c.at.desc(), sale_line.c.position).limit(1)
        )  # fmt: skip
        with self._till.db.read() as tx:
            kept = tx.execute(statement).scalar_one_or_none()
        # Options of before there were choices are a name and a price.
        return tuple(Pick(option[2], option[3]) for option in kept or () if len(option) > 3 and option[2])
