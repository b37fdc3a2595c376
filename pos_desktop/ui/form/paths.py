"""Reads and changes plain nested values (dicts and lists) by path, without touching the old ones."""

from collections.abc import Mapping, Sequence
from typing import Any

Path = tuple[str | int, ...]
"""Keys of dicts and places in lists, from the outside in."""


def path_of(text: str) -> Path:
    """Read `tiers.2.multiplier`; "" is the whole value."""
    return tuple(int(part) if part.isdigit() else part for part in text.split(".") if part)


def get(plain: Any, path: Path) -> Any:
    """Give the value at a path, None where something on the way is missing."""
    for key in path:
        if isinstance(plain, Mapping):
            plain = plain.get(str(key))
        elif isinstance(plain, Sequence) and not isinstance(plain, str) and isinstance(key, int) and key < len(plain):
            plain = plain[key]
        else:
            return None
    return plain


def put(plain: Any, path: Path, value: Any) -> Any:
    """Give a copy with another value at a path; dicts that are missing on the way are made."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        return [*plain[:key], put(plain[key], rest, value), *plain[key + 1 :]]
    held = dict(plain or {})
    return {**held, key: put(held.get(key), rest, value)}


def added(plain: Any, path: Path, value: Any, at: int | None = None) -> Any:
    """Give a copy in which the list at a path holds one more value, at the end or at a place."""
    held = list(get(plain, path) or ())
    held.insert(len(held) if at is None else at, value)
    return put(plain, path, held)


def removed(plain: Any, path: Path) -> Any:
    """Give a copy without the value at a path, which ends in a place of a list."""
    at = path[-1]
    held = [value for place, value in enumerate(get(plain, path[:-1])) if place != at]
    return put(plain, path[:-1], held)
