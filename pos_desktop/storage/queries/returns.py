"""Reads what a refund has to know: the sale with its lines and tenders, its earlier refunds, its points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, literal, literal_column, select, union_all

from pos_desktop.core import codes
from pos_desktop.core.codes import Keyring
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.loyalty.reversal import Taken
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState
from pos_desktop.selling.lines import WITH_THE_WHOLE, Ware
from pos_desktop.selling.refund import CASH, ON_CREDIT, Before, LineBack, Paid, SoldLine, SoldSale, TenderBack
from pos_desktop.storage.queries import accounts, credit, epochs, members
from pos_desktop.storage.queries.merges import continued, ids_of_family, survivor
from pos_desktop.storage.schema.loyalty import attachment, entry, lot, lot_move, tier_change
from pos_desktop.storage.schema.members import erasure
from pos_desktop.storage.schema.records import operation
from pos_desktop.storage.schema.selling import (
    refund,
    refund_line,
    refund_tender,
    sale,
    sale_line,
    tender,
)
from pos_desktop.storage.schema.shop import register
from pos_desktop.storage.schema.stock import stock_movement


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose points a sale's are today, and what was true when they were earned."""

    account_id: Id | None
    facts: Mapping[str, Any]
    earned: int


@dataclass(frozen=True, slots=True)
class OwnMove:
    """A tier move of an account with the sale that it belongs to."""

    sale_id: Id | None
    change: TierChange
    at: datetime


def sale_row(tx: Connection, sale_id: Id) -> Any | None:
    """The sale's own row."""
    return tx.execute(select(sale).where(sale.c.id == sale_id)).first()


def receipt_number(tx: Connection, sale_id: Id) -> str:
    """A sale's receipt number as people read it; "" where there is none."""
    columns = select(register.c.code, sale.c.number).join(register, register.c.id == sale.c.register_id)
    row = tx.execute(columns.where(sale.c.id == sale_id)).first()
    return f"{row.code}-{row.number:06d}" if row else ""


def made_by(tx: Connection, operation_id: str) -> Id | None:
    """The refund that an operation made; None where it made something else, or was never done."""
    answer = tx.execute(select(operation.c.answer).where(operation.c.id == operation_id)).scalar()
    return (answer or {}).get("refund_id")


