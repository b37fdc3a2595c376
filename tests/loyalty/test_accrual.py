from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from math import floor, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.occasion import LunarDay, Occasion
from pos_desktop.core.quantity import ONE
from pos_desktop.loyalty.accrual import Accrual, EarnFacts, EarnLine, Step, accrue, event_points
from pos_desktop.loyalty.programme import DEFAULT_TIERS, EarnRate, Programme, Ratio, Tier
from pos_desktop.loyalty.rules import Group, Per, Rule, Trigger
from pos_desktop.selling.conditions import Hours, Picks, When
from pos_desktop.selling.order import OrderType

DEFAULT = Programme()
MEMBER, SILVER, GOLD, DIAMOND = DEFAULT_TIERS
MONDAY = Occasion(date(2026, 3, 2), time(9, 30))
FACTS = EarnFacts("member", MONDAY, OrderType.TAKE_AWAY)
COFFEE, CAKE = Picks(categories=("coffee",)), Picks(categories=("cake",))

BIRTHDAY = Rule("birthday", "Sinh nhật", Trigger.BIRTHDAY, multiplier=Ratio(2, 1), group=Group.BIRTHDAY)
WELCOME = Rule("welcome", "Đơn đầu tiên", Trigger.FIRST_ORDER, flat=20)
DOUBLE = Rule("double", "Nhân đôi", multiplier=Ratio(2, 1))
TRIPLE = Rule("triple", "Nhân ba", multiplier=Ratio(3, 1), priority=50)


def line(amount: int, category: str = "coffee", qty: int = ONE, sku: str = "", discounted: bool = False) -> EarnLine:
    return EarnLine(sku or category.upper(), category, qty, amount, discounted)


def earned(*rules: Rule, amounts: tuple[int, ...] = (247_000,), lines: tuple[EarnLine, ...] = (), **facts) -> Accrual:
    """What the default programme with these rules gives; lines of coffee unless told otherwise."""
    lines = lines or tuple(map(line, amounts))
    limits = {name: facts.pop(name) for name in ("points_per_day", "minutes_apart") if name in facts}
    return accrue(replace(DEFAULT, rules=rules, **limits), replace(FACTS, **facts), lines)


def why(got: Accrual) -> list[tuple[str, int]]:
    return [(step.rule, step.points) for step in got.breakdown]


# money, tiers and the split


@pytest.mark.parametrize(
    ("basis", "tier", "points"),
    [
        (247_000, GOLD, 37), (99_999, MEMBER, 9), (10_000, MEMBER, 1), (9_999, MEMBER, 0), (0, DIAMOND, 0),
        (294_000, MEMBER, 29), (196_000, MEMBER, 19), (8_333, SILVER, 0), (8_334, SILVER, 1), (5_000, DIAMOND, 1),
        (10_000, SILVER, 1), (50_000, SILVER, 6),
    ],
)  # fmt: skip
def test_points_of_the_page(basis, tier, points):
    assert earned(amounts=(basis,), tier=tier.code).points == points


def test_the_birthday_of_a_gold_member_who_never_bought_before():
    """floor(247.000 × 3 × 2 / 20.000) + 20 = 94."""
    got = earned(BIRTHDAY, WELCOME, tier="gold", birthday=True, is_first=True)
    assert (got.points, got.multiplier, got.basis) == (94, Ratio(3, 1), 247_000)
    assert why(got) == [("base", 24), ("tier:Vàng", 13), ("rule:birthday", 37), ("rule:welcome", 20)]


@pytest.mark.parametrize(
    ("birthday", "first", "points"), [(True, False, 74), (False, True, 57), (False, False, 37), (True, True, 94)]
)
def test_a_rule_is_set_off_by_what_is_true_at_the_sale(birthday, first, points):
    assert earned(BIRTHDAY, WELCOME, tier="gold", birthday=birthday, is_first=first).points == points


def test_points_are_rounded_once_for_the_whole_order():
    assert earned(amounts=(9_999, 9_999, 9_999)).points == 2
    assert earned(amounts=(6_666,) * 3, tier="gold").points == 2


