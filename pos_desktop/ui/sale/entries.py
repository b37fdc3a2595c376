"""What the number over the catalogue is asked for, and what becomes of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money, parse_money
from pos_desktop.core.quantity import Quantity, parse_quantity, plain
from pos_desktop.loyalty.stored_value import StoredPicture, best_bonus, usable
from pos_desktop.selling import kitchen
from pos_desktop.selling.order import OrderLine, Ware
from pos_desktop.services.members.benefits.stored import StoredCardPicture
from pos_desktop.ui.payment.view import card_digits
from pos_desktop.ui.sale.entry import PRESETS, SCALE, Asked, Entry, Scope, Unit, discount_of
from pos_desktop.ui.sale.kitchen import course_name
from pos_desktop.wording import _, money, percent, points, quantity
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.ui.sale.controller import SaleController


class Entries:
    """At most one number is asked for at a time; `entry` is its state."""

    def __init__(self, sale: "SaleController") -> None:
        self._sale = sale
        self.entry: Entry | None = None

    # what is asked for

    def ask_quantity(self) -> None:
        """Ask for the quantity of the selected line."""
        line = self._sale.selected_line
        if line is None or line.ware is not Ware.GOODS:
            return
        asked = Asked.WEIGHT if line.by_weight else Asked.QUANTITY
        has_scale = line.by_weight and self._sale.weigh is not None
        self._show(Entry(asked, subject=line.combo or line.name, ghost=quantity(line.times), has_scale=has_scale))

    def ask_weight(self, item_id: Id, name: str) -> None:
        """Ask how much of a weighed item there is before it is added."""
        has_scale = self._sale.weigh is not None
        self._show(Entry(Asked.WEIGHT, subject=name, ghost=quantity(0), item_id=item_id, has_scale=has_scale))
        self.weigh()

    def weigh(self) -> None:
        """Ask the scale for the weight; who types meanwhile is not disturbed."""
        entry = self.entry
        if entry is not None and entry.has_scale and self._sale.weigh is not None:
            self._sale.weigh(lambda qty: self._weighed(entry, qty), lambda error: self._not_weighed(entry, error))

    def _weighed(self, asked: Entry, qty: Quantity) -> None:
        if self.entry is not None and self.entry == asked:
            self._show(replace(self.entry, typed=plain(qty).replace(".", ","), problem=None, hint=""))

    def _not_weighed(self, asked: Entry, error: Exception) -> None:
        if self.entry is None or self.entry != asked:
            return
        if isinstance(error, Rejected):
            self._show(replace(self.entry, problem=error))
        elif isinstance(error, EnvironmentProblem):
            self._show(replace(self.entry, hint=sentence(error)))

    def ask_price(self, name: str) -> None:
        """Ask what one of an item costs that has no price of its own."""
        self._show(Entry(Asked.OPEN_PRICE, subject=name, ghost=money(0)))

    def ask_serial(self, name: str) -> None:
        """Ask for the serial number of the one piece that is sold; it may be scanned."""
        hint = _("Quét mã trên máy, hoặc gõ rồi nhấn Enter")
        self._show(Entry(Asked.SERIAL, subject=name, hint=hint))

    def take_serial(self, code: str) -> None:
        """A serial number was scanned: it is taken at once."""
        self.erase(everything=True)
        self.type(code.strip())
        self.confirm()

    def ask_course(self) -> None:
        """Ask with which course the kitchen makes the selected line."""
        line = self._sale.selected_line
        if line is None:
            return
        if not kitchen.may_wait(self._sale.basket.order, line.key):
            self._sale.refuse(sentence(Rejected(Code.COURSE_TOLD)))
            return
        hint = _("Bếp chờ gọi mới làm; ra ngay thì báo bếp là làm.")
        ghost = course_name(line.course)
        self._show(Entry(Asked.COURSE, subject=line.combo or line.name, ghost=ghost, hint=hint))

    @property
    def wants_serial(self) -> bool:
        """Whether what is scanned now is a serial number."""
        return self.entry is not None and self.entry.asked is Asked.SERIAL

    def ask_discount(self, *, of_line: bool = False) -> None:
        """Ask for a discount on the order, or on the selected line."""
        order, line = self._sale.basket.order, self._sale.selected_line
        if order.is_empty:
            return
        scope = Scope.LINE if line and (line.discount or of_line) else Scope.ORDER
        self._show(self._discount(Entry(Asked.DISCOUNT, scope=scope, has_line=line is not None), line))

    def ask_points(self) -> None:
        """Ask how many points to redeem."""
        basket = self._sale.basket
        if basket.member is None:
            return
        most = self._sale.bare_quote.allowed
        hint = _("Nhiều nhất {points}, giảm {money}").format(points=points(most.points), money=money(most.value))
        subject = _("Bội số của {step} điểm").format(step=basket.member.programme.step)
        self._show(Entry(Asked.POINTS, subject=subject, ghost=points(most.points), hint=hint,
                         removable=basket.points > 0))  # fmt: skip

    def ask_top_up(self) -> None:
        """Ask how much to put into the member's wallet."""
        if self._sale.basket.member is None:
            return
        self._show(Entry(Asked.TOP_UP, subject=_("Ví trả trước"), ghost=money(0)))

    def ask_debt(self, owed: Money) -> None:
        """Ask how much the member pays of what they owe."""
        if self._sale.basket.member is not None and owed:
            hint = _("Đang nợ {money}").format(money=money(owed))
            self._show(Entry(Asked.DEBT, subject=_("Nợ cũ trả trước"), ghost=money(owed), hint=hint, held=owed))

    def _with_bonus(self, entry: Entry) -> Entry:
        """The top-up with what the shop adds to it now, or from which amount on it would add something."""
        programme = self._sale.programme
        offers, at = programme.stored.bonuses, self._sale.occasion(programme)
        amount = int(entry.typed or 0)
        if best := best_bonus(offers, amount, at):
            return replace(entry, hint=_("Tặng thêm {money}").format(money=money(best.of(amount))))
        later = [offer for offer in offers if offer.from_amount > amount and offer.when.holds_on(at)]
        told = self._bounds()
        if later:
            nearest = min(later, key=lambda offer: offer.from_amount)
            words = _("Nạp từ {least} tặng thêm {money}")
            least, bonus = money(nearest.from_amount), money(nearest.of(nearest.from_amount))
            told += ". " + words.format(least=least, money=bonus)
        return replace(entry, hint=told)

    def ask_gift_card(self) -> None:
        """Ask how much a gift card shall hold; a card that is scanned meanwhile is loaded in place of a new one."""
        if self._sale.is_closing or self._sale.awaits():
            return
        self._sale.next_sale()
        hint = _("{bounds}. Quét thẻ có sẵn để nạp thêm vào thẻ đó.").format(bounds=self._bounds())
        self._show(Entry(Asked.GIFT_CARD, subject=_("Thẻ mới, mã in trên hoá đơn"), ghost=money(0), hint=hint))

    @property
    def wants_card(self) -> bool:
        """Whether a gift card that is scanned now is to be loaded."""
        return self.entry is not None and self.entry.asked is Asked.GIFT_CARD

    def load_card(self, card: StoredCardPicture) -> None:
        """Load this card in place of selling a new one; raises STORED_BLOCKED, STORED_EXPIRED."""
        usable(StoredPicture(card.id, card.kind, blocked=card.blocked, expires_on=card.expires_on),
               self._sale.desk.till.today())  # fmt: skip
        if self.entry is None:
            return
        words = _("Thẻ {digits}, còn {money}")
        subject = words.format(digits=card_digits(card.code), money=money(card.total))
        self._sale.sound.emit("item")
        hint = self._bounds(card.money)
        self._show(replace(self.entry, subject=subject, hint=hint, card=card.code, held=card.money, problem=None))

    def _bounds(self, held: Money = 0) -> str:
        terms = self._sale.programme.stored
        most = max(0, terms.most - held)
        return _("Từ {least} đến {most}").format(least=money(terms.least), most=money(most))

    def _discount(self, entry: Entry, line: OrderLine | None) -> Entry:
        """The entry with what there is to take away now, and what it is about."""
        may_price = line is not None and line.ware is Ware.GOODS and not line.bundle
        if entry.unit is Unit.PRICE and entry.scope is Scope.LINE and line is not None and may_price:
            is_written = line.list_price is not None
            now = line.unit_price if is_written else line.own_price
            return replace(entry, subject=line.name, ghost=money(now), may_price=True, removable=is_written,
                           refused=frozenset())  # fmt: skip
        entry = replace(entry, may_price=may_price)
        on_line = entry.scope is Scope.LINE and line is not None
        there = line.discount if on_line and line else self._sale.basket.order.discount
        subject = line.name if on_line and line else _("Cả đơn")
        ghost = ""
        if there is not None:
            ghost = percent(there.percent) if there.percent is not None else money(there.amount or 0)
        known = replace(entry, subject=subject, ghost=ghost or percent(0), removable=there is not None)
        refused = frozenset(text for text in PRESETS[entry.unit] if not self._may(known, text))
        return replace(known, refused=refused)

    def _may(self, entry: Entry, preset: str) -> bool:
        try:
            self._sale.check_discount(discount_of(entry.type(preset).text), of_line=entry.scope is Scope.LINE)
        except Rejected:
            return False
        return True

    @property
    def is_about_a_line(self) -> bool:
        """Whether the number asked for is, or may be, one of a line of the order."""
        asked = self.entry.asked if self.entry and not self.entry.item_id else None
        return asked in (Asked.QUANTITY, Asked.WEIGHT, Asked.DISCOUNT, Asked.COURSE)

    def turn_to_line(self) -> None:
        """Ask for the same of the line that was just selected."""
        if self.entry and self.entry.asked is Asked.DISCOUNT:
            entry = replace(self.entry.choose(Scope.LINE), has_line=True)
            self._show(self._discount(entry, self._sale.selected_line))
        elif self.entry and self.entry.asked is Asked.COURSE:
            self.ask_course()
        else:
            self.ask_quantity()

    # typing

    def type(self, text: str) -> None:
        """More digits."""
        if self.entry:
            self._show(self.entry.type(text))

    def erase(self, *, everything: bool = False) -> None:
        """Take the last character back, or all."""
        if self.entry:
            self._show(self.entry.erase(everything=everything))

    def choose(self, choice: str) -> None:
        """Choose what a discount is on, or what it is counted in."""
        if self.entry:
            self._show(self._discount(self.entry.choose(choice), self._sale.selected_line))

    def preset(self, text: str) -> None:
        """Take a usual discount at once."""
        if self.entry and text == SCALE:
            self.erase(everything=True)
            self.weigh()
        elif self.entry:
            self._show(self.entry.erase(everything=True).type(text))
            self.confirm()

    def confirm(self) -> None:
        """Do it; what is refused is said under the number."""
        entry = self.entry
        if entry is None or not entry.typed:
            return
        try:
            self._carry_out(entry)
        except Rejected as refusal:
            self._show(replace(entry, problem=refusal))
        else:
            if self.entry is entry:  # one answer may lead to the next question
                self.close()

    def remove(self) -> None:
        """Take the discount or the points away."""
        entry = self.entry
        if entry is None:
            return
        if entry.asked is Asked.POINTS:
            self._sale.unredeem()
        else:
            self._put_discount(entry, "")
        self.close()

    def close(self) -> None:
        """Ask no more."""
        if self.entry is not None:
            self.entry = None
            self._sale.refresh()

    def forget(self) -> None:
        """Forget a number that is about another order or line now, without telling the screen."""
        self.entry = None

    def _carry_out(self, entry: Entry) -> None:
        match entry.asked:
            case Asked.POINTS:
                self._sale.put_points(int(entry.text))
            case Asked.DISCOUNT:
                self._put_discount(entry, entry.text)
            case Asked.TOP_UP:
                self._sale.sell_top_up(int(entry.text))
            case Asked.DEBT:
                self._sale.sell_debt(int(entry.text), entry.held)
            case Asked.GIFT_CARD:
                self._sale.sell_gift_card(int(entry.text), entry.card, entry.held)
            case Asked.OPEN_PRICE:
                self._sale.adding.priced(parse_money(entry.typed))
            case Asked.COURSE:
                self._sale.kitchen.put_course(int(entry.typed))
            case Asked.SERIAL:
                self._sale.adding.numbered(entry.typed)
            case _ if entry.item_id:
                self._sale.adding.weighed(parse_quantity(entry.text))
            case _:
                self._sale.put_qty(parse_quantity(entry.text))

    def _put_discount(self, entry: Entry, text: str) -> None:
        if entry.unit is Unit.PRICE:
            self._sale.put_price(parse_money(text) if text else None)
        elif entry.scope is Scope.LINE:
            self._sale.put_line_discount(discount_of(text))
        else:
            self._sale.put_order_discount(discount_of(text))

    def _show(self, entry: Entry) -> None:
        if self.entry is None:
            self._sale.end_search()
        self.entry = self._with_bonus(entry) if entry.asked is Asked.TOP_UP else entry
        self._sale.refresh()
