"""Frozen definitions as JSON-ready values and back, by the types that their fields declare."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """JSON-ready values of a dataclass and all that it holds; dates and times as ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(to_plain(part) for part in value)
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """Read back what `to_plain` wrote of a `kind`; fields that are missing keep their default, unknown ones are left.

    Raises:
        ValueError, TypeError, KeyError: the values do not fit the declared types.
    """
    made: T = _read(kind, plain)
    return made


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin is UnionType:
        return _read_union(get_args(kind), plain)
    if origin in (tuple, frozenset):
        return _read_many(origin, get_args(kind), plain)
    if is_dataclass(kind):
        return _read_dataclass(kind, plain)
    if isinstance(kind, type) and issubclass(kind, date | time):
        return kind.fromisoformat(plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    return _checked(kind, plain)


def _read_dataclass(kind: Any, plain: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    known = [field.name for field in fields(kind) if field.name in plain]
    return kind(**{name: _read(hints[name], plain[name]) for name in known})


def _read_many(origin: Any, args: tuple[Any, ...], plain: Any) -> Any:
    if not isinstance(plain, list | tuple):
        raise TypeError(f"a list is wanted, not {plain!r}")
    if origin is tuple and Ellipsis not in args:
        return tuple(_read(kind, part) for kind, part in zip(args, plain, strict=True))
    return origin(_read(args[0], part) for part in plain)


def _read_union(args: tuple[Any, ...], plain: Any) -> Any:
    """Of a union only one member may be more than None and plain numbers or words: that one reads."""
    if plain is None and NoneType in args:
        return None
    for kind in args:
        if kind is not NoneType:
            try:
                return _read(kind, plain)
            except (ValueError, TypeError, KeyError):
                continue
    raise ValueError(f"none of {args} reads {plain!r}")


def _checked(kind: Any, plain: Any) -> Any:
    if kind in (int, bool, str) and type(plain) is not kind:
        raise TypeError(f"{kind.__name__} is wanted, not {plain!r}")
    return plain
