"""What counts for a tier on a day: đồng, points or visits, over the last months, a year or for ever."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import overload

from pos_desktop.core.days import add_months
from pos_desktop.core.money import Money
from pos_desktop.loyalty.programme import Metric, Programme, Window

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Activity:
    """What one business date adds to the metrics; below zero for what was taken back of a sale of that date.

    Points count on the business date that earned them, also while they are pending.
    """

    on: date
    spend: Money
    points: int = 0
    visits: int = 0

    def amount(self, metric: Metric) -> int:
        """What it adds to one metric."""
        if metric is Metric.POINTS:
            return self.points
        return self.visits if metric is Metric.VISITS else self.spend

    def taken_back(self) -> "Activity":
        """The same below zero."""
        return Activity(self.on, -self.spend, -self.points, -self.visits)


class Timeline(Sequence[Activity]):
    """Activity that grows, with running sums by date, so that a window is counted without looking at every row."""

    def __init__(self) -> None:
        self._all: list[Activity] = []
        self._days: list[date] = []
        self._sums: dict[Metric, list[int]] = {}
        """Of the metrics that somebody asked for."""

    @overload
    def __getitem__(self, place: int) -> Activity: ...
    @overload
    def __getitem__(self, place: slice) -> list[Activity]: ...
    def __getitem__(self, place: int | slice) -> Activity | list[Activity]:
        return self._all[place]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Activity]:
        return iter(self._all)

    def append(self, one: Activity) -> None:
        """Add what comes, usually, after all that is there."""
        self._all.append(one)
        place = bisect_right(self._days, one.on)
        self._days.insert(place, one.on)
        for metric, sums in self._sums.items():
            amount = one.amount(metric)
            sums.insert(place, sums[place - 1] if place else 0)
            for later in range(place, len(sums)):
                sums[later] += amount

    def between(self, metric: Metric, first: date, last: date) -> int:
        """The sum of one metric from `first` through `last`."""
        begin, end = bisect_left(self._days, first), bisect_right(self._days, last)
        return self._before(metric, end) - self._before(metric, begin) if begin < end else 0

    def _before(self, metric: Metric, place: int) -> int:
        if metric not in self._sums:
            in_order = sorted(self._all, key=lambda one: one.on)
            self._sums[metric] = list(accumulate(one.amount(metric) for one in in_order))
        return self._sums[metric][place - 1] if place else 0


def first_day(programme: Programme, day: date, joined_on: date) -> date:
    """First date that counts on `day`; the window ends with `day` itself."""
    if programme.window is Window.ROLLING:
        return add_months(day, -programme.qualifying_months) + ONE_DAY
    if programme.window is Window.CALENDAR_YEAR:
        return date(day.year, 1, 1)
    return _anniversary(joined_on, day) if programme.window is Window.MEMBERSHIP_YEAR else date.min


def _anniversary(joined_on: date, day: date) -> date:
    """The last day through `day` on which a year of membership began; 29 February gives the 28th."""
    years = day.year - joined_on.year
    this_year = add_months(joined_on, 12 * years)
    return this_year if this_year <= day else add_months(joined_on, 12 * (years - 1))


def qualifying(programme: Programme, activity: Iterable[Activity], day: date, joined_on: date) -> int:
    """What counts on `day`, in units of the programme's metric."""
    first = first_day(programme, day, joined_on)
    if isinstance(activity, Timeline):
        return activity.between(programme.metric, first, day)
    return sum(one.amount(programme.metric) for one in activity if first <= one.on <= day)


def at_review(programme: Programme, activity: Sequence[Activity], stood: date, joined_on: date) -> int:
    """What counts on the day after `stood`; a year that ended with `stood` is judged as it ended."""
    review = stood + ONE_DAY
    amount = qualifying(programme, activity, review, joined_on)
    if first_day(programme, review, joined_on) < review:
        return amount
    return max(amount, qualifying(programme, activity, stood, joined_on))
