"""Tests of asking what a changed programme would have cost a real shop."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.clock import SetClock
from pos_desktop.core.errors import Code
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import EarnRate, Rule, Trigger
from pos_desktop.selling.conditions import When
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.office import what_if
from pos_desktop.services.office.sample import open_sample
from pos_desktop.services.office.what_if import MovedMember, WhatIfs
from pos_desktop.services.shop.opening import open_till
from tests.support.refusals import refused
from tests.support.shop import moment

OLD = Programme()
DOUBLE = replace(OLD, earn=EarnRate(2, 10_000))
LOW = replace(OLD, tiers=(OLD.tiers[0], *(replace(tier, threshold=tier.threshold // 2) for tier in OLD.tiers[1:])))


@pytest.fixture
def year(sample_shop):
    """Lan buys 2.600.000 and, a day later, 200.000 with 100 of her points; Mai buys 90.000; a guest too."""
    sample_shop.sold("1 x TIỆC @ 2600000; member Lan")
    sample_shop.on("2026-03-03")
    sample_shop.sold("1 x PHỞ @ 200000; member Lan; redeem 100")
    sample_shop.sold("1 x TRÀ @ 90000; member Mai")
    sample_shop.sold("1 x BÁNH @ 500000")
    return sample_shop


def test_both_programmes(year):
    """Old: 260 + 22 (190.000 at Bạc) + 9. Double: 520 + 43 (100 of 260 then, 200 of 520 now: 180.000) + 18."""
    found = WhatIfs(year.till).run(DOUBLE)
    assert (found.old.issued, found.old.redeemed, found.old.available) == (291, 100, 191)
    assert (found.new.issued, found.new.redeemed, found.new.available) == (520 + 43 + 18, 200, 381)
    assert found.member_sales == 2_600_000 + 190_000 + 90_000
    assert (found.old.cost, found.old.cost_share(found.member_sales)) == (29_100, 101)
    assert (found.old.liability, found.new.liability) == (19_100, 38_100)
    assert found.old.by_tier[:2] == (("member", 1), ("silver", 1))
    assert (found.rises, found.falls, found.moved) == (0, 0, ())


def test_who_rises(year):
    found = WhatIfs(year.till).run(LOW)
    code = year.member("Lan").row.code
    assert (found.rises, found.falls) == (1, 0)
    assert found.moved == (MovedMember(code, "Lan", "Bạc", "Vàng", True),)
    assert WhatIfs(year.till).run(LOW, listed=0).moved == ()


def test_sales_of_more_than_a_year_ago_only_count_for_tiers(year):
    year.on("2027-03-03 12:00")
    found = WhatIfs(year.till).run(DOUBLE)
    assert str(found.first) == "2026-03-04"
    assert (found.old.issued, found.old.available, found.member_sales) == (0, 191, 0)
    assert found.old.by_tier[1] == ("silver", 1)


def test_gifts_without_a_sale_come_out_as_they_were_booked(shop):
    """Lan signs up for 20 points on 2 March and has her birthday, worth 50, on the 7th; a file brings Mai 30."""
    gifts = shop.under(
        rules=(Rule("up", "Chào mừng", Trigger.SIGN_UP, flat=20),),
        anniversaries=(Anniversary("a1", "Sinh nhật", AnniversaryKind.BIRTHDAY, points=50),),
    )
    born = date(1990, 3, 7)
    shop.desk.members.enrol(Enrol(shop.till.ids(), "0912345678", "Lan", birthday=born, staff_id=shop.person().id))
    shop.granted("Mai", 30)
    shop.on("2026-03-04")
    shop.sold("1 x PHỞ @ 100000; member Lan")
    booked = shop.rows("SELECT sum(points) FROM entry WHERE kind = 'accrual'")[0][0]
    assert booked == 20 + 50 + 10 + 20, "Mai is enrolled at the till too"

    found = WhatIfs(shop.till).run(replace(gifts, rules=(), anniversaries=()))
    assert (found.old.issued, found.old.available) == (booked, booked + 30)
    assert (found.new.issued, found.new.available) == (10, 40)


def test_progress_and_stopping(year, monkeypatch):
    monkeypatch.setattr(what_if, "CHUNK", 1)
    told = []
    found = WhatIfs(year.till).run(DOUBLE, lambda done, whole: told.append((done, whole)) or True)
    assert told == [(1, 2), (2, 2)]
    assert found == WhatIfs(year.till).run(DOUBLE)
    assert WhatIfs(year.till).run(DOUBLE, lambda done, whole: False) is None


def test_the_till_sells_meanwhile_and_nothing_else_is_written(year):
    sold = []

    def sell(done: int, whole: int) -> bool:
        sold.append(year.sold("1 x PHỞ @ 50000; member Mai").number)
        return True

    assert WhatIfs(year.till).run(DOUBLE, sell) is not None
    assert len(sold) == 1
    with year.statements() as sent:
        WhatIfs(year.till).run(DOUBLE)
    assert sent
    assert [statement for statement in sent if not statement.startswith(("SELECT", "WITH"))] == []


def test_a_recurrence_that_cannot_be(shop):
    hourly = replace(OLD, rules=(Rule("h", "Giờ", base=EarnRate(), flat=1, when=When(recurrence="FREQ=HOURLY")),))
    with refused(Code.BAD_PROGRAMME, field="recurrence"):
        WhatIfs(shop.till).run(hourly)


def test_the_programme_in_force_replays_to_what_the_sample_shop_booked(tmp_path):
    open_sample(tmp_path / "shop")
    till = open_till(tmp_path / "shop")
    with till.db.read() as tx:
        booked = dict(tx.exec_driver_sql("SELECT kind, abs(sum(points)) FROM entry GROUP BY kind").all())
        (held,) = tx.exec_driver_sql("SELECT sum(balance) FROM account").one()
        tiers = dict(tx.exec_driver_sql("SELECT tier, count(*) FROM account GROUP BY tier").all())
    at = replace(till, clock=SetClock(moment(f"{till.shop.history_ends} 22:00")))
    found = WhatIfs(at).run(OLD)
    till.db.close()
    assert (found.old.issued, found.old.redeemed) == (booked["accrual"], booked["redemption"])
    assert found.old.available == held
    assert {code: count for code, count in found.old.by_tier if count} == tiers
    assert found.new == found.old
