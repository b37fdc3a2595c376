"""What people do to stock: receive, count, adjust with a reason, throw away, and say what is sold out or tracked."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import MOST_QUANTITY, Quantity, checked
from pos_desktop.core.text import note
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Answer, Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.items import catalogue_changed
from pos_desktop.services.shop.rights import reason_of, require
from pos_desktop.services.shop.stocking import ordered
from pos_desktop.services.shop.stocking.papers import Kept, Move, Paper, StockLine, averaged, keep_costs, stocked, write
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import stocks
from pos_desktop.storage.schema.catalogue import item
from pos_desktop.storage.schema.stock import supplier

__all__ = ["Adjust", "Count", "MarkSoldOut", "Moved", "Receive", "Stock", "StockLine", "Track", "Waste"]

MOST_REFERENCE = 60


@dataclass(frozen=True, slots=True)
class Receive:
    """Goods that came in, at what they cost; of an order where `purchase_id` names one. `id` names the operation."""

    id: str
    staff_id: Id
    lines: tuple[StockLine, ...]
    supplier_id: Id = ""
    reference: str = ""
    """The supplier's own number of the delivery."""
    reason: str = ""
    purchase_id: Id = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What somebody counted since `began`; what has no line stays as it is."""

    id: str
    staff_id: Id
    lines: tuple[StockLine, ...]
    began: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Adjust:
    """Levels put right by hand: quantities with their sign."""

    id: str
    staff_id: Id
    lines: tuple[StockLine, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Waste:
    """What was spilt, spoilt or lost."""

    id: str
    staff_id: Id
    lines: tuple[StockLine, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class MarkSoldOut:
    """An item is sold out for the rest of the business day, or is there after all."""

    id: str
    staff_id: Id
    item_id: Id
    is_out: bool


@dataclass(frozen=True, slots=True)
class Track:
    """Whether what is left of an item is watched, and the level at which it is low."""

    id: str
    staff_id: Id
    item_id: Id
    tracked: bool
    low_stock: Quantity = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A paper that was written. `differences` are what it changed, by item; `passing` what moved while it was counted.

    A count sets the level to what was counted: what `passing` names was sold or came in meanwhile, and wants a look.
    """

    id: Id
    number: str
    cost: Money
    differences: dict[Id, Quantity] = field(default_factory=dict)
    passing: dict[Id, Quantity] = field(default_factory=dict)
    is_repeat: bool = False
    topics: tuple[str, ...] = ("stock", "catalogue")


@dataclass(frozen=True, slots=True)
class Marked:
    """An item that is another one now."""

    item_id: Id
    is_repeat: bool = False
    topics: tuple[str, ...] = ("stock", "catalogue")


