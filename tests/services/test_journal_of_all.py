"""Everything that has to be a row of the journal is one, with what a reader wants to know of it."""

import io
import json
from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.gateways.exported import Form
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.services.office.exports import Exports, Wanted, What
from pos_desktop.services.shop.settings import BLIND_COUNT, SetBlind, Settings
from pos_desktop.services.shop.shifts import MoveCash
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS


def newest(shop):
    [(kind, body, staff_id)] = shop.rows("SELECT kind, body, staff_id FROM journal ORDER BY seq DESC LIMIT 1")
    names = dict(shop.rows("SELECT id, name FROM staff"))
    return kind, json.loads(body), names.get(staff_id)


@pytest.fixture
def sale(shop):
    shop.granted("Lan", 500)
    return shop.sold("2 x PHỞ @ 50000; member Lan")


def test_a_sale_with_goods_prices_and_payments(shop, sale):
    kind, body, who = newest(shop)
    assert (kind, who, body["due"]) == ("sale", OWNER, 100_000)
    assert [line[1:] for line in body["lines"]] == [["PHỞ", 2_000, 100_000]]
    assert body["tenders"] == [["cash", 100_000]]
    assert "by_hand" not in body and "prices" not in body


def test_a_discount_by_hand(shop):
    shop.sold("1 x PHỞ @ 50000 -10%")
    assert newest(shop)[1]["by_hand"] == 5_000


def test_a_price_by_hand(shop):
    command = shop.command("1 x PHỞ @ 50000")
    [line] = command.order.lines
    shop.desk.sales.complete(replace(command, order=command.order.with_price(line.key, 40_000)))
    assert newest(shop)[1]["prices"] == [[line.sku, 50_000, 40_000]]


def test_money_back(shop, sale):
    shop.returned(sale, "1 x PHỞ")
    kind, body, who = newest(shop)
    assert (kind, who, body["money"], body["reason"]) == ("refund", OWNER, 50_000, "khách đổi ý")


def test_a_void(shop, sale):
    shop.voided(sale)
    kind, body, _who = newest(shop)
    assert (kind, body["sale_id"], body["money"]) == ("void", sale.id, 100_000)


def test_the_drawer_without_a_sale(shop):
    shop.desk.shifts.move(MoveCash("d1", shop.person(MANAGER).id, CashMovementKind.NO_SALE, reason="đổi tiền lẻ"))
    kind, body, who = newest(shop)
    assert (kind, who, body["reason"]) == ("no_sale", MANAGER, "đổi tiền lẻ")


def test_an_adjustment(shop, sale):
    shop.adjusted("Lan", -20, "đếm lại")
    kind, body, _who = newest(shop)
    assert (kind, body["points"], body["reason"]) == ("points_adjusted", -20, "đếm lại")


def test_a_sign_in_and_a_wrong_pin(shop):
    person = shop.person(CASHIER)
    shop.desk.people.sign_in(person.id, PINS[CASHIER])
    assert newest(shop)[::2] == ("sign_in", CASHIER)
    with refused(Code.WRONG_PIN):
        shop.desk.people.sign_in(person.id, "000111")
    assert newest(shop)[::2] == ("wrong_pin", CASHIER)


def test_a_setting(shop):
    Settings(shop.till).set_blind(SetBlind("s1", False, shop.person(OWNER).id))
    kind, body, who = newest(shop)
    assert (kind, who, body["name"], body["value"]) == ("setting_changed", OWNER, BLIND_COUNT, False)


def test_the_programme(shop):
    shop.under(point_value=200)
    kind, body, who = newest(shop)
    assert (kind, who, body["version"]) == ("programme_changed", OWNER, 2)


def test_an_export(shop):
    exports, today = Exports(shop.till), shop.till.today()
    made = exports.write(Wanted(What.SALES, Form.CSV, today, today), shop.person(MANAGER).id, io.BytesIO())
    exports.record(made, shop.person(MANAGER).id)
    kind, body, who = newest(shop)
    assert (kind, who, body["what"], body["count"], body["digest"]) == ("export", MANAGER, "sales", 0, made.digest)
