"""Where the first thing that is wrong with an edited programme stands: in words, and as a place to go to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pos_desktop.ui.form.kinds import Field
from pos_desktop.ui.form.paths import Path, get
from pos_desktop.ui.programme.checks import Errors
from pos_desktop.ui.programme.draft import ROOT
from pos_desktop.ui.programme.parts.page import Page, Part
from pos_desktop.wording import _


@dataclass(frozen=True, slots=True)
class Place:
    """A field: the part and the page on which it stands, the place of its definition in the page's list, its path."""

    part: Part
    page: Page
    entry: int | None
    path: Path

    @property
    def base(self) -> Path:
        """Where the value is that the page's form shows."""
        return ROOT if self.entry is None else (*ROOT, *self.page.keys, self.entry)


def first_fault(parts: Sequence[Part], errors: Errors) -> Place | None:
    """The first fault of the programme itself; None where there is none."""
    path = next((path for path in errors if path[:1] == ROOT), None)
    return None if path is None else place_of(parts, path)


def place_of(parts: Sequence[Part], path: Path) -> Place:
    """Where a path is changed; on the very first page where none claims it."""
    pages = ((part, page) for part in parts for page in part.pages if owns(page, path))
    part, page = next(pages, (parts[0], parts[0].pages[0]))
    at = path[len(ROOT) + len(page.keys) :][:1] if page.is_list else ()
    return Place(part, page, at[0] if at and isinstance(at[0], int) else None, path)


def owns(page: Page, path: Path) -> bool:
    """Whether a page changes what is at a path from the root."""
    bare = _bare(path[1:])
    if page.is_list:
        return bare[: len(page.keys)] == page.keys
    fields = {_bare(field) for field in page.paths()}
    return any(bare == field[: len(bare)] or field == bare[: len(field)] for field in fields) and bool(bare)


def told(place: Place, plain: Mapping[str, Any], problem: str) -> str:
    """The fault in words: part, definition and field, then what is wrong; `plain` holds the programme at its root."""
    names = [_(place.part.label)]
    if place.entry is not None:
        names.append(str((get(plain, place.base) or {}).get("name", "")) or _("Chưa đặt tên"))
    elif place.page.is_list:
        names.append(_(place.page.label))
    fields = tuple(field for section in place.page.sections for field in section.fields)
    rest = _bare(place.path[len(place.base) :])
    names += [_(label) for label in _labels(fields, rest, get(plain, place.base)) if label]
    where = [name for at, name in enumerate(names) if not at or name != names[at - 1]]
    return _("{part}: {problem}").format(part=" · ".join(where), problem=problem)


def _labels(fields: Sequence[Field], rest: Path, own: Any) -> Iterator[str]:
    """Labels from the outside in of the field at a path from its form; a field on show goes before a hidden one."""
    found = [field for field in fields if _bare(field.keys) == rest[: len(field.keys)] and (field.keys or not rest)]
    field = next(iter(sorted(found, key=lambda one: (not one.is_shown(own), -len(one.keys)))), None)
    if field is None:
        return
    yield field.label
    inner = getattr(field.kind, "fields", None)
    if isinstance(inner, tuple) and len(rest) > len(field.keys):
        yield from _labels(inner, rest[len(field.keys) :], None)


def _bare(path: Path) -> Path:
    """A path without places in lists."""
    return tuple(key for key in path if isinstance(key, str))