class Stock:
    """Papers and marks; each is done once, in one transaction, and asks for the right `stock`."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def receive(self, command: Receive) -> Moved:
        """Take goods in; what they cost moves the average.

        Raises:
            Rejected: NOT_ALLOWED; STOCK_EMPTY; UNKNOWN_ITEM; NOT_STOCKED; INVALID_QUANTITY; INVALID_AMOUNT;
                UNKNOWN_SUPPLIER; PURCHASE_CLOSED; ID_REUSED.
        """
        return self._once(command, "receive", lambda tx, written: self._receive(tx, written, command))

    def count(self, command: Count) -> Moved:
        """Set levels to what was counted; raises what `receive` raises of lines."""
        return self._once(command, "count", lambda tx, written: self._count(tx, written, command))

    def adjust(self, command: Adjust) -> Moved:
        """Move levels by hand; raises what `receive` raises of lines, and REASON_NEEDED."""
        return self._once(command, "adjust", lambda tx, written: self._by_hand(tx, written, command, "adjust", 1))

    def waste(self, command: Waste) -> Moved:
        """Take out what is lost, at what it cost; raises what `adjust` raises."""
        for line in command.lines:
            checked(line.qty)
        return self._once(command, "waste", lambda tx, written: self._by_hand(tx, written, command, "waste", -1))

    def mark_sold_out(self, command: MarkSoldOut) -> Marked:
        """Say that nothing is left of an item today, or that there is; asks for the right `sell`. UNKNOWN_ITEM."""
        day = self._till.today() if command.is_out else None
        way = "on" if command.is_out else "off"
        return self._mark(command, "sell", Event.SOLD_OUT, {"of": way}, {"sold_out_on": day})

    def track(self, command: Track) -> Marked:
        """Watch an item or not; INVALID_QUANTITY for a level that is none, UNKNOWN_ITEM."""
        if not 0 <= command.low_stock <= MOST_QUANTITY:
            raise Rejected(Code.INVALID_QUANTITY)
        values = {"tracked": command.tracked, "low_stock": command.low_stock}
        return self._mark(command, "stock", Event.STOCK_TERMS, values, values)

    # inside the transaction

    def _once(self, command: Receive | Count | Adjust | Waste, kind: str, work: Any) -> Moved:
        plain = {**asdict(command), "began": command.began.isoformat()} if isinstance(command, Count) else None
        asked = Asked(command.id, f"stock_{kind}", fingerprint(plain or asdict(command)), command.staff_id)
        return Moved(**once(self._till, asked, work))

    def _receive(self, tx: Connection, written: Written, command: Receive) -> Deed:
        require(tx, command.staff_id, "stock")
        for line in command.lines:
            checked(line.qty)
        seller = _supplier(tx, command.supplier_id)
        if command.purchase_id:
            ordered.arrived(tx, self._till, command.purchase_id, command.lines)
        moves, costs = averaged(tx, stocked(tx, command.lines))
        paper = Paper("receive", command.staff_id, command.id, note(command.reason),
                      note(command.reference, MOST_REFERENCE), command.supplier_id or None,
                      command.purchase_id or None)  # fmt: skip
        kept = write(written, self._till, paper, moves)
        keep_costs(written, costs)
        return _deed(paper, kept, _summed(moves), {"supplier": seller, "reference": paper.reference})

    def _count(self, tx: Connection, written: Written, command: Count) -> Deed:
        require(tx, command.staff_id, "stock")
        if any(line.qty < 0 for line in command.lines):
            raise Rejected(Code.INVALID_QUANTITY)
        counted: dict[Id, tuple[Any, Quantity]] = {}
        for row, line in stocked(tx, command.lines):
            counted[row.id] = row, line.qty + counted.get(row.id, (row, 0))[1]
        levels = stocks.level_of(tx, list(counted))
        moves = [Move(row, difference, row.cost) for item_id, (row, qty) in counted.items()
                 if (difference := qty - levels.get(item_id, 0))]  # fmt: skip
        passing = stocks.moved_since(tx, list(counted), command.began)
        paper = Paper("count", command.staff_id, command.id, note(command.reason))
        kept = write(written, self._till, paper, moves)
        told = {"counts": [[row.sku, qty] for row, qty in counted.values()]}
        return _deed(paper, kept, _summed(moves), told, passing)

    def _by_hand(self, tx: Connection, written: Written, command: Adjust | Waste, kind: str, sign: int) -> Deed:
        require(tx, command.staff_id, "stock")
        if not all(line.qty for line in command.lines):
            raise Rejected(Code.INVALID_QUANTITY)
        moves = [Move(row, sign * line.qty, row.cost) for row, line in stocked(tx, command.lines)]
        paper = Paper(kind, command.staff_id, command.id, reason_of(command.reason))
        return _deed(paper, write(written, self._till, paper, moves), _summed(moves), {})

    def _mark(
        self, command: MarkSoldOut | Track, right: str, event: Event, told: Answer, values: dict[str, Any]
    ) -> Marked:
        def work(tx: Connection, written: Written) -> Deed:
            require(tx, command.staff_id, right)
            found = tx.execute(select(item.c.sku, item.c.name).where(item.c.id == command.item_id)).first()
            if found is None:
                raise Rejected(Code.UNKNOWN_ITEM, text=command.item_id)
            tx.execute(update(item).where(item.c.id == command.item_id).values(**values))
            written.saw(item, command.item_id)
            catalogue_changed(tx)
            body = {"sku": found.sku, "item": found.name, **told}
            return Deed({"item_id": command.item_id}, event, command.item_id, body)

        asked = Asked(command.id, event.value, fingerprint(asdict(command)), command.staff_id)
        return Marked(**once(self._till, asked, work))


def _supplier(tx: Connection, supplier_id: Id) -> str:
    if not supplier_id:
        return ""
    found = tx.execute(select(supplier.c.name).where(supplier.c.id == supplier_id)).scalar()
    if found is None:
        raise Rejected(Code.UNKNOWN_SUPPLIER)
    return str(found)


def _summed(moves: Sequence[Move]) -> dict[Id, Quantity]:
    sums: dict[Id, Quantity] = {}
    for move in moves:
        sums[move.item.id] = sums.get(move.item.id, 0) + move.qty
    return sums


def _deed(
    paper: Paper, kept: Kept, differences: dict[Id, Quantity], told: Answer, passing: dict[Id, Quantity] | None = None
) -> Deed:
    answer = {
        "id": kept.id, "number": kept.number, "cost": kept.cost, "differences": differences, "passing": passing or {},
    }  # fmt: skip
    body = {"of": paper.kind, "paper": kept.number, "cost": kept.cost, "reason": paper.reason, **told,
            "lines": kept.lines}  # fmt: skip
    return Deed(answer, Event.STOCK_DOCUMENT, kept.id, body)
