"""What an import shows before anything is written: every row, what would come of it, and why not."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.gateways.kiotviet import ForeignFile

T = TypeVar("T")


class ImportKind(StrEnum):
    """What is imported."""

    PRODUCTS = "products"
    MEMBERS = "members"


class Outcome(StrEnum):
    """What would come of a row; `DUPLICATE` is left out, `FIX` is taken with what was put right."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    FIX = "fix"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a warning; `wording.messages` makes its sentence."""

    code: Code
    params: dict[str, Any]

    @property
    def rejected(self) -> Rejected:
        """The remark as the error that it tells of."""
        return Rejected(self.code, **self.params)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file; `key` is the SKU or the member's code, `number` where it stands in the file."""

    number: int
    key: str
    name: str
    outcome: Outcome
    remarks: tuple[Remark, ...] = ()
    points: int = 0
    """Opening points that the row brings, also where they are not taken."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A whole file, read and judged; hand it back to `Imports.commit`."""

    kind: ImportKind
    source: ForeignFile[Any]
    rows: tuple[PreviewRow, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows by outcome, every outcome named."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in Outcome}

    @property
    def refused(self) -> int:
        """Rows that keep the whole file from being imported."""
        return self.counts[Outcome.REFUSED]

    @property
    def problems(self) -> tuple[PreviewRow, ...]:
        """Rows that somebody should look at."""
        return tuple(row for row in self.rows if row.remarks)

    @property
    def points(self) -> int:
        """Opening points that would be credited."""
        taken = (Outcome.NEW, Outcome.CHANGED, Outcome.FIX)
        return sum(row.points for row in self.rows if row.outcome in taken)

    @property
    def points_left_out(self) -> int:
        """Opening points of rows that are left out as duplicates."""
        return sum(row.points for row in self.rows if row.outcome is Outcome.DUPLICATE)


@dataclass
class Judgement:
    """Gathers all that is wrong with one row, so that people see it at once."""

    refused: bool = False
    remarks: list[Remark] = field(default_factory=list)

    def take(self, read: Callable[[], T], otherwise: T) -> T:
        """What `read` gives; a `Rejected` refuses the row, and reading goes on with `otherwise`."""
        try:
            return read()
        except Rejected as rejected:
            self.refuse(rejected.code, **rejected.params)
            return otherwise

    def refuse(self, code: Code, **params: Any) -> None:
        """Refuse the row."""
        self.refused = True
        self.remarks.append(Remark(code, params))

    def remark(self, code: Code, **params: Any) -> None:
        """Say something about a row that is taken."""
        self.remarks.append(Remark(code, params))
