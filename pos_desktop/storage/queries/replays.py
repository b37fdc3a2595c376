"""What a replay of the last months needs of each member: state at the beginning, sales less returns, other points."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.lots import Lot
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.loyalty.what_if import Given, PastLine, PastMember, PastSale
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import OrderType
from pos_desktop.storage.schema.catalogue import item
from pos_desktop.storage.schema.loyalty import account, attachment, entry, lot, lot_move, tier_change
from pos_desktop.storage.schema.members import member, person
from pos_desktop.storage.schema.selling import refund, refund_line, sale, sale_line

WITHOUT_SALE = ("accrual", "adjustment", "opening", "transfer")
GIFTS = ("sign_up:%", "birthday:%", "joining:%")
"""Occasions whose points each programme gives anew."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who an account belongs to."""

    account_id: Id
    member_id: Id
    code: str
    name: str
    birthday: date | None
    is_lunar: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Business dates: what counted from `since`, what is replayed after `before` and through `last`."""

    since: date
    before: date
    last: date


def account_ids(tx: Connection) -> list[Id]:
    """Every member's account."""
    return list(tx.execute(select(account.c.id).order_by(account.c.id)).scalars())


def named(tx: Connection, ids: Sequence[Id]) -> dict[Id, Named]:
    """Whose accounts these are; an erased member has no name."""
    statement = (
        select(
            account.c.id, member.c.id, member.c.code, func.coalesce(person.c.name, ""), person.c.birthday,
            func.coalesce(person.c.is_lunar, 0),
        )
        .join(member, member.c.id == account.c.member_id).outerjoin(person, person.c.member_id == member.c.id)
        .where(account.c.id.in_(ids))
    )  # fmt: skip
    return {row[0]: Named(*row[:5], is_lunar=bool(row[5])) for row in tx.execute(statement)}


def member_sales(tx: Connection, span: Span) -> int:
    """Đồng that members paid in the window, less what came back in money."""
    paid = select(func.coalesce(func.sum(sale.c.due), 0)).where(
        or_(sale.c.account_id.is_not(None), sale.c.id.in_(select(attachment.c.sale_id))), *_within(span)
    )
    back = (
        select(func.coalesce(func.sum(refund.c.money), 0)).join(sale, sale.c.id == refund.c.sale_id)
        .where(or_(sale.c.account_id.is_not(None), sale.c.id.in_(select(attachment.c.sale_id))), *_within(span))
    )  # fmt: skip
    return int(tx.execute(paid).scalar_one()) - int(tx.execute(back).scalar_one())


def members(tx: Connection, ids: Sequence[Id], span: Span) -> list[PastMember]:
    """The members of these accounts, without their birthdays."""
    lots, given, activity = _lots(tx, ids, span), _given(tx, ids, span), _activity(tx, ids, span)
    tiers, sales, bought = _tiers(tx, ids, span), _sales(tx, ids, span), _bought_before(tx, ids, span)
    columns = (account.c.id, account.c.tier, account.c.tier_until, member.c.joined_on, member.c.blocked,
               member.c.source)  # fmt: skip
    rows = tx.execute(select(*columns).join(member, member.c.id == account.c.member_id).where(account.c.id.in_(ids)))
    return [
        PastMember(
            row.id, row.joined_on, tiers.get(row.id, TierState(row.tier, row.tier_until)), tuple(lots[row.id]),
            tuple(activity[row.id]), tuple(sales[row.id]), tuple(given[row.id]), row.id in bought,
            signed_up=row.source != "import", earns=not row.blocked,
        )
        for row in rows
    ]  # fmt: skip


def _within(span: Span) -> tuple[Any, ...]:
    return sale.c.business_date > span.before, sale.c.business_date <= span.last


def _lots(tx: Connection, ids: Sequence[Id], span: Span) -> dict[Id, list[Lot]]:
    """Lots as they stood at the end of the day before the window."""
    moved = (
        select(lot_move.c.lot_id, func.sum(lot_move.c.points).label("points"))
        .join(entry, entry.c.id == lot_move.c.entry_id)
        .where(entry.c.account_id.in_(ids), entry.c.business_date <= span.before).group_by(lot_move.c.lot_id)
        .subquery()
    )  # fmt: skip
    left = (lot.c.points + func.coalesce(moved.c.points, 0)).label("left")
    statement = (
        select(lot.c.account_id, lot.c.id, left, lot.c.usable_from, lot.c.expires_on, lot.c.seq)
        .join(entry, entry.c.id == lot.c.entry_id).outerjoin(moved, moved.c.lot_id == lot.c.id)
        .where(lot.c.account_id.in_(ids), entry.c.business_date <= span.before, left > 0).order_by(lot.c.seq)
    )  # fmt: skip
    found: dict[Id, list[Lot]] = defaultdict(list)
    for account_id, *values in tx.execute(statement):
        found[account_id].append(Lot(*values))
    return found


def _given(tx: Connection, ids: Sequence[Id], span: Span) -> dict[Id, list[Given]]:
    """Points without a sale by day, but for the gifts that each programme gives anew."""
    is_gift = or_(*(func.coalesce(entry.c.occasion, "").like(prefix) for prefix in GIFTS))
    statement = (
        select(entry.c.account_id, entry.c.business_date, func.sum(entry.c.points))
        .where(
            entry.c.account_id.in_(ids), entry.c.sale_id.is_(None), entry.c.kind.in_(WITHOUT_SALE), ~is_gift,
            entry.c.business_date > span.before, entry.c.business_date <= span.last,
        )
        .group_by(entry.c.account_id, entry.c.business_date).order_by(entry.c.business_date)
    )  # fmt: skip
    found: dict[Id, list[Given]] = defaultdict(list)
    for account_id, day, points in tx.execute(statement):
        if points:
            found[account_id].append(Given(day, points))
    return found


