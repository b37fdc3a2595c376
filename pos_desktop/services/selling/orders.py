"""The open order of this register: saved at every change, there again after a crash, kept when given up."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, case, cast, delete, insert, literal, select, union_all, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import note
from pos_desktop.loyalty.redemption import Allowed
from pos_desktop.selling import drafts, kitchen
from pos_desktop.selling.order import Order
from pos_desktop.selling.tenders import Settlement, Tender, TenderKind
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.selling import kitchen_rows
from pos_desktop.services.selling.promised import Promised, check_counted, give_back, of_order, received
from pos_desktop.services.selling.texts import cleaned
from pos_desktop.services.shop.rights import allow, known, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries.orders import body_of
from pos_desktop.storage.schema.loyalty import offer, reservation
from pos_desktop.storage.schema.selling import dropped_order, open_order, pending_tender, sale

RESERVED_FOR = timedelta(minutes=15)
IN_HAND = (TenderKind.CASH, TenderKind.GIFT_CARD, TenderKind.WALLET, TenderKind.ON_CREDIT)
"""Tenders that nobody outside the shop has moved: stored money is taken by the sale alone."""
GONE = ("merged", "dropped")
"""States of orders that nobody pays any more."""
WAS_TOLD = cast(open_order.c.body, String).contains('"sent"')
"""Whether the kitchen was told of an order: drafts name only what is not as usual."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """An order was given up, of which the kitchen may have had tickets."""

    topics: tuple[str, ...] = ("orders", "outbox")


class Orders:
    """Open orders of this register."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def new(self, programme_version: int) -> Order:
        """An empty order; nothing is written before its first line."""
        return Order(self._till.ids(), self._till.now(), programme_version)

    def save(self, order: Order, staff_id: Id, reserved: int = 0, due: Money = 0) -> None:
        """Keep the order as it stands, and hold `reserved` points for it for a quarter of an hour.

        An order that was paid, held, merged or given up meanwhile stays so.

        Raises:
            Rejected: NOT_ALLOWED with the right `unsend`, where less is kept than the kitchen was told of.
        """
        with self._till.db.write() as tx:
            state, was_told = _standing(tx, order.id)
            if state not in (None, "open"):
                return
            if was_told:
                check_unsent(tx, order, staff_id)
                kitchen_rows.reseat(tx, order)
            keep(tx, self._till, order, staff_id, due)
            reserve(tx, self._till, order, reserved)

    def take_over(self, order: Order, from_id: Id, to_id: Id) -> None:
        """Tell the journal that somebody else goes on with an order that has lines."""
        if order.is_empty or from_id == to_id:
            return
        body = {"from": from_id, "to": to_id, "lines": [[x.sku, x.qty] for x in order.lines]}
        with self._till.db.write() as tx:
            journal.append(tx, self._till, Event.TAKEN_OVER, order.id, body, to_id)

    def recover(self) -> Order | None:
        """The order that was open when the till last stopped."""
        statement = select(open_order.c.body).where(
            open_order.c.register_id == self._till.register.id, open_order.c.state == "open"
        )
        with self._till.db.read() as tx:
            body = tx.execute(statement).scalar_one_or_none()
        return drafts.from_plain(body) if body else None

    def drop(
        self, order: Order, due: Money, staff_id: Id, *, step: str = "sale", reason: str = "",
        offered: Allowed | None = None, approval: Id = "",
    ) -> Dropped:  # fmt: skip
        """Close an order without payment: at which `step` (sale or payment), why, by whom. Harmless twice.

        `offered` are the points that the member could have redeemed on it. Goods that the kitchen was told of are
        cancelled there, which asks the right `unsend` or an `approval` of it for this order.

        Raises:
            Rejected: UNKNOWN_USER; NOT_ALLOWED to who may neither sell nor close a shift, and for what the kitchen
                knows of as `allow` says it.
        """
        with self._till.db.write() as tx:
            self.drop_in(tx, order, due, staff_id, step=step, reason=reason, approval=approval)
            if offered:
                keep_offer(tx, self._till, order, offered, taken=0)
        return Dropped()

    def drop_in(
        self, tx: Connection, order: Order, due: Money, staff_id: Id, *, step: str = "sale", reason: str = "",
        approval: Id = "",
    ) -> None:  # fmt: skip
        """As `drop`, in the caller's transaction."""
        if state_of(tx, order.id) in ("paid", "dropped", "merged") or order.is_empty:
            return
        order = cleaned(order)
        if not known(tx, staff_id).rights.shift:
            require(tx, staff_id, "sell")
        told = kitchen.as_known(order, body_of(tx, order.id))
        keep(tx, self._till, order, staff_id)
        finish(tx, order.id, "dropped")
        self._return_parts(tx, pending_tender.c.order_id == order.id)
        self._keep_dropped(tx, order, due, staff_id, step, note(reason))
        self._unsend(tx, told, note(reason), staff_id, approval)

    def _unsend(self, tx: Connection, order: Order, reason: str, staff_id: Id, approval: Id) -> None:
        if kitchen.was_told(order):
            allow(Written(tx), self._till, staff_id, "unsend", subject=order.id, approval=approval)
            kitchen_rows.drop(tx, self._till, order, reason, staff_id)

    def _keep_dropped(self, tx: Connection, order: Order, due: Money, staff_id: Id, step: str, reason: str) -> None:
        written = Written(tx)
        written.insert(dropped_order, {
            "id": self._till.ids(), "order_id": order.id, "register_id": self._till.register.id,
            "staff_id": staff_id, "step": step,
            "reason": reason, "body": drafts.to_plain(order), "due": due, "at": self._till.now(),
            "business_date": self._till.today(),
        })  # fmt: skip
        give_back(written, order.id)
        body = {"step": step, "due": due, "reason": reason, "lines": [[x.sku, x.qty] for x in order.lines]}
        journal.append(tx, self._till, Event.ORDER_DROPPED, order.id, body, staff_id, written=written)

    def promise_tender(self, order: Order, tender: Tender) -> Id:
        """Keep a card or bank tender before anybody is asked to pay it; gives its id."""
        tender_id = self._till.ids()
        self._insert(order, tender_id, tender, state="pending")
        return tender_id

    def keep_part(self, order: Order, part_id: Id, tender: Tender) -> None:
        """Keep a part that was taken in cash, or put down of stored money, under an id made before."""
        self._insert(order, part_id, tender, state="confirmed", resolved_at=self._till.now())

    def _insert(self, order: Order, tender_id: Id, tender: Tender, **more: Any) -> None:
        with self._till.db.write() as tx:
            tx.execute(insert(pending_tender).values(
                id=tender_id, order_id=order.id, kind=tender.kind.value, amount=tender.amount, ref=tender.ref,
                at=self._till.now(), **more,
            ))  # fmt: skip

    def return_part(self, part_id: Id) -> None:
        """A part in cash was handed back, or stored money is not to be taken; harmless twice."""
        with self._till.db.write() as tx:
            self._return_parts(tx, pending_tender.c.id == part_id)

    def _return_parts(self, tx: Connection, which: ColumnElement[bool]) -> None:
        parts = update(pending_tender).where(which, pending_tender.c.kind.in_([kind.value for kind in IN_HAND]))
        tx.execute(parts.values(state="failed", resolved_at=self._till.now()))

    def promised(self, order_id: Id) -> tuple[Promised, ...]:
        """Tenders of an order that were taken or promised and did not fail: nobody pays them twice after a crash."""
        with self._till.db.read() as tx:
            return of_order(tx, order_id)

    def resolve_tender(self, tender_id: Id, *, confirmed: bool, ref: str = "") -> None:
        """Keep what became of a promised tender; only a pending one changes."""
        state: dict[str, Any] = {"state": "confirmed" if confirmed else "failed", "resolved_at": self._till.now()}
        if ref:
            state["ref"] = note(ref, 80)
        pending = update(pending_tender).where(pending_tender.c.id == tender_id, pending_tender.c.state == "pending")
        with self._till.db.write() as tx:
            tx.execute(pending.values(**state))


