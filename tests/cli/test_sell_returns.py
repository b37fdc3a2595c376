"""`sell` gives back, corrects, claims and moves: fields, refusals, previews and resends."""

from typing import Any

import pytest

from pos_desktop.services.office.proofs.verification import Verification
from tests.cli.test_sell import Counter, lines
from tests.support.shop import CASHIER, Shop

LAN, MAI = "0912345678", "0987654321"


@pytest.fixture
def counter(sample_shop: Shop) -> Counter:
    """A sample shop with an item, and two members, of whom one has 100 points."""
    sample_shop.sold("1 x PHO @ 100000")
    made = Counter(sample_shop)
    made.ask(id="lan", op="enrol", phone=LAN, name="Lan")
    made.ask(id="mai", op="enrol", phone=MAI, name="Mai")
    made.ask(id="start", op="adjust", member=LAN, points=100, reason="chuyển từ sổ giấy")
    return made


def pick(answer: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(answer[name] for name in names)


def test_three_refunds_of_the_page(counter: Counter) -> None:
    sale = counter.ask(id="s", lines=[{"code": "PHO", "qty": 3}], member=LAN, redeem=60)
    assert pick(sale, "due", "earned", "available") == (294_000, 29, 69)

    backs = [counter.ask(id=f"r{n}", op="refund", sale=sale["number"], lines=[{"line": 1}]) for n in range(3)]

    assert [pick(b, "number", "money", "clawed", "restored", "available") for b in backs] == [
        ("K1-H000001", 98_000, 10, 20, 79), ("K1-H000002", 98_000, 10, 20, 89), ("K1-H000003", 98_000, 9, 20, 100),
    ]  # fmt: skip
    assert backs[0]["by_tender"] == {"cash": 98_000}
    assert counter.ask(id="r4", op="refund", sale=sale["number"])["code"] == "ALREADY_REFUNDED"
    assert Verification(counter.desk.till).run().problems == ()


def test_a_preview_writes_nothing_and_its_id_stays_free(counter: Counter) -> None:
    sale = counter.ask(id="s", lines=[{"code": "PHO", "qty": 2}], member=LAN, redeem=60)
    seen = counter.ask(id="r", op="refund", sale=sale["number"], lines=[{"line": 1}], preview=True)
    assert pick(seen, "number", "money", "clawed", "restored") == (None, 97_000, 10, 30)
    assert counter.ask(op="member", find=LAN)["available"] == sale["available"]

    made = counter.ask(id="r", op="refund", sale=sale["number"], lines=[{"line": 1}])

    same = ("money", "by_tender", "clawed", "restored", "debt", "available", "tier")
    assert pick(made, *same) == pick(seen, *same)


def test_a_resent_refund_is_the_first_answer(counter: Counter) -> None:
    sale = counter.ask(id="s", lines=[{"code": "PHO", "qty": 2}])
    first = counter.ask(id="r", op="refund", sale=sale["number"], lines=[{"line": 1}])
    assert counter.ask(id="r", op="refund", sale=sale["number"], lines=[{"line": 1}]) == first
    assert counter.ask(id="r", op="refund", sale=sale["number"])["code"] == "ID_REUSED"


def test_a_guest_gets_money_and_nothing_is_said_of_points(counter: Counter) -> None:
    sale = counter.ask(id="s", lines=lines("PHO"), tenders=[{"type": "card", "amount": 100_000}])
    back = counter.ask(id="v", op="void", sale=sale["number"], reason="nhầm món")
    assert pick(back, "money", "by_tender", "clawed", "restored") == (100_000, {"card": 100_000}, 0, 0)
    assert pick(back, "debt", "available", "tier") == (None, None, None)


def test_cash_instead_of_the_card(counter: Counter) -> None:
    sale = counter.ask(id="s", lines=lines("PHO"), tenders=[{"type": "card", "amount": 100_000}])
    assert counter.ask(id="r", op="refund", sale=sale["number"], to="cash")["by_tender"] == {"cash": 100_000}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"sale": "K1-009999"}, "UNKNOWN_SALE"), ({"sale": ""}, "MALFORMED"), ({}, "MALFORMED"),
        ({"sale": "K1-000002", "lines": []}, "NOTHING_TO_REFUND"),
        ({"sale": "K1-000002", "lines": [{"line": 7}]}, "NOTHING_TO_REFUND"),
        ({"sale": "K1-000002", "lines": [{"line": 1, "qty": 9}]}, "INVALID_QUANTITY"),
        ({"sale": "K1-000002", "lines": [{"line": 1, "qty": 0}]}, "INVALID_QUANTITY"),
        ({"sale": "K1-000002", "lines": [{"line": True}]}, "MALFORMED"),
        ({"sale": "K1-000002", "lines": "x"}, "MALFORMED"),
        ({"sale": "K1-000002", "to": "bank"}, "MALFORMED"), ({"sale": "K1-000002", "preview": 1}, "MALFORMED"),
    ],
)  # fmt: skip
def test_refunds_that_are_refused(counter: Counter, body: dict[str, Any], code: str) -> None:
    counter.ask(id="s", lines=[{"code": "PHO", "qty": 2}])
    assert counter.ask(id="r", op="refund", **body)["code"] == code
    assert Verification(counter.desk.till).run().problems == ()


def test_a_cashier_gives_nothing_back_and_adjusts_nothing(sample_shop: Shop) -> None:
    sale = sample_shop.sold("1 x PHO @ 100000")
    cashier = Counter(sample_shop, CASHIER)
    cashier.ask(id="lan", op="enrol", phone=LAN)
    for number, asked in enumerate((
        {"op": "refund", "sale": sale.number}, {"op": "refund", "sale": sale.number, "preview": True},
        {"op": "void", "sale": sale.number}, {"op": "adjust", "member": LAN, "points": 5, "reason": "x"},
    )):  # fmt: skip
        assert cashier.ask(id=f"x{number}", **asked)["code"] == "NOT_ALLOWED"


