from dataclasses import replace
from datetime import date, time

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.rewards import Reward, RewardFacts, RewardKind, choose, offers
from pos_desktop.selling.conditions import Hours, When
from pos_desktop.selling.lines import OrderType
from pos_desktop.selling.pricing import PricedOrder, price
from pos_desktop.selling.tax import VatTable
from tests.support.deals import benefit, deals
from tests.support.orders import order
from tests.support.refusals import refused

AT = Occasion(date(2026, 3, 2), time(9))
TWO_AND_ONE = "2 x CÀ PHÊ @ 29000; 1 x BÁNH @ 45000; member Lan"
RICH = RewardFacts(available=1_000, tier="gold")


def reward(text: str = "10000", **more) -> Reward:
    return Reward(**{"id": "r", "name": "Ưu đãi", "points": 100, "benefit": benefit(text)} | more)


def gift(**more) -> Reward:
    return Reward(**{"id": "g", "name": "Quà", "points": 50, "kind": RewardKind.GIFT, "gift": "Ly sứ"} | more)


def bare(text: str = TWO_AND_ONE, of_deals: str = "", rewards: tuple[str, ...] = ()) -> PricedOrder:
    return price(replace(order(text), rewards=rewards), VatTable(), AT.day, deals=deals(of_deals))


def why_not(one: Reward, priced: PricedOrder | None = None, facts: RewardFacts = RICH, at: Occasion = AT):
    (offered,) = offers([one], priced or bare(), facts, at)
    return offered.refused and (offered.refused.code, offered.refused.params)


def test_usable_ones_come_first_and_the_best_of_them_before_the_others():
    rewards = [
        reward("10000", id="a"), reward("20000", id="b", points=5_000), reward("20000", id="c", points=200),
        reward("20000", id="d", points=100), reward("100% on 1 BÁNH", id="e", kind=RewardKind.FREE_ITEM), gift(),
    ]  # fmt: skip
    got = offers(rewards, bare(), RICH, AT)
    assert [(x.reward.id, x.value, x.points) for x in got] == [
        ("e", 45_000, 100), ("d", 20_000, 100), ("c", 20_000, 200), ("a", 10_000, 100), ("g", 0, 50),
        ("b", 20_000, 5_000),
    ]  # fmt: skip
    assert [x.refused is None for x in got] == [True] * 5 + [False]


def test_a_reward_takes_only_what_is_needed():
    (offered,) = offers([reward("500000")], bare(), RICH, AT)
    assert offered.value == 103_000


def test_its_value_is_what_the_order_costs_less():
    before = bare("2 x CÀ PHÊ @ 29000; off 10%; member Lan", "10%")
    (offered,) = offers([reward("10000")], before, RICH, AT)
    after = price(before.order, VatTable(), AT.day, deals=(*before.deals, offered.reward.deal()))
    assert offered.value == before.due - after.due == 9_000


@pytest.mark.parametrize(
    ("one", "facts", "code", "params"),
    [
        (reward(), replace(RICH, blocked=True), Code.MEMBER_BLOCKED, {}),
        (reward(plans=("gold",)), RICH, Code.REWARD_PLAN, {}),
        (reward(plans=("gold",)), replace(RICH, plan_expired=True), Code.MEMBERSHIP_EXPIRED, {}),
        (reward(tiers=("diamond",)), RICH, Code.REWARD_TIER, {}),
        (reward(when=When(weekdays=(3,))), RICH, Code.REWARD_TIME, {}),
        (reward(when=When(hours=(Hours(600, 700),))), RICH, Code.REWARD_TIME, {}),
        (reward(when=When(order_types=(OrderType.DINE_IN,))), RICH, Code.REWARD_TIME, {}),
        (reward(only_birthday=True), RICH, Code.REWARD_BIRTHDAY, {}),
        (reward(only_anniversary=True), RICH, Code.REWARD_ANNIVERSARY, {}),
        (reward(stamps="s"), RICH, Code.REWARD_STAMPS, {}),
        (reward(points=1_001), RICH, Code.INSUFFICIENT_POINTS, {"available": 1_000, "asked": 1_001}),
        (reward(), RewardFacts(available=-40), Code.INSUFFICIENT_POINTS, {"available": 0, "asked": 100}),
        (reward(needs_card=True), RICH, Code.REWARD_CARD, {}),
        (reward(minimum=136_000), RICH, Code.REWARD_MINIMUM, {"minimum": 136_000, "missing": 33_000}),
        (reward("10% on PHỞ"), RICH, Code.REWARD_ITEM, {}),
        (reward("price 50000 on BÁNH"), RICH, Code.REWARD_NOTHING, {}),
        (gift(minimum=136_000), RICH, Code.REWARD_MINIMUM, {"minimum": 136_000, "missing": 33_000}),
    ],
)
def test_every_refusal_says_why(one, facts, code, params):
    assert why_not(one, facts=facts) == (code, params)
    with refused(code, **params):
        choose([one], bare(rewards=(one.id,)), facts, AT)


@pytest.mark.parametrize(
    ("one", "facts"),
    [
        (reward(plans=("gold",)), replace(RICH, plan="gold")),
        (reward(tiers=("silver", "gold")), RICH),
        (reward(when=When(weekdays=(0,))), RICH),
        (reward(only_birthday=True), replace(RICH, birthday=True)),
        (reward(only_anniversary=True), replace(RICH, anniversary=True)),
        (reward(stamps="s"), replace(RICH, stamps={"s": 1})),
        (reward(points=1_000), RICH),
        (reward(minimum=103_000), RICH),
        (reward(points=0, per_day=1), RewardFacts(available=-5)),
        (gift(), RICH),
        (Reward("v", "V", 10, RewardKind.VOUCHER, voucher="t"), RICH),
    ],
)
def test_what_fits_is_not_refused(one, facts):
    assert why_not(one, facts=facts) is None


