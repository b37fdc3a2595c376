"""Points that come back to lots which are over, or which live while their member comes."""

from typing import Any

import pytest

from pos_desktop.loyalty.membership import Period, Plan
from pos_desktop.loyalty.programme import ExpiryPolicy
from pos_desktop.services.members.merging import Merge
from tests.support.shop import OWNER, Shop
from tests.support.talk import PHONE, Talk

TWIN = "0987654321"


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    speaking = Talk(sample_shop, expiry=ExpiryPolicy.IDLE, expiry_months=6)
    speaking.done(op="adjust", member=PHONE, points=100, reason="thử")
    return speaking


def _spent(talk: Talk) -> dict[str, Any]:
    return talk.done(lines=[{"code": "PHO"}], member=PHONE, redeem=50)


def test_points_of_a_lot_that_idled_away_come_back_for_a_week(talk: Talk) -> None:
    sold = _spent(talk)
    talk.on("2026-09-20")
    assert talk.member()["available"] == 0, "the lot is written off"

    assert talk.done(op="refund", sale=sold["number"])["restored"] == 50

    (lot,) = talk.member()["lots"]
    assert (lot["points"], lot["expires_on"]) == (50, "2026-09-27")
    talk.on("2026-09-28")
    assert talk.member()["available"] == 0
    talk.prove()


def test_points_of_a_merged_member_go_on_living_while_they_come(talk: Talk) -> None:
    sold = _spent(talk)
    talk.done(op="enrol", phone=TWIN, name="Ngọc Ánh")
    to_id = talk.desk.members.find(TWIN).row.account_id
    talk.desk.merging.merge(Merge("m1", talk.account_id, to_id, "một người", talk.shop.person(OWNER).id))

    talk.done(op="refund", sale=sold["number"])

    assert {lot["expires_on"] for lot in talk.member()["lots"]} == {"2026-09-02"}
    talk.prove()


def test_a_lot_dies_once_also_when_the_clock_goes_back(sample_shop: Shop) -> None:
    talk = Talk(sample_shop)
    talk.done(op="adjust", member=PHONE, points=100, reason="thử")
    sold = _spent(talk)
    talk.on("2027-05-01")
    talk.on("2026-03-05")

    talk.done(op="refund", sale=sold["number"])

    assert [lot["expires_on"] for lot in talk.member()["lots"]] == ["2027-03-31"]
    talk.on("2027-05-02")
    assert talk.member()["available"] == 0
    talk.prove()


def test_a_refund_tells_what_is_left_without_the_bonuses_of_the_sale(sample_shop: Shop) -> None:
    talk = Talk(sample_shop, plans=(Plan("gold", "Vàng", 365_000, Period.YEARLY, welcome_points=30),))
    sold = talk.done(lines=[{"plan": "gold"}], member=PHONE)

    back = talk.done(op="refund", sale=sold["number"])

    assert (sold["available"], back["available"], talk.member()["available"]) == (30, 0, 0)