@pytest.mark.parametrize(
    ("points", "reason", "answer"),
    [(50, "quà", 150), (-100, "đếm lại", 0), (-101, "đếm lại", "INSUFFICIENT_POINTS"), (0, "x", "INVALID_AMOUNT"),
     (5, "", "REASON_NEEDED"), ("5", "x", "INVALID_AMOUNT"), (True, "x", "INVALID_AMOUNT")],
)  # fmt: skip
def test_adjustments(counter: Counter, points: Any, reason: str, answer: Any) -> None:
    got = counter.ask(id="a", op="adjust", member=LAN, points=points, reason=reason)
    assert got.get("available", got.get("code")) == answer
    assert Verification(counter.desk.till).run().problems == ()


def test_a_receipt_is_claimed_once_then_moved_and_its_refund_finds_the_owner(counter: Counter) -> None:
    sale = counter.ask(id="s", lines=[{"code": "PHO", "qty": 3}])
    claimed = counter.ask(id="c", op="attach", sale=sale["number"], member=LAN)
    assert pick(claimed, "earned", "available") == (30, 130)
    assert counter.ask(id="c", op="attach", sale=sale["number"], member=LAN) == claimed
    assert counter.ask(id="c2", op="attach", sale=sale["number"], member=MAI)["code"] == "ALREADY_CLAIMED"

    moved = counter.ask(id="m", op="move", sale=sale["number"], member=MAI, reason="nhầm thẻ")

    assert pick(moved, "earned", "bonus", "clawed", "stays", "available") == (30, 0, 30, [], 30)
    assert counter.ask(op="member", find=LAN)["available"] == 100
    back = counter.ask(id="r", op="refund", sale=sale["number"], lines=[{"line": 1}])
    assert pick(back, "clawed", "available") == (10, 20)
    assert Verification(counter.desk.till).run().problems == ()


def test_goods_are_exchanged_in_one_line(counter: Counter) -> None:
    sale = counter.ask(id="s", lines=[{"code": "PHO", "qty": 2}], member=LAN)
    brought = {"sale": sale["number"], "lines": [{"line": 1}], "reason": "đổi món"}
    body = {"id": "x", "lines": [{"code": "PHO", "price": 80_000}], "member": LAN, "exchange": brought}
    made = counter.ask(**body)
    assert pick(made, "due", "paid", "change") == (80_000, 80_000, 0)
    assert made["exchange"] == {
        "number": "K1-H000001", "money": 100_000, "by_tender": {"exchange": 80_000, "cash": 20_000}, "clawed": 10,
        "restored": 0,
    }  # fmt: skip
    assert counter.ask(**body) == made
    assert counter.ask(id="y", lines=[{"code": "PHO"}], exchange="all")["code"] == "MALFORMED"
    assert counter.ask(id="y", lines=[{"code": "PHO", "price": -1}])["code"] == "INVALID_AMOUNT"
    assert Verification(counter.desk.till).run().problems == ()


def test_what_came_back_is_told_where_the_new_goods_cost_nothing(counter: Counter) -> None:
    sale = counter.ask(id="s", lines=[{"code": "PHO"}], tenders=[{"type": "card", "amount": 100_000}])
    body = {"id": "x", "lines": [{"code": "PHO", "discount": "100%"}], "exchange": {"sale": sale["number"]}}
    made = counter.ask(**body)
    assert pick(made["exchange"], "number", "money", "by_tender") == ("K1-H000001", 100_000, {"card": 100_000})
    assert counter.ask(**body) == made
    assert "exchange" not in counter.ask(id="y", lines=[{"code": "PHO"}])


def test_an_exchanged_load_is_worth_what_the_screen_said_or_nothing_happens(counter: Counter) -> None:
    """Half of the card is spent; loading it again would let all of the first load come back, unseen."""
    load = counter.ask(id="s", lines=[{"gift_card": 100_000}])
    card = load["gift_cards"][0]["code"]
    half = [{"type": "gift_card", "amount": 50_000, "ref": card}, {"type": "cash", "amount": 50_000}]
    assert counter.ask(id="h", lines=[{"code": "PHO"}], tenders=half)["ok"]
    brought = {"sale": load["number"], "reason": "đổi"}
    said = counter.ask(id="x", lines=[{"gift_card": 500_000, "code": card}], exchange=brought)
    assert said["code"] == "EXCHANGE_CHANGED"
    assert counter.ask(op="gift_card", find=card)["balance"] == 50_000
    made = counter.ask(id="y", lines=[{"gift_card": 500_000}], exchange=brought)
    assert made["exchange"]["by_tender"] == {"exchange": 50_000}
    assert Verification(counter.desk.till).run().problems == ()


def test_what_was_paid_by_gift_card_is_not_exchanged(counter: Counter) -> None:
    card = counter.ask(id="g", lines=[{"gift_card": 100_000}])
    code = card["beside"]["gift_cards"][0]["code"] if "beside" in card else card["gift_cards"][0]["code"]
    sale = counter.ask(id="s", lines=[{"code": "PHO"}], tenders=[{"type": "gift_card", "amount": 100_000, "ref": code}])
    assert sale["ok"], sale
    said = counter.ask(id="x", lines=[{"code": "PHO"}], exchange={"sale": sale["number"], "reason": "đổi"})
    assert said["code"] == "NOTHING_TO_EXCHANGE"
