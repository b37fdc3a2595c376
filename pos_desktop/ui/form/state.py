"""What a form shows besides its fields: the value with what is wrong in it, and the goods that may be picked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pos_desktop.ui.form.paths import Path


@dataclass(frozen=True, slots=True)
class State:
    """What a form shows: the whole plain value, texts that could not be read, and what is wrong, by path."""

    plain: Any
    drafts: Mapping[Path, str] = field(default_factory=dict)
    errors: Mapping[Path, str] = field(default_factory=dict)

    def error_at(self, path: Path) -> str:
        """What is wrong with a field, its parts included."""
        return next((text for at, text in self.errors.items() if at[: len(path)] == path), "")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to pick: (key, name) of categories by id and of items by SKU."""

    categories: Sequence[tuple[str, str]] = ()
    items: Sequence[tuple[str, str]] = ()

    @property
    def names(self) -> dict[str, str]:
        """Names by key."""
        return dict((*self.categories, *self.items))
