"""Turns a document into ESC/POS bytes: raster pictures of paper, drawer pulses and cuts, and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from printing.devices.escpos_door import paper
from printing.devices.profiles import PrinterProfile
from printing.fonts import faces
from printing.paper.document import Cut, Document, Drawer, Paper
from printing.paper.layout import lay_out
from printing.paper.raster import paint

_FEED_LINES = 6


def render(document: Document, profile: PrinterProfile, fonts: Path | None = None) -> bytes:
    """Return the bytes of one job; `fonts` is the folder of the Roboto files, by default the one shipped.

    A document without a Cut at its end gets one. A document of a Drawer alone is a pulse without paper.
    """
    printer = paper(profile.width_dots)
    printer.hw("INIT")
    for part in _parts(document):
        if isinstance(part, Drawer):
            printer.cashdraw(part.pin or profile.drawer_pin)
        else:
            _print_piece(printer, picture(part, profile, fonts), profile)
    return bytes(printer.output)


def drawer_pulse(profile: PrinterProfile) -> bytes:
    """Return the bytes that open the drawer and print nothing."""
    return render(Document((Drawer(),)), profile)


def pictures(document: Document, profile: PrinterProfile, fonts: Path | None = None) -> list[Image.Image]:
    """Return what the printer will put on paper, one 1-bit picture for each piece that it cuts off."""
    return [picture(part, profile, fonts) for part in _parts(document) if not isinstance(part, Drawer)]


def picture(elements: tuple[Paper, ...], profile: PrinterProfile, fonts: Path | None = None) -> Image.Image:
    """Return one piece of paper as a 1-bit picture, as wide as the profile's paper."""
    roboto = faces(fonts)
    return paint(lay_out(elements, profile.width_dots, roboto), roboto)


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


def _print_piece(printer: Any, image: Image.Image, profile: PrinterProfile) -> None:
    # impl: GS v 0, the one raster command that every clone knows.
    printer.image(image, impl="bitImageRaster", fragment_height=profile.slice_height, center=False)
    if profile.cutter:
        printer.cut(mode="FULL")
    else:
        printer.print_and_feed(_FEED_LINES)
