"""Reads what games look at: stamps, the days and the sales of a member, draws and rounds of wheels."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.loyalty.games import PaidLine
from pos_desktop.loyalty.wheel import FRESH, WheelState
from pos_desktop.selling.order import Ware
from pos_desktop.storage.queries.attachments import belongs
from pos_desktop.storage.queries.merges import ids_of_family
from pos_desktop.storage.schema.loyalty import entry, reward_use, stamp_entry
from pos_desktop.storage.schema.selling import refund, refund_line, sale, sale_line, sale_reduction
from pos_desktop.storage.schema.stored import wheel_draw, wheel_round


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A sale of a member, less what came back of it; `lines` of goods that cost something."""

    sale_id: Id
    at: datetime
    day: date
    order_type: str
    basis: Money
    lines: tuple[PaidLine, ...]


def stamps_of(tx: Connection, account_id: Id) -> dict[str, int]:
    """Stamps of an account by the id of their card, less those of cards handed in; below 0 when some are owed.

    Those of members who became part of it are its own.
    """
    statement = select(stamp_entry.c.card, func.sum(stamp_entry.c.stamps)).where(
        stamp_entry.c.account_id.in_(ids_of_family(account_id))
    )
    return {card: int(stamps) for card, stamps in tx.execute(statement.group_by(stamp_entry.c.card))}


def stamps_of_sale(tx: Connection, sale_id: Id) -> Sequence[Any]:
    """All that a sale and its refunds did to stamps, in order."""
    statement = select(stamp_entry).where(stamp_entry.c.sale_id == sale_id).order_by(stamp_entry.c.id)
    return tx.execute(statement).all()


def rewards_kept(tx: Connection, sale_id: Id) -> set[str]:
    """Rewards of a sale that no refund has given back."""
    statement = select(reward_use.c.reward).where(reward_use.c.sale_id == sale_id).group_by(reward_use.c.reward)
    return set(tx.execute(statement.having(func.sum(reward_use.c.uses) > 0)).scalars())


def _owned(account_id: Id) -> ColumnElement[bool]:
    """Sales that are this account's now, or of who became part of it: bought, claimed or moved to it, not away."""
    return belongs(sale.c.id, sale.c.account_id, ids_of_family(account_id))


def _kept() -> ColumnElement[bool]:
    """Sales that were not returned whole."""
    return ~select(refund.c.id).where(refund.c.sale_id == sale.c.id, refund.c.is_whole == 1).exists()


def visit_days(tx: Connection, account_id: Id, *, but: Id = "") -> list[date]:
    """Business dates of a member's sales that were not returned whole, the sale `but` left out."""
    statement = select(sale.c.business_date).where(_owned(account_id), _kept(), sale.c.id != but).distinct()
    return list(tx.execute(statement).scalars())


def past_visits(tx: Connection, account_id: Id, first: date, last: date, *, but: Id = "") -> list[PastVisit]:
    """A member's sales of these business dates, less what came back, the sale `but` left out."""
    picked = (_owned(account_id), _kept(), sale.c.id != but, sale.c.business_date.between(first, last))
    lines = _lines(tx, select(sale.c.id).where(*picked))
    back = select(func.coalesce(func.sum(refund.c.basis), 0)).where(refund.c.sale_id == sale.c.id).scalar_subquery()
    columns = (sale.c.id, sale.c.at, sale.c.business_date, sale.c.order_type, sale.c.basis - back)
    rows = tx.execute(select(*columns).where(*picked).order_by(sale.c.id))
    return [PastVisit(*row, tuple(lines[row.id])) for row in rows]


def _lines(tx: Connection, wanted: Any) -> dict[Id, list[PaidLine]]:
    back = (
        select(func.coalesce(func.sum(refund_line.c.qty), 0)).join(refund, refund.c.id == refund_line.c.refund_id)
        .where(refund.c.sale_id == sale_line.c.sale_id, refund_line.c.sale_position == sale_line.c.position)
        .scalar_subquery()
    )  # fmt: skip
    columns = (sale_line.c.sale_id, sale_line.c.sku, sale_line.c.category_id, sale_line.c.qty - back)
    goods = (sale_line.c.ware == Ware.GOODS.value, sale_line.c.amount + sale_line.c.points_share > 0)
    found: dict[Id, list[PaidLine]] = defaultdict(list)
    for sale_id, *line in tx.execute(select(*columns).where(sale_line.c.sale_id.in_(wanted), *goods)):
        found[sale_id].append(PaidLine(*line))
    return found


