"""State of the open order for one signed-in person, and all that can be done to it; knows no widget."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.codes import CodeKind
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.catalogue import Found
from pos_desktop.selling.order import Order, Ware
from pos_desktop.selling.permissions import check_discounts
from pos_desktop.selling.price_lists import listed
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.keys import Action
from pos_desktop.ui.models.views import EmptyView, ToastKind
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.sale import offers, stocked, sums, view
from pos_desktop.ui.sale.adding import Adding
from pos_desktop.ui.sale.entries import Entries
from pos_desktop.ui.sale.entry import view_of
from pos_desktop.ui.sale.kitchen import KitchenDeeds
from pos_desktop.ui.sale.line_order import LineOrder
from pos_desktop.ui.sale.scans import read
from pos_desktop.ui.sale.shelf import Shelf
from pos_desktop.ui.sale.sums import unit_price
from pos_desktop.ui.sale.upselling import Upselling
from pos_desktop.ui.sale.view import SaleView
from pos_desktop.wording import _, language, money
from pos_desktop.wording.messages import sentence

Weigh = Callable[[Callable[[Quantity], None], Callable[[Exception], None]], None]
"""Asks the scale, on a worker: what becomes of the weight in thousandths of a kilogram, and what of a failure."""

EVERYWHERE = frozenset({Action.NEW_ORDER, Action.FIND_ITEM, Action.REPRINT, Action.LOCK})


@dataclass(frozen=True, slots=True)
class Reprinted:
    """A receipt that was promised again."""

    number: str
    topics: tuple[str, ...] = ("outbox",)


class SaleController(LineOrder):
    """The open order.

    Signals: `changed(SaleView)`; `toast(ToastView, act)` with what its button does, or None; `sound(str)`: "item",
    "member", "error", "paid"; `ask(ConfirmView, accept)`; `go(str)`: "sale", "payment", "done", "member", "search";
    `attached(MemberPicture)`; `begun()` when another order is the open one; `searched(str)` with the text that finds
    the items on show; `claimed(str)` with the digits by which a guest claims a receipt's points; `item_wanted(str)`
    with a code that nothing has yet, and of which somebody wants to make an item.
    `diverts` may take a member's card for something else than this order, and tells whether it did; `claimable` tells
    whether the sale that was just completed may still get its member.
    """

    changed = Signal(object)
    searched = Signal(str)
    claimed = Signal(str)
    item_wanted = Signal(str)

    def __init__(
        self, desk: Desk, ops: Ops, wares: Wares, person: Person, printer: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(desk, ops, wares, person, parent)
        self.printer = printer
        self.shelf = Shelf(wares.index)
        self.shelf.mark_out(stocked.outs(wares))
        self.entries, self.adding = Entries(self), Adding(self)
        self.attached.connect(lambda _picture: self.adding.recall())
        self.kitchen = KitchenDeeds(self)
        self.upselling = Upselling()
        self.is_price_check = False
        self.weigh: Weigh | None = None
        self.diverts: Callable[[str], bool] = lambda _card: False
        self.claimable: Callable[[], bool] = bool

    # what it is now

    @property
    def view(self) -> SaleView:
        """What the screen shows, in the language in force."""
        is_done, basket, shelf = self.step == "done", self.basket, self.shelf
        shelf.sell_by(self.pricer.lists(basket))
        locked, taken = is_done or self.awaits(), 0 if is_done else self.taken()
        nothing = None if shelf.tiles else self._nothing()
        chips, more = ((), "") if locked else offers.shown(basket)
        return SaleView(
            self.step, shelf.chips, shelf.chosen, shelf.tiles, {} if is_done else view.counts(basket),
            view.cart(basket, locked=locked, may_change=self.adding.may_change,
                      short={} if locked else stocked.warnings(self.pricer.wares, basket.order.lines)),
            view.member(basket.member, self.desk.till.today()), _("Quét thẻ thành viên hoặc nhấn F4"),
            chips, more, "" if locked else self.upselling.line(basket), basket.order.order_type,
            sums.totals(basket, "" if is_done else view.earns(basket), paid=is_done, taken=taken),
            sums.in_notes(basket, taken, self.pricer.wares.cash_step), not basket.order.is_empty, self._enabled(),
            nothing, self._notice(), self.is_price_check, view_of(self.entries.entry) if self.entries.entry else None,
            shelf.marked, self.adding.view, self.kitchen.buttons, view.whose(basket.order),
        )  # fmt: skip

    def allows(self, action: Action) -> bool:
        """Whether a key does something now."""
        return action in self._enabled()

    def refresh(self) -> None:
        """Tell the screen again."""
        self.upselling.saw(self.basket)
        self.changed.emit(self.view)
        self.basket = replace(self.basket, added=None)

    def retranslate(self) -> None:
        """Tell the screen again in another language."""
        self.shelf.refresh()
        self.refresh()

    def _nothing(self) -> EmptyView:
        if not self.shelf.text:
            return view.nothing_yet()
        is_word = self.shelf.text.upper() in self.campaign_words
        return view.campaign(self.shelf.text.upper()) if is_word else view.nothing_found(self.shelf.text)

    def _notice(self) -> str:
        if self.is_price_check:
            return _("Tra giá: quét hoặc chạm một món, đơn không đổi")
        if self.shelf.family:
            return _("{name}: chọn loại").format(name=self.shelf.family)
        return _("Nhiều món chung một mã: chọn đúng món") if self.shelf.choice else ""

    def _enabled(self) -> frozenset[Action]:
        order, keys = self.basket.order, set(EVERYWHERE)
        if self.step == "done":
            return frozenset(
                keys
                | {Action.PRICE_CHECK, Action.GIFT_CARD, Action.HOLD}
                | ({Action.MEMBER} if self.claimable() else set())
            )
        if self.awaits():
            return frozenset({Action.MEMBER, Action.REPRINT, Action.LOCK})
        keys |= {Action.MEMBER}
        if self.step == "sale":
            keys |= {Action.PRICE_CHECK, Action.GIFT_CARD, Action.HOLD, Action.ORDER}
        if self.basket.member is not None and not order.is_empty:
            keys |= {Action.REDEEM}
        if not order.is_empty:
            keys |= {Action.DISCOUNT, Action.CASH, Action.PAY}
        keys |= self.kitchen.actions
        if (line := self.selected_line) is not None:
            keys |= {Action.REMOVE_LINE} | ({Action.QUANTITY} if line.ware is Ware.GOODS else set())
            keys |= {Action.OPTIONS} if self.adding.may_change(order, line) else set()
        return frozenset(keys)

    # codes and items

    def scan(self, code: str) -> None:
        """Do what a code asks for; while an order is being closed it waits its turn."""
        if self.wait_in_line(code):
            return
        if self.entries.wants_serial:
            self.entries.take_serial(code)
            return
        reading = read(code, self.shelf.index, self.campaign_words)
        if reading.code:
            self._take_code(reading.kind, reading.code)
        elif len(reading.found) > 1:
            self.next_sale()
            self.shelf.show(choice=reading.found)
            self.searched.emit("")
            self.set_step("sale")
            self.refuse(reading.refusal)
        elif reading.unknown and self.person.rights.catalogue:
            make = lambda: self.item_wanted.emit(reading.unknown)  # noqa: E731 - what the toast's button does
            self.refuse(reading.refusal, _("Tạo hàng với mã này"), make)
        elif reading.refusal:
            self.refuse(reading.refusal, _("Tìm hàng"), lambda: self.go.emit("search"))
        elif self.adding.confirm():  # what is open is added as it stands, and does not get lost
            self._take(reading.found[0])

    def _take_code(self, kind: CodeKind, code: str) -> None:
        if kind is CodeKind.CLAIM:
            self.claimed.emit(code)
        elif kind is CodeKind.CARD and self.diverts(code):
            return
        else:
            self.next_sale()
            takers = {CodeKind.CARD: self.find_card, CodeKind.PARTNER: self.hold_partner_voucher}
            takers.get(kind, self.scan_27)(code)

    @property
    def campaign_words(self) -> frozenset[str]:
        """Words that everybody shares, such as TET2026: codes of vouchers, and those that promotions ask for."""
        vouchers = (each.code for each in self.programme.vouchers)
        return frozenset(filter(None, (*vouchers, *(each.coupon for each in self.programme.promotions))))

    def add_item(self, item_id: Id, *, anyway: bool = False) -> None:
        """A tile was tapped; of what is sold out it takes another tap, for the piece may lie on the counter."""
        found = self.shelf.found(item_id)
        if found is None or self.is_closing:
            return
        if self.shelf.show_family(found.item):
            self.refresh()
            return
        if item_id in self.shelf.outs and not anyway and not self.is_price_check:
            words = _("Kho đã hết {name}").format(name=found.item.name)
            self.refuse(words, _("Vẫn bán"), lambda: self.add_item(item_id, anyway=True))
            return
        is_read = bool(self.shelf.choice) and not self.shelf.family  # its code said how much of it
        self.end_search()
        if self.is_price_check or is_read:
            self._take(found)
        else:
            self.next_sale()
            self.adding.tap(self._listed(found))

    def closed(self) -> None:
        """The order was paid: what it took is out of stock on this till at once."""
        self.pricer.wares = self.pricer.wares.after(self.basket.order.lines)
        self.shelf.mark_out(stocked.outs(self.pricer.wares))
        super().closed()

    def _listed(self, found: Found) -> Found:
        """At the price of the list in force; the price on a label stands."""
        lists = self.pricer.lists(self.basket)
        return replace(found, item=listed(found.item, lists)) if lists and found.price is None else found

    def _take(self, found: Found) -> None:
        found = self._listed(found)
        if self.is_price_check:
            self._tell_price(found)
            return
        self.next_sale()
        self.adding.scan(found)

    def put_order(self, order: Order) -> None:
        """Make an order to which something was added the present one."""
        before = {line.key: line.qty for line in self.basket.order.lines}
        key = next(line.key for line in order.lines if before.get(line.key) != line.qty)
        if self.shelf.choice:
            self.end_search()
        self.apply(self.pricer.changed(self.basket, order, selected=key, added=key), "item")

    def _tell_price(self, found: Found) -> None:
        self.is_price_check = False
        item = found.item
        price = money(found.price) if found.price is not None else unit_price(item.price, item.unit, item.by_weight)
        self.notify(ToastKind.INFO, f"{item.name}: {price}")
        self.sound.emit("item")
        self.refresh()

    # the catalogue

    def search(self, text: str) -> None:
        """Show what a text finds; "" shows the category again."""
        if text.strip():
            self.next_sale()
        self.shelf.show(text=text)
        self.searched.emit(text)
        self.refresh()

    def mark_next(self, by: int) -> None:
        """Mark the next hit of the search, or the one before."""
        self.shelf.mark_next(by)
        self.refresh()

    def end_search(self) -> None:
        """Show the category again in place of what was searched for or is to be chosen from."""
        if self.shelf.text or self.shelf.choice:
            self.shelf.show()
        self.searched.emit("")

    def take_search(self) -> bool:
        """Enter in the search: a whole code, or else the marked item, is added; tell whether anything was."""
        text, marked = self.shelf.text, self.shelf.marked
        if marked is None:
            return self._take_word(text)
        known = any(text.casefold() == item.sku.casefold() or text in item.barcodes for item in self.shelf.items())
        self.end_search()
        if known:
            self.scan(text)
        else:
            self.add_item(str(marked))
        self.refresh()
        return True

    def _take_word(self, text: str) -> bool:
        """A campaign's word, or the digits of a voucher or a card, typed where no item is found."""
        if not read(text, self.shelf.index, self.campaign_words).code:
            return False
        self.end_search()
        self.scan(text)
        self.refresh()
        return True

    def choose_category(self, category: Hashable) -> None:
        """Show a category."""
        self.shelf.show(category=category)
        self.searched.emit("")
        self.refresh()

    def price_check(self) -> None:
        """The next code or tile tells its price and adds nothing; pressed again, it does not."""
        if self.step == "payment":
            return
        self.is_price_check = not self.is_price_check
        self.refresh()

    def stock(self, wares: Wares | None) -> None:
        """Take up a catalogue that has moved; lines keep what they were added with, an empty order nothing."""
        if wares is not None:
            has_given = wares.given != self.pricer.wares.given
            self.pricer.wares = wares
            self.move_on()
            if has_given:
                self.requote()
            self.shelf.stock(wares.index)
            self.shelf.mark_out(stocked.outs(wares))
            self.refresh()

    # the till

    def reprint_last(self) -> None:
        """Promise the last receipt again, as a copy."""
        if not self.printer:
            self.refuse(_("Chưa chọn máy in nên không in lại được"))
            return
        self.ops.run(self._reprint, language(), then=self._reprinted, failed=self.failed)

    def _reprint(self, language_: str) -> Reprinted:
        sale = self.desk.sales.last()
        if sale is None:
            raise Rejected(Code.UNKNOWN_SALE)
        self.desk.outbox.reprint(sale.id, self.printer, language_, self.person.id)
        return Reprinted(sale.number)

    def _reprinted(self, done: Reprinted) -> None:
        self.notify(ToastKind.INFO, _("Đang in lại hoá đơn {number}").format(number=done.number))

    def change_person(self, person: Person) -> None:
        """Somebody else goes on with the order, which the journal is told; discounts above their limit go first."""
        before, self.person = self.person, person
        if before.id != person.id and not self.basket.order.is_empty:
            self.ops.run(self.desk.orders.take_over, self.basket.order, before.id, person.id, failed=self.failed)
        self.look_for_news()
        self.ops.run(self.desk.shifts.current, then=self.upselling.begin, failed=self.failed)
        self.keep()
        try:
            check_discounts(self.basket.quote.priced, self.most_discount)
        except Rejected as refusal:
            self.refuse(sentence(refusal))
        self.refresh()

    def begin(self) -> None:
        """Begin an empty order, with the catalogue as it is now."""
        self.is_price_check = False
        self.entries.forget()
        self.adding.forget()
        self.end_search()
        super().begin()
        self.look_for_news()

    def take_made(self, code: str) -> None:
        """Sell what was just made for a code."""

        def sell(wares: Wares) -> None:
            self.stock(wares)
            self.scan(code)

        self.ops.run(self.desk.catalogue.load, then=sell, failed=self.failed)

    def look_for_news(self) -> None:
        """Take up goods, prices and a programme that have changed meanwhile."""
        self.ops.run(self.desk.catalogue.newer_than, self.pricer.wares, then=self.stock, failed=self.failed)

    def new_order(self) -> None:
        """As for any order; what was searched for was for the last one."""
        self.adding.forget()
        self.end_search()
        super().new_order()

    def ask_points(self) -> None:
        """Ask how many points to redeem."""
        self.entries.ask_points()

    def order_changed(self) -> None:
        """A number that is being typed is about an order that is no more, and so are options of a line that is gone."""
        self.entries.forget()
        self.adding.recheck()

    def set_step(self, step: str) -> None:
        """As for any order; what was being chosen is given up."""
        if step != self.step:
            self.adding.forget()
        super().set_step(step)
