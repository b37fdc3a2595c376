"""What a held or open order would cost now, for the paper that goes to the table before anybody pays."""

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.quote import quote
from pos_desktop.selling.pricing import PricedOrder, price
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.members.points.pictures import picture_of
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import promotion_uses, shops
from pos_desktop.storage.queries.orders import body_of


def priced_now(till: Till, order_id: Id) -> PricedOrder:
    """The order as its sale would price it now, or without what its member may not use any more; ORDER_GONE."""
    with till.db.read() as tx:
        order = body_of(tx, order_id)
        if order is None:
            raise Rejected(Code.ORDER_GONE)
        try:
            return _quoted(tx, till, order_id)
        except Rejected:
            return price(order, shops.vat_table(tx), till.today())


def _quoted(tx: Connection, till: Till, order_id: Id) -> PricedOrder:
    order = body_of(tx, order_id)
    assert order is not None
    programme, day = shops.programme_version_number(tx, order.programme_version), till.today()
    member = picture_of(tx, till, order.account_id, programme, day, order_id) if order.account_id else None
    given = promotion_uses.given(tx, programme.promotions, day)
    return quote(order, member, programme, shops.vat_table(tx), occasion(till, programme, till.now()), given).priced
