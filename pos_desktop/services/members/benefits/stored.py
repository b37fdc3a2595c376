"""Gift cards and prepaid wallets: found, corrected and blocked by people; loaded, spent and refilled by sales."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, select, update

from pos_desktop.core.codes import CodeKind, classify, read_gift_card
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.quantity import plain
from pos_desktop.core.text import note
from pos_desktop.loyalty import stored_value
from pos_desktop.loyalty.reversal import LEAST_DAYS
from pos_desktop.loyalty.stored_value import NOTHING, Split, StoredKind, StoredMove, Unloaded, give_back, usable
from pos_desktop.selling.lines import OrderLine, Ware
from pos_desktop.selling.order import Identified
from pos_desktop.selling.refund import TenderBack
from pos_desktop.selling.tenders import TenderKind, total
from pos_desktop.services.journal import Event
from pos_desktop.services.members.benefits import deposits, stored_rows
from pos_desktop.services.members.benefits.stored_rows import Cause
from pos_desktop.services.once import Answer, Asked, Deed, once
from pos_desktop.services.selling.happened import SaleMade, SaleReturned
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import merges, stored
from pos_desktop.storage.queries.stored import CardRow, Load, Spent
from pos_desktop.storage.schema.loyalty import account
from pos_desktop.storage.schema.shop import staff
from pos_desktop.storage.schema.stored import stored_card

LOADS = (Ware.GIFT_CARD, Ware.TOP_UP, Ware.DEPOSIT)
"""Wares that put money on a card or a wallet."""
SPENDS = (TenderKind.GIFT_CARD, TenderKind.WALLET)
_NUMBER = slice(3, 13)
"""Where a gift card's 32 digits hold its number."""


@dataclass(frozen=True, slots=True)
class StoredCardPicture:
    """A gift card or a wallet as screens show it, in đồng; `code` is empty for a wallet."""

    id: Id
    kind: StoredKind
    code: str
    money: Money
    bonus: Money
    expires_on: date | None
    blocked: bool

    @property
    def total(self) -> Money:
        """What can be spent."""
        return self.money + self.bonus


@dataclass(frozen=True, slots=True)
class AdjustStored:
    """Đồng to add to a card's money (or, negative, to take); `id` names the operation."""

    id: str
    card_id: Id
    money: Money
    reason: str
    staff_id: Id
    print_: str = ""


@dataclass(frozen=True, slots=True)
class BlockStored:
    """Block a lost card, or let it be used again."""

    id: str
    card_id: Id
    blocked: bool
    reason: str
    staff_id: Id
    print_: str = ""


