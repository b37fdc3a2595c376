"""Keeps what the shop's items are sold with: groups of options, what combos are made of, families and units."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.quantity import MOST_QUANTITY, ONE, Quantity
from pos_desktop.core.text import fold
from pos_desktop.core.text import name as clean_name
from pos_desktop.selling.bundles import ComboSlot
from pos_desktop.selling.lines import Ware
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.items import catalogue_changed, clean_pairs
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import menu
from pos_desktop.storage.queries.menu import ChoiceRow, GroupPage
from pos_desktop.storage.schema.catalogue import (
    combo_choice,
    combo_part,
    item,
    item_option,
    option_choice,
    option_group,
)

MOST_CHOICES = 40
MOST_NAME = 40
MOST_PIECES = 20

__all__ = ["Assign", "ChoiceFacts", "ChoiceRow", "FamilyItem", "GroupPage", "Menu", "PutCombo", "PutFamily", "PutGroup"]


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    """A choice as it is to be; `id` empty for a new one. It takes `item_qty` thousandths of `item_id` out of stock."""

    name: str
    price: Money = 0
    is_default: bool = False
    item_id: Id = ""
    item_qty: Quantity = 0
    id: Id = ""


@dataclass(frozen=True, slots=True)
class PutGroup:
    """A group of options as it is to be, whole; `group_id` empty for a new one. Choices left out rest from now on."""

    id: str
    name: str
    choices: tuple[ChoiceFacts, ...]
    by: Id
    least: int = 0
    most: int = 1
    free: int = 0
    halves: bool = False
    active: bool = True
    group_id: Id = ""


@dataclass(frozen=True, slots=True)
class Assign:
    """The groups that are asked for these items, and for all those of `category`, in this order; () for none."""

    id: str
    groups: tuple[Id, ...]
    by: Id
    items: tuple[Id, ...] = ()
    category: Id = ""


@dataclass(frozen=True, slots=True)
class PutCombo:
    """What an item is made of from now on; without slots it is no combo any more. Its price is the item's own."""

    id: str
    item_id: Id
    slots: tuple[ComboSlot, ...]
    by: Id


@dataclass(frozen=True, slots=True)
class FamilyItem:
    """One of a family, told apart by `attributes`; as a unit it holds `base_qty` thousandths of `base_id`."""

    item_id: Id
    attributes: tuple[tuple[str, str], ...] = ()
    base_id: Id = ""
    base_qty: Quantity = ONE


@dataclass(frozen=True, slots=True)
class PutFamily:
    """Items that stand under one name and one tile; an empty `family` lets them stand alone again."""

    id: str
    family: str
    items: tuple[FamilyItem, ...]
    by: Id


