"""The loyalty report's tables of people: whom to call, who brings most, who is new, whose points die, who owes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.rates import half_up
from pos_desktop.insight.at_risk import Rhythm, rhythm
from pos_desktop.insight.tables import Behind, Cell, Column, Row, Table, Unit
from pos_desktop.loyalty.programme import Programme
from pos_desktop.storage.queries import replays, report_flows
from pos_desktop.storage.queries import report_people as rows

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

    def days(self, last: date, first: date = date.min) -> dict[Id, list[date]]:
        """The business dates on which each bought, earliest first and each once."""
        found: dict[Id, dict[date, None]] = defaultdict(dict)
        for account_id, day in rows.buy_days(self.tx, last, first):
            found[self.now(account_id)][day] = None
        return {account_id: list(days) for account_id, days in found.items()}

    def margins(self, first: date, last: date) -> dict[Id, Money]:
        """What the sales of these days to each have brought in above their cost."""
        owners, brought = rows.sale_owners(self.tx, first, last), rows.brought(self.tx, first, last)
        return self.summed((owners[one], what.margin) for one, what in brought.items() if one in owners)

    def table(
        self, key: str, columns: Sequence[Column], cells: Sequence[tuple[Id, tuple[Cell, ...]]], note: str = ""
    ) -> Table:  # fmt: skip
        """A table of members, each row headed by name and code, opening that member by the account."""
        shown = cells[:MOST_ROWS]
        ids = [account_id for account_id, _cells in shown]
        named = replays.named(self.tx, ids)
        made = tuple(Row((named[one].name, named[one].code, *rest), one) for one, rest in shown)
        return Table(key, (*NAME, *columns), made, Behind.MEMBER, len(cells), note)


def at_risk(people: People, last: date, programme: Programme) -> Table:
    """Who stays away for over twice their own gap at the end of `last`; those with the best 90 days first."""
    rhythms = {one: found for one, days in people.days(last).items() if (found := rhythm(days)) is not None}
    away = {one: found for one, found in rhythms.items() if found.is_at_risk(last)}
    profit = people.margins(last - PROFIT_DAYS, last)
    order = sorted(away, key=lambda one: (-profit.get(one, 0), away[one].last, one))
    tiers = _tiers(people.tx, order[:MOST_ROWS], programme)
    columns = (Column("tier", Unit.TEXT), Column("last_buy", Unit.DAY), Column("away", Unit.DAYS),
               Column("rhythm", Unit.DAYS), Column("profit_90", Unit.MONEY))  # fmt: skip
    cells = [(one, _risk(away[one], last, tiers.get(one, ""), profit.get(one, 0))) for one in order]
    return people.table("at_risk", columns, cells)


def _risk(one: Rhythm, last: date, tier: str, profit: Money) -> tuple[Cell, ...]:
    return (tier, one.last, one.away(last), half_up(one.double_gap, 2), profit)


def _tiers(tx: Connection, ids: Sequence[Id], programme: Programme) -> Mapping[Id, str]:
    return {one: programme.tier(code).name for one, code in rows.tiers(tx, ids).items()}


def top_members(people: People, first: date, last: date) -> Table:
    """Who bought for most: goods less what came back, sales, margin, and the mean of their scores."""
    sold = report_flows.sold(people.tx, first, last)
    spent = people.summed((one, amount) for one, amount in sold.items() if one)
    visits = people.summed(rows.visits(people.tx, first, last).items())
    margins, scores = people.margins(first, last), _scores(people, first, last)
    order = sorted((one for one in spent if spent[one] > 0), key=lambda one: (-spent[one], one))
    columns = (Column("spend", Unit.MONEY, adds_up=True), Column("visits", Unit.COUNT, adds_up=True),
               Column("margin", Unit.MONEY, adds_up=True), Column("score", Unit.QUANTITY))  # fmt: skip
    cells = [(one, (spent[one], visits.get(one, 0), margins.get(one, 0), scores.get(one))) for one in order]
    return people.table("top_members", columns, cells)


def _scores(people: People, first: date, last: date) -> dict[Id, int]:
    """The mean score in thousandths, of those who gave one."""
    given = rows.scores(people.tx, first, last)
    sums = people.summed((one, total) for one, (total, _count) in given.items())
    counts = people.summed((one, count) for one, (_total, count) in given.items())
    return {one: half_up(sums[one] * 1000, counts[one]) for one in sums}


def newcomers(people: People, first: date, last: date) -> Table:
    """Who joined in these days, newest first, with what they have bought in them."""
    joined = [(one, on) for one, on in rows.joined(people.tx, first, last) if people.now(one) == one]
    visits = people.summed(rows.visits(people.tx, first, last).items())
    columns = (Column("joined", Unit.DAY), Column("visits", Unit.COUNT, adds_up=True))
    return people.table("newcomers", columns, [(one, (on, visits.get(one, 0))) for one, on in joined])


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
