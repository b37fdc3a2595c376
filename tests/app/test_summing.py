"""Dates are summed up in the background: after the start, after a Z, and not after the end."""

from datetime import timedelta

import pytest

from pos_desktop.app.summing import FIRST_MS, Summing
from pos_desktop.app.workers import Workers
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.services.office.rollups import Rollups
from tests.support.shop import Shop


def unsummed(shop: Shop) -> list[tuple[str]]:
    return shop.rows("SELECT id FROM stale_day WHERE id < ?", (shop.till.today() + timedelta(days=1)).isoformat())


@pytest.fixture
def summing(shop, qtbot):
    workers = Workers()
    made = Summing(workers, lambda: shop.desk)
    yield made
    made.stop()
    workers.stop()


def test_after_the_start_when_the_till_has_had_its_turn(shop, summing, qtbot):
    shop.sold("1 x PHỞ @ 50000")
    assert unsummed(shop)
    assert FIRST_MS >= 5_000
    summing._timer.setInterval(1)
    summing.start()
    qtbot.waitUntil(lambda: not unsummed(shop))


def test_after_a_shift_was_closed_and_not_after_a_sale(shop, summing, qtbot):
    shop.sold("1 x PHỞ @ 50000")
    summing.hear(frozenset({"sale"}))
    assert unsummed(shop)
    summing.hear(frozenset({"shift"}))
    qtbot.waitUntil(lambda: not unsummed(shop))


def test_what_hinders_it_is_told_to_nobody(shop, summing, qtbot, monkeypatch):
    tried = []

    def locked(_self, **_how):
        tried.append(1)
        raise EnvironmentProblem(Trouble.DATABASE_LOCKED)

    monkeypatch.setattr(Rollups, "refresh", locked)
    summing.look()
    qtbot.waitUntil(lambda: bool(tried))


def test_nothing_begins_after_the_end(shop, summing):
    shop.sold("1 x PHỞ @ 50000")
    summing.stop()
    summing.look()
    assert unsummed(shop)
