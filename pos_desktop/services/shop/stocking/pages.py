"""How stock is looked at: levels, one item with what moved it, papers, and what all of it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import stocks
from pos_desktop.storage.queries.stocks import Asked, DocumentRow, LevelRow, MoveRow, Worth

PAGE = 100
MOVES = 50


@dataclass(frozen=True, slots=True)
class LevelPage:
    """A part of the levels, with what all stock is worth; `next` is where the next part begins, None at the end."""

    rows: tuple[LevelRow, ...]
    worth: Worth
    next: int | None = None


@dataclass(frozen=True, slots=True)
class Movements:
    """An item with a part of what moved it, the newest first."""

    item: LevelRow
    rows: tuple[MoveRow, ...]
    has_more: bool


class StockPages:
    """Reads; all of it asks for the right `stock`."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def levels(self, staff_id: Id, asked: Asked, first: int = 0) -> LevelPage:
        """Levels from the `first` one on, what is low at the top."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            rows = stocks.page(tx, asked, first, PAGE + 1)
            more = first + PAGE if len(rows) > PAGE else None
            return LevelPage(tuple(rows[:PAGE]), stocks.worth(tx), more)

    def movements(self, staff_id: Id, item_id: Id, after: MoveRow | None = None) -> Movements:
        """What moved an item, from the row `after` on; UNKNOWN_ITEM."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            item = stocks.level(tx, item_id)
            if item is None:
                raise Rejected(Code.UNKNOWN_ITEM, text=item_id)
            level = item.qty if after is None else after.after - after.qty
            rows = stocks.movements(tx, item_id, after.id if after else None, level, MOVES + 1)
            return Movements(item, tuple(rows[:MOVES]), len(rows) > MOVES)

    def items(self, staff_id: Id, item_ids: Sequence[Id]) -> dict[Id, LevelRow]:
        """These items' levels, by id."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return stocks.by_ids(tx, item_ids)

    def find(self, staff_id: Id, code: str) -> tuple[LevelRow, ...]:
        """Items with a barcode or an SKU."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return tuple(stocks.by_code(tx, code))

    def lines(self, staff_id: Id, document_id: Id) -> list[tuple[str, Quantity, Money]]:
        """Name, quantity and unit cost of what a paper moved."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return stocks.lines_of(tx, document_id)

    def documents(self, staff_id: Id, after: DocumentRow | None = None) -> tuple[DocumentRow, ...]:
        """Papers that moved stock, the newest first, from the row `after` on."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return tuple(stocks.documents(tx, after.id if after else None, PAGE))
