"""Slips that hold a code which opens something: gift cards, wallets that were topped up, a member's card on paper."""

from datetime import datetime

from sqlalchemy import Connection

from pos_desktop.core.codes import CardCode, card_token
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.documents.slip import SlipText
from pos_desktop.documents.stored_slips import GiftCardSlip, TopUpSlip, of_gift_card, of_top_up
from pos_desktop.documents.welcome import WelcomeSlip, of_welcome
from pos_desktop.loyalty.quote import standing
from pos_desktop.loyalty.stored_value import StoredKind, StoredMove
from pos_desktop.selling.lines import Ware
from pos_desktop.services.members.benefits import stored_rows
from pos_desktop.services.members.points.pictures import picture_of
from pos_desktop.services.office.outbox import SlipOf, promise_slip
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import consents, members, merges, sales, shops, stored
from pos_desktop.storage.queries.stored import CardRow
from pos_desktop.wording import Wording
from pos_desktop.wording.consents import MARKETING

Told = tuple[SlipText, datetime]
LOADED = (Ware.GIFT_CARD, Ware.TOP_UP)
"""Wares whose sale comes with a slip of its own; the code of a deposit is on the receipt."""
LAST_DIGITS = 4


def promise_with(tx: Connection, till: Till, sale_id: Id, printer: str, language: str) -> None:
    """Promise the slips of the cards and wallets that a sale loaded, in its own transaction."""
    for about, subject in _loaded(tx, sale_id):
        promise_slip(tx, till, about, subject, printer, language)


def subjects_of(till: Till, sale_id: Id) -> tuple[str, ...]:
    """The subjects of the slips that came with a sale, but for those of loads that were taken back."""
    with till.db.read() as tx:
        return tuple(about.subject(rest) for about, rest in _loaded(tx, sale_id))


def _loaded(tx: Connection, sale_id: Id) -> list[tuple[SlipOf, str]]:
    lines = {line.position for line in stored.sold_lines(tx, tuple(ware.value for ware in LOADED), sale_id)}
    cards = dict.fromkeys(load.card_id for load in stored.loads(tx, sale_id) if load.line in lines)
    return [(_kind(_card(tx, card_id)), f"{sale_id}:{card_id}") for card_id in cards]


def _kind(card: CardRow) -> SlipOf:
    return SlipOf.TOP_UP if card.kind is StoredKind.WALLET else SlipOf.GIFT_CARD


def _card(tx: Connection, card_id: Id) -> CardRow:
    card = stored.by_id(tx, card_id)
    if card is None:
        raise Rejected(Code.STORED_UNKNOWN)
    return card


def gift_card(tx: Connection, till: Till, subject: str, words: Wording) -> Told:
    """The gift card as it was right after the sale of `<sale>:<card>`."""
    sale_id, _colon, card_id = subject.partition(":")
    card, sale, moved = _card(tx, card_id), sales.by_id(tx, sale_id), stored.moved_by(tx, sale_id, card_id)
    if sale is None or not moved:
        raise Rejected(Code.STORED_UNKNOWN)
    slip = GiftCardSlip(
        card.number[-LAST_DIGITS:], moved["before"], moved.get(StoredMove.LOAD, 0), moved.get(StoredMove.BONUS, 0),
        moved["after"], card.expires_on, stored_rows.code_of(till, card),
    )  # fmt: skip
    return of_gift_card(slip, words), sale.at


def top_up(tx: Connection, till: Till, subject: str, words: Wording) -> Told:
    """The wallet as it was right after the sale of `<sale>:<wallet>`."""
    sale_id, _colon, card_id = subject.partition(":")
    card, sale, moved = _card(tx, card_id), sales.by_id(tx, sale_id), stored.moved_by(tx, sale_id, card_id)
    if sale is None or not moved:
        raise Rejected(Code.STORED_UNKNOWN)
    slip = TopUpSlip(
        sale.number, sale.member_name or sale.member_code, moved["before"], moved.get(StoredMove.LOAD, 0),
        moved.get(StoredMove.BONUS, 0), -moved.get(StoredMove.SPEND, 0), moved["after"], card.expires_on,
    )  # fmt: skip
    return of_top_up(slip, words), sale.at


def welcome(tx: Connection, till: Till, member_id: Id, words: Wording) -> Told:
    """The member as they are now, with the card that opens the account now; without one where it was revoked."""
    row, day = members.kept(tx, members.by_id(tx, member_id)), till.today()
    programme = shops.programme_at(tx, day)
    picture = picture_of(tx, till, row.account_id, programme, day) if row else None
    if row is None or picture is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    card = members.card_of(tx, row.id)
    token = card_token(CardCode(card.key_id, card.number, card.serial), till.keys.codes) if card else ""
    slip = WelcomeSlip(
        row.code, row.name, token, standing(picture, programme).before_name, picture.balance(0).available,
        programme.name, (programme.earn.points, programme.earn.per), programme.point_value, programme.minimum,
        _agreed(tx, row.id),
    )  # fmt: skip
    return of_welcome(slip, words), till.now()


def _agreed(tx: Connection, member_id: Id) -> bool | None:
    """The newest answer to offers, of the whole family."""
    answers = consents.of_members(tx, list(merges.family_of_member(tx, member_id)))
    return next((one.given for one in answers if one.purpose == MARKETING), None)