def test_the_breakdown_says_why():
    assert earned(tier="gold").breakdown == (Step("base", 24), Step("tier:Vàng", 13))
    assert earned().breakdown == (Step("base", 24),)
    assert why(earned(amounts=(5_000,), tier="diamond")) == [("tier:Kim cương", 1)]


def test_the_split_follows_the_lines():
    assert earned(amounts=(100_000, 0, 100_000, 94_000)).by_line == (10, 0, 10, 9)
    assert earned(WELCOME, amounts=(1_000, 1_000, 1_000), is_first=True).by_line == (7, 7, 6)


def test_a_tier_that_the_programme_does_not_know_is_the_lowest():
    assert earned(tier="platinum").breakdown == (Step("base", 24),)
    assert earned(replace(WELCOME, tiers=("member",)), tier="platinum", is_first=True).points == 44


def test_the_multiplier_has_an_end():
    modest = replace(DEFAULT, most_multiplier=1)
    got = accrue(modest, replace(FACTS, tier="diamond"), [line(100_000)])
    assert (got.points, got.multiplier) == (10, Ratio(1, 1))


def test_other_rates():
    generous = replace(DEFAULT, earn=EarnRate(3, 1_000))
    assert accrue(generous, FACTS, [line(10_999)]).points == 32


# nothing at all


@pytest.mark.parametrize("amounts", [(), (0,), (0, 0)])
def test_an_order_paid_with_points_earns_nothing_and_no_bonus(amounts):
    rules = (BIRTHDAY, WELCOME, Rule("visit", "Ghé", flat=5, per=Per.VISIT))
    got = accrue(replace(DEFAULT, rules=rules), replace(FACTS, is_first=True, birthday=True), [*map(line, amounts)])
    assert (got.points, got.breakdown, got.by_line, got.limited) == (0, (), (0,) * len(amounts), False)


def test_the_shops_own_people_earn_nothing():
    got = earned(WELCOME, tier="gold", is_first=True, earns=False)
    assert (got.points, got.breakdown, got.by_line, got.basis, got.limited) == (0, (), (0,), 247_000, False)


def test_a_small_first_order_earns_its_bonus():
    assert why(earned(WELCOME, amounts=(5_000,), is_first=True)) == [("rule:welcome", 20)]


# base rules


RICH = Rule("rich", "Cà phê hậu hĩnh", base=EarnRate(3, 10_000), picks=COFFEE)
MIXED = (line(105_000), line(59_000, "cake"))


def test_every_line_has_its_best_rate():
    """105.000 × 3 / 10.000 + 59.000 / 10.000 = 31,5 + 5,9 = 37,4."""
    got = earned(RICH, lines=MIXED)
    assert why(got) == [("base", 5), ("rule:rich", 32)]
    assert (got.points, got.by_line) == (37, (24, 13))


def test_a_multiplier_is_of_all_rates():
    """37,4 × 1,5 = 56,1."""
    assert why(earned(RICH, lines=MIXED, tier="gold")) == [("base", 5), ("tier:Vàng", 19), ("rule:rich", 32)]


def test_a_poorer_rate_takes_nothing_away():
    poor = replace(RICH, base=EarnRate(1, 20_000))
    assert why(earned(poor, lines=MIXED)) == [("base", 16)]
    assert why(earned(replace(RICH, base=EarnRate(2, 20_000)), lines=MIXED)) == [("base", 16)]


def test_of_equal_rates_the_first_in_order_counts():
    second = replace(RICH, id="earlier", priority=99)
    assert why(earned(RICH, second, lines=(line(100_000),))) == [("rule:earlier", 30)]


@pytest.mark.parametrize(
    ("picks", "points"),
    [
        (COFFEE, 37), (CAKE, 28), (Picks(not_categories=("cake",)), 37), (Picks(skus=("CAKE",)), 28),
        (Picks(categories=("coffee",), skus=("CAKE",)), 49), (Picks(not_skus=("COFFEE", "CAKE")), 16), (Picks(), 49),
    ],
)  # fmt: skip
def test_a_rate_is_of_the_lines_that_the_rule_picks(picks, points):
    assert earned(replace(RICH, picks=picks), lines=MIXED).points == points


