"""The items behind gift cards, top-ups and memberships: made once, in no grid, at prices of their lines."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tax import EXEMPT, STANDARD
from pos_desktop.services.shop.wares import ServiceWares, with_gift_card, with_plan, with_top_up
from tests.support import orders
from tests.support.refusals import refused
from tests.support.shop import Shop

PROGRAMME = Programme(plans=(Plan("gold", "Hội viên Vàng", 365_000),))


@pytest.mark.parametrize(
    ("ware", "sku", "group"),
    [
        (Ware.GIFT_CARD, "THE-QUA", EXEMPT), (Ware.TOP_UP, "NAP-TIEN", EXEMPT),
        (Ware.MEMBERSHIP, "GOI-THANH-VIEN", STANDARD),
    ],
)  # fmt: skip
def test_an_item_is_made_at_first_need_and_found_ever_after(shop: Shop, ware: Ware, sku: str, group: str) -> None:
    wares = ServiceWares(shop.till)
    first, second = wares.item(ware), wares.item(ware)

    assert first == second
    assert (first.sku, first.vat_group, first.earns_points) == (sku, group, False)
    assert shop.count("item", f"ware = '{ware.value}'") == 1
    assert shop.desk.catalogue.load().index.get(first.id) is None
    assert shop.books().tie


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
