"""Reads gift cards and wallets: by number, of a member, what sales and refunds did to them, whole for their proof."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, or_, select, update

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.stored_ledger import StoredEntryRow, StoredRows
from pos_desktop.loyalty.stored_value import Split, StoredBalance, StoredKind, StoredMove, StoredPicture
from pos_desktop.storage.queries import merges
from pos_desktop.storage.schema.selling import sale_line
from pos_desktop.storage.schema.stored import stored_card, stored_entry


@dataclass(frozen=True, slots=True)
class CardRow:
    """A gift card or a wallet with its caches in đồng."""

    id: Id
    kind: StoredKind
    number: str
    key_id: int
    account_id: Id | None
    balance: StoredBalance
    seq: int
    expires_on: date | None
    blocked: bool

    @property
    def picture(self) -> StoredPicture:
        """The card as the rules see it."""
        return StoredPicture(self.id, self.kind, self.balance, self.blocked, self.expires_on)


@dataclass(frozen=True, slots=True)
class Load:
    """What a line of a sale put on a card."""

    line: int
    card_id: Id
    loaded: Split


@dataclass(frozen=True, slots=True)
class Spent:
    """What a sale took from a card, and what refunds gave back of it."""

    card: CardRow
    spent: Split
    returned: Split


_CARD = (
    stored_card.c.id, stored_card.c.kind, stored_card.c.number, stored_card.c.key_id, stored_card.c.account_id,
    stored_card.c.money, stored_card.c.bonus, stored_card.c.seq, stored_card.c.expires_on, stored_card.c.blocked,
)  # fmt: skip
_IS_WALLET = stored_card.c.kind == literal_column("'wallet'")
"""Written out, so that the index of wallets by account is seen to fit; every card with an account is one."""
_MONEY, _BONUS = func.sum(stored_entry.c.money), func.sum(stored_entry.c.bonus)


def by_id(tx: Connection, card_id: Id) -> CardRow | None:
    """The card or wallet with this id."""
    return _one(tx, stored_card.c.id == card_id)


def by_number(tx: Connection, number: str) -> CardRow | None:
    """The gift card with these ten digits."""
    return _one(tx, stored_card.c.number == number, stored_card.c.kind == StoredKind.GIFT_CARD.value)


def is_taken(tx: Connection, number: str) -> bool:
    """Whether some card or wallet has this number."""
    return _one(tx, stored_card.c.number == number) is not None


def lock(tx: Connection, card_id: Id) -> CardRow:
    """Serialise writers of this card and read it, in one statement."""
    statement = update(stored_card).where(stored_card.c.id == card_id).values(seq=stored_card.c.seq).returning(*_CARD)
    return _card(tx.execute(statement).one())


def own_wallet(tx: Connection, account_id: Id) -> CardRow | None:
    """The wallet that top-ups of a member go to: that of the account they were merged into, if there is one."""
    return _one(tx, _IS_WALLET, stored_card.c.account_id == merges.survivor(tx, account_id))


def wallets(tx: Connection, account_id: Id) -> tuple[CardRow, ...]:
    """All wallets that are a member's today, oldest first: their own and those of whom they were merged with.

    No money moves with a merge, so that undoing it gives every wallet back whole.
    """
    family = merges.family(tx, merges.survivor(tx, account_id))
    statement = select(*_CARD).where(_IS_WALLET, stored_card.c.account_id.in_(family)).order_by(stored_card.c.id)
    return tuple(_card(row) for row in tx.execute(statement))


def expired(tx: Connection, day: date) -> list[Id]:
    """Cards with money whose last day was before `day`."""
    statement = select(stored_card.c.id).where(
        stored_card.c.expires_on < day, or_(stored_card.c.money > 0, stored_card.c.bonus > 0)
    )
    return list(tx.execute(statement.order_by(stored_card.c.id)).scalars())


def spent_on(tx: Connection, card_ids: list[Id], day: date) -> Money:
    """Đồng that sales of a business date took from these cards."""
    statement = select(func.coalesce(-func.sum(stored_entry.c.money + stored_entry.c.bonus), 0)).where(
        stored_entry.c.card_id.in_(card_ids), stored_entry.c.business_date == day,
        stored_entry.c.kind == StoredMove.SPEND.value,
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())


def spent_by(tx: Connection, sale_id: Id) -> tuple[Spent, ...]:
    """The cards that paid a sale, in the order in which it took from them."""
    kinds = (StoredMove.SPEND.value, StoredMove.RETURN.value)
    parts: dict[Id, dict[str, Split]] = defaultdict(dict)
    statement = (
        select(stored_entry.c.card_id, stored_entry.c.kind, _MONEY.label("money"), _BONUS.label("bonus"))
        .where(stored_entry.c.sale_id == sale_id, stored_entry.c.kind.in_(kinds))
        .group_by(stored_entry.c.card_id, stored_entry.c.kind).order_by(func.min(stored_entry.c.id))
    )  # fmt: skip
    for row in tx.execute(statement):
        parts[row.card_id][row.kind] = Split(row.money, row.bonus)
    return tuple(
        Spent(_must(by_id(tx, card_id)), Split().minus(split.get(kinds[0], Split())), split.get(kinds[1], Split()))
        for card_id, split in parts.items()
    )


def loads(tx: Connection, sale_id: Id) -> tuple[Load, ...]:
    """What the lines of a sale loaded and no refund has taken off again, by line."""
    kinds = (StoredMove.LOAD.value, StoredMove.BONUS.value)
    gone = select(stored_entry.c.sale_line).where(
        stored_entry.c.sale_id == sale_id, stored_entry.c.kind == StoredMove.UNLOAD.value
    )
    statement = (
        select(stored_entry.c.sale_line, stored_entry.c.card_id, _MONEY, _BONUS)
        .where(stored_entry.c.sale_id == sale_id, stored_entry.c.kind.in_(kinds),
               stored_entry.c.sale_line.not_in(gone))
        .group_by(stored_entry.c.sale_line, stored_entry.c.card_id).order_by(stored_entry.c.sale_line)
    )  # fmt: skip
    return tuple(Load(line, card_id, Split(money, bonus)) for line, card_id, money, bonus in tx.execute(statement))


def has_top_up(tx: Connection, sale_id: Id) -> bool:
    """Whether a wallet has money that the sale put on it."""
    return any(_must(by_id(tx, load.card_id)).kind is StoredKind.WALLET for load in loads(tx, sale_id))


def after_sale(tx: Connection, sale_id: Id) -> tuple[CardRow, ...]:
    """The cards and wallets that a sale touched, as they stood right after it."""
    statement = (
        select(stored_entry.c.card_id, func.max(stored_entry.c.seq))
        .where(stored_entry.c.sale_id == sale_id, stored_entry.c.refund_id.is_(None))
        .group_by(stored_entry.c.card_id).order_by(func.min(stored_entry.c.id))
    )  # fmt: skip
    return tuple(_as_of(tx, card_id, seq) for card_id, seq in tx.execute(statement).all())


def wallet_after(tx: Connection, sale_id: Id) -> Money | None:
    """What all wallets of the sale's member held right after it; None when the sale left them alone."""
    touched = [card for card in after_sale(tx, sale_id) if card.account_id is not None]
    if not touched:
        return None
    mine = [card.id for each in touched if each.account_id for card in wallets(tx, each.account_id)]
    last = select(func.max(stored_entry.c.id)).where(
        stored_entry.c.sale_id == sale_id, stored_entry.c.refund_id.is_(None)
    )
    held = select(func.sum(stored_entry.c.money + stored_entry.c.bonus)).where(
        stored_entry.c.card_id.in_(mine), stored_entry.c.id <= last.scalar_subquery()
    )
    return int(tx.execute(held).scalar_one())


