"""What falls due with a business date: right without running, once when it runs, and not because of a wrong clock."""

from datetime import date, timedelta

import pytest

from tests.support.shop import Shop


def expiries(shop: Shop) -> list[tuple[int, str]]:
    return shop.rows("SELECT points, business_date FROM entry WHERE kind = 'expiry' ORDER BY seq")


def day_by_day(shop: Shop, until: str) -> None:
    """Let the shop live through every day, as one that never closes."""
    while shop.till.today() < date.fromisoformat(until):
        shop.clock.set(shop.clock.now() + timedelta(days=1))
        shop.desk.days.begin()


def jump(shop: Shop, to: str) -> None:
    """Close the shop and open it on another day."""
    shop.on(to)
    shop.reopen()


def test_a_lot_dies_the_day_after_its_last(sample_shop):
    sample_shop.granted("Lan", 100)
    sample_shop.on("2027-03-31")
    assert sample_shop.desk.days.begin() == 0
    assert sample_shop.member("Lan").balance.available == 100
    sample_shop.on("2027-04-01")
    assert sample_shop.member("Lan").balance.available == 0, "right before anything has run"
    assert sample_shop.desk.days.begin() == 1
    assert expiries(sample_shop) == [(-100, "2027-04-01")]
    assert sample_shop.books().tie


def test_it_runs_once_a_day(sample_shop):
    sample_shop.granted("Lan", 100)
    sample_shop.on("2027-04-01")
    assert [sample_shop.desk.days.begin() for _ in range(3)] == [1, 0, 0]
    assert sample_shop.count("entry", "kind = 'expiry'") == 1
    with sample_shop.statements() as sent:
        sample_shop.desk.days.begin()
    assert len(sent) == 1


def test_the_first_sale_of_a_day_runs_it(sample_shop):
    sample_shop.granted("Mai", 70)
    sample_shop.on("2027-04-01")
    sample_shop.sold("1 x PHỞ @ 50000")
    assert expiries(sample_shop) == [(-70, "2027-04-01")]
    assert sample_shop.books().tie


def test_a_month_late_it_still_dates_the_day_after_the_last(sample_shop):
    sample_shop.granted("Lan", 100)
    sample_shop.on("2026-04-10")
    sample_shop.granted("Lan", 30)
    sample_shop.on("2027-05-20")
    assert sample_shop.member("Lan").balance.available == 0
    sample_shop.desk.days.begin()
    assert expiries(sample_shop) == [(-100, "2027-04-01"), (-30, "2027-05-01")]
    assert sample_shop.books().tie


def test_only_what_is_left_of_a_lot_dies(sample_shop):
    sample_shop.granted("Lan", 100)
    sample_shop.sold("1 x PHỞ @ 100000; member Lan; redeem 60")
    sample_shop.on("2027-04-01")
    sample_shop.desk.days.begin()
    assert expiries(sample_shop) == [(-40, "2027-04-01"), (-9, "2027-04-01")]
    assert sample_shop.books() == sample_shop.books()
    assert sample_shop.books().balances == 0


def test_dead_points_are_not_redeemed_even_where_the_job_has_not_run(shop):
    """A real shop after a gap: nothing is written off before somebody confirms, and nothing dead is spent."""
    shop.granted("Lan", 100)
    jump(shop, "2027-04-01")
    sale = shop.sold("1 x PHỞ @ 100000; member Lan")
    assert sale.loyalty.available == 10
    assert expiries(shop) == []
    assert shop.member("Lan").balance.available == 10
    assert shop.books().tie


def test_tiers_are_reviewed_and_fall_on_their_days(sample_shop):
    sample_shop.sold("1 x TIỆC @ 5000000; member Lan")
    sample_shop.on("2027-04-30")
    sample_shop.desk.days.begin()
    assert sample_shop.member("Lan").standing.before_name == "Vàng"
    sample_shop.on("2027-05-01")
    assert sample_shop.member("Lan").standing.before_name == "Bạc"
    sample_shop.desk.days.begin()
    assert sample_shop.rows("SELECT move, on_date, tier_after, until_after FROM tier_change ORDER BY seq") == [
        ("upgrade", "2026-03-02", "gold", "2027-03-31"), ("fall", "2027-05-01", "silver", "2028-05-31"),
    ]  # fmt: skip
    assert sample_shop.books().tie


