"""`sell` with tables, guests, service charge, delivery and tip: the numbers of docs/pricing.md."""

import pytest

from pos_desktop.selling.charges import Rate
from pos_desktop.selling.lines import OrderType
from pos_desktop.services.selling.tables import Area, ChangeFloor, PlacedTable
from pos_desktop.services.shop.charging import SetService
from pos_desktop.services.shop.settings import SetCashRounding
from tests.support.shop import Shop
from tests.support.talk import Talk

GOODS = [{"code": "PHO", "qty": 2, "discount": "10%"}]


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    return Talk(sample_shop)


def amounts(talk: Talk, **more: object) -> list[int]:
    return [line["amount"] for line in talk.done(lines=GOODS, **more)["lines"]]


def test_a_table_guests_and_all_charges(talk: Talk, sample_shop: Shop) -> None:
    area = Area("", "Nhà", (PlacedTable("", "5"),))
    talk.desk.tables.change(ChangeFloor("floor", (area,), talk.owner.id))
    answer = talk.done(lines=GOODS, order_type="dine_in", table="5", guests=4, service="5%", delivery=15_000, tip=5_000)
    assert [line["amount"] for line in answer["lines"]] == [180_000, 15_000, 5_000, 9_000]
    assert answer["due"] == 209_000
    assert sample_shop.rows("SELECT dining_table, guests, basis FROM sale") == [("5", 4, 180_000)]


def test_the_shops_charge_holds_unless_the_sale_says_otherwise(talk: Talk) -> None:
    rates = {OrderType.DINE_IN: Rate(percent=1_000)}
    talk.desk.charging.set_service(SetService("s", rates, talk.owner.id))
    assert amounts(talk, order_type="dine_in") == [180_000, 18_000]
    assert amounts(talk, order_type="take_away") == [180_000]
    assert amounts(talk, order_type="dine_in", service=0) == [180_000]
    assert amounts(talk, order_type="take_away", service=20_000) == [180_000, 20_000]


def test_the_last_of_the_goods_takes_the_charges_along(talk: Talk) -> None:
    sale = talk.done(lines=GOODS, service="5%", tip=10_000)["number"]
    back = [talk.done(op="refund", sale=sale, lines=[{"line": 1}], reason="đổ")["money"] for _cup in range(2)]
    assert back == [90_000, 109_000]


@pytest.mark.parametrize(("field", "value", "code"), [
    ("table", 5, "MALFORMED"), ("guests", "4", "MALFORMED"), ("guests", -1, "MALFORMED"),
    ("service", "105%", "INVALID_AMOUNT"), ("service", True, "INVALID_AMOUNT"), ("delivery", -1, "INVALID_AMOUNT"),
    ("tip", "5000", "INVALID_AMOUNT"),
])  # fmt: skip
def test_what_cannot_be_is_refused(talk: Talk, field: str, value: object, code: str) -> None:
    assert talk.ask(lines=GOODS, **{field: value})["code"] == code


def test_rounded_cash_is_answered_where_it_was_rounded(talk: Talk) -> None:
    plain = talk.done(lines=GOODS)
    talk.desk.settings.set_cash_rounding(SetCashRounding("r", 1_000, talk.owner.id))
    sale = talk.done(lines=GOODS, tip=5_400)
    assert (sale["due"], sale["cash_rounding"], sale["paid"], sale["change"]) == (185_400, -400, 185_000, 0)
    seen = talk.done(op="refund", sale=sale["number"], reason="đổ", preview=True)
    back = talk.done(op="refund", sale=sale["number"], reason="đổ")
    assert (back["money"], back["by_tender"], back["cash_rounding"]) == (185_400, {"cash": 185_000}, -400)
    assert (seen["by_tender"], seen["cash_rounding"]) == (back["by_tender"], back["cash_rounding"])
    assert "cash_rounding" not in plain
