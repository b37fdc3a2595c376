"""The order on trial: the shop's own goods and calendar, through the engine of real sales."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.occasion import LunarDay
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import EarnRate, Rule
from pos_desktop.selling.benefits import Benefit, Reach
from pos_desktop.selling.conditions import Hours, Picks, When
from pos_desktop.selling.promotions import Promotion
from pos_desktop.services.shop.trial import Cause, Trial, TrialOrder, Trials
from tests.support import orders
from tests.support.shop import Shop

DAY = date(2026, 3, 3)
"""A Tuesday, the 15th of the first lunar month."""
ORDER = TrialOrder(100_000, "member", 0, DAY)


@pytest.fixture
def trials(shop: Shop) -> Trials:
    """A shop with a bowl and a drink that earns nothing."""
    for text in ("1 x PHỞ @ 50000", "1 x BIA @ 20000 no points"):
        shop.item(orders.parse(text).lines[0])
    return Trials(shop.till, shop.desk.catalogue.load())


def tried(trials: Trials, when: When, **order: object) -> Trial:
    """Try an order under a programme whose one rule gives 7 points then."""
    rule = Rule("r", "Luật", flat=7, when=when)
    return trials.run(Programme(rules=(rule,)), replace(ORDER, **order))  # type: ignore[arg-type]


@pytest.mark.parametrize(("when", "order", "earned"), [
    (When(weekdays=(1,)), {}, 17), (When(weekdays=(2,)), {}, 10),
    (When(hours=(Hours(420, 660),)), {}, 10), (When(hours=(Hours(420, 660),)), {"minute": 420}, 17),
    (When(hours=(Hours(1320, 1440),)), {"minute": 1440}, 17),
    (When(lunar_days=(LunarDay(1, 15),)), {}, 17), (When(lunar_days=(LunarDay(0, 1),)), {}, 10),
    (When(recurrence="FREQ=MONTHLY;BYDAY=1TU"), {}, 17),
    (When(recurrence="FREQ=MONTHLY;BYDAY=1TU"), {"day": date(2026, 3, 10)}, 10),
])  # fmt: skip
def test_rules_of_days_and_hours_count_on_their_own(trials, when, order, earned):
    found = tried(trials, when, **order)
    assert found.earns == earned
    assert found.causes == ((Cause("Luật", points=7),) if earned == 17 else ())


def test_the_lunar_day_is_told(trials):
    assert tried(trials, When()).lunar == LunarDay(1, 15)


def test_what_the_order_holds_is_shared_over_its_goods(trials):
    pho = Rule("r", "Phở", base=EarnRate(2, 10_000), picks=Picks(skus=("PHO",)))

    def earned(*skus: str, rule: Rule = pho, **order: object) -> int:
        wanted = replace(ORDER, skus=skus, **order)
        return trials.run(Programme(rules=(rule,)), wanted).earns

    assert [earned(), earned("PHO"), earned("BIA"), earned("PHO", "BIA"), earned("gone")] == [10, 20, 0, 10, 10]
    tea = replace(pho, picks=Picks(categories=("tea",)))
    assert [earned(rule=tea, categories=(held,)) for held in ("tea", "coffee")] == [20, 10]


def test_promotions_are_told_with_what_they_take_off(trials):
    off = Promotion("p", "Giờ vàng", When(), Benefit(amount=5_000, reach=Reach.ITEMS))
    found = trials.run(Programme(promotions=(off,)), replace(ORDER, points=1_240))
    assert found == Trial(9, 470, 47_000, (Cause("Giờ vàng", off=5_000),), LunarDay(1, 15))


def test_it_agrees_with_the_sale(shop, trials):
    found = trials.run(shop.desk.programmes.current(), replace(ORDER, amount=50_000, day=date(2026, 3, 2)))
    assert found.earns == shop.sold("1 x PHỞ @ 50000; member Lan").earned == 5
