"""Divides orders in one transaction: lines split off or moved to another order, and two orders made one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.core.text import name
from pos_desktop.selling import kitchen
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import price
from pos_desktop.selling.splitting import Picks, merge, move, take
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.selling import held, kitchen_rows
from pos_desktop.services.selling.orders import check_unsent, keep, state_of
from pos_desktop.services.selling.texts import cleaned
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shops
from pos_desktop.storage.queries.orders import body_of
from pos_desktop.storage.schema.loyalty import reservation
from pos_desktop.storage.schema.selling import open_order


@dataclass(frozen=True, slots=True)
class Split:
    """Thousandths of lines, by their key, that go from this register's `order` to a new one called `label`."""

    id: str
    order: Order
    picks: Mapping[int, Quantity]
    staff_id: Id
    label: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """A held order that goes up in this register's `order`."""

    id: str
    order: Order
    other_id: Id
    staff_id: Id


@dataclass(frozen=True, slots=True)
class MoveLines:
    """Thousandths of lines that go from this register's `order` to a held one."""

    id: str
    order: Order
    picks: Mapping[int, Quantity]
    to_id: Id
    staff_id: Id


@dataclass(frozen=True, slots=True)
class Divided:
    """This register's order as it goes on, and the id of the other one; `is_repeat` when it had been done before."""

    order: Order
    other_id: Id
    is_repeat: bool = False
    topics: tuple[str, ...] = ("orders", "kitchen", "outbox")


Work = Callable[[Connection, Order], tuple[Order, Id, dict[str, Any]]]
"""Divides the order as the kitchen knows it; gives it as it goes on, the other's id, and what the journal is told."""


class Dividing:
    """Use cases of orders that are divided. All need the right `sell`; what the kitchen knows goes with the lines."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def split(self, command: Split) -> Divided:
        """Put lines on a new order, which is held.

        Raises:
            Rejected: NOT_ALLOWED; ORDER_GONE, ORDER_PAYING; what `splitting.take` refuses; ID_REUSED.
        """

        def work(tx: Connection, order: Order) -> tuple[Order, Id, dict[str, Any]]:
            fresh = Order(self._till.ids(), self._till.now(), label=name(command.label) if command.label else "")
            stays, goes = take(order, command.picks, fresh)
            self._keep(tx, stays, command.staff_id)
            held.put_aside(tx, self._till, goes, command.staff_id, self._due(tx, goes))
            kitchen_rows.follow(tx, self._till, (order, stays), (fresh, goes), command.staff_id)
            return stays, goes.id, _body(goes.id, goes)

        asked = [command.order.id, _plain(command.picks), command.label]
        return self._once(command.id, Event.ORDER_SPLIT, asked, command.staff_id, command.order, work)

    def merge(self, command: Merge) -> Divided:
        """Take a held order into this one; it is gone then.

        Raises:
            Rejected: NOT_ALLOWED; ORDER_GONE when the other is not held any more; ORDER_PAYING; what
                `splitting.merge` refuses; ID_REUSED.
        """

        def work(tx: Connection, order: Order) -> tuple[Order, Id, dict[str, Any]]:
            other = held.held(tx, command.other_id)
            held.check_unpaid(tx, other.id)
            both = merge(order, other)
            held.close(tx, other.id, "merged")
            self._keep(tx, both, command.staff_id)
            left = other, replace(other, lines=())
            kitchen_rows.follow(tx, self._till, left, (order, both), command.staff_id)
            if kitchen.was_told(order):
                kitchen_rows.reseat(tx, both)
            return both, other.id, _body(other.id, other)

        asked = [command.order.id, command.other_id]
        return self._once(command.id, Event.ORDER_MERGED, asked, command.staff_id, command.order, work)

    def move(self, command: MoveLines) -> Divided:
        """Put lines on a held order; the one that has none left then is gone. Raises as `merge` does."""

        def work(tx: Connection, order: Order) -> tuple[Order, Id, dict[str, Any]]:
            before = held.held(tx, command.to_id)
            held.check_unpaid(tx, before.id)
            stays, target = move(order, command.picks, before)
            self._keep(tx, stays, command.staff_id)
            if stays.is_empty:
                self._end(tx, stays)
            keep(tx, self._till, target, command.staff_id, self._due(tx, target))
            kitchen_rows.follow(tx, self._till, (order, stays), (before, target), command.staff_id)
            return stays, target.id, _body(target.id, move(order, command.picks, replace(target, lines=()))[1])

        asked = [command.order.id, _plain(command.picks), command.to_id]
        return self._once(command.id, Event.ORDER_LINES_MOVED, asked, command.staff_id, command.order, work)

    def _once(
        self, operation_id: str, event: Event, asked: list[Any], staff_id: Id, before: Order, work: Work
    ) -> Divided:  # fmt: skip
        made: list[Order] = []

        def deed(tx: Connection, _written: Written) -> Deed:
            require(tx, staff_id, "sell")
            check_unsent(tx, before, staff_id)
            after, other_id, body = work(tx, kitchen.as_known(before, body_of(tx, before.id)))
            made.append(cleaned(after))
            return Deed({"other": other_id}, event, before.id, body)

        answer = once(self._till, Asked(operation_id, event.value, fingerprint(asked), staff_id), deed)
        return Divided(made[0] if made else self._kept(before), answer["other"], answer["is_repeat"])

    def _kept(self, before: Order) -> Order:
        with self._till.db.read() as tx:
            return body_of(tx, before.id) or before

    def _keep(self, tx: Connection, order: Order, staff_id: Id) -> None:
        if state_of(tx, order.id) not in (None, "open"):
            raise Rejected(Code.ORDER_GONE)
        held.check_unpaid(tx, order.id)
        keep(tx, self._till, order, staff_id)

    def _end(self, tx: Connection, order: Order) -> None:
        tx.execute(update(open_order).where(open_order.c.id == order.id).values(state="merged"))
        tx.execute(delete(reservation).where(reservation.c.order_id == order.id))

    def _due(self, tx: Connection, order: Order) -> Money:
        return price(order, shops.vat_table(tx), self._till.today()).due


def _body(other_id: Id, moved: Order) -> dict[str, Any]:
    return {"other": other_id, "lines": [[line.name, line.qty] for line in moved.lines]}


def _plain(picks: Picks) -> list[list[int]]:
    return [[key, qty] for key, qty in sorted(picks.items())]
