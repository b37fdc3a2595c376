"""Stock as sums: what a line takes out and what of it comes back, what goods cost on average, what is left."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.core.rates import half_up
from pos_desktop.selling.bundles import ComboSlot
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import OrderLine, Use, Ware

MOST_DEPTH = 3
"""How deep goods may be made of goods that are made of others: a crate of cups of syrup."""

Levels = Mapping[Id, Quantity]
"""What is there of every item that is tracked, ingredients among them."""


@dataclass(frozen=True, slots=True)
class Out:
    """What one line takes out of stock of one item; `is_use` where it is not the item that is sold."""

    item_id: Id
    qty: Quantity
    cost: Money
    is_use: bool = False


def outs(line: OrderLine) -> tuple[Out, ...]:
    """What a line takes out: the item itself, or what it is made of, and what its options use; a row for each item."""
    if line.ware is not Ware.GOODS:
        return ()
    own = () if line.uses else (Out(line.item_id, line.qty, line.cost),)
    used: dict[Id, list[int]] = {}
    for use, share in _shares(line):
        kept = used.setdefault(use.item_id, [0, use.cost])
        kept[0] += share * use.qty
    # What is used at all is a thousandth at least, so that every line leaves its mark.
    made = (Out(key, max(1, half_up(qty * line.qty, 2 * ONE)), cost, True) for key, (qty, cost) in used.items())
    return (*own, *made)


def _shares(line: OrderLine) -> Iterable[tuple[Use, int]]:
    """Uses with the halves of them that one of the line takes."""
    yield from ((use, 2) for use in line.uses)
    for option in line.options:
        yield from ((use, 1 if option.half else 2) for use in option.uses)


def cost_of_one(line: OrderLine) -> Money:
    """What one of a line costs the shop, in đồng: its item with what its options use."""
    beside = sum(use.qty * use.cost * (1 if option.half else 2) for option in line.options for use in option.uses)
    return line.cost + half_up(beside, 2 * ONE)


def cost_of(uses: Iterable[Use]) -> Money:
    """What goods cost that are made of these, in đồng for one."""
    return half_up(sum(use.qty * use.cost for use in uses), ONE)


def comes_back(out: Quantity, sold: Quantity, before: Quantity, now: Quantity) -> Quantity:
    """What comes back of what a line took out, when `now` of the `sold` is returned after `before` had been.

    To date it is the share of `out` that the quantity is, so that the whole comes back with the last piece.
    """
    return half_up(out * (before + now), sold) - half_up(out * before, sold)


def average(level: Quantity, cost: Money, qty: Quantity, unit_cost: Money) -> Money:
    """Moving average in đồng after `qty` came in at `unit_cost`; of a level at or below nothing nothing is left."""
    there = max(0, level)
    return half_up(there * cost + qty * unit_cost, there + qty)


def value(level: Quantity, cost: Money) -> Money:
    """What a level is worth in đồng; below nothing it is worth nothing."""
    return half_up(max(0, level) * cost, ONE)


def flattened(made_of: Mapping[Id, Sequence[Use]]) -> dict[Id, tuple[Use, ...]]:
    """Every item with what it takes out of stock in the end; the costs are those of `made_of`.

    A ring, which nothing saves, is cut where it is too deep.
    """
    return {item_id: _flat(made_of, item_id, MOST_DEPTH) for item_id in made_of}


def down_to(made_of: Mapping[Id, Sequence[Use]], use: Use) -> tuple[Use, ...]:
    """What is used of an item, or of what that is made of, where `made_of` goes down to the end already."""
    parts = made_of.get(use.item_id, ())
    return tuple(Use(part.item_id, half_up(part.qty * use.qty, ONE), part.cost) for part in parts) or (use,)


def _flat(made_of: Mapping[Id, Sequence[Use]], item_id: Id, depth: int) -> tuple[Use, ...]:
    sums: dict[Id, Use] = {}
    for use in made_of[item_id]:
        deeper = _flat(made_of, use.item_id, depth - 1) if depth > 1 and use.item_id in made_of else ()
        parts = [Use(part.item_id, half_up(part.qty * use.qty, ONE), part.cost) for part in deeper] or [use]
        for part in parts:
            had = sums.get(part.item_id)
            sums[part.item_id] = Use(part.item_id, part.qty + (had.qty if had else 0), part.cost)
    return tuple(sums.values())


def depth(made_of: Mapping[Id, Sequence[Use]], item_id: Id, most: int = MOST_DEPTH + 1) -> int:
    """How deep an item is made of others: 0 for one that is made of nothing; `most` for a ring."""
    if most == 0:
        return 0
    return max((1 + depth(made_of, use.item_id, most - 1) for use in made_of.get(item_id, ())), default=0)


def left(item: Item, levels: Levels) -> Quantity | None:
    """How many of an item can be sold; None where nobody keeps count of it or of what it is made of."""
    if not item.uses:
        return levels.get(item.id)
    counted = [levels[use.item_id] * ONE // use.qty for use in item.uses if use.item_id in levels]
    return min(counted, default=None)


def left_of_combo(slots: Iterable[ComboSlot], left_of: Callable[[Id], Quantity | None]) -> Quantity | None:
    """How many of a combo can be filled, its slots looked at one by one; None where nobody counts enough for that.

    `left_of` tells how many of an item there are, 0 for one that is not sold, None for one that nobody counts.
    """
    least: Quantity | None = None
    for slot in slots:
        counted = [left_of(choice.item_id) for choice in slot.choices]
        if None not in counted:
            most = max((each for each in counted if each is not None), default=0) // slot.qty
            least = most if least is None else min(least, most)
    return least


def taken(lines: Iterable[OrderLine]) -> dict[Id, Quantity]:
    """What lines take out of stock together, by item."""
    sums: dict[Id, Quantity] = {}
    for line in lines:
        for out in outs(line):
            sums[out.item_id] = sums.get(out.item_id, 0) + out.qty
    return sums


def moved(levels: Levels, lines: Iterable[OrderLine]) -> dict[Id, Quantity]:
    """The levels after lines were sold; what nobody keeps count of stays out."""
    gone = taken(lines)
    return {item_id: level - gone.get(item_id, 0) for item_id, level in levels.items()}


def short_lines(lines: Sequence[OrderLine], levels: Levels) -> dict[int, Quantity]:
    """Lines that take more than there is, by key, each with how many of it there are (never below 0)."""
    gone = taken(lines)
    short = {item_id for item_id, qty in gone.items() if item_id in levels and qty > levels[item_id]}
    return {
        line.key: max(0, min(levels[out.item_id] * line.qty // out.qty for out in outs(line) if out.item_id in short))
        for line in lines if any(out.item_id in short for out in outs(line))
    }  # fmt: skip
