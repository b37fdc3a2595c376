"""The reports of drawers, stock, tiers, stored value and vouchers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import half_up
from pos_desktop.insight.tables import Column, Row, Table, Unit
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.services.office.loyalty_books import programme_on
from pos_desktop.storage.queries import daily_loyalty, liability, report_people, rollup_figures, stocks
from pos_desktop.storage.queries import report_shop as rows

LAPSE: Final = timedelta(days=90)
"""After so many days without a buy a member has lapsed."""
NAME: Final = Column("name", Unit.TEXT)
_MOVES: Final = ("opening", "load", "bonus", "return", "spend", "unload", "expiry", "adjustment")


def shifts(tx: Connection, first: date, last: date) -> Table:
    """Each shift with its drawer: what should be in it, what was counted, and the difference."""
    sums = tuple(Column(key, Unit.MONEY, adds_up=True) for key in ("float", "expected", "counted", "variance"))
    columns = (Column("day", Unit.DAY), Column("shift", Unit.TEXT), NAME, *sums)
    return Table("shifts", columns, tuple(_shift(one) for one in rows.shifts(tx, first, last)))


def _shift(one: rows.ShiftRow) -> Row:
    variance = None if one.counted is None or one.expected is None else one.counted - one.expected
    return Row((one.day, f"{one.register}-{one.number:06d}", one.opened_by, one.opening_float,
                one.expected, one.counted, variance), one.id)  # fmt: skip


def stock_value(tx: Connection, _first: date, _last: date) -> Table:
    """What is in stock now at its cost, the most worth first; what is below nothing is worth nothing."""
    columns = (NAME, Column("sku", Unit.TEXT), Column("category", Unit.TEXT), Column("qty", Unit.QUANTITY),
               Column("unit_cost", Unit.MONEY), Column("value", Unit.MONEY, adds_up=True))  # fmt: skip
    found = [(one, half_up(one.qty * one.cost, ONE) if one.qty > 0 else 0) for one in stocks.every(tx, stocks.Asked())]
    found.sort(key=lambda pair: (-pair[1], pair[0].name, pair[0].sku))
    made = (Row((one.name, one.sku, one.category, one.qty, one.cost, value)) for one, value in found)
    return Table("stock-value", columns, tuple(made), note="as_of_now")


def members_by_tier(tx: Connection, first: date, last: date) -> Table:
    """Members at the end of `last` by tier, the highest first; of them who joined, bought and lapsed in the range."""
    programme = _programme(tx, last)
    tiers = daily_loyalty.tiers(tx, last)
    bought = rollup_figures.last_buys(tx, first - LAPSE, last)
    counts = (
        Counter(tiers.values()),
        _by_tier(tiers, (one for one, _on in report_people.joined(tx, first, last))),
        _by_tier(tiers, (one for one, day in bought.items() if day >= first)),
        _by_tier(tiers, (one for one, day in bought.items() if first <= day + LAPSE <= last)),
    )
    sums = tuple(Column(key, Unit.COUNT, adds_up=True) for key in ("members", "joined", "bought", "lapsed"))
    columns = (Column("tier", Unit.TEXT), *sums)
    made = (Row((tier.name, *(count[tier.code] for count in counts))) for tier in reversed(programme.tiers))
    return Table("members-by-tier", columns, tuple(made))


def _by_tier(tiers: Mapping[Id, str], accounts: Iterable[Id]) -> Counter[str]:
    return Counter(tiers[one] for one in accounts if one in tiers)


def stored_value(tx: Connection, first: date, last: date) -> Table:
    """Gift cards and wallets, money with bonus: what stood, what moved by kind, and what the shop owes at the end."""
    found = rows.stored(tx, first, last)
    columns = (Column("card", Unit.WORD), *(Column(f"stored.{move}", Unit.MONEY, adds_up=True) for move in _MOVES),
               Column("stored.closing", Unit.MONEY, adds_up=True))  # fmt: skip
    made = []
    for kind in sorted({kind for kind, _move in found}):
        moved = tuple(found.get((kind, move), 0) for move in _MOVES)
        made.append(Row((kind, *moved, sum(moved))))
    return Table("stored-value", columns, tuple(made))


def vouchers(tx: Connection, first: date, last: date, today: date) -> Table:
    """Templates with how often they were used and what that took off; what may still be used is as of today."""
    templates = {one.id: one for one in _programme(tx, today).vouchers}
    columns = (NAME, Column("used", Unit.COUNT, adds_up=True), Column("amount", Unit.MONEY, adds_up=True),
               Column("left", Unit.COUNT))  # fmt: skip
    made = tuple(_voucher(one, templates.get(one.template)) for one in rows.vouchers(tx, first, last, today))
    return Table("vouchers", columns, made, note="as_of_now")


def _voucher(one: rows.VoucherSum, template: VoucherTemplate | None) -> Row:
    """Of a shared code as many are left as the programme says; None where it says any number."""
    left: int | None = one.left
    if template and template.code:
        left = max(0, template.uses_in_all - one.used_ever) if template.uses_in_all else None
    return Row((template.name if template else one.template, one.used, one.amount, left))


def _programme(tx: Connection, day: date) -> Programme:
    return programme_on(liability.versions(tx), day)
