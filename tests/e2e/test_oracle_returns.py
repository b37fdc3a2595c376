"""Holds the oracle itself against every worked number that the pages give of returns, debt and the tier after them."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import count
from random import Random
from typing import Any

import pytest

from tests.support.oracle import SHOP_ZONE, Answer, Oracle, e164
from tests.support.oracle_account import Account, points_for
from tests.support.oracle_pricing import ALCOHOL_VAT, USUAL_VAT, Item
from tests.support.random_returns import RETURNING
from tests.support.random_till import RandomTill, shelf

PHONE = "0987654321"
ITEMS = [
    Item("CF", "", "Cà phê", 29_000, USUAL_VAT),
    Item("BN", "", "Bánh", 45_000, USUAL_VAT),
    Item("BI", "", "Bia", 35_000, ALCOHOL_VAT),
    Item("PH", "", "Phở", 100_000, USUAL_VAT),
    Item("TR", "", "Tiệc", 1_000_000, USUAL_VAT),
]
TABLE = {
    "lines": [{"code": "CF", "qty": 2}, {"code": "BN", "qty": 1, "discount": "10%"}, {"code": "BI", "qty": 1}],
    "discount": "5%",
}


class Cashier:
    """Asks the oracle as a cashier would."""

    def __init__(self) -> None:
        self.oracle = Oracle(ITEMS)
        self.oracle.next_number = "K1-000231"
        self._ids = (f"op-{serial}" for serial in count())
        self.ask(op="enrol", phone=PHONE)

    def ask(self, **request: Any) -> Answer:
        return self.oracle.answer({"id": next(self._ids), **request})

    def on(self, day: str, hour: str = "09:00") -> None:
        self.ask(op="clock", at=f"{day}T{hour}:00+07:00")

    def sold(self, **request: Any) -> str:
        """Sell to the member; the number."""
        answer = self.ask(**{"tenders": "exact", "member": PHONE, **request})
        assert answer["ok"], answer
        return str(answer["number"])

    def pho(self, bowls: int, **more: Any) -> str:
        return self.sold(lines=[{"code": "PH", "qty": bowls}], **more)

    def returned(self, sale: str, line: int = 0, qty: int = 1, **more: Any) -> Answer:
        """Return one line's pieces, or everything."""
        lines = [{"line": line, "qty": qty}] if line else "all"
        return self.ask(**{"op": "refund", "sale": sale, "lines": lines, "to": "original", "reason": "thử", **more})

    @property
    def account(self) -> Account:
        return self.oracle.members[e164(PHONE)].account

    def given(self, points: int) -> None:
        """Points that came with nothing sold."""
        self.account.earn(points, "K1-000001", self.oracle.today)


@pytest.fixture
def till() -> Cashier:
    return Cashier()


def told(answers: list[Answer], name: str) -> list[Any]:
    return [answer[name] for answer in answers]


# --- money and points, cumulative ---


def test_three_returns_of_one_bowl_are_one_whole_return(till: Cashier) -> None:
    till.given(60)
    sale = till.pho(3, redeem=60)
    assert till.oracle.sales[sale].earned == 29

    parts = [till.returned(sale, line=1) for _ in range(3)]

    assert told(parts, "clawed") == [10, 10, 9]
    assert told(parts, "restored") == [20, 20, 20]
    assert told(parts, "money") == [98_000] * 3
    assert till.account.available(till.oracle.today) == 60
    assert till.returned(sale)["code"] == "ALREADY_REFUNDED"


def test_two_coffees_of_the_second_row(till: Cashier) -> None:
    till.given(120)
    sale = till.sold(**TABLE, redeem=120)

    parts = [till.returned(sale, line=1) for _ in range(2)]

    assert told(parts, "money") == [24_943, 24_943]
    assert told(parts, "restored") == [26, 26]
    assert till.returned(sale)["money"] == 114_825 - 2 * 24_943


