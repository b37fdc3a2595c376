"""The lines of the open order: selected, counted, taken away, and discounted by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pos_desktop.core.errors import Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity, parse_quantity
from pos_desktop.core.rates import Percent
from pos_desktop.selling import kitchen as told
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Discount, Order, OrderLine
from pos_desktop.selling.permissions import check_discounts, is_repriced, percent_asked, price_cut
from pos_desktop.selling.pricing import PricedOrder
from pos_desktop.services.members.benefits.stored import StoredCardPicture
from pos_desktop.services.shop.approvals import Approved
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.sale.entry import discount_of
from pos_desktop.ui.sale.rewarding import RewardOrder
from pos_desktop.wording import _, money, percent

if TYPE_CHECKING:
    from pos_desktop.ui.sale.basket import Basket
    from pos_desktop.ui.sale.entries import Entries
    from pos_desktop.ui.sale.kitchen import KitchenDeeds


class LineOrder(RewardOrder):
    """An open order whose lines can be changed. `entries` asks for numbers, `kitchen` speaks to the kitchen.

    Signals: `approval_wanted(ApprovalWanted, then)` for a discount above the person's limit; `then` takes the approval.
    """

    entries: "Entries"
    approval_wanted = Signal(object, object)
    kitchen: "KitchenDeeds"
    _lent: tuple[Id, Percent] = ("", 0)
    _priced_down: tuple[Id, Money | None] = ("", None)

    def _gift_card_read(self, card: StoredCardPicture) -> None:
        """While an amount for a gift card is asked for, a card that is scanned is the one to load."""
        if self.entries.wants_card:
            self.guarded(lambda: self.entries.load_card(card))
        else:
            super()._gift_card_read(card)

    @property
    def selected_line(self) -> OrderLine | None:
        """The line that quantity and line discount are about."""
        return self.basket.order.line(self.basket.selected) if self.basket.selected is not None else None

    # lines

    def select(self, key: int) -> None:
        """Select a line, or let go of the selected one; a number that is asked for turns to the line."""
        if self.step == "done":
            return
        if self.entries.is_about_a_line:
            self.basket = replace(self.basket, selected=key)
            self.entries.turn_to_line()
        else:
            self.basket = replace(self.basket, selected=None if key == self.basket.selected else key)
            self.refresh()

    def select_next(self, by: int) -> None:
        """Select the next line, or the one before."""
        keys = [line.key for line in self.basket.order.lines if line.is_head]
        if keys and self.step != "done":
            here = keys.index(self.basket.selected) if self.basket.selected in keys else (-1 if by > 0 else len(keys))
            self.basket = replace(self.basket, selected=keys[max(0, min(here + by, len(keys) - 1))])
            self.refresh()

    def step_qty(self, by: int) -> None:
        """One more or one fewer of the selected line; fewer than one removes it."""
        line = self.selected_line
        if line is None:
            return
        if line.by_weight:
            self.entries.ask_quantity()
        elif line.times + by * ONE <= 0:
            self.remove_selected()
        else:
            self.guarded(lambda: self.put_qty(line.times + by * ONE))

    def set_qty(self, text: str) -> None:
        """Set the quantity of the selected line as typed."""
        self.guarded(lambda: self.put_qty(parse_quantity(text)))

    def put_qty(self, qty: Quantity) -> None:
        """Set the quantity of the selected line, of a combo how often it is sold; raises Rejected."""
        if line := self.selected_line:
            self.change(self.basket.order.with_qty(line.key, qty * line.pieces), added=line.key)

    def remove_selected(self) -> None:
        """Take the selected line away; the toast brings it back."""
        line = self.selected_line
        if line is None:
            return
        if line.ware is Ware.SERVICE and not self.person.rights.discount:
            self.refuse(_("Bạn không có quyền bỏ phí phục vụ."))
            return
        order = self.basket.order.without(line.key)
        if line.ware is Ware.SERVICE:  # by itself it would be charged again
            order = replace(order, waives_service=True)
        keys = [x.key for x in order.lines if x.is_head]
        if self.apply(self.pricer.changed(self.basket, order, selected=keys[-1] if keys else None)):
            self.offer_undo(_("Đã bỏ {name}").format(name=line.combo if line.bundle else line.name))

    # what the kitchen was told

    def takes_back(self, basket: "Basket") -> bool:
        """What the kitchen was told is taken back only with a reason."""
        before, after = self.basket.order, basket.order
        if before.id != after.id or not told.takes_back(before, after):
            return False
        self.kitchen.ask(after)
        return True

    def drop(self, reason: str = "", approval: str = "") -> None:
        """As for any order; one of which the kitchen makes something only with a reason."""
        if told.was_told(self.basket.order) and not reason:
            self.kitchen.ask(None)
        else:
            super().drop(reason or "new order", approval)

    # prices

    def put_price(self, price: Money | None) -> None:
        """Sell one of the selected line for `price`, None for its own; raises Rejected.

        Who has no such right needs another person's word, for as much as the whole order then loses.
        """
        line = self.selected_line
        if line is None:
            return
        order = self.basket.order.with_price(line.key, line.own_price if price is None else price)
        if self._may_price(order):
            self.change(order)
        else:
            self._ask_price(order)

    def _may_price(self, order: Order) -> bool:
        order_id, most = self._priced_down
        lent = most is not None and order_id == order.id and price_cut(order) <= most
        return self.person.rights.price or not is_repriced(order) or lent

    def _ask_price(self, order: Order) -> None:
        cut = price_cut(order)
        words = _("{name} xin sửa giá, đơn bớt {money}").format(name=self.person.name, money=money(cut))
        wanted = ApprovalWanted("price", order.id, self.person.id, cut, words)
        self.approval_wanted.emit(wanted, lambda approved: self._take_price(approved, order, cut))

    def _take_price(self, approved: Approved, order: Order, cut: Money) -> None:
        self.ops.run(
            self.desk.approvals.take_up, approved.id, order.id, self.person.id,
            then=lambda _none: self._price_lent(order, cut), failed=self.failed,
        )  # fmt: skip

    def _price_lent(self, order: Order, cut: Money) -> None:
        self._priced_down = order.id, cut
        if order.id == self.basket.order.id:
            self.guarded(lambda: self.change(order))

    # discounts

    def set_order_discount(self, text: str) -> None:
        """Set (`10%`, `5000`) or take away ("") the discount of the order."""
        self.guarded(lambda: self.put_order_discount(discount_of(text)))

    def set_line_discount(self, text: str) -> None:
        """Set or take away the discount of the selected line."""
        self.guarded(lambda: self.put_line_discount(discount_of(text)))

    def put_order_discount(self, discount: Discount | None) -> None:
        """As `set_order_discount`; raises Rejected. Above the person's limit another is asked first."""
        self._put_discount(discount, of_line=False)

    def put_line_discount(self, discount: Discount | None) -> None:
        """As `set_line_discount`; raises Rejected."""
        if self.selected_line is not None:
            self._put_discount(discount, of_line=True)

    def _put_discount(self, discount: Discount | None, *, of_line: bool) -> None:
        order = self._discounted(discount, of_line=of_line)
        priced = self._priced(order)
        try:
            check_discounts(priced, self.most_discount)
        except Rejected:
            self._ask_discount(order, percent_asked(priced))
        else:
            self.change(order)

    @property
    def most_discount(self) -> Percent:
        """The most that may be taken off this order by hand: by the person's own right, or by another's approval."""
        order_id, lent = self._lent
        return max(self.person.rights.discount, lent if order_id == self.basket.order.id else 0)

    def _ask_discount(self, order: Order, most: Percent) -> None:
        words = _("{name} xin giảm giá {percent}").format(name=self.person.name, percent=percent(most))
        wanted = ApprovalWanted("discount", order.id, self.person.id, most, words)
        self.approval_wanted.emit(wanted, lambda approved: self._take_approval(approved, order, most))

    def _take_approval(self, approved: Approved, order: Order, most: Percent) -> None:
        """Use the approval up for this order at once, so that it holds however long the customer takes to pay."""
        self.ops.run(
            self.desk.approvals.take_up, approved.id, order.id, self.person.id,
            then=lambda _none: self._approved(order, most), failed=self.failed,
        )  # fmt: skip

    def _approved(self, order: Order, most: Percent) -> None:
        self._lent = order.id, most
        if order.id == self.basket.order.id:
            self.guarded(lambda: self.change(order))

    def check_discount(self, discount: Discount | None, *, of_line: bool = False) -> None:
        """Refuse a discount of the order, or of the selected line, that the person may not give alone."""
        check_discounts(self._priced(self._discounted(discount, of_line=of_line)), self.most_discount)

    def _priced(self, order: Order) -> PricedOrder:
        return self.pricer.basket(order.redeeming(None), self.basket.member).quote.priced

    def _discounted(self, discount: Discount | None, *, of_line: bool = False) -> Order:
        line = self.selected_line
        order = self.basket.order
        return order.with_line_discount(line.key, discount) if of_line and line else order.with_discount(discount)
