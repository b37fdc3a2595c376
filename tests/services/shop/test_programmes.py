"""Versions of the programme: who may save one, from when it counts, and whom it moves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.programme import DEFAULT_TIERS
from pos_desktop.loyalty.rules import EarnRate, Ratio, Rule
from pos_desktop.selling.conditions import When
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER

EASIER = (DEFAULT_TIERS[0], replace(DEFAULT_TIERS[1], threshold=500_000), *DEFAULT_TIERS[2:])
TODAY = date(2026, 3, 2)


def test_a_version_counts_from_its_day_and_an_open_order_keeps_its_own(shop):
    order = shop.command("1 x PHỞ @ 100000; member Lan")
    shop.under(earn=EarnRate(2, 10_000))
    assert shop.desk.sales.complete(order).sale.earned == 10
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 20
    assert shop.desk.programmes.current().version == 2
    assert shop.books().tie


def test_a_later_version_waits_for_its_day(shop):
    newest = shop.desk.programmes.newest()
    changed = replace(newest, earn=EarnRate(2, 10_000))
    shop.desk.programmes.save(changed, TODAY + timedelta(days=1), shop.person(OWNER).id, 1)
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 10
    shop.on("2026-03-03")
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 20


def test_who_moves_is_known_before_and_moves_at_once(shop):
    shop.sold("1 x TIỆC @ 600000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Mai")
    changed = replace(shop.desk.programmes.newest(), tiers=EASIER)

    impact = shop.desk.programmes.preview(changed, TODAY)
    assert (impact.members, [(m.name, m.before, m.after) for m in impact.movers]) == (2, [("Lan", "Thành viên", "Bạc")])
    assert shop.member("Lan").standing.after_name == "Thành viên"

    shop.under(tiers=EASIER)
    assert shop.member("Lan").standing.after_name == "Bạc"
    assert shop.rows("SELECT move, tier_after, programme_version FROM tier_change") == [("regrade", "silver", 2)]


def test_members_move_on_the_day_of_a_later_version_once(shop):
    shop.sold("1 x TIỆC @ 600000; member Lan")
    shop.desk.programmes.save(
        replace(shop.desk.programmes.newest(), tiers=EASIER), TODAY + timedelta(days=1), shop.person(OWNER).id, 1
    )
    assert shop.count("tier_change") == 0
    shop.on("2026-03-03")
    shop.desk.days.begin()
    shop.on("2026-03-04")
    shop.desk.days.begin()
    assert shop.count("tier_change", "move = 'regrade'") == 1


def test_two_people_do_not_overwrite_each_other(shop):
    shop.under(minimum=10)
    with refused(Code.PROGRAMME_CHANGED, version=2):
        shop.desk.programmes.save(shop.desk.programmes.newest(), TODAY, shop.person(OWNER).id, 1)
    assert shop.count("programme_version") == 2


@pytest.mark.parametrize(("name", "may"), [(CASHIER, False), (MANAGER, True), (OWNER, True)])
def test_who_may_change_the_programme(shop, name, may):
    save = lambda: shop.desk.programmes.save(shop.desk.programmes.newest(), TODAY, shop.person(name).id, 1)  # noqa: E731
    if may:
        assert save().version == 2
        return
    with refused(Code.NOT_ALLOWED, right="programme"):
        save()
    assert shop.count("programme_version") == 1


def test_a_past_day_and_a_recurrence_that_cannot_be_are_refused(shop):
    newest = shop.desk.programmes.newest()
    with refused(Code.INVALID_DAY):
        shop.desk.programmes.save(newest, TODAY - timedelta(days=1), shop.person(OWNER).id, 1)
    bad = replace(newest, rules=(Rule("x", "X", multiplier=Ratio(2), when=When(recurrence="FREQ=SOMETIMES")),))
    with refused(Code.BAD_PROGRAMME, field="recurrence"):
        shop.desk.programmes.save(bad, TODAY, shop.person(OWNER).id, 1)
    assert shop.count("programme_version") == 1


def test_tills_hear_of_it(shop):
    wares = shop.desk.catalogue.load()
    shop.under(minimum=10)
    assert shop.desk.catalogue.newer_than(wares).programme.minimum == 10
