"""Puts what is being chosen of goods into words: questions with their choices, and what it comes to."""

from collections.abc import Iterable
from dataclasses import dataclass

from pos_desktop.core.errors import Rejected
from pos_desktop.selling.bundling import Find
from pos_desktop.selling.lines import LineOption
from pos_desktop.selling.options import OptionGroup, chosen
from pos_desktop.ui.sale.making import Making, Place, Section
from pos_desktop.wording import _, money
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One choice; `detail` is its price, "" for none."""

    id: str
    label: str
    detail: str = ""
    down: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    """One question; `hint` says how many may be taken."""

    place: Place
    title: str
    hint: str
    choices: tuple[ChoiceView, ...]
    is_full: bool = False
    """Whether nothing more is to be chosen of it, so that keys go on to the next question."""


@dataclass(frozen=True, slots=True)
class MakingView:
    """What the sheet shows; `last` is what the member had last time, "" where there is nothing to offer."""

    title: str
    sections: tuple[SectionView, ...]
    verb: str
    price: str
    error: str = ""
    last: str = ""


def view_of(making: Making, find: Find) -> MakingView:
    """Put it into words."""
    try:
        price = money(making.price(find))
    except Rejected:
        price = ""
    return MakingView(
        making.item.name, tuple(_section(making, section, find) for section in making.sections()),
        _("Thêm") if making.key is None else _("Đổi"), price,
        sentence(making.problem) if making.problem else "", _last(making),
    )  # fmt: skip


def _last(making: Making) -> str:
    if not making.last or set(making.last) == set(making.picks(0)):
        return ""
    groups = making.item.options
    return told(chosen(groups, making.last, {group.id for group in groups})) or _("Không thêm gì")


def told(options: Iterable[LineOption]) -> str:
    """`Size L, Ít đá, Nửa Bò`."""
    return ", ".join(option_name(option) for option in options)


def option_name(option: LineOption) -> str:
    """An option's name, with the half that it is."""
    return _("Nửa {name}").format(name=option.name) if option.half else option.name


def _section(making: Making, section: Section, find: Find) -> SectionView:
    taken = making.taken.get(section.place, ())
    if section.group is None:
        return _slot(making, section, find)
    group = section.group
    title = f"{section.of.name}: {group.name}" if section.of else group.name
    is_halved = group.halves and len(taken) > 1
    choices = tuple(
        ChoiceView(
            choice.id, _("Nửa {name}").format(name=choice.name) if is_halved and choice.id in taken else choice.name,
            f"+{money(choice.price)}" if choice.price else "", choice.id in taken,
        )
        for choice in group.choices
    )  # fmt: skip
    is_full = group.most == 1 and len(taken) == (2 if group.halves else 1)
    return SectionView(section.place, title, _hint(group), choices, is_full)


def _slot(making: Making, section: Section, find: Find) -> SectionView:
    slot = making.item.slots[section.part]
    found = [(choice, find(choice.item_id)) for choice in slot.choices]
    choices = tuple(
        ChoiceView(item.id, item.name, f"+{money(choice.extra)}" if choice.extra else "", item == section.of)
        for choice, item in found if item is not None
    )  # fmt: skip
    hint = _("{count} phần").format(count=slot.qty) if slot.qty > 1 else _("Chọn một")
    return SectionView(section.place, slot.name, hint, choices, is_full=True)


def _hint(group: OptionGroup) -> str:
    if group.halves:
        return _("Chọn một, hoặc hai nửa")
    if group.least and group.most == group.least:
        return _("Chọn một") if group.least == 1 else _("Chọn {count}").format(count=group.least)
    told = _("Ít nhất {count}").format(count=group.least) if group.least else _("Tuỳ ý")
    if group.most > 1:
        most = _("nhiều nhất {count}").format(count=group.most)
        told = f"{told}, {most}" if group.least else most[:1].upper() + most[1:]
    if group.free:
        told += ", " + _("{count} loại miễn phí").format(count=group.free)
    return told
