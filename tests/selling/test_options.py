"""Options of goods: defaults, bounds, what is free, halves."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.lines import LineOption, Use
from pos_desktop.selling.options import Choice, OptionGroup, Pick, chosen, has_usual, picks_of, usual
from tests.support.refusals import refused

SIZE = OptionGroup("size", "Cỡ", (Choice("M", "Size M", is_default=True), Choice("L", "Size L", 10_000)), least=1)
TOPPING = OptionGroup(
    "top", "Topping",
    (Choice("pearl", "Trân châu", 5_000), Choice("cheese", "Kem cheese", 12_000), Choice("jelly", "Thạch", 5_000)),
    most=2, free=1,
)  # fmt: skip
ICE = OptionGroup("ice", "Đá", (Choice("much", "Nhiều đá"), Choice("less", "Ít đá")))
WISH = OptionGroup("wish", "Yêu cầu", tuple(Choice(n, n) for n in "abcd"), most=0)
PIZZA = OptionGroup(
    "flavour", "Vị",
    (Choice("sea", "Hải sản", 60_000, uses=(Use("tôm", 101, 3),)), Choice("beef", "Bò", 40_000)), least=1, halves=True,
)  # fmt: skip
TEA = (SIZE, TOPPING, ICE)


def told(*picks, groups=TEA, bare=()):
    made = chosen(groups, [pick if isinstance(pick, Pick) else Pick(pick) for pick in picks], bare)
    return [(option.name, option.price) for option in made]


def test_what_nobody_names_is_the_usual():
    assert told() == [("Size M", 0)]
    assert usual(TEA) == (LineOption("Size M", 0, "M"),)


def test_picks_stand_in_the_order_of_the_groups_and_of_their_choices():
    assert told("less", "cheese", "L") == [("Size L", 10_000), ("Kem cheese", 0), ("Ít đá", 0)]


def test_the_cheapest_of_those_taken_are_free():
    assert told("cheese", "jelly") == [("Size M", 0), ("Kem cheese", 12_000), ("Thạch", 0)]
    assert told("pearl", "jelly") == [("Size M", 0), ("Trân châu", 0), ("Thạch", 5_000)]


def test_too_few_too_many_and_twice():
    with refused(Code.OPTION_MISSING, group="Cỡ", least=1):
        told(bare=["size"])
    with refused(Code.OPTION_TOO_MANY, group="Topping", most=2):
        told("pearl", "cheese", "jelly")
    with refused(Code.OPTION_TOO_MANY, group="Đá", most=1):
        told("much", "much")
    assert [name for name, _ in told(*"abcd", groups=[WISH])] == list("abcd")


def test_a_group_may_be_left_bare():
    milk = OptionGroup("milk", "Sữa", (Choice("fresh", "Sữa tươi", is_default=True),))
    assert told(groups=[milk]) == [("Sữa tươi", 0)]
    assert told(groups=[milk], bare=["milk"]) == []


def test_a_choice_of_no_group_is_refused():
    with refused(Code.UNKNOWN_OPTION):
        told("L", groups=[ICE])


def test_two_halves_cost_the_dearer_one():
    first, second = chosen([PIZZA], [Pick("beef", 1), Pick("sea", 2)])
    assert (first.name, first.price, first.half) == ("Bò", 0, 1)
    assert (second.name, second.price, second.half) == ("Hải sản", 60_000, 2)
    assert [use.qty for use in second.uses] == [101]  # halved where it leaves the stock
    assert told(Pick("sea", 1), Pick("sea", 2), groups=[PIZZA]) == [("Hải sản", 60_000)]
    assert told("beef", groups=[PIZZA]) == [("Bò", 40_000)]


@pytest.mark.parametrize("picks", [[Pick("sea", 1)], [Pick("sea", 1), Pick("beef", 1)], [Pick("sea", 1), Pick("beef")]])
def test_one_half_alone_is_no_pizza(picks):
    with refused(Code.OPTION_HALVES, group="Vị"):
        told(*picks, groups=[PIZZA])


def test_goods_that_come_whole_have_no_halves():
    with refused(Code.OPTION_HALVES):
        told(Pick("L", 1), Pick("M", 2))


def test_whether_a_scan_has_to_ask():
    assert has_usual(TEA)
    assert not has_usual([PIZZA])


def test_what_was_picked_is_read_off_the_line():
    made = chosen([PIZZA], [Pick("beef", 1), Pick("sea", 2)])
    assert chosen([PIZZA], picks_of((*made, LineOption("viết tay")))) == made
