"""Orders that wait: put aside on one register, taken up on any other of the shop, some until an agreed day."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling import drafts
from pos_desktop.selling.deposits import Deposit
from pos_desktop.selling.order import Order, OrderType
from pos_desktop.services.members.benefits.stored import kept
from pos_desktop.services.selling.orders import Orders, check_unsent, keep, reserve, state_of
from pos_desktop.services.selling.texts import cleaned
from pos_desktop.services.shop.rights import reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries.orders import put_down
from pos_desktop.storage.queries.replays import named
from pos_desktop.storage.schema.loyalty import reservation
from pos_desktop.storage.schema.selling import open_order, pending_tender
from pos_desktop.storage.schema.shop import register


@dataclass(frozen=True, slots=True)
class HeldOrder:
    """An order in the list of those that wait; `due` as it was when it was put aside, `register` where that was."""

    id: Id
    label: str
    table: str
    tables: tuple[Id, ...]
    order_type: OrderType
    guests: int
    due: Money
    register: str
    opened_at: datetime
    updated_at: datetime
    due_at: datetime | None
    billed_at: datetime | None
    member: str
    is_empty: bool
    has_deposit: bool
    was_sent: bool
    """The kitchen knows of it."""
    is_open: bool = False
    """Somebody has it on a register right now."""


class Held:
    """Use cases of orders that wait."""

    topics = ("orders",)

    def __init__(self, till: Till) -> None:
        self._till = till

    def hold(self, order: Order, staff_id: Id, *, due: Money = 0, reserved: int = 0) -> Order:
        """Put this register's order aside, its points reserved a quarter of an hour more. Harmless twice.

        Raises:
            Rejected: NOT_ALLOWED; ORDER_PAYING while money was taken or is waited for; ORDER_GONE when it is paid.
        """
        order = cleaned(order)
        with self._till.db.write() as tx:
            require(tx, staff_id, "sell")
            put_aside(tx, self._till, order, staff_id, due, reserved)
        return order

    def take(
        self, order_id: Id, staff_id: Id, instead: Order | None = None, *, due: Money = 0, reserved: int = 0
    ) -> Order:  # fmt: skip
        """Make a held order the open one of this register; of several tills exactly one gets it. Harmless twice.

        `instead` is what this register has open: it is put aside, or forgotten where it is empty.

        Raises:
            Rejected: NOT_ALLOWED; ORDER_GONE when another till has it, or it is paid, merged or dropped; what `hold`
                refuses of `instead`.
        """
        with self._till.db.write() as tx:
            require(tx, staff_id, "sell")
            if instead is not None and instead.id != order_id:
                self._leave(tx, instead, staff_id, due, reserved)
            self._clear(tx, order_id)
            return self._take(tx, order_id, staff_id)

    def _leave(self, tx: Connection, order: Order, staff_id: Id, due: Money, reserved: int) -> None:
        if not order.is_empty or order.tables:
            put_aside(tx, self._till, order, staff_id, due, reserved)
        else:
            forgotten = (open_order.c.id == order.id, open_order.c.state == "open")
            tx.execute(update(open_order).where(*forgotten).values(state="dropped"))

    def _clear(self, tx: Connection, order_id: Id) -> None:
        """A register has one order: what it has open besides, as after a crash, waits with the others."""
        own = (open_order.c.register_id == self._till.register.id, open_order.c.state == "open")
        for other in tx.execute(select(open_order.c.id).where(*own, open_order.c.id != order_id)).scalars().all():
            check_unpaid(tx, other)
            tx.execute(update(open_order).where(open_order.c.id == other).values(state="held"))

    def _take(self, tx: Connection, order_id: Id, staff_id: Id) -> Order:
        own = self._till.register.id
        held = (open_order.c.id == order_id, open_order.c.state == "held")
        values = {"state": "open", "register_id": own, "staff_id": staff_id, "updated_at": self._till.now()}
        tx.execute(update(open_order).where(*held).values(**values, revision=open_order.c.revision + 1))
        mine = select(open_order.c.body).where(
            open_order.c.id == order_id, open_order.c.state == "open", open_order.c.register_id == own
        )
        body = tx.execute(mine).scalar()
        if body is None:
            raise Rejected(Code.ORDER_GONE)
        return drafts.from_plain(body)

    def all(self) -> tuple[HeldOrder, ...]:
        """All that wait in the shop: those with a time first, the soonest on top, then the newest."""
        with self._till.db.read() as tx:
            return waiting(tx, ("held",))

    def count(self) -> int:
        """How many wait."""
        with self._till.db.read() as tx:
            return int(tx.execute(select(func.count()).where(open_order.c.state == "held")).scalar_one())

    def get(self, order_id: Id) -> Order:
        """A held order as it stands, left where it is; ORDER_GONE."""
        with self._till.db.read() as tx:
            return held(tx, order_id)

    def deposits(self, order_id: Id) -> tuple[Deposit, ...]:
        """The sales by which money was put down for a held order, without those that gave it back."""
        with self._till.db.read() as tx:
            order = held(tx, order_id)
            found = put_down(tx, kept(order.deposit)) if order.deposit else []
        return tuple(Deposit(sale_id, money) for sale_id, money in found)

    def drop(self, order_id: Id, staff_id: Id, reason: str, *, approval: Id = "") -> None:
        """Give a held order up. Money put down for it stays on its card until the sale of it is refunded.

        Raises:
            Rejected: REASON_NEEDED; ORDER_GONE; what `Orders.drop` refuses.
        """
        told = reason_of(reason)
        with self._till.db.write() as tx:
            require(tx, staff_id, "sell")
            order = held(tx, order_id)
            due = tx.execute(select(open_order.c.due).where(open_order.c.id == order_id)).scalar_one()
            Orders(self._till).drop_in(tx, order, due, staff_id, reason=told, approval=approval)
            if order.is_empty:  # guests sat down, and left
                close(tx, order_id, "dropped")


def held(tx: Connection, order_id: Id) -> Order:
    """A held order; ORDER_GONE where it is not held any more."""
    body = tx.execute(
        select(open_order.c.body).where(open_order.c.id == order_id, open_order.c.state == "held")
    ).scalar()
    if body is None:
        raise Rejected(Code.ORDER_GONE)
    return drafts.from_plain(body)


def put_aside(tx: Connection, till: Till, order: Order, staff_id: Id, due: Money, reserved: int = 0) -> None:
    """Hold an order that is open here or not kept yet; raises as `Held.hold` says."""
    state = state_of(tx, order.id)
    if state == "held":
        return
    if state not in (None, "open"):
        raise Rejected(Code.ORDER_GONE)
    check_unpaid(tx, order.id)
    check_unsent(tx, order, staff_id)
    keep(tx, till, order, staff_id, due, "held")
    reserve(tx, till, order, reserved)
    tx.execute(update(open_order).where(open_order.c.id == order.id).values(state="held"))


def check_unpaid(tx: Connection, order_id: Id) -> None:
    """Refuse to touch an order of which money was taken or is waited for; ORDER_PAYING."""
    own = pending_tender.c
    if tx.execute(select(own.id).where(own.order_id == order_id, own.state.not_in(("failed", "expired")))).first():
        raise Rejected(Code.ORDER_PAYING)


def close(tx: Connection, order_id: Id, state: str) -> None:
    """End a held order: exactly one till does; ORDER_GONE for the others."""
    one = update(open_order).where(open_order.c.id == order_id, open_order.c.state == "held").values(state=state)
    if tx.execute(one).rowcount == 0:
        raise Rejected(Code.ORDER_GONE)
    tx.execute(delete(reservation).where(reservation.c.order_id == order_id))


def waiting(tx: Connection, states: tuple[str, ...]) -> tuple[HeldOrder, ...]:
    """Orders of the shop in these states, as the list shows them."""
    rows = tx.execute(
        select(open_order, register.c.code).join(register, register.c.id == open_order.c.register_id)
        .where(open_order.c.state.in_(states)).order_by(open_order.c.updated_at.desc(), open_order.c.id)
    ).all()  # fmt: skip
    known = [row.account_id for row in rows if row.account_id]
    names = {account: who.name for account, who in named(tx, known).items()} if known else {}
    told = [
        HeldOrder(
            row.id, row.label, row.dining_table, tuple(row.tables), OrderType(row.order_type), row.guests, row.due,
            row.code, row.opened_at, row.updated_at, row.due_at, row.billed_at, names.get(row.account_id, ""),
            not row.body["lines"], bool(row.body.get("deposit")),
            any(line.get("sent") for line in row.body["lines"]), row.state == "open",
        )
        for row in rows
    ]  # fmt: skip
    return (*sorted((x for x in told if x.due_at), key=_when), *(x for x in told if not x.due_at))


def _when(order: HeldOrder) -> datetime:
    assert order.due_at is not None
    return order.due_at
