"""Tests of the books of points on a real shop."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.liability import Breakage
from pos_desktop.loyalty.programme import ExpiryPolicy
from pos_desktop.services.members.merging import Merge
from pos_desktop.services.office.loyalty_books import Books
from pos_desktop.services.office.sample import open_sample
from pos_desktop.services.shop.opening import open_till
from pos_desktop.storage.schema.loyalty import lot
from tests.support.refusals import refused
from tests.support.shop import MANAGER, SETTLED

NEXT_DAY = SETTLED + timedelta(days=1)


@pytest.fixture
def two_days(sample_shop):
    """Lan is given 500, earns 25; on the next day redeems 100 (10.000 ₫) and earns 19 of 190.000 ₫."""
    sample_shop.granted("Lan", 500)
    sample_shop.sold("1 x PHỞ @ 250000; member Lan")
    sample_shop.on("2026-03-03")
    sample_shop.sold("2 x PHỞ @ 100000; member Lan; redeem 100")
    return sample_shop


def test_two_days(two_days):
    found = Books(two_days.till).range(SETTLED, NEXT_DAY)
    first, second = found.days
    assert (first.opening, first.adjusted_in, first.earned, first.closing) == (0, 500, 25, 525)
    assert (second.opening, second.redeemed, second.earned, second.closing) == (525, 100, 19, 444)
    assert (found.movement.opening, found.movement.closing, found.liability_vnd) == (0, 444, 44_400)
    assert [(age.month, age.points, age.value) for age in found.ageing] == [(date(2027, 3, 1), 444, 44_400)]
    assert found.ties
    assert found.breakage == Breakage()
    assert found.expected_vnd == 44_400


def test_the_books_of_yesterday_do_not_move(two_days):
    books = Books(two_days.till)
    first = books.day(SETTLED)
    assert first.held.available == 525
    two_days.sold("1 x PHỞ @ 90000; member Lan")
    assert books.day(SETTLED) == first


def test_points_that_live_while_their_member_comes_are_counted_as_the_member_has_them(shop):
    shop.under(expiry=ExpiryPolicy.IDLE, expiry_months=1, pending_days=10)
    shop.sold("1 x PHỞ @ 200000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Bình")
    lan, binh = (shop.member(name).row.account_id for name in ("Lan", "Bình"))

    def counted(day):
        shop.on(day)
        books = Books(shop.till).day(shop.till.today())
        assert books.ties
        had = [shop.desk.members.picture(one).balance for one in {merged.get(lan, lan), binh}]
        sums = (sum(one.available for one in had), sum(one.pending for one in had))
        assert (books.held.available, books.held.pending) == sums
        return sums

    merged = {}
    assert counted("2026-03-11") == (0, 30)
    assert counted("2026-04-05") == (30, 0), "a month from when they may be used, not from when they were earned"
    shop.desk.merging.merge(Merge("m", lan, binh, "một người", shop.person(MANAGER).id))
    merged[lan] = binh
    assert counted("2026-04-06") == (30, 0)
    assert counted("2026-04-12") == (30, 0)
    assert counted("2026-04-13") == (0, 0)
    shop.desk.days.begin()
    assert counted("2026-04-14") == (0, 0)
    assert shop.books().tie


def test_expired_before_and_after_the_job(two_days):
    books, dead = Books(two_days.till), date(2027, 4, 1)
    two_days.on("2027-04-01")
    before = books.day(dead)
    assert (before.movement.opening, before.movement.expired, before.held.closing) == (444, 444, 0)
    assert before.breakage == Breakage(died=444, issued=544)
    assert before.breakage.share == 8_162
    assert two_days.desk.days.begin() == 1
    after = books.day(dead)
    assert after.held.dead == 0
    assert (after.movement, after.breakage, after.ties) == (before.movement, before.breakage, True)


def test_points_that_nobody_booked_do_not_tie(two_days):
    with two_days.till.db.write() as tx:
        wrong = tx.execute(select(lot).limit(1)).one()._asdict() | {"id": "nobody", "seq": 900, "points": 7}
        tx.execute(insert(lot).values(wrong | {"left_points": 7}))
    assert not Books(two_days.till).day(NEXT_DAY).ties


def test_a_range_that_runs_backwards(shop):
    with refused(Code.MALFORMED):
        Books(shop.till).range(NEXT_DAY, SETTLED)


def test_every_day_of_the_sample_shop_ties(tmp_path):
    open_sample(tmp_path / "shop")
    till = open_till(tmp_path / "shop")
    last = till.shop.history_ends
    found = Books(till).range(last - timedelta(days=130), last)
    till.db.close()
    assert [day.first for day in found.days if not day.ties] == []
    assert found.ties
    assert found.movement.opening == 0
    assert found.movement.earned > 0
    assert found.movement.redeemed > 0