def test_no_points_on_discounted_items_where_the_shop_says_so():
    lines = (line(100_000), line(90_000, discounted=True))
    own = replace(DEFAULT, earn_on_discounted=False, rules=(Rule("cup", "Mỗi ly", flat=1, per=Per.UNIT),))
    got = accrue(own, FACTS, lines)
    assert (got.points, got.basis, got.by_line) == (11, 100_000, (11, 0))
    assert accrue(replace(own, earn_on_discounted=True), FACTS, lines).points == 21


# multipliers


def test_the_best_of_a_group_counts_and_groups_multiply():
    gold_card = Rule("card", "Thẻ tháng", multiplier=Ratio(5, 4), group=Group.MEMBERSHIP, plans=("month",))
    got = earned(DOUBLE, TRIPLE, gold_card, amounts=(100_000,), tier="silver", plan="month")
    assert got.multiplier == Ratio(9, 2)  # 6/5 × 5/4 × 3
    assert why(got) == [("base", 10), ("tier:Bạc", 2), ("rule:triple", 24), ("rule:card", 9)]
    assert earned(DOUBLE, TRIPLE, gold_card, amounts=(100_000,), tier="silver", plan="year").points == 36


@pytest.mark.parametrize(("tier", "points", "step"), [("member", 15, "rule:own"), ("diamond", 20, "tier:Kim cương")])
def test_a_rule_of_the_group_tier_competes_with_the_tier(tier, points, step):
    own = Rule("own", "Thứ Hai như Vàng", multiplier=Ratio(3, 2), group=Group.TIER, when=When(weekdays=(0,)))
    got = earned(own, amounts=(100_000,), tier=tier)
    assert (got.points, got.breakdown[1].rule) == (points, step)


def test_of_equal_multipliers_the_tier_s_and_then_the_first_counts():
    same = Rule("same", "Như Vàng", multiplier=Ratio(6, 4), group=Group.TIER)
    assert why(earned(same, amounts=(100_000,), tier="gold")) == [("base", 10), ("tier:Vàng", 5)]
    twice = replace(DOUBLE, id="again", priority=101)
    assert why(earned(twice, DOUBLE, amounts=(100_000,))) == [("base", 10), ("rule:double", 10)]


def test_five_times_is_the_most():
    """2 × 2 × 3 = 12, which counts as 5; what is cut is cut from the last."""
    got = earned(BIRTHDAY, DOUBLE, TRIPLE, amounts=(100_000,), tier="diamond", birthday=True)
    assert (got.points, got.multiplier) == (50, Ratio(5, 1))
    assert why(got) == [("base", 10), ("tier:Kim cương", 10), ("rule:triple", 30)]


def test_flat_bonuses_are_never_multiplied():
    assert earned(DOUBLE, WELCOME, amounts=(100_000,), tier="diamond", is_first=True).points == 10 * 2 * 2 + 20


def test_a_multiplier_is_of_the_lines_that_the_rule_picks():
    """105.000 × 2 + 59.000 = 269.000."""
    got = earned(replace(DOUBLE, picks=COFFEE), lines=MIXED)
    assert (got.points, got.multiplier) == (26, Ratio(2, 1))
    assert why(got) == [("base", 16), ("rule:double", 10)]


def test_a_day_may_give_no_points_but_bonuses():
    got = earned(replace(DOUBLE, multiplier=Ratio(0, 1)), WELCOME, is_first=True)
    assert why(got) == [("base", 24), ("rule:double", -24), ("rule:welcome", 20)]


# flat bonuses


