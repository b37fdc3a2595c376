"""The only place that reads the machine's time; everybody else is handed a `Clock`."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"


class Clock(Protocol):
    """Tells the time as an aware UTC moment."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it was put, for samples, training and tests; it may go backwards."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        """Move to `at` (aware)."""
        self._at = at.astimezone(UTC)


class MovableClock:
    """Follows another clock until it is put somewhere; then it stands there."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

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


def zone(name: str) -> tzinfo:
    """The shop's time zone by its IANA name."""
    return ZoneInfo(name)


def business_date(at: datetime, time_zone: tzinfo, cutover_hour: int = 0) -> date:
    """Local date of `at` in the shop's zone, less the hour at which its day begins."""
    return (at.astimezone(time_zone) - timedelta(hours=cutover_hour)).date()
