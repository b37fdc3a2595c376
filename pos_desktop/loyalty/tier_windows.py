"""What counts for a tier on a day: đồng, points or visits, over the last months, a year or for ever."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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
    return sum(one.amount(programme.metric) for one in activity if first <= one.on <= day)


def at_review(programme: Programme, activity: Iterable[Activity], stood: date, joined_on: date) -> int:
    """What counts on the day after `stood`; a year that ended with `stood` is judged as it ended."""
    kept, review = list(activity), stood + ONE_DAY
    amount = qualifying(programme, kept, review, joined_on)
    if first_day(programme, review, joined_on) < review:
        return amount
    return max(amount, qualifying(programme, kept, stood, joined_on))
