"""The one shape of every report: columns with units, rows with what opens behind each, and a row of sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_desktop.core.ids import Id

Cell = str | int | date | None
"""None where a figure cannot be told: too few to take a rate of, or nothing to compare with."""


class Unit(StrEnum):
    """What the numbers of a column are, and so how they are written."""

    TEXT = "text"
    """Names and codes; never a formula, whatever they begin with."""
    WORD = "word"
    """A key that `wording.report_words` puts into words: a tender, an order type, a reason."""
    DAY = "day"
    HOUR = "hour"
    """0 to 23: the hour that began so, of the shop's clock."""
    COUNT = "count"
    QUANTITY = "quantity"
    """Thousandths."""
    MONEY = "money"
    """Đồng."""
    POINTS = "points"
    SHARE = "share"
    """Hundredths of a percent."""
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, which `wording.report_words` names, and its unit. `adds_up` has a sum under it."""

    key: str
    unit: Unit
    adds_up: bool = False


class Behind(StrEnum):
    """What a row opens."""

    NOTHING = ""
    MEMBER = "member"
    SALE = "sale"
    DAY = "day"
    ITEM = "item"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Row:
    """One row, a cell for each column; `id` is what of `Table.behind` it opens (a day as ISO), "" for nothing."""

    cells: tuple[Cell, ...]
    id: Id = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A report, or one card of one. `key` names it; Of `whole` rows these are the first."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    behind: Behind = Behind.NOTHING
    whole: int | None = None
    note: str = ""
    """A key of `wording.report_words.NOTES`: what has to be said beside the figures."""

    @property
    def sums(self) -> tuple[Cell, ...]:
        """A cell for each column: the sum where a column adds up, None elsewhere."""
        return tuple(_sum(self.rows, at) if column.adds_up else None for at, column in enumerate(self.columns))

    @property
    def is_empty(self) -> bool:
        """Nothing to tell."""
        return not self.rows


def _sum(rows: Sequence[Row], at: int) -> int:
    return sum(cell for row in rows if isinstance(cell := row.cells[at], int))
