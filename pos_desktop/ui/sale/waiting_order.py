"""The open order put aside and another taken up: any register of the shop goes on with it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Order
from pos_desktop.services.desk import Desk
from pos_desktop.services.selling.tables import Area, at_tables
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.sale.open_order import OpenOrder, Recovered
from pos_desktop.wording import _, language, money

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class WaitingOrder(OpenOrder):
    """An open order that may wait. `waiting` is how many wait in the shop.

    Signals: `waiting_changed(int)`; `ask_either(ConfirmView, accept, other)` for a question with two ways to go on.
    """

    printer: str
    waiting_changed = Signal(int)
    ask_either = Signal(object, object, object)

    def __init__(
        self, desk: Desk, ops: Ops, wares: Wares, person: Person, parent: "QObject | None" = None
    ) -> None:  # fmt: skip
        super().__init__(desk, ops, wares, person, parent)
        self.waiting = 0

    def count_waiting(self) -> None:
        """Look how many orders wait."""
        self.ops.run(self.desk.held.count, then=self._counted, failed=self.failed)

    def _counted(self, count: int) -> None:
        if count != self.waiting:
            self.waiting = count
            self.waiting_changed.emit(count)

    @property
    def may_wait(self) -> bool:
        """Whether there is something that can be put aside now."""
        order = self.basket.order
        return self.step != "done" and not self.is_closing and bool(order.lines or order.tables)

    def hold(self, then: Callable[[], None] | None = None) -> None:
        """Put the order aside; the toast takes it up again. `then` follows before any code that waited."""
        if not self.may_wait or not self._is_free():
            return
        order, due, reserved = self.basket.order, self.basket.due, self.basket.held
        self._autosave.forget()
        self.pause()
        self.ops.run(
            self.desk.held.hold, order, self.person.id, due=due, reserved=reserved,
            then=lambda held: self._held(held, then), failed=self._not_dropped,
        )  # fmt: skip

    def _held(self, order: Order, then: Callable[[], None] | None = None) -> None:
        self.begin()
        self.resume(then)
        name = order.label or (_("Bàn {table}").format(table=order.table) if order.table else "")
        words = _("Đã giữ đơn {name}").format(name=name) if name else _("Đã giữ đơn")
        self.notify(ToastKind.UNDO, words, _("Hoàn tác"), lambda: self.take_up(order.id))
        self.count_waiting()

    def take_up(self, order_id: Id, then: Callable[[], None] | None = None) -> None:
        """Go on with an order that waits, in place of the present one, which waits then."""
        if self.is_closing or not self._is_free():
            return
        basket = self.basket
        instead = None if self.step == "done" else basket.order
        self._autosave.forget()
        self.pause()
        self.ops.run(
            self._take_up, order_id, instead, basket.due, basket.held, failed=self._not_taken,
            then=lambda found: self._taken_up(found, then),
        )  # fmt: skip

    def _take_up(self, order_id: Id, instead: Order | None, due: int, reserved: int) -> Recovered:
        order = self.desk.held.take(order_id, self.person.id, instead, due=due, reserved=reserved)
        return self.found(order)

    def _taken_up(self, found: Recovered, then: Callable[[], None] | None) -> None:
        self.take_over_basket(found)
        self.set_step("sale")
        self.resume()
        self.keep()
        self.count_waiting()
        if then is not None:
            then()

    def go_on_with(self, order: Order, then: Callable[[], None] | None = None) -> None:
        """Show the order as a service has kept it: it was divided, or another went up in it."""
        self.ops.run(self.found, order, failed=self.failed, then=lambda found: self._gone_on(found, then))

    def _gone_on(self, found: Recovered, then: Callable[[], None] | None) -> None:
        if found.order.id == self.basket.order.id and self.step != "done":
            self.take_over_basket(found)
            self.order_changed()
            self.keep()
            self.refresh()
        if then is not None:
            then()

    def _not_taken(self, error: Exception) -> None:
        self._not_dropped(error)
        self.count_waiting()

    def _is_free(self) -> bool:
        """Whether nothing of the order is paid or waited for; says so where it is."""
        why = self.guard(self.basket)
        if not why and self.step != "done" and self.taken():
            why = _("Đơn đã nhận một phần tiền: thu nốt hoặc trả lại khách rồi mới giữ.")
        if why:
            self.refuse(why)
        return not why

    # what else may be done with it

    def print_bill(self) -> None:
        """Print what the order comes to before anybody pays."""
        if self.basket.order.is_empty or self.is_closing:
            return
        self.ops.run(
            self.desk.tables.bill, self.basket.order, self.person.id, self.printer, language(), self.basket.due,
            failed=self.failed, then=lambda _none: self.notify(ToastKind.INFO, _("Đang in phiếu tạm tính")),
        )  # fmt: skip

    def take_deposit(self, amount: Money) -> None:
        """Put the order aside and begin the one by which money is put down for it."""
        if not self.may_wait or not self._is_free():
            return
        order, due = self.basket.order, self.basket.due
        self._autosave.forget()
        self.pause()
        self.ops.run(
            self._put_down, order, due, failed=self._not_dropped,
            then=lambda item: self._pay_deposit(item, amount, order.id),
        )  # fmt: skip

    def _put_down(self, order: Order, due: Money) -> Item:
        item = self.desk.wares.item(Ware.DEPOSIT)
        self.desk.held.hold(order, self.person.id, due=due)
        return item

    def _pay_deposit(self, item: Item, amount: Money, order_id: Id) -> None:
        self._dropped(None)
        self.change(self.basket.order.add_ware(item, Ware.DEPOSIT, amount, order_id))
        self.notify(ToastKind.INFO, _("Thu {money} tiền cọc. Đơn đã được giữ.").format(money=money(amount)))
        self.count_waiting()

    def new_order(self) -> None:
        """Begin afresh; an order with lines waits, and one of which money was taken is asked about."""
        if self.may_wait and not self.taken():
            self.hold()
        else:
            super().new_order()

    def sit_at(self, order_id: Id, tables: Iterable[Id], plan: Iterable[Area]) -> None:
        """The guests of the open order go to other tables of the plan; nothing where another one is open by now."""
        if self.basket.order.id == order_id and self.step != "done":
            self.guarded(lambda: self.change(at_tables(self.basket.order, tables, plan)))

    def begin_at(self, order: Order) -> None:
        """Begin an order that has a table, and nothing else yet; the present one waits."""
        if self.may_wait:
            self.hold(lambda: self._begun_at(order))
        else:
            self._begun_at(order)

    def _begun_at(self, order: Order) -> None:
        if self.step == "done":
            self.begin()
        if self.basket.order.is_empty and not self.is_closing:
            fresh = self.basket.order
            seated = replace(
                fresh, order_type=order.order_type, tables=order.tables, table=order.table, guests=order.guests,
                label=order.label,
            )  # fmt: skip
            self.set_step("sale")
            self.change(seated)
