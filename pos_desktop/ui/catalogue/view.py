"""What the catalogue's screen shows: the list, the form of one entry or of many, what can be done now."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from pos_desktop.ui.catalogue.port import RowView
from pos_desktop.ui.form.kinds import Option, Section
from pos_desktop.ui.form.state import State
from pos_desktop.ui.models.views import ChipView, EmptyView


@dataclass(frozen=True, slots=True)
class FormView:
    """A form under a title; `verb` keeps it, `problem` says why that was refused."""

    key: str
    title: str
    sections: tuple[Section, ...]
    state: State
    offers: Mapping[str, Sequence[Option]]
    names: Mapping[str, str]
    verb: str
    can_save: bool
    problem: str = ""
    busy: bool = False
    lines: tuple[str, ...] = ()
    """What would come of it, line by line."""
    picture: str | None = None
    """Name of the item's picture, "" for none yet; None where nothing can have one."""


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """Everything on show. `many` tells whether rows are ticked, `chips` narrow the list down."""

    segments: tuple[ChipView, ...]
    segment: str
    verb: str
    rows: tuple[RowView, ...]
    chosen: str | None
    chips: tuple[ChipView, ...] = ()
    chip: Hashable = ""
    empty: EmptyView | None = None
    form: FormView | None = None
    loading: bool = False
    many: bool = False
    can_many: bool = False
    can_order: bool = False
    """The rows are the tiles of one category, and may be moved among each other."""
    count: str = ""
    deeds: frozenset[str] = field(default_factory=frozenset)
    """Of `export`, `import`, `labels`, `weigh`: what can be done now."""

    @property
    def has_prices(self) -> bool:
        """Whether a price list is on show that is kept already."""
        return self.segment == "lists" and bool(self.chosen)
