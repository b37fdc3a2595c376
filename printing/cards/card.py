"""Designs the member card, 85.6 x 54 mm: its front with the QR, and its back with what people ask about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from printing import qr
from printing.cards.colours import BLACK, ENOUGH, WHITE, Rgb, contrast, ink_on, rgb, strip_of
from printing.cards.shapes import HEIGHT, WIDTH, Area, Shape, Square, Words
from printing.clean import clean
from printing.fonts import Measure, Weight
from printing.wrap import fitted

_MARGIN = 60
_PANEL = 300
_STRIP = 110
_BAND = 120
_TEXT_ROOM = WIDTH - 2 * _MARGIN - _PANEL - 30
_WHOLE_ROOM = WIDTH - 2 * _MARGIN
_GREY: Rgb = (71, 84, 103)


@dataclass(frozen=True, slots=True)
class CardBack:
    """What the back says: `lines` from the top, such as address, phone, how points work; `foot` is smaller."""

    lines: tuple[str, ...]
    foot: str = ""
    number_label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(clean(line, 160) for line in self.lines))
        object.__setattr__(self, "foot", clean(self.foot, 240))
        object.__setattr__(self, "number_label", clean(self.number_label, 40))


@dataclass(frozen=True, slots=True)
class MemberCard:
    """What stands on a card; `token` is what the QR holds, `number` what people read, `colour` "#rrggbb".

    `beside` stands small under the name: whose household or office it is. Without a `back` it has a front alone.
    """

    shop: str
    name: str
    tier: str
    token: str
    number: str
    colour: str = "#0B57C2"
    beside: str = ""
    back: CardBack | None = None

    def __post_init__(self) -> None:
        limits = (("shop", 120), ("name", 80), ("tier", 30), ("token", 200), ("number", 60), ("beside", 80))
        for name, limit in limits:
            object.__setattr__(self, name, clean(getattr(self, name), limit))


def front(card: MemberCard, measure: Measure) -> tuple[Shape, ...]:
    """The shapes of the front in painting order; ValueError when the colour or the token is impossible."""
    ground = rgb(card.colour)
    panel_x, panel_y = WIDTH - _MARGIN - _PANEL, (HEIGHT - _STRIP - _PANEL) // 2
    quiet = _PANEL * qr.QUIET_ZONE // (qr.side(card.token) + 2 * qr.QUIET_ZONE)
    return (
        Area(0, 0, WIDTH, HEIGHT, 0, ground),
        Area(0, HEIGHT - _STRIP, WIDTH, _STRIP, 0, strip_of(ground)),
        *_words(card, measure, ground),
        Area(panel_x, panel_y, _PANEL, _PANEL, 20, WHITE),
        Square(panel_x + quiet, panel_y + quiet, _PANEL - 2 * quiet, card.token),
    )


def _words(card: MemberCard, measure: Measure, ground: Rgb) -> Iterator[Shape]:
    ink, pen = ink_on(ground), _Pen(measure)
    yield from pen.lines(card.shop, Weight.BOLD, ink, ((1, 46, 40), (2, 44, 34), (3, 36, 20)), top=62, room=_TEXT_ROOM)
    if card.tier:
        em, (tier,) = fitted(card.tier, 32, _TEXT_ROOM - 40, lambda text, em: measure.width(text, em, Weight.BOLD))
        # On a pill of the ink itself: the ground bears the ink, so the ink bears the ground.
        yield Area(_MARGIN, 234, measure.width(tier, em, Weight.BOLD) + 40, 56, 28, ink)
        yield Words(_MARGIN + 20, 273, tier, em, Weight.BOLD, ground)
    most = 34 if card.beside else 44
    sizes = ((1, 44, 34), (2, most, 26), (3, 26, 18))
    top = 296 if card.beside else 304
    names = list(pen.lines(card.name, Weight.MEDIUM, ink, sizes, top=top, room=_TEXT_ROOM))
    yield from names
    if card.beside:
        yield from pen.lines(card.beside, Weight.REGULAR, ink, ((1, 26, 18),), top=names[-1].baseline + 14,
                             room=_TEXT_ROOM)  # fmt: skip
    yield from pen.lines(card.number, Weight.MEDIUM, ink, ((1, 40, 16),), top=HEIGHT - 82)


def back(card: MemberCard, measure: Measure) -> tuple[Shape, ...]:
    """The shapes of the back in painting order, on white; ValueError where it has none."""
    if card.back is None:
        raise ValueError("a card without a back")
    ground, pen = rgb(card.colour), _Pen(measure)
    band: tuple[Shape, ...] = (
        Area(0, 0, WIDTH, HEIGHT, 0, WHITE), Area(0, 0, WIDTH, _BAND, 0, ground),
        *pen.lines(card.shop, Weight.BOLD, ink_on(ground), ((1, 42, 34), (2, 36, 24)), top=18, height=_BAND - 36),
    )  # fmt: skip
    return (*band, *_told(card, card.back, pen))


def _told(card: MemberCard, told: CardBack, pen: "_Pen") -> Iterator[Shape]:
    y = _BAND + 24
    for line in told.lines:
        lines = list(pen.lines(line, Weight.REGULAR, BLACK, ((1, 28, 24), (2, 26, 20)), top=y))
        yield from lines
        y = lines[-1].baseline + 18
    number = f"{told.number_label} {card.number}".strip()
    yield from pen.lines(number, Weight.BOLD, _bold_of(rgb(card.colour)), ((1, 36, 20),), top=HEIGHT - 172)
    yield from pen.lines(in_fours(card.token), Weight.REGULAR, BLACK, ((1, 26, 16),), top=HEIGHT - 122)
    yield from pen.lines(told.foot, Weight.REGULAR, _GREY, ((1, 20, 18), (2, 20, 16)), top=HEIGHT - 80)


def _bold_of(colour: Rgb) -> Rgb:
    """The tier's colour where it can be read on white."""
    return colour if contrast(colour, WHITE) >= ENOUGH else BLACK


def in_fours(digits: str) -> str:
    """Digits as people read them out."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes texts that always fit: smaller, then on more lines, cut with "…" only at the smallest."""

    measure: Measure

    def lines(
        self, text: str, weight: Weight, ink: Rgb, sizes: Sequence[tuple[int, int, int]], *, top: int,
        room: int = _WHOLE_ROOM, height: int = 0,
    ) -> Iterator[Words]:  # fmt: skip
        """The lines of `text` from `top` down; with a `height` they stand in its middle.

        `sizes` are tried in turn: on so many lines, from this size down to that.
        """
        em, lines = self._chosen(text, weight, sizes, room)
        step = em * 13 // 10
        top += max(0, height - step * len(lines)) // 2
        for at, line in enumerate(lines):
            yield Words(_MARGIN, top + at * step + em, line, em, weight, ink)

    def _chosen(
        self, text: str, weight: Weight, sizes: Sequence[tuple[int, int, int]], room: int
    ) -> tuple[int, list[str]]:
        found: tuple[int, list[str]] = (sizes[0][1], [])
        for most, em, smallest in sizes:
            found = fitted(text, em, room, lambda words, size: self.measure.width(words, size, weight), most=most,
                           smallest=smallest)  # fmt: skip
            if " ".join(found[1]) == text:
                break
        return found
