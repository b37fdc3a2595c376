"""`sell` line by line: what is read, what is refused, what comes back, and that a repeat changes nothing."""

import json
from dataclasses import replace
from typing import Any

import pytest

from pos_desktop.cli.sell import Sell
from pos_desktop.core.clock import MovableClock
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.office.training import Training
from pos_desktop.services.shop import items
from pos_desktop.services.written import Written
from tests.support.shifts import closed
from tests.support.shop import OWNER, Shop


class Counter:
    """Speaks JSON lines to `sell` inside this process."""

    def __init__(self, shop: Shop, person: str = OWNER) -> None:
        self.clock = MovableClock(shop.clock)
        till = shop.till
        self.desk: Desk = desk_of(type(till)(till.db, self.clock, till.ids, till.keys, till.shop, till.register))
        self.sell = Sell(self.desk, shop.person(person), self.clock)

    def ask(self, **body: Any) -> dict[str, Any]:
        """The answer to one request."""
        return self.sell.answer(json.dumps(body, ensure_ascii=False))


@pytest.fixture
def counter(sample_shop: Shop) -> Counter:
    """A sample shop with two items, sold by its owner."""
    sample_shop.sold("1 x PHO @ 100000; 1 x TRA @ 45000")
    return Counter(sample_shop)


def lines(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code} for code in codes]


def test_a_sale_answers_with_everything_the_contract_names(counter: Counter) -> None:
    answer = counter.ask(id="a", lines=[{"code": "PHO", "qty": 2, "discount": "10%"}, {"code": "TRA"}], discount=5_000)

    assert answer["ok"] is True
    assert answer["id"] == "a"
    assert answer["number"] == "K1-000002"
    assert answer["at"].endswith("+07:00")
    sums = {key: answer[key] for key in ("goods", "discount", "points_value", "due", "paid", "change", "basis")}
    assert sums == {"goods": 245_000, "discount": 25_000, "points_value": 0, "due": 220_000, "paid": 220_000,
                    "change": 0, "basis": 220_000}  # fmt: skip
    assert answer["vat"] == [{"rate": 8, "net": 203_704, "tax": 16_296}]
    assert set(answer["lines"][0]) == {"line", "code", "name", "qty", "unit_price", "gross", "discount",
                                       "points_share", "amount", "rate", "points"}  # fmt: skip
    assert sum(line["amount"] for line in answer["lines"]) == 220_000
    assert (answer["earned"], answer["breakdown"], answer["tier"]) == (0, [], None)


@pytest.mark.parametrize("nothing", [0, "0%", None])
def test_a_discount_of_nothing_is_no_discount(counter: Counter, nothing: object) -> None:
    answer = counter.ask(id="a", lines=[{"code": "PHO", "discount": nothing}], discount=nothing)
    assert (answer["discount"], answer["due"]) == (0, 100_000)


def test_the_same_line_again_is_the_same_answer_and_no_second_sale(counter: Counter) -> None:
    first = counter.ask(id="a", lines=lines("PHO"))
    again = counter.ask(id="a", lines=lines("PHO"))
    other = counter.ask(id="a", lines=lines("TRA"))

    assert again == first
    assert (other["ok"], other["code"], other["params"]) == (False, "ID_REUSED", {"id": "a"})
    assert Verification(counter.desk.till).run().sales == 2


