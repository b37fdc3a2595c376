"""The open order: an immutable value that every key press replaces by the next one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money, positive
from pos_desktop.core.quantity import ONE, Quantity, checked
from pos_desktop.core.rates import half_up, share
from pos_desktop.selling.bundling import Part
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.lines import Discount, LineOption, OrderLine, OrderType, Ware
from pos_desktop.selling.vouchers import HeldVoucher

__all__ = ("Discount", "Identified", "LineOption", "Order", "OrderLine", "OrderType", "Redeem", "Ware")

T = TypeVar("T")

MOST_LINES = 500
MOST_DEALS = 20
"""Rewards, and as many vouchers, that one order may hold."""


class Redeem(StrEnum):
    """How many points to take when nobody typed a number."""

    MOST = "max"
    REST = "rest"


class Identified(StrEnum):
    """How the member proved to be the member; CARD and PIN allow redemption above the daily limit."""

    SEARCH = "search"
    CARD = "card"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Order:
    """What the customer is buying, from first scan to payment."""

    id: Id
    opened_at: datetime
    programme_version: int = 1
    lines: tuple[OrderLine, ...] = ()
    next_key: int = 1
    discount: Discount | None = None
    account_id: Id | None = None
    identified: Identified = Identified.SEARCH
    redeem: int | Redeem | None = None
    order_type: OrderType = OrderType.TAKE_AWAY
    table: str = ""
    note: str = ""
    rewards: tuple[str, ...] = ()
    """Ids of the rewards chosen, one as often as it is taken."""
    vouchers: tuple[HeldVoucher, ...] = ()
    holder: Id | None = None
    """Who of a household or office card is here; their own limit holds."""
    exchange: Exchange | None = None
    """Goods that come back and pay for these."""
    tables: tuple[Id, ...] = ()
    """The tables at which the guests sit; `table` names them."""
    guests: int = 0
    label: str = ""
    """What a held order goes by: a name, a number called out."""
    due_at: datetime | None = None
    """When an order made beforehand is to be fetched."""
    deposit: str = ""
    """Code of the stored money that was put down for it."""
    coupons: tuple[str, ...] = ()
    """Words that promotions ask for."""
    fired: tuple[int, ...] = ()
    """Courses that the kitchen was asked for; what is sent of them later waits no more."""
    waives_service: bool = False
    """A person took the shop's service charge off."""

    @property
    def is_empty(self) -> bool:
        """No line at all; a member alone makes no order."""
        return not self.lines

    def line(self, key: int) -> OrderLine | None:
        """The line with this key, if it is still there."""
        return next((line for line in self.lines if line.key == key), None)

    def add(
        self, item: Item, qty: Quantity = ONE, *, merge: bool = True, label_price: Money | None = None, note: str = "",
        options: tuple[LineOption, ...] = (), serial: str = "",
    ) -> "Order":  # fmt: skip
        """Add an item; with `merge` the same item with the same options raises the quantity of its line.

        Raises:
            Rejected: INVALID_QUANTITY; SERIAL_TWICE for a serial number that the order holds already.
        """
        twin = self._twin(item, options) if merge and label_price is None and not note and not serial else None
        if twin:
            return self.with_qty(twin.key, twin.qty + qty)
        _bounded(_of_one(item.price, options), qty, label_price)
        line = _line(self.next_key, item, checked(qty), options=options, label_price=label_price)
        line = replace(line, note=note, serial=serial)
        if serial and (qty != ONE or self.has_piece(line.piece)):
            raise Rejected(Code.INVALID_QUANTITY if qty != ONE else Code.SERIAL_TWICE)
        return self._with_lines(line)

    def has_piece(self, piece: str) -> bool:
        """Whether a line bears this serial number (`OrderLine.piece`)."""
        return any(line.piece == piece for line in self.lines)

    def add_combo(self, combo: Item, parts: Sequence[Part], times: int = 1) -> "Order":
        """Add a combo `times` times: a line for each of its parts, which are counted and taken away together."""
        bundle = self.next_key
        lines = [
            replace(
                _line(bundle + at, part.item, checked(part.pieces * times * ONE), options=part.options),
                unit_price=part.price, combo=combo.name, bundle=bundle, pieces=part.pieces,
            )
            for at, part in enumerate(parts)
        ]  # fmt: skip
        for line in lines:
            _bounded(_of_one(line.unit_price, line.options), line.qty, None)
        return self._with_lines(*lines)

    def add_ware(self, item: Item, ware: Ware, amount: Money, target: str = "", name: str = "") -> "Order":
        """Add a line of its own that sells no goods: `amount` đồng for `target` (`OrderLine.target`)."""
        _bounded(positive(amount), ONE, None)
        line = OrderLine(
            key=self.next_key, item_id=item.id, sku=item.sku, name=name or item.name, unit_price=amount,
            vat_group=item.vat_group, earns_points=False, ware=ware, target=target,
        )  # fmt: skip
        return self._with_lines(line)

    def with_combo(self, key: int, combo: Item, parts: Sequence[Part]) -> "Order":
        """Fill a combo of the order anew: as often as it was, at its place, with its remark; discounts of it go."""
        old = self.together(key)
        at, times = self.lines.index(old[0]), old[0].times // ONE
        fresh = self.without(key).add_combo(combo, parts, times)
        lines, new = fresh.lines[: -len(parts)], fresh.lines[-len(parts) :]
        new = (replace(new[0], note=old[0].note), *new[1:])
        return replace(fresh, lines=(*lines[:at], *new, *lines[at:]))

    def _with_lines(self, *lines: OrderLine) -> "Order":
        """The order with new lines that bear the next keys."""
        if len(self.lines) + len(lines) > MOST_LINES:
            raise Rejected(Code.INVALID_QUANTITY)
        return replace(self, lines=(*self.lines, *lines), next_key=self.next_key + len(lines))

    def _twin(self, item: Item, options: tuple[LineOption, ...]) -> OrderLine | None:
        if item.by_weight or item.asks_serial:
            return None
        plain = (line for line in self.lines if line.item_id == item.id and line.unit_price == item.price)
        return next((x for x in plain if x.options == options and x.course == item.course and not (
            x.discount or x.note or x.combo or x.label_price or x.serial or x.list_price is not None
        )), None)  # fmt: skip

    def together(self, key: int) -> tuple[OrderLine, ...]:
        """The line with this key, and the others of the combo that it is part of."""
        line = self.line(key)
        if line is None or not line.bundle:
            return (line,) if line else ()
        return tuple(each for each in self.lines if each.bundle == line.bundle)

    def with_qty(self, key: int, qty: Quantity) -> "Order":
        """Set the quantity of a line; labels on pieces add up, a labelled weight does not hold for another one.

        The parts of a combo keep their measure: INVALID_QUANTITY for what would be a piece of one.
        """
        line = self.line(key)
        if line is None:
            return self
        if line.bundle:
            return self._with_times(line, *divmod(qty, line.pieces * ONE))
        if (line.ware is not Ware.GOODS or line.serial) and qty != ONE:
            raise Rejected(Code.INVALID_QUANTITY)  # one card, one term, one piece
        label = None if line.label_price is None or line.is_weighed else half_up(line.label_price * qty, line.qty)
        _bounded(_of_one(line.unit_price, line.options), qty, label)
        return self._changed(key, qty=checked(qty), label_price=label)

    def _with_times(self, part: OrderLine, times: int, rest: Quantity) -> "Order":
        if rest:
            raise Rejected(Code.INVALID_QUANTITY)
        order = self
        for line in self.together(part.key):
            _bounded(_of_one(line.unit_price, line.options), line.pieces * times * ONE, None)
            order = order._changed(line.key, qty=checked(line.pieces * times * ONE))
        return order

    def with_options(self, key: int, options: tuple[LineOption, ...]) -> "Order":
        """Make a line's goods otherwise: other options in place of those that it has."""
        if line := self.line(key):
            _bounded(_of_one(line.unit_price, options), line.qty, line.label_price)
        return self._changed(key, options=options)

    def with_line_discount(self, key: int, discount: Discount | None) -> "Order":
        """Set or take away the discount of a line; the parts of a combo share it by what they cost."""
        lines = self.together(key)
        if len(lines) < 2 or discount is None or discount.amount is None:
            return replace(self, lines=tuple(
                replace(line, discount=discount) if line in lines else line for line in self.lines
            ))  # fmt: skip
        order, own = self, [line.unit_price * line.qty for line in lines]
        for line, off in zip(lines, share(discount.amount, own if any(own) else [1] * len(own)), strict=True):
            order = order._changed(line.key, discount=Discount(amount=off) if off else None)
        return order

    def with_price(self, key: int, price: Money) -> "Order":
        """Sell a line's item at a price that a person writes, in đồng for one; its own price takes that back.

        What a person writes wins over a label, whose price is then the item's own. What is no goods keeps its amount.
        """
        line = self.line(key)
        if line is None:
            return self
        if line.ware is not Ware.GOODS or not 0 <= price <= MOST_MONEY:
            raise Rejected(Code.INVALID_AMOUNT)
        own = line.own_price
        if price == own and line.list_price is None:
            return self
        _bounded(_of_one(price, line.options), line.qty, None)
        return self._changed(key, unit_price=price, label_price=None, list_price=None if price == own else own)

    def with_line_note(self, key: int, note: str) -> "Order":
        """Set the remark of a line."""
        return self._changed(key, note=note)

    def without(self, key: int) -> "Order":
        """Take a line away, and with a part of a combo its others."""
        gone = {line.key for line in self.together(key)}
        return replace(self, lines=tuple(line for line in self.lines if line.key not in gone))

    def with_discount(self, discount: Discount | None) -> "Order":
        """Set or take away the discount of the whole order."""
        return replace(self, discount=discount)

    def with_note(self, note: str) -> "Order":
        """Set the remark of the order."""
        return replace(self, note=note)

    def with_member(self, account_id: Id, identified: Identified, holder: Id | None = None) -> "Order":
        """Attach a member (replacing another, whose points, rewards and own vouchers are then not used).

        `holder` is the person of a household or office card who is here.
        """
        if account_id != self.account_id:
            fresh = self.without_member(account_id)
            return replace(fresh, account_id=account_id, identified=identified, holder=holder)
        proof = identified if self.identified is Identified.SEARCH else self.identified
        return replace(self, identified=proof, holder=holder or self.holder)

    def without_member(self, but: Id | None = None) -> "Order":
        """Detach the member with points, rewards and vouchers; vouchers of nobody, or of the account `but`, stay."""
        vouchers = tuple(voucher for voucher in self.vouchers if voucher.member in (None, but))
        return replace(
            self, account_id=None, identified=Identified.SEARCH, redeem=None, rewards=(), vouchers=vouchers,
            holder=None,
        )  # fmt: skip

    def redeeming(self, redeem: int | Redeem | None) -> "Order":
        """Ask for points to be taken: a number, the most, the rest, or none."""
        return replace(self, redeem=redeem)

    def with_reward(self, reward: str) -> "Order":
        """Choose a reward, once more if it is chosen already."""
        return replace(self, rewards=_held((*self.rewards, reward)))

    def without_reward(self, reward: str) -> "Order":
        """Give back a chosen reward, the last of equal ones."""
        at = len(self.rewards) - 1 - self.rewards[::-1].index(reward) if reward in self.rewards else len(self.rewards)
        return replace(self, rewards=self.rewards[:at] + self.rewards[at + 1 :])

    def with_voucher(self, voucher: HeldVoucher) -> "Order":
        """Hold a voucher; the same one scanned again is the newest snapshot of it, not a second use."""
        others = tuple(each for each in self.vouchers if each.id != voucher.id)
        return replace(self, vouchers=_held((*others, voucher)))

    def without_voucher(self, voucher_id: Id) -> "Order":
        """Give a voucher back."""
        return replace(self, vouchers=tuple(each for each in self.vouchers if each.id != voucher_id))

    def with_coupon(self, word: str) -> "Order":
        """Hold a word that promotions ask for; the same one again changes nothing."""
        return self if word in self.coupons else replace(self, coupons=_held((*self.coupons, word)))

    def without_coupon(self, word: str) -> "Order":
        """Give a word back."""
        return replace(self, coupons=tuple(each for each in self.coupons if each != word))

    def with_exchange(self, exchange: Exchange | None) -> "Order":
        """Let goods that come back pay for these, or not."""
        return replace(self, exchange=exchange)

    def _changed(self, key: int, **changes: object) -> "Order":
        lines = tuple(replace(x, **changes) if x.key == key else x for x in self.lines)  # type: ignore[arg-type]
        return replace(self, lines=lines)


