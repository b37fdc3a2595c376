import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.occasion import LunarDay
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import (
    OUTSIDE_ORDERS,
    EarnRate,
    Group,
    Per,
    Ratio,
    Rule,
    Trigger,
    in_order,
    meet,
    overlapping,
)
from pos_desktop.selling.conditions import Hours, Picks, When
from pos_desktop.selling.order import OrderType
from tests.support.refusals import refused

DOUBLE = Rule("double", "Nhân đôi", multiplier=Ratio(2, 1))
TRIPLE = Rule("triple", "Nhân ba", multiplier=Ratio(3, 1))
RICH = Rule("rich", "Hậu hĩnh", base=EarnRate(2, 10_000))
WELCOME = Rule("welcome", "Quà chào mừng", trigger=Trigger.SIGN_UP, flat=20)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": " "}, "id"), ({"name": ""}, "name"),
        ({"base": EarnRate(1, 0)}, "base"), ({"base": EarnRate(1, -10_000)}, "base"),
        ({"base": EarnRate(-1, 10_000)}, "base"), ({"base": EarnRate(1_001, 10_000)}, "base"),
        ({"base": EarnRate(10**9, 1)}, "base"), ({"flat": -1}, "flat"), ({"flat": 100_001}, "flat"),
        ({"multiplier": Ratio(1, 0)}, "multiplier"), ({"multiplier": Ratio(-1, 2)}, "multiplier"),
        ({"multiplier": Ratio(1, -2)}, "multiplier"), ({"multiplier": Ratio(51, 10)}, "multiplier"),
        ({"minimum_spend": -1}, "minimum_spend"), ({"minimum_qty": -1}, "minimum_qty"), ({"streak": -1}, "streak"),
        ({"trigger": Trigger.STREAK}, "streak"), ({"when": When(weekdays=(7,))}, "when.weekdays"),
        ({"when": When(weekdays=(-1,))}, "when.weekdays"), ({"when": When(hours=(Hours(1_440, 1),))}, "when.hours"),
        ({"when": When(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1))}, "when.ends_on"),
        ({"when": When(lunar_days=(LunarDay(13, 1),))}, "when.lunar_days"),
        ({"multiplier": None}, "effect"), ({"multiplier": Ratio(1, 1)}, "effect"),
        ({"multiplier": Ratio(3, 3)}, "effect"), ({"multiplier": None, "base": EarnRate(0, 10_000)}, "effect"),
        ({"picks": Picks(skus=("A",), not_skus=("A",))}, "picks"),
        ({"picks": Picks(categories=("c",), not_categories=("c",))}, "picks"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_names_its_field(change, fault):
    assert replace(DOUBLE, **change).faults() == (fault,)


@pytest.mark.parametrize(
    "rule",
    [
        DOUBLE, RICH, WELCOME, replace(RICH, base=EarnRate(1_000, 10_000)), replace(DOUBLE, multiplier=Ratio(5, 1)),
        replace(DOUBLE, multiplier=Ratio(0, 1)), replace(WELCOME, flat=100_000),
        replace(DOUBLE, trigger=Trigger.STREAK, streak=1), replace(DOUBLE, picks=Picks(skus=("A",), not_skus=("B",))),
    ],
)  # fmt: skip
def test_the_edges_of_what_can_be(rule):
    assert rule.faults() == ()


@pytest.mark.parametrize("trigger", OUTSIDE_ORDERS)
@pytest.mark.parametrize(
    "change",
    [
        {"base": EarnRate()}, {"multiplier": Ratio(2, 1)}, {"per": Per.UNIT}, {"picks": Picks(skus=("A",))},
        {"minimum_spend": 1}, {"minimum_qty": 1}, {"streak": 1},
        {"when": When(order_types=(OrderType.DELIVERY,))},
    ],
)  # fmt: skip
def test_what_happens_outside_of_orders_looks_at_no_order(trigger, change):
    outside = replace(WELCOME, trigger=trigger)
    assert outside.faults() == ()
    assert replace(outside, **change).faults() == ("trigger",)


def test_several_faults_are_all_named():
    assert Rule("", "", flat=-1, minimum_qty=-1).faults() == ("id", "name", "flat", "minimum_qty")


def test_rates_are_exact():
    assert EarnRate(3, 20_000).exact == Fraction(3, 20_000)
    assert Ratio(6, 4).exact == Fraction(3, 2)


def test_rules_are_taken_by_priority_then_by_id():
    rules = [Rule("b", "B"), Rule("a", "A"), Rule("z", "Z", priority=1), Rule("c", "C", priority=-1)]
    assert [rule.id for rule in in_order(rules)] == ["c", "z", "a", "b"]


SUNDAY, MONDAY = When(weekdays=(6,)), When(weekdays=(0,))
MORNING, LATE = When(hours=(Hours(360, 600),)), When(hours=(Hours(1_320, 120),))
A, COFFEE, TEA = Picks(skus=("A",)), Picks(categories=("coffee",)), Picks(categories=("tea",))


def dates(first: str, last: str, **more: object) -> When:
    return When(starts_on=date.fromisoformat(first), ends_on=date.fromisoformat(last), **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"priority": 1}, {"priority": 2}), ({"group": Group.BIRTHDAY}, {}), ({"group": Group.BIRTHDAY},) * 2,
        ({"tiers": ("gold",)}, {"tiers": ("silver", "member")}), ({"plans": ("month",)}, {"plans": ("year",)}),
        ({"picks": COFFEE}, {"picks": TEA}), ({"picks": A}, {"picks": Picks(skus=("B",))}),
        ({"picks": A}, {"picks": Picks(not_skus=("A",))}), ({"picks": TEA}, {"picks": Picks(not_categories=("tea",))}),
        ({"when": SUNDAY}, {"when": MONDAY}), ({"when": MORNING}, {"when": LATE}),
        ({"when": MORNING}, {"when": When(hours=(Hours(600, 1_320),))}),
        ({"when": dates("2026-03-01", "2026-03-31")}, {"when": dates("2026-04-01", "2026-04-30")}),
        ({"when": dates("2026-03-02", "2026-03-07")}, {"when": SUNDAY}),  # Monday through Saturday
        ({"when": When(starts_on=date(2026, 3, 2))}, {"when": When(ends_on=date(2026, 3, 1))}),
        ({"when": When(order_types=(OrderType.DINE_IN,))}, {"when": When(order_types=(OrderType.DELIVERY,))}),
        ({"when": When(lunar_days=(LunarDay(0, 15),))}, {"when": When(lunar_days=(LunarDay(0, 1),))}),
        ({"when": When(lunar_days=(LunarDay(4, 1),))}, {"when": When(lunar_days=(LunarDay(4, 1, True),))}),
    ],
)  # fmt: skip
def test_campaigns_that_never_meet(one, other):
    assert overlapping([replace(DOUBLE, **one), replace(TRIPLE, **other)]) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}), ({"priority": 7}, {"priority": 7}), ({"tiers": ("gold",)}, {"tiers": ("silver", "gold")}),
        ({"tiers": ("gold",)}, {}), ({"picks": COFFEE}, {}), ({"picks": A}, {"picks": COFFEE}),
        ({"picks": Picks(not_skus=("A",))}, {"picks": Picks(not_categories=("tea",))}),
        ({"when": SUNDAY}, {"when": When(weekdays=(0, 6))}), ({"when": LATE}, {"when": When(hours=(Hours(60, 180),))}),
        ({"when": When(hours=(Hours(60, 180),))}, {"when": LATE}),
        ({"when": When(hours=(Hours(540, 540),))}, {"when": When(hours=(Hours(539, 540),))}),
        ({"when": dates("2026-03-01", "2026-03-31")}, {"when": dates("2026-03-31", "2026-04-30")}),
        ({"when": dates("2026-03-02", "2026-03-08")}, {"when": SUNDAY}),
        ({"when": When(lunar_days=(LunarDay(0, 15),))}, {"when": When(lunar_days=(LunarDay(7, 15, True),))}),
        ({"when": When(lunar_days=(LunarDay(1, 1),))}, {"when": dates("2026-03-02", "2026-03-02")}),
        ({"when": When(recurrence="FREQ=DAILY")}, {"when": SUNDAY}), ({"trigger": Trigger.FIRST_ORDER}, {}),
    ],
)  # fmt: skip
def test_campaigns_that_can_hold_at_once(one, other):
    rules = [replace(TRIPLE, **other), WELCOME, replace(DOUBLE, **one)]
    assert overlapping(rules) == ("Nhân đôi", "Nhân ba")


