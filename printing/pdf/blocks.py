"""What a page of A4 is made of: blocks in reading order, with texts already formatted."""

from dataclasses import dataclass

from printing.paper.document import Align, Picture
from printing.pdf.charts import Bars


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the name, smaller lines under it, and a logo at the right."""

    name: str
    lines: tuple[str, ...] = ()
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the paper, in the middle, with a line under it such as its number and day."""

    text: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; wraps. A `title` begins a section and never ends a page."""

    text: str
    is_title: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what they are, one below the other; an empty value is a dotted line to write on."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heads come again on every page; `weights` share the width. A cell may hold lines («\\n»)."""

    heads: tuple[str, ...]
    weights: tuple[int, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    """A last row, in bold."""

    def __post_init__(self) -> None:
        wide = len(self.heads)
        rows = (self.weights, self.aligns, *self.rows, *((self.total,) if self.total else ()))
        if not wide or any(len(row) != wide for row in rows) or min(self.weights) < 1:
            raise ValueError("every row needs one cell for each head")


@dataclass(frozen=True, slots=True)
class Sums:
    """Labels and sums at the right half of the page; the one at `bold` is what it all comes to."""

    rows: tuple[tuple[str, str], ...]
    bold: int | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs, side by side, each with a hint under the name; stays together."""

    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code with a caption beside it."""

    data: str
    caption: str = ""


Block = Letterhead | Heading | Paragraph | Facts | Table | Sums | Signatures | Code | Bars


@dataclass(frozen=True, slots=True)
class Pages:
    """A paper of as many pages of A4 as it takes.

    `marks` stand at both ends of every page; `foot` has the places `{page}` and `{pages}`.
    """

    title: str
    blocks: tuple[Block, ...]
    marks: tuple[str, ...] = ()
    foot: str = "{page}/{pages}"
