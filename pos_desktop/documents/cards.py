"""The member card, as a picture and as a PDF of a card's size."""

from dataclasses import dataclass

from printing.cards import card
from printing.pdf import cards as pdf

COLOURS = {"member": "#475467", "silver": "#4D5B70", "gold": "#7A5200", "diamond": "#0A6076"}
"""By the tier's code, as the window shows them in the light theme (assets/tokens.json)."""


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whose card it is: `code` is what people read, `token` the 32 digits of the QR, `tier` its code and its name."""

    shop: str
    name: str
    code: str
    token: str
    tier: tuple[str, str]


def card_png(holder: CardHolder) -> bytes:
    """Draw the card as a PNG of 508 dots to the inch."""
    return card.card_png(_card(holder))


def card_pdf(holder: CardHolder) -> bytes:
    """Draw the card as a PDF page of 85.6 x 54 mm."""
    return pdf.card_pdf(_card(holder))


def _card(holder: CardHolder) -> card.MemberCard:
    code, name = holder.tier
    colour = COLOURS.get(code, COLOURS["member"])
    return card.MemberCard(holder.shop, holder.name or holder.code, name, holder.token, holder.code, colour)
