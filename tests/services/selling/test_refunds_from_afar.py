"""Refunds far from their sales: of a closed day, of last year, at another register, of points long spent."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services import journal
from pos_desktop.services.desk import desk_of
from pos_desktop.services.journal import Event
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.opening import insert_register
from pos_desktop.services.till import RegisterFacts
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.shop import register
from tests.support.refusals import refused
from tests.support.shifts import closed, opened
from tests.support.shop import OWNER


@pytest.fixture
def second(shop):
    """The desk of another register of the same shop, with a shift open."""
    till = replace(shop.till, register=RegisterFacts(shop.till.ids(), 2, "K2"))
    with till.db.write() as tx:
        insert_register(tx, till)
        written = Written(tx)
        written.saw(register, till.register.id)
        journal.append(tx, shop.till, Event.SHOP_CREATED, till.register.id, {}, written=written)
    desk = desk_of(till)
    opened(desk, 300_000, shop.person(OWNER).id)
    return desk


def next_day(shop, day):
    closed(shop.desk, shop.person(OWNER).id)
    shop.on(day)
    opened(shop.desk, 500_000, shop.person(OWNER).id)


def test_a_sale_of_a_closed_day_leaves_that_days_figures_as_they_were(shop):
    sale = shop.sold("2 x PHỞ @ 50000; member Lan")
    next_day(shop, "2026-03-05 09:00")
    before = shop.rows("SELECT body FROM shift_report")
    back = shop.returned(sale, "1 x PHỞ")
    assert str(back.business_date) == "2026-03-05"
    assert shop.rows("SELECT body FROM shift_report") == before
    with refused(Code.VOID_CLOSED):
        shop.voided(sale)
    assert Verification(shop.till).run().ok


def test_a_sale_of_last_year_comes_back_though_its_points_have_expired(shop):
    shop.granted("Lan", 50)
    spender = shop.sold("1 x PHỞ @ 100000; member Lan; redeem 50")
    sale = shop.sold("2 x PHỞ @ 100000; member Lan")
    next_day(shop, "2027-12-20 09:00")
    whole = shop.returned(sale)
    assert (whole.money, whole.clawed) == (200_000, 0), "its own points died by themselves"
    restored = shop.returned(spender)
    assert restored.restored == 50
    assert shop.member("Lan").balance.available >= 50, "a week at least"
    assert shop.books().tie
    assert Verification(shop.till).run().ok


def test_another_register_gives_back_under_its_own_number_and_from_its_own_drawer(shop, second):
    sale = shop.sold("2 x PHỞ @ 50000; member Lan")
    first_drawer = shop.rows("SELECT sum(amount) FROM cash_movement WHERE shift_id = ?", shop.desk.shifts.current().id)
    found = second.refunds.find(sale.number)
    back = second.refunds.refund(replace(shop.returning(sale, "1 x PHỞ"), sale_id=found)).refund
    assert back.number == "K2-H000001"
    drawer = "SELECT sum(amount) FROM cash_movement WHERE shift_id = ?"
    assert shop.rows(drawer, second.shifts.current().id) == [(250_000,)]
    assert shop.rows(drawer, shop.desk.shifts.current().id) == first_drawer
    with refused(Code.INVALID_QUANTITY, most="1"):
        shop.returned(sale, "2 x PHỞ")
    with refused(Code.VOID_CLOSED):
        second.refunds.void(shop.returning(sale))
    shop.returned(sale, "1 x PHỞ")
    assert shop.books().tie
    assert Verification(shop.till).run().ok


def test_points_that_were_spent_since_are_owed(shop, second):
    sale = shop.sold("1 x TIỆC @ 1000000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Lan; redeem 100")
    back = second.refunds.refund(shop.returning(sale)).refund
    assert back.loyalty["debt"] == 91
    assert shop.books().tie
