"""A value while a person edits it in a form: what is there, what cannot be read, what was kept before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pos_desktop.ui.form.kinds import Typed, Wrong
from pos_desktop.ui.form.paths import Path, added, put, removed
from pos_desktop.ui.form.state import State

Texts = Mapping[Path, str]


@dataclass(frozen=True, slots=True)
class Writing:
    """A plain value with the texts that no field could read (`drafts`), and why (`wrong`), by path."""

    plain: Mapping[str, Any]
    kept: Mapping[str, Any]
    """As it was when editing began."""
    drafts: Texts = field(default_factory=dict)
    wrong: Texts = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save or to lose."""
        return self.plain != self.kept or bool(self.drafts)

    def state(self, more: Texts) -> State:
        """What the form shows, with `more` that is wrong."""
        return State(self.plain, self.drafts, {**more, **self.wrong})

    def typed(self, path: Path, kind: Typed, text: str) -> "Writing":
        """Take what was typed into a field; a text that cannot be read is kept, and the old value stands."""
        bare = self._without(path)
        try:
            value = kind.read(text)
        except Wrong as problem:
            drafts, wrong = {**bare.drafts, path: text}, {**bare.wrong, path: str(problem)}
            return replace(self, drafts=drafts, wrong=wrong)
        return replace(bare, plain=put(self.plain, path, value))

    def chosen(self, path: Path, value: Any) -> "Writing":
        """Take what was picked."""
        return replace(self._without(path), plain=put(self.plain, path, value))

    def added(self, path: Path, value: Any) -> "Writing":
        """Put one more into a list."""
        return replace(self, plain=added(self.plain, path, value))

    def removed(self, path: Path) -> "Writing":
        """Take one out of a list; what was half typed in it goes with it."""
        return replace(self._without(path[:-1]), plain=removed(self.plain, path))

    def _without(self, path: Path) -> "Writing":
        kept = [
            {at: text for at, text in texts.items() if at[: len(path)] != path} for texts in (self.drafts, self.wrong)
        ]
        return replace(self, drafts=kept[0], wrong=kept[1])
