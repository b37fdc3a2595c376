"""The loyalty report's tables of people: whom to call, who brings most, who is new, whose points die, who owes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.rates import half_up
from pos_desktop.insight.at_risk import Rhythm, rhythm
from pos_desktop.insight.tables import Behind, Cell, Column, Row, Table, Unit
from pos_desktop.loyalty.programme import Programme
from pos_desktop.storage.queries import replays, rollups
from pos_desktop.storage.queries import report_people as rows
from pos_desktop.storage.queries import rollup_figures as figures

MOST_ROWS: Final = 200
PROFIT_DAYS: Final = timedelta(days=90)
SOON: Final = timedelta(days=7)
NAME: Final = (Column("name", Unit.TEXT), Column("code", Unit.TEXT))


class People:
    """Members in one transaction, each as who they are now: those merged into another one are that one."""

    def __init__(self, tx: Connection) -> None:
        self.tx, self._into = tx, rows.merged_into(tx)

    def now(self, account_id: Id) -> Id:
        """Who has this account now."""
        return self._into.get(account_id, account_id)

    def summed(self, amounts: Iterable[tuple[Id, int]]) -> dict[Id, int]:
        """Sums by who has the accounts now."""
        sums: dict[Id, int] = defaultdict(int)
        for account_id, amount in amounts:
            sums[self.now(account_id)] += amount
        return dict(sums)

    def once(self, accounts: Collection[Id]) -> list[Id]:
        """These accounts and those that were merged into them."""
        wanted = set(accounts)
        return [*wanted, *(one for one in self._into if self._into[one] in wanted)]

    def table(
        self, key: str, columns: Sequence[Column], cells: Sequence[tuple[Id, tuple[Cell, ...]]], note: str = "",
        among: int | None = None,
    ) -> Table:  # fmt: skip
        """A table of members, each row headed by name and code, opening that member by the account.

        `among` is how many there are where `cells` are the first of them.
        """
        shown = cells[:MOST_ROWS]
        ids = [account_id for account_id, _cells in shown]
        named = replays.named(self.tx, ids)
        made = tuple(Row((named[one].name, named[one].code, *rest), one) for one, rest in shown)
        return Table(key, (*NAME, *columns), made, Behind.MEMBER, len(cells) if among is None else among, note)


def at_risk(people: People, last: date, programme: Programme) -> Table:
    """Who stays away for over twice their own gap at the end of `last`; those with the best 90 days first."""
    tx, since = people.tx, last - PROFIT_DAYS
    away = {one: (Rhythm(on, gap), profit) for one, on, gap, profit in figures.at_risk(tx, last, since, MOST_ROWS)}
    returned = _away_then(tx, last, since)
    found = away | returned
    order = sorted(found, key=lambda one: (-found[one][1], found[one][0].last, one))[:MOST_ROWS]
    tiers = _tiers(tx, order, programme)
    columns = (Column("tier", Unit.TEXT), Column("last_buy", Unit.DAY), Column("away", Unit.DAYS),
               Column("rhythm", Unit.DAYS), Column("profit_90", Unit.MONEY))  # fmt: skip
    cells = [(one, _risk(found[one][0], last, tiers.get(one, ""), found[one][1])) for one in order]
    return people.table("at_risk", columns, cells, among=figures.away(tx, last) + len(returned))


def _away_then(tx: Connection, last: date, since: date) -> dict[Id, tuple[Rhythm, Money]]:
    """Who stayed away at the end of `last` and came again since then."""
    days = rollups.buy_days(tx, figures.came_later(last), last)
    away = {one: told for one, bought in days.items() if (told := rhythm(bought)) and told.is_at_risk(last)}
    profit = figures.visits(tx, since, last, list(away))
    return {one: (told, profit.get(one, (0, 0))[1]) for one, told in away.items()}


def _risk(one: Rhythm, last: date, tier: str, profit: Money) -> tuple[Cell, ...]:
    return (tier, one.last, one.away(last), half_up(one.double_gap, 2), profit)


def _tiers(tx: Connection, ids: Sequence[Id], programme: Programme) -> Mapping[Id, str]:
    return {one: programme.tier(code).name for one, code in rows.tiers(tx, ids).items()}


def top_members(people: People, first: date, last: date) -> Table:
    """Who bought for most: goods less what came back, sales, margin, and the mean of their scores."""
    best = figures.best_buyers(people.tx, first, last, MOST_ROWS)
    ids = [one for one, _spent in best]
    visits, scores = figures.visits(people.tx, first, last, ids), _scores(people, first, last, ids)
    columns = (Column("spend", Unit.MONEY, adds_up=True), Column("visits", Unit.COUNT, adds_up=True),
               Column("margin", Unit.MONEY, adds_up=True), Column("score", Unit.QUANTITY))  # fmt: skip
    cells = [(one, (spent, *visits.get(one, (0, 0)), scores.get(one))) for one, spent in best]
    return people.table("top_members", columns, cells, among=figures.buyers(people.tx, first, last))


def _scores(people: People, first: date, last: date, of: Collection[Id]) -> dict[Id, int]:
    """The mean score in thousandths, of those who gave one."""
    given = rows.scores(people.tx, first, last, people.once(of))
    sums = people.summed((one, total) for one, (total, _count) in given.items())
    counts = people.summed((one, count) for one, (_total, count) in given.items())
    return {one: half_up(sums[one] * 1000, counts[one]) for one in sums}


def newcomers(people: People, first: date, last: date) -> Table:
    """Who joined in these days, newest first, with what they have bought in them."""
    joined = [(one, on) for one, on in rows.joined(people.tx, first, last) if people.now(one) == one]
    visits = figures.visits(people.tx, first, last, [one for one, _on in joined])
    columns = (Column("joined", Unit.DAY), Column("visits", Unit.COUNT, adds_up=True))
    return people.table("newcomers", columns, [(one, (on, visits.get(one, (0, 0))[0])) for one, on in joined])


def expiring_soon(people: People, last: date, programme: Programme) -> Table:
    """Whose points die within seven days after `last`, the next ones first."""
    found: dict[tuple[date, Id], int] = defaultdict(int)
    for account_id, day, points in rows.expiring(people.tx, last, last + SOON):
        found[day, people.now(account_id)] += points
    columns = (Column("dies", Unit.DAY), Column("points", Unit.POINTS, adds_up=True),
               Column("worth", Unit.MONEY, adds_up=True))  # fmt: skip
    cells = [(one, (day, points, points * programme.point_value)) for (day, one), points in sorted(found.items())]
    return people.table("expiring_soon", columns, cells)


def debts(people: People, programme: Programme) -> Table:
    """Who owes points now, who owes most first."""
    columns = (Column("owes", Unit.POINTS, adds_up=True), Column("worth", Unit.MONEY, adds_up=True))
    cells: list[tuple[Id, Any]] = [(one, (owed, owed * programme.point_value)) for one, owed in rows.debts(people.tx)]
    return people.table("debts", columns, cells, note="as_of_now")
