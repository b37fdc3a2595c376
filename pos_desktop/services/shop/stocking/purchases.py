"""Suppliers, and what is ordered of them: an order made, given up, and what to order next."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.quantity import checked
from pos_desktop.core.text import name, note
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.shop.stocking.ordered import check_open
from pos_desktop.services.shop.stocking.papers import MOST_LINES, StockLine
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import purchases
from pos_desktop.storage.queries.purchases import PurchaseRow, SupplierRow
from pos_desktop.storage.schema.catalogue import item
from pos_desktop.storage.schema.stock import purchase, purchase_line, supplier

MOST_TEXT = 120


@dataclass(frozen=True, slots=True)
class PutSupplier:
    """A supplier as they are to be kept; `supplier_id` empty for a new one."""

    id: str
    staff_id: Id
    name: str
    phone: str = ""
    tax_code: str = ""
    address: str = ""
    note: str = ""
    active: bool = True
    supplier_id: Id = ""


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """What is ordered of a supplier: quantities, at what one is to cost."""

    id: str
    staff_id: Id
    supplier_id: Id
    lines: tuple[StockLine, ...]
    expected_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """Nothing more of an order will come."""

    id: str
    staff_id: Id
    purchase_id: Id


@dataclass(frozen=True, slots=True)
class Put:
    """What was written; `number` is an order's as people read it."""

    id: Id
    number: str = ""
    is_repeat: bool = False
    topics: tuple[str, ...] = ("stock",)


class Purchases:
    """Orders of suppliers; all of it asks for the right `stock`."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def put_supplier(self, command: PutSupplier) -> Put:
        """Keep a supplier; INVALID_NAME, SUPPLIER_TAKEN for a name that another has, UNKNOWN_SUPPLIER."""
        return self._once(command, "supplier", lambda tx, written: self._supplier(tx, command))

    def order(self, command: PlaceOrder) -> Put:
        """Order goods.

        Raises:
            Rejected: NOT_ALLOWED; STOCK_EMPTY; UNKNOWN_SUPPLIER; UNKNOWN_ITEM; INVALID_QUANTITY; INVALID_AMOUNT.
        """
        return self._once(command, "purchase", lambda tx, written: self._order(tx, command))

    def cancel(self, command: CancelOrder) -> Put:
        """Give up what has not come of an order; PURCHASE_CLOSED."""
        return self._once(command, "purchase", lambda tx, written: self._cancel(tx, command))

    def suppliers(self, staff_id: Id) -> list[SupplierRow]:
        """All suppliers, those of whom nothing is bought any more last."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return purchases.suppliers(tx)

    def orders(self, staff_id: Id) -> list[PurchaseRow]:
        """Orders, those of which more is to come first."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return purchases.orders(tx)

    def lines(self, staff_id: Id, purchase_id: Id) -> list[StockLine]:
        """What has not come yet of an order."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return [StockLine(*row) for row in purchases.missing(tx, purchase_id)]

    def suggested(self, staff_id: Id) -> list[StockLine]:
        """What to order: of everything that is low as much as brings it to twice its lowest level."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return [StockLine(*row) for row in purchases.suggested(tx)]

    def _once(self, command: Any, kind: str, work: Any) -> Put:
        def allowed(tx: Connection, written: Written) -> Deed:
            require(tx, command.staff_id, "stock")
            deed: Deed = work(tx, written)
            return deed

        plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(command).items()}
        asked = Asked(command.id, kind, fingerprint(plain), command.staff_id)
        return Put(**once(self._till, asked, allowed))

    def _supplier(self, tx: Connection, command: PutSupplier) -> Deed:
        values = {
            "name": name(command.name), "active": command.active, "note": note(command.note),
            **{field: note(getattr(command, field), MOST_TEXT) for field in ("phone", "tax_code", "address")},
        }  # fmt: skip
        supplier_id = command.supplier_id or self._till.ids()
        same = select(supplier.c.id).where(supplier.c.name == values["name"], supplier.c.id != supplier_id)
        if tx.execute(same).first():
            raise Rejected(Code.SUPPLIER_TAKEN, name=values["name"])
        if command.supplier_id:
            known(tx, supplier_id)
            tx.execute(update(supplier).where(supplier.c.id == supplier_id).values(**values))
        else:
            tx.execute(insert(supplier).values(id=supplier_id, shop_id=self._till.shop.id, **values))
        return Deed({"id": supplier_id}, Event.SUPPLIER, supplier_id, {"supplier": values["name"]})

    def _order(self, tx: Connection, command: PlaceOrder) -> Deed:
        seller = known(tx, command.supplier_id)
        lines = _checked(tx, command.lines)
        last = select(func.coalesce(func.max(purchase.c.number), 0))
        number = 1 + tx.execute(last.where(purchase.c.register_id == self._till.register.id)).scalar_one()
        purchase_id = self._till.ids()
        tx.execute(insert(purchase).values(
            id=purchase_id, register_id=self._till.register.id, number=number, supplier_id=command.supplier_id,
            state="ordered", at=self._till.now(), staff_id=command.staff_id, expected_on=command.expected_on,
            note=note(command.note),
        ))  # fmt: skip
        tx.execute(insert(purchase_line), [
            {"id": self._till.ids(), "purchase_id": purchase_id, "position": at, "item_id": row.id, "qty": qty,
             "unit_cost": cost}
            for at, (row, qty, cost) in enumerate(lines, 1)
        ])  # fmt: skip
        told = purchases.purchase_number(self._till.register.code, number)
        body = {"of": "ordered", "paper": told, "supplier": seller,
                "lines": [[row.sku, row.name, qty, cost * qty // 1000] for row, qty, cost in lines]}  # fmt: skip
        return Deed({"id": purchase_id, "number": told}, Event.PURCHASE, purchase_id, body)

    def _cancel(self, tx: Connection, command: CancelOrder) -> Deed:
        check_open(tx, command.purchase_id)
        tx.execute(
            update(purchase).where(purchase.c.id == command.purchase_id)
            .values(state="cancelled", closed_at=self._till.now())
        )  # fmt: skip
        told = purchases.number_of(tx, command.purchase_id)
        body = {"of": "cancelled", "paper": told}
        return Deed({"id": command.purchase_id, "number": told}, Event.PURCHASE, command.purchase_id, body)


def known(tx: Connection, supplier_id: Id) -> str:
    """A supplier's name; UNKNOWN_SUPPLIER."""
    found = tx.execute(select(supplier.c.name).where(supplier.c.id == supplier_id)).scalar()
    if found is None:
        raise Rejected(Code.UNKNOWN_SUPPLIER)
    return str(found)


def _checked(tx: Connection, lines: tuple[StockLine, ...]) -> list[tuple[Any, int, Money]]:
    if not lines or len(lines) > MOST_LINES:
        raise Rejected(Code.STOCK_EMPTY)
    columns = (item.c.id, item.c.sku, item.c.name, item.c.cost)
    rows = tx.execute(select(*columns).where(item.c.id.in_([line.item_id for line in lines]), item.c.ware == "goods"))
    by_id = {row.id: row for row in rows}
    found = []
    for line in lines:
        row = by_id.get(line.item_id)
        if row is None:
            raise Rejected(Code.UNKNOWN_ITEM, text=line.item_id)
        cost = row.cost if line.unit_cost is None else line.unit_cost
        if not 0 <= cost <= MOST_MONEY:
            raise Rejected(Code.INVALID_AMOUNT, least=0, most=MOST_MONEY)
        found.append((row, checked(line.qty), cost))
    return found