def test_any_split_of_any_basket_is_the_whole_return() -> None:
    random = Random(7)
    for _ in range(200):
        till = Cashier()
        till.given(3_000)
        lines = [{"code": item.sku, "qty": random.randint(1, 4)} for item in random.choices(ITEMS, k=3)]
        sale = till.sold(lines=lines, discount=random.choice((0, 777, "12.5%")), redeem=random.choice((50, 330)))
        sold = till.oracle.sales[sale]
        pieces = [place for place, line in enumerate(lines, start=1) for _ in range(int(line["qty"]))]
        random.shuffle(pieces)
        for place in pieces:
            assert till.returned(sale, line=place, to=random.choice(("original", "cash")))["ok"]
        assert (sold.restored, sold.clawed) == (sold.redeemed, sold.earned)
        assert sum(sold.back.values()) == sum(sold.paid.values())
        assert till.account.available(till.oracle.today) - till.account.debt == 3_000


def test_money_goes_back_the_way_it_came(till: Cashier) -> None:
    tenders = [{"type": "bank_qr", "amount": 50_000}, {"type": "card", "amount": 30_000}]
    sale = till.pho(3, tenders=[*tenders, {"type": "cash", "amount": 500_000}])

    assert till.returned(sale, line=1)["by_tender"] == {"card": 30_000, "bank_qr": 50_000, "cash": 20_000}
    assert till.returned(sale, line=1, to="cash")["by_tender"] == [{"type": "cash", "amount": 100_000}]
    assert till.returned(sale)["by_tender"] == {"cash": 100_000}


def test_a_sale_that_earned_nothing_loses_nothing(till: Cashier) -> None:
    sixth = [till.pho(1) for _ in range(6)][-1]

    answer = till.returned(sixth)

    assert (answer["clawed"], answer["available"], answer["debt"]) == (0, 50, 0)


def test_a_guest_gets_money_alone(till: Cashier) -> None:
    answer = till.returned(str(till.ask(lines=[{"code": "PH", "qty": 1}], tenders="exact")["number"]))

    assert (answer["money"], answer["restored"], answer["clawed"]) == (100_000, 0, 0)


# --- whose points are taken ---


def test_the_own_lot_is_taken_first(till: Cashier) -> None:
    first = till.pho(4)
    till.on("2025-10-02")
    second = till.pho(3)

    assert till.returned(second, line=1)["clawed"] == 10
    assert [(lot.sale, lot.points) for lot in till.account.lots] == [(first, 40), (second, 20)]


def test_then_the_earliest_expiry_then_debt(till: Cashier) -> None:
    first = till.pho(10)
    till.on("2025-10-02")
    second, third = till.pho(3), till.pho(2)
    till.pho(2, redeem=100)
    assert [lot.points for lot in till.account.lots] == [0, 30, 20, 19]

    part = till.returned(first, line=1, qty=4)
    assert (part["clawed"], part["debt"], part["available"]) == (40, 0, 29)
    assert [lot.points for lot in till.account.lots if lot.sale in {second, third}] == [0, 10]

    rest = till.returned(first)
    assert (rest["clawed"], rest["debt"], rest["available"]) == (60, 31, 0)


def test_what_expired_of_the_own_lot_is_not_taken_again(till: Cashier) -> None:
    """Of 100 points 50 were redeemed and 50 died: the return takes 50 from others, and either number may be told."""
    sale = till.pho(10)
    till.pho(1, redeem=50)
    till.on("2026-10-01")
    till.pho(6)

    answer = till.returned(sale)

    assert answer["clawed"] == 50
    assert answer["clawed"] == 100
    assert (answer["available"], answer["debt"]) == (10, 0)


def test_the_next_inflow_pays_the_debt_first(till: Cashier) -> None:
    sale = till.pho(10)
    till.pho(2, redeem=100)
    assert till.returned(sale)["debt"] == 81

    assert till.ask(op="adjust", member=PHONE, points=1, reason="bù")["available"] == 0
    answer = till.ask(lines=[{"code": "PH", "qty": 9}], tenders="exact", member=PHONE)

    assert (answer["earned"], answer["debt"], answer["available"]) == (90, 0, 10)


def test_a_return_gives_back_before_it_takes_back(till: Cashier) -> None:
    """The sale's own 9 points are spent; the 50 that come back pay for them, and no debt is made."""
    till.given(50)
    sale = till.pho(1, redeem=50)
    till.account.adjust(-9, till.oracle.today)

    answer = till.returned(sale)

    assert (answer["restored"], answer["clawed"], answer["debt"], answer["available"]) == (50, 9, 0, 41)