def test_a_renewal_is_kept_too(sample_shop):
    sample_shop.sold("1 x TIỆC @ 5000000; member Lan")
    sample_shop.on("2026-06-01")
    sample_shop.sold("1 x TIỆC @ 5000000; member Lan")
    sample_shop.on("2027-04-01")
    sample_shop.desk.days.begin()
    assert sample_shop.rows("SELECT move, on_date, until_after FROM tier_change ORDER BY seq")[1:] == [
        ("renewal", "2027-04-01", "2028-03-31")
    ]
    assert sample_shop.books().tie


def test_running_daily_and_running_late_tell_the_same(template, tmp_path):
    """A shop that was closed for a month is, to the row, where one is that opened every day."""
    told = []
    for name, live in (("daily", day_by_day), ("late", jump)):
        from tests.support.shop import copy_of

        shop = Shop(copy_of(template, tmp_path / name), is_sample=True)
        shop.sold("1 x TIỆC @ 5000000; member Lan")
        shop.on("2026-04-20")
        shop.sold("1 x PHỞ @ 90000; member Lan")
        live(shop, "2027-06-10")
        shop.desk.days.begin()
        picture = shop.member("Lan")
        moves = shop.rows("SELECT move, on_date, tier_after, until_after FROM tier_change ORDER BY seq")
        told.append((expiries(shop), moves, picture.balance, picture.standing.before))
        assert shop.books().tie
        shop.close()
    assert told[0] == told[1]
    assert len(told[0][0]) == 2


# --- clocks ---


def test_a_clock_set_back_expires_nothing_and_sells_on(shop):
    shop.granted("Lan", 100)
    shop.sold("1 x PHỞ @ 50000")
    for day in ("2026-03-02 08:00", "2026-03-01", "2025-03-02", "1970-01-02"):
        shop.on(day)
        assert shop.desk.days.begin() == 0
        assert shop.sold("1 x PHỞ @ 50000").due == 50_000
    assert expiries(shop) == []
    assert [number for (number,) in shop.rows("SELECT number FROM sale ORDER BY rowid")] == [1, 2, 3, 4, 5]
    assert shop.books().tie


@pytest.mark.parametrize("days", [3, 30, 366, 3_660])
def test_a_jump_forward_expires_nothing_before_somebody_confirms(shop, days):
    shop.granted("Lan", 100)
    start = shop.clock.now()
    shop.clock.set(start + timedelta(days=days))
    assert shop.desk.days.begin() == 0
    assert shop.desk.days.doubtful_since() == date(2026, 3, 2)
    shop.sold("1 x PHỞ @ 50000")
    shop.clock.set(start + timedelta(minutes=5))
    assert shop.desk.days.doubtful_since() is None
    assert shop.member("Lan").balance.available == 100
    assert expiries(shop) == []
    assert shop.rows("SELECT due_through FROM shop") == [("2026-03-02",)]


def test_a_confirmed_jump_runs(shop):
    shop.granted("Lan", 100)
    jump(shop, "2027-04-02")
    assert shop.desk.days.doubtful_since() == date(2026, 3, 2)
    assert shop.desk.days.begin(confirmed=True) == 1
    assert shop.desk.days.doubtful_since() is None
    assert expiries(shop) == [(-100, "2027-04-01")]
    assert shop.books().tie


@pytest.mark.parametrize(("day", "asks"), [("2026-03-03", False), ("2026-03-04", False), ("2026-03-05", True)])
def test_a_weekend_is_no_jump(shop, day, asks):
    shop.on(day)
    assert (shop.desk.days.doubtful_since() is not None) is asks


def test_a_sample_shop_jumps_without_a_question(sample_shop):
    sample_shop.granted("Lan", 100)
    sample_shop.on("2030-01-01")
    assert sample_shop.desk.days.doubtful_since() is None
    assert sample_shop.desk.days.begin() == 1
