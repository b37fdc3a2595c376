from dataclasses import replace
from datetime import date, time

import pytest

from pos_desktop.core.occasion import Occasion
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo
from pos_desktop.selling.conditions import GUEST, Buyer, Hours, Picks, When
from pos_desktop.selling.deals import Deal, DealSource
from pos_desktop.selling.lines import OrderType, Ware
from pos_desktop.selling.pricing import price
from pos_desktop.selling.promotions import Missing, Promotion, asked_for, deals_for, list_price, missing_for, next_offer
from pos_desktop.selling.tax import VatTable
from tests.support.deals import effect
from tests.support.orders import order

MONDAY = Occasion(date(2026, 3, 2), time(9))


def promotion(text: str, **more) -> Promotion:
    given = effect(text)
    field = {Benefit: "benefit", BuyGet: "buy_get", Combo: "combo"}[type(given)]
    return Promotion(**{"id": "p", "name": "Khuyến mãi", field: given} | more)


def names(promotions, text: str = "1 x A @ 100000", at: Occasion = MONDAY, buyer: Buyer = GUEST) -> list[str]:
    return [deal.id for deal in deals_for(promotions, order(text), at, buyer)]


def test_a_promotion_is_a_deal():
    rule = promotion("buy 1 A get 1 A", exclusive=True, limit_per_order=2)
    assert deals_for([rule], order("1 x A @ 1000"), MONDAY) == (
        Deal(DealSource.PROMOTION, "p", "Khuyến mãi", effect("buy 1 A get 1 A"), True, 2),
    )


def test_they_have_their_turn_by_priority_and_id():
    rules = [promotion("10%", id=name, priority=at) for name, at in (("b", 1), ("c", 0), ("a", 1), ("d", -1))]
    assert names(rules) == names(rules[::-1]) == ["d", "c", "a", "b"]


@pytest.mark.parametrize(
    ("conditions", "at", "holds"),
    [
        ({"when": When(weekdays=(0,))}, MONDAY, True),
        ({"when": When(weekdays=(1,))}, MONDAY, False),
        ({"when": When(hours=(Hours(9 * 60, 10 * 60),))}, MONDAY, True),
        ({"when": When(hours=(Hours(9 * 60, 10 * 60),))}, replace(MONDAY, time=time(10)), False),
        ({"when": When(order_types=(OrderType.DINE_IN,))}, MONDAY, False),
        ({"tiers": ("gold",)}, MONDAY, False),
        ({"minimum": 100_000}, MONDAY, True),
        ({"minimum": 100_001}, MONDAY, False),
    ],
)
def test_when_it_holds(conditions, at, holds):
    assert names([promotion("10%", **conditions)], at=at) == (["p"] if holds else [])


@pytest.mark.parametrize(("tier", "holds"), [("gold", True), ("silver", False), (None, False)])
def test_a_promotion_of_tiers(tier, holds):
    assert names([promotion("10%", tiers=("gold", "diamond"))], buyer=Buyer(tier)) == (["p"] if holds else [])


@pytest.mark.parametrize(
    ("rule", "buyer", "holds"),
    [
        ({"groups": ("Sỉ", "Công ty")}, Buyer("member", ("Công ty",)), True),
        ({"groups": ("Sỉ",)}, Buyer("member", ("Công ty",)), False),
        ({"groups": ("Sỉ",)}, GUEST, False),
        ({"groups": ("Sỉ",), "tiers": ("gold",)}, Buyer("member", ("Sỉ",)), False),
        # so often to a member, and to no guest
        ({"per_member": 2}, Buyer("member", used={"p": 1}), True),
        ({"per_member": 2}, Buyer("member", used={"p": 2}), False),
        ({"per_member": 2}, Buyer("member", used={"q": 9}), True),
        ({"per_member": 2}, GUEST, False),
        # so often in all
        ({"in_all": 50}, Buyer(given={"p": 49}), True),
        ({"in_all": 50}, Buyer(given={"p": 50}), False),
        ({"in_all": 50, "per_member": 1}, Buyer("member", given={"p": 50}), False),
    ],
)
def test_groups_and_limits(rule, buyer, holds):
    assert names([promotion("10%", **rule)], buyer=buyer) == (["p"] if holds else [])


def test_a_coupon_opens_its_promotion_and_no_other():
    rules = [promotion("10%", coupon="TRUA20"), promotion("5%", id="q")]
    made = order("1 x A @ 100000")
    assert [deal.id for deal in deals_for(rules, made, MONDAY)] == ["q"]
    assert [deal.id for deal in deals_for(rules, made.with_coupon("TRUA20"), MONDAY)] == ["p", "q"]
    assert [deal.id for deal in deals_for(rules, made.with_coupon("TET2026"), MONDAY)] == ["q"]
    held = made.with_coupon("TRUA20")
    assert held.with_coupon("TRUA20") is held
    assert held.without_coupon("TRUA20") == made
    assert asked_for(rules, made) == rules[1:]
    assert asked_for(rules, held) == rules


def test_a_happy_hour_that_begins_and_ends_while_an_order_is_open():
    happy, made = promotion("20%", when=When(hours=(Hours(14 * 60, 16 * 60),))), order("1 x A @ 100000")
    dues = [
        price(made, VatTable(), MONDAY.day, deals=deals_for([happy], made, replace(MONDAY, time=at))).due
        for at in (time(13, 59), time(14), time(15, 59), time(16))
    ]
    assert dues == [100_000, 80_000, 80_000, 100_000]


