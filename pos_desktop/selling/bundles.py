"""Combos as goods of their own: slots that are filled with other goods, at one price shared over them."""

from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """An item that may fill a slot, and what it costs more, in đồng."""

    item_id: Id
    extra: Money = 0
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class ComboSlot:
    """So many whole pieces of one of its choices."""

    name: str
    choices: tuple[SlotChoice, ...]
    qty: int = 1
