"""Puts the goods of a line of `sell` on its order: with options, as a combo, by open price, by serial number."""

from dataclasses import replace

from pos_desktop.cli.made import Made, OptionNamed, PartNamed
from pos_desktop.cli.requests import LineRequest
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import ONE, Quantity, is_whole
from pos_desktop.core.text import fold
from pos_desktop.selling.bundling import Filling, fill, usual_choice
from pos_desktop.selling.catalogue import CatalogueIndex, Found, Item
from pos_desktop.selling.kitchen import with_course
from pos_desktop.selling.lines import LineOption
from pos_desktop.selling.options import OptionGroup, Pick, chosen, usual
from pos_desktop.selling.order import Order


def added(index: CatalogueIndex, order: Order, line: LineRequest) -> Order:
    """The order with the goods of a line.

    Raises:
        Rejected: what `CatalogueIndex.find` refuses, AMBIGUOUS_CODE, INVALID_QUANTITY; UNKNOWN_OPTION, OPTION_MISSING,
            OPTION_TOO_MANY, OPTION_HALVES, COMBO_SLOT; PRICE_NEEDED, SERIAL_NEEDED, SERIAL_TWICE.
    """
    found = index.find(line.code)
    if len(found) > 1:
        raise Rejected(Code.AMBIGUOUS_CODE, text=line.code, count=len(found))
    first, add = order.next_key, _combo if found[0].item.slots else _plain
    order = add(index, order, found[0], line)
    return order if line.made.course is None else with_course(order, first, line.made.course)


def _plain(_index: CatalogueIndex, order: Order, found: Found, line: LineRequest) -> Order:
    item, label = found.item, found.price
    if line.made.combo is not None:
        raise Rejected(Code.UNKNOWN_OPTION)
    if label is not None and not is_whole(line.qty):
        raise Rejected(Code.INVALID_QUANTITY)
    if item.open_price and label is None:
        if not line.price:
            raise Rejected(Code.PRICE_NEEDED, name=item.name)
        item = replace(item, price=line.price)
    if item.asks_serial and not line.made.serial:
        raise Rejected(Code.SERIAL_NEEDED, name=item.name)
    qty, price = found.qty * line.qty // ONE, None if label is None else label * line.qty // ONE
    order = order.add(
        item, qty, merge=False, label_price=price, note=line.note, options=options_of(item, line.made.options),
        serial=line.made.serial,
    )  # fmt: skip
    if line.price is not None and not found.item.open_price:
        order = order.with_price(order.next_key - 1, line.price)
    return order.with_line_discount(order.next_key - 1, line.discount)


def _combo(index: CatalogueIndex, order: Order, found: Found, line: LineRequest) -> Order:
    combo = found.item
    if line.price is not None:
        raise Rejected(Code.INVALID_AMOUNT, field="price")
    if line.made.options is not None:
        raise Rejected(Code.UNKNOWN_OPTION)
    parts = fill(combo, _fillings(index, combo, line.made), index.get)
    first = order.next_key
    order = order.add_combo(combo, parts, _times(line.qty))
    return order.with_line_discount(first, line.discount).with_line_note(first, line.note)


def _times(qty: Quantity) -> int:
    if not is_whole(qty):
        raise Rejected(Code.INVALID_QUANTITY)
    return qty // ONE


def _fillings(index: CatalogueIndex, combo: Item, made: Made) -> dict[int, Filling]:
    named = enumerate(made.combo or ())
    return {at: _filling(index, combo, at, part) for at, part in named if part != PartNamed()}


def _filling(index: CatalogueIndex, combo: Item, at: int, part: PartNamed) -> Filling:
    if at >= len(combo.slots):
        raise Rejected(Code.UNKNOWN_OPTION)
    slot = combo.slots[at]
    items = [item for choice in slot.choices if (item := index.get(choice.item_id))]
    usual_one = usual_choice(slot, index.get)
    wanted = fold(part.code)
    fits = [item for item in items if _is_called(item, wanted)] if part.code else [
        item for item in items if usual_one and item.id == usual_one.item_id
    ]  # fmt: skip
    if len(fits) != 1:
        raise Rejected(Code.COMBO_SLOT, slot=slot.name)
    return Filling(fits[0].id, None if part.options is None else options_of(fits[0], part.options))


def _is_called(item: Item, wanted: str) -> bool:
    return wanted in (fold(item.sku), fold(item.name), *item.barcodes)


def options_of(item: Item, named: tuple[OptionNamed, ...] | None) -> tuple[LineOption, ...]:
    """The options that a line names; the usual ones where it names none."""
    if named is None:
        return usual(item.options)
    bare = {_group(item, option.name).id for option in named if option.is_none}
    picks = [Pick(_choice(item, option.name), option.half) for option in named if not option.is_none]
    return chosen(item.options, picks, bare)


def _group(item: Item, name: str) -> OptionGroup:
    found = [group for group in item.options if fold(group.name) == fold(name)]
    if not found:
        raise Rejected(Code.UNKNOWN_OPTION)
    return found[0]


def _choice(item: Item, name: str) -> Id:
    """The choice that is called so; «group: name» tells apart what several groups offer."""
    head, colon, rest = name.partition(":")
    every = [(group, choice) for group in item.options for choice in group.choices]
    hits = {choice.id for _, choice in every if fold(choice.name) == fold(name)} or {
        choice.id for group, choice in every
        if colon and fold(group.name) == fold(head) and fold(choice.name) == fold(rest)
    }  # fmt: skip
    if len(hits) > 1:
        raise Rejected(Code.AMBIGUOUS_CODE, text=name, count=len(hits))
    if not hits:
        raise Rejected(Code.UNKNOWN_OPTION)
    return hits.pop()
