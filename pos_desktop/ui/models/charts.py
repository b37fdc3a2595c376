"""What a chart shows: bars by label, stacked above and below zero; knows nothing of what draws them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series: its name, the role of its colour in the tokens, and a height for each label."""

    name: str
    colour: str
    heights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """Bars over `labels`; `tips` tells each of them, `told` the whole chart to who cannot see it."""

    labels: tuple[str, ...]
    series: tuple[SeriesView, ...]
    tips: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One piece of a bar: the label it stands over, where it begins, and how far it goes (below zero: down)."""

    at: int
    base: int
    height: int


def stacks(series: Sequence[SeriesView]) -> list[list[Stack]]:
    """The pieces of each series: what is above zero stands on what is above it, what is below hangs under it."""
    tops: dict[tuple[int, bool], int] = {}
    found = []
    for one in series:
        pieces = []
        for at, height in enumerate(one.heights):
            base = tops.get((at, height > 0), 0)
            tops[at, height > 0] = base + height
            pieces.append(Stack(at, base, height))
        found.append(pieces)
    return found
