"""Bars on paper: vectors on an axis that has a zero, round ticks, shades that print in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from printing.paper.document import Align
from printing.pdf.flow import MARGIN, RIGHT, SECTION, SMALL, Flow

STEPS: Final = (1, 2, 5, 10)
MOST_TICKS: Final = 6
HEIGHT: Final = 120
AXIS: Final = 62
"""Room of the ticks' words, left of the bars."""
_SHADES: Final = (0.25, 0.6, 0.82, 0.45)
_BAR: Final = 0.7
_KEY: Final = 8
_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its name, and a height for each label; below zero it hangs under the axis."""

    name: str
    heights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars over labels; `ticks` are heights with their words, lowest first, zero among them.

    The title stays with its chart.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    ticks: tuple[tuple[int, str], ...]

    def __post_init__(self) -> None:
        if any(len(one.heights) != len(self.labels) for one in self.series) or 0 not in dict(self.ticks):
            raise ValueError("every series needs a height for each label, and the axis its zero")


def reach(series: Sequence[Series]) -> tuple[int, int]:
    """The foot and the top of the highest stacks, zero at least."""
    columns = list(zip(*(one.heights for one in series), strict=True))
    low = min((sum(height for height in column if height < 0) for column in columns), default=0)
    high = max((sum(height for height in column if height > 0) for column in columns), default=0)
    return min(0, low), max(0, high)


def round_ticks(low: int, high: int) -> tuple[int, ...]:
    """Heights 1, 2 or 5 times a power of ten apart, zero among them, from under `low` to over `high`."""
    span, power = max(1, high - low), 1
    while 10 * power * MOST_TICKS < span:
        power *= 10
    step = next(one * power for one in STEPS if one * power * (MOST_TICKS - 1) >= span or one == STEPS[-1])
    return tuple(range(low // step * step, -(-high // step) * step + step, step))


def draw_bars(flow: Flow, bars: Bars) -> None:
    """A chart across the page, on one page, with the names of its series above it."""
    flow.need(HEIGHT + 4 * SMALL.leading + 2 * SECTION.leading)
    flow.skip(8)
    flow.write(bars.title, SECTION)
    _legend(flow, bars)
    flow.skip(HEIGHT)
    foot, low, high = flow.y, bars.ticks[0][0], bars.ticks[-1][0]
    scale = HEIGHT / ((high - low) or 1)
    for height, word in bars.ticks:
        _tick(flow, round(foot + (height - low) * scale), word, is_zero=height == 0)
    flow.y = foot
    flow.add(lambda page: _bars(page, bars, foot - low * scale, scale))
    flow.skip(SMALL.leading + 2)
    _labels(flow, bars.labels)
    flow.skip(10)


def _legend(flow: Flow, bars: Bars) -> None:
    flow.skip(SMALL.leading + 2)
    x = MARGIN + AXIS
    for at, one in enumerate(bars.series):
        _square(flow, x, _SHADES[at % len(_SHADES)])
        flow.put(one.name, x + _KEY + 4, RIGHT - x, SMALL)
        x += _KEY + 4 + flow.width(one.name, SMALL) + 14
    flow.skip(6)


def _square(flow: Flow, x: int, shade: float) -> None:
    y = flow.y + 2

    def stroke(page: Any) -> None:
        page.setFillGray(shade)
        page.rect(x, y, _KEY, _KEY, stroke=0, fill=1)
        page.setFillGray(0)

    flow.add(stroke)


def _tick(flow: Flow, y: int, word: str, *, is_zero: bool) -> None:
    flow.y = y - 6
    flow.put(word, MARGIN, AXIS - _GAP, SMALL, Align.RIGHT)
    flow.y = y
    flow.add(lambda page: page.setStrokeGray(0 if is_zero else 0.8))
    flow.rule(MARGIN + AXIS, thick=0.6 if is_zero else 0.4)
    flow.add(lambda page: page.setStrokeGray(0))


def _bars(page: Any, bars: Bars, zero: float, scale: float) -> None:
    width = (RIGHT - MARGIN - AXIS) / max(1, len(bars.labels))
    tops: dict[tuple[int, bool], int] = {}
    for number, one in enumerate(bars.series):
        page.setFillGray(_SHADES[number % len(_SHADES)])
        for at, height in enumerate(one.heights):
            base = tops.get((at, height > 0), 0)
            tops[at, height > 0] = base + height
            if height:
                left = MARGIN + AXIS + at * width + width * (1 - _BAR) / 2
                page.rect(left, zero + base * scale, width * _BAR, height * scale, stroke=0, fill=1)
    page.setFillGray(0)


def _labels(flow: Flow, labels: Sequence[str]) -> None:
    """As many as have room, the last one among them."""
    width = (RIGHT - MARGIN - AXIS) / max(1, len(labels))
    widest = max((flow.width(label, SMALL) for label in labels), default=1) + _GAP
    every = max(1, -(-widest // max(1, int(width))))
    for at, label in enumerate(labels):
        if (len(labels) - 1 - at) % every == 0:
            centre = MARGIN + AXIS + (at + 0.5) * width
            flow.put(label, round(centre - widest / 2), widest, SMALL, Align.CENTER)
