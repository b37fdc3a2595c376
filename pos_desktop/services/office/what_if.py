"""What a changed programme would have cost on the shop's own last twelve months, beside the one in force."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from pos_desktop.core.clock import zone
from pos_desktop.core.days import add_months
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty import what_if
from pos_desktop.loyalty.liability import Breakage
from pos_desktop.loyalty.programme import Programme, Window
from pos_desktop.loyalty.what_if import Days, Moments, Outcome, PastMember, PastSale, Tally, TierShift
from pos_desktop.services.calendars.birthdays import birthdays_around
from pos_desktop.services.calendars.occasions import check_dated_rules, occasion
from pos_desktop.services.office.rollups import Rollups
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import liability, replays, shops
from pos_desktop.storage.queries.replays import Named, Span

MONTHS = 12
CHUNK = 100
"""Accounts that are read in one transaction: what a till writes meanwhile never waits for a replay."""
LISTED = 50

OnProgress = Callable[[int, int], bool]
"""Told how many accounts of how many are done; gives False to stop."""


@dataclass(frozen=True, slots=True)
class MovedMember:
    """A member whom the changed programme leaves in another tier; names of tiers as the shop wrote them."""

    code: str
    name: str
    before: str
    after: str
    rises: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Both programmes over the same sales, of the business dates `first` through `last`."""

    first: date
    last: date
    member_sales: Money
    """Đồng that members paid, less what came back."""
    members: int
    old: Outcome
    new: Outcome
    breakage: Breakage
    """The shop's own, at the end: `breakage.expected(old.liability)` is what will be asked for."""
    rises: int
    falls: int
    moved: tuple[MovedMember, ...]
    """The first of those whose tier differs."""


class WhatIfs:
    """Replays; writes nothing, and reads on connections of its own."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def run(self, changed: Programme, on_progress: OnProgress | None = None, *, listed: int = LISTED) -> WhatIf | None:
        """Replay every member's last twelve months under the programme in force and under `changed`.

        None when `on_progress` said stop.

        Raises:
            Rejected: BAD_PROGRAMME for a recurrence that cannot be.
        """
        check_dated_rules(changed)
        last = self._till.today()
        with self._till.db.read() as tx:
            old, ids = shops.programme_at(tx, last), replays.account_ids(tx)
        run = _Run(self._till, old, changed, _span((old, changed), last), listed)
        for done in range(0, len(ids), CHUNK):
            run.take(ids[done : done + CHUNK])
            if on_progress and not on_progress(min(done + CHUNK, len(ids)), len(ids)):
                return None
        return run.result(len(ids))


def _span(programmes: Sequence[Programme], last: date) -> Span:
    """The window, and how far back a tier that stood at its beginning may look."""
    before = add_months(last, -MONTHS)
    if any(programme.window is Window.LIFETIME for programme in programmes):
        return Span(date.min, before, last)
    months = max(*(programme.qualifying_months for programme in programmes), MONTHS)
    return Span(add_months(before, -months - MONTHS), before, last)


@dataclass
class _Run:
    """The two tallies of one question."""

    till: Till
    old: Programme
    new: Programme
    span: Span
    listed: int
    shifts: int = 0
    rises: int = 0
    moved: list[MovedMember] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tallies = Tally(self.old), Tally(self.new)
        self.moments = _moments(self.till, self.old), _moments(self.till, self.new)

    def take(self, ids: Sequence[Id]) -> None:
        """Replay some accounts, read in one short transaction."""
        with self.till.db.read() as tx:
            people, past = replays.named(tx, ids), replays.members(tx, ids, self.span)
        for member in past:
            person = people[member.id]
            birthdays = tuple(_birthdays(person, self.span))
            self._replay(replace(member, birthdays=birthdays, is_lunar=person.is_lunar), person)

    def _replay(self, member: PastMember, person: Named) -> None:
        (first, second), (before, after) = self.tallies, self.moments
        last = self.span.last
        old = what_if.replay(self._gifted(member, self.old), self.old, before, last)
        new = what_if.replay(self._gifted(member, self.new), self.new, after, last, old.shares)
        first.add(old)
        second.add(new)
        shift = what_if.shift(member.id, self.old, old.tier, self.new, new.tier)
        if shift:
            self._keep(shift, person)

    def _gifted(self, member: PastMember, programme: Programme) -> PastMember:
        return what_if.gifted(member, programme, _days(self.till, programme), self.span.before, self.span.last)

    def _keep(self, shift: TierShift, person: Named) -> None:
        self.shifts += 1
        self.rises += shift.rises
        if len(self.moved) < self.listed:
            before, after = self.old.tier(shift.before).name, self.new.tier(shift.after).name
            self.moved.append(MovedMember(person.code, person.name, before, after, shift.rises))

    def result(self, members: int) -> WhatIf:
        """Everything added up."""
        span, (old, new) = self.span, self.tallies
        Rollups(self.till).refresh(span.last)
        with self.till.db.read() as tx:
            sales, breakage = replays.member_sales(tx, span), liability.breakage(tx, span.last)
        return WhatIf(
            span.before + timedelta(days=1), span.last, sales, members, old.outcome(), new.outcome(), breakage,
            self.rises, self.shifts - self.rises, tuple(self.moved),
        )  # fmt: skip


def _moments(till: Till, programme: Programme) -> Moments:
    def of(sale: PastSale) -> Occasion:
        return replace(occasion(till, programme, sale.at), day=sale.day)

    return of


def _days(till: Till, programme: Programme) -> Days:
    def of(day: date) -> Occasion:
        noon = datetime.combine(day, time(12), zone(till.shop.time_zone))
        return replace(occasion(till, programme, noon), day=day)

    return of


def _birthdays(person: Named, span: Span) -> Iterator[date]:
    """The days on which a member's birthday is kept in the window and around it."""
    if person.birthday:
        around = (birthdays_around(person.birthday, person.is_lunar, on) for on in (span.before, span.last))
        yield from sorted({day for days in around for day in days})
