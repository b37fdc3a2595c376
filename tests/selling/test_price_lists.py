"""Price lists: which is in force, what it prices, and what makes a line change its price."""

from dataclasses import replace
from datetime import date, time

import pytest

from pos_desktop.core.occasion import Occasion
from pos_desktop.selling.bundles import ComboSlot
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.conditions import GUEST, Buyer, Hours, When
from pos_desktop.selling.order import Order, OrderType
from pos_desktop.selling.permissions import is_repriced, price_cut
from pos_desktop.selling.price_lists import PriceList, in_force, listed, price_for, repriced
from tests.support.orders import OPENED

MONDAY = Occasion(date(2026, 3, 2), time(9))
NOON = replace(MONDAY, time=time(12))
TEA, CAKE = Item("tea", "TEA", "TRÀ", 35_000, "standard"), Item("cake", "CAKE", "BÁNH", 45_000, "standard")
GOLD = Buyer("gold", ("Công ty",))
DELIVERY = PriceList("1", "Giao hàng", {"tea": 40_000, "cake": 50_000}, (OrderType.DELIVERY,), priority=5)
HAPPY = PriceList("2", "Giờ vàng", {"tea": 25_000}, when=When(hours=(Hours(8 * 60, 10 * 60),)))
OF_GOLD = PriceList("3", "Vàng", {"cake": 39_000}, tiers=("gold",), priority=1)
OF_FIRM = PriceList("4", "Sỉ", {"cake": 41_000}, groups=("Công ty",), priority=2)
EVERY = (DELIVERY, HAPPY, OF_GOLD, OF_FIRM)
ITEMS = {"tea": TEA, "cake": CAKE}


def lists(kind=OrderType.TAKE_AWAY, buyer=GUEST, at=MONDAY):
    return in_force(EVERY, kind, buyer, at)


def again(order: Order, buyer: Buyer = GUEST, at: Occasion = NOON) -> Order:
    return repriced(order, EVERY, ITEMS.get, buyer, at)


def prices(order: Order) -> list[tuple[int, str]]:
    return [(line.unit_price, line.price_list) for line in order.lines]


@pytest.fixture
def morning():
    """A tea at the happy hour's price and a cake at its own, both at nine."""
    found = lists()
    return Order("o", OPENED).add(listed(TEA, found)).add(listed(CAKE, found))


@pytest.mark.parametrize(
    ("kind", "buyer", "at", "names"),
    [
        (OrderType.TAKE_AWAY, GUEST, NOON, []),
        (OrderType.TAKE_AWAY, GUEST, MONDAY, ["Giờ vàng"]),
        (OrderType.DELIVERY, GUEST, MONDAY, ["Giờ vàng", "Giao hàng"]),
        (OrderType.DELIVERY, GUEST, replace(MONDAY, time=time(10)), ["Giao hàng"]),
        (OrderType.TAKE_AWAY, GOLD, NOON, ["Vàng", "Sỉ"]),
        (OrderType.TAKE_AWAY, Buyer("silver", ("Công ty",)), NOON, ["Sỉ"]),
    ],
)
def test_the_lists_in_force_in_their_turn(kind, buyer, at, names):
    assert [each.name for each in lists(kind, buyer, at)] == names


def test_the_first_list_that_knows_the_item_prices_it():
    found = lists(OrderType.DELIVERY, GOLD)
    assert price_for(TEA, found) == (25_000, "Giờ vàng")
    assert price_for(CAKE, found) == (39_000, "Vàng")
    assert price_for(replace(TEA, id="water"), found) == (35_000, "")
    assert listed(CAKE, lists()) is CAKE


@pytest.mark.parametrize("other", [{"open_price": True}, {"slots": (ComboSlot("Món", ()),)}])
def test_combos_and_open_prices_stand_in_no_list(other):
    assert price_for(replace(TEA, **other), lists()) == (35_000, "")


def test_a_line_says_by_which_list_it_is_sold_and_the_same_tea_is_one_line(morning):
    assert prices(morning) == [(25_000, "Giờ vàng"), (45_000, "")]
    twice = morning.add(listed(TEA, lists()))
    assert [line.qty for line in twice.lines] == [2_000, 1_000]
    later = twice.add(listed(TEA, lists(at=NOON)))
    assert prices(later) == [(25_000, "Giờ vàng"), (45_000, ""), (35_000, "")]


def test_another_kind_of_order_is_another_list(morning):
    delivered = again(replace(morning, order_type=OrderType.DELIVERY))
    assert prices(delivered) == [(25_000, "Giờ vàng"), (50_000, "Giao hàng")]
    assert prices(again(replace(delivered, order_type=OrderType.DINE_IN))) == [(25_000, "Giờ vàng"), (45_000, "")]


def test_the_clock_takes_no_price_away_but_gives_none_either(morning):
    assert prices(again(morning)) == [(25_000, "Giờ vàng"), (45_000, "")]
    at_noon = Order("o", OPENED).add(TEA)
    assert prices(again(at_noon)) == [(35_000, "")]


def test_a_member_brings_the_lists_of_tier_and_group_and_takes_them_along(morning):
    attached = again(morning, GOLD)
    assert prices(attached) == [(25_000, "Giờ vàng"), (39_000, "Vàng")]
    assert prices(again(attached)) == [(25_000, "Giờ vàng"), (45_000, "")]


def test_what_somebody_or_a_label_wrote_stays():
    order = Order("o", OPENED).add(CAKE).with_price(1, 44_000)
    assert prices(again(order, GOLD)) == [(44_000, "")]
    labelled = Order("o", OPENED).add(CAKE, label_price=43_000)
    assert again(labelled, GOLD) == labelled
    part = replace(order, lines=(replace(order.lines[0], list_price=None, bundle=1, combo="Bữa sáng"),))
    assert again(part, GOLD) == part


def test_what_stays_on_its_list_keeps_the_price_that_it_was_added_with(morning):
    cheaper = replace(HAPPY, prices={"tea": 20_000})
    assert repriced(morning, (cheaper,), ITEMS.get, GUEST, MONDAY) == morning
    gone = repriced(morning, EVERY, {}.get, GOLD, MONDAY)
    assert gone == morning


def test_without_lists_an_order_is_the_same_object(morning):
    assert repriced(morning, (), ITEMS.get, GOLD, MONDAY) is morning


def test_a_list_price_is_nobodys_price(morning):
    assert not is_repriced(again(morning, GOLD))
    written = morning.with_price(1, 20_000)
    assert (written.lines[0].list_price, price_cut(written)) == (25_000, 5_000)
    back = written.with_price(1, 25_000)
    assert (prices(back), is_repriced(back)) == (prices(morning), False)


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"name": " "}, ("name",)),
        ({"name": "x" * 61}, ("name",)),
        ({"prices": {"tea": -1}}, ("prices",)),
        ({"groups": ("",)}, ("groups",)),
        ({"when": When(weekdays=(9,))}, ("when.weekdays",)),
        ({}, ()),
    ],
)
def test_faults(wrong, faults):
    assert replace(HAPPY, **wrong).faults() == faults
