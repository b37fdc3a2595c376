"""The goods of an order as pieces with what is still to be paid for each: what deals count, take and share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, is_whole
from pos_desktop.core.rates import share
from pos_desktop.selling.lines import OrderLine, Ware


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """One piece of the line at `line` with what is left to pay for it in đồng; ordered cheapest first.

    Goods by weight, and parts of a piece, are one piece of the whole line that `is_counted` leaves out.
    """

    left: Money
    line: int
    is_counted: bool = True
    is_used: bool = False
    """A deal had it already."""
    is_locked: bool = False
    """An exclusive deal had it: no other may."""


Basket = Mapping[Piece, int]
"""How many there are of each; always whole đồng, so that any number of pieces can be taken out of a line."""


@dataclass(frozen=True, slots=True)
class Taken:
    """So many equal pieces that a deal uses, and what it takes off all of them together."""

    piece: Piece
    count: int
    off: Money = 0


def basket_of(lines: Sequence[OrderLine], amounts: Sequence[Money]) -> Basket:
    """The goods of an order that cost `amounts`; gift cards, top-ups and memberships are no goods."""
    basket: Counter[Piece] = Counter()
    for at, (line, amount) in enumerate(zip(lines, amounts, strict=True)):
        if line.ware is Ware.GOODS:
            is_counted = is_whole(line.qty) and not line.by_weight
            basket.update(_spread(Piece(0, at, is_counted), line.qty // ONE if is_counted else 1, amount))
    return basket


def using(basket: Basket, taken: Iterable[Taken], *, exclusive: bool) -> Basket:
    """The basket after a deal: pieces used cost less, and with `exclusive` belong to that deal alone."""
    after = Counter(basket)
    for each in taken:
        after[each.piece] -= each.count
        marked = replace(each.piece, is_used=True, is_locked=each.piece.is_locked or exclusive)
        after.update(_spread(marked, each.count, each.piece.left * each.count - each.off))
    return +after


def lessened(basket: Basket, by_line: Sequence[Money]) -> Basket:
    """The basket after discounts by hand on its lines."""
    after: Counter[Piece] = Counter()
    for taken in shared(list(basket.items()), dict(enumerate(by_line))):
        after.update(_spread(taken.piece, taken.count, taken.piece.left * taken.count - taken.off))
    return after


def shared(pieces: Iterable[tuple[Piece, int]], by_line: Mapping[int, Money]) -> Iterator[Taken]:
    """Share what each line loses over its pieces by what they cost."""
    of_line: dict[int, list[tuple[Piece, int]]] = {}
    for piece, count in sorted(pieces):
        of_line.setdefault(piece.line, []).append((piece, count))
    for line, parts in of_line.items():
        offs = share(by_line.get(line, 0), [piece.left * count for piece, count in parts])
        yield from (Taken(piece, count, off) for (piece, count), off in zip(parts, offs, strict=True))


def by_line(taken: Iterable[Taken], lines: int) -> tuple[Money, ...]:
    """What each of so many lines loses."""
    offs = [0] * lines
    for each in taken:
        offs[each.piece.line] += each.off
    return tuple(offs)


def left_by_line(pieces: Iterable[tuple[Piece, int]]) -> dict[int, Money]:
    """What the lines of these pieces cost, in the order of the lines."""
    left: dict[int, Money] = {}
    for piece, count in sorted(pieces, key=lambda pair: pair[0].line):
        left[piece.line] = left.get(piece.line, 0) + piece.left * count
    return left


def first_of(pieces: Iterable[tuple[Piece, int]], most: int) -> Iterator[tuple[Piece, int]]:
    """The first `most` of these pieces."""
    for piece, count in pieces:
        if most <= 0:
            return
        yield piece, min(count, most)
        most -= count


def _spread(piece: Piece, count: int, left: Money) -> dict[Piece, int]:
    """`count` pieces that together cost `left`: whole đồng each, the odd ones on the last pieces."""
    each, odd = divmod(left, count)
    spread = {replace(piece, left=each): count - odd, replace(piece, left=each + 1): odd}
    return {each: pieces for each, pieces in spread.items() if pieces}
