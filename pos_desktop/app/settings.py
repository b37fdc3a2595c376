"""Machine settings in the data folder's `till.json`: what belongs to this till and not to the shop."""

import json
import os
import unicodedata
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pos_desktop.core.errors import EnvironmentProblem, Trouble

FILE_NAME = "till.json"
BAD_SUFFIX = ".bad"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of this till.

    `printer`: a printer URI, "" or "none" for no printer; `profile`: what it can do (`printing.devices.profiles`);
    `fallback`: another printer, as `uri#profile`, for paper that this one does not take; `scale`: design pixels to
    screen pixels, in percent, 0 for what fits the panel; `register`: the code that heads receipt numbers;
    `idle_minutes`: after so long without a touch the till locks, 0 for never; `customer_display`: "auto" for the first
    screen that the till is not on, "off", or the name of one; `customer_words`: the line on it while nobody buys;
    `customer_qr`: what the QR beside it says, "" for none; `scales`: where goods are weighed, such as
    `toledo:/dev/ttyUSB0` or `cas:COM3?baud=9600`, "" for no scale; `volume`: of the sounds, in percent; `scanner`: ""
    for one that types, or the serial line of one that does not; `scan_pause`: it sends neither Enter nor Tab, so that
    a pause ends a code; `scan_repeat_ms`: within this time the same code again is a double trigger, 0 for never.
    """

    printer: str = ""
    profile: str = "80mm"
    theme: str = "auto"
    language: str = "vi"
    scale: int = 0
    register: str = "K1"
    sounds: bool = True
    idle_minutes: int = 5
    customer_display: str = "auto"
    customer_words: str = ""
    customer_qr: str = ""
    scales: str = ""
    fallback: str = ""
    volume: int = 100
    scanner: str = ""
    scan_pause: bool = False
    scan_repeat_ms: int = 300


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, whether the file was broken, and so was put aside, and the names of what was left out as impossible."""

    settings: Settings
    was_broken: bool = False
    left_out: tuple[str, ...] = ()


_ALLOWED: dict[str, tuple[str, ...]] = {"theme": ("light", "dark", "auto"), "language": ("vi", "en")}
_TYPES: dict[str, tuple[type, ...]] = {
    "scale": (int,), "sounds": (bool,), "idle_minutes": (int,), "volume": (int,), "scan_pause": (bool,),
    "scan_repeat_ms": (int,),
}  # fmt: skip
_MOST: dict[str, int] = {"volume": 100, "scan_repeat_ms": 5_000, "idle_minutes": 1_440, "scale": 400}
_LEAST_SCALE = 50
"""0 is what fits; in smaller letters nobody would find the way back."""
_LONGEST = 500


def load_settings(folder: Path) -> Loaded:
    """Read the settings; a broken file gives defaults and is kept as `till.json.bad`, an odd value its default."""
    path = folder / FILE_NAME
    try:
        plain = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once_each, parse_constant=_no_number)
        if not isinstance(plain, dict):
            raise ValueError(path)
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, ValueError, RecursionError):
        _put_aside(path)
        return Loaded(Settings(), was_broken=True)
    known = {field.name: plain[field.name] for field in fields(Settings) if field.name in plain}
    fitting = {name: value for name, value in known.items() if _fits(name, value)}
    return Loaded(Settings(**fitting), left_out=tuple(name for name in known if name not in fitting))


def save_settings(folder: Path, settings: Settings) -> None:
    """Write the settings as a whole: a power cut leaves the old file or the new one.

    Raises:
        EnvironmentProblem: FILE_UNWRITABLE.
    """
    path, draft = folder / FILE_NAME, folder / (FILE_NAME + ".new")
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(path)) from error


def _fits(name: str, value: Any) -> bool:
    if name in _ALLOWED:
        return value in _ALLOWED[name]
    types = _TYPES.get(name, (str,))
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        return False
    if isinstance(value, str):
        return len(value) <= _LONGEST and _is_text(value) and (name != "register" or bool(value.strip()))
    if name not in _MOST:
        return True
    assert isinstance(value, int)
    return 0 <= value <= _MOST[name] and (name != "scale" or value == 0 or value >= _LEAST_SCALE)


def _is_text(value: str) -> bool:
    """Whether nothing is in it that a person does not see; half a character could not be written again either."""
    return not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in value)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) != len(pairs):
        raise ValueError("a name stands twice")
    return plain


def _no_number(text: str) -> None:
    raise ValueError(f"no number of JSON: {text}")


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + BAD_SUFFIX))
    except OSError:
        return  # a folder that cannot be written tells so itself, at the next step
