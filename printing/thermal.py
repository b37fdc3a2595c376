"""Turns a document into ESC/POS bytes: raster pictures of paper, drawer pulses and cuts, and nothing else."""

from pathlib import Path

from printing.document import Document
from printing.profiles import PrinterProfile


def render(document: Document, profile: PrinterProfile, fonts: Path | None = None) -> bytes:
    """Return the bytes of one job; `fonts` is the folder of the Roboto files, by default the one shipped.

    A document without a Cut at its end gets one. A document of a Drawer alone is a pulse without paper.
    """
    raise NotImplementedError


def drawer_pulse(profile: PrinterProfile) -> bytes:
    """Return the bytes that open the drawer and print nothing."""
    raise NotImplementedError
