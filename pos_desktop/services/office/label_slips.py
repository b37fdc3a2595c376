"""Labels for the receipt printer: promised as jobs, one for each item, and built from what the item is then."""

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.documents.labels import Labelled, Portion, of_price, of_weight, roll_labels, roll_portion
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import goods
from pos_desktop.storage.queries.goods import GoodsRow
from pos_desktop.wording import Wording
from printing.paper.document import Document

WEIGHED = "21"
"""Heads codes that carry a weight."""


def labelled(row: GoodsRow, base: GoodsRow | None = None) -> Labelled:
    """An item as its label says it; `base` is what a pack is made of."""
    held = (row.base_qty, base.unit) if base is not None else (0, "")
    return Labelled(row.name, row.price, row.sku, row.unit, row.barcodes, row.plu, row.by_weight, *held, item_id=row.id)


def label_subject(item_id: Id, copies: int) -> str:
    """The subject of the job that prints so many labels of an item."""
    return SlipOf.LABEL.subject(str(copies), item_id)


def portion_subject(portion: Portion) -> str:
    """The subject of the job that prints the label of what was weighed."""
    carried = f"w{portion.qty}" if portion.code.startswith(WEIGHED) else f"p{portion.price}"
    return SlipOf.LABEL.subject("1", portion.item.item_id, carried)


def labels_of(till: Till, rest: str, words: Wording) -> Document:
    """The labels that a subject names, without its kind.

    Raises:
        Rejected: UNKNOWN_ITEM; INVALID_QUANTITY and INVALID_AMOUNT for what its code cannot carry any more.
    """
    copies, item_id, carried = (*rest.split(":"), "")[:3]
    with till.db.read() as tx:
        item = _item(tx, item_id)
    if carried:
        made = of_weight if carried.startswith("w") else of_price
        return roll_portion(made(item, int(carried[1:])), words)
    return roll_labels([(item, int(copies))], words)


def _item(tx: Connection, item_id: Id) -> Labelled:
    found = goods.goods(tx, [item_id])
    if not found:
        raise Rejected(Code.UNKNOWN_ITEM, text=item_id)
    base = goods.goods(tx, [found[0].base_id]) if found[0].base_id else []
    return labelled(found[0], base[0] if base else None)
