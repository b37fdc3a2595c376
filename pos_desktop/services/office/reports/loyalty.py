"""The figures of the daily loyalty report, card by card, each in a transaction of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from sqlalchemy import Connection

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.insight.compare import change, share, weeks_before
from pos_desktop.insight.repeat import OLDEST, WINDOW, Repeat
from pos_desktop.insight.tables import Table, Unit
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.office.loyalty_books import Books, PointBooks, programme_on
from pos_desktop.services.office.reports import flows, people
from pos_desktop.services.office.reports.people import People
from pos_desktop.services.office.rollups import Rollups
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import liability, report_flows, report_people, rollup_figures

LONGEST_RANGE: Final = 366
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """A tile: `value` and what it was `before` on the same weekdays; None where there are too few to tell.

    `change` is in hundredths of a percent, of a SHARE the difference in hundredths of a point. `beside` is a second
    figure that `wording.loyalty_report_words.beside` puts into words.
    """

    key: str
    unit: Unit
    value: int | None
    before: int | None = None
    change: int | None = None
    beside: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class LoyaltyTiles:
    """The figures at the top. `is_open` while the last day is not over; of `changed_days` something came back later."""

    figures: tuple[Figure, ...]
    is_open: bool
    changed_days: tuple[date, ...]
    read_at: datetime


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the tiles of a range are made of."""

    enrolments: int
    active: int
    member_sales: int
    net_sales: int
    repeat: int | None
    books: PointBooks


class LoyaltyFigures:
    """Reads for who has the right `reports`; writes roll-ups and nothing else."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def tiles(self, first: date, last: date, reader: Id) -> LoyaltyTiles:
        """The figures of these days beside those of the same weekdays before; NOT_ALLOWED, MALFORMED."""
        before_first, before_last = weeks_before(first, last)
        books, earlier = Books(self._till).range(first, last), Books(self._till).range(before_first, before_last)

        def read(tx: Connection) -> LoyaltyTiles:
            now, before = _sums(tx, first, last, books), _sums(tx, before_first, before_last, earlier)
            soon = sum(points for _one, _day, points in report_people.expiring(tx, last, last + people.SOON))
            return LoyaltyTiles(_figures(now, before, soon), last >= self._till.today(),
                                tuple(report_flows.changed_days(tx, first, last)), self._local_now())  # fmt: skip

        return self._read(first, last, reader, read)

    def sales_by_day(self, first: date, last: date, reader: Id) -> Table:
        """Members' and guests' sales, a fortnight at least."""
        return self._read(first, last, reader,
                          lambda tx: flows.sales_by_day(tx, flows.chart_first(first, last), last))  # fmt: skip

    def points_by_day(self, first: date, last: date, reader: Id) -> Table:
        """Points in and out, a fortnight at least."""
        books = Books(self._till).range(flows.chart_first(first, last), last)
        return self._read(first, last, reader, lambda _tx: flows.points_by_day(books.days))

    def profit_by_purchase(self, first: date, last: date, reader: Id) -> Table:
        """Mean profit of members' first, second and further purchases."""
        return self._read(first, last, reader, lambda tx: flows.profit_by_purchase(tx, first, last))

    def visits_by_hour(self, first: date, last: date, reader: Id) -> Table:
        """When members and guests come."""
        return self._read(first, last, reader, lambda tx: flows.visits_by_hour(tx, first, last))

    def tier_moves(self, first: date, last: date, reader: Id) -> Table:
        """Who rose and fell."""
        return self._read(first, last, reader, lambda tx: flows.tier_moves(tx, first, last, _programme(tx, last)))

    def at_risk(self, first: date, last: date, reader: Id) -> Table:
        """Who stays away, as it looked at the end of `last`."""
        return self._read(first, last, reader, lambda tx: people.at_risk(People(tx), last, _programme(tx, last)))

    def top_members(self, first: date, last: date, reader: Id) -> Table:
        """Who bought for most."""
        return self._read(first, last, reader, lambda tx: people.top_members(People(tx), first, last))

    def newcomers(self, first: date, last: date, reader: Id) -> Table:
        """Who joined."""
        return self._read(first, last, reader, lambda tx: people.newcomers(People(tx), first, last))

    def expiring_soon(self, first: date, last: date, reader: Id) -> Table:
        """Whose points die in the seven days after `last`."""
        return self._read(first, last, reader, lambda tx: people.expiring_soon(People(tx), last, _programme(tx, last)))

    def debts(self, first: date, last: date, reader: Id) -> Table:
        """Who owes points now."""
        return self._read(first, last, reader, lambda tx: people.debts(People(tx), _programme(tx, last)))

    def _read(self, first: date, last: date, reader: Id, work: Callable[[Connection], T]) -> T:
        if not 0 <= (last - first).days < LONGEST_RANGE:
            raise Rejected(Code.MALFORMED, field="to")
        Rollups(self._till).refresh(last)
        with self._till.db.read() as tx:
            require(tx, reader, "reports")
            return work(tx)

    def _local_now(self) -> datetime:
        return self._till.now().astimezone(zone(self._till.shop.time_zone))


def _programme(tx: Connection, day: date) -> Programme:
    return programme_on(liability.versions(tx), day)


def _sums(tx: Connection, first: date, last: date, books: PointBooks) -> _Sums:
    sold = rollup_figures.sold_by_day(tx, first, last).values()
    returned = Repeat(*rollup_figures.came_again(tx, last - OLDEST, last - WINDOW, WINDOW))
    member_sales = sum(member for member, _guest in sold)
    return _Sums(
        enrolments=len(report_people.joined(tx, first, last)), active=rollup_figures.active(tx, first, last),
        member_sales=member_sales, net_sales=member_sales + sum(guest for _member, guest in sold),
        repeat=returned.rate, books=books,
    )  # fmt: skip


def _figures(now: _Sums, before: _Sums, soon: int) -> tuple[Figure, ...]:
    move, earlier = now.books.movement, before.books.movement
    return (
        _count("enrolments", Unit.COUNT, now.enrolments, before.enrolments),
        _count("active_members", Unit.COUNT, now.active, before.active),
        _share("member_share", share(now.member_sales, now.net_sales), share(before.member_sales, before.net_sales),
               (now.member_sales,)),
        _share("repeat", now.repeat, before.repeat),
        _count("issued", Unit.POINTS, move.earned, earlier.earned),
        _count("redeemed", Unit.POINTS, move.redeemed, earlier.redeemed, (share(move.redeemed, move.earned),)),
        Figure("expired", Unit.POINTS, move.expired, earlier.expired, None, (soon,)),
        Figure("liability", Unit.MONEY, now.books.liability_vnd, before.books.liability_vnd, None,
               (now.books.held.owed,)),
    )  # fmt: skip


def _count(key: str, unit: Unit, now: int, before: int, beside: tuple[int | None, ...] = ()) -> Figure:
    return Figure(key, unit, now, before, change(now, before), beside)


def _share(key: str, now: int | None, before: int | None, beside: tuple[int | None, ...] = ()) -> Figure:
    moved = None if now is None or before is None else now - before
    return Figure(key, Unit.SHARE, now, before, moved, beside)
