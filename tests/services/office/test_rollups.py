"""Dates are summed up once, again when something of them changes, and never while a till waits for long."""

from datetime import date, timedelta

import pytest

from pos_desktop.services.members.merging import Merge
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.office.rollups import Rollups
from pos_desktop.storage.queries import rollup_facts, rollups
from pos_desktop.storage.schema.rollups import OF_A_DAY
from tests.support.shop import MANAGER

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def marked(shop):
    """Dates through today that are to be summed up."""
    return [row[0] for row in shop.rows("SELECT id FROM stale_day WHERE id <= ? ORDER BY id",
                                        shop.till.today().isoformat())]  # fmt: skip


def kept(shop, question):
    return shop.rows(question)


@pytest.fixture
def two_days(shop):
    shop.on("2026-03-02 09:00")
    shop.sale = shop.sold("1 x PHỞ @ 200000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Bình")
    shop.sold("1 x PHỞ @ 50000")
    shop.on("2026-03-03 09:00")
    shop.sold("1 x PHỞ @ 70000; member Lan")
    return shop


def refreshed(shop):
    Rollups(shop.till).refresh()
    assert marked(shop) == []
    return shop


def test_what_is_booked_marks_its_date_and_a_refresh_settles_it(two_days):
    assert marked(two_days) == ["2026-03-02", "2026-03-03"]
    refreshed(two_days)
    assert kept(two_days, "SELECT day, sum(amount) FROM day_spend GROUP BY day") == [
        ("2026-03-02", 350_000), ("2026-03-03", 70_000)]  # fmt: skip
    assert kept(two_days, "SELECT count(*) FROM day_visit") == [(3,)]
    assert kept(two_days, "SELECT hour, is_member, sum(visits) FROM day_hour GROUP BY 1, 2") == [(9, 0, 1), (9, 1, 3)]


def test_a_settled_shop_is_not_written_to_again(two_days, monkeypatch):
    refreshed(two_days)
    monkeypatch.setattr(type(two_days.till.db), "write", lambda _db: pytest.fail("nothing is to be written"))
    Rollups(two_days.till).refresh()


def test_money_back_changes_the_day_of_the_sale_too(two_days):
    refreshed(two_days)
    two_days.returned(two_days.sale, "1 x PHỞ")
    assert marked(two_days) == ["2026-03-02", "2026-03-03"]
    refreshed(two_days)
    assert kept(two_days, "SELECT count(*) FROM day_visit WHERE day = '2026-03-02'") == [(1,)]


def test_a_merge_changes_the_days_of_both(two_days):
    lan, binh = (two_days.member(name).row.account_id for name in ("Lan", "Bình"))
    refreshed(two_days)
    merge = two_days.desk.merging.merge(Merge("m", lan, binh, "một người", two_days.person(MANAGER).id))
    assert {"2026-03-02", "2026-03-03"} <= set(marked(two_days))
    refreshed(two_days)
    assert kept(two_days, "SELECT DISTINCT account_id FROM day_visit") == [(binh,)]
    assert merge


def test_another_time_zone_changes_every_day(two_days):
    refreshed(two_days)
    with two_days.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE shop SET time_zone = time_zone")
    assert marked(two_days) == ["2026-03-02", "2026-03-03"]


def test_a_sale_that_comes_in_between_is_not_lost(two_days, monkeypatch):
    real, times = rollup_facts.facts, []

    def sells_meanwhile(tx, day, here):
        found = real(tx, day, here)
        if day == TUESDAY and len(times) < 2:
            times.append(two_days.sold("1 x PHỞ @ 10000"))
        return found

    monkeypatch.setattr(rollup_facts, "facts", sells_meanwhile)
    refreshed(two_days)
    assert len(times) == 2, "the sales did come in between"
    assert kept(two_days, "SELECT sum(amount) FROM day_spend WHERE day = '2026-03-03'") == [(90_000,)]


def test_it_ends_even_where_a_till_never_rests(two_days, monkeypatch):
    real, times = rollups.settle, []

    def never_in_time(tx, day, by=None):
        times.append(by)
        return by is None and real(tx, day)

    monkeypatch.setattr(rollups, "settle", never_in_time)
    refreshed(two_days)
    assert times.count(None) == 2 and len(times) > 2
    assert Verification(two_days.till).run().ok


def test_it_stops_between_two_dates(two_days):
    answers = iter([True, False])
    Rollups(two_days.till).refresh(goes_on=lambda: next(answers, False))
    assert marked(two_days) == ["2026-03-03"]


def test_a_clock_that_was_set_back_changes_the_dates_after_it(two_days):
    refreshed(two_days)
    two_days.on("2026-03-02 21:00")
    two_days.sold("1 x PHỞ @ 30000; member Lan")
    assert two_days.rows("SELECT id FROM stale_day WHERE id <= '2026-03-03'") == [("2026-03-02",), ("2026-03-03",)]


def test_points_that_die_on_a_day_without_a_sale_are_broken_on_it(two_days):
    two_days.under(expiry_months=1)
    lot = "SELECT max(expires_on) FROM lot"
    two_days.on("2026-03-04 09:00")
    two_days.sold("1 x PHỞ @ 500000; member Lan")
    last = date.fromisoformat(two_days.rows(lot)[0][0])
    Rollups(two_days.till).refresh(last)
    before = two_days.rows("SELECT sum(died) FROM day_total")[0][0]
    Rollups(two_days.till).refresh(last + timedelta(days=1))
    assert two_days.rows("SELECT sum(died) FROM day_total")[0][0] > before
    with two_days.till.db.read() as tx:
        used, died = rollup_facts.used_up(tx, last + timedelta(days=1))
    assert two_days.rows("SELECT sum(used), sum(died) FROM day_total") == [(used, died)]


WRONG = {
    "day_total": "UPDATE day_total SET died = died + 1", "day_points": "UPDATE day_points SET points = points + 1",
    "day_lots": "DELETE FROM day_lots", "day_spend": "UPDATE day_spend SET amount = amount - 1",
    "day_visit": "UPDATE day_visit SET margin = margin + 1", "day_hour": "UPDATE day_hour SET visits = visits + 1",
}  # fmt: skip


@pytest.mark.parametrize("table", [table.name for table in OF_A_DAY])
def test_a_sum_that_was_tampered_with_is_found(two_days, table):
    refreshed(two_days)
    assert Verification(two_days.till).run().ok
    with two_days.till.db.write() as tx:
        tx.exec_driver_sql(WRONG[table])
    found = Verification(two_days.till).run().problems
    assert {(one.kind, one.table) for one in found} == {("rollup", table)}
    assert {one.id for one in found} == {"2026-03-02", "2026-03-03"}


def test_a_rhythm_that_was_tampered_with_is_found(two_days):
    two_days.on("2026-03-07 09:00")
    two_days.sold("1 x PHỞ @ 70000; member Lan")
    refreshed(two_days)
    assert two_days.rows("SELECT buys, last_buy, double_gap, risk_from FROM member_rhythm") == [
        (3, "2026-03-07", 5, "2026-03-13")]  # fmt: skip
    with two_days.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member_rhythm SET double_gap = 9")
    (found,) = Verification(two_days.till).run().problems
    assert (found.kind, found.table) == ("rollup", "member_rhythm")
