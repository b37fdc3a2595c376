"""What each kind of printer can do, and how that is written as one line of text."""

import re
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

TALLEST_SLICE = 960
MOST_DENSITY = 6
MOST_BEEPS = 9


class Letters(StrEnum):
    """How words come out: as pictures, which every printer takes, or as the printer's own letters for slow lines."""

    RASTER = "raster"
    TCVN = "tcvn"
    ASCII = "ascii"


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """Paper width in dots (8 dots/mm) and in text columns, what the machine has, and how it is used.

    `answers_status` says that status requests (DLE EOT, in-order GS r) are worth asking; `drawer_pin` is 2 or 5;
    `slice_height` is the most rows sent in one raster command; `density` is darker above 0, -6 to 6, at 0 nothing is
    sent; `buzzer` beeps so often after a job; `letters` is how words come out, with `page` the number of the printer's
    TCVN-3 code page for small letters, the next one that of capitals; `native_qr` leaves drawing a QR to the printer.
    """

    name: str
    width_dots: int
    columns: int
    cutter: bool = True
    drawer_pin: int = 2
    answers_status: bool = True
    slice_height: int = TALLEST_SLICE
    density: int = 0
    buzzer: int = 0
    letters: Letters = Letters.RASTER
    page: int = 30
    native_qr: bool = False

    def __post_init__(self) -> None:
        fits = (
            self.width_dots % 8 == 0, 0 < self.slice_height <= TALLEST_SLICE, self.drawer_pin in (2, 5),
            abs(self.density) <= MOST_DENSITY, 0 <= self.buzzer <= MOST_BEEPS, 0 <= self.page <= 254,
        )  # fmt: skip
        if not all(fits):
            raise ValueError(f"impossible printer profile: {self}")


PROFILES = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            PrinterProfile("80mm", 576, 48),
            PrinterProfile("80mm-512", 512, 42),
            PrinterProfile("58mm", 384, 32, cutter=False),
            PrinterProfile("mute", 576, 48, answers_status=False),
        )
    }
)
DEFAULT = PROFILES["80mm"]

_OPTIONS = {"cutter": bool, "pin": int, "status": bool, "slice": int, "density": int, "buzzer": int,
            "letters": Letters, "page": int, "qr": bool}  # fmt: skip
_FIELDS = {"pin": "drawer_pin", "status": "answers_status", "slice": "slice_height", "qr": "native_qr"}
_BOOLS = {"no": False, "yes": True}


def profile_of(text: str) -> PrinterProfile:
    """Read `80mm`, or a preset with what is otherwise: `80mm;pin=5;buzzer=2;density=-1;letters=tcvn;page=30;cutter=no`.

    ValueError where it is none.
    """
    name, *others = text.split(";")
    if name not in PROFILES:
        raise ValueError(f"no such printer profile: {name!r}")
    asked: dict[str, Any] = {}
    for other in others:
        option, equals, value = other.partition("=")
        if option not in _OPTIONS or not equals:
            raise ValueError(f"no such option of a printer: {other!r}")
        field = _FIELDS.get(option, option)
        if field in asked:
            raise ValueError(f"an option said twice: {option!r}")
        asked[field] = _read(_OPTIONS[option], value)
    return replace(PROFILES[name], **asked)


def _read(kind: Any, value: str) -> Any:
    if kind is bool:
        if value not in _BOOLS:
            raise ValueError(f"neither yes nor no: {value!r}")
        return _BOOLS[value]
    if kind is int and re.fullmatch("-?[0-9]{1,4}", value) is None:  # int() also takes blanks, _ and foreign digits
        raise ValueError(f"no number: {value!r}")
    return kind(value)


def text_of(profile: PrinterProfile) -> str:
    """Write what `profile_of` reads: the preset's name, and what is otherwise than there."""
    preset = PROFILES[profile.name]
    names = {field: option for option, field in _FIELDS.items()}
    others = [
        f"{names.get(field.name, field.name)}={_written(getattr(profile, field.name))}"
        for field in fields(profile)
        if getattr(profile, field.name) != getattr(preset, field.name)
    ]
    return ";".join((profile.name, *others))


def _written(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def known_profile(text: str) -> PrinterProfile:
    """What `text` says, or the usual printer where it says nothing that is understood."""
    try:
        return profile_of(text)
    except ValueError:
        return DEFAULT
