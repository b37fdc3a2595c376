"""The shop's reports by name, for the command line and for screens: sales, money, members, drawers, stock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.insight.periods import before, beside
from pos_desktop.insight.tables import Table
from pos_desktop.services.office.reports import sales, shop
from pos_desktop.services.office.rollups import Rollups
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till

LONGEST_RANGE: Final = 400


class Name(StrEnum):
    """The reports, in the order in which they are offered."""

    SALES_BY_DAY = "sales-by-day"
    SALES_BY_HOUR = "sales-by-hour"
    SALES_BY_CATEGORY = "sales-by-category"
    SALES_BY_ITEM = "sales-by-item"
    SALES_BY_CASHIER = "sales-by-cashier"
    SALES_BY_TENDER = "sales-by-tender"
    SALES_BY_TAX = "sales-by-tax"
    MARGIN = "margin"
    DISCOUNTS = "discounts"
    REFUNDS = "refunds"
    SHIFTS = "shifts"
    MEMBERS_BY_TIER = "members-by-tier"
    STORED_VALUE = "stored-value"
    VOUCHERS = "vouchers"
    STOCK_VALUE = "stock-value"


ALONE: Final = frozenset({Name.REFUNDS, Name.SHIFTS, Name.STOCK_VALUE})
"""Lists of what happened once, and of what is there now: nothing before to set beside them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One report of the business dates `first` through `last`.

    `compare` sets every sum beside that of as many days just before: after a column `x` come `x.before` and `x.change`.
    The reports of `ALONE` stay as they are.
    """

    name: Name
    first: date
    last: date
    compare: bool = False


class Reports:
    """Reads for who has the right `reports`; writes roll-ups and nothing else."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def table(self, asked: Asked, reader: Id) -> Table:
        """The report.

        Raises:
            Rejected: NOT_ALLOWED; MALFORMED where the last day is before the first, or LONGEST_RANGE days after it.
        """
        if not 0 <= (asked.last - asked.first).days < LONGEST_RANGE:
            raise Rejected(Code.MALFORMED, field="to")
        build = self._builders()[asked.name]
        Rollups(self._till).refresh(asked.last)
        with self._till.db.read() as tx:
            require(tx, reader, "reports")
            now = build(tx, asked.first, asked.last)
            if not asked.compare or asked.name in ALONE:
                return now
            return beside(now, build(tx, *before(asked.first, asked.last)))

    def _builders(self) -> dict[Name, Callable[[Connection, date, date], Table]]:
        zone, today = self._till.shop.time_zone, self._till.today()
        return {
            Name.SALES_BY_DAY: sales.by_day, Name.SALES_BY_CATEGORY: sales.by_category,
            Name.SALES_BY_HOUR: lambda tx, first, last: sales.by_hour(tx, zone, first, last),
            Name.SALES_BY_ITEM: sales.by_item, Name.SALES_BY_CASHIER: sales.by_cashier,
            Name.SALES_BY_TENDER: sales.by_tender, Name.SALES_BY_TAX: sales.by_tax, Name.MARGIN: sales.margin,
            Name.DISCOUNTS: sales.discounts, Name.REFUNDS: sales.refunds,
            Name.SHIFTS: shop.shifts, Name.MEMBERS_BY_TIER: shop.members_by_tier,
            Name.STORED_VALUE: shop.stored_value, Name.STOCK_VALUE: shop.stock_value,
            Name.VOUCHERS: lambda tx, first, last: shop.vouchers(tx, first, last, today),
        }  # fmt: skip