class Menu:
    """Use cases of who keeps the catalogue; each tells every till that its catalogue is old."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def groups(self, by: Id) -> list[GroupPage]:
        """Every group of options, those that rest too; NOT_ALLOWED with the right `catalogue`."""
        with self._till.db.read() as tx:
            require(tx, by, "catalogue")
            return menu.pages(tx)

    def put_group(self, command: PutGroup) -> Id:
        """Make a group of options or change one; gives its id.

        Raises:
            Rejected: NOT_ALLOWED, INVALID_NAME, GROUP_NAME_TAKEN, UNKNOWN_GROUP; GROUP_BOUNDS when its choices cannot
                be made as `least`, `most` and the defaults say; CHOICE_TWICE, INVALID_AMOUNT, INVALID_QUANTITY,
                UNKNOWN_ITEM.
        """
        return self._do(command.id, "put_group", _print(command), command.by, lambda x, w: self._put_group(x, command))

    def assign(self, command: Assign) -> None:
        """Say which groups are asked for which items; NOT_ALLOWED, UNKNOWN_ITEM, UNKNOWN_GROUP."""
        self._do(command.id, "assign_groups", _print(command), command.by, lambda x, w: self._assign(x, command))

    def put_combo(self, command: PutCombo) -> None:
        """Make an item a combo, change what it is made of, or make it plain again.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_ITEM, INVALID_NAME, INVALID_AMOUNT; INVALID_QUANTITY outside 1 to 20 pieces;
                COMBO_PART with the `name` of an item that no combo can hold (by weight, open price, serial, a combo);
                COMBO_SLOT for a slot without a choice.
        """
        self._do(command.id, "put_combo", _print(command), command.by, lambda x, w: self._put_combo(x, command))

    def put_family(self, command: PutFamily) -> None:
        """Put items under one name, or apart again, and say what their units hold.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_ITEM, INVALID_NAME, INVALID_QUANTITY; UNIT_OF_ITEM for a unit of a unit.
        """
        self._do(command.id, "put_family", _print(command), command.by, lambda x, w: self._put_family(w, command))

    def _do(self, op: str, kind: str, body: Any, by: Id, work: Any) -> Id:
        def deed(tx: Connection, written: Written) -> Deed:
            require(tx, by, "catalogue")
            subject, told = work(tx, written)
            catalogue_changed(tx)
            return Deed({"id": subject}, Event.MENU_CHANGED, subject, {"of": kind, **told})

        return str(once(self._till, Asked(op, kind, fingerprint(body), by), deed)["id"])

    # groups

    def _put_group(self, tx: Connection, command: PutGroup) -> tuple[Id, dict[str, Any]]:
        kept = _checked_group(tx, command)
        values = {"name": kept.name, "least": kept.least, "most": kept.most, "free": kept.free, "halves": kept.halves,
                  "active": kept.active}  # fmt: skip
        if kept.group_id:
            tx.execute(update(option_group).where(option_group.c.id == kept.group_id).values(**values))
        else:
            count = tx.execute(select(func.count()).select_from(option_group)).scalar_one()
            kept = replace(kept, group_id=self._till.ids())
            tx.execute(insert(option_group).values(
                id=kept.group_id, shop_id=self._till.shop.id, position=count, **values
            ))  # fmt: skip
        self._put_choices(tx, kept)
        return kept.group_id, {"menu": kept.name}

    def _put_choices(self, tx: Connection, group: PutGroup) -> None:
        """Change the choices that there are, by id or name, add new ones, and let the others rest."""
        held = tx.execute(select(option_choice.c.id, option_choice.c.name).where(
            option_choice.c.group_id == group.group_id)).all()  # fmt: skip
        ids, by_name = {row.id for row in held}, {row.name: row.id for row in held}
        # Two choices may change names with each other: no name is taken while they do.
        for row in held:
            aside = {"active": False, "name": f"{row.name} {row.id}"}
            tx.execute(update(option_choice).where(option_choice.c.id == row.id).values(**aside))
        kept = {choice.id for choice in group.choices if choice.id in ids}
        for at, choice in enumerate(group.choices):
            same = by_name.get(choice.name, "")
            known = choice.id if choice.id in ids else same if same not in kept else ""
            kept.add(self._put_choice(tx, group.group_id, known, at, choice))
        for row in held:
            if row.id not in kept and row.name not in {choice.name for choice in group.choices}:
                tx.execute(update(option_choice).where(option_choice.c.id == row.id).values(name=row.name))

    def _put_choice(self, tx: Connection, group_id: Id, known: Id, at: int, choice: ChoiceFacts) -> Id:
        values = {"name": choice.name, "price": choice.price, "is_default": choice.is_default, "position": at,
                  "item_id": choice.item_id or None, "item_qty": choice.item_qty, "active": True}  # fmt: skip
        if known:
            tx.execute(update(option_choice).where(option_choice.c.id == known).values(**values))
            return known
        choice_id = self._till.ids()
        tx.execute(insert(option_choice).values(id=choice_id, group_id=group_id, **values))
        return choice_id

    def _assign(self, tx: Connection, command: Assign) -> tuple[Id, dict[str, Any]]:
        of_category = select(item.c.id).where(item.c.category_id == command.category, item.c.ware == Ware.GOODS.value)
        more = tx.execute(of_category).scalars() if command.category else ()
        items = list(dict.fromkeys((*command.items, *more)))
        _check_known(tx, item.c.id, items, Code.UNKNOWN_ITEM)
        groups = list(dict.fromkeys(command.groups))
        _check_known(tx, option_group.c.id, groups, Code.UNKNOWN_GROUP)
        tx.execute(delete(item_option).where(item_option.c.item_id.in_(items)))
        rows = [
            {"id": self._till.ids(), "item_id": item_id, "group_id": group_id, "position": at}
            for item_id in items for at, group_id in enumerate(groups)
        ]  # fmt: skip
        if rows:
            tx.execute(insert(item_option), rows)
        return command.category or (items[0] if items else self._till.shop.id), {"items": len(items)}

    # combos

    def _put_combo(self, tx: Connection, command: PutCombo) -> tuple[Id, dict[str, Any]]:
        name = _name_of(tx, command.item_id)
        slots = [_checked_slot(slot) for slot in command.slots]
        _check_parts(tx, command.item_id, slots)
        old = select(combo_part.c.id).where(combo_part.c.combo_id == command.item_id)
        tx.execute(delete(combo_choice).where(combo_choice.c.part_id.in_(old)))
        tx.execute(delete(combo_part).where(combo_part.c.combo_id == command.item_id))
        for at, slot in enumerate(slots):
            self._put_slot(tx, command.item_id, at, slot)
        return command.item_id, {"menu": name}

    def _put_slot(self, tx: Connection, combo_id: Id, at: int, slot: ComboSlot) -> None:
        part_id = self._till.ids()
        values = {"id": part_id, "combo_id": combo_id, "name": slot.name, "qty": slot.qty, "position": at}
        tx.execute(insert(combo_part).values(**values))
        tx.execute(insert(combo_choice), [
            {"id": self._till.ids(), "part_id": part_id, "item_id": choice.item_id, "extra": choice.extra,
             "is_default": choice.is_default, "position": n}
            for n, choice in enumerate(slot.choices)
        ])  # fmt: skip

    # families and units

    def _put_family(self, written: Written, command: PutFamily) -> tuple[Id, dict[str, Any]]:
        tx, family = written.tx, clean_name(command.family) if command.family else ""
        if not command.items:
            raise Rejected(Code.UNKNOWN_ITEM, text="")
        _check_known(tx, item.c.id, [each.item_id for each in command.items], Code.UNKNOWN_ITEM)
        for each in command.items:
            _check_unit(tx, each)
            told = clean_pairs(each.attributes) if family else ()
            values = {"family": family, "attributes": [list(pair) for pair in told],
                      "base_id": each.base_id or None, "base_qty": each.base_qty}  # fmt: skip
            tx.execute(update(item).where(item.c.id == each.item_id).values(**values))
        written.saw(item, *(each.item_id for each in command.items))
        return command.items[0].item_id, {"menu": family}


def _print(command: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(command).items() if name != "id"}


def _check_known(tx: Connection, column: Any, ids: Sequence[Id], unknown: Code) -> None:
    known = set(tx.execute(select(column).where(column.in_(ids))).scalars())
    if missing := [each for each in ids if each not in known]:
        raise Rejected(unknown, text=missing[0])


def _name_of(tx: Connection, item_id: Id) -> str:
    name = tx.execute(select(item.c.name).where(item.c.id == item_id, item.c.ware == Ware.GOODS.value)).scalar()
    if name is None:
        raise Rejected(Code.UNKNOWN_ITEM, text=item_id)
    return str(name)


def _checked_group(tx: Connection, command: PutGroup) -> PutGroup:
    """The group as it is kept: clean names, bounds that its choices can meet, items that there are."""
    if command.group_id:
        _check_known(tx, option_group.c.id, [command.group_id], Code.UNKNOWN_GROUP)
    name = clean_name(command.name, MOST_NAME)
    taken = select(option_group.c.id).where(option_group.c.name == name, option_group.c.id != command.group_id)
    if tx.execute(taken).first():
        raise Rejected(Code.GROUP_NAME_TAKEN, name=name)
    choices = tuple(_checked_choice(choice) for choice in command.choices)
    folded = [fold(choice.name) for choice in choices]
    if twice := [choice.name for choice, key in zip(choices, folded, strict=True) if folded.count(key) > 1]:
        raise Rejected(Code.CHOICE_TWICE, name=twice[0])
    _check_bounds(command)
    _check_known(tx, item.c.id, [choice.item_id for choice in choices if choice.item_id], Code.UNKNOWN_ITEM)
    return replace(command, name=name, choices=choices)


def _check_bounds(group: PutGroup) -> None:
    count, defaults = len(group.choices), sum(choice.is_default for choice in group.choices)
    most = group.most or count
    fits = 0 < count <= MOST_CHOICES and 0 <= group.least <= min(most, count) and group.most >= 0 <= group.free
    if not fits or defaults > most or (group.halves and group.most != 1):
        raise Rejected(Code.GROUP_BOUNDS, count=count, least=group.least, most=group.most)


def _checked_choice(choice: ChoiceFacts) -> ChoiceFacts:
    if not 0 <= choice.price <= MOST_MONEY:
        raise Rejected(Code.INVALID_AMOUNT)
    if not 0 <= choice.item_qty <= MOST_QUANTITY or bool(choice.item_id) != bool(choice.item_qty):
        raise Rejected(Code.INVALID_QUANTITY)
    return replace(choice, name=clean_name(choice.name, MOST_NAME))


def _checked_slot(slot: ComboSlot) -> ComboSlot:
    if not 1 <= slot.qty <= MOST_PIECES:
        raise Rejected(Code.INVALID_QUANTITY)
    if any(not 0 <= choice.extra <= MOST_MONEY for choice in slot.choices):
        raise Rejected(Code.INVALID_AMOUNT)
    slot = replace(slot, name=clean_name(slot.name, MOST_NAME))
    items = {choice.item_id for choice in slot.choices}
    if not slot.choices or len(items) < len(slot.choices) or sum(choice.is_default for choice in slot.choices) > 1:
        raise Rejected(Code.COMBO_SLOT, slot=slot.name)
    return slot


def _check_parts(tx: Connection, combo_id: Id, slots: Sequence[ComboSlot]) -> None:
    """Goods by the piece at a price of their own, none of them a combo, nor a part that became one."""
    wanted = list(dict.fromkeys(choice.item_id for slot in slots for choice in slot.choices))
    _check_known(tx, item.c.id, wanted, Code.UNKNOWN_ITEM)
    combos = set(tx.execute(select(combo_part.c.combo_id)).scalars()) | {combo_id}
    for row in tx.execute(select(item).where(item.c.id.in_(wanted))):
        odd = row.by_weight or row.open_price or row.asks_serial or row.ware != Ware.GOODS.value
        if odd or row.id in combos:
            raise Rejected(Code.COMBO_PART, name=row.name)
    is_part = select(combo_choice.c.id).where(combo_choice.c.item_id == combo_id)
    if slots and tx.execute(is_part).first():
        raise Rejected(Code.COMBO_PART, name=_name_of(tx, combo_id))


def _check_unit(tx: Connection, each: FamilyItem) -> None:
    """A unit holds so many of an item that is itself no unit, and is none of another's base."""
    if not 0 < each.base_qty <= MOST_QUANTITY:
        raise Rejected(Code.INVALID_QUANTITY)
    if not each.base_id:
        return
    base = tx.execute(select(item.c.name, item.c.base_id).where(item.c.id == each.base_id)).first()
    if base is None:
        raise Rejected(Code.UNKNOWN_ITEM, text=each.base_id)
    is_base = tx.execute(select(item.c.id).where(item.c.base_id == each.item_id)).first()
    if base.base_id or each.base_id == each.item_id or is_base:
        raise Rejected(Code.UNIT_OF_ITEM, name=base.name)
