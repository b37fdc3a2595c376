"""The floor: areas and tables as the owner drew them, and how each stands by the orders and bookings of now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import fold, name
from pos_desktop.selling import drafts, kitchen
from pos_desktop.selling.order import Order
from pos_desktop.services.journal import Event
from pos_desktop.services.office import outbox
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.selling import kitchen_rows
from pos_desktop.services.selling.held import HeldOrder, held, waiting
from pos_desktop.services.selling.orders import check_unsent, keep, state_of
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import tables
from pos_desktop.storage.queries.orders import body_of
from pos_desktop.storage.queries.tables import Coming
from pos_desktop.storage.schema.dining import dining_area, dining_table
from pos_desktop.storage.schema.selling import open_order

SOON = timedelta(minutes=60)
"""A table that is booked within it is not free any more."""
SHAPES = ("square", "round")
MOST_TABLES = 300
MOST_STEPS = 200
"""How far the grid reaches that the floor is drawn on."""


class TableState(StrEnum):
    """How a table stands."""

    FREE = "free"
    RESERVED = "reserved"
    """Somebody is expected soon."""
    SEATED = "seated"
    ORDERED = "ordered"
    BILLED = "billed"
    """The bill is on the table; it was not paid yet."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with its place in steps of the grid; an empty id makes a new one."""

    id: Id
    name: str
    seats: int = 4
    x: int = 0
    y: int = 0
    width: int = 3
    height: int = 3
    shape: str = "square"


