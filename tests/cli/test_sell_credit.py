"""`sell` on credit: a limit, a sale within it, the oldest paid first, points when it is paid, and what is refused."""

import json

import pytest

from pos_desktop.services.members.exporting import Export
from tests.support.talk import PHONE, Talk

ON_CREDIT = [{"type": "on_credit", "amount": 100_000}]
PHO = {"code": "PHO"}


@pytest.fixture
def talk(sample_shop):
    """The member may owe 150.000 ₫."""
    talk = Talk(sample_shop)
    told = talk.done(op="credit_limit", member=PHONE, amount=150_000, reason="khách quen")
    assert (told["credit_limit"], told["owes"], told["left"]) == (150_000, 0, 150_000)
    return talk


def test_from_the_limit_to_the_last_dong(talk):
    sold = talk.done(lines=[PHO], member=PHONE, tenders=ON_CREDIT)
    assert (sold["paid"], sold["earned"], talk.member()["owes"]) == (100_000, 0, 100_000)
    talk.done(lines=[{"debt": 60_000}], member=PHONE)
    assert (talk.member()["owes"], talk.member()["available"]) == (40_000, 0)
    talk.done(lines=[{"debt": 40_000}, {"code": "TRA"}], member=PHONE)
    assert (talk.member()["owes"], talk.member()["available"], talk.member()["credit_limit"]) == (0, 12, 150_000)
    assert talk.shop.books().problems == ()


def test_what_is_refused(talk):
    assert talk.code(lines=[PHO], tenders=ON_CREDIT) == "CREDIT_MEMBER"
    assert talk.code(lines=[{"debt": 1_000}], member=PHONE) == "DEBT_LESS"
    assert talk.code(lines=[{"debt": 1_000}]) == "UNKNOWN_MEMBER"
    assert talk.code(op="credit_limit", member=PHONE, amount=-1) == "INVALID_AMOUNT"
    assert talk.code(op="credit_limit", member=PHONE, amount="5") == "INVALID_AMOUNT"
    talk.done(lines=[PHO], member=PHONE, tenders=ON_CREDIT)
    assert talk.code(lines=[PHO], member=PHONE, tenders=ON_CREDIT) == "CREDIT_LIMIT"


def test_goods_that_come_back_are_owed_no_more(talk):
    sold = talk.done(lines=[PHO], member=PHONE, tenders=ON_CREDIT)
    back = talk.done(op="refund", sale=sold["number"], lines="all", to="cash", reason="đổi ý")
    assert (back["by_tender"], talk.member()["owes"]) == ({"on_credit": 100_000}, 0)


def test_a_member_s_own_record_holds_what_they_owed(talk):
    talk.done(lines=[PHO], member=PHONE, tenders=ON_CREDIT)
    made = talk.desk.exporting.export(Export("x1", talk.account_id, talk.owner.id))
    assert [(row["kind"], row["amount"]) for row in json.loads(made.json)["owed"]] == [("charge", 100_000)]
