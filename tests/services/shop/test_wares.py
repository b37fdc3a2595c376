"""The items behind gift cards, top-ups and memberships: made by their first sale, in no grid, priced by the line."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Identified, Order
from pos_desktop.selling.sale import Sale
from pos_desktop.selling.tax import EXEMPT, STANDARD
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.selling.completing import CompleteSale
from pos_desktop.services.shop.wares import ServiceWares, with_gift_card, with_plan, with_top_up
from tests.support import orders
from tests.support.refusals import refused
from tests.support.shop import OWNER, Shop

PROGRAMME = Programme(plans=(Plan("gold", "Hội viên Vàng", 365_000),))


def all_wares(shop: Shop) -> Order:
    """A gift card, a top-up and a membership, bought by a member."""
    wares, programme = ServiceWares(shop.till), shop.under(plans=PROGRAMME.plans)
    order = shop.desk.orders.new(programme.version).with_member(shop.member("An").row.account_id, Identified.SEARCH)
    order = with_gift_card(order, wares.item(Ware.GIFT_CARD), programme, 50_000)
    order = with_top_up(order, wares.item(Ware.TOP_UP), programme, 60_000)
    return with_plan(order, wares.item(Ware.MEMBERSHIP), programme, "gold")


def sold(shop: Shop, order: Order, tenders: tuple[Tender, ...] | None = None) -> Sale:
    """Sell an order, paid in cash to the đồng where nothing else is said."""
    return shop.desk.sales.complete(CompleteSale(shop.till.ids(), order, shop.person(OWNER).id, tenders)).sale


def test_the_first_sale_makes_the_items_and_the_next_finds_them(shop: Shop) -> None:
    shop.item(orders.parse("1 x NAP-TIEN @ 5000").lines[0])
    first, second = all_wares(shop), all_wares(shop)
    assert shop.count("item", "ware <> 'goods'") == 0

    lines = [sold(shop, order).lines for order in (first, second)]
    assert [line.sku for line in lines[0]] == ["THE-QUA", "NAP-TIEN-2", "GOI-THANH-VIEN"]
    assert [line.item_id for line in lines[0]] == [line.item_id for line in lines[1]]
    assert shop.count("item", "ware <> 'goods'") == 3
    assert all_wares(shop).lines[0].item_id == lines[0][0].item_id
    assert shop.desk.catalogue.load().index.get(lines[0][0].item_id) is None
    assert shop.books().tie


def test_a_sale_that_is_refused_makes_none(shop: Shop) -> None:
    order = all_wares(shop)
    with refused(Code.UNDERPAID):
        sold(shop, order, (Tender(TenderKind.CASH, 1),))
    assert shop.count("item", "ware <> 'goods'") == shop.count("journal", "kind = 'service_item'") == 0


@pytest.mark.parametrize(("ware", "group"), [
    (Ware.GIFT_CARD, EXEMPT), (Ware.TOP_UP, EXEMPT), (Ware.MEMBERSHIP, STANDARD),
])  # fmt: skip
def test_its_items_earn_nothing_and_have_their_vat(shop: Shop, ware: Ware, group: str) -> None:
    item = ServiceWares(shop.till).item(ware)
    assert (item.vat_group, item.earns_points, item.active) == (group, False, False)


def test_an_sku_that_the_shop_uses_itself_is_left_alone(shop: Shop) -> None:
    shop.item(orders.parse("1 x THE-QUA @ 5000").lines[0])
    assert ServiceWares(shop.till).item(Ware.GIFT_CARD).sku == "THE-QUA-2"


def test_lines_carry_what_they_are_for(shop: Shop) -> None:
    wares, order = ServiceWares(shop.till), shop.desk.orders.new(1)
    order = with_gift_card(order, wares.item(Ware.GIFT_CARD), PROGRAMME, 50_000, "27")
    order = with_top_up(order, wares.item(Ware.TOP_UP), PROGRAMME, 60_000)
    order = with_plan(order, wares.item(Ware.MEMBERSHIP), PROGRAMME, "gold")

    assert [(x.ware, x.unit_price, x.target, x.qty, x.earns_points) for x in order.lines] == [
        (Ware.GIFT_CARD, 50_000, "27", ONE, False), (Ware.TOP_UP, 60_000, "", ONE, False),
        (Ware.MEMBERSHIP, 365_000, "gold", ONE, False),
    ]  # fmt: skip
    assert order.lines[2].name == "Hội viên Vàng"
    with refused(Code.INVALID_QUANTITY):
        order.with_qty(order.lines[0].key, 2 * ONE)
    assert order.with_qty(order.lines[0].key, ONE) == order


def test_what_cannot_be_sold_is_refused_at_once(shop: Shop) -> None:
    wares, order = ServiceWares(shop.till), shop.desk.orders.new(1)
    with refused(Code.INVALID_AMOUNT, least=10_000, most=10_000_000):
        with_gift_card(order, wares.item(Ware.GIFT_CARD), PROGRAMME, 9_999)
    with refused(Code.UNKNOWN_ITEM):
        with_plan(order, wares.item(Ware.MEMBERSHIP), PROGRAMME, "silver")