@pytest.mark.parametrize(
    ("lines", "bonus"),
    [
        ((line(29_000, qty=ONE),), 2), ((line(58_000, qty=2 * ONE), line(29_000)), 6), ((line(9_000, "cake"),), 0),
        ((line(66_150, qty=350),), 0), ((line(66_150, qty=1_950),), 2), ((line(9_000, qty=700), line(1, qty=300)), 2),
        ((line(0, qty=9 * ONE), line(29_000)), 2),
    ],
)  # fmt: skip
def test_a_bonus_for_each_whole_unit_of_what_it_picks(lines, bonus):
    got = earned(Rule("cup", "Mỗi ly", flat=2, per=Per.UNIT, picks=COFFEE), lines=lines)
    assert dict(why(got)).get("rule:cup", 0) == bonus


@pytest.mark.parametrize(("visits", "points"), [(0, 29), (1, 24), (3, 24)])
def test_a_bonus_for_the_first_order_of_the_day(visits, points):
    assert earned(Rule("visit", "Ghé", flat=5, per=Per.VISIT), visits_today=visits).points == points
    assert earned(Rule("order", "Mỗi đơn", flat=5), visits_today=visits).points == 29


def test_a_bonus_for_every_order_needs_a_line_that_it_picks():
    bonus = Rule("cake", "Bánh", flat=5, picks=CAKE)
    assert earned(bonus, lines=MIXED).points == 21
    assert earned(bonus).points == 24


@pytest.mark.parametrize(
    ("trigger", "streak", "points"),
    [
        (Trigger.STREAK, 0, 24), (Trigger.STREAK, 6, 24), (Trigger.STREAK, 7, 74), (Trigger.STREAK, 8, 24),
        (Trigger.STREAK, 14, 74), (Trigger.ORDER, 6, 24), (Trigger.ORDER, 7, 74), (Trigger.ORDER, 8, 74),
    ],
)  # fmt: skip
def test_a_row_of_visits_is_rewarded_when_it_is_full_or_while_it_lasts(trigger, streak, points):
    assert earned(Rule("week", "Bảy ngày liền", trigger, flat=50, streak=7), streak=streak).points == points


# conditions


@pytest.mark.parametrize(("amount", "points"), [(199_999, 19), (200_000, 50), (247_000, 54)])
def test_a_minimum_spend(amount, points):
    assert earned(Rule("big", "Đơn lớn", flat=30, minimum_spend=200_000), amounts=(amount,)).points == points


def test_minimums_look_at_the_lines_that_the_rule_picks():
    spend = Rule("spend", "Cà phê 100", flat=30, picks=COFFEE, minimum_spend=100_000)
    units = Rule("units", "Ba ly", flat=7, picks=COFFEE, minimum_qty=3 * ONE)
    cups = (line(50_000, qty=2 * ONE), line(49_999), line(100_000, "cake", qty=5 * ONE))
    assert why(earned(spend, units, lines=cups)) == [("base", 19), ("rule:units", 7)]
    assert earned(spend, units, lines=(line(50_000, qty=2 * ONE), line(50_000))).points == 10 + 30 + 7
    assert earned(spend, units, lines=(line(100_000, qty=2 * ONE), line(0))).points == 10 + 30


RAM, TET = LunarDay(0, 15), LunarDay(1, 1)
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=2"


@pytest.mark.parametrize(
    ("when", "change", "holds"),
    [
        (When(weekdays=(0,)), {}, True), (When(weekdays=(5, 6)), {}, False),
        (When(hours=(Hours(570, 600),)), {}, True), (When(hours=(Hours(540, 570),)), {}, False),
        (When(hours=(Hours(1_320, 600),)), {}, True), (When(recurrence=MONTHLY), {}, False),
        (When(recurrence=MONTHLY), {"recurring": frozenset({MONTHLY})}, True), (When(lunar_days=(RAM,)), {}, False),
        (When(lunar_days=(RAM,)), {"lunar": LunarDay(7, 15)}, True),
        (When(lunar_days=(RAM, TET)), {"lunar": LunarDay(1, 1)}, True),
        (When(lunar_days=(TET,)), {"lunar": LunarDay(2, 1)}, False),
        (When(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 2)), {}, True),
        (When(starts_on=date(2026, 3, 3)), {}, False), (When(ends_on=date(2026, 3, 1)), {}, False),
        (When(order_types=(OrderType.TAKE_AWAY,)), {}, True), (When(order_types=(OrderType.DINE_IN,)), {}, False),
    ],
)  # fmt: skip
def test_a_rule_holds_in_its_time(when, change, holds):
    got = earned(replace(DOUBLE, when=when), at=replace(MONDAY, **change), amounts=(100_000,))
    assert got.points == (20 if holds else 10)


