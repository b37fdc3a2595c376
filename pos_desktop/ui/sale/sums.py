"""What was taken off the order, in words: rewards and vouchers among the lines, and every reduction by its name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pos_desktop.core.money import Money
from pos_desktop.selling import kitchen
from pos_desktop.selling.bundling import price_of_lines
from pos_desktop.selling.deals import DealSource
from pos_desktop.selling.lines import OrderLine
from pos_desktop.selling.order import Discount, Order, Ware
from pos_desktop.selling.pricing import PricedLine, PricedOrder
from pos_desktop.selling.taken_off import Off, OffBy, at_most, off_below, off_line, off_parts, subtotal
from pos_desktop.selling.tenders import in_cash, still_due
from pos_desktop.ui.models.views import AmountView, LineView, RewardView, Tone, TotalsView
from pos_desktop.ui.sale.basket import Basket
from pos_desktop.ui.sale.kitchen import course_words, told_words
from pos_desktop.ui.sale.making_view import option_name
from pos_desktop.ui.sale.offers import EXCHANGE, REDEEM, CouponId, RewardId, VoucherId
from pos_desktop.wording import _, money, ngettext, percent, points, quantity

MayChange = Callable[[Order, OrderLine], bool]
"""Tells whether the goods of a line can be made otherwise."""


def never(_order: Order, _line: OrderLine) -> bool:
    """Nothing of an order that is only looked at can be changed."""
    return False


ROOM = 40
"""Characters of options that a row of the cart has room for."""

MOST_ROWS = 4
"""Reductions that the sums have room for beside the lines; those beyond it stand together in one row."""


def line_views(priced: PricedOrder, may_change: MayChange = never) -> tuple[LineView, ...]:
    """The lines as they are shown: a combo is one, with its parts below it."""
    places: dict[int, list[int]] = {}
    for at, of in enumerate(priced.lines):
        places.setdefault(of.line.head, []).append(at)
    return tuple(_row(priced, parts, may_change) for parts in places.values())


def _row(priced: PricedOrder, parts: Sequence[int], may_change: MayChange) -> LineView:
    if priced.lines[parts[0]].line.bundle:
        return _combo_view(priced, parts, may_change)
    return line_view(priced, parts[0], may_change)


def line_view(priced: PricedOrder, at: int, may_change: MayChange = never) -> LineView:
    """One line with what promotions, perks and people took off it; rewards and vouchers stand below the lines."""
    of, off = priced.lines[at], off_line(priced, at)
    sold = of.line
    return LineView(
        sold.key, quantity(sold.qty), sold.name, money(off.left), _one(of), discount_words(sold.discount),
        money(-off.by_hand) if sold.discount else "", sold.note,
        deals=tuple((deal.name, money(-deal.amount)) for deal in off.deals),
        single=sold.ware is not Ware.GOODS or bool(sold.serial), options=tuple(_options(sold)),
        changeable=may_change(priced.order, sold), kitchen=told_words(priced.order, sold),
        course=course_words(sold), has_course=kitchen.may_wait(priced.order, sold.key),
    )  # fmt: skip


def _options(line: OrderLine) -> Iterator[tuple[str, str]]:
    """What costs nothing in rows of a few, what costs something in a row of its own, then the serial number."""
    yield from ((text, "") for text in packed([option_name(each) for each in line.options if not each.price]))
    yield from ((option_name(each), money(each.price)) for each in line.options if each.price)
    if line.serial:
        yield _("Số sê-ri {serial}").format(serial=line.serial), ""


def packed(names: Sequence[str], room: int = ROOM) -> Iterator[str]:
    """Names in as few rows as hold them, `room` characters each."""
    row = ""
    for name in names:
        if row and len(row) + len(name) + 2 > room:
            yield row
            row = ""
        row = f"{row}, {name}" if row else name
    if row:
        yield row


def _combo_view(priced: PricedOrder, places: Sequence[int], may_change: MayChange) -> LineView:
    parts, off = [priced.lines[at].line for at in places], off_parts(priced, places)
    head = parts[0]
    return LineView(
        head.key, quantity(head.times), head.combo, money(off.left), money(price_of_lines(parts)),
        discount_words(head.discount), money(-off.by_hand) if off.by_hand else "", head.note,
        deals=tuple((deal.name, money(-deal.amount)) for deal in off.deals),
        options=tuple(row for part in parts for row in _part(part)),
        course=" · ".join(dict.fromkeys(words for part in parts if (words := course_words(part)))),
        changeable=may_change(priced.order, head), has_course=kitchen.may_wait(priced.order, head.key),
        kitchen=next((words for part in parts if (words := told_words(priced.order, part))), ""),
    )  # fmt: skip


def _part(line: OrderLine) -> Iterator[tuple[str, str]]:
    free = [option_name(each) for each in line.options if not each.price]
    yield from ((text, "") for text in packed([f"{line.pieces} {line.name}", *free]))
    yield from ((option_name(each), money(each.price * line.pieces)) for each in line.options if each.price)


def _one(of: PricedLine) -> str:
    line = of.line
    one = unit_price(line.unit_price, line.unit, line.by_weight)
    if line.list_price is None:
        return one
    return _("{price}, giá gốc {own}").format(price=one, own=money(line.list_price))


def unit_price(price: int, unit: str, by_weight: bool) -> str:
    """The price of one, with its unit where it is weighed."""
    return f"{money(price)}/{unit or 'kg'}" if by_weight else money(price)


def discount_words(discount: Discount | None) -> str:
    """What a discount is called: `Giảm 10%`."""
    if discount is None:
        return ""
    if discount.percent is not None:
        return _("Giảm {percent}").format(percent=percent(discount.percent))
    return _("Giảm giá")


def rewards(basket: Basket) -> tuple[RewardView, ...]:
    """What was chosen for the order, each with a cross: points first, then rewards and vouchers as they were taken."""
    priced, rows = basket.quote.priced, []
    if basket.points:
        label = _("Đổi {points}").format(points=points(basket.points))
        rows.append(RewardView(REDEEM, label, money(-priced.points_value)))
    return (*rows, *_chosen_rewards(basket), *_vouchers(basket), *_coupons(basket), *_exchange(basket))


def _chosen_rewards(basket: Basket) -> Iterator[RewardView]:
    taken = {reward.id: basket.quote.rewards.count(reward) for reward in basket.quote.rewards}
    for reward in dict.fromkeys(basket.quote.rewards):
        off, times = basket.quote.priced.off_by(DealSource.REWARD, reward.id), taken[reward.id]
        name = f"{reward.name} × {times}" if times > 1 else reward.name
        cost = points(reward.points * times) if reward.points else _("Miễn phí")
        yield RewardView(RewardId(reward.id), name, money(-off) if off else cost)


def _vouchers(basket: Basket) -> Iterator[RewardView]:
    for voucher in basket.order.vouchers:
        off = basket.quote.priced.off_by(DealSource.VOUCHER, voucher.id)
        yield RewardView(VoucherId(voucher.id), voucher.name, money(-off), icon="tag")


def _coupons(basket: Basket) -> Iterator[RewardView]:
    """What the words bring stands on the lines or in the sums, by the names of the promotions."""
    for word in basket.order.coupons:
        yield RewardView(CouponId(word), _("Mã {word}").format(word=word), "", icon="tag")


def _exchange(basket: Basket) -> Iterator[RewardView]:
    if exchange := basket.order.exchange:
        words = _("Đổi hàng {number}").format(number=exchange.number)
        yield RewardView(EXCHANGE, words, money(-exchange.credit), icon="undo-2")


def totals(basket: Basket, note: str, *, paid: bool = False, taken: Money = 0) -> TotalsView:
    """What the order comes to, every reduction by its name, what was taken already, and what it earns (`note`)."""
    priced = basket.quote.priced
    off = off_below(priced)
    rows = [AmountView(_("Tạm tính"), money(subtotal(priced)), Tone.MUTED)] if off else []
    rows += [_off_row(each, basket.order.discount) for each in at_most(off, MOST_ROWS)]
    exchange = basket.order.exchange
    due = AmountView(_("Đã thanh toán") if paid and not exchange else _("Khách phải trả"), money(priced.due))
    if exchange or (taken and not paid):
        rows += [replace(due, tone=Tone.MUTED)]
        rows += [AmountView(_("Hàng đổi lại"), money(-exchange.taken(priced.due)), Tone.PAY)] if exchange else []
        rows += [AmountView(_("Đã nhận"), money(-taken), Tone.PAY)] if taken and not paid else []
        due = _still(basket, 0 if paid else taken, paid=paid)
    return TotalsView(tuple(rows), due, note)


def in_notes(basket: Basket, taken: Money, step: Money) -> str:
    """What is left to pay, as cash is asked for."""
    return money(in_cash(still_due(basket.to_pay, taken), step))


def _still(basket: Basket, taken: Money, *, paid: bool) -> AmountView:
    """What is left to pay or was paid, or what goods that came back are worth beyond the order."""
    if basket.given_back:
        return AmountView(_("Trả lại khách"), money(basket.given_back))
    label = _("Đã thanh toán") if paid else _("Còn phải trả")
    return AmountView(label, money(still_due(basket.to_pay, taken)))


def _off_row(off: Off, by_hand: Discount | None) -> AmountView:
    tone = Tone.LOYALTY if off.by in (OffBy.CHOICE, OffBy.POINTS) else Tone.PAY
    return AmountView(_off_name(off, by_hand), money(-off.amount), tone)


def _off_name(off: Off, by_hand: Discount | None) -> str:
    if off.by is OffBy.HAND:
        return _of_order(by_hand)
    if off.by is OffBy.POINTS:
        return _("Đổi điểm")
    if off.by is OffBy.REST:
        return ngettext("{count} khoản giảm khác", "{count} khoản giảm khác", off.count).format(count=off.count)
    return off.name


def _of_order(discount: Discount | None) -> str:
    if discount is not None and discount.percent is not None:
        return _("Giảm cả đơn {percent}").format(percent=percent(discount.percent))
    return _("Giảm cả đơn")
