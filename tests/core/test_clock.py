from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pos_desktop.core.clock import (
    DEFAULT_ZONE,
    MovableClock,
    RunningTime,
    SetClock,
    ShiftedClock,
    SystemClock,
    business_date,
    zone,
)

VIETNAM = zone(DEFAULT_ZONE)


@pytest.mark.parametrize(
    ("utc", "cutover", "day"),
    [
        ("2026-03-02T16:59:59", 0, date(2026, 3, 2)),  # 23:59:59 there
        ("2026-03-02T17:00:00", 0, date(2026, 3, 3)),
        ("2026-03-02T17:00:00", 4, date(2026, 3, 2)),
        ("2026-03-02T20:59:59", 4, date(2026, 3, 2)),
        ("2026-03-02T21:00:00", 4, date(2026, 3, 3)),
        ("2026-12-31T17:30:00", 0, date(2027, 1, 1)),
        ("2024-02-28T17:00:00", 0, date(2024, 2, 29)),
    ],
)
def test_the_business_day_begins_at_its_hour(utc, cutover, day):
    assert business_date(datetime.fromisoformat(utc).replace(tzinfo=UTC), VIETNAM, cutover) == day


def test_the_zone_of_the_moment_does_not_matter():
    paris = datetime(2026, 3, 2, 18, 0, tzinfo=timezone(timedelta(hours=1)))
    assert business_date(paris, VIETNAM) == date(2026, 3, 3)


def test_the_machines_clock_is_aware():
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)


def test_a_set_clock_stands_and_may_go_back():
    clock = SetClock(datetime(2026, 3, 2, tzinfo=UTC))
    assert clock.now() == clock.now()
    clock.set(datetime(2025, 3, 2, 7, 0, tzinfo=VIETNAM))
    assert clock.now() == datetime(2025, 3, 2, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_a_shifted_clock_runs_with_its_own():
    clock = SetClock(datetime(2026, 3, 2, tzinfo=UTC))
    shifted = ShiftedClock(clock, timedelta(days=-100))
    clock.set(datetime(2026, 3, 3, tzinfo=UTC))
    assert shifted.now() == datetime(2025, 11, 23, tzinfo=UTC)


def test_a_movable_clock_follows_until_it_is_put_somewhere():
    first, second = SetClock(datetime(2026, 3, 2, tzinfo=UTC)), SetClock(datetime(2027, 3, 2, tzinfo=UTC))
    clock = MovableClock(first)
    assert clock.now() == first.now()
    clock.set(datetime(2026, 3, 2, 7, 0, tzinfo=VIETNAM))
    first.set(datetime(2028, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2026, 3, 2, tzinfo=UTC)
    clock.follow(second)
    assert clock.now() == second.now()


def test_time_passes_only_when_it_is_let_pass():
    clock = SetClock(datetime(2026, 3, 2, tzinfo=UTC))
    clock.set(datetime(2026, 3, 3, tzinfo=UTC))
    assert clock.elapsed() == timedelta(days=1)
    clock.put(datetime(2030, 1, 1, tzinfo=UTC))
    clock.set(datetime(2029, 1, 1, tzinfo=UTC))
    assert clock.elapsed() == timedelta(days=1)
    assert clock.now() == datetime(2029, 1, 1, tzinfo=UTC)


def test_running_time_follows_no_hand_and_goes_on_from_what_was_kept():
    clock, running = SetClock(datetime(2026, 3, 2, tzinfo=UTC)), RunningTime()
    began = running.read(clock, None)
    assert began == clock.now()
    clock.put(datetime(2027, 1, 1, tzinfo=UTC))
    assert running.read(clock, None) == began
    clock.set(clock.now() + timedelta(minutes=5))
    kept = running.read(clock, None)
    assert kept == began + timedelta(minutes=5)

    again = RunningTime()
    assert again.read(clock, kept) == kept, "after a restart"
    assert again.read(clock, kept + timedelta(hours=1)) == kept + timedelta(hours=1), "another till ran longer"
    assert again.read(SystemClock(), None) == kept + timedelta(hours=1), "another clock begins where this one was"


def test_a_machine_s_time_and_those_that_follow_it_never_go_back():
    for clock in (SystemClock(), MovableClock(SystemClock()), ShiftedClock(SystemClock(), timedelta(days=-900))):
        assert timedelta() <= clock.elapsed() <= clock.elapsed()
