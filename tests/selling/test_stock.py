"""Stock as sums: what lines take out, what comes back, what goods cost on average, what is left."""

from dataclasses import replace

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.selling import stock
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import LineOption, OrderLine, Use, Ware
from pos_desktop.selling.stock import Out

LATTE = OrderLine(1, "latte", "LT", "Latte", 45_000, "standard", qty=2 * ONE, cost=9_000,
                  uses=(Use("bean", 18, 250_000), Use("milk", 150, 30_000)))  # fmt: skip
CAN = OrderLine(2, "can", "CN", "Lon", 12_000, "standard", cost=7_000)


def test_a_plain_line_takes_itself():
    assert stock.outs(CAN) == (Out("can", ONE, 7_000),)


def test_a_recipe_takes_its_parts_in_its_place():
    assert stock.outs(LATTE) == (Out("bean", 36, 250_000, True), Out("milk", 300, 30_000, True))


def test_options_add_to_it_and_a_half_is_half():
    shot = LineOption("Thêm shot", uses=(Use("bean", 9, 250_000),))
    half = LineOption("Nửa kem", half=1, uses=(Use("cream", 31, 80_000),))
    line = replace(LATTE, options=(shot, half))
    assert [(out.item_id, out.qty) for out in stock.outs(line)] == [("bean", 54), ("milk", 300), ("cream", 31)]
    topped = replace(CAN, options=(shot,))
    assert stock.outs(topped) == (Out("can", ONE, 7_000), Out("bean", 9, 250_000, True))
    assert stock.cost_of_one(line) == 9_000 + 2_250 + 1_240
    assert stock.cost_of_one(CAN) == 7_000


def test_what_is_used_at_all_leaves_a_mark():
    line = replace(LATTE, qty=1, uses=(Use("salt", 1),))
    assert stock.outs(line) == (Out("salt", 1, 0, True),)


def test_what_is_no_goods_takes_nothing():
    assert stock.outs(replace(CAN, ware=Ware.TIP)) == ()


@pytest.mark.parametrize(("out", "sold"), [(54, 3 * ONE), (1, 3 * ONE), (100, 7 * ONE), (350, 350)])
def test_the_last_piece_brings_the_whole_back(out, sold):
    steps = [ONE] * (sold // ONE) or [100, 100, 150]
    back, before = 0, 0
    for step in steps:
        came = stock.comes_back(out, sold, before, step)
        assert came >= 0
        back, before = back + came, before + step
    assert (back, before) == (out, sold)


@pytest.mark.parametrize(
    ("level", "cost", "qty", "paid", "after"),
    [
        (10 * ONE, 7_000, 10 * ONE, 8_000, 7_500),
        (0, 7_000, 5 * ONE, 8_000, 8_000),
        (-3 * ONE, 7_000, 5 * ONE, 8_000, 8_000),  # what is missing was sold at the old cost
        (ONE, 1, 2 * ONE, 2, 2),  # 5 / 3, half up
        (ONE, 1, ONE, 2, 2),  # 1.5
    ],
)
def test_the_average(level, cost, qty, paid, after):
    assert stock.average(level, cost, qty, paid) == after


def test_what_is_below_nothing_is_worth_nothing():
    assert (stock.value(1_500, 7_001), stock.value(-1_500, 7_001)) == (10_502, 0)


def test_a_crate_of_drinks_comes_down_to_what_they_are_made_of():
    made_of = {"latte": LATTE.uses, "tray": (Use("latte", 4 * ONE),), "box": (Use("tray", 2 * ONE),)}
    flat = stock.flattened(made_of)
    assert flat["box"] == (Use("bean", 144, 250_000), Use("milk", 1_200, 30_000))
    assert stock.cost_of(flat["latte"]) == 9_000


def test_what_a_choice_uses_comes_down_to_its_parts():
    made_of = stock.flattened({"crate": (Use("can", 24 * ONE, 7_000),)})
    assert stock.down_to(made_of, Use("crate", 500, 168_000)) == (Use("can", 12 * ONE, 7_000),)
    assert stock.down_to(made_of, Use("bean", 9, 250_000)) == (Use("bean", 9, 250_000),)


def test_a_ring_is_cut_and_deep():
    made_of = {"a": (Use("b", ONE),), "b": (Use("a", ONE),)}
    assert set(stock.flattened(made_of)) == {"a", "b"}
    assert stock.depth(made_of, "a") > stock.MOST_DEPTH


def test_what_is_left_is_what_its_scarcest_part_makes():
    latte = Item("latte", "LT", "Latte", 45_000, "standard", uses=LATTE.uses)
    can = Item("can", "CN", "Lon", 12_000, "standard")
    assert stock.left(latte, {"bean": 180, "milk": 300}) == 2 * ONE
    assert stock.left(latte, {"other": 5}) is None
    assert (stock.left(can, {"can": -ONE}), stock.left(can, {})) == (-ONE, None)


def test_lines_that_want_more_than_there_is():
    levels = {"can": 3 * ONE, "bean": 40}
    assert stock.short_lines((LATTE, CAN), levels) == {}
    more = replace(CAN, qty=4 * ONE)
    assert stock.short_lines((LATTE, more), levels) == {2: 3 * ONE}
    third = replace(LATTE, key=3, qty=ONE)
    assert stock.short_lines((LATTE, third), levels) == {1: 2 * 40 * ONE // 36, 3: 40 * ONE // 18}
    assert stock.moved(levels, (LATTE, more)) == {"can": -ONE, "bean": 4}


@pytest.mark.parametrize(("levels", "left"), [
    ({"tea": 3 * ONE, "cake": 2 * ONE, "bun": 0}, 1 * ONE),
    ({"tea": 3 * ONE, "cake": 0, "bun": 0}, 0),  # whatever fills the second slot is gone
    ({"tea": 3 * ONE, "cake": 0}, 3 * ONE),  # buns that nobody counts
    ({}, None),
])  # fmt: skip
def test_a_combo_is_out_when_nothing_is_left_for_one_of_its_slots(levels, left):
    slots = (ComboSlot("Nước", (SlotChoice("tea"),)), ComboSlot("Bánh", (SlotChoice("cake"), SlotChoice("bun")), 2))

    assert stock.left_of_combo(slots, levels.get) == left