def test_points_given_back_pay_an_older_debt(till: Cashier) -> None:
    sale = till.pho(10)
    redeeming = till.pho(2, redeem=100)
    assert till.returned(sale)["debt"] == 81

    answer = till.returned(redeeming)

    assert (answer["restored"], answer["clawed"], answer["debt"], answer["available"]) == (100, 19, 0, 0)


# --- lots that points go back to ---


def test_points_go_back_to_their_lots_the_last_taken_first(till: Cashier) -> None:
    first = till.pho(6)
    till.on("2025-10-02")
    second = till.pho(6)
    redeeming = till.sold(lines=[{"code": "PH", "qty": 2}], redeem=100)

    till.returned(redeeming, line=1)

    left = {lot.sale: (lot.points, lot.expires_on) for lot in till.account.lots}
    assert left[first] == (10, date(2026, 9, 30))
    assert left[second] == (60, date(2026, 10, 31))


@pytest.mark.parametrize(
    ("day", "expires_on", "is_apart"),
    [
        ("2026-09-23", date(2026, 9, 30), False),
        ("2026-09-24", date(2026, 10, 1), True),
        ("2026-12-01", date(2026, 12, 8), True),
    ],
)
def test_points_given_back_live_seven_days_at_least(till: Cashier, day: str, expires_on: date, is_apart: bool) -> None:
    sale = till.pho(10)
    redeeming = till.pho(2, redeem=100)
    own = till.oracle.sales[sale].own
    till.on(day)

    assert till.returned(redeeming)["restored"] == 100

    lot = next(lot for lot in till.account.lots if lot.points and lot.expires_on == expires_on)
    assert (lot.points, lot.of is own, lot is own) == (100, is_apart, not is_apart)
    till.ask(op="clock", at=f"{expires_on}T23:59:00+07:00")
    assert till.account.available(till.oracle.today) >= 100
    till.ask(op="clock", at=f"{expires_on + timedelta(days=1)}T00:00:00+07:00")
    assert till.account.available(till.oracle.today) <= 19


def test_points_given_back_are_no_accrual(till: Cashier) -> None:
    till.pho(10)
    redeeming = till.pho(2, redeem=100)
    earned = till.account.lifetime_earned
    till.returned(redeeming)

    assert till.account.lifetime_earned == earned == 119
    assert till.account.qualifying(till.oracle.today) == 1_000_000


# --- the tier ---


def test_a_return_lowers_what_qualifies_on_the_day_of_the_sale(till: Cashier) -> None:
    sale = till.pho(5)
    till.on("2026-03-01")
    till.returned(sale, line=1, qty=2)

    assert till.account.qualifying(till.oracle.today) == 300_000
    assert till.ask(op="member", find=PHONE)["qualifying"] == 300_000
    till.on("2026-09-01")
    assert till.account.qualifying(till.oracle.today) == 0


def test_a_tier_older_than_a_day_falls_only_at_review(till: Cashier) -> None:
    sale = till.sold(lines=[{"code": "TR", "qty": 2}])
    till.on("2025-09-02", "00:00")
    assert till.returned(sale)["tier"] == "Bạc"

    assert till.account.stands_through == date(2026, 9, 30)
    till.on("2026-10-30")
    assert till.account.tier == 1
    till.on("2026-10-31")
    assert till.account.tier == 0


@pytest.mark.parametrize(("bowls", "tier"), [(1, "Bạc"), (11, "Thành viên")])
def test_a_tier_just_made_falls_when_what_remains_no_longer_reaches_it(till: Cashier, bowls: int, tier: str) -> None:
    till.on("2025-09-10", "23:00")
    sale = till.sold(lines=[{"code": "PH", "qty": 20}, {"code": "PH", "qty": 1}])
    till.on("2025-09-11", "22:59")

    lines = [{"line": 1, "qty": bowls}]
    assert till.ask(op="refund", sale=sale, lines=lines, to="cash", reason="thử")["tier"] == tier


def test_it_does_not_fall_below_the_tier_before_the_sale(till: Cashier) -> None:
    till.on("2025-09-10", "23:00")
    till.sold(lines=[{"code": "TR", "qty": 2}])
    sale = till.sold(lines=[{"code": "TR", "qty": 3}])
    assert till.account.tier == 2

    assert till.returned(sale)["tier"] == "Bạc"
    assert till.account.stands_through == date(2026, 9, 30)


