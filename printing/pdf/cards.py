"""Writes member cards as PDF, each side on a page of its own size."""

from io import BytesIO
from pathlib import Path
from typing import Any

from printing import qr
from printing.cards.card import MemberCard, back, front
from printing.cards.shapes import HEIGHT, WIDTH, Area, Shape, Square, Words
from printing.fonts import shipped
from printing.pdf.canvas import POINTS_PER_MM, canvas, modules, register

POINTS_PER_TENTH = POINTS_PER_MM / 10


def card_pdf(card: MemberCard, fonts: Path | None = None) -> bytes:
    """Return `card` as PDF pages of 85.6 x 54 mm: its front, and its back where it has one."""
    measure = register(fonts or shipped())
    file = BytesIO()
    page = canvas(file, f"{card.shop} {card.number}")
    for design in (front, back) if card.back else (front,):
        page.setPageSize((WIDTH * POINTS_PER_TENTH, HEIGHT * POINTS_PER_TENTH))
        page.scale(POINTS_PER_TENTH, POINTS_PER_TENTH)
        for shape in design(card, measure):
            draw(page, shape)
        page.showPage()
    page.save()
    return file.getvalue()


def draw(page: Any, shape: Shape) -> None:
    """Draw a shape of a card whose lower left corner is the origin, in tenths of a millimetre."""
    match shape:
        case Area(x, y, width, height, radius, colour):
            page.setFillColorRGB(*(part / 255 for part in colour))
            if radius:
                page.roundRect(x, HEIGHT - y - height, width, height, radius, stroke=0, fill=1)
            else:
                page.rect(x, HEIGHT - y - height, width, height, stroke=0, fill=1)
        case Words(x, baseline, text, em, weight, colour):
            page.setFillColorRGB(*(part / 255 for part in colour))
            page.setFont(weight.name, em)
            page.drawString(x, HEIGHT - baseline, text)
        case Square(x, y, side, data):
            page.setFillGray(0)
            modules(page, data, x, HEIGHT - y, side / qr.side(data))
