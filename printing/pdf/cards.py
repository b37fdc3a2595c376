"""Writes member cards as PDF."""

from io import BytesIO
from pathlib import Path
from typing import Any

from printing import qr
from printing.cards import card as cards
from printing.cards.card import MemberCard
from printing.fonts import shipped
from printing.pdf.canvas import POINTS_PER_MM, canvas, modules, register

_POINTS_PER_TENTH = POINTS_PER_MM / 10


def card_pdf(card: MemberCard, fonts: Path | None = None) -> bytes:
    """Return `card` as a PDF page of 85.6 x 54 mm."""
    measure = register(fonts or shipped())
    file = BytesIO()
    page = canvas(file, f"{card.shop} {card.number}")
    page.setPageSize((cards.WIDTH * _POINTS_PER_TENTH, cards.HEIGHT * _POINTS_PER_TENTH))
    page.scale(_POINTS_PER_TENTH, _POINTS_PER_TENTH)
    for shape in cards.design(card, measure):
        _shape(page, shape)
    page.showPage()
    page.save()
    return file.getvalue()


def _shape(page: Any, shape: cards.Shape) -> None:
    match shape:
        case cards.Area(x, y, width, height, radius, colour):
            page.setFillColorRGB(*(part / 255 for part in colour))
            page.roundRect(x, cards.HEIGHT - y - height, width, height, radius, stroke=0, fill=1)
        case cards.Words(x, baseline, text, em, weight, colour):
            page.setFillColorRGB(*(part / 255 for part in colour))
            page.setFont(weight.name, em)
            page.drawString(x, cards.HEIGHT - baseline, text)
        case cards.Square(x, y, side, data):
            page.setFillGray(0)
            modules(page, data, x, cards.HEIGHT - y, side / qr.side(data))
