"""The member card: a picture, a PDF of a card's size, and sheets of A4 to cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_desktop.loyalty.programme import Programme
from pos_desktop.wording import _, money, points
from printing.cards import picture
from printing.cards.card import CardBack, MemberCard
from printing.pdf import card_sheets
from printing.pdf import cards as pdf

COLOURS = {"member": "#475467", "silver": "#4D5B70", "gold": "#7A5200", "diamond": "#0A6076"}
"""By the tier's code, as the window shows them in the light theme (assets/tokens.json)."""
MOST = card_sheets.MOST
OnProgress = card_sheets.OnProgress


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whose card it is: `code` is what people read, `token` the 32 digits of the QR, `tier` its code and its name.

    `beside` is the member whose points a person of a household or an office uses, or the firm behind a name.
    """

    shop: str
    name: str
    code: str
    token: str
    tier: tuple[str, str]
    beside: str = ""


@dataclass(frozen=True, slots=True)
class CardTerms:
    """What the back of a shop's cards says: where the shop is, and what points are in this programme."""

    address: str
    phone: str
    programme: Programme


def card_png(holder: CardHolder) -> bytes:
    """Draw the front as a PNG of 508 dots to the inch."""
    return picture.card_png(_card(holder, None))


def card_pdf(holder: CardHolder, terms: CardTerms | None = None) -> bytes:
    """Draw the card as a PDF, each side a page of 85.6 x 54 mm; without `terms` it has a front alone."""
    return pdf.card_pdf(_card(holder, terms))


def card_sheets_pdf(
    holders: Sequence[CardHolder], terms: CardTerms, on_progress: OnProgress = lambda _done, _whole: True
) -> bytes | None:
    """Draw the cards on sheets of A4, to be printed on both sides; None once `on_progress` says no.

    Raises:
        ValueError: for no cards, or more than `MOST`.
    """
    note = _("In hai mặt, lật theo cạnh dài, đúng cỡ thật (100 %). Cắt theo vạch.")
    cards = [_card(holder, terms) for holder in holders]
    return card_sheets.card_sheets_pdf(cards, _("Thẻ thành viên"), note=note, on_progress=on_progress)


def _card(holder: CardHolder, terms: CardTerms | None) -> MemberCard:
    code, tier = holder.tier
    return MemberCard(
        holder.shop, holder.name or holder.code, tier, holder.token, holder.code,
        COLOURS.get(code, COLOURS["member"]), holder.beside if holder.beside != holder.name else "",
        _back(terms) if terms else None,
    )  # fmt: skip


def _back(terms: CardTerms) -> CardBack:
    phone = _("Điện thoại: {phone}").format(phone=terms.phone) if terms.phone else ""
    lines = tuple(line for line in (terms.address, phone, _how(terms.programme)) if line)
    foot = _("Mất thẻ, hãy báo cửa hàng: thẻ cũ được khoá và điểm vẫn còn. Điểm và hạng theo thể lệ đang áp dụng.")
    return CardBack(lines, foot, _("Số thẻ"))


def _how(programme: Programme) -> str:
    """How points work, in one line."""
    earn = programme.earn
    return _("Cứ {spent} được {earned}; {points} giảm {worth} cho lần mua sau.").format(
        spent=money(earn.per), earned=points(earn.points), points=points(programme.step),
        worth=money(programme.step * programme.point_value),
    )  # fmt: skip
