"""Money put down for an order to be fetched later: a card of stored money that the order carries."""

from dataclasses import replace

from sqlalchemy import select, update

from pos_desktop.core.codes import read_gift_card
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.stored_value import StoredKind
from pos_desktop.selling import drafts
from pos_desktop.services.members.benefits import stored_rows
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import stored
from pos_desktop.storage.queries.stored import CardRow
from pos_desktop.storage.schema.selling import open_order


def card_of(written: Written, till: Till, order_id: Id) -> CardRow:
    """The card of an order that waits, locked; the first deposit makes it and writes it on the order.

    ORDER_GONE also for one that a register has open: its next autosave would not know of the card.
    """
    tx = written.tx
    waiting = (open_order.c.id == order_id, open_order.c.state == "held")
    body = tx.execute(select(open_order.c.body).where(*waiting)).scalar()
    if body is None:
        raise Rejected(Code.ORDER_GONE)
    order = drafts.from_plain(body)
    if order.deposit:
        card = stored.by_number(tx, read_gift_card(order.deposit, till.keys.codes).number)
        if card is None:
            raise Rejected(Code.STORED_UNKNOWN)
        return stored.lock(tx, card.id)
    card = stored_rows.issue(written, till, StoredKind.GIFT_CARD)
    kept = drafts.to_plain(replace(order, deposit=stored_rows.code_of(till, card)))
    tx.execute(update(open_order).where(*waiting).values(body=kept, revision=open_order.c.revision + 1))
    return card
