"""Where writing goes on over pages of A4: strokes are kept page by page until their number is known."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from printing.clean import clean
from printing.fonts import Measure, Weight
from printing.paper.document import Align
from printing.wrap import wrap

WIDTH, HEIGHT = 595, 842  # A4 in points
MARGIN = 48
RIGHT = WIDTH - MARGIN
ROOM = WIDTH - 2 * MARGIN
BAND = 14
"""Height of a mark, white on black."""
MOST_TEXT = 600

Stroke = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Face:
    """A size of letters in points, and their weight."""

    size: int
    weight: Weight = Weight.REGULAR

    @property
    def leading(self) -> int:
        """From one line to the next."""
        return self.size + 4


SMALL, PLAIN, BOLD = Face(8), Face(9), Face(9, Weight.MEDIUM)
SECTION, TITLE, NAME = Face(11, Weight.MEDIUM), Face(17, Weight.BOLD), Face(14, Weight.BOLD)


@dataclass
class Flow:
    """Pages of strokes. `y` is the foot of the last line, from the bottom; `heads` draws what a page begins with."""

    measure: Measure
    floor: int = MARGIN
    top: int = HEIGHT - MARGIN
    pages: list[list[Stroke]] = field(default_factory=lambda: [[]])
    heads: Callable[[], None] | None = None
    y: int = 0

    def __post_init__(self) -> None:
        self.y = self.top

    def need(self, height: int) -> None:
        """Go on on the next page where this one has not so much room left."""
        if self.y - height < self.floor and self.y < self.top:
            self.pages.append([])
            self.y = self.top
            if self.heads is not None:
                self.heads()

    def skip(self, height: int) -> None:
        """Leave room."""
        self.y -= height

    def add(self, stroke: Stroke) -> None:
        """Keep a stroke for this page."""
        self.pages[-1].append(stroke)

    def wrapped(self, text: str, room: int, face: Face) -> list[str]:
        """The lines of a text; what stands on lines of its own already stays so."""
        parts = (clean(part, MOST_TEXT) for part in text.split("\n"))
        return [line for part in parts for line in wrap(part, room, lambda one: self.width(one, face))]

    def width(self, text: str, face: Face) -> int:
        """How wide a text is, in points."""
        return self.measure.width(text, face.size, face.weight)

    def put(self, text: str, x: int, room: int, face: Face, align: Align = Align.LEFT) -> None:
        """Write on the line that `y` is the foot of, in the room from `x` on."""
        slack = room - self.width(text, face)
        left = x + {Align.LEFT: 0, Align.CENTER: slack // 2, Align.RIGHT: slack}[align]
        y, name, size = self.y + 3, face.weight.name, face.size

        def stroke(page: Any) -> None:
            page.setFont(name, size)
            page.drawString(left, y, text)

        self.add(stroke)

    def write(
        self, text: str, face: Face = PLAIN, align: Align = Align.LEFT, x: int = MARGIN, room: int = ROOM
    ) -> None:
        """A paragraph, over pages where it must."""
        for line in self.wrapped(text, room, face):
            self.need(face.leading)
            self.y -= face.leading
            self.put(line, x, room, face, align)

    def rule(self, x: int = MARGIN, right: int = RIGHT, thick: float = 0.5) -> None:
        """A line across at `y`."""
        y = self.y

        def stroke(page: Any) -> None:
            page.setLineWidth(thick)
            page.line(x, y, right, y)

        self.add(stroke)