def _as_of(tx: Connection, card_id: Id, seq: int) -> CardRow:
    now = _must(by_id(tx, card_id))
    sums = select(_MONEY, _BONUS).where(stored_entry.c.card_id == card_id, stored_entry.c.seq <= seq)
    return CardRow(
        now.id, now.kind, now.number, now.key_id, now.account_id, Split(*tx.execute(sums).one()), seq,
        now.expires_on, now.blocked,
    )  # fmt: skip


def all_rows(tx: Connection) -> Iterator[StoredRows]:
    """Every card and wallet with its entries, for the proof."""
    entries: dict[Id, list[StoredEntryRow]] = defaultdict(list)
    for row in tx.execute(select(stored_entry).order_by(stored_entry.c.card_id, stored_entry.c.seq)):
        kept = StoredEntryRow(row.id, row.seq, StoredMove(row.kind), row.money, row.bonus, row.sale_id)
        entries[row.card_id].append(kept)
    for row in tx.execute(select(stored_card).order_by(stored_card.c.id)):
        yield StoredRows(row.id, Split(row.money, row.bonus), row.seq, entries[row.id])


def sums_by(tx: Connection, column: Any, kind: StoredMove) -> dict[Id, Money]:
    """Đồng of entries of one kind by sale or refund, without their sign."""
    statement = (
        select(column, func.sum(stored_entry.c.money + stored_entry.c.bonus))
        .where(stored_entry.c.kind == kind.value, column.is_not(None)).group_by(column)
    )  # fmt: skip
    return {key: abs(int(amount)) for key, amount in tx.execute(statement)}


