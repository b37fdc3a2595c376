"""What the settings screen shows: parts, a form, the «Thử» line, the impact of the change, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pos_desktop.ui.form.kinds import Option, Section
from pos_desktop.ui.form.paths import Path
from pos_desktop.ui.form.state import State
from pos_desktop.ui.models.views import ChipView


@dataclass(frozen=True, slots=True)
class EntryView:
    """A row of a list: a part of the programme, or a definition; `wrong` where something in it cannot be."""

    key: Any
    title: str
    detail: str = ""
    icon: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class ListView:
    """The definitions of a page; `chosen` is a place, None where there is none."""

    entries: tuple[EntryView, ...]
    chosen: int | None
    verb: str
    empty: str


@dataclass(frozen=True, slots=True)
class TrialView:
    """The «Thử» line; texts as typed, `result` in words, empty where the programme cannot be.

    `wrong` names the texts that cannot be read: amount, points, day, minute.
    """

    amount: str
    points: str
    day: str
    minute: str
    goods: str
    tiers: Sequence[Option]
    tier: str
    result: str
    lunar: str = ""
    wrong: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ImpactView:
    """From which day the new version counts and whom it moves; `movers` are told on request."""

    day: str
    text: str
    error: str = ""
    is_warning: bool = False
    movers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """Everything on the screen. `sections` are shown for the value at `base` of `state`."""

    parts: tuple[EntryView, ...]
    part: str
    title: str
    version: str
    pages: tuple[ChipView, ...]
    page: str
    sections: tuple[Section, ...]
    base: Path
    state: State
    offers: Mapping[str, Sequence[Option]]
    entries: ListView | None
    trial: TrialView
    impact: ImpactView
    save: str
    leave: str
    can_save: bool = False
    busy: bool = False
    conflict: str = ""
    """Somebody else saved a newer version meanwhile: what to do about it."""
    fault: str = ""
    """The first thing that is wrong with the programme, and where."""
    problem: str = ""
    """What is wrong with the order on trial or the day."""
    names: Mapping[str, str] = field(default_factory=dict)
    entry: str = ""
    """The id of the definition on show, "" for none."""