@dataclass(frozen=True, slots=True)
class SoldUnits:
    """A line of goods as it was sold; `off` is what each promotion or voucher took off it, by its id."""

    sku: str
    category: str
    qty: Quantity
    gross: Money
    off: Mapping[str, Money]


def sold_units(tx: Connection, sale_id: Id) -> list[SoldUnits]:
    """The lines of a sale that are goods and cost something, whatever was returned of them since."""
    off: dict[int, dict[str, Money]] = defaultdict(dict)
    columns = (sale_reduction.c.line, sale_reduction.c.rule, func.sum(sale_reduction.c.amount))
    taken = select(*columns).where(sale_reduction.c.sale_id == sale_id)
    for line, rule, amount in tx.execute(taken.group_by(sale_reduction.c.line, sale_reduction.c.rule)):
        off[line][rule] = int(amount)
    goods = (sale_line.c.ware == Ware.GOODS.value, sale_line.c.amount + sale_line.c.points_share > 0)
    statement = select(sale_line).where(sale_line.c.sale_id == sale_id, *goods).order_by(sale_line.c.position)
    return [SoldUnits(row.sku, row.category_id, row.qty, row.gross, off[row.position])
            for row in tx.execute(statement).all()]  # fmt: skip


def entry_by_occasion(tx: Connection, occasion: str) -> Any | None:
    """The ledger row of an occasion that comes once."""
    return tx.execute(select(entry).where(entry.c.occasion == occasion)).first()


def paid_streaks(tx: Connection, account_id: Id, streak_id: str) -> list[tuple[str, date]]:
    """Keys of the rewards that a streak gave an account, with a day of the period that filled it."""
    begins = f"streak:{streak_id}:{account_id}:"
    statement = select(entry.c.occasion).where(
        entry.c.kind == "accrual", entry.c.occasion.between(begins, begins + "~")
    )
    keys = {occasion.partition("#")[0] for occasion in tx.execute(statement).scalars()}
    return [(key, date.fromisoformat(key.removeprefix(begins))) for key in sorted(keys)]


def open_round(tx: Connection, wheel: str) -> Any | None:
    """The round of a wheel that runs now."""
    where = (wheel_round.c.wheel == wheel, wheel_round.c.closed_at.is_(None))
    return tx.execute(select(wheel_round).where(*where)).first()


def rounds(tx: Connection) -> Sequence[Any]:
    """Every round of every wheel, oldest first."""
    return tx.execute(select(wheel_round).order_by(wheel_round.c.opened_at, wheel_round.c.id)).all()


def draws_of(tx: Connection, round_id: Id) -> Sequence[Any]:
    """The draws of a round by ticket."""
    return tx.execute(select(wheel_draw).where(wheel_draw.c.round_id == round_id).order_by(wheel_draw.c.ticket)).all()


def wheel_state(tx: Connection, wheel: str, before: datetime | None = None) -> WheelState:
    """What all draws of a wheel used up, in whatever round; with `before`, in rounds opened before that moment."""
    where = [wheel_round.c.wheel == wheel, *([wheel_round.c.opened_at < before] if before else [])]
    statement = (
        select(wheel_draw.c.prize, func.count(), func.sum(wheel_draw.c.cost))
        .join(wheel_round, wheel_round.c.id == wheel_draw.c.round_id).where(*where)
        .group_by(wheel_draw.c.prize).order_by(wheel_draw.c.prize)
    )  # fmt: skip
    rows = tx.execute(statement).all()
    if not rows:
        return FRESH
    return WheelState(tuple((prize, int(count)) for prize, count, _ in rows), sum(int(cost) for *_, cost in rows))


def draws_of_sale(tx: Connection, sale_id: Id) -> Sequence[Any]:
    """What a sale drew, each with its wheel and that wheel's definition, in order."""
    statement = (
        select(wheel_draw, wheel_round.c.wheel, wheel_round.c.definition)
        .join(wheel_round, wheel_round.c.id == wheel_draw.c.round_id)
        .where(wheel_draw.c.sale_id == sale_id).order_by(wheel_draw.c.turn)
    )  # fmt: skip
    return tx.execute(statement).all()


def last_ticket(tx: Connection, round_id: Id) -> int:
    """How many tickets of a round were drawn."""
    statement = select(func.coalesce(func.max(wheel_draw.c.ticket), 0)).where(wheel_draw.c.round_id == round_id)
    return int(tx.execute(statement).scalar_one())
