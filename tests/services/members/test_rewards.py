"""Rewards on a real shop: uses kept by sale, limits over days, and what a return gives back of them."""

import pytest

from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from tests.support.shop import Shop
from tests.support.talk import PHONE, Talk

OFF = Reward("off", "Giảm 20.000", 100, benefit=Benefit(amount=20_000))
DAILY = Reward("daily", "Mỗi ngày", 0, benefit=Benefit(amount=5_000), per_day=1)
GIFT = Reward("gift", "Ly sứ", 50, RewardKind.GIFT, gift="Ly sứ")
LATER = Reward("later", "Phiếu", 50, RewardKind.VOUCHER, voucher="off10")
TEMPLATE = VoucherTemplate("off10", "Giảm 10.000", Benefit(amount=10_000))
PHO = {"code": "PHO"}


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    speaking = Talk(sample_shop, rewards=(OFF, DAILY, GIFT, LATER), vouchers=(TEMPLATE,))
    speaking.done(op="adjust", member=PHONE, points=1_000, reason="thử")
    return speaking


def test_a_reward_taken_twice_is_one_row_with_its_times(talk: Talk) -> None:
    answer = talk.done(lines=[PHO], member=PHONE, rewards=["off", "off"])

    assert (answer["due"], answer["redeemed"]) == (60_000, 0)
    assert answer["rewards"] == [{"id": "off", "name": "Giảm 20.000", "times": 2, "points": 200, "value": 40_000}]
    assert answer["available"] == 1_000 - 200 + 6
    talk.prove()


def test_a_guest_has_no_rewards(talk: Talk) -> None:
    assert talk.code(lines=[PHO], rewards=["off"]) == "UNKNOWN_MEMBER"


def test_a_limit_a_day_counts_what_was_not_returned(talk: Talk) -> None:
    sold = talk.done(lines=[PHO], member=PHONE, rewards=["daily"])
    assert talk.code(lines=[PHO], member=PHONE, rewards=["daily"]) == "REWARD_LIMIT"

    talk.done(op="refund", sale=sold["number"])

    assert talk.done(lines=[PHO], member=PHONE, rewards=["daily"])["due"] == 95_000
    talk.on("2026-03-03")
    assert talk.done(lines=[PHO], member=PHONE, rewards=["daily"])["due"] == 95_000
    talk.prove()


def test_points_of_a_reward_come_back_but_those_of_a_gift_do_not(talk: Talk) -> None:
    sold = talk.done(lines=[PHO], member=PHONE, rewards=["off", "gift"])
    assert sold["available"] == 1_000 - 150 + 8

    back = talk.done(op="refund", sale=sold["number"])

    assert (back["restored"], talk.member()["available"]) == (100, 950)
    assert talk.shop.rows("SELECT reward, sum(uses) FROM reward_use GROUP BY reward ORDER BY reward") == [
        ("gift", 1), ("off", 0)
    ]  # fmt: skip
    talk.prove()


def test_a_voucher_for_points_is_given_and_goes_with_its_sale(talk: Talk) -> None:
    sold = talk.done(lines=[PHO], member=PHONE, rewards=["later"])
    (given,) = sold["vouchers"]["issued"]
    assert [one["code"] for one in talk.member()["vouchers"]] == [given["code"]]

    back = talk.done(op="refund", sale=sold["number"])

    assert (back["restored"], talk.member()["vouchers"]) == (50, [])
    assert talk.code(op="voucher", find=given["code"]) == "INVALID_VOUCHER"
    talk.prove()


def test_points_of_a_voucher_that_was_used_stay_spent(talk: Talk) -> None:
    sold = talk.done(lines=[PHO], member=PHONE, rewards=["later"])
    talk.done(lines=[PHO], member=PHONE, vouchers=[sold["vouchers"]["issued"][0]["code"]])

    assert talk.done(op="refund", sale=sold["number"])["restored"] == 0
    talk.prove()
