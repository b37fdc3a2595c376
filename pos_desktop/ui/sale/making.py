"""How goods are to be made, while it is being chosen: the options of an item, or what a combo holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pos_desktop.core.errors import Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.bundling import Filling, Find, Part, fill, price_of, price_with, usual_choice
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import LineOption, OrderLine
from pos_desktop.selling.options import OptionGroup, Pick, chosen, picks_of

Place = tuple[int, Id]
"""A part of what is made (by its place), and its group; "" for what fills a slot of a combo."""


@dataclass(frozen=True, slots=True)
class Section:
    """One question: a group of options of a part, or, where `group` is None, what fills a slot of a combo."""

    part: int
    group: OptionGroup | None
    of: Item | None

    @property
    def place(self) -> Place:
        """What the answers are kept under."""
        return self.part, self.group.id if self.group else ""


@dataclass(frozen=True, slots=True)
class Making:
    """What is chosen so far. `key` is the line that is being changed, None for goods that are yet to be added.

    `parts` are the goods that are made, in a combo one for every slot (None where nothing is sold that fits);
    `taken` holds the choices of each group in the order in which they were tapped.
    """

    item: Item
    parts: tuple[Item | None, ...]
    taken: Mapping[Place, tuple[Id, ...]] = field(default_factory=dict)
    key: int | None = None
    last: tuple[Pick, ...] = ()
    """What the member had of it last time."""
    problem: Rejected | None = None
    unasked: frozenset[Place] = frozenset()
    """Groups in halves that still hold what goes without saying: the first choice is the whole then, not a half."""

    @property
    def is_combo(self) -> bool:
        """Whether slots are filled rather than one item made."""
        return bool(self.item.slots)

    def sections(self) -> Iterator[Section]:
        """The questions in their order: each slot with the options of what fills it."""
        for at, part in enumerate(self.parts):
            if self.is_combo:
                yield Section(at, None, part)
            for group in part.options if part else ():
                yield Section(at, group, part if self.is_combo else None)

    def picks(self, part: int) -> tuple[Pick, ...]:
        """What is taken for a part; two of a group that may be halved are halves."""
        return tuple(pick for section in self.sections() if section.part == part for pick in self._picked(section))

    def _picked(self, section: Section) -> tuple[Pick, ...]:
        group, ids = section.group, self.taken.get(section.place, ())
        if group is None:
            return ()
        is_halved = group.halves and len(ids) > 1
        return tuple(Pick(choice, half if is_halved else 0) for half, choice in enumerate(ids, 1))

    def options(self, part: int = 0) -> tuple[LineOption, ...]:
        """The options of a part; raises what `selling.options.chosen` refuses."""
        of = self.parts[part]
        groups = of.options if of else ()
        return chosen(groups, self.picks(part), {group.id for group in groups})

    def filled(self, find: Find) -> tuple[Part, ...]:
        """The parts of the combo; raises what `selling.bundling.fill` refuses."""
        fillings = {at: Filling(part.id, self.options(at)) for at, part in enumerate(self.parts) if part}
        return fill(self.item, fillings, find)

    def price(self, find: Find) -> Money:
        """What one of it costs as it is chosen, in đồng; raises Rejected while it cannot be made."""
        if not self.is_combo:
            return price_with(self.item.price, self.options())
        return price_of(self.filled(find))

    def toggle(self, place: Place, choice: Id, find: Find) -> "Making":
        """Take a choice, or leave one that is taken: of what only one may be taken, it takes the other's place."""
        section = next((each for each in self.sections() if each.place == place), None)
        if section is None:
            return self
        if section.group is None:
            return self._fill_slot(section.part, find(choice))
        is_first = place in self.unasked
        ids = (choice,) if is_first else _toggled(section.group, self.taken.get(place, ()), choice)
        return replace(self, taken={**self.taken, place: ids}, problem=None, unasked=self.unasked - {place})

    def _fill_slot(self, at: int, item: Item | None) -> "Making":
        if item is None or item == self.parts[at]:
            return self
        kept = {place: ids for place, ids in self.taken.items() if place[0] != at}
        parts = (*self.parts[:at], item, *self.parts[at + 1 :])
        unasked = frozenset(place for place in self.unasked if place[0] != at) | _halved(at, item)
        return replace(self, parts=parts, taken={**kept, **_usual(at, item)}, problem=None, unasked=unasked)

    def as_last(self) -> "Making":
        """As the member had it last time, as far as it is still to be had."""
        return replace(self, taken=_of_picks(0, self.item, self.last), problem=None, unasked=frozenset())


