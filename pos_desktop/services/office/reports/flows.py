"""The loyalty report's charts: sales and points by day, visits by hour, moves of tiers, profit by the n-th purchase."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from pos_desktop.core.rates import half_up
from pos_desktop.insight.tables import Behind, Column, Row, Table, Unit
from pos_desktop.loyalty.liability import Movement
from pos_desktop.loyalty.programme import Programme
from pos_desktop.storage.queries import report_flows as rows
from pos_desktop.storage.queries import rollup_figures as figures

CHART_DAYS: Final = 14
DRAWN: Final = {
    "sales_by_day": ("member_sales", "guest_sales"), "points_by_day": ("in", "redeemed", "expired"),
    "profit_by_purchase": ("profit",), "visits_by_hour": ("member_visits", "guest_visits"),
}  # fmt: skip
"""The tables that are charts, with the columns that are drawn over the first one."""
DOWN: Final = frozenset({"redeemed", "expired"})
"""Columns that are drawn under the axis."""
MOST_NTH: Final = 7
"""The purchase from which on all count together."""


def heights_of(table: Table, key: str) -> tuple[int, ...]:
    """A column of a chart as heights of bars, from the foot of the axis upwards; what goes out is below it."""
    at = next(at for at, column in enumerate(table.columns) if column.key == key)
    heights = (value if isinstance(value := row.cells[at], int) else 0 for row in table.rows)
    return tuple(-abs(height) if key in DOWN else height for height in heights)


def chart_first(first: date, last: date) -> date:
    """Where a chart by day begins: a fortnight, or the range where that is longer."""
    return min(first, last - timedelta(days=CHART_DAYS - 1))


def sales_by_day(tx: Connection, first: date, last: date) -> Table:
    """Members' and guests' goods, less what came back on the day; days without a sale are there, too."""
    found = figures.sold_by_day(tx, first, last)
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    columns = (Column("day", Unit.DAY), Column("member_sales", Unit.MONEY, adds_up=True),
               Column("guest_sales", Unit.MONEY, adds_up=True))  # fmt: skip
    made = tuple(Row((day, *found.get(day, (0, 0))), day.isoformat()) for day in days)
    return Table("sales_by_day", columns, made, Behind.DAY)


def points_by_day(moves: Sequence[Movement]) -> Table:
    """Points given, used and died by business date, as the books have them."""
    flows = (Column(key, Unit.POINTS, adds_up=True) for key in ("in", "redeemed", "expired"))
    columns = (Column("day", Unit.DAY), *flows)
    made = tuple(Row((one.first, one.earned, one.redeemed, one.expired), one.first.isoformat()) for one in moves)
    return Table("points_by_day", columns, made, Behind.DAY)


def visits_by_hour(tx: Connection, first: date, last: date) -> Table:
    """Sales by the hour of the shop's clock, from the first hour with one to the last."""
    counted = figures.hours(tx, first, last)
    hours = sorted(hour for hour, _is_member in counted)
    columns = (Column("hour", Unit.HOUR), Column("member_visits", Unit.COUNT, adds_up=True),
               Column("guest_visits", Unit.COUNT, adds_up=True))  # fmt: skip
    every = range(hours[0], hours[-1] + 1) if hours else ()
    made = tuple(Row((hour, counted.get((hour, True), 0), counted.get((hour, False), 0))) for hour in every)
    return Table("visits_by_hour", columns, made)


def tier_moves(tx: Connection, first: date, last: date, programme: Programme) -> Table:
    """How many members went from which tier to which: ups first, the highest of them first."""
    places = {tier.code: at for at, tier in enumerate(programme.tiers)}
    found = rows.tier_moves(tx, first, last)
    ways = {pair: places.get(pair[1], 0) - places.get(pair[0], 0) for pair in found}
    columns = (Column("from", Unit.TEXT), Column("to", Unit.TEXT), Column("way", Unit.WORD),
               Column("members", Unit.COUNT, adds_up=True))  # fmt: skip
    made = []
    for pair in sorted(found, key=lambda pair: (-ways[pair], pair)):
        before, after = (programme.tier(code).name for code in pair)
        made.append(Row((before, after, "up" if ways[pair] > 0 else "down", found[pair])))
    return Table("tier_moves", columns, tuple(made))


def profit_by_purchase(tx: Connection, first: date, last: date) -> Table:
    """The mean margin of members' n-th purchases of these days, discounts and points that paid off already."""
    found = figures.purchases(tx, first, last, MOST_NTH)
    columns = (Column("nth", Unit.COUNT), Column("profit", Unit.MONEY), Column("purchases", Unit.COUNT, adds_up=True))
    made = tuple(Row((at, _mean(*found[at]), found[at][1])) for at in sorted(found))
    return Table("profit_by_purchase", columns, made, note="last_nth")


def _mean(total: int, count: int) -> int:
    return half_up(total, count) if total >= 0 else -half_up(-total, count)
