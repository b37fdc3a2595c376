"""Reads a receipt off its paper: the code in its QR, and whether the numbers of a sale's rows stand on it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import zxingcpp
from PIL import ImageChops

from pos_desktop.documents.receipt import receipt
from pos_desktop.services.office.print_worker import head_of
from pos_desktop.wording import in_language
from printing.devices.profiles import DEFAULT
from printing.paper import thermal
from printing.paper.text import to_text
from printing.virtual.decoder import decode
from tests.support.live_till import read_rows

if TYPE_CHECKING:
    from PIL import Image

    from pos_desktop.services.desk import Desk


@dataclass(frozen=True)
class Paper:
    """One receipt: its picture as decoded from the bytes, and its text."""

    image: "Image.Image"
    text: str
    code: str
    drawer_pulses: int


def read_receipt(desk: "Desk", jobs: list[bytes], language: str = "vi") -> Paper:
    """Decode what came to the printer; the text is that of the one document that gives this very picture."""
    decoded = decode(b"".join(jobs))
    assert decoded.strange == []
    (piece,) = decoded.pieces
    sale = desk.sales.last()
    assert sale is not None
    code = desk.sales.receipt_code(sale)
    document = receipt(sale, head_of(desk.till.shop), code, in_language(language), 0, desk.sales.enclosed(sale))
    (drawn,) = thermal.pictures(document, DEFAULT)
    image = piece.image()
    assert image.size == drawn.size
    assert ImageChops.difference(image.convert("L"), drawn.convert("L")).getbbox() is None
    (read,) = [code for code in zxingcpp.read_barcodes(image.convert("L")) if code.text.startswith("28")]
    return Paper(image, to_text(document), read.text, len(decoded.drawer_pulses))


def last_sale(folder: Path) -> sqlite3.Row:
    """The newest sale as it lies in the file."""
    return read_rows(folder, "SELECT * FROM sale ORDER BY number DESC LIMIT 1")[0]


def lines_of(folder: Path, sale_id: str) -> list[sqlite3.Row]:
    """The lines of a sale as they lie in the file."""
    return read_rows(folder, "SELECT * FROM sale_line WHERE sale_id = ? ORDER BY position", sale_id)


def tenders_of(folder: Path, sale_id: str) -> list[sqlite3.Row]:
    """The tenders of a sale as they lie in the file."""
    return read_rows(folder, "SELECT * FROM tender WHERE sale_id = ? ORDER BY position", sale_id)


def written(amount: int) -> str:
    """Money as the receipt writes it, without the sign of the currency."""
    return f"{amount:,}".replace(",", ".")
