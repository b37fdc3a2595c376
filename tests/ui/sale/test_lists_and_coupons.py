"""Price lists, coupons, happy hours and limits at the counter, and an unknown code that becomes an item."""

import pytest

from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.conditions import Hours, When
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.promotions import Promotion
from pos_desktop.services.members.grouping import SetGroups
from pos_desktop.services.shop.goods import Facts, PutItem
from pos_desktop.services.shop.price_lists import PutList, SetPrices
from tests.support.counter import Counter, inline
from tests.support.shop import MANAGER

OFF = Benefit(percent=2_000)


@pytest.fixture
def lists(qapp, cafe):
    """Prices for delivery, and for a group of members."""
    by, desk = cafe.person(MANAGER).id, cafe.desk
    coffee = next(row.id for row in desk.goods.every(by) if row.sku == "CFSD")
    for name, price, more in (
        ("Giao hàng", 35_000, {"order_types": (OrderType.DELIVERY,), "priority": 1}),
        ("Công ty", 25_000, {"groups": ("Công ty",)}),
    ):
        made = desk.price_lists.put(PutList(name, name, by, **more)).id
        desk.price_lists.set_prices(SetPrices(f"{name}#", made, {coffee: price}, by))
    return cafe


def price_of(tiles, name):
    return next(tile.price for tile in tiles if tile.name == name).replace("\u00a0", " ")


def line(counter):
    [held] = counter.sale.basket.order.lines
    return held.unit_price, held.price_list


def test_the_kind_of_order_prices_lines_and_tiles(lists):
    counter = Counter(lists, inline())
    counter.scan("CFSD")
    assert (line(counter), price_of(counter.sale.view.tiles, "Cà phê sữa đá")) == ((29_000, ""), "29.000 ₫")
    counter.sale.set_order_type(OrderType.DELIVERY)
    assert (line(counter), price_of(counter.sale.view.tiles, "Cà phê sữa đá")) == ((35_000, "Giao hàng"), "35.000 ₫")
    counter.scan("CFSD")
    assert counter.lines() == [("Cà phê sữa đá", 2_000)]
    counter.sale.undo()
    counter.sale.undo()
    assert line(counter) == (29_000, "")


def test_a_member_brings_the_price_of_the_group_and_the_sale_keeps_its_name(lists):
    counter = Counter(lists, inline())
    row = lists.member("Anh").row
    lists.desk.grouping.set(SetGroups("g", row.id, ("Công ty",), lists.person(MANAGER).id))
    counter.scan("CFSD")
    counter.sale.attach(row.account_id)
    assert line(counter) == (25_000, "Công ty")
    counter.payment.open()
    counter.payment.enter()
    with lists.till.db.read() as tx:
        kept = tx.exec_driver_sql("SELECT unit_price, list_price, price_list FROM sale_line").all()
    assert kept == [(25_000, None, "Công ty")]


def test_a_coupon_is_typed_held_and_given_back(qapp, cafe):
    cafe.under(promotions=(Promotion("t", "Trưa", benefit=OFF, coupon="TRUA20", minimum=30_000),))
    counter = Counter(cafe, inline())
    counter.scan("CFSD")
    counter.sale.scan("trua20")
    assert counter.said == "Đã nhận mã TRUA20, đơn chưa đủ điều kiện được giảm"
    counter.scan("CFSD")
    assert counter.sale.basket.due == 46_400
    [row] = counter.sale.view.cart.rewards
    assert row.label == "Mã TRUA20"
    counter.sale.take_back(row.id)
    assert (counter.sale.basket.due, counter.sale.basket.order.coupons) == (58_000, ())
    counter.sale.search("TRUA21")
    assert not counter.sale.take_search()


def test_a_happy_hour_that_begins_while_the_order_is_open_counts_at_payment(qapp, cafe):
    happy = When(hours=(Hours(14 * 60, 16 * 60),))
    cafe.under(promotions=(Promotion("h", "Giờ vàng", benefit=OFF, when=happy),))
    cafe.on("2026-03-02 13:59")
    counter = Counter(cafe, inline())
    counter.scan("CFSD")
    cafe.on("2026-03-02 14:00")
    counter.payment.open()
    assert counter.sale.basket.due == 23_200
    counter.payment.close()
    cafe.on("2026-03-02 16:00")
    counter.payment.open()
    counter.payment.enter()
    assert [sale.due for sale in counter.sold] == [29_000]


def test_the_last_of_a_limit_that_another_till_gave_is_told_and_sold_without(qapp, cafe):
    cafe.under(promotions=(Promotion("l", "Mười khách đầu", benefit=OFF, in_all=1),))
    counter = Counter(cafe, inline())
    counter.scan("CFSD")
    assert cafe.sold("1 x PHỞ @ 100000").due == 80_000
    counter.payment.open()
    counter.payment.enter()
    assert (counter.sold, counter.sale.basket.due) == ([], 29_000)
    counter.payment.enter()
    assert [sale.due for sale in counter.sold] == [29_000]


def test_an_unknown_code_may_become_an_item_by_who_has_the_right(qapp, cafe):
    cashier, manager = Counter(cafe, inline()), Counter(cafe, inline(), person=MANAGER)
    wanted = []
    manager.sale.item_wanted.connect(wanted.append)
    for counter in (cashier, manager):
        counter.sale.scan("8938505974194")
    assert [counter.toasts[-1].action for counter in (cashier, manager)] == ["Tìm hàng", "Tạo hàng với mã này"]
    manager.acts[-1]()
    assert wanted == ["8938505974194"]
    facts = Facts("Trà đào lon", 15_000, barcodes=("8938505974194",))
    cafe.desk.goods.put(PutItem("i", facts, cafe.person(MANAGER).id))
    manager.sale.take_made("8938505974194")
    assert manager.lines() == [("Trà đào lon", 1_000)]
