"""The items under which the shop sells gift cards, top-ups and memberships, and such lines put on an order."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.text import fold
from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling import tax
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Order
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.catalogue import item


@dataclass(frozen=True, slots=True)
class Service:
    """An item that is no goods; it stands in no grid, and its price is that of each line."""

    sku: str
    name: str
    vat_group: str


SERVICES = {
    # VAT is due when stored value is spent, not when it is loaded.
    Ware.GIFT_CARD: Service("THE-QUA", "Thẻ quà", tax.EXEMPT),
    Ware.TOP_UP: Service("NAP-TIEN", "Nạp tiền vào ví", tax.EXEMPT),
    Ware.MEMBERSHIP: Service("GOI-THANH-VIEN", "Gói thành viên", tax.STANDARD),
    Ware.SERVICE: Service("PHI-PHUC-VU", "Phí phục vụ", tax.STANDARD),
    Ware.DELIVERY: Service("PHI-GIAO-HANG", "Phí giao hàng", tax.STANDARD),
    Ware.TIP: Service("TIEN-TIP", "Tiền tip", tax.EXEMPT),
    # VAT is due when the goods are sold, not when money is put down for them or a debt for them is paid.
    Ware.DEPOSIT: Service("DAT-COC", "Tiền đặt cọc", tax.EXEMPT),
    Ware.DEBT: Service("THU-NO", "Thu nợ", tax.EXEMPT),
}


class ServiceWares:
    """Gives the shop's items for what it sells besides goods."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def item(self, ware: Ware) -> Item:
        """The item of a ware; reads only, for the first sale of a ware makes its item (`standing`)."""
        with self._till.db.read() as tx:
            return known_item(tx, self._till, ware)


def known_item(tx: Connection, till: Till, ware: Ware) -> Item:
    """The item of a ware, or what it will be."""
    return _find(tx, ware) or _item(tx, till, ware)


def standing(tx: Connection, till: Till, order: Order) -> Order:
    """The order with its lines that sell no goods on the shop's items, made in this transaction where there is none."""
    items = {ware: _find(tx, ware) or _make(tx, till, ware) for ware in _wares(order)}
    lines = tuple(
        replace(line, item_id=items[line.ware].id, sku=items[line.ware].sku) if line.ware in items else line
        for line in order.lines
    )
    return replace(order, lines=lines) if items else order


def _wares(order: Order) -> list[Ware]:
    return list(dict.fromkeys(line.ware for line in order.lines if line.ware is not Ware.GOODS))


def _find(tx: Connection, ware: Ware) -> Item | None:
    columns = (item.c.id, item.c.sku, item.c.name, item.c.price, item.c.vat_group)
    row = tx.execute(select(*columns).where(item.c.ware == ware.value).order_by(item.c.position).limit(1)).first()
    return Item(*row, earns_points=False, active=False) if row else None


def _item(tx: Connection, till: Till, ware: Ware) -> Item:
    service = SERVICES[ware]
    return Item(till.ids(), _free_sku(tx, service.sku), service.name, 0, service.vat_group, earns_points=False,
                active=False)  # fmt: skip


def _make(tx: Connection, till: Till, ware: Ware) -> Item:
    made, written = _item(tx, till, ware), Written(tx)
    written.insert(item, {
        "id": made.id, "shop_id": till.shop.id, "sku": made.sku, "name": made.name, "search_key": fold(made.name),
        "price": 0, "vat_group": made.vat_group, "active": False, "earns_points": False, "ware": ware.value,
    })  # fmt: skip
    journal.append(tx, till, Event.SERVICE_ITEM, made.id, {"sku": made.sku}, written=written)
    return made


def _free_sku(tx: Connection, wanted: str) -> str:
    """The SKU, or one after it where the shop's own goods have it already."""
    taken = set(tx.execute(select(item.c.sku).where(item.c.sku.startswith(wanted, autoescape=True))).scalars())
    return next(sku for n in range(1, len(taken) + 2) if (sku := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def check_sellable(programme: Programme, ware: Ware, amount: Money, plan: str) -> None:
    """Ask before the item is read what putting the line on an order asks: INVALID_AMOUNT, UNKNOWN_ITEM."""
    if ware is Ware.MEMBERSHIP:
        _plan(programme, plan)
    else:
        _bounded(programme, amount)


def with_gift_card(order: Order, sold: Item, programme: Programme, amount: Money, code: str = "") -> Order:
    """Sell a new gift card of `amount` đồng, or load the one with this `code`; INVALID_AMOUNT with the bounds."""
    return order.add_ware(sold, Ware.GIFT_CARD, _bounded(programme, amount), code)


def with_top_up(order: Order, sold: Item, programme: Programme, amount: Money) -> Order:
    """Top the wallet of the order's member up; INVALID_AMOUNT with the bounds."""
    return order.add_ware(sold, Ware.TOP_UP, _bounded(programme, amount))


def with_plan(order: Order, sold: Item, programme: Programme, code: str) -> Order:
    """Sell a paid membership; UNKNOWN_ITEM when the programme has no such plan."""
    plan = _plan(programme, code)
    return order.add_ware(sold, Ware.MEMBERSHIP, plan.price, plan.code, plan.name)


def _plan(programme: Programme, code: str) -> Plan:
    plan = programme.plan(code)
    if plan is None:
        raise Rejected(Code.UNKNOWN_ITEM, text=code)
    return plan


def _bounded(programme: Programme, amount: Money) -> Money:
    terms = programme.stored
    if not terms.least <= amount <= terms.most:
        raise Rejected(Code.INVALID_AMOUNT, least=terms.least, most=terms.most)
    return amount