@pytest.mark.parametrize(("tier", "plan", "points"), [("gold", "year", 45), ("gold", "", 15), ("silver", "year", 12)])
def test_a_rule_is_for_some_tiers_and_plans(tier, plan, points):
    own = replace(TRIPLE, tiers=("gold", "diamond"), plans=("month", "year"))
    assert earned(own, amounts=(100_000,), tier=tier, plan=plan).points == points


@pytest.mark.parametrize("trigger", [Trigger.SIGN_UP, Trigger.REVIEW, Trigger.ANNIVERSARY])
def test_what_happens_outside_of_orders_adds_nothing_to_one(trigger):
    assert earned(Rule("x", "X", trigger, flat=20), is_first=True, birthday=True).points == 24


# stacking


def test_an_exclusive_rule_stops_those_after_it_and_leaves_rate_and_tier():
    alone = replace(TRIPLE, exclusive=True)
    got = earned(DOUBLE, BIRTHDAY, WELCOME, alone, amounts=(100_000,), tier="silver", birthday=True, is_first=True)
    assert why(got) == [("base", 10), ("tier:Bạc", 2), ("rule:triple", 24)]


def test_what_comes_before_an_exclusive_rule_stands():
    early = replace(WELCOME, priority=1)
    got = earned(early, DOUBLE, replace(TRIPLE, exclusive=True), amounts=(100_000,), is_first=True)
    assert why(got) == [("base", 10), ("rule:welcome", 20), ("rule:triple", 20)]


@pytest.mark.parametrize(
    "idle",
    [
        Rule("idle", "Ghé", flat=5, per=Per.VISIT, priority=1, exclusive=True),
        Rule("idle", "Chủ nhật", flat=5, when=When(weekdays=(6,)), priority=1, exclusive=True),
        Rule("idle", "Bánh", flat=5, picks=CAKE, priority=1, exclusive=True),
    ],
)
def test_an_exclusive_rule_that_does_nothing_stops_nothing(idle):
    assert earned(idle, DOUBLE, amounts=(100_000,), visits_today=1).points == 20


def test_the_order_of_the_definitions_does_not_matter():
    rules = (DOUBLE, TRIPLE, BIRTHDAY, WELCOME, RICH)
    asked = {"lines": MIXED, "tier": "gold", "birthday": True, "is_first": True}
    assert earned(*rules, **asked) == earned(*reversed(rules), **asked)


# limits


@pytest.mark.parametrize(("orders", "points"), [(0, 24), (4, 24), (5, 0), (9, 0)])
def test_the_sixth_order_of_a_day_earns_nothing_and_is_flagged(orders, points):
    got = earned(orders_today=orders)
    assert (got.points, got.by_line) == (points, (points,))
    assert (got.limited, got.why_limited) == ((False, "") if points else (True, "orders_per_day"))


def test_an_order_that_earns_nothing_anyway_is_not_flagged():
    assert not earned(amounts=(9_000,), orders_today=5).limited


@pytest.mark.parametrize(("minutes", "points"), [(None, 24), (30, 24), (29, 0), (0, 0)])
def test_orders_that_follow_too_soon_earn_nothing(minutes, points):
    got = earned(minutes_apart=30, minutes_since=minutes)
    assert got.points == points
    assert got.why_limited == ("" if points else "minutes_apart")
    assert earned(minutes_since=0).points == 24


