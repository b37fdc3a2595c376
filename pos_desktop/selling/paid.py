"""How much of each line was paid for: what deals and people gave away altogether is not in it."""

from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.selling.deals import reduce_by
from pos_desktop.selling.pieces import basket_of, lessened
from pos_desktop.selling.pricing import PricedOrder


def paid_units(priced: PricedOrder) -> tuple[Quantity, ...]:
    """Thousandths of each line that cost something, in the order of the lines; points pay like money.

    A piece that costs half is paid for, a free one is not; goods by weight are paid for as a whole or not at all.
    """
    lines = priced.order.lines
    basket = basket_of(lines, [line.gross for line in priced.lines])
    basket, _ = reduce_by((deal for deal in priced.deals if not deal.is_on_order), basket, lines)
    basket = lessened(basket, [line.line_by_hand for line in priced.lines])
    basket, _ = reduce_by((deal for deal in priced.deals if deal.is_on_order), basket, lines)
    basket = lessened(basket, [line.order_by_hand for line in priced.lines])
    paid = [0] * len(lines)
    for piece, count in basket.items():
        if piece.left:
            paid[piece.line] += count * ONE if piece.is_counted else lines[piece.line].qty
    return tuple(paid)
