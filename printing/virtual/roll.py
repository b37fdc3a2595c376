"""The paper that comes out of a printer: what events make of it, piece by piece, as letters and as a picture."""

from contextlib import suppress
from dataclasses import dataclass, field

from PIL import Image

from printing import qr
from printing.paper.alphabets import read
from printing.virtual.events import (
    Bold,
    CodeContent,
    CodePrint,
    CodeSetting,
    Event,
    Feed,
    Init,
    Justify,
    LetterSize,
    LineEnd,
    Page,
    PaperCut,
    Raster,
    Reverse,
)
from printing.virtual.events import Letters as Raw
from printing.virtual.glyphs import CELL, cell

LINE_DOTS = 30
FIRST_PAGE = 30
_MODULE = 67
_MOST_MODULE = 16
"""Dots of a QR code's module; printers leave out what asks for more."""
_MOST_LETTERS = 4096
"""Of a line without end; no paper is so wide."""


@dataclass(frozen=True)
class Look:
    """How letters come out."""

    bold: bool = False
    reverse: bool = False
    wide: int = 1
    tall: int = 1


@dataclass(frozen=True)
class Line:
    """One printed line: letters with their looks."""

    letters: tuple[tuple[str, Look], ...] = ()

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters)

    @property
    def width(self) -> int:
        return sum(CELL[0] * look.wide for _, look in self.letters)

    @property
    def height(self) -> int:
        tallest = max((look.tall for _, look in self.letters), default=1)
        return LINE_DOTS + (tallest - 1) * CELL[1]

    def image(self) -> Image.Image:
        drawn, x = Image.new("1", (max(self.width, 1), self.height), 1), 0
        for letter, look in self.letters:
            glyph = cell(letter, look.bold, look.reverse).resize((CELL[0] * look.wide, CELL[1] * look.tall))
            # letters of one line stand on one foot
            drawn.paste(glyph, (x, self.height - (LINE_DOTS - CELL[1]) - glyph.height))
            x += glyph.width
        return drawn


@dataclass(frozen=True)
class Symbol:
    """A QR code that the printer draws itself."""

    data: str
    module: int

    @property
    def width(self) -> int:
        return (qr.side(self.data) + 2 * qr.QUIET_ZONE) * self.module

    @property
    def height(self) -> int:
        return self.width

    def image(self) -> Image.Image:
        return qr.picture(self.data, self.module)


Part = Raster | Line | Symbol


@dataclass
class Piece:
    """One piece of paper, up to its cut: `parts` from the top, each with its side (0 left, 1 centre, 2 right)."""

    parts: list[tuple[Part, int]] = field(default_factory=list)
    fed_lines: int = 0
    cut: bool = False

    @property
    def rasters(self) -> list[Raster]:
        return [part for part, _ in self.parts if isinstance(part, Raster)]

    @property
    def text(self) -> str:
        """The lines of letters, each with its end."""
        return "".join(f"{part.text}\n" for part, _ in self.parts if isinstance(part, Line))

    def image(self, width: int = 0) -> Image.Image:
        """The picture on it, black on white, `width` dots wide or as wide as what is on it."""
        width = width or max((part.width for part, _ in self.parts), default=8)
        paper = Image.new("1", (width, max(sum(part.height for part, _ in self.parts), 1)), 1)
        y = 0
        for part, where in self.parts:
            paper.paste(part.image(), ((width - part.width) * where // 2, y))
            y += part.height
        return paper


class Roll:
    """Takes events as they come; `pieces` are those that were cut off, `strange` what no letter of ours is."""

    def __init__(self, first_page: int = FIRST_PAGE) -> None:
        self._first_page = first_page
        self.pieces: list[Piece] = []
        self.piece = Piece()
        self.strange: list[Raw] = []
        self._reset()

    def _reset(self) -> None:
        self._look, self._page, self._where = Look(), 0, 0
        self._line: list[tuple[str, Look]] = []
        self._module, self._content = 3, b""

    def take(self, event: Event) -> None:
        """Print one event."""
        match event:
            case Raw(raw):
                self._write(raw)
            case LineEnd():
                self._end_line()
            case Raster():
                self._put(event)
            case Feed(lines):
                self._flush()
                self.piece.fed_lines += lines
            case PaperCut():
                self._cut()
            case CodePrint():
                self._print_code()
            case _:
                self._set(event)

    def _set(self, event: Event) -> None:
        look = self._look
        match event:
            case Init():
                self._reset()
            case Page(number):
                self._page = number
            case Bold(on):
                self._look = Look(on, look.reverse, look.wide, look.tall)
            case Reverse(on):
                self._look = Look(look.bold, on, look.wide, look.tall)
            case LetterSize(wide, tall):
                self._look = Look(look.bold, look.reverse, wide, tall)
            case Justify(where):
                self._where = where
            case CodeSetting(function, value) if function == _MODULE and 0 < value <= _MOST_MODULE:
                self._module = value
            case CodeContent(raw):
                self._content = raw

    def _write(self, raw: bytes) -> None:
        told = read(raw, self._page, self._first_page)
        if "\ufffd" in told:
            self.strange.append(Raw(raw))
        room = _MOST_LETTERS - len(self._line)
        self._line += [(letter, self._look) for letter in told[:room]]

    def _end_line(self) -> None:
        self.piece.parts.append((Line(tuple(self._line)), self._where))
        self._line = []

    def _flush(self) -> None:
        if self._line:
            self._end_line()

    def _print_code(self) -> None:
        symbol = Symbol(self._content.decode("utf-8", "replace"), self._module)
        with suppress(ValueError):  # nothing, or more than a code holds: a printer leaves it out
            self._put(symbol)

    def _put(self, part: Part) -> None:
        if part.width and part.height:
            self._flush()
            self.piece.parts.append((part, self._where))

    def _cut(self) -> None:
        self._flush()
        self.piece.cut = True
        self.pieces.append(self.piece)
        self.piece = Piece()

    def all_pieces(self) -> list[Piece]:
        """The pieces that were cut off, and the one that hangs out of the printer, if anything is on it."""
        self._flush()
        return [*self.pieces, self.piece] if self.piece.parts else list(self.pieces)