@pytest.mark.parametrize(("today", "points"), [(0, 37), (63, 37), (64, 36), (99, 1), (100, 0), (250, 0)])
def test_a_day_gives_no_more_points_than_it_may(today, points):
    got = earned(points_per_day=100, points_today=today, tier="gold")
    assert (got.points, got.limited) == (points, points < 37)
    assert got.why_limited == ("points_per_day" if got.limited else "")
    assert sum(step.points for step in got.breakdown) == sum(got.by_line) == points


def test_what_a_limit_cuts_is_told():
    got = earned(WELCOME, points_per_day=30, is_first=True)
    assert why(got) == [("base", 24), ("rule:welcome", 20), ("limit", -14)]


# returned goods: the same facts, smaller lines


def test_what_remains_is_asked_again():
    """294.000 earns 29, then 19, 9 and nothing as its lines go back."""
    left = [(98_000,) * 3, (98_000, 98_000, 0), (98_000, 0, 0), (0, 0, 0)]
    assert [earned(amounts=amounts).points for amounts in left] == [29, 19, 9, 0]


def test_a_bonus_goes_with_its_condition():
    big = Rule("big", "Đơn lớn", flat=30, minimum_spend=200_000)
    cups = Rule("cup", "Mỗi ly", flat=2, per=Per.UNIT, picks=COFFEE)
    before = (line(150_000, qty=3 * ONE), line(60_000, "cake"))
    one_cup_back = (line(100_000, qty=2 * ONE), line(60_000, "cake"))
    coffee_back = (line(0, qty=0), line(60_000, "cake"))
    assert [earned(big, cups, WELCOME, lines=lines, is_first=True).points for lines in (
        before, one_cup_back, coffee_back,
    )] == [21 + 30 + 6 + 20, 16 + 4 + 20, 6 + 20]  # fmt: skip


# outside of orders


def test_events_have_rules_of_their_own():
    joined = Rule("join", "Ghi danh", Trigger.SIGN_UP, flat=20)
    sunday = Rule("sunday", "Chủ nhật", Trigger.SIGN_UP, flat=5, when=When(weekdays=(6,)))
    rules = (
        WELCOME,
        replace(joined, id="more", flat=3),
        sunday,
        joined,
        Rule("say", "Nhận xét", Trigger.REVIEW, flat=7),
    )
    assert event_points(rules, Trigger.SIGN_UP, MONDAY) == (Step("rule:join", 20), Step("rule:more", 3))
    assert event_points(rules, Trigger.REVIEW, MONDAY) == (Step("rule:say", 7),)
    assert event_points(rules, Trigger.ANNIVERSARY, MONDAY) == ()
    alone = (replace(joined, exclusive=True), *rules[:3])
    assert event_points(alone, Trigger.SIGN_UP, MONDAY) == (Step("rule:join", 20),)


def test_an_event_may_be_for_some_tiers_and_plans():
    own = (Rule("year", "Kỷ niệm", Trigger.ANNIVERSARY, flat=50, tiers=("gold",), plans=("month",)),)
    assert event_points(own, Trigger.ANNIVERSARY, MONDAY, tier="gold", plan="month") == (Step("rule:year", 50),)
    assert event_points(own, Trigger.ANNIVERSARY, MONDAY, tier="gold") == ()
    assert event_points(own, Trigger.ANNIVERSARY, MONDAY) == ()


def test_an_order_is_no_event():
    with pytest.raises(ValueError, match="order"):
        event_points((WELCOME,), Trigger.FIRST_ORDER, MONDAY)


# whatever the numbers


amounts = st.integers(0, 5_000_000)
lines_ = st.lists(
    st.builds(line, amounts, st.sampled_from(["coffee", "cake"]), st.integers(1, 9_000), discounted=st.booleans()),
    max_size=6,
)
ratios = st.builds(lambda num, den: Ratio(min(num, 5 * den), den), st.integers(0, 20), st.integers(1, 7))
raises = st.builds(lambda more, den: Ratio(min(den + more, 5 * den), den), st.integers(1, 20), st.integers(1, 7))
rates = st.builds(EarnRate, st.integers(1, 10), st.integers(100, 20_000))
picks = st.sampled_from([Picks(), COFFEE, CAKE, Picks(not_categories=("cake",))])
facts_ = st.builds(
    replace, st.just(FACTS), tier=st.sampled_from([tier.code for tier in DEFAULT_TIERS]), is_first=st.booleans(),
    birthday=st.booleans(), visits_today=st.integers(0, 1), streak=st.integers(0, 3), points_today=st.integers(0, 90),
)  # fmt: skip


