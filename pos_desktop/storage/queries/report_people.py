"""What the loyalty report tells of people: when they bought, what they brought in, whose points are about to die."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, and_, func, select, union_all

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE
from pos_desktop.storage.queries import merges
from pos_desktop.storage.queries.report_flows import whose
from pos_desktop.storage.schema.loyalty import account, entry, lot, lot_move, member_merge
from pos_desktop.storage.schema.members import member
from pos_desktop.storage.schema.selling import feedback, refund, refund_line, refund_tax, sale, sale_line, sale_tax


@dataclass(frozen=True, slots=True)
class Brought:
    """What the sales of a range brought in, less what came back of them by now: đồng without VAT, and goods' cost."""

    net: Money
    cost: Money

    @property
    def margin(self) -> Money:
        """What is left: discounts, and points that paid, are off already."""
        return self.net - self.cost


def brought(tx: Connection, first: date, last: date) -> dict[Id, Brought]:
    """What each sale of the range that a member has brought in."""
    net: dict[Id, Money] = {}
    cost: dict[Id, Money] = {}
    for sums, parts in ((net, _nets(first, last)), (cost, _costs(first, last))):
        both = union_all(*parts).subquery()
        for sale_id, amount in tx.execute(select(both.c.id, func.sum(both.c.amount)).group_by(both.c.id)):
            sums[sale_id] = int(amount)
    return {sale_id: Brought(net.get(sale_id, 0), cost.get(sale_id, 0) // ONE) for sale_id in net.keys() | cost.keys()}


def scores(tx: Connection, first: date, last: date, of: Collection[Id]) -> dict[Id, tuple[int, int]]:
    """The sum of the scores of the range's sales of each of these accounts, and how many there are."""
    owner = whose().label("owner")
    statement = (
        select(owner, func.sum(feedback.c.score), func.count()).join(sale, sale.c.id == feedback.c.sale_id)
        .where(sale.c.business_date.between(first, last), owner.in_(of)).group_by(owner)
    )  # fmt: skip
    return {row[0]: (int(row[1]), int(row[2])) for row in tx.execute(statement)}


def joined(tx: Connection, first: date, last: date) -> list[tuple[Id, date]]:
    """Accounts of members who joined on these business dates, newest first."""
    statement = (
        select(account.c.id, member.c.joined_on).join(member, member.c.id == account.c.member_id)
        .where(member.c.joined_on.between(first, last)).order_by(member.c.joined_at.desc(), member.c.id)
    )  # fmt: skip
    return [(row[0], row[1]) for row in tx.execute(statement)]


def expiring(tx: Connection, last: date, until: date) -> list[tuple[Id, date, int]]:
    """Points that stood at the end of `last` in lots whose last day comes after it, through `until`."""
    opening, moving = entry.alias("opening"), entry.alias("moving")
    moved = (
        select(func.coalesce(func.sum(lot_move.c.points), 0)).join(moving, moving.c.id == lot_move.c.entry_id)
        .where(lot_move.c.lot_id == lot.c.id, moving.c.business_date <= last).correlate(lot).scalar_subquery()
    )  # fmt: skip
    left = lot.c.points + moved
    statement = (
        select(lot.c.account_id, lot.c.expires_on, left).join(opening, opening.c.id == lot.c.entry_id)
        .where(opening.c.business_date <= last, lot.c.expires_on > last, lot.c.expires_on <= until, left > 0)
        .order_by(lot.c.expires_on, lot.c.account_id)
    )  # fmt: skip
    return [(row[0], row[1], int(row[2])) for row in tx.execute(statement)]


def debts(tx: Connection) -> list[tuple[Id, int]]:
    """Accounts that owe points now, who owes most first."""
    statement = (
        select(account.c.id, account.c.debt).where(account.c.debt > 0).order_by(account.c.debt.desc(), account.c.id)
    )
    return [(row[0], int(row[1])) for row in tx.execute(statement)]


def tiers(tx: Connection, accounts: Sequence[Id]) -> dict[Id, str]:
    """The codes of the tiers that accounts have now."""
    statement = select(account.c.id, account.c.tier).where(account.c.id.in_(accounts))
    return {row[0]: row[1] for row in tx.execute(statement)}


_Parts = tuple[Select[tuple[Id, int]], Select[tuple[Id, int]]]


def _nets(first: date, last: date) -> _Parts:
    ours = sale.c.business_date.between(first, last) & whose().is_not(None)
    out = select(sale_tax.c.sale_id.label("id"), sale_tax.c.net.label("amount")).join(
        sale, sale.c.id == sale_tax.c.sale_id
    )
    back = (
        select(refund.c.sale_id.label("id"), (-refund_tax.c.net).label("amount"))
        .join(refund, refund.c.id == refund_tax.c.refund_id).join(sale, sale.c.id == refund.c.sale_id)
    )  # fmt: skip
    return out.where(ours), back.where(ours)


def _costs(first: date, last: date) -> _Parts:
    ours = sale.c.business_date.between(first, last) & whose().is_not(None)
    out = (
        select(sale_line.c.sale_id.label("id"), (sale_line.c.qty * sale_line.c.unit_cost).label("amount"))
        .join(sale, sale.c.id == sale_line.c.sale_id)
    )  # fmt: skip
    line = and_(sale_line.c.sale_id == refund.c.sale_id, sale_line.c.position == refund_line.c.sale_position)
    back = (
        select(refund.c.sale_id.label("id"), (-refund_line.c.qty * sale_line.c.unit_cost).label("amount"))
        .join(refund, refund.c.id == refund_line.c.refund_id).join(sale_line, line)
        .join(sale, sale.c.id == refund.c.sale_id)
    )  # fmt: skip
    return out.where(ours), back.where(ours)


def merged_into(tx: Connection) -> dict[Id, Id]:
    """Accounts that were merged away, each with the one it is part of at the end."""
    into: dict[Id, Id] = {row[0]: row[1] for row in tx.execute(
        select(member_merge.c.from_account_id, member_merge.c.to_account_id).where(merges.IN_FORCE)
    )}  # fmt: skip
    return {one: _end(into, one) for one in into}


def _end(into: Mapping[Id, Id], one: Id) -> Id:
    return _end(into, into[one]) if one in into else one