def begun(item: Item, find: Find) -> Making:
    """An item or a combo with its usual choices taken."""
    if not item.slots:
        return Making(item, (item,), _usual(0, item), unasked=_halved(0, item))
    choices = [usual_choice(slot, find) for slot in item.slots]
    parts = tuple(find(choice.item_id) if choice else None for choice in choices)
    taken = {place: ids for at, part in enumerate(parts) if part for place, ids in _usual(at, part).items()}
    halved = (place for at, part in enumerate(parts) if part for place in _halved(at, part))
    return Making(item, parts, taken, unasked=frozenset(halved))


def again(item: Item, options: tuple[LineOption, ...], key: int) -> Making:
    """A line's item with what was chosen for it."""
    return Making(item, (item,), _of_picks(0, item, picks_of(options)), key)


def filled_again(combo: Item, lines: Sequence[OrderLine], find: Find) -> Making | None:
    """A combo with what its lines hold; None where its slots are others now, or one of its goods is not sold."""
    parts: list[Item | None] = []
    taken: dict[Place, tuple[Id, ...]] = {}
    left = list(lines)
    for at, slot in enumerate(combo.slots):
        mine = [left.pop(0)] if left else []
        while mine and left and sum(line.pieces for line in mine) < slot.qty:
            mine.append(left.pop(0))
        item = find(mine[0].item_id) if mine else None
        fits = {line.item_id for line in mine} <= {choice.item_id for choice in slot.choices}
        if item is None or not fits or sum(line.pieces for line in mine) != slot.qty:
            return None
        parts.append(item)
        taken |= _of_picks(at, item, picks_of(mine[0].options))
    return Making(combo, tuple(parts), taken, lines[0].key) if not left else None


def still_there(item: Item, picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
    """Those picks that the item still offers; none where the groups would not take them together any more."""
    known = {choice.id for group in item.options for choice in group.choices}
    kept = tuple(pick for pick in picks if pick.choice in known)
    try:
        chosen(item.options, kept, {group.id for group in item.options})
    except Rejected:
        return ()
    return kept


def _usual(part: int, item: Item) -> dict[Place, tuple[Id, ...]]:
    return {(part, group.id): tuple(pick.choice for pick in group.usual) for group in item.options}


def _halved(part: int, item: Item) -> frozenset[Place]:
    return frozenset((part, group.id) for group in item.options if group.halves and group.usual)


def _of_picks(part: int, item: Item, picks: tuple[Pick, ...]) -> dict[Place, tuple[Id, ...]]:
    named = [pick.choice for pick in sorted(picks, key=lambda pick: pick.half)]
    return {
        (part, group.id): tuple(name for name in named if name in {choice.id for choice in group.choices})
        for group in item.options
    }


def _toggled(group: OptionGroup, ids: tuple[Id, ...], choice: Id) -> tuple[Id, ...]:
    most = 2 if group.halves else group.most
    if choice in ids:
        # The only one of what has to be chosen stays: a second tap means that it is meant.
        return ids if group.least and len(ids) == 1 == group.most else tuple(each for each in ids if each != choice)
    return (*ids, choice) if not most or len(ids) < most else (*ids[:-1], choice) if group.halves or most == 1 else ids
