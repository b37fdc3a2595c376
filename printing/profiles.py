"""What each kind of printer can do."""

from dataclasses import dataclass
from types import MappingProxyType

TALLEST_SLICE = 960


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """Paper width in dots (8 dots/mm) and in text columns, and what the machine has.

    `answers_status` says that status requests (DLE EOT, in-order GS r) are worth asking;
    `drawer_pin` is 2 or 5; `slice_height` is the most rows sent in one raster command.
    """

    name: str
    width_dots: int
    columns: int
    cutter: bool = True
    drawer_pin: int = 2
    answers_status: bool = True
    slice_height: int = TALLEST_SLICE

    def __post_init__(self) -> None:
        if self.width_dots % 8 or not 0 < self.slice_height <= TALLEST_SLICE or self.drawer_pin not in (2, 5):
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


def profile_named(name: str) -> PrinterProfile:
    """Return the preset called `name`; KeyError when there is none."""
    return PROFILES[name]