def _activity(tx: Connection, ids: Sequence[Id], span: Span) -> dict[Id, list[Activity]]:
    statement = (
        select(
            sale.c.account_id, sale.c.business_date, func.sum(sale.c.basis), func.sum(sale.c.earned), func.count()
        )
        .where(
            sale.c.account_id.in_(ids), sale.c.business_date >= span.since, sale.c.business_date <= span.before
        )
        .group_by(sale.c.account_id, sale.c.business_date).order_by(sale.c.business_date)
    )  # fmt: skip
    found: dict[Id, list[Activity]] = defaultdict(list)
    for account_id, *values in tx.execute(statement):
        found[account_id].append(Activity(*values))
    return found


def _tiers(tx: Connection, ids: Sequence[Id], span: Span) -> dict[Id, TierState]:
    """Tiers before the first move of the window; an account without one has stood as it stands."""
    columns = (tier_change.c.account_id, tier_change.c.tier_before, tier_change.c.until_before)
    statement = (
        select(*columns).where(tier_change.c.account_id.in_(ids), tier_change.c.on_date > span.before)
        .order_by(tier_change.c.seq.desc())
    )  # fmt: skip
    return {row.account_id: TierState(row.tier_before, row.until_before) for row in tx.execute(statement)}


def _bought_before(tx: Connection, ids: Sequence[Id], span: Span) -> set[Id]:
    earlier = select(sale.c.account_id).where(sale.c.account_id.in_(ids), sale.c.business_date <= span.before)
    return set(tx.execute(earlier.distinct()).scalars())


def _sales(tx: Connection, ids: Sequence[Id], span: Span) -> dict[Id, list[PastSale]]:
    """Sales that are these members' now, also those that were attached or moved later, in order."""
    mine = or_(
        sale.c.account_id.in_(ids), sale.c.id.in_(select(attachment.c.sale_id).where(attachment.c.account_id.in_(ids)))
    )
    picked = and_(mine, *_within(span))
    wanted = select(sale.c.id).where(picked)
    owners = {row.sale_id: row.account_id for row in tx.execute(
        select(attachment.c.sale_id, attachment.c.account_id).where(attachment.c.sale_id.in_(wanted))
        .order_by(attachment.c.at, attachment.c.id)
    )}  # fmt: skip
    lines, restored = _lines(tx, wanted), _restored(tx, wanted)
    columns = (sale.c.id, sale.c.account_id, sale.c.at, sale.c.business_date, sale.c.order_type, sale.c.points,
               sale.c.facts)  # fmt: skip
    found: dict[Id, list[PastSale]] = defaultdict(list)
    for row in tx.execute(select(*columns).where(picked).order_by(sale.c.business_date, sale.c.at, sale.c.id)):
        owner = owners.get(row.id, row.account_id)
        if owner in ids and lines[row.id]:
            found[owner].append(_sale(row, lines[row.id], restored.get(row.id, 0)))
    return found


def _sale(row: Any, lines: Iterable[PastLine], restored: int) -> PastSale:
    facts = row.facts.get("facts", row.facts) if isinstance(row.facts, dict) else {}
    return PastSale(
        row.at, row.business_date, OrderType(row.order_type), tuple(lines), max(0, row.points - restored),
        plan=str(facts.get("plan") or ""), streak=int(facts.get("streak") or 0),
    )  # fmt: skip


def _lines(tx: Connection, wanted: Any) -> dict[Id, list[PastLine]]:
    """Goods of the sales, less what came back of each line; a line that came back whole is not there."""
    back = (
        select(
            refund.c.sale_id, refund_line.c.sale_position, func.sum(refund_line.c.qty).label("qty"),
            func.sum(refund_line.c.goods).label("goods"),
        )
        .join(refund, refund.c.id == refund_line.c.refund_id).where(refund.c.sale_id.in_(wanted))
        .group_by(refund.c.sale_id, refund_line.c.sale_position).subquery()
    )  # fmt: skip
    qty = (sale_line.c.qty - func.coalesce(back.c.qty, 0)).label("left_qty")
    worth = (sale_line.c.amount + sale_line.c.points_share - func.coalesce(back.c.goods, 0)).label("worth")
    category = func.coalesce(func.nullif(sale_line.c.category_id, ""), item.c.category_id, "").label("category")
    statement = (
        select(sale_line.c.sale_id, sale_line.c.sku, category, qty, worth, sale_line.c.earns_points,
               sale_line.c.line_discount)
        .join(item, item.c.id == sale_line.c.item_id)
        .outerjoin(back, and_(back.c.sale_id == sale_line.c.sale_id, back.c.sale_position == sale_line.c.position))
        .where(sale_line.c.sale_id.in_(wanted), sale_line.c.ware == Ware.GOODS.value, qty > 0)
        .order_by(sale_line.c.sale_id, sale_line.c.position)
    )  # fmt: skip
    found: dict[Id, list[PastLine]] = defaultdict(list)
    for sale_id, sku, category_id, left, amount, earns, discount in tx.execute(statement):
        found[sale_id].append(PastLine(sku, category_id, left, amount, earns, discount > 0))
    return found


def _restored(tx: Connection, wanted: Any) -> dict[Id, int]:
    statement = (
        select(refund.c.sale_id, func.sum(refund.c.restored)).where(refund.c.sale_id.in_(wanted))
        .group_by(refund.c.sale_id)
    )  # fmt: skip
    return {sale_id: points for sale_id, points in tx.execute(statement)}