class StoredValue:
    """Use cases of gift cards and wallets."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def find(self, code: str) -> StoredCardPicture:
        """The gift card that 32 digits stand for, whatever has become of it; STORED_UNKNOWN otherwise."""
        with self._till.db.read() as tx:
            return self._picture(_by_code(tx, self._till, code))

    def get(self, card_id: Id) -> StoredCardPicture:
        """The card or wallet with this id; STORED_UNKNOWN otherwise."""
        with self._till.db.read() as tx:
            return self._picture(_known(stored.by_id(tx, card_id)))

    def wallet_of(self, account_id: Id) -> StoredCardPicture | None:
        """What a member can pay with, wallets of merged members included; None without any wallet."""
        with self._till.db.read() as tx:
            return wallet_picture(stored.wallets(tx, account_id), self._till.today())

    def _picture(self, card: CardRow) -> StoredCardPicture:
        return StoredCardPicture(
            card.id, card.kind, stored_rows.code_of(self._till, card), card.balance.money, card.balance.bonus,
            card.expires_on, card.blocked,
        )  # fmt: skip

    def adjust(self, command: AdjustStored) -> StoredCardPicture:
        """Add or take money by hand, with a reason.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, INVALID_AMOUNT, STORED_UNKNOWN, OWN_ACCOUNT, STORED_INSUFFICIENT.
        """
        asked = Asked(command.id, "adjust_stored", command.print_ or repr(command), command.staff_id)
        return self.get(once(self._till, asked, lambda tx, written: self._adjust(written, command))["card_id"])

    def _adjust(self, written: Written, command: AdjustStored) -> Deed:
        reason, card = self._asked_for(written, command.card_id, command.reason, command.staff_id)
        if not 0 < abs(command.money) <= MOST_MONEY:
            raise Rejected(Code.INVALID_AMOUNT)
        _check_not_own(written.tx, card, command.staff_id)
        if card.balance.money + command.money < 0:
            raise Rejected(Code.STORED_INSUFFICIENT, available=card.balance.money)
        cause = Cause(written, self._till, command.id, command.staff_id, self._till.now(), self._till.today())
        stored_rows.move(cause, card.id, StoredMove.ADJUSTMENT, Split(command.money), reason=reason)
        return _deed(card, {"money": command.money, "reason": reason})

    def block(self, command: BlockStored) -> StoredCardPicture:
        """Block a card, or unblock it.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, STORED_UNKNOWN.
        """
        asked = Asked(command.id, "block_stored", command.print_ or repr(command), command.staff_id)
        return self.get(once(self._till, asked, lambda tx, written: self._block(written, command))["card_id"])

    def _block(self, written: Written, command: BlockStored) -> Deed:
        reason, card = self._asked_for(written, command.card_id, command.reason, command.staff_id)
        changed = update(stored_card).where(stored_card.c.id == card.id).values(blocked=command.blocked)
        written.tx.execute(changed)
        written.saw(stored_card, card.id)
        return _deed(card, {"blocked": command.blocked, "reason": reason})

    def _asked_for(self, written: Written, card_id: Id, reason: str, staff_id: Id) -> tuple[str, CardRow]:
        kept = note(reason)
        if not kept:
            raise Rejected(Code.REASON_NEEDED)
        require(written.tx, staff_id, "points")
        return kept, stored.lock(written.tx, _known(stored.by_id(written.tx, card_id)).id)


def _deed(card: CardRow, body: Answer) -> Deed:
    return Deed({"card_id": card.id}, Event.STORED_VALUE, card.id, body)


def _check_not_own(tx: Connection, card: CardRow, staff_id: Id) -> None:
    """Nobody adjusts a wallet of their own."""
    if card.account_id is None:
        return
    own = select(account.c.id).join(staff, staff.c.member_id == account.c.member_id).where(staff.c.id == staff_id)
    mine = tx.execute(own).scalar()
    if mine and merges.survivor(tx, mine) == merges.survivor(tx, card.account_id):
        raise Rejected(Code.OWN_ACCOUNT)


def _known(card: CardRow | None) -> CardRow:
    if card is None:
        raise Rejected(Code.STORED_UNKNOWN)
    return card


def _by_code(tx: Connection, till: Till, code: str) -> CardRow:
    return _known(stored.by_number(tx, read_gift_card(code.strip(), till.keys.codes).number))


def wallet_picture(cards: Iterable[CardRow], day: date) -> StoredCardPicture | None:
    """Wallets of one member as one: what is blocked or over counts nothing, the earliest last day is shown."""
    every = list(cards)
    if not every:
        return None
    held = [card for card in every if not card.blocked and (card.expires_on is None or card.expires_on >= day)]
    sums = Split(sum(card.balance.money for card in held), sum(card.balance.bonus for card in held))
    last = min((card.expires_on for card in held if card.expires_on), default=None)
    return StoredCardPicture(every[0].id, StoredKind.WALLET, "", sums.money, sums.bonus, last, not held)


# what a sale does


def sold(made: SaleMade) -> None:
    """Load what the sale sold, then take what it was paid with, so that a top-up may pay for the goods beside it.

    Raises:
        Rejected: UNKNOWN_MEMBER for a guest's wallet; INVALID_AMOUNT outside the bounds of a load, or where stored
            value pays for stored value; STORED_UNKNOWN, STORED_BLOCKED, STORED_EXPIRED, STORED_INSUFFICIENT;
            MEMBER_BLOCKED, CARD_REQUIRED.
    """
    cause = Cause(
        made.written, made.till, made.operation_id, made.staff_id, made.at, made.day, made.sale_id,
    )  # fmt: skip
    _check_new_money(made)
    for position, priced in enumerate(made.quote.priced.lines, 1):
        if priced.line.ware in LOADS:
            _load(made, cause, position, priced.line, priced.amount)
    tenders = [tender for tender in made.settlement.tenders if tender.kind in SPENDS]
    for tender in tenders:
        if tender.kind is TenderKind.GIFT_CARD:
            _spend(cause, stored.lock(cause.written.tx, _by_code(cause.written.tx, made.till, tender.ref).id),
                   tender.amount)  # fmt: skip
    if by_wallet := total([tender for tender in tenders if tender.kind is TenderKind.WALLET]):
        _spend_wallet(made, cause, by_wallet)


def _check_new_money(made: SaleMade) -> None:
    """Stored value never pays for stored value: its bonus would grow without end."""
    priced = made.quote.priced
    others = priced.due - sum(line.amount for line in priced.lines if line.line.ware in LOADS)
    if total([tender for tender in made.settlement.tenders if tender.kind in SPENDS]) > others:
        raise Rejected(Code.INVALID_AMOUNT, most=others)


def _load(made: SaleMade, cause: Cause, position: int, line: OrderLine, amount: Money) -> None:
    terms, card = made.programme.stored, _card_for(made, line)
    if line.ware is Ware.DEPOSIT:
        terms = replace(terms, least=1, most=MOST_MONEY)  # bounds are for gifts, not for what a customer owes us
    if card.kind is StoredKind.WALLET and card.expires_on is not None and card.expires_on < made.day:
        stored_rows.write_off(cause, card)
        stored_rows.live_until(made.written, card.id, terms.expires_on(made.day))
        card = stored.lock(made.written.tx, card.id)
    usable(card.picture, made.day)
    added = stored_value.load(terms, card.balance, amount, made.occasion, card.kind)
    card = stored_rows.move(cause, card.id, StoredMove.LOAD, Split(added.money), line=position)
    if added.bonus:
        stored_rows.move(cause, card.id, StoredMove.BONUS, Split(bonus=added.bonus), line=position)
    if card.expires_on != (last := terms.expires_on(made.day)):
        stored_rows.live_until(made.written, card.id, last)


def _card_for(made: SaleMade, line: OrderLine) -> CardRow:
    """The card that a line loads, locked; a new one where it names none, a wallet at the first top-up."""
    tx = made.written.tx
    if line.ware is Ware.DEPOSIT:
        return deposits.card_of(made.written, made.till, line.target)
    if line.target:
        return stored.lock(tx, _by_code(tx, made.till, line.target).id)
    if line.ware is Ware.GIFT_CARD:
        return stored_rows.issue(made.written, made.till, StoredKind.GIFT_CARD)
    account_id = merges.survivor(tx, _member_of(made))
    wallet = stored.own_wallet(tx, account_id)
    if wallet is None:
        return stored_rows.issue(made.written, made.till, StoredKind.WALLET, account_id)
    return stored.lock(tx, wallet.id)


def _member_of(made: SaleMade) -> Id:
    account_id = made.quote.priced.order.account_id
    if account_id is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    return account_id


def _spend(cause: Cause, card: CardRow, amount: Money) -> None:
    taken = stored_value.spend(usable(card.picture, cause.day).balance, amount)
    stored_rows.move(cause, card.id, StoredMove.SPEND, NOTHING.minus(taken))


def _spend_wallet(made: SaleMade, cause: Cause, amount: Money) -> None:
    tx, account_id = made.written.tx, _member_of(made)
    cards = [stored.lock(tx, card.id) for card in stored.wallets(tx, account_id)]
    _check_wallet(made, cards, amount)
    held = [card for card in cards if _is_usable(card, made.day)]
    if cards and not held:
        usable(cards[0].picture, made.day)
    available = sum(card.balance.total for card in held)
    if amount > available:
        raise Rejected(Code.STORED_INSUFFICIENT, available=available)
    for card in held:
        part = min(amount, card.balance.total)
        amount -= part
        if part:
            _spend(cause, card, part)


def _is_usable(card: CardRow, day: date) -> bool:
    return not card.blocked and (card.expires_on is None or card.expires_on >= day)


def _check_wallet(made: SaleMade, cards: list[CardRow], amount: Money) -> None:
    """Above the programme's limit a day, the card or the member's PIN has to prove who pays, as with points."""
    if made.locked and made.locked.picture.blocked:
        raise Rejected(Code.MEMBER_BLOCKED)
    if made.quote.priced.order.identified is not Identified.SEARCH:
        return
    before = stored.spent_on(made.written.tx, [card.id for card in cards], made.day)
    if before + amount > made.programme.free_value_per_day:
        raise Rejected(Code.CARD_REQUIRED, most=made.programme.free_value_per_day, value=amount)


# what a refund does


def refundable(tx: Connection, sale_id: Id, day: date) -> dict[int, Money]:
    """The most that the sale's gift-card and top-up lines give back, by position: only what is still there."""
    return {load.line: back.back for load, back in _unloads(tx, sale_id, day)}


