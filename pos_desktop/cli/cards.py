"""Files for one pair of eyes: a member's card as a picture or a PDF, sheets of cards, a badge, a member's record."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.documents.cards import CardHolder, CardTerms, OnProgress, card_pdf, card_png, card_sheets_pdf
from pos_desktop.gateways.drafts import DraftFile
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.card_sheets import CardBatch, WantedCards
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.shop.people import Person
from pos_desktop.services.till import ShopFacts
from pos_desktop.wording import _


def write_card(desk: Desk, phone: str, png: Path | None = None, pdf: Path | None = None) -> Path:
    """Write the card of the member with this phone (or card) to `png` or `pdf`; gives the file.

    Raises:
        Rejected: INVALID_PHONE, UNKNOWN_MEMBER, INVALID_CARD, CARD_REVOKED.
        EnvironmentProblem: FILE_UNWRITABLE; what stood at that place before is still there.
    """
    picture = desk.members.find(phone)
    holder = _holder(desk, picture)
    shop = desk.till.shop
    terms = CardTerms(shop.address, shop.phone, picture.programme)
    path, drawn = (png, card_png(holder)) if png else (pdf, card_pdf(holder, terms))
    if path is None:
        raise ValueError("a card goes to a picture or to a PDF")
    write_private(path, drawn)
    return path


def write_sheets(
    desk: Desk, person: Person, wanted: WantedCards, path: Path, on_progress: OnProgress = lambda _done, _whole: True
) -> CardBatch | None:
    """Write the cards of many members on sheets of A4; nobody has them before the journal knows, None when stopped.

    Raises:
        Rejected: NOT_ALLOWED, CARDS_COUNT, and what else `CardSheets.find` says.
        EnvironmentProblem: FILE_UNWRITABLE; what stood at that place before is still there.
    """
    batch = desk.card_sheets.find(wanted, person.id)
    pdf = card_sheets_pdf(batch.holders, batch.terms, on_progress)
    if pdf is None:
        return None
    hand_out(desk, person, batch, pdf, path)
    return batch


def hand_out(desk: Desk, person: Person, batch: CardBatch, pdf: bytes, path: Path) -> Path:
    """Put drawn cards in their place: first the journal, then the file. Raises as `write_sheets` does."""
    draft = DraftFile(path)
    try:
        draft.file.write(pdf)
        desk.card_sheets.record(batch, pdf, person.id)
    except OSError as error:
        draft.drop()
        raise EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(path)) from error
    except BaseException:
        draft.drop()
        raise
    return draft.keep()


def write_badge(shop: str, name: str, role: str, token: str, path: Path) -> Path:
    """Write a staff badge as a PDF of a card's size; gives the file. Raises as `write_card` does."""
    write_private(path, card_pdf(CardHolder(shop, name, role, token, ("member", role))))
    return path


def _holder(desk: Desk, picture: MemberPicture) -> CardHolder:
    member, tier = picture.row, picture.standing
    name, token, beside = member.name, "", ""
    if picture.holder is not None:
        beside = member.name
        name, token = picture.holder.name, desk.households.card_of(picture.holder.id)
    token = token or desk.members.card_of(member.id)
    return CardHolder(name_on_cards(desk.till.shop), name, member.code, token, (tier.after.code, tier.after_name),
                      beside)  # fmt: skip


def name_on_cards(shop: ShopFacts) -> str:
    """What a card calls the shop: one of a lesson opens nothing, and says so."""
    return f"{_('TẬP HUẤN')} · {shop.name}" if shop.is_training else shop.name


def write_private(path: Path, content: bytes) -> None:
    """Write a file for its owner's eyes alone, through one beside it: a full disk leaves no half file.

    Raises:
        EnvironmentProblem: FILE_UNWRITABLE.
    """
    target = path.resolve()  # a link stays a link
    try:
        if target.exists() and not target.is_file():
            raise OSError(f"no plain file: {target}")
        descriptor, draft = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(draft).replace(target)
        except OSError:
            with suppress(OSError):
                Path(draft).unlink()
            raise
    except OSError as error:
        raise EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(path)) from error