def test_the_minimum_counts_goods_at_list_price():
    made = order("1 x A @ 100000 -50%; 1 x THẺ @ 500000; off 10%")
    made = replace(made, lines=(made.lines[0], replace(made.lines[1], ware=Ware.GIFT_CARD)))
    assert list_price(made) == 100_000
    assert [d.id for d in deals_for([promotion("10%", minimum=100_000)], made, MONDAY)] == ["p"]
    assert deals_for([promotion("10%", minimum=100_001)], made, MONDAY) == ()


@pytest.mark.parametrize(
    ("rule", "text", "missing"),
    [
        # đồng up to the minimum, if the rest is there
        (promotion("10%", minimum=300_000), "1 x A @ 267000", Missing(amount=33_000)),
        (promotion("10%", minimum=300_000), "1 x A @ 300000", None),
        (promotion("10% on B", minimum=300_000), "1 x A @ 267000", None),
        (promotion("buy 1 A get 1 A", minimum=90_000), "2 x A @ 30000", Missing(amount=30_000)),
        (promotion("10%"), "1 x A @ 267000", None),
        # pieces up to the next round, if it is begun
        (promotion("buy 1 A get 1 A"), "1 x A @ 30000", Missing(pieces=1)),
        (promotion("buy 1 A get 1 A"), "2 x A @ 30000", None),
        (promotion("buy 1 A get 1 A"), "3 x A @ 30000", Missing(pieces=1)),
        (promotion("buy 1 A get 1 A", limit_per_order=1), "3 x A @ 30000", None),
        (promotion("buy 3 A get 1 A"), "2 x A @ 30000", Missing(pieces=2)),
        (promotion("buy 1 A get 1 B"), "1 x A @ 30000", Missing(pieces=1)),
        (promotion("buy 1 A get 1 B"), "1 x B @ 30000", None),
        (promotion("buy 1 A get 1 B"), "1 x C @ 30000", None),
        (promotion("combo 50000: 1 A + 1 B"), "1 x A @ 30000", Missing(pieces=1)),
        (promotion("combo 50000: 1 A + 2 B"), "1 x A @ 30000", Missing(pieces=2)),
        (promotion("combo 50000: 1 A + 1 B"), "1 x A @ 30000; 1 x B @ 30000", None),
        (promotion("combo 50000: 1 A + 1 B"), "2 x A @ 30000; 1 x B @ 30000", Missing(pieces=1)),
        (promotion("combo 50000: 1 A + 1 B", limit_per_order=1), "2 x A @ 30000; 1 x B @ 30000", None),
        (promotion("combo 50000: 1 A + 1 B"), "1 x C @ 30000", None),
    ],
)
def test_what_is_missing(rule, text, missing):
    assert missing_for(rule, order(text)) == missing


def test_adding_the_missing_pieces_gives_one_round_more():
    for have in range(1, 12):
        rule = promotion("buy 2 A get 1 A")
        missing = missing_for(rule, order(f"{have} x A @ 30000"))
        more = have + (missing.pieces if missing else 0)
        got = price(order(f"{more} x A @ 30000"), VatTable(), MONDAY.day, deals=(rule.deal(),))
        assert got.discount == 30_000 * -(-have // 3)


def test_one_offer_is_spoken_of_the_nearest_in_dong():
    rules = [
        promotion("combo 50000: 1 A + 1 B", id="a"),
        promotion("10%", id="b", minimum=400_000),
        promotion("5%", id="c", minimum=300_000),
        promotion("5%", id="d", minimum=270_000, when=When(weekdays=(5,))),
    ]
    assert next_offer(rules, order("1 x A @ 267000"), MONDAY) == (rules[2], Missing(amount=33_000))
    assert next_offer(rules, order("1 x A @ 400000"), MONDAY) == (rules[0], Missing(pieces=1))
    assert next_offer(rules[1:], order("1 x A @ 400000"), MONDAY) is None


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (Promotion("", " "), ("id", "name", "effect")),
        (promotion("10%", buy_get=BuyGet()), ("effect", "buy_get.buy", "buy_get.get")),
        (promotion("10%", minimum=-1), ("minimum",)),
        (promotion("10%", limit_per_order=1), ("limit_per_order",)),
        (promotion("buy 1 A get 1 A", limit_per_order=-1), ("limit_per_order",)),
        (promotion("10%", when=When(weekdays=(7,))), ("when.weekdays",)),
        (Promotion("p", "P", benefit=Benefit()), ("benefit.effect",)),
        (promotion("10%", groups=(" ",)), ("groups",)),
        (promotion("10%", coupon="trưa"), ("coupon",)),
        (promotion("10%", coupon="TRUA20", per_member=1, per_day=True), ()),
        (promotion("10%", per_member=-1, in_all=2_000_000), ("per_member", "in_all")),
        (promotion("10%", per_day=True), ("per_day",)),
        (Promotion("p", "P", combo=Combo((), 1)), ("combo.parts",)),
        (promotion("combo 50000: 1 A + 1 B", limit_per_order=3), ()),
    ],
)
def test_faults(rule, faults):
    assert rule.faults() == faults


@pytest.mark.parametrize("text", ["price 19000 on 2 A most 5", "buy 1 A get 1 B at 50%", "combo 50000: 1 A + 2 B"])
def test_a_promotion_is_kept_as_plain_values(text):
    rule = promotion(text, when=When(weekdays=(0,), starts_on=date(2026, 1, 1)), tiers=("gold",), priority=3)
    assert from_plain(Promotion, to_plain(rule)) == rule


def test_picks_by_category():
    made = order("1 x A @ 10000; 1 x B @ 20000")
    made = replace(made, lines=(made.lines[0], replace(made.lines[1], category="cakes")))
    rule = Promotion("p", "P", benefit=replace(effect("10% on A"), picks=Picks(categories=("cakes",))))
    assert price(made, VatTable(), MONDAY.day, deals=(rule.deal(),)).reductions[0].by_line == (0, 2_000)
