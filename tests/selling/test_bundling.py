"""Combos: how one price is shared over the parts, how they are counted, and what comes back of them."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.bundling import Filling, fill
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import LineOption
from pos_desktop.selling.options import Choice, OptionGroup
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import price
from pos_desktop.selling.refund import NOTHING_BEFORE, RefundTo, Returned, SoldLine, SoldSale, money_back
from pos_desktop.selling.tax import VatRate, VatTable
from tests.support.orders import OPENED
from tests.support.refusals import refused

DAY = date(2026, 3, 2)
VAT = VatTable([VatRate("standard", 8, date(2025, 1, 1)), VatRate("high", 10, date(2025, 1, 1))])
ICE = OptionGroup("ice", "Đá", (Choice("less", "Ít đá", is_default=True),))
GOODS = {
    item.id: item
    for item in (
        Item("tea", "TS", "Trà sữa", 40_000, "standard", options=(ICE,)),
        Item("coffee", "CF", "Cà phê", 29_000, "standard"),
        Item("cake", "BM", "Bánh mì", 25_000, "standard"), Item("beer", "BIA", "Bia", 15_000, "high"),
        Item("free", "KEO", "Kẹo", 0, "standard"),
    )
}  # fmt: skip


def combo(amount, *slots):
    return Item("combo", "CB", "Combo sáng", amount, "standard", slots=slots)


def slot(*choices, qty=1, name="Phần"):
    made = tuple(choice if isinstance(choice, SlotChoice) else SlotChoice(choice) for choice in choices)
    return ComboSlot(name, made, qty)


DRINK = slot(SlotChoice("coffee", is_default=True), SlotChoice("tea", 6_000), name="Uống")
MORNING = combo(45_000, DRINK, slot("cake"))


def filled(item, **fillings):
    named = {int(at[1:]): Filling(choice) for at, choice in fillings.items()}
    return [(part.item.id, part.pieces, part.price) for part in fill(item, named, GOODS.get)]


def test_the_price_is_shared_by_what_the_parts_cost():
    # 45 000 over 29 000 and 25 000: 24 166.67 and 20 833.33
    assert filled(MORNING) == [("coffee", 1, 24_167), ("cake", 1, 20_833)]


def test_a_dear_choice_costs_more_and_its_usual_options_come_along():
    assert filled(MORNING, s0="tea") == [("tea", 1, 31_385), ("cake", 1, 19_615)]
    tea, _ = fill(MORNING, {0: Filling("tea")}, GOODS.get)
    assert [option.name for option in tea.options] == ["Ít đá"]


def test_odd_dong_go_to_a_part_of_one_piece_or_to_one_piece_of_the_first():
    assert filled(combo(100_000, slot("beer", qty=3), slot("cake"))) == [("beer", 3, 21_428), ("cake", 1, 35_716)]
    assert filled(combo(50_000, slot("beer", qty=3))) == [("beer", 1, 16_668), ("beer", 2, 16_666)]
    assert filled(combo(10_001, slot("free", qty=2))) == [("free", 1, 5_001), ("free", 1, 5_000)]


def test_a_slot_is_filled_only_with_what_it_may_hold():
    with refused(Code.COMBO_SLOT, slot="Uống"):
        filled(MORNING, s0="beer")
    with refused(Code.UNKNOWN_OPTION):
        filled(MORNING, s2="cake")
    with refused(Code.COMBO_SLOT):
        fill(MORNING, {}, lambda _id: None)


def order_of(item, times=1, **fillings):
    named = {int(at[1:]): Filling(choice) for at, choice in fillings.items()}
    return Order("o", OPENED).add_combo(item, fill(item, named, GOODS.get), times)


def test_parts_are_counted_and_taken_away_together():
    order = order_of(combo(100_000, slot("beer", qty=3), slot("cake")))
    beer, cake = order.lines
    assert (beer.combo, beer.bundle, cake.bundle, beer.pieces) == ("Combo sáng", beer.key, beer.key, 3)
    more = order.with_qty(cake.key, 4 * ONE)
    assert [line.qty for line in more.lines] == [12 * ONE, 4 * ONE]
    assert price(more, VAT, DAY).due == 400_000
    with refused(Code.INVALID_QUANTITY):
        more.with_qty(beer.key, 4 * ONE)
    assert more.without(beer.key).is_empty


def test_no_line_is_merged_with_a_part():
    order = order_of(MORNING).add(GOODS["cake"]).add(GOODS["cake"])
    assert [line.qty for line in order.lines] == [ONE, ONE, 2 * ONE]


def test_the_same_with_the_same_options_is_one_line_and_a_serial_number_never():
    tea, ice = GOODS["tea"], (LineOption("Ít đá", 0, "less"),)
    order = Order("o", OPENED).add(tea, options=ice).add(tea).add(tea, options=ice)
    assert [(line.qty, line.options) for line in order.lines] == [(2 * ONE, ice), (ONE, ())]
    phone = replace(GOODS["cake"], asks_serial=True)
    order = Order("o", OPENED).add(phone, serial="A1").add(phone, serial="A2")
    assert [line.serial for line in order.lines] == ["A1", "A2"]
    with refused(Code.SERIAL_TWICE):
        order.add(phone, serial="A2")
    with refused(Code.INVALID_QUANTITY):
        order.with_qty(1, 2 * ONE)


@pytest.mark.parametrize("seed", range(40))
def test_any_combo_in_any_number_costs_its_price_and_comes_back_whole(seed):
    dice = Random(seed)
    slots = [slot(dice.choice(list(GOODS)), qty=dice.randint(1, 6)) for _ in range(dice.randint(1, 4))]
    item, times = combo(dice.randint(0, 500_000), *slots), dice.randint(1, 9)
    priced = price(order_of(item, times), VAT, DAY)
    assert priced.due == item.price * times
    assert sum(tax.net + tax.tax for tax in priced.taxes) == priced.due
    pieces = [part.pieces for part in fill(item, {}, GOODS.get)]
    assert len(pieces) <= len(slots) + 1
    sold = SoldSale(tuple(
        SoldLine(at, line.line.qty, line.amount, line.amount, line.rate) for at, line in enumerate(priced.lines, 1)
    ))  # fmt: skip
    some = Returned(dice.randint(1, len(sold.lines)), ONE)
    first = money_back(sold, NOTHING_BEFORE, [some], RefundTo.CASH)
    rest = money_back(sold, NOTHING_BEFORE.then(first), None, RefundTo.CASH) if first.rest else first
    backs = {id(back): back for back in (first, rest)}.values()
    assert sum(line.money for back in backs for line in back.lines) == priced.due


@pytest.mark.parametrize("seed", range(25))
def test_an_order_costs_the_same_in_any_order_of_its_lines(seed):
    dice = Random(seed)
    order = order_of(MORNING, dice.randint(1, 3), s0=dice.choice(["tea", "coffee"]))
    for _ in range(dice.randint(1, 6)):
        options = tuple(LineOption(f"o{n}", dice.randrange(0, 9_000)) for n in range(dice.randint(0, 2)))
        order = order.add(dice.choice(list(GOODS.values())), dice.randint(1, 4) * ONE, options=options)
    shuffled = list(order.lines)
    dice.shuffle(shuffled)
    one, other = price(order, VAT, DAY), price(replace(order, lines=tuple(shuffled)), VAT, DAY)
    assert (one.due, one.taxes) == (other.due, other.taxes)
    assert {x.line.key: x.amount for x in one.lines} == {x.line.key: x.amount for x in other.lines}