@dataclass(frozen=True, slots=True)
class Area:
    """A room or a garden with its tables; an empty id makes a new one."""

    id: Id
    name: str
    tables: tuple[PlacedTable, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeFloor:
    """The floor as the owner drew it, whole; `id` names the operation."""

    id: str
    areas: tuple[Area, ...]
    staff_id: Id


@dataclass(frozen=True, slots=True)
class MoveTo:
    """A held order whose guests go to other tables; several are joined. `id` names the operation."""

    id: str
    order_id: Id
    tables: tuple[Id, ...]
    staff_id: Id


@dataclass(frozen=True, slots=True)
class Standing:
    """A table now; `since` is when its first order was opened, `booking` who is expected next at it."""

    table: PlacedTable
    state: TableState
    orders: tuple[HeldOrder, ...] = ()
    booking: Coming | None = None

    @property
    def since(self) -> datetime | None:
        """When the first guests sat down."""
        return min((order.opened_at for order in self.orders), default=None)

    @property
    def guests(self) -> int:
        """How many sit there."""
        return sum(order.guests for order in self.orders)

    @property
    def due(self) -> Money:
        """What its orders come to."""
        return sum(order.due for order in self.orders)


@dataclass(frozen=True, slots=True)
class Floor:
    """Every area by name with its tables as they stand, at the moment `at`."""

    at: datetime
    areas: tuple[tuple[str, tuple[Standing, ...]], ...]
    plan: tuple[Area, ...] = field(default=())


class Tables:
    """Use cases of the floor."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def plan(self) -> tuple[Area, ...]:
        """The floor as it is drawn."""
        with self._till.db.read() as tx:
            return _plan(tx)

    def floor(self) -> Floor:
        """Every table as it stands now."""
        now = self._till.now()
        with self._till.db.read() as tx:
            plan = _plan(tx)
            orders = [order for order in waiting(tx, ("open", "held")) if order.tables]
            coming = tables.coming(tx, now - SOON, now + SOON)
        areas = tuple((area.name, tuple(_standing(one, orders, coming) for one in area.tables)) for area in plan)
        return Floor(now, areas, plan)

    def has_tables(self) -> bool:
        """Whether the shop has any."""
        with self._till.db.read() as tx:
            return tx.execute(select(dining_table.c.id).limit(1)).first() is not None

    def change(self, command: ChangeFloor) -> tuple[Area, ...]:
        """Draw the floor anew.

        Raises:
            Rejected: NOT_ALLOWED without the right `catalogue`; INVALID_NAME, INVALID_QUANTITY; TABLE_TWICE for two
                areas, or two tables of one, of the same name; TABLE_BUSY where a table goes at which somebody sits;
                ID_REUSED.
        """
        areas = tuple(_checked(area) for area in command.areas)
        print_ = fingerprint([asdict(area) for area in areas])
        asked = Asked(command.id, "change_floor", print_, command.staff_id)
        once(self._till, asked, lambda tx, _written: self._change(tx, areas, command.staff_id))
        return self.plan()

    def _change(self, tx: Connection, areas: tuple[Area, ...], staff_id: Id) -> Deed:
        require(tx, staff_id, "catalogue")
        _check_names(areas)
        self._check_free(tx, {table.id for area in areas for table in area.tables})
        for table in (dining_table, dining_area):
            tx.execute(delete(table))
        for position, area in enumerate(areas):
            area_id = area.id or self._till.ids()
            tx.execute(insert(dining_area).values(
                id=area_id, shop_id=self._till.shop.id, name=area.name, position=position,
            ))  # fmt: skip
            rows = [{**asdict(one), "id": one.id or self._till.ids(), "area_id": area_id} for one in area.tables]
            if rows:
                tx.execute(insert(dining_table), rows)
        body = {"count": sum(len(area.tables) for area in areas)}
        return Deed({}, Event.FLOOR_CHANGED, self._till.shop.id, body)

    def _check_free(self, tx: Connection, kept: set[Id]) -> None:
        names = {table.id: table.name for area in _plan(tx) for table in area.tables}
        for order in waiting(tx, ("open", "held")):
            for table in order.tables:
                if table in names and table not in kept:
                    raise Rejected(Code.TABLE_BUSY, name=names[table])

    def move(self, command: MoveTo) -> Order:
        """Seat the guests of a held order elsewhere; of the open one its own till changes the tables.

        Raises:
            Rejected: NOT_ALLOWED; ORDER_GONE; UNKNOWN_TABLE; ID_REUSED.
        """

        def work(tx: Connection, _written: Written) -> Deed:
            require(tx, command.staff_id, "sell")
            before = held(tx, command.order_id)
            after = at_tables(before, command.tables, _plan(tx))
            keep(tx, self._till, after, command.staff_id)
            if kitchen.was_told(after):
                kitchen_rows.reseat(tx, after)
            body = {"from_table": before.table, "table": after.table}
            return Deed({}, Event.TABLES_MOVED, before.id, body)

        print_ = fingerprint([command.order_id, list(command.tables)])
        once(self._till, Asked(command.id, "move_tables", print_, command.staff_id), work)
        with self._till.db.read() as tx:
            return held(tx, command.order_id)

    def bill(self, order: Order, staff_id: Id, printer: str, language: str, due: Money = 0) -> None:
        """Print what the order comes to before anybody pays, and say on the floor that the bill is out.

        Raises:
            Rejected: NOT_ALLOWED; EMPTY_ORDER; ORDER_GONE when it is paid or given up; ORDER_MOVED where it is a copy
                from before something else was written on it.
        """
        if order.is_empty:
            raise Rejected(Code.EMPTY_ORDER)
        with self._till.db.write() as tx:
            require(tx, staff_id, "sell")
            if (state := state_of(tx, order.id)) not in (None, "open", "held"):
                raise Rejected(Code.ORDER_GONE)
            if _is_older(order, body_of(tx, order.id), state):
                raise Rejected(Code.ORDER_MOVED)
            check_unsent(tx, order, staff_id)
            keep(tx, self._till, order, staff_id, due)
            tx.execute(update(open_order).where(open_order.c.id == order.id).values(billed_at=self._till.now()))
            outbox.promise_slip(tx, self._till, SlipOf.BILL, order.id, printer, language)


def _is_older(order: Order, kept: Order | None, state: str | None) -> bool:
    """Whether an order was changed since this copy of it was read; the till that has it open is ahead of its rows."""
    if kept is None:
        return False
    if state == "held":
        return drafts.to_plain(kept) != drafts.to_plain(order)
    return kept.deposit != order.deposit


def at_tables(order: Order, ids: Iterable[Id], plan: Iterable[Area]) -> Order:
    """The order at these tables of the plan, called by their names; UNKNOWN_TABLE."""
    names = {table.id: table.name for area in plan for table in area.tables}
    wanted = tuple(dict.fromkeys(ids))
    if any(table not in names for table in wanted):
        raise Rejected(Code.UNKNOWN_TABLE)
    return replace(order, tables=wanted, table=", ".join(names[table] for table in wanted))


def _plan(tx: Connection) -> tuple[Area, ...]:
    found: dict[Id, list[PlacedTable]] = {}
    for row in tables.placed(tx):
        found.setdefault(row.area_id, []).append(PlacedTable(
            row.id, row.name, row.seats, row.x, row.y, row.width, row.height, row.shape,
        ))  # fmt: skip
    return tuple(Area(row.id, row.name, tuple(found.get(row.id, ()))) for row in tables.areas(tx))


def _standing(table: PlacedTable, orders: list[HeldOrder], coming: list[Coming]) -> Standing:
    own = tuple(order for order in orders if table.id in order.tables)
    booking = next((one for one in coming if table.id in one.tables), None)
    if not own:
        return Standing(table, TableState.RESERVED if booking else TableState.FREE, (), booking)
    if all(order.billed_at for order in own):
        state = TableState.BILLED
    else:
        state = TableState.SEATED if all(order.is_empty for order in own) else TableState.ORDERED
    return Standing(table, state, own, booking)


def _checked(area: Area) -> Area:
    placed = tuple(
        PlacedTable(one.id, name(one.name, 12), one.seats, one.x, one.y, one.width, one.height, one.shape)
        for one in area.tables
    )  # fmt: skip
    for one in placed:
        within = 0 <= one.x <= MOST_STEPS and 0 <= one.y <= MOST_STEPS and min(one.width, one.height) >= 1
        if one.shape not in SHAPES:
            raise Rejected(Code.INVALID_NAME, most=max(map(len, SHAPES)))
        if not within or max(one.width, one.height) > 20 or not 1 <= one.seats <= 99:
            raise Rejected(Code.INVALID_QUANTITY)
    return Area(area.id, name(area.name, 30), placed)


def _check_names(areas: tuple[Area, ...]) -> None:
    if sum(len(area.tables) for area in areas) > MOST_TABLES:
        raise Rejected(Code.INVALID_QUANTITY)
    for names in ([area.name for area in areas], *([one.name for one in area.tables] for area in areas)):
        twice = [text for text, count in Counter(map(fold, names)).items() if count > 1]
        if twice:
            raise Rejected(Code.TABLE_TWICE, name=next(text for text in names if fold(text) == twice[0]))
