"""The programme while it is being edited: plain values, texts that cannot be read, and ids for what is new."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pos_desktop.core.plain import to_plain
from pos_desktop.loyalty.programme import Programme
from pos_desktop.ui.form.kinds import Typed, Wrong
from pos_desktop.ui.form.paths import Path, added, get, put, removed
from pos_desktop.ui.programme.checks import Errors, errors_of

ROOT: Path = ("programme",)
TRIAL: Path = ("trial",)
DAY: Path = ("valid_from",)
NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Draft:
    """`plain` holds `programme`, `trial` and `valid_from`; `drafts` what cannot be read.

    `trial` is a `TrialOrder`, without a day while nobody typed one.
    """

    plain: Mapping[str, Any]
    kept: Mapping[str, Any]
    """The programme as it was loaded."""
    drafts: Mapping[Path, str] = field(default_factory=dict)
    wrong: Errors = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save or to lose."""
        return self.plain["programme"] != self.kept or any(path[:1] == ROOT for path in self.drafts)

    def typed(self, path: Path, kind: Typed, text: str) -> "Draft":
        """Take what was typed into a field; a text that cannot be read is kept, and the old value stands."""
        drafts = {at: kept for at, kept in self.drafts.items() if at != path}
        wrong = {at: kept for at, kept in self.wrong.items() if at != path}
        try:
            value = kind.read(text)
        except Wrong as problem:
            return replace(self, drafts={**drafts, path: text}, wrong={**wrong, path: str(problem)})
        return replace(self, plain=put(self.plain, path, value), drafts=drafts, wrong=wrong)

    def chosen(self, path: Path, value: Any) -> "Draft":
        """Take what was picked; what was half typed in a part that is gone goes with it."""
        return replace(self._forgetting(path), plain=_joined(put(self.plain, path, value), path, value))

    def added(self, path: Path, value: Any, at: int | None = None) -> "Draft":
        """Put one more into a list; one without an id gets one that no other has, in this version or an older one."""
        if isinstance(value, Mapping) and value.get("id", value.get("code")) == "":
            name = "id" if "id" in value else "code"
            value = {**value, name: self._new_id(path, name)}
        return replace(self, plain=added(self.plain, path, value, at))

    def removed(self, path: Path) -> "Draft":
        """Take one out of a list."""
        return replace(self._forgetting(path[:-1]), plain=removed(self.plain, path))

    def errors(self) -> tuple[Programme | None, Errors]:
        """The programme, where it can be; else everything that is wrong, by path from the root."""
        programme, found = errors_of(self.plain["programme"])
        errors = {(*ROOT, *path): text for path, text in found.items()} | dict(self.wrong)
        return (None if any(path[:1] == ROOT for path in errors) else programme), errors

    @property
    def trial_day(self) -> date | None:
        """The day of the order on trial: the one that was chosen, else the first day of the new version."""
        chosen = self.plain["trial"]["day"]
        return date.fromisoformat(chosen) if chosen else self.day

    @property
    def day(self) -> date | None:
        """The first business date of the new version, where one can be read."""
        return None if DAY in self.wrong else date.fromisoformat(self.plain["valid_from"])

    def _forgetting(self, path: Path) -> "Draft":
        drafts = {at: text for at, text in self.drafts.items() if at[: len(path)] != path}
        wrong = {at: text for at, text in self.wrong.items() if at[: len(path)] != path}
        return replace(self, drafts=drafts, wrong=wrong)

    def _new_id(self, path: Path, name: str) -> str:
        """The version's number makes it new for ever: what was deleted in an earlier version never comes back."""
        stem = f"{path[-1]}-{self.plain['programme']['version']}-"
        taken = set(_ids(self.plain["programme"], name))
        return next(made for n in range(1, 10_000) if (made := f"{stem}{n}") not in taken)


def _joined(plain: Mapping[str, Any], path: Path, value: Any) -> Mapping[str, Any]:
    """A stamp card and the reward for a full one name each other; what names nothing yet is given its other half."""
    halves = {("stamp_cards", "reward"): ("rewards", "stamps"), ("rewards", "stamps"): ("stamp_cards", "reward")}
    other = halves.get((str(path[1]), str(path[-1]))) if path[:1] == ROOT and len(path) == 4 else None
    if other is None or not value:
        return plain
    own = get(plain, path[:-1])["id"]
    for at, entry in enumerate(plain["programme"][other[0]]):
        if entry["id"] == value and not entry[other[1]]:
            return put(plain, (*ROOT, other[0], at, other[1]), own)  # type: ignore[no-any-return]
    return plain


def _ids(plain: Any, name: str) -> Iterator[str]:
    """Every id in the programme, however deep."""
    if isinstance(plain, Mapping):
        if isinstance(plain.get(name), str):
            yield plain[name]
        for part in plain.values():
            yield from _ids(part, name)
    elif isinstance(plain, list):
        for part in plain:
            yield from _ids(part, name)


def draft_of(programme: Programme, version: int, day: date, amount: int, points: int) -> Draft:
    """Begin to edit a programme, to be kept as `version` from `day` on."""
    plain = {**to_plain(programme), "version": version}
    tiers = plain["tiers"]
    tier = tiers[min(2, len(tiers) - 1)]["code"]
    trial = {"amount": amount, "tier": tier, "points": points, "day": None, "minute": NOON, "skus": [],
             "categories": []}  # fmt: skip
    return Draft({"programme": plain, "trial": trial, "valid_from": day.isoformat()}, plain)