def test_base_rules_overlap_as_campaigns_do_but_not_with_them():
    other = replace(RICH, id="richer", name="Hậu hĩnh hơn")
    assert overlapping([RICH, other]) == ("Hậu hĩnh", "Hậu hĩnh hơn")
    assert overlapping([RICH, DOUBLE, WELCOME, replace(WELCOME, id="x")]) == ()


def test_items_that_two_rules_pick():
    assert meet(Picks(), Picks())
    assert not meet(Picks(skus=("A",), not_categories=("tea",)), TEA)
    assert not meet(Picks(categories=("tea",), not_skus=("A",)), A)


def test_a_programme_refuses_rules_that_cannot_be():
    with refused(Code.BAD_PROGRAMME, field="rules", names=("Nhân đôi",), faults=("flat",)):
        Programme(rules=(replace(DOUBLE, flat=-1),))
    with refused(Code.BAD_PROGRAMME, field="rules", names=("Nhân đôi", "Nhân ba"), faults=("priority",)):
        Programme(rules=(DOUBLE, TRIPLE))
    with refused(Code.BAD_PROGRAMME, field="rules", names=("Hậu hĩnh",), faults=("id",)):
        Programme(rules=(DOUBLE, replace(RICH, id="double")))
    with refused(Code.BAD_PROGRAMME, field="rules", names=("Nhân đôi",), faults=("tiers",)):
        Programme(rules=(replace(DOUBLE, tiers=("gold", "platinum")),))


@pytest.mark.parametrize("change", [{"points_per_day": -1}, {"minutes_apart": -1}, {"minutes_apart": 1_441}])
def test_a_programme_refuses_limits_that_cannot_be(change):
    with refused(Code.BAD_PROGRAMME, field=next(iter(change))):
        Programme(**change)


def test_a_rule_reads_back_as_it_was():
    full = replace(
        DOUBLE, base=EarnRate(3, 70), flat=5, per=Per.UNIT, picks=A, tiers=("gold",), plans=("year",),
        group=Group.MEMBERSHIP, minimum_spend=1, minimum_qty=2_000, streak=3, priority=9, exclusive=True,
        when=dates("2026-01-01", "2026-12-31", hours=(Hours(0, 60),), lunar_days=(LunarDay(0, 15),),
                   order_types=(OrderType.DINE_IN,), recurrence="FREQ=DAILY"),
    )  # fmt: skip
    programme = Programme(rules=(full, WELCOME), points_per_day=500, minutes_apart=10, earn_on_discounted=False)
    assert from_plain(Programme, json.loads(json.dumps(to_plain(programme)))) == programme