def returned(back: SaleReturned) -> None:
    """Take returned loads off their cards, then give money back to the cards that paid.

    Raises:
        Rejected: INVALID_QUANTITY for a part of a load, STORED_INSUFFICIENT where more money goes back than is there.
    """
    cause = Cause(
        back.written, back.till, back.operation_id, back.staff_id, back.at, back.day, back.sale.id, back.refund_id,
    )  # fmt: skip
    for load, off in _unloads(back.written.tx, back.sale.id, back.day):
        _unload(back, cause, load, off)
    spent = stored.spent_by(back.written.tx, back.sale.id)
    for tender in back.quote.money.tenders:
        if tender.kind in SPENDS:
            _refill(cause, [one for one in reversed(spent) if _paid_by(one, tender)], tender.amount)


def _unloads(tx: Connection, sale_id: Id, day: date) -> list[tuple[Load, Unloaded]]:
    """What the return of each load of the sale would take; loads of one card share what it holds, in their order."""
    left: dict[Id, Split] = {}
    found = []
    for load in stored.loads(tx, sale_id):
        if load.card_id not in left:
            card = _known(stored.by_id(tx, load.card_id))
            left[load.card_id] = NOTHING if card.expires_on and card.expires_on < day else card.balance
        off = stored_value.unload(left[load.card_id], load.loaded)
        left[load.card_id] = left[load.card_id].minus(off.taken)
        found.append((load, off))
    return found