def test_a_card_or_a_pin_is_asked_for():
    for proof in ("card", "pin"):
        assert why_not(reward(needs_card=True), bare(f"{TWO_AND_ONE} by {proof}")) is None


@pytest.mark.parametrize(
    ("limits", "uses", "most"),
    [
        ({"per_day": 1}, [date(2026, 3, 2)], 1),
        ({"per_day": 1}, [date(2026, 3, 1)], None),
        ({"per_day": 2}, [date(2026, 3, 2)], None),
        ({"per_month": 2}, [date(2026, 3, 1), date(2026, 3, 2)], 2),
        ({"per_month": 1}, [date(2026, 2, 28), date(2025, 3, 2)], None),
        ({"per_year": 1}, [date(2026, 1, 1)], 1),
        ({"per_year": 1}, [date(2025, 12, 31)], None),
        ({}, [date(2026, 3, 2)] * 9, None),
    ],
)
def test_limits_of_a_member(limits, uses, most):
    got = why_not(reward(**limits), facts=replace(RICH, uses={"r": uses, "other": [AT.day]}))
    assert got == (most and (Code.REWARD_LIMIT, {"most": most, "per": next(iter(limits)).removeprefix("per_")}))


def test_the_minimum_counts_what_other_deals_left():
    assert why_not(reward(minimum=100_000), bare(of_deals="10%")) == (
        Code.REWARD_MINIMUM, {"minimum": 100_000, "missing": 7_300},
    )  # fmt: skip


# choosing


def test_chosen_rewards_cost_their_points_and_leave_the_rest():
    two = [
        reward("100% on 1 CÀ PHÊ", id="free", kind=RewardKind.FREE_ITEM, stamps="s"),
        reward("10%", id="off", points=60),
    ]
    chosen = choose(two, bare(rewards=("free", "off", "off")), replace(RICH, stamps={"s": 1}), AT)
    assert [one.id for one in chosen.rewards] == ["free", "off", "off"]
    assert [deal.id for deal in chosen.deals] == ["free", "off", "off"]
    assert (chosen.points, chosen.facts.available) == (220, 780)
    assert chosen.bare.due == 103_000 - 29_000 - 7_400 - 6_660
    assert chosen.bare == price(chosen.bare.order, VatTable(), AT.day, deals=chosen.deals)
    assert [x.refused and x.refused.code for x in offers(two, chosen.bare, chosen.facts, AT)] == [
        None,
        Code.REWARD_STAMPS,
    ]


def test_a_reward_is_not_chosen_beyond_its_limit_or_the_points():
    with refused(Code.REWARD_LIMIT, most=1, per="day"):
        choose([reward(per_day=1)], bare(rewards=("r", "r")), RICH, AT)
    with refused(Code.INSUFFICIENT_POINTS, available=400, asked=600):
        choose([reward(points=600)], bare(rewards=("r", "r")), RICH, AT)
    with refused(Code.REWARD_NOTHING):
        choose([reward("500000")], bare(rewards=("r", "r")), RICH, AT)


def test_none_is_taken_in_vain():
    two = [reward("10000", id="wide"), reward("100% on anything", id="narrow")]
    with refused(Code.REWARD_NOTHING):
        choose(two, bare(rewards=("wide", "narrow")), RICH, AT)


def test_a_reward_that_is_gone():
    with refused(Code.UNKNOWN_REWARD):
        choose([reward()], bare(rewards=("old",)), RICH, AT)


def test_gifts_and_vouchers_take_nothing_off():
    chosen = choose([gift()], bare(rewards=("g",)), RICH, AT)
    assert (chosen.deals, chosen.points, chosen.bare.due) == ((), 50, 103_000)


# what cannot be


@pytest.mark.parametrize(
    ("one", "faults"),
    [
        (Reward("", ""), ("id", "name", "benefit", "limit")),
        (reward(points=-1), ("points",)),
        (reward(kind=RewardKind.GIFT), ("benefit", "gift")),
        (reward(gift="Ly"), ("gift",)),
        (gift(gift=" "), ("gift",)),
        (gift(voucher="t"), ("voucher",)),
        (Reward("v", "V", 10, RewardKind.VOUCHER), ("voucher",)),
        (reward(minimum=-1, per_day=-1, per_month=-1, per_year=-1), ("minimum", "per_day", "per_month", "per_year")),
        (reward(points=0), ("limit",)),
        (reward(points=0, stamps="s"), ()),
        (reward(points=0, per_month=1), ()),
        (reward("0"), ("benefit.effect",)),
        (reward(when=When(hours=(Hours(-1, 5),))), ("when.hours",)),
        (gift(), ()),
    ],
)
def test_faults(one, faults):
    assert one.faults() == faults


def test_a_reward_is_kept_as_plain_values():
    one = reward("50% on cheapest A", tiers=("gold",), when=When(ends_on=date(2026, 12, 31)), per_month=2)
    assert from_plain(Reward, to_plain(one)) == one
    assert from_plain(Reward, to_plain(gift())) == gift()
