"""Writes the rows of gift cards and wallets: a new card, what moves on one, and what expires with it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, update

from pos_desktop.core.codes import GiftCardCode, gift_card_token
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.stored_value import Split, StoredKind, StoredMove
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import stored
from pos_desktop.storage.queries.stored import CardRow
from pos_desktop.storage.schema.stored import stored_card, stored_entry

NUMBERS = 10**10
"""A card's number has ten digits."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What moves money on cards; rows of a sale or a refund name it."""

    written: Written
    till: Till
    operation_id: str
    staff_id: Id | None
    at: datetime
    day: date
    sale_id: Id | None = None
    refund_id: Id | None = None


def move(
    cause: Cause, card_id: Id, kind: StoredMove, split: Split, *, line: int | None = None, reason: str = "",
    day: date | None = None,
) -> CardRow:  # fmt: skip
    """Add a signed split to a card and keep the row; gives the card as it stands then.

    Raises:
        Rejected: STORED_INSUFFICIENT with `available` when another till has spent it meanwhile.
    """
    seq = _guarded(cause.written.tx, card_id, split)
    cause.written.insert(stored_entry, {
        "id": cause.till.ids(), "card_id": card_id, "seq": seq, "kind": kind.value, "money": split.money,
        "bonus": split.bonus, "at": cause.at, "business_date": day or cause.day, "sale_id": cause.sale_id,
        "sale_line": line, "refund_id": cause.refund_id, "operation_id": cause.operation_id,
        "register_id": cause.till.register.id, "staff_id": cause.staff_id, "reason": reason,
    })  # fmt: skip
    return stored.lock(cause.written.tx, card_id)


def _guarded(tx: Connection, card_id: Id, split: Split) -> int:
    statement = (
        update(stored_card)
        .where(stored_card.c.id == card_id, stored_card.c.money >= -split.money, stored_card.c.bonus >= -split.bonus)
        .values(money=stored_card.c.money + split.money, bonus=stored_card.c.bonus + split.bonus,
                seq=stored_card.c.seq + 1)
        .returning(stored_card.c.seq)
    )  # fmt: skip
    seq = tx.execute(statement).scalar_one_or_none()
    if seq is None:
        raise Rejected(Code.STORED_INSUFFICIENT, available=stored.lock(tx, card_id).balance.total)
    return int(seq)


def issue(written: Written, till: Till, kind: StoredKind, account_id: Id | None = None) -> CardRow:
    """A new, empty gift card, or the wallet of an account."""
    card_id, key_id = till.ids(), till.keys.codes.newest
    written.insert(stored_card, {
        "id": card_id, "kind": kind.value, "number": _free_number(written.tx, till), "key_id": key_id,
        "account_id": account_id, "issued_at": till.now(), "register_id": till.register.id,
    })  # fmt: skip
    return stored.lock(written.tx, card_id)


def _free_number(tx: Connection, till: Till) -> str:
    while True:
        number = f"{int(till.ids()[16:], 16) % NUMBERS:010d}"
        if not stored.is_taken(tx, number):
            return number


def code_of(till: Till, card: CardRow) -> str:
    """The 32 digits of a gift card; empty for a wallet, which nobody carries about."""
    if card.kind is StoredKind.WALLET:
        return ""
    return gift_card_token(GiftCardCode(card.key_id, card.number), till.keys.codes)


def live_until(written: Written, card_id: Id, last: date | None) -> None:
    """Set the last day of a card; None is for ever."""
    written.tx.execute(update(stored_card).where(stored_card.c.id == card_id).values(expires_on=last))
    written.saw(stored_card, card_id)


def write_off(cause: Cause, card: CardRow) -> None:
    """Take what an expired card still holds, dated the day after its last."""
    if card.expires_on is not None and card.balance.total:
        left = Split().minus(card.balance)
        move(cause, card.id, StoredMove.EXPIRY, left, day=card.expires_on + timedelta(days=1))


def expire_due(tx: Connection, till: Till, day: date) -> Money:
    """Write off every card whose last day is over; what it held is gone then, so it is written once. Gives the đồng."""
    gone = 0
    for card_id in stored.expired(tx, day):
        card, written = stored.lock(tx, card_id), Written(tx)
        write_off(Cause(written, till, f"due:{day.isoformat()}", None, till.now(), day), card)
        body = {"expired": card.balance.total}
        journal.append(tx, till, Event.FALLEN_DUE, card_id, body, written=written)
        gone += card.balance.total
    return gone
