"""What the virtual printer's window shows: parts of the paper in their order, the switches, and how it is."""

from collections.abc import Hashable
from dataclasses import dataclass

from pos_desktop.ui.models.views import ChipView, Tone


@dataclass(frozen=True, slots=True)
class StripView:
    """Rows of dots, one bit each, 1 is black; `width` is a multiple of 8."""

    width: int
    height: int
    dots: bytes


@dataclass(frozen=True, slots=True)
class EdgeView:
    """The piece ends here: cut off, or torn where the job did not come whole."""

    torn: bool = False


@dataclass(frozen=True, slots=True)
class NoteView:
    """Something that is no dots: the drawer opens, a beep, what nobody knows."""

    text: str
    tone: Tone = Tone.MUTED


PaperPart = StripView | EdgeView | NoteView


@dataclass(frozen=True, slots=True)
class SwitchView:
    """One switch that is on or off; `key` is the digit that turns it."""

    id: str
    label: str
    key: str
    on: bool


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One of a few."""

    label: str
    views: tuple[ChipView, ...]
    down: Hashable


@dataclass(frozen=True, slots=True)
class PanelView:
    """Everything beside the paper. `drop_at` is the byte at which the line breaks, `drop` how."""

    state: str
    tone: Tone
    address: str
    counts: str
    folder: str
    paper: ChoiceView
    switches: tuple[SwitchView, ...]
    speed: ChoiceView
    drop: ChoiceView
    drop_at: str
    drop_error: str = ""
