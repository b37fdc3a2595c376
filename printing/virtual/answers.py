"""The bytes by which a virtual printer tells its state."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printing.virtual.machine import VirtualPrinter


def status_answer(printer: "VirtualPrinter", question: int) -> int:
    """Answer DLE EOT 1 to 4. The fixed bits are 0xx1xx10."""
    out, cover, cutter = printer.paper == "out", printer.cover_open, printer.cutter_error
    match question:
        case 1:
            return 0x12 | (0 if printer.can_print else 0x08)
        case 2:
            return 0x12 | (0x04 if cover else 0) | (0x20 if out else 0) | (0x40 if cutter else 0)
        case 3:
            return 0x12 | (0x08 if cutter else 0)
    return 0x12 | {"ok": 0, "low": 0x0C, "out": 0x6C}[printer.paper]


def paper_answer(printer: "VirtualPrinter") -> bytes:
    """Answer GS r 1."""
    return b"\x03" if printer.paper == "low" else b"\x00"


def asb_packet(printer: "VirtualPrinter") -> bytes:
    """What it sends by itself: 0xx1xx00 and three bytes 0xx0xxxx."""
    state = 0x10 | (0 if printer.can_print else 0x08) | (0x20 if printer.cover_open else 0)
    paper = {"ok": 0, "low": 0x03, "out": 0x0F}[printer.paper]
    return bytes((state, 0x08 if printer.cutter_error else 0, paper, 0x0F))
