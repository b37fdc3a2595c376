from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.perks import Perk, best_deal
from pos_desktop.loyalty.programme import Tier
from pos_desktop.loyalty.rules import Ratio
from pos_desktop.selling.conditions import Picks, When
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.pricing import price
from pos_desktop.selling.tax import VatTable
from tests.support.orders import order

MONDAY, TUESDAY = Occasion(date(2026, 3, 2)), Occasion(date(2026, 3, 3))
ALL = Perk("all", "Mọi món", 500)
PHO = Perk("pho", "Phở", 1_000, Picks(skus=("PHỞ",)))
MONDAYS = Perk("monday", "Thứ hai", 1_500, when=When(weekdays=(0,)))
INSIDE = Perk("inside", "Tại chỗ", 2_000, when=When(order_types=(OrderType.DINE_IN,)))


def best(perks, at: Occasion, order_type=OrderType.TAKE_AWAY, *, bowls: int = 1) -> str | None:
    """Which perk is taken on bowls of phở and one of bún, at 50.000 ₫ each."""
    bought = replace(order(f"{bowls} x PHỞ @ 50000; 1 x BÚN @ 50000"), order_type=order_type)
    lines = tuple(replace(line, sku=sku) for line, sku in zip(bought.lines, ("PHỞ", "BÚN"), strict=True))
    deal = best_deal(perks, price(replace(bought, lines=lines), VatTable(), at.day), at)
    return deal.id if deal else None


@pytest.mark.parametrize(
    ("at", "order_type", "bowls", "taken"),
    [
        (TUESDAY, OrderType.TAKE_AWAY, 1, "all"), (TUESDAY, OrderType.TAKE_AWAY, 2, "pho"),
        (MONDAY, OrderType.TAKE_AWAY, 2, "monday"), (MONDAY, OrderType.DINE_IN, 2, "inside"),
    ],
)  # fmt: skip
def test_the_perk_that_takes_most_off_the_order(at, order_type, bowls, taken):
    assert best((PHO, ALL, MONDAYS, INSIDE), at, order_type, bowls=bowls) == taken


def test_of_equal_perks_the_first_by_id_and_none_may_take_anything():
    assert best((PHO, ALL), TUESDAY, bowls=1) == "all"
    assert best((ALL, replace(ALL, id="aaa")), MONDAY) == "aaa"
    assert best((MONDAYS, INSIDE), TUESDAY) is None


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