def keep(
    tx: Connection, till: Till, order: Order, staff_id: Id, due: Money = 0, state: str = "open"
) -> None:  # fmt: skip
    """Keep the order as it stands; `due` is what lists tell of it, 0 leaves what they told; `state` is a new one's."""
    changed = update(open_order).where(open_order.c.id == order.id)
    values = {**_told(cleaned(order), due), "updated_at": till.now(), "staff_id": staff_id}
    if tx.execute(changed.values(**values, revision=open_order.c.revision + 1)).rowcount == 0:
        tx.execute(insert(open_order).values(
            id=order.id, register_id=till.register.id, state=state, opened_at=order.opened_at, **values,
        ))  # fmt: skip


def _told(order: Order, due: Money) -> dict[str, Any]:
    """The order, and what lists and the floor tell of it without reading it whole."""
    return {
        "body": drafts.to_plain(order), "label": order.label, "dining_table": order.table,
        "tables": list(order.tables), "order_type": order.order_type.value, "guests": order.guests,
        "due_at": order.due_at, "account_id": order.account_id or "", **({"due": due} if due else {}),
    }  # fmt: skip


def reserve(tx: Connection, till: Till, order: Order, points: int) -> None:
    """Hold points for the order for a quarter of an hour, in place of those held before."""
    tx.execute(delete(reservation).where(reservation.c.order_id == order.id))
    if points and order.account_id:
        tx.execute(insert(reservation).values(
            id=till.ids(), order_id=order.id, account_id=order.account_id, register_id=till.register.id,
            points=points, until=till.now() + RESERVED_FOR,
        ))  # fmt: skip


