"""Turns a document into ESC/POS bytes as the profile wants them: pictures of paper, or the printer's own letters."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from printing.devices.escpos_door import paper
from printing.devices.profiles import Letters, PrinterProfile
from printing.fonts import faces
from printing.paper import commands
from printing.paper.document import Align, Cut, Document, Drawer, Paper, Qr, Size, Text
from printing.paper.layout import lay_out, qr_module
from printing.paper.lettered import begun, lettered
from printing.paper.raster import paint, without_commands

_FEED_LINES = 6
_BEEP = 4


def render(document: Document, profile: PrinterProfile, fonts: Path | None = None) -> bytes:
    """Return the bytes of one job; `fonts` is the folder of the Roboto files, by default the one shipped.

    A document without a Cut at its end gets one. A document of a Drawer alone is a pulse without paper, and silent.
    """
    job = _Job(profile, fonts)
    job.begin()
    for part in _parts(document):
        if isinstance(part, Drawer):
            job.pulse(part.pin or profile.drawer_pin)
        else:
            job.piece(part)
    job.end()
    return bytes(job.raw)


def drawer_pulse(profile: PrinterProfile) -> bytes:
    """Return the bytes that open the drawer and print nothing."""
    return render(Document((Drawer(),)), profile)


def pictures(document: Document, profile: PrinterProfile, fonts: Path | None = None) -> list[Image.Image]:
    """Return what the printer will put on paper, one 1-bit picture for each piece that it cuts off."""
    return [picture(part, profile, fonts) for part in _parts(document) if not isinstance(part, Drawer)]


def picture(elements: tuple[Paper, ...], profile: PrinterProfile, fonts: Path | None = None) -> Image.Image:
    """Return one piece of paper as a 1-bit picture, as wide as the profile's paper."""
    roboto = faces(fonts)
    return without_commands(paint(lay_out(elements, profile.width_dots, roboto), roboto))


def _parts(document: Document) -> Iterator[tuple[Paper, ...] | Drawer]:
    """Pieces of paper and pulses in order; a pulse in the middle of a piece comes before it, so that it is not late."""
    piece: list[Paper] = []
    for element in document.elements:
        if isinstance(element, Drawer):
            yield element
        elif not isinstance(element, Cut):
            piece.append(element)
        elif piece:
            yield tuple(piece)
            piece = []
    if piece:
        yield tuple(piece)


class _Job:
    """The bytes so far, `raw`: some of them are python-escpos', the others our own."""

    def __init__(self, profile: PrinterProfile, fonts: Path | None) -> None:
        self._profile, self._fonts = profile, fonts
        self._printer = paper(profile.width_dots)
        self._page: int | None = None
        self._has_paper = False
        self.raw = bytearray()

    def begin(self) -> None:
        self.raw += self._made(lambda printer: printer.hw("INIT"))

    def pulse(self, pin: int) -> None:
        self.raw += self._made(lambda printer: printer.cashdraw(pin))

    def piece(self, elements: tuple[Paper, ...]) -> None:
        if not self._has_paper:
            self._set_up()
        self._has_paper = True
        if self._profile.letters is Letters.RASTER:
            self._draw_all(elements)
        else:
            letters, self._page = lettered(elements, self._profile, self._page, self._drawn)
            self.raw += letters
        self.raw += self._made(self._finish)

    def end(self) -> None:
        """A beep calls to paper: where there is none, nobody is called."""
        if self._has_paper and self._profile.buzzer:
            self.raw += self._made(lambda printer: printer.buzzer(self._profile.buzzer, _BEEP))

    def _set_up(self) -> None:
        if self._profile.density:
            self.raw += commands.density(self._profile.density)
        self.raw += begun(self._profile)

    def _draw_all(self, elements: tuple[Paper, ...]) -> None:
        for part in _drawn_apart(elements) if self._profile.native_qr else (elements,):
            self.raw += self._native(part) if isinstance(part, Qr) else self._picture(part)

    def _drawn(self, element: Paper) -> bytes:
        if isinstance(element, Qr) and self._profile.native_qr:
            return self._native(element)
        image = picture((element,), self._profile, self._fonts)
        return commands.centred(self._raster(without_commands(image.crop(_middle(image)))))

    def _native(self, code: Qr) -> bytes:
        return commands.qr(code.data, qr_module(code.data, self._profile.width_dots))

    def _picture(self, elements: tuple[Paper, ...]) -> bytes:
        return self._raster(picture(elements, self._profile, self._fonts))

    def _raster(self, image: Image.Image) -> bytes:
        height = self._profile.slice_height
        # impl: GS v 0, the one raster command that every clone knows.
        return self._made(lambda it: it.image(image, impl="bitImageRaster", fragment_height=height, center=False))

    def _finish(self, printer: Any) -> None:
        if self._profile.cutter:
            printer.cut(mode="FULL")
        else:
            printer.print_and_feed(_FEED_LINES)

    def _made(self, tell: Callable[[Any], None]) -> bytes:
        self._printer.clear()
        tell(self._printer)
        return bytes(self._printer.output)


def _middle(image: Image.Image) -> tuple[int, int, int, int]:
    """The box without the white at both sides, as much on the left as on the right: a slow line need not carry it."""
    left, _, right, _ = image.convert("L").point(lambda value: 255 - value).getbbox() or (0, 0, image.width, 0)
    margin = min(left, image.width - right) // 8 * 8
    return margin, 0, image.width - margin, image.height


def _drawn_apart(elements: tuple[Paper, ...]) -> Iterator[tuple[Paper, ...] | Qr]:
    """Codes by themselves, for the printer to draw, and what stands between them; those inside a frame stay there."""
    between: list[Paper] = []
    for element in elements:
        if isinstance(element, Qr):
            if between:
                yield tuple(between)
            yield element
            between = [Text(element.caption, Size.SMALL, align=Align.CENTER)] if element.caption else []
        else:
            between.append(element)
    if between:
        yield tuple(between)