def id_by_text(tx: Connection, text: str, keys: Keyring) -> Id | None:
    """The sale that a receipt's number (`K1-000231`) or the 32 digits of its QR name; AFTER_BACKUP."""
    wanted = text.strip()
    if wanted.startswith("28") and len(wanted) == codes.CARD_LENGTH:
        return epochs.sale_of_code(tx, codes.read_receipt(wanted, keys), wanted, keys)
    code, _, digits = wanted.rpartition("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        return None
    where = (register.c.code == code, sale.c.number == int(digits))
    statement = select(sale.c.id).join(register, register.c.id == sale.c.register_id).where(*where)
    return tx.execute(statement).scalar_one_or_none()


def sold(tx: Connection, row: Any, refundable: Mapping[int, Money], step: Money = 0) -> SoldSale:
    """The sale as money goes back for it; `refundable` caps lines that are no goods, by position."""
    lines = tx.execute(select(sale_line).where(sale_line.c.sale_id == row.id).order_by(sale_line.c.position))
    paid = tx.execute(select(tender).where(tender.c.sale_id == row.id).order_by(tender.c.position)).all()
    return SoldSale(
        tuple(_sold_line(line, refundable.get(line.position)) for line in lines),
        tuple(_owed_less(tx, row, [_paid(one, row.change) for one in _cash_last(paid)])),
        max(0, sum(one.amount for one in paid if one.kind == CASH) - row.change), row.cash_rounding, step,
    )  # fmt: skip


def _owed_less(tx: Connection, row: Any, paid: list[Paid]) -> list[Paid]:
    """What was paid of a sale's debt since goes back as money: it is owed no more."""
    if not any(one.kind == ON_CREDIT for one in paid):
        return paid
    since = credit.paid_since(tx, row.id)
    return [replace(one, amount=max(0, one.amount - since)) if one.kind == ON_CREDIT else one for one in paid]


def _sold_line(line: Any, refundable: Money | None) -> SoldLine:
    is_goods = line.ware == Ware.GOODS.value
    return SoldLine(
        position=line.position, qty=line.qty, amount=line.amount,
        goods=line.amount + line.points_share if is_goods else 0, rate=line.rate,
        earns=line.earns_points and is_goods, sku=line.sku, category=line.category_id,
        discounted=line.line_discount + line.order_discount > 0, refundable=refundable,
        with_whole=line.ware in WITH_THE_WHOLE,
    )  # fmt: skip


def _cash_last(tenders: Sequence[Any]) -> list[Any]:
    return sorted(tenders, key=lambda one: one.kind == CASH)


def _paid(one: Any, change: Money) -> Paid:
    """The change came out of the cash; `settle` lets nothing else exceed what is due."""
    return Paid(one.kind, max(0, one.amount - change) if one.kind == CASH else one.amount, one.ref)


def before(tx: Connection, sale_id: Id) -> Before:
    """What earlier refunds of the sale gave back and took."""
    lines = tx.execute(
        select(refund_line.c.sale_position, refund_line.c.qty, refund_line.c.money, refund_line.c.goods)
        .join(refund, refund.c.id == refund_line.c.refund_id).where(refund.c.sale_id == sale_id)
    )  # fmt: skip
    tenders = tx.execute(
        select(refund_tender.c.kind, refund_tender.c.amount, refund_tender.c.ref)
        .join(refund, refund.c.id == refund_tender.c.refund_id).where(refund.c.sale_id == sale_id)
    )  # fmt: skip
    points = tx.execute(
        select(*(func.coalesce(func.sum(refund.c[name]), 0) for name in ("restored", "clawed", "cash_rounding")))
        .where(refund.c.sale_id == sale_id)
    ).one()  # fmt: skip
    return Before(
        tuple(LineBack(*row) for row in lines), tuple(TenderBack(*row) for row in tenders), *map(int, points),
    )  # fmt: skip


def pieces_back(tx: Connection, sale_id: Id) -> dict[int, Quantity]:
    """How many of each line of a sale its refunds gave back to date, by the line's position."""
    summed = select(refund_line.c.sale_position, func.sum(refund_line.c.qty)).group_by(refund_line.c.sale_position)
    of_sale = summed.join(refund, refund.c.id == refund_line.c.refund_id).where(refund.c.sale_id == sale_id)
    return {position: int(qty) for position, qty in tx.execute(of_sale)}


def taken_out(tx: Connection, sale_id: Id) -> list[Any]:
    """What each line of a sale took out of stock, with how many of the line were `sold`."""
    move = stock_movement.c
    columns = (move.item_id, move.kind, move.qty, move.unit_cost, move.sale_line, sale_line.c.qty.label("sold"))
    same = and_(sale_line.c.sale_id == sale_id, sale_line.c.position == move.sale_line)
    # Each kind has an index of its own, which is found only by its name, not by a parameter.
    of_kinds = [
        select(*columns).join(sale_line, same).where(move.sale_id == sale_id, move.kind == literal_column(f"'{kind}'"))
        for kind in ("sale", "use")
    ]  # fmt: skip
    return list(tx.execute(union_all(*of_kinds)))


def owner(tx: Connection, row: Any) -> Owner:
    """Whose the sale's points are: who bought, who claimed it later, who it was moved to, who they were merged into."""
    newest = select(attachment).where(attachment.c.sale_id == row.id).order_by(attachment.c.step.desc()).limit(1)
    claimed = tx.execute(newest).first()
    if claimed:
        return Owner(survivor(tx, claimed.account_id), claimed.facts, claimed.earned)
    if row.account_id is None:
        return Owner(None, row.facts, row.earned)
    earned = row.earned or credit.earned(tx, row.id)
    return Owner(survivor(tx, row.account_id), row.facts, earned)


def known_owner(tx: Connection, sale_id: Id) -> Id | None:
    """The account whose a sale is now; None of a guest's, and where nobody is known behind the account any more."""
    row = sale_row(tx, sale_id)
    account_id = owner(tx, row).account_id if row else None
    who = members.by_account(tx, account_id) if account_id else None
    gone = who and tx.execute(select(erasure.c.id).where(erasure.c.member_id == who.id)).first()
    return account_id if who and not gone else None


def has_bonuses(tx: Connection, sale_id: Id) -> bool:
    """Whether the one whose sale it is has points of an occasion, some of which may go back with it."""
    row = sale_row(tx, sale_id)
    owned_by = owner(tx, row).account_id if row else None
    paid = select(entry.c.id).where(entry.c.account_id == owned_by, entry.c.occasion.is_not(None), entry.c.points > 0)
    return tx.execute(paid.limit(1)).first() is not None


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """What a redemption took from a lot, and whose lot it is."""

    account_id: Id
    taken: Taken
    idle_months: int | None = None


def taken(tx: Connection, sale_id: Id) -> tuple[TakenFrom, ...]:
    """What the sale's redemption took from lots, in the order of taking, with what is back of it."""
    expiry = entry.alias("expiry")
    over = select(expiry.c.id).where(expiry.c.lot_id == lot.c.id, expiry.c.kind == "expiry").exists()
    rows = tx.execute(
        select(lot, lot_move.c.points.label("moved"), over.label("is_over"))
        .join(lot_move, lot_move.c.lot_id == lot.c.id).join(entry, entry.c.id == lot_move.c.entry_id)
        .where(entry.c.sale_id == sale_id, entry.c.kind == "redemption").order_by(lot_move.c.id)
    ).all()  # fmt: skip
    back = _restored(tx, sale_id)
    return tuple(
        TakenFrom(row.account_id, Taken(
            accounts.alive(tx, survivor(tx, row.account_id), [row])[0], -row.moved, back.get(row.id, 0),
            bool(row.is_over),
        ), row.idle_months)
        for row in rows
    )  # fmt: skip


def _restored(tx: Connection, sale_id: Id) -> dict[Id, int]:
    """Points that earlier refunds of the sale put back, by the lot they came from."""
    mine = (entry.c.kind == "restoration", refund.c.sale_id == sale_id)
    kept = select(lot_move.c.lot_id, lot_move.c.points).join(entry, entry.c.id == lot_move.c.entry_id)
    own = select(lot.c.origin_id, lot.c.points).join(entry, entry.c.id == lot.c.entry_id)
    parts = [part.join(refund, refund.c.id == entry.c.refund_id).where(*mine) for part in (kept, own)]
    sums: dict[Id, int] = {}
    for lot_id, points in tx.execute(union_all(*parts)):
        sums[lot_id] = sums.get(lot_id, 0) + points
    return sums


def written_off(tx: Connection, sale_id: Id, account_id: Id) -> int:
    """Points that expired of the lots which the sale opened for its present owner, less what was brought back.

    Also of lots that went on with somebody whom the owner was part of for a while.
    """
    mine = select(lot.c.id).where(lot.c.sale_id == sale_id, lot.c.account_id.in_(ids_of_family(account_id)))
    opened = set(tx.execute(mine).scalars())
    return died_of(tx, opened | continued(tx, opened)) if opened else 0


def died_of(tx: Connection, own: Any) -> int:
    """Points that expired of lots (their ids, or a query of them), less what was brought back."""
    revivals = select(literal("reinstated:").concat(lot.c.id)).where(lot.c.id.in_(own))
    dead = (entry.c.kind == "expiry") & entry.c.lot_id.in_(own)
    lost, revived = (
        tx.execute(select(func.coalesce(func.sum(entry.c.points), 0)).where(where)).scalar_one()
        for where in (dead, entry.c.occasion.in_(revivals))
    )
    return -int(lost) - int(revived)


def tier_moves(tx: Connection, account_id: Id) -> tuple[OwnMove, ...]:
    """All tier moves of an account in its own order; a reversal names the sale that was refunded."""
    statement = (
        select(tier_change, refund.c.sale_id.label("refunded"))
        .outerjoin(refund, refund.c.id == tier_change.c.refund_id)
        .where(tier_change.c.account_id == account_id).order_by(tier_change.c.seq)
    )  # fmt: skip
    return tuple(_own_move(row) for row in tx.execute(statement))


def _own_move(row: Any) -> OwnMove:
    before_, after = TierState(row.tier_before, row.until_before), TierState(row.tier_after, row.until_after)
    return OwnMove(row.sale_id or row.refunded, TierChange(TierMove(row.move), row.on_date, before_, after), row.at)


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A refund document as lists and answers tell it."""

    id: Id
    number: str
    kind: str
    sale_id: Id
    at: datetime
    business_date: date
    money: Money
    clawed: int
    restored: int
    by_tender: Mapping[str, Money]
    loyalty: Mapping[str, Any]
    account_id: Id | None
    cash_rounding: Money = 0


def refund_by_id(tx: Connection, refund_id: Id) -> RefundRow | None:
    """The refund with this id."""
    statement = select(refund, register.c.code).join(register, register.c.id == refund.c.register_id)
    row = tx.execute(statement.where(refund.c.id == refund_id)).first()
    if row is None:
        return None
    back = tx.execute(
        select(refund_tender.c.kind, func.sum(refund_tender.c.amount)).where(refund_tender.c.refund_id == refund_id)
        .group_by(refund_tender.c.kind).order_by(func.min(refund_tender.c.position))
    )  # fmt: skip
    return RefundRow(
        row.id, refund_number(row.code, row.number), row.kind, row.sale_id, row.at, row.business_date, row.money,
        row.clawed, row.restored, {kind: int(amount) for kind, amount in back}, row.loyalty, row.account_id,
        row.cash_rounding,
    )  # fmt: skip


def refund_number(code: str, number: int) -> str:
    """A refund's number as people read it: `K1-H000012`."""
    return f"{code}-H{number:06d}"
