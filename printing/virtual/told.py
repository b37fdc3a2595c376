"""What a virtual printer tells while it works: lines, paper, answers and faults, in the order of their happening."""

from dataclasses import dataclass
from enum import StrEnum

from printing.virtual.events import Event, Raster


class Fault(StrEnum):
    """What went wrong on a line, most of it because a switch said so."""

    FIN = "fin"
    RST = "rst"
    HANG = "hang"
    RUN_OUT = "run_out"
    FLOOD = "flood"
    TOO_LARGE = "too_large"
    STUCK = "stuck"
    LOST = "lost"
    """The line ended while the printer could not print: what waited in it is gone."""


class Silence(StrEnum):
    """Why a question got no proper answer."""

    MUTE = "mute"
    GARBAGE = "garbage"
    PAPER_OUT = "paper_out"


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody connected; jobs are counted from 1."""

    job: int
    peer: str


@dataclass(frozen=True, slots=True)
class Printed:
    """An event was worked off; `raw` are its bytes."""

    job: int
    event: Event
    raw: bytes


@dataclass(frozen=True, slots=True)
class Growing:
    """Rows of a picture that is still coming; the `Printed` that follows holds them again."""

    job: int
    rows: Raster


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and what was answered; `silence` tells why nothing was, or rubbish."""

    job: int
    question: Event
    answer: bytes
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """It told its state by itself (ASB)."""

    job: int
    packet: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """A fault fired."""

    job: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Ended:
    """The job is over. `raw` is what came of it without status requests; `whole` is False where it was torn."""

    job: int
    raw: bytes
    whole: bool


Told = Opened | Printed | Growing | Answered | Reported | Failed | Ended
