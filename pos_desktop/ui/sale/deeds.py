"""What a key does at each step of selling."""

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.ui.done.controller import DoneController
from pos_desktop.ui.keys import Action
from pos_desktop.ui.member.controller import MemberController
from pos_desktop.ui.payment.controller import PaymentController
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.sale.held_orders import HeldOrders
from pos_desktop.ui.sale.order_details import OrderDetails


class Deeds:
    """Turns actions into calls; what has no meaning at this step does nothing."""

    def __init__(
        self, sale: SaleController, payment: PaymentController, member: MemberController, done: DoneController
    ) -> None:
        self._sale, self._payment, self._member, self._done = sale, payment, member, done
        self._deeds = {
            Action.NEW_ORDER: sale.new_order,
            Action.QUANTITY: sale.entries.ask_quantity,
            Action.FIND_ITEM: self._find,
            Action.MEMBER: self._look_for_member,
            Action.REDEEM: sale.redeem_most,
            Action.GIFT_CARD: sale.entries.ask_gift_card,
            Action.DISCOUNT: sale.entries.ask_discount,
            Action.CASH: lambda: payment.open(TenderKind.CASH),
            Action.PAY: payment.open,
            Action.REPRINT: sale.reprint_last,
            Action.PRICE_CHECK: sale.price_check,
            Action.REMOVE_LINE: sale.remove_selected,
            Action.OPTIONS: sale.adding.change,
            Action.COURSE: sale.entries.ask_course,
            Action.KITCHEN: sale.kitchen.send,
            Action.FIRE: sale.kitchen.fire,
            Action.UNDO: sale.undo,
            Action.LINE_UP: lambda: sale.select_next(-1),
            Action.LINE_DOWN: lambda: sale.select_next(1),
            Action.MORE: lambda: sale.step_qty(1),
            Action.FEWER: lambda: sale.step_qty(-1),
            Action.BACK: self._back,
            Action.PRIMARY: self._primary,
        }

    def wait(self, held: HeldOrders, details: OrderDetails) -> None:
        """Know the lists of orders that wait, and the sheet about the open one."""
        sale = self._sale
        self._deeds[Action.HOLD] = lambda: sale.hold() if sale.may_wait else held.open()
        self._deeds[Action.ORDER] = details.open

    def act(self, action: Action) -> None:
        """Do it, if it may be done now."""
        is_key = action in (Action.UNDO, Action.LINE_UP, Action.LINE_DOWN, Action.MORE, Action.FEWER, Action.BACK,
                            Action.PRIMARY)  # fmt: skip
        if action in self._deeds and (is_key or self._sale.allows(action)):
            self._deeds[action]()

    def _find(self) -> None:
        if self._sale.step == "payment":
            self._payment.close()
        if self._sale.step != "payment":
            self._sale.go.emit("search")

    def _look_for_member(self) -> None:
        if self._sale.step == "done":
            self._done.add_member()
        else:
            self._member.open()

    def _back(self) -> None:
        if self._sale.step == "payment":
            self._payment.close()
        elif self._sale.step == "done":
            self._sale.next_sale()
        elif self._sale.is_price_check:
            self._sale.price_check()
        else:
            self._sale.search("")

    def _primary(self) -> None:
        if self._sale.step == "payment":
            self._payment.enter()