def _held(held: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse an order that holds more rewards or vouchers than anybody hands over."""
    if len(held) > MOST_DEALS:
        raise Rejected(Code.INVALID_QUANTITY)
    return held


def _line(
    key: int, item: Item, qty: Quantity, *, options: tuple[LineOption, ...] = (), label_price: Money | None = None
) -> OrderLine:
    """A line that keeps what the item is now."""
    return OrderLine(
        key=key, item_id=item.id, sku=item.sku, name=item.name, unit_price=item.price, vat_group=item.vat_group,
        qty=qty, unit=item.unit, cost=item.cost, by_weight=item.by_weight, earns_points=item.earns_points,
        options=options, label_price=label_price, category=item.category.id if item.category else "",
        uses=item.uses, course=item.course, station=item.station,
        price_list=item.price_list,
    )  # fmt: skip


def _of_one(price: Money, options: Sequence[LineOption]) -> Money:
    """What one costs with its options."""
    return price + sum(option.price for option in options)


def _bounded(unit_price: Money, qty: Quantity, label_price: Money | None) -> None:
    """Refuse a line that comes to more than any shop ever sells; sums must fit the database."""
    if (unit_price * qty // ONE if label_price is None else label_price) > MOST_MONEY:
        raise Rejected(Code.INVALID_QUANTITY)
