"""Settings of the shop: the newest row counts, each change stands in the journal, the count follows."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.shop.settings import SetBlind
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER


def put(shop, blind, operation="s1", name=MANAGER):
    return shop.desk.settings.set_blind(SetBlind(operation, blind, shop.person(name).id))


def expected(shop):
    return shop.desk.shifts.expected(shop.desk.shifts.current().id)


def test_a_drawer_is_counted_blindly_until_somebody_says_otherwise(shop):
    shop.sold("1 x PHỞ @ 50000")
    assert (shop.desk.shifts.is_blind(), expected(shop)) == (True, None)
    put(shop, False)
    assert (shop.desk.shifts.is_blind(), expected(shop)) == (False, 550_000)
    put(shop, True, "s2")
    assert (shop.desk.shifts.is_blind(), expected(shop)) == (True, None)
    assert shop.rows("SELECT version, value FROM setting ORDER BY version") == [(1, "false"), (2, "true")]
    assert shop.books().tie


def test_what_was_and_what_is_stand_in_the_journal(shop):
    put(shop, False)
    ((body, by),) = shop.rows("SELECT body, staff_id FROM journal WHERE kind = 'setting_changed'")
    assert '"before":true,"name":"blind_count"' in body
    assert '"value":false' in body
    assert by == shop.person(MANAGER).id


def test_sent_twice_it_is_one_row(shop):
    assert not put(shop, False).is_repeat
    assert put(shop, False).is_repeat
    assert shop.count("setting") == 1


@pytest.mark.parametrize("blind", [True, False])
def test_who_may(shop, blind):
    with refused(Code.NOT_ALLOWED, right="settings"):
        put(shop, blind, name=CASHIER)
    assert shop.count("setting") == 0
