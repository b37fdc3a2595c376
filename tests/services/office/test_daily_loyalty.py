"""The daily loyalty report: points tied to the books, sales less refunds, tiers as they stood, who bought most."""

from datetime import date, timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.refund import RefundTo, Returned
from pos_desktop.services.members.merging import Merge, Merging
from pos_desktop.services.members.points.attaching import Attach, Attaching
from pos_desktop.services.office.daily_loyalty import DailyLoyalty
from pos_desktop.services.office.loyalty_books import Books
from pos_desktop.services.selling.refunding import GiveBack
from tests.support.refusals import refused
from tests.support.shop import MANAGER, OWNER, SETTLED

NEXT_DAY = SETTLED + timedelta(days=1)


def report(shop, day=SETTLED):
    (found,) = DailyLoyalty(shop.till).range(day, day)
    return found


def sales_of(found):
    return {one.name: one.sales for one in found.top_members}


def give_back(shop, sale, lines=None):
    command = GiveBack("r1", sale.id, shop.person(OWNER).id, lines, RefundTo.CASH, "đổ")
    return shop.desk.refunds.refund(command)


@pytest.fixture
def day(shop):
    """Lan buys for 250.000 and 2.000.000, Minh for 100.000, a guest for 40.000."""
    shop.sold("1 x PHỞ @ 250000; member Lan")
    shop.sold("1 x TIỆC @ 2000000; member Lan")
    shop.sold("1 x BÚN @ 100000; member Minh")
    shop.sold("1 x NƯỚC @ 40000")
    return shop


def test_a_day_of_sales(day):
    found = report(day)

    assert (found.enrolments, found.active_members) == (2, 2)
    assert (found.member_sales, found.net_sales) == (2_350_000, 2_390_000)
    assert [(one.name, one.sales, one.earned) for one in found.top_members] == [
        ("Lan", 2_250_000, 225), ("Minh", 100_000, 10),
    ]  # fmt: skip
    assert [(one.tier, one.members, one.sales) for one in found.by_tier] == [
        ("Thành viên", 1, 100_000), ("Bạc", 1, 2_250_000), ("Vàng", 0, 0), ("Kim cương", 0, 0),
    ]  # fmt: skip


def test_points_and_liability_are_those_of_the_books(day):
    day.on("2026-03-03")
    day.sold("2 x BÚN @ 100000; member Lan; redeem 100")
    found, books = DailyLoyalty(day.till).range(SETTLED, NEXT_DAY), Books(day.till)

    for one in found:
        kept = books.day(one.day)
        assert (one.movement, one.liability_vnd) == (kept.movement, kept.liability_vnd)
    assert [one.movement.redeemed for one in found] == [0, 100]


def test_what_comes_back_lowers_the_day_on_which_it_comes(day):
    sale = day.sold("2 x BÚN @ 100000; member Lan")
    day.on("2026-03-03")
    give_back(day, sale, (Returned(1, 1000),))

    assert report(day).member_sales == 2_550_000
    found = report(day, NEXT_DAY)
    assert (found.member_sales, found.net_sales, found.active_members) == (-100_000, -100_000, 0)
    assert found.top_members == ()


def test_a_claimed_sale_is_the_member_s(day):
    sale = day.sold("1 x BÚN @ 100000")
    Attaching(day.till).attach(Attach("c1", sale.number, day.member("Minh").row.account_id, day.person(OWNER).id))

    found = report(day)
    assert sales_of(found) == {"Lan": 2_250_000, "Minh": 200_000}
    assert {one.name: one.earned for one in found.top_members}["Minh"] == 20


def test_merged_members_count_once(day):
    lan, minh = (day.member(name).row.account_id for name in ("Lan", "Minh"))
    Merging(day.till).merge(Merge("g1", minh, lan, "một người", day.person(MANAGER).id))

    found = report(day)
    assert (found.active_members, sum(one.members for one in found.by_tier)) == (1, 1)
    assert sales_of(found) == {"Lan": 2_350_000}


def test_tiers_are_those_of_the_evening(day):
    day.on("2026-03-03")
    day.sold("1 x TIỆC @ 4000000; member Lan")

    def silver_and_gold(found):
        return [one.members for one in found.by_tier[1:3]]

    assert silver_and_gold(report(day)) == [1, 0]
    assert silver_and_gold(report(day, NEXT_DAY)) == [0, 1]
    assert [one.members for one in report(day, SETTLED - timedelta(days=1)).by_tier] == [0, 0, 0, 0]


@pytest.mark.parametrize("last", [SETTLED - timedelta(days=1), SETTLED + timedelta(days=366)])
def test_a_range_that_cannot_be_is_refused(shop, last):
    with refused(Code.MALFORMED):
        DailyLoyalty(shop.till).range(SETTLED, last)


def test_an_empty_day_is_told_too(shop):
    found = report(shop, date(2026, 3, 9))

    assert (found.movement.closing, found.net_sales, found.top_members) == (0, 0, ())
    assert found.movement.ties
