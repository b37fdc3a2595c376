"""Fills a combo: which goods its slots hold, and how its one price is shared over them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.rates import share
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import LineOption, OrderLine
from pos_desktop.selling.options import usual

Find = Callable[[Id], Item | None]
"""Looks an item up that is sold today."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills a slot; `options` None are the usual ones."""

    item_id: Id
    options: tuple[LineOption, ...] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """So many `pieces` of an item in one combo, at `price` đồng a piece before its options."""

    item: Item
    price: Money
    pieces: int
    options: tuple[LineOption, ...] = ()


def fill(combo: Item, fillings: Mapping[int, Filling], find: Find) -> tuple[Part, ...]:
    """The parts of one combo; a slot (by its place, from 0) that nobody filled holds its usual choice.

    The combo's price and what dear choices cost more are shared over the parts by their own prices; what options
    cost is on top. Parts that cannot hold their share in whole đồng a piece leave the odd ones to another piece.

    Raises:
        Rejected: COMBO_SLOT with the `slot` that cannot hold what was named, or that nothing fits today;
            OPTION_MISSING where a part has no usual options; UNKNOWN_OPTION for a slot that there is not.
    """
    if not all(0 <= at < len(combo.slots) for at in fillings):
        raise Rejected(Code.UNKNOWN_OPTION)
    filled = [_filled(slot, fillings.get(at), find) for at, slot in enumerate(combo.slots)]
    parts = [Part(item, 0, slot.qty, options) for (item, _, options), slot in zip(filled, combo.slots, strict=True)]
    return _priced(parts, combo.price + sum(extra for _, extra, _ in filled))


def usual_choice(slot: ComboSlot, find: Find) -> SlotChoice | None:
    """What a slot holds when nobody says: its default, or the first that is sold today."""
    sold = [choice for choice in slot.choices if find(choice.item_id)]
    return next((choice for choice in sold if choice.is_default), sold[0] if sold else None)


def _filled(slot: ComboSlot, filling: Filling | None, find: Find) -> tuple[Item, Money, tuple[LineOption, ...]]:
    named = [choice for choice in slot.choices if filling and choice.item_id == filling.item_id]
    choice = (named[0] if named else None) if filling else usual_choice(slot, find)
    item = find(choice.item_id) if choice else None
    if choice is None or item is None:
        raise Rejected(Code.COMBO_SLOT, slot=slot.name)
    options = usual(item.options) if filling is None or filling.options is None else filling.options
    return item, choice.extra, options


def _priced(parts: Sequence[Part], total: Money) -> tuple[Part, ...]:
    own = [part.item.price * part.pieces for part in parts]
    shares = share(total, own if any(own) else [part.pieces for part in parts])
    priced = [replace(part, price=amount // part.pieces) for part, amount in zip(parts, shares, strict=True)]
    odd = total - sum(part.price * part.pieces for part in priced)
    return tuple(_with_odd(priced, odd) if odd else priced)


def _with_odd(parts: Sequence[Part], odd: Money) -> list[Part]:
    """The odd đồng go to a part that is one piece; where there is none, to one piece taken out of the first part."""
    at = next((at for at, part in enumerate(parts) if part.pieces == 1), 0)
    rest, one = list(parts), replace(parts[at], price=parts[at].price + odd, pieces=1)
    if parts[at].pieces == 1:
        return [*rest[:at], one, *rest[at + 1 :]]
    return [one, replace(parts[at], pieces=parts[at].pieces - 1), *rest[1:]]


def price_with(price: Money, options: Sequence[LineOption]) -> Money:
    """What one piece of goods costs with what it is made with, in đồng."""
    return price + sum(option.price for option in options)


def price_of_lines(lines: Sequence[OrderLine]) -> Money:
    """What one combo costs that these lines of an order hold, before anything is taken off, in đồng."""
    return sum(line.unit_price * line.pieces for line in lines)


def price_of(parts: Sequence[Part]) -> Money:
    """What one combo of these parts costs, the options of its parts among it, in đồng."""
    return sum(price_with(part.price, part.options) * part.pieces for part in parts)
