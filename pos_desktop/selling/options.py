"""What goods are made with: groups of choices such as sizes, toppings, sugar and ice, and wishes."""

from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.lines import Use


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a group; `price` in đồng is added to one unit of the goods."""

    id: Id
    name: str
    price: Money = 0
    is_default: bool = False
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choices of which `least` to `most` (0: any number) are taken; the `free` cheapest of those taken cost nothing.

    With `halves` one choice is for the whole, or two are for a half each, at the price of the dearer one.
    """

    id: Id
    name: str
    choices: tuple[Choice, ...]
    least: int = 0
    most: int = 1
    free: int = 0
    halves: bool = False
