"""What a form is made of: the kinds of fields that are picked or held, fields, conditions and sections. No widgets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pos_desktop.ui.form.paths import Path, get, path_of
from pos_desktop.ui.form.typed import (
    Amount,
    Capitals,
    Date,
    Minute,
    Multiplier,
    Names,
    Number,
    Pieces,
    Share,
    Typed,
    Words,
    Wrong,
)
from pos_desktop.wording.messages import N_

__all__ = [
    "SET", "Amount", "Capitals", "Choice", "Condition", "Date", "Field", "First", "Flag", "Maybe", "Minute",
    "Multiplier", "Names", "Number", "Option", "Picked", "Pieces", "Recurring", "Rows", "Section", "Several", "Share",
    "Skus", "Switch", "Typed", "Words", "Wrong", "offers_in", "under",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""


Option = tuple[Any, str]
"""A plain value and its label."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few; `offered` gives them at display time, for what the form itself names (tiers, plans)."""

    options: tuple[Option, ...] = ()
    offered: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """In a switch: the first of what the form offers under a name; where there is none, the way is closed."""

    of: str


Patch = Mapping[str, Any]
"""Values by name that are put into a definition together."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One of a few ways for a definition to be; choosing one sets all that belongs to it.

    `ways` are labels with what they set; `by` names the values by which the way that is in force is known: texts that
    differ from way to way by what they say, others by being set at all.
    """

    ways: tuple[tuple[str, Patch], ...]
    by: tuple[str, ...]

    def way(self, plain: Mapping[str, Any]) -> int | None:
        """The place of the way in force."""
        ways = enumerate(patch for _label, patch in self.ways)
        return next((at for at, patch in ways if all(self._is_so(patch, plain, key) for key in self.by)), None)

    def _is_so(self, patch: Patch, plain: Mapping[str, Any], key: str) -> bool:
        """A text that one way alone sets is a name, which the shop writes as it likes."""
        said = {way[key] for _label, way in self.ways if isinstance(way[key], str) and way[key]}
        one, other = patch[key], plain.get(key)
        return one == other if len(said) > 1 else bool(one) == bool(other)


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of a few; none chosen means all."""

    options: tuple[Option, ...] = ()
    offered: str = ""
    none: str = ""
    """What no choice means, in words."""


@dataclass(frozen=True, slots=True)
class Picked:
    """Items and categories of the catalogue: a `Picks` of selling/conditions; `needed` where none is not all."""

    needed: bool = False


@dataclass(frozen=True, slots=True)
class Skus:
    """Items of the catalogue, a list of SKUs; `single` for one SKU as a text, "" for none."""

    single: bool = False


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurrence (RFC 5545 RRULE), "" for none."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A short list of sub-forms, one below the other; `blank` is a new one, `verb` what adds it."""

    fields: "tuple[Field, ...]"
    blank: Any
    verb: str = N_("Thêm dòng")
    most: int = 50


@dataclass(frozen=True, slots=True)
class Maybe:
    """A part that may be missing (None); `blank` is what ticking it begins with."""

    fields: "tuple[Field, ...]"
    blank: Any


Kind = Typed | Flag | Choice | Switch | Several | Picked | Skus | Recurring | Rows | Maybe


SET: Final = "set"
Condition = tuple[str, tuple[Any, ...] | str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: where its value is, what it is called, what it holds.

    `path` is relative to the form's value. `only` shows the field while all of some others, named by their paths,
    have one of some values, or are set at all (`SET`). `label` and `hint` are texts of the catalogue (`N_`); `wide`
    gives it the whole width.
    """

    path: str
    label: str
    kind: Kind
    hint: str = ""
    only: tuple[Condition, ...] = ()
    wide: bool = False

    @property
    def keys(self) -> Path:
        """The path in parts."""
        return path_of(self.path)

    def is_shown(self, plain: Any) -> bool:
        """Whether the field makes sense for this value of the form."""
        return all(_holds(get(plain, path_of(path)), wanted) for path, wanted in self.only)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under a title."""

    title: str
    fields: tuple[Field, ...]
    hint: str = ""


def offers_in(fields: Iterable[Field]) -> set[str]:
    """Names of the offers that some fields, or those within them, choose from."""
    found: set[str] = set()
    for field in fields:
        found |= {getattr(field.kind, "offered", "")} | offers_in(getattr(field.kind, "fields", ()))
        for _label, patch in getattr(field.kind, "ways", ()):
            found |= {value.of for value in patch.values() if isinstance(value, First)}
    return found - {""}


def under(path: str, fields: Iterable[Field], only: tuple[Condition, ...] = ()) -> tuple[Field, ...]:
    """The fields of a definition that lies at a path of another one, shown while `only` holds."""
    return tuple(
        replace(
            field, path=f"{path}.{field.path}".rstrip("."),
            only=(*only, *((f"{path}.{other}", wanted) for other, wanted in field.only)),
        )
        for field in fields
    )  # fmt: skip


def _holds(value: Any, wanted: tuple[Any, ...] | str) -> bool:
    return bool(value) if isinstance(wanted, str) else value in wanted