def state_of(tx: Connection, order_id: Id) -> str | None:
    """State of an order; an autosave may come after a sale that was so quick that nothing was saved before it."""
    kept = select(open_order.c.state).where(open_order.c.id == order_id)
    sold = select(literal("paid")).where(sale.c.order_id == order_id)
    return tx.execute(union_all(sold, kept)).scalars().first()


def _standing(tx: Connection, order_id: Id) -> tuple[str | None, bool]:
    """State of an order as `state_of` tells it, and whether the kitchen knows of what is kept of it."""
    kept = select(open_order.c.state, WAS_TOLD).where(open_order.c.id == order_id)
    sold = select(literal("paid"), literal(False)).where(sale.c.order_id == order_id)
    found = tx.execute(union_all(sold, kept)).first()
    return (found[0], bool(found[1])) if found else (None, False)


def check_unsent(tx: Connection, order: Order, staff_id: Id) -> None:
    """Refuse an order that holds less than the kitchen was told of to who has no right `unsend`."""
    kept = body_of(tx, order.id)
    if kept and kitchen.takes_back(kept, order):
        require(tx, staff_id, "unsend")


def finish(
    tx: Connection, order_id: Id, state: str, register_id: Id = "", settlement: Settlement | None = None
) -> bool:  # fmt: skip
    """Close the open order and free its points; gives whether the kitchen knows of it.

    Raises:
        Rejected: ORDER_GONE where it went up in another one, or was given up, or where the register does not have it:
            it waits, or another one has taken it up; TRANSFER_RECEIVED where a `settlement` leaves out what transfers
            have paid of it.
    """
    gone: ColumnElement[bool] = open_order.c.state.in_(GONE)
    if register_id:
        gone |= (open_order.c.state == "held") | (open_order.c.register_id != register_id)
    kept = update(open_order).where(open_order.c.id == order_id)
    kept = kept.returning(open_order.c.state, WAS_TOLD, received(order_id))
    found = tx.execute(kept.values(state=case((gone, open_order.c.state), else_=state))).first()
    if found and found[0] != state:
        raise Rejected(Code.ORDER_GONE)
    if found and found[2] and settlement:
        check_counted(settlement, int(found[2]))
    tx.execute(delete(reservation).where(reservation.c.order_id == order_id))
    return bool(found and found[1])


def keep_offer(tx: Connection, till: Till, order: Order, allowed: Allowed, taken: int) -> None:
    """Keep whether points were offered on an order, and whether the member took them."""
    if not allowed.points or not order.account_id:
        return
    tx.execute(insert(offer).values(
        id=till.ids(), order_id=order.id, account_id=order.account_id, kind="points", points=allowed.points,
        value=allowed.value, taken=taken > 0, at=till.now(), register_id=till.register.id,
        programme_version=order.programme_version,
    ))  # fmt: skip
