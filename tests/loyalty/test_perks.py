from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.perks import Perk, best_perk
from pos_desktop.loyalty.programme import Tier
from pos_desktop.loyalty.rules import Ratio
from pos_desktop.selling.conditions import Picks, When
from pos_desktop.selling.order import OrderType
from tests.support.orders import order

MONDAY, TUESDAY = Occasion(date(2026, 3, 2)), Occasion(date(2026, 3, 3))
ALL = Perk("all", "Mọi món", 500)
PHO = Perk("pho", "Phở", 1_000, Picks(skus=("PHỞ",)))
MONDAYS = Perk("monday", "Thứ hai", 1_500, when=When(weekdays=(0,)))
INSIDE = Perk("inside", "Tại chỗ", 2_000, when=When(order_types=(OrderType.DINE_IN,)))


@pytest.mark.parametrize(
    ("sku", "at", "order_type", "best"),
    [
        ("PHỞ", TUESDAY, OrderType.TAKE_AWAY, PHO), ("BÚN", TUESDAY, OrderType.TAKE_AWAY, ALL),
        ("PHỞ", MONDAY, OrderType.TAKE_AWAY, MONDAYS), ("BÚN", MONDAY, OrderType.DINE_IN, INSIDE),
    ],
)  # fmt: skip
def test_the_best_perk_of_a_line(sku, at, order_type, best):
    line = replace(order("1 x MÓN @ 50000").lines[0], sku=sku)
    assert best_perk((ALL, PHO, MONDAYS, INSIDE), line, at, order_type) == best


def test_equal_perks_go_by_id_and_none_may_fit():
    line = order("1 x BÚN @ 50000").lines[0]
    twin = Perk("aaa", "Cũng vậy", 500)
    assert best_perk((ALL, twin), line, MONDAY, OrderType.TAKE_AWAY) == twin
    assert best_perk((PHO,), line, MONDAY, OrderType.TAKE_AWAY) is None


@pytest.mark.parametrize(
    ("perk", "fault"),
    [
        (Perk("", "x", 1), "id"), (Perk("x", " ", 1), "name"), (Perk("x", "x", 0), "percent"),
        (Perk("x", "x", 10_001), "percent"), (Perk("x", "x", 1, when=When(weekdays=(7,))), "when"),
    ],
)  # fmt: skip
def test_a_perk_that_cannot_be_names_its_field(perk, fault):
    assert perk.faults() == (fault,)
    assert Tier("x", "X", 0, perks=(perk,)).faults() == ("perks",)


def test_a_tier_that_cannot_be_names_its_fields():
    assert Tier("vip", "VIP", 0, perks=(ALL, PHO), invitation=True, priority=True).faults() == ()
    assert Tier("", "", -1, Ratio(1, 0), perks=(ALL, ALL)).faults() == (
        "code", "name", "threshold", "multiplier", "perks",
    )  # fmt: skip
