"""Follows members who were merged into others, and reads what a merge moved."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.storage.schema.loyalty import account, activity, entry, lot, member_merge

IN_FORCE = member_merge.c.undone_at.is_(None)


def survivor(tx: Connection, account_id: Id) -> Id:
    """The account that this one was merged into, as far as that goes; itself when it was not."""
    row = in_force(tx, account_id)
    return survivor(tx, row.to_account_id) if row else account_id


def surviving_member(tx: Connection, member_id: Id) -> Id:
    """The member that this one was merged into, as far as that goes; itself when it was not."""
    statement = select(member_merge.c.to_member_id).where(member_merge.c.from_member_id == member_id, IN_FORCE)
    merged: Id | None = tx.execute(statement).scalar()
    return surviving_member(tx, merged) if merged else member_id


def in_force(tx: Connection, account_id: Id) -> Any | None:
    """The row by which an account was merged away, when that still holds."""
    return tx.execute(select(member_merge).where(member_merge.c.from_account_id == account_id, IN_FORCE)).first()


def is_merged(member_id: ColumnElement[Id]) -> ColumnElement[bool]:
    """For a query over members: whether one is part of another now."""
    return select(member_merge.c.id).where(member_merge.c.from_member_id == member_id, IN_FORCE).exists()


def ids_of_family(account_id: Id) -> Select[Any]:
    """For a query: the account and all that were merged into it, at any depth."""
    own = select(literal(account_id).label("id")).cte("family", recursive=True)
    into = select(member_merge.c.from_account_id).join(own, member_merge.c.to_account_id == own.c.id).where(IN_FORCE)
    everybody = own.union_all(into)
    return select(everybody.c.id)


def family(tx: Connection, account_id: Id) -> list[Id]:
    """The account and all that were merged into it, at any depth."""
    return list(tx.execute(ids_of_family(account_id)).scalars())


def family_of_member(tx: Connection, member_id: Id) -> list[Id]:
    """The member and all who were merged into them: theirs are the cards and phones."""
    own = tx.execute(select(account.c.id).where(account.c.member_id == member_id)).scalar_one()
    statement = select(account.c.member_id).where(account.c.id.in_(family(tx, own))).order_by(account.c.id)
    return list(tx.execute(statement).scalars())


def days(tx: Connection, account_id: Id) -> tuple[Activity, ...]:
    """What every business date added to the account's metrics, but those that came to nothing."""
    return _days(tx, activity.c.account_id == account_id)


def days_brought(tx: Connection, merge: Any) -> tuple[Activity, ...]:
    """What the merge brought to the surviving account, with what became of those sales since."""
    theirs = (
        select(activity.c.sale_id)
        .where(activity.c.account_id.in_(family(tx, merge.from_account_id)), activity.c.sale_id.is_not(None))
        .group_by(activity.c.sale_id).having(func.sum(activity.c.visits) > 0)
    )  # fmt: skip
    since = and_(activity.c.sale_id.in_(theirs), activity.c.at >= merge.at, _until_given_away(merge))
    return _days(
        tx, activity.c.account_id == merge.to_account_id, or_(activity.c.source_id == merge.id, since)
    )  # fmt: skip


def _until_given_away(merge: Any) -> ColumnElement[bool]:
    """Not what a sale did that was moved away since, and came back: that is the surviving account's own."""
    gone = activity.alias("gone")
    first = select(func.min(gone.c.seq)).where(
        gone.c.account_id == merge.to_account_id, gone.c.sale_id == activity.c.sale_id, gone.c.kind == "move",
        gone.c.source_id.is_(None), gone.c.at >= merge.at,
    ).correlate(activity).scalar_subquery()  # fmt: skip
    return activity.c.seq <= func.coalesce(first, activity.c.seq)


def _days(tx: Connection, *where: ColumnElement[bool]) -> tuple[Activity, ...]:
    sums = [func.sum(column) for column in (activity.c.spend, activity.c.points, activity.c.visits)]
    statement = select(activity.c.on_date, *sums).where(*where).group_by(activity.c.on_date)
    found = (Activity(*row) for row in tx.execute(statement.order_by(activity.c.on_date)))
    return tuple(one for one in found if one.spend or one.points or one.visits)


def idle_months(tx: Connection, account_id: Id) -> dict[Id, int]:
    """Months that lots live without the member coming, for those that live so."""
    statement = select(lot.c.id, lot.c.idle_months).where(lot.c.account_id == account_id, lot.c.idle_months > 0)
    return {row.id: row.idle_months for row in tx.execute(statement)}


def lots_brought(tx: Connection, merge: Any) -> set[Id]:
    """Lots that go on, since the merge, where those of the merged account and its family ended, at any depth.

    Not what had gone over before and was given back: of two who were one before, that is the other's own.
    """
    origin = lot.alias("origin")
    came = select(lot.c.id).join(origin, origin.c.id == lot.c.origin_id).where(
        lot.c.account_id == merge.to_account_id, lot.c.seq > merge.picture.get("seq", 0),
        origin.c.account_id.in_(family(tx, merge.from_account_id)),
    )  # fmt: skip
    first = set(tx.execute(came).scalars())
    return first | continued(tx, first)


def continued(tx: Connection, lot_ids: Iterable[Id]) -> set[Id]:
    """Lots that go on where these ended, at any depth and in whatever account."""
    found: set[Id] = set()
    newest = set(lot_ids)
    while newest:
        newest = set(tx.execute(select(lot.c.id).where(lot.c.origin_id.in_(newest))).scalars()) - found
        found |= newest
    return found


def expired_of(tx: Connection, lot_ids: Iterable[Id]) -> int:
    """Points that the expiry job wrote off with these lots."""
    statement = select(func.coalesce(func.sum(-entry.c.points), 0)).where(
        entry.c.kind == "expiry", entry.c.lot_id.in_(list(lot_ids))
    )
    return int(tx.execute(statement).scalar_one())


def bonuses(tx: Connection, account_id: Id) -> Sequence[Any]:
    """Entries of what comes once: their occasion, points and business date."""
    statement = select(entry.c.occasion, entry.c.points, entry.c.business_date).where(
        entry.c.account_id == account_id, entry.c.occasion.is_not(None), entry.c.points > 0
    )
    return tx.execute(statement.order_by(entry.c.seq)).all()
