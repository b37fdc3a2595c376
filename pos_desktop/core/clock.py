"""The only place that reads the machine's time; everybody else is handed a `Clock`."""

import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from threading import Lock
from typing import Protocol
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"


class Clock(Protocol):
    """Tells the time as an aware UTC moment."""

    def now(self) -> datetime: ...

    def elapsed(self) -> timedelta:
        """Time since some moment of this run; only time makes it grow, no hand does."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def elapsed(self) -> timedelta:
        return timedelta(microseconds=time.monotonic_ns() // 1000)


class SetClock:
    """A clock that stands where it was put, for samples, training and tests; it may go backwards."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._elapsed = timedelta()

    def now(self) -> datetime:
        return self._at

    def elapsed(self) -> timedelta:
        return self._elapsed

    def set(self, at: datetime) -> None:
        """Let time pass until `at` (aware); back to an earlier `at` no time passes."""
        self._elapsed += max(at - self._at, timedelta())
        self.put(at)

    def put(self, at: datetime) -> None:
        """Set the hands to `at` (aware) without any time passing, as somebody does who wants to cheat."""
        self._at = at.astimezone(UTC)


class MovableClock:
    """Follows another clock until it is put somewhere; then it stands there."""

    def __init__(self, clock: Clock) -> None:
        self._clock = self._steady = clock

    def now(self) -> datetime:
        return self._clock.now()

    def elapsed(self) -> timedelta:
        return self._steady.elapsed()

    def follow(self, clock: Clock) -> None:
        """Take the time from `clock` from now on."""
        self._clock = clock

    def set(self, at: datetime) -> None:
        """Stand at `at` (aware)."""
        self._clock = SetClock(at.astimezone(UTC))


class ShiftedClock:
    """A running clock moved by a fixed distance: the sample shop's «today»."""

    def __init__(self, clock: Clock, by: timedelta) -> None:
        self._clock, self._by = clock, by

    def now(self) -> datetime:
        return self._clock.now() + self._by

    def elapsed(self) -> timedelta:
        return self._clock.elapsed()


class RunningTime:
    """A moment that moves on only while the program runs: neither a set clock nor a restart shortens what it measures.

    It goes on from where it was kept; time during which nothing ran does not count.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._clock: Clock | None = None
        self._at: datetime | None = None
        self._mark = timedelta()

    def read(self, clock: Clock, kept: datetime | None) -> datetime:
        """The moment now, never before `kept`; the first reading without one starts at the clock's own time."""
        with self._lock:
            elapsed = clock.elapsed()
            ran = elapsed - self._mark if clock is self._clock else timedelta()
            at = kept or clock.now() if self._at is None else self._at + ran
            self._clock, self._mark, self._at = clock, elapsed, max(at, kept or at)
            return self._at


def zone(name: str) -> tzinfo:
    """The shop's time zone by its IANA name."""
    return ZoneInfo(name)


def business_date(at: datetime, time_zone: tzinfo, cutover_hour: int = 0) -> date:
    """Local date of `at` in the shop's zone, less the hour at which its day begins."""
    return (at.astimezone(time_zone) - timedelta(hours=cutover_hour)).date()
