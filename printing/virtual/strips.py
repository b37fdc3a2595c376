"""The paper of a virtual printer while it comes out: strips of dots, as wide as the paper."""

from dataclasses import dataclass

from printing.virtual.events import Event, Feed, Raster
from printing.virtual.roll import LINE_DOTS, Line, Part, Roll

MOST_ROWS = 160_000
"""20 m, which a roll for shops may have; three bytes feed a metre, so that a small job could fill any memory."""
_LEAST_LETTER = 6


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows of dots, one bit each, 1 is black; `width` is a multiple of 8."""

    width: int
    height: int
    dots: bytes


class Paper:
    """Takes the events of one job as they come; gives the strips that come out, `width` dots wide (whole bytes).

    What would lie beyond the edge is not on the paper, as on a real one; nor is what comes after `MOST_ROWS`.
    """

    def __init__(self, width: int) -> None:
        self._width, self._roll, self._seen = width, Roll(), 0
        self._rows, self._left = 0, MOST_ROWS

    def grow(self, rows: Raster) -> list[Strip]:
        """Print rows of a picture that is still coming; `take` gives what is left of it once it is whole."""
        self._rows += rows.height
        return self._out([self._strip(rows, 0)]) if self._left > 0 else []

    def take(self, event: Event) -> list[Strip]:
        """Print one event."""
        if self._left <= 0:
            return []
        if isinstance(event, Raster):
            event = _beyond(event, self._rows)
        self._rows = 0
        self._roll.take(event)
        self._roll.strange.clear()
        if self._roll.pieces:  # a cut: the strips of that piece are out but for its last line
            (piece,) = self._roll.pieces
            self._left -= LINE_DOTS
            fresh, self._seen = piece.parts[self._seen :], 0
            self._roll.pieces.clear()
        else:
            fresh = self._roll.piece.parts[self._seen :]
            self._seen += len(fresh)
        strips = [strip for part, where in fresh if (strip := self._strip(part, where)).height]
        if isinstance(event, Feed):
            rows = event.lines * LINE_DOTS
            strips.append(Strip(self._width, rows, bytes(self._width // 8 * rows)))
        return self._out(strips)

    def _out(self, strips: list[Strip]) -> list[Strip]:
        self._left -= sum(strip.height for strip in strips)
        return strips

    def _strip(self, part: Part, where: int) -> Strip:
        if isinstance(part, Raster):
            return Strip(self._width, part.height, self._fitted(part.dots, part.width // 8, where))
        if isinstance(part, Line):
            part = Line(part.letters[: self._width // _LEAST_LETTER])
        try:
            image = part.image()
        except Exception:  # whatever a stranger sent to be drawn: there is nothing of it on the paper
            return Strip(self._width, 0, b"")
        across = -(-image.width // 8)
        dots = image.convert("1").tobytes().translate(_INVERTED)
        if spare := across * 8 - image.width:  # the dots that fill the last byte are no ink
            mask = 0xFF << spare & 0xFF
            dots = bytes(byte & mask if at % across == across - 1 else byte for at, byte in enumerate(dots))
        return Strip(self._width, image.height, self._fitted(dots, across, where))

    def _fitted(self, dots: bytes, across: int, where: int) -> bytes:
        """Rows of so many bytes, made as wide as the paper; `where` is 0 left, 1 centre, 2 right."""
        own = self._width // 8
        if across == own or not across:
            return dots
        if across > own:
            return b"".join(dots[start : start + own] for start in range(0, len(dots), across))
        left = (own - across) * where // 2
        before, behind = bytes(left), bytes(own - across - left)
        return b"".join(before + dots[start : start + across] + behind for start in range(0, len(dots), across))


def _beyond(raster: Raster, rows: int) -> Raster:
    """What is left of a picture below so many rows."""
    rows = min(rows, raster.height)
    return Raster(raster.width, raster.height - rows, raster.dots[rows * raster.width // 8 :])


_INVERTED = bytes(255 - byte for byte in range(256))
