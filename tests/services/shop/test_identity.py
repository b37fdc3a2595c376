"""What the shop says of itself: kept, witnessed, refused when it cannot be; and the hour of its next day."""

import json
from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.desk import desk_of
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.identity import ChangeShop, renewed
from tests.support.refusals import refused
from tests.support.shifts import closed, opened
from tests.support.shop import CASHIER, MANAGER, OWNER


def change(shop, operation="c1", by=OWNER, **fields):
    identity = shop.desk.identity
    about = replace(identity.about(), **fields)
    return identity.change(ChangeShop(operation, about, shop.person(by).id))


def test_a_new_name_heads_what_comes_after_and_stands_in_the_journal(shop):
    made = change(shop, address=" 12  Lê Lợi ")
    assert (made.facts.address, made.is_repeat) == ("12 Lê Lợi", False)
    assert shop.desk.identity.about().address == "12 Lê Lợi"
    row = shop.rows("SELECT kind, body FROM journal ORDER BY seq DESC LIMIT 1")[0]
    assert row.kind == "setting_changed"
    assert json.loads(row.body)["changes"] == {"address": ["", "12 Lê Lợi"]}
    assert Verification(shop.till).run().ok


def test_it_is_changed_once(shop):
    change(shop, footer="Cảm ơn")
    assert shop.desk.identity.change(ChangeShop("c1", shop.desk.identity.about(), shop.person(OWNER).id)).is_repeat
    with refused(Code.ID_REUSED):
        change(shop, footer="Hẹn gặp lại")


def test_who_may_not_is_refused(shop):
    with refused(Code.NOT_ALLOWED, right="settings"):
        change(shop, by=CASHIER, footer="x")
    assert change(shop, by=MANAGER, footer="x").facts.footer == "x"


@pytest.mark.parametrize(("fields", "code"), [
    ({"name": "  "}, Code.INVALID_NAME), ({"footer": "x" * 201}, Code.INVALID_TEXT),
    ({"cutover_hour": 24}, Code.INVALID_AMOUNT),
])  # fmt: skip
def test_what_cannot_be_changes_nothing(shop, fields, code):
    before = shop.rows("SELECT * FROM shop")
    about = replace(shop.desk.identity.about(), **fields)
    with refused(code):
        shop.desk.identity.change(ChangeShop("c1", about, shop.person(OWNER).id))
    assert shop.rows("SELECT * FROM shop") == before


def test_a_day_that_ends_at_four_takes_in_the_night(shop):
    closed(shop.desk, shop.person(OWNER).id)
    shop.on("2026-03-03 12:00")
    facts = change(shop, cutover_hour=4).facts
    late = desk_of(renewed(shop.till, facts))
    opened(late, 500_000, shop.person(OWNER).id)
    shop.on("2026-03-04 01:30")
    made = late.sales.complete(shop.command("1 x PHỞ @ 50000")).sale
    assert made.business_date == date(2026, 3, 3)
    shop.on("2026-03-04 04:00")
    assert late.till.today() == date(2026, 3, 4)
    assert Verification(late.till).run().ok


def test_not_while_a_shift_is_open(shop):
    with refused(Code.CUTOVER_OPEN_SHIFT):
        change(shop, cutover_hour=4)
    assert change(shop, footer="x").facts.cutover_hour == 0, "the rest may change"


def test_no_day_comes_twice(shop):
    closed(shop.desk, shop.person(OWNER).id)
    with refused(Code.CUTOVER_DAY_BACK, hour=12):
        change(shop, cutover_hour=12)  # at nine in the morning it would be yesterday again
    shop.on("2026-03-02 13:00")
    assert change(shop, "c2", cutover_hour=12).facts.cutover_hour == 12