@st.composite
def some_rules(draw, minimums: bool = True) -> tuple[Rule, ...]:
    """Rules that can be together: every one has its own priority."""
    triggers = st.sampled_from([Trigger.ORDER, Trigger.FIRST_ORDER, Trigger.BIRTHDAY, Trigger.STREAK])
    flags = st.booleans() if minimums else st.just(False)
    return tuple(
        Rule(
            f"r{n}", f"R{n}", draw(triggers), draw(st.none() | rates), draw(st.integers(1, 50)),
            draw(st.sampled_from(Per)), draw(st.none() | (ratios if minimums else raises)),
            draw(st.sampled_from(Group)), draw(picks), streak=2, priority=n, exclusive=draw(flags),
            minimum_spend=draw(st.integers(1, 2_000_000)) if draw(flags) else 0,
            minimum_qty=draw(st.integers(1, 9_000)) if draw(flags) else 0,
        )
        for n in range(draw(st.integers(0, 5)))
    )  # fmt: skip


@given(some_rules(), facts_, lines_, st.none() | st.integers(0, 100), st.booleans())
def test_steps_and_lines_add_up_to_the_points(rules, facts, lines, most, on_discounted):
    got = accrue(replace(DEFAULT, rules=rules, points_per_day=most, earn_on_discounted=on_discounted), facts, lines)
    assert got.points >= 0
    assert sum(step.points for step in got.breakdown) == sum(got.by_line) == got.points
    assert len(got.by_line) == len(lines)
    assert all(part >= 0 for part in got.by_line)
    assert not any(part for part, each in zip(got.by_line, lines, strict=True) if each.amount == 0)
    assert len({step.rule for step in got.breakdown}) == len(got.breakdown)
    assert all(step.points for step in got.breakdown)
    assert got.limited == bool(got.why_limited)
    if most is not None:
        assert got.points <= max(0, most - facts.points_today)


@given(some_rules(minimums=False), facts_, lines_, st.data())
def test_less_goods_never_earn_more(rules, facts, lines, data):
    programme = replace(DEFAULT, rules=rules)
    less = [replace(each, amount=data.draw(st.integers(0, each.amount)), qty=data.draw(st.integers(0, each.qty)))
            for each in lines]  # fmt: skip
    assert accrue(programme, facts, less).points <= accrue(programme, facts, lines).points


@given(lines_, ratios, st.lists(st.tuples(st.sampled_from(Group), ratios), max_size=4), rates, st.none() | rates)
def test_points_are_the_exact_floor(lines, own, multipliers, rate, other):
    """Rules that pick everything: one rate and one multiplier for the order, as fractions have them."""
    rules = [Rule(f"m{n}", "M", multiplier=ratio, group=group, flat=1, priority=n)
             for n, (group, ratio) in enumerate(multipliers)]  # fmt: skip
    rules += [Rule("base", "B", base=other)] if other else []
    tier = Tier("t", "T", 0, own)
    got = accrue(Programme(tiers=(tier,), earn=rate, rules=tuple(rules)), replace(FACTS, tier="t"), lines)

    basis = sum(each.amount for each in lines)
    groups = [(Group.TIER, own), *multipliers]
    best = [max(Fraction(r.num, r.den) for g, r in groups if g is group) for group in {g for g, _ in groups}]
    per_dong = max(Fraction(one.points, one.per) for one in (rate, other) if one)
    flat = len(multipliers) if basis else 0
    assert got.points == floor(basis * per_dong * min(prod(best), 5)) + flat
