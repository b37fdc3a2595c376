"""Every report by its name, for the screen, the command line and saved views."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_desktop.core.ids import Id
from pos_desktop.insight.tables import Table
from pos_desktop.services.till import Till

LONGEST_RANGE = 400


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
    STOCK_VALUE = "stock-value"
    MEMBERS_BY_TIER = "members-by-tier"
    MEMBERS_JOINED = "members-joined"
    MEMBERS_LAPSED = "members-lapsed"
    VOUCHERS = "vouchers"
    STORED_VALUE = "stored-value"


@dataclass(frozen=True, slots=True)
class Asked:
    """One report of the business dates `first` through `last`.

    `compare` sets every figure beside that of as many days just before, with the change: after a column `x` come
    `x.before` (its unit) and `x.change` (SHARE; None where there was nothing before).
    """

    name: Name
    first: date
    last: date
    compare: bool = False


class Reports:
    """Reads for who has the right `reports`; changes nothing."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def table(self, asked: Asked, reader: Id) -> Table:
        """The report.

        Raises:
            Rejected: NOT_ALLOWED; MALFORMED where the last day is before the first, or over LONGEST_RANGE days after.
        """
        raise NotImplementedError
