"""The days that a report looks at: a range that ends today or before, gone through by keys, or set by its two ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from typing import Final

from pos_desktop.ui.models.views import ChipView
from pos_desktop.wording import _, date_range

CUSTOM: Final = 0
"""The span that a person sets by its two ends."""
SPANS: Final = (1, 7, 30, CUSTOM)
LONGEST: Final = 366


@dataclass(frozen=True, slots=True)
class DaysView:
    """The head of a report: the days in words, the spans to choose from, and whether there is a later range."""

    days: str
    spans: tuple[ChipView, ...]
    span: int
    may_go_on: bool
    first: Day
    last: Day


class Days:
    """Never beyond `today`. `span` is one of `SPANS`."""

    def __init__(self, today: Callable[[], Day]) -> None:
        self._today, self.last, self.span, self._length = today, today(), 1, 1

    @property
    def first(self) -> Day:
        """The first day on show."""
        return self.last - timedelta(days=self._length - 1)

    @property
    def view(self) -> DaysView:
        """The head, in the language in force."""
        today = self._today()
        spans = tuple(ChipView(length, _span(length, is_today=self.last == today)) for length in SPANS)
        return DaysView(date_range(self.first, self.last), spans, self.span, self.last < today, self.first, self.last)

    def go(self, ranges: int) -> None:
        """Go so many ranges on, or (negative) back."""
        self.last = min(self._today(), self.last + timedelta(days=ranges * self._length))

    def choose_span(self, days: int) -> None:
        """So many days up to today."""
        self.span, self._length, self.last = days, days, self._today()

    def choose(self, one: Day, other: Day) -> None:
        """The days from one to the other, whichever comes first; a year at most."""
        first, self.last = sorted((min(one, self._today()), min(other, self._today())))
        self.span, self._length = CUSTOM, min(LONGEST, (self.last - first).days + 1)


def _span(length: int, *, is_today: bool) -> str:
    if length == CUSTOM:
        return _("Ngày khác")
    if length == 1:
        return _("Hôm nay") if is_today else _("Ngày")
    return _("{count} ngày").format(count=length)