def _unload(back: SaleReturned, cause: Cause, load: Load, off: Unloaded) -> None:
    line = next((line for line in back.quote.money.lines if line.position == load.line), None)
    if line is None:
        return
    sold_ = next(line for line in back.sold.sold.lines if line.position == load.line)
    if line.qty != sold_.qty:
        raise Rejected(Code.INVALID_QUANTITY, line=load.line, most=plain(sold_.qty))
    if line.money > off.back:
        raise Rejected(Code.STORED_INSUFFICIENT, available=off.back)
    if off.taken.total:
        stored_rows.move(cause, load.card_id, StoredMove.UNLOAD, NOTHING.minus(off.taken), line=load.line)


def _paid_by(one: Spent, tender: TenderBack) -> bool:
    if tender.kind == TenderKind.WALLET:
        return one.card.kind is StoredKind.WALLET
    return one.card.kind is StoredKind.GIFT_CARD and one.card.number == kept(tender.ref)


def _refill(cause: Cause, spent: list[Spent], amount: Money) -> None:
    """Give đồng back to cards, to the last that paid first; an expired one lives for some days more."""
    for one in spent:
        part = min(amount, one.spent.minus(one.returned).total)
        amount -= part
        if part:
            _revive(cause, stored.lock(cause.written.tx, one.card.id))
            stored_rows.move(cause, one.card.id, StoredMove.RETURN, give_back(one.spent, one.returned, part))
    if amount:
        raise ValueError(f"{amount} more than cards and wallets paid of sale {cause.sale_id}")


def _revive(cause: Cause, card: CardRow) -> None:
    least = cause.day + timedelta(days=LEAST_DAYS)
    if card.expires_on is not None and card.expires_on < least:
        if card.expires_on < cause.day:
            stored_rows.write_off(cause, card)
        stored_rows.live_until(cause.written, card.id, least)


def kept(code: str) -> str:
    """What is kept of a gift card's 32 digits: its number, which alone pays for nothing. Other words stay."""
    return code[_NUMBER] if classify(code).kind is CodeKind.VOUCHER else code