def test_a_member_enrols_earns_and_redeems(counter: Counter) -> None:
    card = counter.ask(id="e", op="enrol", phone="0912 345 678", name="Ngọc Ánh", birthday="1990-05-01")["card"]
    earned = counter.ask(id="1", lines=[{"code": "PHO", "qty": 10}], member="+84912345678")
    redeemed = counter.ask(id="2", lines=lines("PHO"), member=card, redeem="max")
    member = counter.ask(op="member", find="0912345678")

    assert len(card) == 32
    assert (earned["earned"], earned["available"], earned["to_next_tier"]) == (100, 100, 1_000_000)
    assert (redeemed["redeemed"], redeemed["points_value"], redeemed["due"]) == (100, 10_000, 90_000)
    assert (redeemed["earned"], redeemed["available"]) == (9, 9)
    assert (member["tier"], member["available"], member["qualifying"]) == ("Thành viên", 9, 1_090_000)
    assert member["lots"] == [
        {"points": 9, "usable_from": "2026-03-02", "expires_on": "2027-03-31", "sale": redeemed["number"]}
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("not json", "MALFORMED"),
        ("[]", "MALFORMED"),
        ('{"id": 5, "lines": [{"code": "PHO"}]}', "MALFORMED"),
        ('{"id": "", "lines": [{"code": "PHO"}]}', "MALFORMED"),
        ('{"id": "' + "x" * 65 + '", "lines": [{"code": "PHO"}]}', "MALFORMED"),
        ('{"lines": [{"code": "PHO"}]}', "MALFORMED"),
        ('{"id": "a", "id": "b", "lines": [{"code": "PHO"}]}', "MALFORMED"),
        ('{"id": "a", "lines": [{"code": "PHO", "qty": NaN}]}', "MALFORMED"),
        ('{"id": "a", "lines": [{"code": "PHO", "qty": 1e999}]}', "INVALID_QUANTITY"),
        ('{"id": "a", "lines": [{"code": "PHO", "qty": 0.35}]}', None),
        ('{"id": "a", "lines": [{"code": "PHO", "qty": 0}]}', "INVALID_QUANTITY"),
        ('{"id": "a", "lines": [{"code": "PHO", "qty": -1}]}', "INVALID_QUANTITY"),
        ('{"id": "a", "lines": [{"code": "PHO", "qty": "0.0001"}]}', "INVALID_QUANTITY"),
        ('{"id": "a", "lines": [{"code": "PHO", "qty": true}]}', "MALFORMED"),
        ('{"id": "a", "lines": []}', "MALFORMED"),
        ('{"id": "a", "lines": "PHO"}', "MALFORMED"),
        ('{"id": "a", "lines": [{"code": "NOBODY"}]}', "UNKNOWN_ITEM"),
        ('{"id": "a", "lines": [{"code": "PHO", "discount": "101%"}]}', "INVALID_AMOUNT"),
        ('{"id": "a", "lines": [{"code": "PHO", "discount": "1.234%"}]}', "INVALID_AMOUNT"),
        ('{"id": "a", "lines": [{"code": "PHO", "discount": -5}]}', "INVALID_AMOUNT"),
        ('{"id": "a", "lines": [{"code": "PHO", "discount": false}]}', "INVALID_AMOUNT"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "redeem": "max"}', "UNKNOWN_MEMBER"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "redeem": 0, "member": "0912345678"}', "INVALID_AMOUNT"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "member": "0999888777"}', "UNKNOWN_MEMBER"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "member": "abc"}', "INVALID_PHONE"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "member": "29100000001010000000000000000000"}', "INVALID_CARD"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "tenders": []}', "UNDERPAID"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "tenders": [{"type": "gold", "amount": 1}]}', "UNKNOWN_TENDER"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "tenders": [{"type": "card", "amount": 100001}]}', "INVALID_AMOUNT"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "tenders": [{"type": "cash", "amount": 1.5}]}', "INVALID_AMOUNT"),
        ('{"id": "a", "op": "fly"}', "UNKNOWN_OPERATION"),
        ('{"id": "a", "op": "enrol", "phone": "12"}', "INVALID_PHONE"),
        ('{"id": "a", "op": "enrol", "phone": "0912345678", "birthday": "1990-02-30"}', "INVALID_BIRTHDAY"),
        ('{"id": "a", "op": "enrol", "phone": "0912345678", "gender": "x"}', "INVALID_GENDER"),
        ('{"id": "a", "op": "clock", "at": "yesterday"}', "MALFORMED"),
        ('{"id": "a", "op": "clock", "at": "2025-09-01T10:00:00"}', "MALFORMED"),
        ('{"id": "a", "lines": [{"code": "PHO"}], "note": "\\ud800"}', "MALFORMED"),
        ("[" * 100_000, "MALFORMED"),
    ],
)
def test_a_bad_line_is_refused_by_name_and_writes_nothing(counter: Counter, line: str, code: str | None) -> None:
    answer = counter.sell.answer(line)

    assert answer["ok"] is (code is None)
    assert answer.get("code") == code
    assert code is None or answer["message"].strip()
    assert Verification(counter.desk.till).run().sales == (1 if code else 2)
    json.dumps(answer)


def test_the_next_line_goes_on_after_a_refusal(counter: Counter) -> None:
    assert counter.ask(id="a", lines=lines("NOBODY"))["ok"] is False
    assert counter.ask(id="a", lines=lines("PHO"))["number"] == "K1-000002"


