"""Booking by itself: debt first, and the walls behind the lock."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.lots import Lot, LotDates
from pos_desktop.services.members.points.ledger import Booking
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import accounts, shops
from tests.support.refusals import refused

DAY = date(2026, 3, 2)
DATES = LotDates(DAY, date(2027, 3, 31))


def booking(shop, tx, name="Lan", operation="op") -> Booking:
    account_id = shop.member(name).row.account_id
    locked, programme = accounts.lock(tx, account_id), shops.programme_at(tx, DAY)
    lots = list(accounts.picture(tx, account_id, DAY, shop.till.now(), programme=programme).lots)
    return Booking(tx, shop.till, locked, programme, operation, DAY, lots, written=Written(tx))


def account(shop):
    return shop.rows("SELECT balance, debt, (SELECT coalesce(sum(left_points), 0) FROM lot) FROM account")[0]


@pytest.mark.parametrize(
    ("inflows", "balance", "debt"), [((20,), 0, 10), ((30,), 0, 0), ((50,), 20, 0), ((20, 25), 15, 0)]
)
def test_every_inflow_pays_the_debt_first(shop, inflows, balance, debt):
    shop.member("Lan")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE account SET debt = 30")
    with shop.till.db.write() as tx:
        book = booking(shop, tx)
        for points in inflows:
            book.credit("opening", points, DATES)
        book.close()
    assert account(shop) == (balance, debt, balance)
    assert shop.rows("SELECT sum(points), sum(debt_change) FROM entry") == [(sum(inflows), debt - 30)]


def test_a_balance_that_moved_behind_the_lock_is_refused(shop):
    shop.granted("Lan", 100)
    with refused(Code.INSUFFICIENT_POINTS, available=100), shop.till.db.write() as tx:
        book = booking(shop, tx)
        book.redeem(60)
        tx.exec_driver_sql("UPDATE account SET seq = seq + 1")
        book.close()
    assert account(shop) == (100, 0, 100)


def test_a_balance_below_what_was_taken_is_refused(shop):
    shop.granted("Lan", 100)
    with refused(Code.INSUFFICIENT_POINTS), shop.till.db.write() as tx:
        book = booking(shop, tx)
        book.redeem(60)
        tx.exec_driver_sql("UPDATE account SET balance = 59")
        book.close()
    assert account(shop) == (100, 0, 100)


def test_a_lot_that_holds_less_than_the_picture_said_is_refused(shop):
    shop.granted("Lan", 100)
    with refused(Code.INSUFFICIENT_POINTS, available=100), shop.till.db.write() as tx:
        book = booking(shop, tx)
        book.lots = [replace(lot, left=160) for lot in book.lots]
        book.redeem(150)
    assert account(shop) == (100, 0, 100)


def test_numbers_of_an_account_are_one_series(shop):
    shop.granted("Lan", 100)
    shop.sold("1 x TIỆC @ 2000000; member Lan by card; redeem 100")
    series = shop.rows(
        "SELECT seq FROM entry UNION ALL SELECT seq FROM lot UNION ALL SELECT seq FROM tier_change "
        "UNION ALL SELECT account_seq FROM sale ORDER BY 1"
    )
    assert [seq for (seq,) in series] == list(range(1, len(series) + 1))


def test_a_lot_knows_where_it_came_from(shop):
    sale = shop.sold("1 x PHỞ @ 100000; member Lan")
    (lot,) = shop.member("Lan").lots
    assert lot == Lot(lot.id, 10, DAY, date(2027, 3, 31), 2, sale.id)


def test_a_dead_lot_is_written_off_once_for_ever(shop):
    shop.granted("Lan", 100)
    (lot,) = shop.member("Lan").lots
    with shop.till.db.write() as tx:
        book = booking(shop, tx)
        book.expire(lot)
        book.close()
    with pytest.raises(IntegrityError, match="UNIQUE"), shop.till.db.write() as tx:
        booking(shop, tx).expire(lot)
    assert account(shop) == (0, 0, 0)
    assert shop.count("entry", "kind = 'expiry'") == 1