def test_another_sale_s_return_does_not_lower_the_tier(till: Cashier) -> None:
    first = till.sold(lines=[{"code": "TR", "qty": 1}])
    till.sold(lines=[{"code": "TR", "qty": 1}])

    assert till.returned(first)["tier"] == "Bạc"


def test_the_tier_of_the_sale_takes_back_not_that_of_today(till: Cashier) -> None:
    sale = till.sold(lines=[{"code": "TR", "qty": 2}])
    assert till.account.tier == 1
    other = till.pho(1)

    assert till.oracle.sales[sale].earned == 200
    assert till.returned(sale, line=1)["clawed"] == 100
    assert till.oracle.sales[other].earned == points_for(100_000, Fraction(12, 10)) == 12
    assert till.returned(other)["clawed"] == 12


# --- documents ---


def test_a_preview_writes_nothing(till: Cashier) -> None:
    till.given(60)
    sale = till.pho(3, redeem=60)

    shown = [till.returned(sale, line=1, preview=True) for _ in range(2)]
    done = till.returned(sale, line=1)

    for answer in (*shown, done):
        assert (answer["money"], answer["restored"], answer["available"]) == (98_000, 20, 39)
        assert answer["clawed"] == 10


def test_a_void_is_of_the_same_shift(till: Cashier) -> None:
    first, second = till.pho(2), till.pho(1)
    assert till.ask(op="void", sale=first, reason="nhầm")["money"] == 200_000

    closed = till.ask(op="shift", action="close", counted=99_000)
    assert (closed["expected"], closed["variance"]) == (100_000, -1_000)
    assert not till.ask(op="void", sale=second, reason="nhầm")["ok"]
    assert till.returned(second)["money"] == 100_000


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"sale": "K9-000009"}, "UNKNOWN_SALE"),
        ({"lines": []}, "NOTHING_TO_REFUND"),
        ({"lines": [{"line": 1, "qty": 4}]}, "INVALID_QUANTITY"),
        ({"lines": [{"line": 1, "qty": 0}]}, "INVALID_QUANTITY"),
        ({"lines": [{"line": 1, "qty": "0.0001"}]}, "INVALID_QUANTITY"),
    ],
)
def test_refusals(till: Cashier, request_: dict[str, Any], code: str) -> None:
    answer = till.returned(**{"sale": till.pho(3), **request_})

    assert not answer["ok"]
    assert answer["code"] == code


def test_a_cashier_may_not_return() -> None:
    oracle = Oracle(ITEMS, may_refund=False)
    for op in ("refund", "void"):
        request = {"id": op, "op": op, "sale": "K1-000001", "lines": "all", "to": "cash", "reason": "thử"}
        assert oracle.answer(request)["code"] == "NOT_ALLOWED"


def test_nobody_adjusts_below_nothing(till: Cashier) -> None:
    till.pho(5)

    assert till.ask(op="adjust", member=PHONE, points=-51, reason="thử")["code"] == "INSUFFICIENT_POINTS"
    assert till.ask(op="adjust", member=PHONE, points=-50, reason="thử")["available"] == 0
    assert till.ask(op="adjust", member=PHONE, points=7, reason="thử")["available"] == 7


def test_a_random_shop_stays_sound() -> None:
    """No points from nowhere: what lots hold less the debt is what came in less what went out."""
    oracle = Oracle(shelf())
    oracle.next_number = "K1-000001"
    for serial, request in enumerate(RandomTill(4, shelf(), oracle, count=900, operations=RETURNING).requests()):
        answer = oracle.answer(request)
        if answer["ok"] and request.get("op") == "enrol":
            answer["card"] = f"29{serial:030d}"
        oracle.learn(request, answer)
        for member in oracle.members.values():
            account = member.account
            assert account.debt >= 0
            assert not (account.debt and account.available(oracle.today))
            assert all(lot.points >= 0 for lot in account.lots)
    assert set(oracle.seen) >= {"debt made", "debt paid", "restored to a lot of its own", "tier fell by a return"}
    assert oracle.now > datetime(2027, 1, 1, tzinfo=SHOP_ZONE)
