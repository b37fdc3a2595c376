"""Rewards on a real shop: uses kept by sale, limits over days, and what a return gives back of them."""

import pytest

from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.games import StampCard
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit, Reach
from pos_desktop.selling.conditions import Picks
from pos_desktop.services.members.merging import Merge
from tests.support.shop import OWNER, Shop
from tests.support.talk import PHONE, Talk

OFF = Reward("off", "Giảm 20.000", 100, benefit=Benefit(amount=20_000))
DAILY = Reward("daily", "Mỗi ngày", 0, benefit=Benefit(amount=5_000), per_day=1)
GIFT = Reward("gift", "Ly sứ", 50, RewardKind.GIFT, gift="Ly sứ")
LATER = Reward("later", "Phiếu", 50, RewardKind.VOUCHER, voucher="off10")
ONE_TEA = Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=Picks(skus=("TRA",)))
FREE = Reward("free", "Một trà", 70, RewardKind.FREE_ITEM, ONE_TEA)
TEMPLATE = VoucherTemplate("off10", "Giảm 10.000", Benefit(amount=10_000))
PHO, TEA = {"code": "PHO"}, {"code": "TRA"}
TWIN = "0987654321"


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    speaking = Talk(sample_shop, rewards=(OFF, DAILY, GIFT, LATER, FREE), vouchers=(TEMPLATE,))
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


def test_a_free_piece_keeps_its_points_until_it_is_returned(talk: Talk) -> None:
    sold = talk.done(lines=[TEA, PHO], member=PHONE, rewards=["free"])

    assert talk.done(op="refund", sale=sold["number"], lines=[{"line": 2, "qty": 1}])["restored"] == 0
    assert talk.done(op="refund", sale=sold["number"], lines=[{"line": 1, "qty": 1}])["restored"] == 70
    assert talk.member()["available"] == 1_000
    talk.prove()


def test_an_order_of_nothing_but_a_free_piece_gives_its_points_back(talk: Talk) -> None:
    sold = talk.done(lines=[TEA], member=PHONE, rewards=["free"])
    assert (sold["due"], sold["available"]) == (0, 930)

    back = talk.done(op="void", sale=sold["number"], reason="nhầm")

    assert (back["money"], back["restored"], back["available"]) == (0, 70, 1_000)
    talk.prove()


def test_points_of_money_off_come_back_in_the_shares_of_the_money(talk: Talk) -> None:
    sold = talk.done(lines=[{**PHO, "qty": 3}], member=PHONE, rewards=["off"])
    backs = [
        talk.done(op="refund", sale=sold["number"], lines=[{"line": 1, "qty": 1}])["restored"] for _ in range(3)
    ]  # fmt: skip
    assert backs == [33, 33, 34]
    talk.prove()


def test_a_voucher_for_points_is_not_paid_back_while_it_can_be_used(talk: Talk) -> None:
    sold = talk.done(lines=[PHO, TEA], member=PHONE, rewards=["later"])

    assert talk.done(op="refund", sale=sold["number"], lines=[{"line": 1, "qty": 1}])["restored"] == 0
    talk.done(lines=[PHO], member=PHONE, vouchers=[sold["vouchers"]["issued"][0]["code"]])
    assert talk.done(op="refund", sale=sold["number"])["restored"] == 0
    talk.prove()


def test_stamps_and_what_was_taken_go_over_with_a_merge(talk: Talk) -> None:
    talk.change(stamp_cards=(StampCard("tea", "10 trà tặng 1", 10, "free", Picks(skus=("TRA",))),))
    talk.done(lines=[{**TEA, "qty": 12}], member=PHONE, rewards=["daily"])
    talk.done(op="enrol", phone=TWIN, name="Ngọc Ánh")
    to_id = talk.desk.members.find(TWIN).row.account_id

    talk.desk.merging.merge(Merge("m1", talk.account_id, to_id, "một người", talk.shop.person(OWNER).id))

    (card,) = talk.member()["stamps"]
    assert (card["stamps"], card["full"]) == (2, 1)
    assert talk.code(lines=[PHO], member=TWIN, rewards=["daily"]) == "REWARD_LIMIT"
    talk.prove()
