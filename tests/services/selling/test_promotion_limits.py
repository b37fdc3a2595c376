"""Limits of promotions over sales: in all, by member, by day; what came back whole counts no more."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.promotions import Promotion
from tests.support.refusals import refused

ORDER = "1 x PHỞ @ 100000"


@pytest.fixture
def limited(shop):
    """Puts one promotion of 10 % into force, with these limits."""

    def put(**limits):
        shop.under(promotions=(Promotion("mười", "Giảm 10%", benefit=Benefit(percent=1_000), **limits),))

    return put


def due(shop, text=ORDER):
    return shop.sold(text).due


def test_in_all_by_anybody_and_what_comes_back_whole_is_given_again(shop, limited):
    limited(in_all=2)
    first = shop.sold(ORDER)
    assert (first.due, due(shop, f"{ORDER}; member Lan")) == (90_000, 90_000)
    assert due(shop) == 100_000
    shop.desk.refunds.refund(shop.returning(first))
    assert [due(shop), due(shop)] == [90_000, 100_000]


def test_a_part_that_comes_back_gives_nothing_again(shop, limited):
    limited(in_all=1)
    sale = shop.sold("2 x PHỞ @ 100000")
    shop.desk.refunds.refund(shop.returning(sale, "1 x PHỞ"))
    assert due(shop) == 100_000


def test_two_tills_never_give_the_last_one_twice(shop, limited):
    limited(in_all=1)
    wares = shop.desk.catalogue.load()
    assert dict(wares.given) == {}
    both = [shop.command(ORDER, expected_due=90_000) for _ in range(2)]
    assert shop.desk.sales.complete(both[0]).sale.due == 90_000
    with refused(Code.PRICE_CHANGED, due=100_000):
        shop.desk.sales.complete(both[1])
    assert dict(shop.desk.catalogue.newer_than(wares).given) == {"mười": 1}


def test_by_day(shop, limited):
    limited(in_all=1, per_day=True)
    assert [due(shop), due(shop)] == [90_000, 100_000]
    shop.on("2026-03-03")
    assert [due(shop), due(shop)] == [90_000, 100_000]


def test_by_member_and_never_for_guests(shop, limited):
    limited(per_member=1)
    dues = [due(shop, f"{ORDER}{who}") for who in ("", "; member Lan", "; member Lan", "; member Anh")]
    assert dues == [100_000, 90_000, 100_000, 90_000]


def test_a_shop_without_limits_asks_nothing_more(shop, limited):
    limited()
    with shop.statements() as sent:
        shop.desk.sales.complete(shop.command(ORDER))
    assert not any("DISTINCT" in statement for statement in sent)
    limited(in_all=1)
    with shop.statements() as sent:
        shop.desk.sales.complete(shop.command(ORDER))
    assert sum("count(distinct" in statement.lower() for statement in sent) == 1
