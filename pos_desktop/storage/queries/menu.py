"""Reads what items are made with and combos are made of: groups of options, slots."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling import stock
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.lines import Use
from pos_desktop.selling.options import Choice, OptionGroup
from pos_desktop.storage.queries.recipes import MadeOf
from pos_desktop.storage.schema.catalogue import (
    combo_choice,
    combo_part,
    item,
    item_option,
    option_choice,
    option_group,
)


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A choice as the shop keeps it; `item_id` with `item_qty` thousandths is what it takes out of stock."""

    id: Id
    name: str
    price: Money
    is_default: bool
    item_id: Id | None
    item_qty: Quantity
    active: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group of options as its owner sees it, with what it is for: the ids of `items`, in no order that matters."""

    id: Id
    name: str
    least: int
    most: int
    free: int
    halves: bool
    active: bool
    choices: tuple[ChoiceRow, ...]
    items: tuple[Id, ...]


def options(tx: Connection, made_of: MadeOf) -> dict[Id, tuple[OptionGroup, ...]]:
    """The groups of every item that has any, each in the order in which they are asked.

    What a choice uses comes down to what that is `made_of`.
    """
    groups = _groups(tx, made_of)
    by_item: dict[Id, list[OptionGroup]] = defaultdict(list)
    rows = select(item_option.c.item_id, item_option.c.group_id).order_by(item_option.c.position, item_option.c.id)
    for item_id, group_id in tx.execute(rows):
        if group_id in groups:
            by_item[item_id].append(groups[group_id])
    return {item_id: tuple(each) for item_id, each in by_item.items()}


def _groups(tx: Connection, made_of: MadeOf) -> dict[Id, OptionGroup]:
    """The active groups that have a choice to make."""
    choices: dict[Id, list[Choice]] = defaultdict(list)
    rows = (
        select(option_choice, item.c.cost).outerjoin(item, item.c.id == option_choice.c.item_id)
        .where(option_choice.c.active == 1).order_by(option_choice.c.position, option_choice.c.id)
    )  # fmt: skip
    for row in tx.execute(rows):
        use = Use(row.item_id, row.item_qty, row.cost) if row.item_id and row.item_qty else None
        uses = stock.down_to(made_of, use) if use else ()
        choices[row.group_id].append(Choice(row.id, row.name, row.price, row.is_default, uses))
    found = tx.execute(select(option_group).where(option_group.c.active == 1))
    return {
        row.id: OptionGroup(row.id, row.name, tuple(choices[row.id]), row.least, row.most, row.free, row.halves)
        for row in found if choices[row.id]
    }  # fmt: skip


def slots(tx: Connection) -> dict[Id, tuple[ComboSlot, ...]]:
    """What each combo is made of, by the id of its item."""
    choices: dict[Id, list[SlotChoice]] = defaultdict(list)
    for row in tx.execute(select(combo_choice).order_by(combo_choice.c.position, combo_choice.c.id)):
        choices[row.part_id].append(SlotChoice(row.item_id, row.extra, row.is_default))
    by_item: dict[Id, list[ComboSlot]] = defaultdict(list)
    for row in tx.execute(select(combo_part).order_by(combo_part.c.position, combo_part.c.id)):
        by_item[row.combo_id].append(ComboSlot(row.name, tuple(choices[row.id]), row.qty))
    return {item_id: tuple(each) for item_id, each in by_item.items()}


def pages(tx: Connection) -> list[GroupPage]:
    """Every group, those that rest too, in the order in which they were made."""
    choices: dict[Id, list[ChoiceRow]] = defaultdict(list)
    for row in tx.execute(select(option_choice).order_by(option_choice.c.position, option_choice.c.id)):
        kept = ChoiceRow(row.id, row.name, row.price, row.is_default, row.item_id, row.item_qty, row.active)
        choices[row.group_id].append(kept)
    items: dict[Id, list[Id]] = defaultdict(list)
    for item_id, group_id in tx.execute(select(item_option.c.item_id, item_option.c.group_id)):
        items[group_id].append(item_id)
    found = tx.execute(select(option_group).order_by(option_group.c.position, option_group.c.id))
    return [
        GroupPage(row.id, row.name, row.least, row.most, row.free, row.halves, row.active, tuple(choices[row.id]),
                  tuple(items[row.id]))
        for row in found
    ]  # fmt: skip
