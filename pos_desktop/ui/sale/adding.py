"""What has to be asked before goods stand on the order: how they are made, their price, their serial number."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.selling.bundling import Part
from pos_desktop.selling.catalogue import Found, Item
from pos_desktop.selling.lines import LineOption, OrderLine
from pos_desktop.selling.options import Pick, has_usual, usual
from pos_desktop.selling.order import Order
from pos_desktop.ui.sale.making import Making, Place, again, begun, filled_again, still_there
from pos_desktop.ui.sale.making_view import MakingView, view_of
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.ui.sale.controller import SaleController


@dataclass(frozen=True, slots=True)
class Wish:
    """Goods on their way to the order; what is None has not been asked yet, where it has to be."""

    found: Found
    options: tuple[LineOption, ...] | None = None
    price: Money | None = None
    serial: str = ""
    weight: Quantity | None = None


class Adding:
    """At most one thing is added at a time; `making` is the sheet's state, None while it is not open."""

    def __init__(self, sale: "SaleController") -> None:
        self._sale = sale
        self.making: Making | None = None
        self._wish: Wish | None = None

    @property
    def view(self) -> MakingView | None:
        """What the sheet shows, in the language in force."""
        return view_of(self.making, self._find) if self.making else None

    def _find(self, item_id: Id) -> Item | None:
        return self._sale.shelf.index.get(item_id)

    # beginning

    def tap(self, found: Found) -> None:
        """A tile was tapped: whatever can be chosen is asked for."""
        wish = Wish(found)
        if found.item.slots or found.item.options:
            self._open(wish, begun(found.item, self._find))
        else:
            self._go_on(wish)

    def scan(self, found: Found) -> None:
        """A code was read: what goes without saying is not asked for."""
        item = found.item
        if item.slots or not has_usual(item.options):
            self._open(Wish(found), begun(item, self._find))
        else:
            self._go_on(Wish(found, usual(item.options), weight=found.qty))

    def change(self) -> None:
        """Make the goods of the selected line otherwise."""
        line = self._sale.selected_line
        making = self._again(self._sale.basket.order, line) if line else None
        if making is not None:
            self._open(Wish(Found(making.item)), making)

    def may_change(self, order: Order, line: OrderLine) -> bool:
        """Whether the goods of a line, or of the combo that it stands for, can be made otherwise."""
        if line.bundle:
            return self._again(order, line) is not None
        item = self._find(line.item_id)
        return item is not None and bool(item.options)

    def _again(self, order: Order, line: OrderLine) -> Making | None:
        if line.bundle:
            parts, combo = order.together(line.key), self._sale.shelf.index.combo(line.combo)
            is_told = any(part.sent for part in parts)  # what the kitchen makes is taken back part by part
            return None if is_told or combo is None else filled_again(combo, parts, self._find)
        item = self._find(line.item_id)
        if item is None or not item.options:
            return None
        return again(replace(item, price=line.unit_price), line.options, line.key)

    def _open(self, wish: Wish, making: Making) -> None:
        self._sale.entries.forget()
        self._wish, self.making = wish, making
        self._sale.refresh()
        self.recall()

    def recall(self) -> None:
        """Find out what the member had of it last time; the sheet does not wait for that."""
        making, account = self.making, self._sale.basket.order.account_id
        if making is not None and not making.is_combo and account:
            self._sale.ops.run(
                self._sale.desk.usuals.last, account, making.item.id,
                then=lambda picks: self._recalled(making.item, account, picks), failed=self._sale.failed,
            )  # fmt: skip

    def _recalled(self, item: Item, account: Id, picks: tuple[Pick, ...]) -> None:
        is_same = self.making is not None and self.making.item.id == item.id
        if self.making is not None and is_same and self._sale.basket.order.account_id == account:
            self.making = replace(self.making, last=still_there(self.making.item, picks))
            self._sale.refresh()

    # choosing

    def toggle(self, place: Place, choice: Id) -> None:
        """Take a choice, or leave it."""
        if self.making is not None:
            self.making = self.making.toggle(place, choice, self._find)
            self._sale.refresh()

    def as_last(self) -> None:
        """Take what the member had last time, and add it at once."""
        if self.making is not None and self.making.last:
            self.making = self.making.as_last()
            self.confirm()

    def confirm(self) -> bool:
        """Add it as it is chosen, or say what is missing; tell whether nothing is left to choose."""
        making, wish = self.making, self._wish
        if making is None or wish is None:
            return True
        try:
            parts = making.filled(self._find) if making.is_combo else ()
            options = () if making.is_combo else making.options()
        except Rejected as refusal:
            self.making = replace(making, problem=refusal)
            self._sale.sound.emit("error")
            self._sale.refresh()
            return False
        self.forget()
        self._carry_out(making, replace(wish, options=options), parts)
        self._sale.refresh()
        return True

    def _carry_out(self, making: Making, wish: Wish, parts: tuple[Part, ...]) -> None:
        order = self._sale.basket.order
        if making.key is not None and making.is_combo:
            self._sale.put_order(order.with_combo(making.key, making.item, parts))
        elif making.key is not None:
            self._sale.change(order.with_options(making.key, wish.options or ()))
        elif making.is_combo:
            self._sale.guarded(lambda: self._sale.put_order(order.add_combo(making.item, parts)))
        else:
            self._go_on(wish)

    def close(self) -> None:
        """Choose no more; nothing is added."""
        if self.making is not None:
            self.forget()
            self._sale.refresh()

    def forget(self) -> None:
        """As `close`, without telling the screen."""
        self.making = self._wish = None

    def recheck(self) -> None:
        """The order is another one: a line that is gone cannot be changed any more."""
        if self.making and self.making.key is not None and self._sale.basket.order.line(self.making.key) is None:
            self.forget()

    # what is asked after that

    def _go_on(self, wish: Wish) -> None:
        item, entries = wish.found.item, self._sale.entries
        self._wish = wish
        if item.by_weight and wish.weight is None:
            entries.ask_weight(item.id, item.name)
        elif item.open_price and wish.price is None and wish.found.price is None:
            entries.ask_price(item.name)
        elif item.asks_serial and not wish.serial:
            entries.ask_serial(item.name)
        else:
            try:
                self._put(wish)
            except Rejected as refusal:
                self._sale.refuse(sentence(refusal))

    def weighed(self, qty: Quantity) -> None:
        """So much of it is there; raises Rejected."""
        self._answered(weight=qty)

    def priced(self, price: Money) -> None:
        """It costs so much; raises Rejected."""
        if price <= 0:
            raise Rejected(Code.INVALID_AMOUNT)
        self._answered(price=price)

    def numbered(self, serial: str) -> None:
        """It bears this serial number; raises SERIAL_TWICE."""
        if self._sale.basket.order.has_piece(serial.strip().upper()):
            raise Rejected(Code.SERIAL_TWICE)
        self._answered(serial=serial)

    def _answered(self, **answer: object) -> None:
        if self._wish is None:
            return
        wish = replace(self._wish, **answer)  # type: ignore[arg-type]
        self._sale.entries.forget()
        self._go_on(wish)
        self._sale.refresh()

    def _put(self, wish: Wish) -> None:
        found, item = wish.found, wish.found.item
        qty = found.qty if wish.weight is None else wish.weight
        item = item if wish.price is None else replace(item, price=wish.price)
        self._wish = None
        self._sale.put_order(self._sale.basket.order.add(
            item, ONE if wish.serial else qty, label_price=found.price, options=wish.options or (), serial=wish.serial,
        ))  # fmt: skip
