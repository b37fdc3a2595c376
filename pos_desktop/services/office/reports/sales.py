"""The reports of sales: by day, hour, category, item, person, tender and tax; margin, discounts, refunds."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sqlalchemy import Connection

from pos_desktop.core.clock import zone
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import half_up
from pos_desktop.insight.compare import share
from pos_desktop.insight.tables import Behind, Cell, Column, Row, Table, Unit
from pos_desktop.storage.queries import report_sales as rows
from pos_desktop.storage.queries.report_sales import Sold

SALES = Column("sales", Unit.COUNT, adds_up=True)
MONEY = tuple(Column(key, Unit.MONEY, adds_up=True) for key in ("sold", "returned", "net"))
QTY = Column("qty", Unit.QUANTITY, adds_up=True)
NAME = Column("name", Unit.TEXT)


def by_day(tx: Connection, first: date, last: date) -> Table:
    """Every business date, those without a sale, too."""
    found = {one.key: one for one in rows.goods(tx, first, last, rows.DAY)}
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    made = (Row((day, *_sums(found.get(day))), day.isoformat()) for day in days)
    return Table("sales-by-day", (Column("day", Unit.DAY), SALES, *MONEY), tuple(made), Behind.DAY)


def by_hour(tx: Connection, time_zone: str, first: date, last: date) -> Table:
    """By the hour of the shop's clock; what came back lowers the hour in which it did."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for at, count, amount in rows.moments(tx, first, last):
        hour = sums[at.astimezone(zone(time_zone)).hour]
        hour[0] += count
        hour[1] += amount
    made = tuple(Row((hour, *sums[hour])) for hour in sorted(sums))
    return Table("sales-by-hour", (Column("hour", Unit.HOUR), SALES, MONEY[2]), made)


def by_category(tx: Connection, first: date, last: date) -> Table:
    """Categories as they were when it was sold, the best first."""
    return _named(tx, "sales-by-category", first, last, rows.CATEGORY)


def by_item(tx: Connection, first: date, last: date) -> Table:
    """Items, the best first."""
    return _named(tx, "sales-by-item", first, last, rows.ITEM, Column("sku", Unit.TEXT))


def by_cashier(tx: Connection, first: date, last: date) -> Table:
    """Who sold, and who took back."""
    names = rows.names(tx, rows.PERSON)
    made = tuple(Row((names[one.key][0], *_sums(one))) for one in _best(rows.goods(tx, first, last, rows.PERSON)))
    return Table("sales-by-cashier", (NAME, SALES, *MONEY), made)


def by_tender(tx: Connection, first: date, last: date) -> Table:
    """Means of payment: what was taken without the change, what went back, what is left."""
    found = sorted(rows.tenders(tx, first, last).items(), key=lambda one: -one[1][1])
    made = tuple(Row((kind, count, taken, back, taken - back)) for kind, (count, taken, back) in found)
    return Table("sales-by-tender", (Column("tender", Unit.WORD), SALES, *MONEY), made)


def by_tax(tx: Connection, first: date, last: date) -> Table:
    """VAT by rate, less what came back; everything that was sold, not goods alone."""
    columns = (Column("rate", Unit.TEXT), *(Column(key, Unit.MONEY, adds_up=True) for key in ("without_vat", "vat")))
    made = tuple(Row(("" if rate is None else f"{rate}%", net, tax)) for rate, net, tax in rows.taxes(tx, first, last))
    return Table("sales-by-tax", columns, made)


def margin(tx: Connection, first: date, last: date) -> Table:
    """Items by what they bring: without VAT, cost at the time, margin and its share; the best first."""
    names = rows.names(tx, rows.ITEM)
    found = [(one, one.without_vat - _cost(one)) for one in rows.goods(tx, first, last, rows.ITEM)]
    columns = (NAME, Column("sku", Unit.TEXT), QTY,
               *(Column(key, Unit.MONEY, adds_up=True) for key in ("without_vat", "cost", "margin")),
               Column("margin_share", Unit.SHARE))  # fmt: skip
    made = (
        Row((*names[one.key], one.qty, one.without_vat, _cost(one), left, share(left, one.without_vat)))
        for one, left in sorted(found, key=lambda pair: (-pair[1], names[pair[0].key]))
    )
    return Table("margin", columns, tuple(made))


def discounts(tx: Connection, first: date, last: date) -> Table:
    """What was taken off: by rule, and by hand what no rule took."""
    found = rows.reductions(tx, first, last)
    made = [Row((source, name, count, amount)) for source, name, count, amount in found]
    by_hand = rows.taken_off(tx, first, last) - sum(amount for *_rule, amount in found)
    if by_hand > 0:
        made.append(Row(("by_hand", "", None, by_hand)))
    columns = (Column("source", Unit.WORD), NAME, SALES, Column("amount", Unit.MONEY, adds_up=True))
    return Table("discounts", columns, tuple(made))


def refunds(tx: Connection, first: date, last: date) -> Table:
    """Each refund and void, newest first; opens its sale."""
    columns = (Column("day", Unit.DAY), Column("kind", Unit.WORD), Column("receipt", Unit.TEXT), NAME,
               Column("reason", Unit.TEXT), Column("amount", Unit.MONEY, adds_up=True))  # fmt: skip
    made = tuple(
        Row((day, kind, f"{code}-{number:06d}", person, reason, money), sale_id)
        for day, kind, code, number, person, reason, money, sale_id in rows.refunds(tx, first, last)
    )
    return Table("refunds", columns, made, Behind.SALE)


def _named(tx: Connection, key: str, first: date, last: date, by: str, *more: Column) -> Table:
    names = rows.names(tx, by)
    read: Callable[[Sold], tuple[Cell, ...]] = lambda one: names.get(one.key, ("", ""))[: 1 + len(more)]  # noqa: E731
    made = tuple(Row((*read(one), one.qty, *_sums(one)[1:])) for one in _best(rows.goods(tx, first, last, by)))
    return Table(key, (NAME, *more, QTY, *MONEY), made)


def _sums(one: Sold | None) -> tuple[int, int, int, int]:
    return (one.sales, one.sold, one.returned, one.sold - one.returned) if one else (0, 0, 0, 0)


def _best(found: Iterable[Sold]) -> list[Sold]:
    return sorted(found, key=lambda one: (one.returned - one.sold, one.key or ""))


def _cost(one: Sold) -> Money:
    cost = one.cost_thousandths
    return half_up(cost, ONE) if cost >= 0 else -half_up(-cost, ONE)
