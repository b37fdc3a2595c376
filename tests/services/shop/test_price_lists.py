"""Price lists, categories and VAT rates as they are kept, and what the till makes of them."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.quote import buyer_of
from pos_desktop.selling.conditions import Hours, When
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.price_lists import in_force, listed
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.members.grouping import SetGroups
from pos_desktop.services.shop.categories import AddRate, OrderCategories, PutCategory
from pos_desktop.services.shop.goods import Facts, PutItem
from pos_desktop.services.shop.price_lists import PutList, SetPrices
from tests.support.refusals import refused
from tests.support.shop import MANAGER


@pytest.fixture
def by(shop):
    return shop.person(MANAGER).id


@pytest.fixture
def tea(shop, by):
    return shop.desk.goods.put(PutItem("tea", Facts("Trà", 35_000), by)).id


def priced(shop, tea, kind, member=None):
    wares = shop.desk.catalogue.load()
    at = occasion(shop.till, wares.programme, shop.till.now())
    account = shop.member(member).account if member else None
    lists = in_force(wares.price_lists, kind, buyer_of(account, wares.programme, at.day), at)
    item = listed(wares.index.get(tea), lists)
    return item.price, item.price_list


def test_a_list_is_made_priced_changed_and_rests(shop, by, tea):
    lists, hours = shop.desk.price_lists, When(hours=(Hours(8 * 60, 10 * 60),))
    made = lists.put(PutList("l1", "Giao hàng", by, (OrderType.DELIVERY,), when=hours)).id
    lists.set_prices(SetPrices("p1", made, {tea: 40_000}, by))
    assert priced(shop, tea, OrderType.DELIVERY) == (40_000, "Giao hàng")
    assert priced(shop, tea, OrderType.DINE_IN) == (35_000, "")
    shop.on("2026-03-02 10:00")
    assert priced(shop, tea, OrderType.DELIVERY) == (35_000, "")
    lists.put(PutList("l2", "Giao", by, (OrderType.DELIVERY,), list_id=made))
    assert priced(shop, tea, OrderType.DELIVERY) == (40_000, "Giao")
    lists.put(PutList("l3", "Giao", by, active=False, list_id=made))
    assert priced(shop, tea, OrderType.DELIVERY) == (35_000, "")
    [page] = lists.every(by)
    assert (page.active, dict(page.prices.prices)) == (False, {tea: 40_000})
    lists.set_prices(SetPrices("p2", made, {tea: None}, by))
    assert not lists.every(by)[0].prices.prices
    assert shop.books().tie


def test_a_group_of_members_has_its_list(shop, by, tea):
    made = shop.desk.price_lists.put(PutList("l1", "Sỉ", by, groups=("Công ty",))).id
    shop.desk.price_lists.set_prices(SetPrices("p1", made, {tea: 30_000}, by))
    assert priced(shop, tea, OrderType.DINE_IN, "Anh") == (35_000, "")
    member = shop.member("Anh").row.id
    kept = shop.desk.grouping.set(SetGroups("g", member, (" Công  ty ", "Công ty"), by))
    assert kept.groups == shop.desk.grouping.of(member) == shop.desk.grouping.known() == ("Công ty",)
    assert priced(shop, tea, OrderType.DINE_IN, "Anh") == (30_000, "Sỉ")
    assert shop.books().tie


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, Code.INVALID_NAME),
        ({"name": "Sỉ"}, Code.LIST_NAME_TAKEN),
        ({"list_id": "?"}, Code.UNKNOWN_LIST),
        ({"when": When(weekdays=(9,))}, Code.BAD_LIST),
        ({"priority": 10**30}, Code.BAD_LIST),
        ({"tiers": ("x" * 10_000,)}, Code.BAD_LIST),
    ],
)
def test_a_list_that_cannot_be(shop, by, changes, code):
    shop.desk.price_lists.put(PutList("l1", "Sỉ", by))
    with refused(code):
        shop.desk.price_lists.put(PutList(**{"id": "l2", "name": "Lẻ", "by": by} | changes))


def test_a_price_that_cannot_be(shop, by, tea):
    made = shop.desk.price_lists.put(PutList("l1", "Sỉ", by)).id
    for prices, code in (({tea: -1}, Code.INVALID_AMOUNT), ({"?": 1}, Code.UNKNOWN_ITEM)):
        with refused(code):
            shop.desk.price_lists.set_prices(SetPrices("p", made, prices, by))


def test_categories_are_named_coloured_and_ordered(shop, by):
    keep = shop.desk.categories
    a, b = (keep.put(PutCategory(name, name, by, "c4")).id for name in ("Trà", "Bánh"))
    keep.put(PutCategory("again", "Trà sữa", by, "no such colour", a))
    keep.order(OrderCategories("o", (b, a), by))
    assert [(row.name, row.colour) for row in keep.every(by)] == [("Bánh", "c4"), ("Trà sữa", "c1")]
    with refused(Code.CATEGORY_NAME_TAKEN, name="Bánh"):
        keep.put(PutCategory("x", "Bánh", by))
    with refused(Code.UNKNOWN_CATEGORY):
        keep.order(OrderCategories("y", (a,), by))
    assert shop.books().tie


def rates(shop, by):
    every = shop.desk.categories.vat_rates(by)
    return [(row.rate, row.valid_from, row.valid_to) for row in every if row.group == "standard"][1:]


def test_a_rate_holds_from_its_day_until_the_next_that_is_known(shop, by):
    keep = shop.desk.categories.add_rate
    keep(AddRate("r1", "standard", 9, date(2026, 7, 1), by))
    assert rates(shop, by) == [
        (8, date(2022, 2, 1), date(2026, 6, 30)), (9, date(2026, 7, 1), date(2026, 12, 31)),
        (10, date(2027, 1, 1), None),
    ]  # fmt: skip
    keep(AddRate("r2", "standard", 8, date(2027, 1, 1), by))
    assert rates(shop, by)[-1] == (8, date(2027, 1, 1), None)
    assert shop.desk.catalogue.load().vat.rate("standard", date(2026, 7, 1)) == 9
    assert shop.books().tie


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_from": date(2026, 3, 2)}, Code.VAT_DAY),
        ({"group": "beer"}, Code.UNKNOWN_VAT_GROUP),
        ({"group": ""}, Code.UNKNOWN_VAT_GROUP),
        ({"rate": 101}, Code.INVALID_AMOUNT),
    ],
)
def test_the_past_keeps_its_rates(shop, by, changes, code):
    wanted = {"id": "r", "group": "standard", "rate": 9, "valid_from": date(2026, 7, 1), "by": by} | changes
    with refused(code):
        shop.desk.categories.add_rate(AddRate(**wanted))