def loaded_lines(tx: Connection) -> dict[tuple[Id, int], Money]:
    """Đồng that the lines of sales loaded, bonuses aside."""
    statement = select(stored_entry.c.sale_id, stored_entry.c.sale_line, stored_entry.c.money).where(
        stored_entry.c.kind == StoredMove.LOAD.value, stored_entry.c.sale_id.is_not(None)
    )
    return {(sale_id, line): money for sale_id, line, money in tx.execute(statement)}


def sold_lines(tx: Connection, wares: tuple[str, ...], sale_id: Id | None = None) -> list[Any]:
    """Lines of sales (or of one) that sold these wares: sale_id, position, ware, target, qty, amount."""
    columns = (
        sale_line.c.sale_id, sale_line.c.position, sale_line.c.ware, sale_line.c.target, sale_line.c.qty,
        sale_line.c.amount,
    )  # fmt: skip
    where = [sale_line.c.ware.in_(wares), *([sale_line.c.sale_id == sale_id] if sale_id else [])]
    return list(tx.execute(select(*columns).where(*where).order_by(sale_line.c.sale_id, sale_line.c.position)))


def moved_by(tx: Connection, sale_id: Id, card_id: Id) -> dict[str, Money]:
    """What a sale moved on a card, bonus included, by kind, with what the card held `before` it and `after` it."""
    amount = stored_entry.c.money + stored_entry.c.bonus
    mine = (stored_entry.c.card_id == card_id, stored_entry.c.sale_id == sale_id, stored_entry.c.refund_id.is_(None))
    kinds = select(stored_entry.c.kind, func.sum(amount)).where(*mine).group_by(stored_entry.c.kind)
    moved = {kind: int(total) for kind, total in tx.execute(kinds)}
    first, last = tx.execute(select(func.min(stored_entry.c.seq), func.max(stored_entry.c.seq)).where(*mine)).one()
    if first is None:
        return {}
    held = select(func.coalesce(func.sum(amount), 0)).where(stored_entry.c.card_id == card_id)
    before = int(tx.execute(held.where(stored_entry.c.seq < first)).scalar_one())
    after = int(tx.execute(held.where(stored_entry.c.seq <= last)).scalar_one())
    return {**moved, "before": before, "after": after}


def _one(tx: Connection, *where: ColumnElement[bool]) -> CardRow | None:
    row = tx.execute(select(*_CARD).where(*where)).first()
    return _card(row) if row else None


def _card(row: Any) -> CardRow:
    return CardRow(
        row.id, StoredKind(row.kind), row.number, row.key_id, row.account_id, Split(row.money, row.bonus), row.seq,
        row.expires_on, row.blocked,
    )  # fmt: skip


def _must(card: CardRow | None) -> CardRow:
    if card is None:
        raise LookupError("an entry of no card")
    return card
