"""Divides orders: lines moved to another order, two orders made one, and parts of an amount to be paid one by one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.quantity import Quantity, is_whole
from pos_desktop.core.rates import percent_of, share
from pos_desktop.selling.lines import Discount, OrderLine, Ware
from pos_desktop.selling.order import MOST_LINES, Order
from pos_desktop.selling.pricing import discount_of, line_gross
from pos_desktop.selling.vouchers import HeldVoucher

MOST_PARTS = 50
T = TypeVar("T")

Picks = Mapping[int, Quantity]
"""Thousandths to take of lines, by their key; a line of a combo takes the whole combo along."""


def shares(due: Money, parts: int) -> tuple[Money, ...]:
    """`parts` amounts as equal as đồng allow, the larger ones first; INVALID_QUANTITY for none, or more than 50."""
    if not 1 <= parts <= MOST_PARTS:
        raise Rejected(Code.INVALID_QUANTITY)
    return share(due, (1,) * parts)


def take(order: Order, picks: Picks, fresh: Order) -> tuple[Order, Order]:
    """What stays, and the empty order `fresh` with what is taken; lines carry their discounts and what was sent.

    A percent off the whole order holds for both, an amount is shared by what the lines cost. The member, with
    points, rewards and vouchers, stays.

    Raises:
        Rejected: INVALID_QUANTITY for a part that is no whole pieces, and where nothing, or everything, is taken.
    """
    wanted = _with_combos(order, picks)
    stays, goes = _parted(order, wanted)
    if not goes or not _sold(stays):
        raise Rejected(Code.INVALID_QUANTITY)
    kept, given = _shared(order.discount, _left(stays), _left(goes))
    part = replace(
        fresh, discount=given, programme_version=order.programme_version, order_type=order.order_type,
        table=order.table, tables=order.tables,
    )  # fmt: skip
    return replace(order, lines=stays, discount=kept), _appended(part, goes, order.fired)


def move(source: Order, picks: Picks, target: Order) -> tuple[Order, Order]:
    """Both orders after lines went from one to the other; all of them may go. Discounts of whole orders stay.

    Raises:
        Rejected: as `take`, but for everything; INVALID_QUANTITY where the other order gets too many lines;
            ORDERS_DIFFER (`field`) where everything goes and both have a deposit or an exchange of their own.
    """
    stays, goes = _parted(source, _with_combos(source, picks))
    if not goes:
        raise Rejected(Code.INVALID_QUANTITY)
    if not _sold(stays):  # what was put down for it, and goods that came back for it, go along
        stays, target = (), replace(
            target, deposit=_only("deposit", target.deposit, source.deposit),
            exchange=_only("exchange", target.exchange, source.exchange),
        )  # fmt: skip
    return replace(source, lines=stays), _appended(target, goes, source.fired)


def merge(into: Order, other: Order) -> Order:
    """One order of two: lines, guests, tables, notes and the only member, deposit and exchange of both.

    Raises:
        Rejected: ORDERS_DIFFER, with the `field`, where both have a discount, a member, a deposit or an exchange of
            their own; INVALID_QUANTITY for too many lines; SERIAL_TWICE where both hold the same piece.
    """
    goods = tuple(line for line in other.lines if line.ware is not Ware.SERVICE)
    merged = _appended(into, goods, other.fired)
    return replace(
        _with_member_of(merged, other), discount=_discount(into.discount, other.discount),
        guests=into.guests + other.guests, tables=tuple(dict.fromkeys((*into.tables, *other.tables))),
        table=_joined(into.table, other.table, ", "), note=_joined(into.note, other.note, "; "),
        label=into.label or other.label, due_at=into.due_at or other.due_at,
        deposit=_only("deposit", into.deposit, other.deposit),
        exchange=_only("exchange", into.exchange, other.exchange),
        coupons=tuple(dict.fromkeys((*into.coupons, *other.coupons))),
    )  # fmt: skip


def _with_combos(order: Order, picks: Picks) -> dict[int, Quantity]:
    """The quantities to take, with every line of a combo of which one is asked for."""
    bundles = {line.bundle for line in order.lines if line.bundle and picks.get(line.key)}
    whole = {line.key: line.qty for line in order.lines if line.bundle in bundles}
    return {**{key: qty for key, qty in picks.items() if qty}, **whole}


def _parted(order: Order, wanted: Picks) -> tuple[tuple[OrderLine, ...], tuple[OrderLine, ...]]:
    if any(order.line(key) is None for key in wanted):
        raise Rejected(Code.INVALID_QUANTITY)
    stays, goes = [], []
    for line in order.lines:
        kept, taken = _cut(line, wanted.get(line.key, 0))
        stays += [kept] if kept else []
        goes += [taken] if taken and taken.ware is not Ware.SERVICE else []
    return tuple(stays), tuple(goes)


def _cut(line: OrderLine, qty: Quantity) -> tuple[OrderLine | None, OrderLine | None]:
    """A line in two: what stays of it, and `qty` of it."""
    if not qty:
        return line, None
    if qty == line.qty:
        return None, line
    left = line.qty - qty
    if not 0 < qty < line.qty or line.by_weight or not (is_whole(qty) and is_whole(left)):
        raise Rejected(Code.INVALID_QUANTITY, line=line.key)
    labels = share(line.label_price, (left, qty)) if line.label_price is not None else (None, None)
    sent = min(qty, line.sent)
    stays = replace(line, qty=left, label_price=labels[0], sent=line.sent - sent)
    goes = replace(line, qty=qty, label_price=labels[1], sent=sent)
    kept, given = _shared(line.discount, line_gross(stays), line_gross(goes))
    return replace(stays, discount=kept), replace(goes, discount=given)


def _shared(discount: Discount | None, left: Money, taken: Money) -> tuple[Discount | None, Discount | None]:
    """A discount for two parts that takes off together what it took off both; a percent stays one where it can."""
    if discount is None:
        return None, None
    if discount.percent is not None:
        whole = percent_of(left + taken, discount.percent)
        if percent_of(left, discount.percent) + percent_of(taken, discount.percent) == whole:
            return discount, discount
    else:
        whole = min(discount.amount or 0, left + taken)
    parts = share(whole, (left, taken)) if left + taken else (0, 0)
    kept, given = (Discount(amount=part) if part else None for part in parts)
    return kept, given


def _appended(order: Order, lines: tuple[OrderLine, ...], fired: tuple[int, ...]) -> Order:
    """The order with more lines under keys of its own; combos stay together.

    A course that was `fired` where they come from is made at once: in this order it may have to wait.
    """
    keys = {line.key: order.next_key + at for at, line in enumerate(lines)}
    if len(order.lines) + len(lines) > MOST_LINES:
        raise Rejected(Code.INVALID_QUANTITY)
    if {line.piece for line in order.lines if line.piece} & {line.piece for line in lines}:
        raise Rejected(Code.SERIAL_TWICE)
    own = tuple(
        replace(line, key=keys[line.key], bundle=keys.get(line.bundle, 0), course=_course(line, fired))
        for line in lines
    )  # fmt: skip
    return replace(order, lines=(*order.lines, *own), next_key=order.next_key + len(lines))


def _course(line: OrderLine, fired: tuple[int, ...]) -> int:
    return 0 if line.course in fired else line.course


def _with_member_of(order: Order, other: Order) -> Order:
    """The member of either, with what that one chose."""
    if other.account_id is None:
        return replace(order, vouchers=_vouchers(order, other))
    if order.account_id not in (None, other.account_id):
        raise Rejected(Code.ORDERS_DIFFER, field="member")
    proof = order.identified if order.account_id else other.identified
    return replace(
        order, account_id=other.account_id, identified=proof, holder=order.holder or other.holder,
        redeem=order.redeem if order.redeem is not None else other.redeem,
        rewards=(*order.rewards, *other.rewards), vouchers=_vouchers(order, other),
    )  # fmt: skip


def _vouchers(order: Order, other: Order) -> tuple[HeldVoucher, ...]:
    """Vouchers of both; one that both hold is one."""
    return tuple({voucher.id: voucher for voucher in (*order.vouchers, *other.vouchers)}.values())


def _discount(own: Discount | None, other: Discount | None) -> Discount | None:
    """Amounts add up; anything else would take off more or less than was promised."""
    if other is None and (own is None or own.amount is not None):
        return own
    if own is None and other is not None and other.amount is not None:
        return other
    if own == other and own is not None and own.percent is not None:
        return own
    if own is not None and other is not None and own.amount is not None and other.amount is not None:
        return Discount(amount=min(own.amount + other.amount, MOST_MONEY))
    raise Rejected(Code.ORDERS_DIFFER, field="discount")


def _only(field: str, own: T, other: T) -> T:
    if own and other and own != other:
        raise Rejected(Code.ORDERS_DIFFER, field=field)
    return own or other


def _joined(own: str, other: str, between: str) -> str:
    return between.join(dict.fromkeys(text for text in (own, other) if text))


def _sold(lines: tuple[OrderLine, ...]) -> bool:
    """Whether there is more than a charge that follows the goods."""
    return any(line.ware is not Ware.SERVICE for line in lines)


def _left(lines: tuple[OrderLine, ...]) -> Money:
    """What a discount of the whole order is taken off: goods after the discounts of their lines."""
    goods = ((line.discount, line_gross(line)) for line in lines if line.ware is Ware.GOODS)
    return sum(gross - discount_of(discount, gross) for discount, gross in goods)
