"""Holds the oracle itself against every worked number of the pricing and loyalty pages."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.support.answer_matching import differences
from tests.support.oracle import Oracle, e164
from tests.support.oracle_account import (
    MULTIPLIERS,
    Account,
    cap_of,
    points_for,
)
from tests.support.oracle_pricing import ALCOHOL_VAT, USUAL_VAT, Item, Refused, settle, share
from tests.support.oracle_tiers import month_end_a_year_after, tier_for

COFFEE = Item("CF", "", "Cà phê", 29_000, USUAL_VAT)
CAKE = Item("BN", "", "Bánh", 45_000, USUAL_VAT)
BEER = Item("BI", "", "Bia", 35_000, ALCOHOL_VAT)
GRAPES = Item("NH", "", "Nho", 189_000, USUAL_VAT, "kg")
THIRD = Item("BA", "", "Một phần ba", 33_333, USUAL_VAT)
PHO = Item("PH", "", "Phở", 100_000, USUAL_VAT)
DEAR = Item("QU", "", "Bộ quà", 2_670_000, USUAL_VAT)
PHONE = "0987654321"
TABLE = {
    "lines": [{"code": "CF", "qty": 2}, {"code": "BN", "qty": 1, "discount": "10%"}, {"code": "BI", "qty": 1}],
    "discount": "5%",
}


@pytest.fixture
def shop() -> Oracle:
    """A shop with one member and 1.240 points that came with nothing sold."""
    oracle = Oracle([COFFEE, CAKE, BEER, GRAPES, THIRD, PHO, DEAR])
    oracle.next_number = "K1-000231"
    oracle.answer({"id": "enrol", "op": "enrol", "phone": PHONE})
    oracle.members[e164(PHONE)].account.earn(1_240, "K1-000230", oracle.today)
    return oracle


def sold(shop: Oracle, **request: Any) -> dict[str, Any]:
    return shop.answer({"id": f"op-{len(shop.seen)}-{shop.next_number}", "tenders": "exact", **request})


def columns(answer: dict[str, Any], name: str) -> list[int]:
    return [line[name] for line in answer["lines"]]


def test_first_row_of_the_table(shop: Oracle) -> None:
    answer = sold(shop, **TABLE)

    assert columns(answer, "gross") == [58_000, 45_000, 35_000]
    assert columns(answer, "discount") == [2_900, 4_500 + 2_025, 1_750]
    assert columns(answer, "amount") == [55_100, 38_475, 33_250]
    assert (answer["goods"], answer["discount"], answer["due"]) == (138_000, 11_175, 126_825)
    assert answer["vat"] == [{"rate": 8, "net": 86_644, "tax": 6_931}, {"rate": 10, "net": 30_227, "tax": 3_023}]


def test_second_row_pays_120_points(shop: Oracle) -> None:
    answer = sold(shop, **TABLE, member=PHONE, redeem=120)

    assert answer["points_value"] == 12_000
    assert columns(answer, "points_share") == [5_214, 3_640, 3_146]
    assert columns(answer, "amount") == [49_886, 34_835, 30_104]
    assert answer["due"] == answer["basis"] == 114_825
    assert answer["vat"] == [{"rate": 8, "net": 78_445, "tax": 6_276}, {"rate": 10, "net": 27_367, "tax": 2_737}]


def test_third_row_is_weighed(shop: Oracle) -> None:
    answer = sold(shop, lines=[{"code": "NH", "qty": "0.350"}])

    assert answer["due"] == 66_150
    assert answer["vat"] == [{"rate": 8, "net": 61_250, "tax": 4_900}]


def test_fourth_row_shares_an_amount(shop: Oracle) -> None:
    answer = sold(shop, lines=[{"code": "BA", "qty": 1}] * 3, discount=10_000)

    assert columns(answer, "discount") == [3_334, 3_333, 3_333]
    assert columns(answer, "amount") == [29_999, 30_000, 30_000]
    assert answer["vat"] == [{"rate": 8, "net": 83_332, "tax": 6_667}]


def test_both_rates_are_one_from_2027(shop: Oracle) -> None:
    shop.answer({"id": "clock", "op": "clock", "at": "2026-12-31T16:59:59+00:00"})
    assert [entry["rate"] for entry in sold(shop, **TABLE)["vat"]] == [8, 10]

    shop.answer({"id": "clock", "op": "clock", "at": "2026-12-31T17:00:00+00:00"})
    assert [entry["rate"] for entry in sold(shop, **TABLE)["vat"]] == [10]


def test_sharing() -> None:
    assert share(100_000, (1, 1, 1)) == [33_334, 33_333, 33_333]
    assert share(5, (0, 0)) == [0, 0]


@pytest.mark.parametrize(
    ("basis", "multipliers", "flat", "points"),
    [
        (247_000, (MULTIPLIERS[2], Fraction(2)), 20, 94),
        (247_000, (MULTIPLIERS[2],), 0, 37),
        (99_999, (MULTIPLIERS[0],), 0, 9),
        (100_000, (Fraction(3), Fraction(2)), 0, 50),
        (0, (MULTIPLIERS[3],), 0, 0),
    ],
)
def test_accrual(basis: int, multipliers: tuple[Fraction, ...], flat: int, points: int) -> None:
    assert points_for(basis, *multipliers, flat=flat) == points


def test_the_most_is_the_balance_or_the_cap(shop: Oracle) -> None:
    account = shop.members[e164(PHONE)].account

    assert cap_of(267_000) == 1_335
    assert account.most(267_000, shop.today) == 1_240
    assert account.most(100_000, shop.today) == 500


def test_sixty_points_of_300_000_leave_29(shop: Oracle) -> None:
    answer = sold(shop, lines=[{"code": "PH", "qty": 3}], member=PHONE, redeem=60)

    assert (answer["basis"], answer["earned"], answer["available"]) == (294_000, 29, 1_240 - 60 + 29)
    assert sum(columns(answer, "points")) == 29


@pytest.mark.parametrize(
    ("redeem", "quantity", "code"),
    [
        (1_250, 1, "INSUFFICIENT_POINTS"),
        (40, 1, "BELOW_MINIMUM"),
        (55, 1, "NOT_A_STEP"),
        (510, 1, "ABOVE_CAP"),
        (1_010, 3, "CARD_REQUIRED"),
        ("max", 3, "CARD_REQUIRED"),
        (0, 1, "INVALID_AMOUNT"),
    ],
)
def test_redemption_is_refused_in_order(shop: Oracle, redeem: int | str, quantity: int, code: str) -> None:
    answer = sold(shop, lines=[{"code": "PH", "qty": quantity}], member=PHONE, redeem=redeem)

    assert not answer["ok"]
    assert answer["code"] == code


def test_the_free_value_is_of_the_whole_day(shop: Oracle) -> None:
    assert sold(shop, lines=[{"code": "PH", "qty": 2}], member=PHONE, redeem=1_000)["ok"]
    refused = sold(shop, lines=[{"code": "PH", "qty": 2}], member=PHONE, redeem=50)
    assert refused["code"] == "CARD_REQUIRED"

    shop.answer({"id": "clock", "op": "clock", "at": "2025-09-02T08:00:00+07:00"})
    assert sold(shop, lines=[{"code": "PH", "qty": 2}], member=PHONE, redeem=50)["ok"]


def test_the_sixth_order_of_a_day_earns_nothing() -> None:
    shop = Oracle([PHO])
    shop.next_number = "K1-000001"
    shop.answer({"id": "enrol", "op": "enrol", "phone": PHONE})

    earned = [sold(shop, lines=[{"code": "PH", "qty": 1}], member=PHONE)["earned"] for _ in range(6)]

    assert earned == [10, 10, 10, 10, 10, 0]


def test_lots_last_through_the_twelfth_month() -> None:
    account, day = Account(), date(2026, 1, 15)
    account.earn(7, "K1-000001", day)

    assert account.lots[0].expires_on == date(2027, 1, 31)
    assert account.available(date(2027, 1, 31)) == 7
    assert account.available(date(2027, 2, 1)) == 0
    assert account.expiring_soon(date(2026, 12, 31)) == 0
    assert account.expiring_soon(date(2027, 1, 1)) == 7


def test_the_earliest_expiry_is_spent_first() -> None:
    account = Account()
    account.earn(100, "K1-000001", date(2026, 1, 31))
    account.earn(100, "K1-000002", date(2026, 2, 1))
    account.spend(150, date(2026, 2, 1))

    assert [lot.points for lot in account.lots] == [0, 50]


def test_tiers_by_threshold() -> None:
    assert [tier_for(spend) for spend in (1_999_999, 2_000_000, 5_000_000, 12_000_000)] == [0, 1, 2, 3]


def test_a_tier_that_is_not_renewed_falls_one_step() -> None:
    """Reached on 10 September 2025: stands through September 2026, reviewed on 1 October, falls on 31 October."""
    account = Account()
    account.qualify(5_000_000, date(2025, 9, 10))
    assert account.stands_through == date(2026, 9, 30)

    account.settle(date(2026, 10, 30))
    assert account.tier == 2
    account.settle(date(2026, 10, 31))
    assert account.tier == 1
    account.settle(date(2027, 11, 30))
    assert account.tier == 1
    account.settle(date(2027, 12, 1))
    assert account.tier == 0


def test_a_sale_in_the_grace_renews() -> None:
    account = Account()
    account.qualify(2_000_000, date(2025, 9, 10))
    account.settle(date(2026, 10, 15))
    account.qualify(2_000_000, date(2026, 10, 15))
    account.settle(date(2026, 12, 31))

    assert account.tier == 1


def test_the_window_is_twelve_months_without_its_first_day() -> None:
    account, day = Account(), date(2026, 9, 10)
    account.qualify(1, day)

    assert account.qualifying(day.replace(year=2027) - timedelta(days=1)) == 1
    assert account.qualifying(day.replace(year=2027)) == 0
    assert month_end_a_year_after(date(2027, 2, 3)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    "told", ["0987654321", "+84 987 654 321", "84 987 654 321", "0084987654321", "0987.654.321", "０９８７６５４３２１"]
)
def test_phones_have_one_spelling(told: str) -> None:
    assert e164(told) == "+84987654321"


def test_eleven_digits_are_converted_and_the_impossible_refused() -> None:
    assert e164("0169 123 4567") == "+84391234567"
    with pytest.raises(Refused, match="INVALID_PHONE"):
        e164("0901")


def test_only_cash_gives_change() -> None:
    card, cash = {"type": "card", "amount": 30_000}, {"type": "cash", "amount": 50_000}

    assert settle(70_000, [card, cash]) == (80_000, 10_000)
    with pytest.raises(Refused):
        settle(29_999, [card])
    with pytest.raises(Refused, match="UNDERPAID"):
        settle(80_001, [card, cash])


def test_the_same_id_gives_the_first_answer(shop: Oracle) -> None:
    request = {"id": "one", "lines": [{"code": "PH", "qty": 1}], "tenders": "exact"}
    first = shop.answer(request)

    assert shop.answer(request) == first
    assert shop.answer({**request, "discount": 1})["code"] == "ID_REUSED"
    assert sold(shop, lines=[{"code": "PH", "qty": 1}])["number"] == "K1-000232"


def test_differences_name_the_place() -> None:
    expected = {"due": 1, "lines": [{"qty": Fraction(7, 20), "points": 0}]}

    assert not list(differences(expected, {"due": 1, "lines": [{"qty": "0.350", "points": 0}], "more": 1}))
    assert list(differences(expected, {"due": 1, "lines": [{"qty": "0.35", "points": 1}]})) == [
        "answer.lines[0].points: 1 instead of 0"
    ]
    assert list(differences(expected, {"due": 1, "lines": []}))
    assert list(differences({"due": 1}, {"due": True}))
