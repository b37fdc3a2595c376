"""Paid memberships on a real shop: sold, renewed, holding, returned by days, their welcome points, renewals due."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.loyalty.membership import Period, Plan
from pos_desktop.loyalty.perks import Perk
from pos_desktop.loyalty.rules import Ratio
from pos_desktop.services.members.benefits.memberships import Held, plan_of, renewals_due
from tests.support.shop import Shop
from tests.support.talk import PHONE, Talk

GOLD = Plan("gold", "Hội viên Vàng", 365_000, perks=(Perk("p", "Giảm 10 %", 1_000),), multiplier=Ratio(2, 1),
            welcome_points=50)  # fmt: skip
MONTH = Plan("month", "Gói tháng", 30_000, Period.MONTHLY)
PHO = {"code": "PHO"}


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    return Talk(sample_shop, plans=(GOLD, MONTH))


def held(talk: Talk, on: str) -> Held:
    with talk.till.db.read() as tx:
        return plan_of(tx, talk.account_id, date.fromisoformat(on))


def test_a_plan_is_sold_and_holds_from_the_next_order_on(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "gold"}], member=PHONE)

    assert (sold["due"], sold["basis"], sold["earned"], sold["available"]) == (365_000, 0, 0, 50)
    assert sold["vat"] == [{"rate": 8, "net": 337_963, "tax": 27_037}]
    assert sold["membership"] == {
        "plan": "gold", "name": "Hội viên Vàng", "from": "2026-03-02", "until": "2027-03-01",
    }  # fmt: skip
    assert talk.member()["membership"] == {"plan": "gold", "name": "Hội viên Vàng", "until": "2027-03-01"}
    later = talk.done(lines=[PHO], member=PHONE)
    assert (later["due"], later["earned"]) == (90_000, 18)
    talk.prove()


def test_a_guest_and_an_unknown_plan_are_refused(talk: Talk) -> None:
    assert talk.code(lines=[{"plan": "gold"}]) == "UNKNOWN_MEMBER"
    assert talk.code(lines=[{"plan": "none"}], member=PHONE) == "UNKNOWN_ITEM"


def test_a_renewal_goes_on_and_another_plan_begins_at_once(talk: Talk) -> None:
    talk.done(lines=[{"plan": "month"}], member=PHONE)
    talk.on("2026-03-20")
    assert talk.done(lines=[{"plan": "month"}], member=PHONE)["membership"]["from"] == "2026-04-02"
    assert held(talk, "2026-03-20") == Held("month", date(2026, 5, 1))

    assert talk.done(lines=[{"plan": "gold"}], member=PHONE)["membership"]["from"] == "2026-03-20"

    assert held(talk, "2026-03-20").plan == "gold"
    assert held(talk, "2027-03-20") == Held(expired=True)
    assert held(talk, "2026-03-01") == Held()
    talk.prove()


def test_the_days_to_come_are_paid_back_and_the_plan_ends(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "gold"}], member=PHONE)
    talk.on("2026-03-12")

    back = talk.done(op="refund", sale=sold["number"])

    assert back["money"] == 355_000
    assert talk.member()["membership"] is None
    assert talk.member()["available"] == 0
    assert (held(talk, "2026-03-11").plan, held(talk, "2026-03-12")) == ("gold", Held(expired=True))
    talk.prove()


def test_on_the_day_of_buying_all_of_it_comes_back(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "gold"}, PHO], member=PHONE)
    assert talk.code(op="refund", sale=sold["number"], lines=[{"line": 1, "qty": "0.5"}]) == "INVALID_QUANTITY"

    back = talk.done(op="refund", sale=sold["number"], lines=[{"line": 1}])

    assert (back["money"], held(talk, "2026-03-02")) == (365_000, Held())
    assert talk.done(op="refund", sale=sold["number"])["money"] == 100_000
    talk.prove()


def test_welcome_points_that_were_spent_are_owed(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "gold"}], member=PHONE)
    talk.done(lines=[PHO], member=PHONE, redeem=50)
    back = talk.done(op="refund", sale=sold["number"])
    assert (back["money"], talk.member()["debt"]) == (365_000, 50 - 17)
    talk.prove()


def test_renewal_is_due_a_month_before_the_end_unless_it_was_bought(talk: Talk) -> None:
    talk.done(lines=[{"plan": "gold"}], member=PHONE)

    def due(on: str) -> list[tuple[str, date]]:
        with talk.till.db.read() as tx:
            return [(one.plan, one.until) for one in renewals_due(tx, date.fromisoformat(on))]

    days = ("2027-01-29", "2027-01-30", "2027-03-01", "2027-03-02")
    assert [bool(due(day)) for day in days] == [False, True, True, False]
    assert due("2027-01-30") == [("gold", date(2027, 3, 1))]
    talk.on("2027-02-01")
    talk.done(lines=[{"plan": "gold"}], member=PHONE)
    assert due("2027-02-01") == []


def test_a_plan_for_ever_has_no_end(sample_shop: Shop) -> None:
    talk = Talk(sample_shop, plans=(replace(MONTH, period=Period.ONCE),))
    sold = talk.done(lines=[{"plan": "month"}], member=PHONE)
    assert sold["membership"]["until"] is None
    assert held(talk, "2099-01-01") == Held("month", None)
    talk.on("2026-03-03")
    assert talk.done(op="refund", sale=sold["number"])["money"] == 0
    assert held(talk, "2026-03-03") == Held(expired=True)
    talk.prove()


def test_a_term_that_was_over_stays_as_it_was_when_its_sale_comes_back(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "month"}, PHO], member=PHONE)
    talk.on("2026-05-10")
    back = talk.done(op="refund", sale=sold["number"])
    assert back["money"] == 100_000
    assert held(talk, "2026-05-09") == Held(expired=True)
    talk.prove()
