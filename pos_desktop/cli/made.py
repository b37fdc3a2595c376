"""How a line of `sell` wants its goods made: options, parts of a combo, a serial number, a course; from its JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.text import note
from pos_desktop.selling.kitchen import LAST_COURSE

MOST_NAMES = 100
MOST_SERIAL = 40


@dataclass(frozen=True, slots=True)
class OptionNamed:
    """A choice by its name, or by «group: name»; `half` 1 or 2 of goods in halves. `is_none` leaves a group bare."""

    name: str
    half: int = 0
    is_none: bool = False


@dataclass(frozen=True, slots=True)
class PartNamed:
    """What fills a slot of a combo, by code or name; "" for the usual. `options` None are the usual ones."""

    code: str = ""
    options: tuple[OptionNamed, ...] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a line says of how its goods are made; None where it says nothing."""

    options: tuple[OptionNamed, ...] | None = None
    combo: tuple[PartNamed, ...] | None = None
    serial: str = ""
    course: int | None = None
    """The course with which the kitchen makes it, 0 for at once."""


AS_USUAL = Made()


def made_of(line: Mapping[str, Any]) -> Made:
    """Read the fields `options`, `combo`, `serial` and `course` of a line; MALFORMED names the one that cannot be."""
    combo, serial = line.get("combo"), line.get("serial") or ""
    if combo is not None and not isinstance(combo, list):
        raise _malformed("combo")
    if type(serial) is not str or len(serial) > MOST_SERIAL:
        raise _malformed("serial")
    parts = None if combo is None else tuple(_part(part) for part in combo[:MOST_NAMES])
    return Made(_options(line.get("options")), parts, note(serial), _course(line.get("course")))


def _course(value: Any) -> int | None:
    if value is not None and (type(value) is not int or not 0 <= value <= LAST_COURSE):
        raise _malformed("course")
    return value


def _options(value: Any) -> tuple[OptionNamed, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) > MOST_NAMES:
        raise _malformed("options")
    return tuple(_option(each) for each in value)


def _option(value: Any) -> OptionNamed:
    if type(value) is str and value:
        return OptionNamed(value)
    if isinstance(value, dict) and set(value) == {"none"} and type(value["none"]) is str:
        return OptionNamed(value["none"], is_none=True)
    is_half = isinstance(value, dict) and set(value) == {"choice", "half"} and type(value["choice"]) is str
    if is_half and type(value["half"]) is int and value["half"] in (0, 1, 2):
        return OptionNamed(value["choice"], value["half"])
    raise _malformed("options")


def _part(value: Any) -> PartNamed:
    if value is None:
        return PartNamed()
    if type(value) is str and value:
        return PartNamed(value)
    if isinstance(value, dict) and set(value) <= {"code", "options"} and type(value.get("code", "")) is str:
        return PartNamed(value.get("code", ""), _options(value.get("options")))
    raise _malformed("combo")


def _malformed(field: str) -> Rejected:
    return Rejected(Code.MALFORMED, field=field)
