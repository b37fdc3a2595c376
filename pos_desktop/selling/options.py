"""What goods are made with: groups of choices such as sizes, toppings, sugar and ice, and wishes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.lines import LineOption, Use


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

    @property
    def usual(self) -> tuple["Pick", ...]:
        """The defaults: what goes without saying."""
        return tuple(Pick(choice.id) for choice in self.choices if choice.is_default)


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice that somebody names: for the whole, or for the first (1) or the second half (2)."""

    choice: Id
    half: int = 0


def chosen(
    groups: Sequence[OptionGroup], picks: Sequence[Pick] = (), bare: Collection[Id] = ()
) -> tuple[LineOption, ...]:
    """The picks as options of a line, in the order of the groups and of their choices.

    A group of which nothing is picked gets its defaults, unless it is one of `bare`.

    Raises:
        Rejected: UNKNOWN_OPTION for a choice of none of the groups; OPTION_MISSING with the `group` and how many it
            needs at `least`; OPTION_TOO_MANY with the `group` and the `most`, or a choice taken twice; OPTION_HALVES.
    """
    known = {choice.id for group in groups for choice in group.choices}
    if not {pick.choice for pick in picks} <= known:
        raise Rejected(Code.UNKNOWN_OPTION)
    options: list[LineOption] = []
    for group in groups:
        ids = {choice.id for choice in group.choices}
        named = tuple(pick for pick in picks if pick.choice in ids)
        options += _of_group(group, named or (() if group.id in bare else group.usual))
    return tuple(options)


def usual(groups: Sequence[OptionGroup]) -> tuple[LineOption, ...]:
    """What goes without saying; OPTION_MISSING where a group has to be asked for."""
    return chosen(groups)


def has_usual(groups: Sequence[OptionGroup]) -> bool:
    """Whether the defaults alone are a whole order, so that a scan need not ask."""
    return all(group.least <= len(group.usual) for group in groups)


def picks_of(options: Sequence[LineOption]) -> tuple[Pick, ...]:
    """What was picked for a line; options that no choice of the catalogue stands behind are left out."""
    return tuple(Pick(option.choice, option.half) for option in options if option.choice)


def _of_group(group: OptionGroup, picks: Sequence[Pick]) -> list[LineOption]:
    if any(pick.half for pick in picks):
        return _halves(group, picks)
    taken = [choice for choice in group.choices if Pick(choice.id) in picks]
    if len(taken) < group.least:
        raise Rejected(Code.OPTION_MISSING, group=group.name, least=group.least)
    if len(picks) > len(taken) or (group.most and len(taken) > group.most):
        raise Rejected(Code.OPTION_TOO_MANY, group=group.name, most=group.most or len(group.choices))
    cheapest = sorted(taken, key=lambda choice: choice.price)[: group.free]
    return [_option(choice, 0 if choice in cheapest else choice.price) for choice in taken]


def _halves(group: OptionGroup, picks: Sequence[Pick]) -> list[LineOption]:
    """Two choices for a half each: the dearer one carries the price, the other costs nothing."""
    by_half = {pick.half: choice for pick in picks for choice in group.choices if choice.id == pick.choice}
    if not group.halves or len(picks) != 2 or by_half.keys() != {1, 2}:
        raise Rejected(Code.OPTION_HALVES, group=group.name)
    first, second = by_half[1], by_half[2]
    if first == second:
        return _of_group(group, [Pick(first.id)])
    prices = (first.price, 0) if first.price >= second.price else (0, second.price)
    return [
        replace(_option(choice, 0 if group.free else price), half=half)
        for half, (choice, price) in enumerate(zip((first, second), prices, strict=True), 1)
    ]


def _option(choice: Choice, price: Money) -> LineOption:
    return LineOption(choice.name, price, choice.id, uses=choice.uses)
