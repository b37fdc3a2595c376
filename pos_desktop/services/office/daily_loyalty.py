"""The daily loyalty report: the books of points of each business date, and what members did on it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty import liability
from pos_desktop.loyalty.liability import Movement
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.office.loyalty_books import programme_on
from pos_desktop.services.office.reports.people import People
from pos_desktop.services.office.rollups import Rollups
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import daily_loyalty as rows
from pos_desktop.storage.queries import liability as books
from pos_desktop.storage.queries import replays, rollup_figures

LONGEST_RANGE = 366
MOST_MEMBERS = 10


@dataclass(frozen=True, slots=True)
class TierDay:
    """A tier at the end of a business date: how many members enjoy it, and what they bought on it, in đồng."""

    tier: str
    members: int
    sales: Money


@dataclass(frozen=True, slots=True)
class TopMember:
    """One of those who bought most, with the points that it gave."""

    code: str
    name: str
    sales: Money
    earned: int


@dataclass(frozen=True, slots=True)
class LoyaltyDay:
    """One business date; sales are goods less what came back on it, VAT included, in đồng."""

    movement: Movement
    liability_vnd: Money
    enrolments: int
    active_members: int
    """Who bought something that was not wholly taken back."""
    member_sales: Money
    net_sales: Money
    """Of members and guests together."""
    by_tier: tuple[TierDay, ...]
    top_members: tuple[TopMember, ...]

    @property
    def day(self) -> date:
        """The business date."""
        return self.movement.first


class DailyLoyalty:
    """Reads the report; writes roll-ups and nothing else."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def range(self, first: date, last: date) -> tuple[LoyaltyDay, ...]:
        """One report for each business date from `first` through `last`.

        Raises:
            Rejected: MALFORMED when `last` is before `first`, or more than a year after it.
        """
        if not 0 <= (last - first).days < LONGEST_RANGE:
            raise Rejected(Code.MALFORMED, field="to")
        Rollups(self._till).refresh(last)
        with self._till.db.read() as tx:
            flows, lot_flows = books.flows(tx, first, last), books.lot_flows(tx, first, last)
            versions = books.versions(tx)
            return tuple(
                _day(tx, move, liability.held(lot_flows, flows, move.last), programme_on(versions, move.last))
                for move in liability.movements(flows, lot_flows, first, last)
            )  # fmt: skip


def _day(tx: Connection, move: Movement, held: liability.Held, programme: Programme) -> LoyaltyDay:
    day = move.first
    sold = rollup_figures.sold(tx, day, day)
    return LoyaltyDay(
        movement=move, liability_vnd=held.owed * programme.point_value, enrolments=rows.enrolments(tx, day),
        active_members=rollup_figures.active(tx, day, day),
        member_sales=sum(amount for account_id, amount in sold.items() if account_id), net_sales=sum(sold.values()),
        by_tier=_tiers(rows.tiers(tx, day), sold, programme),
        top_members=_top(tx, sold, People(tx).summed(rows.earned(tx, day).items())),
    )  # fmt: skip


def _tiers(codes: Mapping[Id, str], sold: Mapping[Id | None, Money], programme: Programme) -> tuple[TierDay, ...]:
    """Every tier of the programme, lowest first."""
    places = {account_id: programme.tier(code).code for account_id, code in codes.items()}
    members = Counter(places.values())
    sales: dict[str, Money] = defaultdict(int)
    for account_id, amount in sold.items():
        if account_id:
            sales[places.get(account_id, programme.tiers[0].code)] += amount
    return tuple(TierDay(tier.name, members[tier.code], sales[tier.code]) for tier in programme.tiers)


def _top(
    tx: Connection, sold: Mapping[Id | None, Money], earned: Mapping[Id, int]
) -> tuple[TopMember, ...]:  # fmt: skip
    """Those who bought most, equals by code."""
    buyers = {account_id: amount for account_id, amount in sold.items() if account_id and amount > 0}
    named = replays.named(tx, list(buyers))
    order = sorted(buyers, key=lambda account_id: (-buyers[account_id], named[account_id].code))
    return tuple(
        TopMember(named[one].code, named[one].name, buyers[one], earned.get(one, 0)) for one in order[:MOST_MEMBERS]
    )