def test_a_cashier_discounts_up_to_ten_percent(sample_shop: Shop) -> None:
    sample_shop.sold("1 x PHO @ 100000")
    lan = Counter(sample_shop, "Lan thu ngân")

    assert lan.ask(id="a", lines=lines("PHO"), discount="10%")["due"] == 90_000
    assert lan.ask(id="b", lines=lines("PHO"), discount="10.01%")["code"] == "NOT_ALLOWED"
    assert lan.ask(id="c", lines=lines("PHO"), discount=10_001)["code"] == "NOT_ALLOWED"


def test_the_clock_is_set_in_sample_shops_alone(counter: Counter, shop: Shop) -> None:
    shop.sold("1 x PHO @ 100000")
    real = Counter(shop)

    assert counter.ask(id="a", lines=lines("PHO"), at="2027-01-02T10:00:00+07:00")["vat"][0]["rate"] == 10
    assert counter.ask(op="clock", at="2025-01-02T10:00:00+07:00")["business_date"] == "2025-01-02"
    assert real.ask(id="a", lines=lines("PHO"), at="2027-01-02T10:00:00+07:00")["code"] == "CLOCK_NOT_ALLOWED"
    assert real.ask(op="clock", at="2027-01-02T10:00:00+07:00")["code"] == "CLOCK_NOT_ALLOWED"


def test_the_clock_is_set_in_training_and_the_real_shop_s_stays(shop: Shop) -> None:
    shop.sold("1 x PHO @ 100000")
    training = Training(shop.till)
    till = training.begin(shop.person().id)
    clock = MovableClock(shop.clock)
    lesson = Sell(desk_of(replace(till, clock=clock)), shop.person(OWNER), clock)

    sold = lesson.answer(json.dumps({"id": "a", "lines": lines("PHO"), "at": "2027-01-02T10:00:00+07:00"}))
    assert (sold["number"], sold["vat"][0]["rate"]) == ("TH-000001", 10)
    assert lesson.answer('{"op": "clock", "at": "2030-01-02T10:00:00+07:00"}')["business_date"] == "2030-01-02"
    assert till.db.engine.connect().exec_driver_sql("SELECT count(*) FROM lot WHERE left_points > 0").scalar() == 0
    training.end(till, None)


def test_without_a_shift_a_real_shop_refuses_and_a_sample_opens_one(shop: Shop, sample_shop: Shop) -> None:
    for each in (shop, sample_shop):
        each.sold("1 x PHO @ 100000")
        closed(each.desk)

    assert Counter(shop).ask(id="a", lines=lines("PHO"))["code"] == "NO_OPEN_SHIFT"
    assert Counter(sample_shop).ask(id="a", lines=lines("PHO"))["ok"] is True


def test_labels_with_a_price_add_up_piece_by_piece(sample_shop: Shop) -> None:
    counter = Counter(sample_shop)
    with counter.desk.till.db.write() as tx:
        written = Written(tx)
        items.put(written, counter.desk.till, items.ItemFacts("PC", "Cái", 50_000, unit="cái", plu="54321"))
        items.catalogue_changed(tx)
    label = "2254321003006"

    one = counter.ask(id="1", lines=[{"code": label}])
    two = counter.ask(id="2", lines=[{"code": label, "qty": 2}])
    half = counter.ask(id="3", lines=[{"code": label, "qty": "0.5"}])

    assert (one["due"], two["due"], half.get("code")) == (30_000, 60_000, "INVALID_QUANTITY")


def test_a_line_that_no_shop_ever_sells_is_refused_and_the_next_one_goes_on(sample_shop: Shop) -> None:
    counter = Counter(sample_shop)
    with counter.desk.till.db.write() as tx:
        written = Written(tx)
        items.put(written, counter.desk.till, items.ItemFacts("DEAR", "Vàng", 999_999_999_999))
        items.put(written, counter.desk.till, items.ItemFacts("CHEAP", "Trà", 10_000))
        items.catalogue_changed(tx)

    dear = counter.ask(id="1", lines=[{"code": "DEAR", "qty": 100_000, "discount": "100%"}] * 93)
    many = counter.ask(id="2", lines=[{"code": "DEAR", "discount": "100%"}] * 400)

    assert dear["code"] == "INVALID_QUANTITY"
    assert many["due"] == 0
    assert counter.ask(id="3", lines=lines("CHEAP"))["due"] == 10_000


def test_the_rest_looks_at_the_balance_before_the_cap(counter: Counter) -> None:
    counter.ask(id="e", op="enrol", phone="0912345678")

    answer = counter.ask(id="1", lines=lines("PHO"), member="0912345678", redeem="rest")

    assert answer["code"] == "INSUFFICIENT_POINTS"
