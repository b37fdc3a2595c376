"""Proves what counts for tiers: every row of activity is that of a sale, a refund, a claim, a move or a merge."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, case, func, literal, or_, select, true

from pos_desktop.loyalty.rows import Problem
from pos_desktop.storage.schema.loyalty import activity, attachment, entry, member_merge
from pos_desktop.storage.schema.selling import refund, sale


def problems(tx: Connection) -> Iterator[Problem]:
    """Every row of activity without its source, every source without its row, merges that do not come to nothing."""
    yield from _of_sales(tx)
    yield from _of_paid(tx)
    yield from _of_refunds(tx)
    yield from _points_returned(tx)
    yield from _of_claims(tx)
    yield from _moved_away(tx)
    yield from _merges(tx)


def _of_sales(tx: Connection) -> Iterator[Problem]:
    same = and_(
        activity.c.account_id == sale.c.account_id, activity.c.seq == sale.c.account_seq, activity.c.kind == "sale",
        activity.c.sale_id == sale.c.id, activity.c.on_date == sale.c.business_date, activity.c.spend == sale.c.basis,
        activity.c.points == sale.c.earned, activity.c.visits == 1, activity.c.source_id.is_(None),
    )  # fmt: skip
    yield from _unmatched(tx, sale, same, sale.c.account_id.is_not(None),
                          and_(activity.c.kind == "sale", activity.c.source_id.is_(None)))  # fmt: skip


def _of_paid(tx: Connection) -> Iterator[Problem]:
    """What was bought on credit counts its points once it is paid, with the entry that credits them, and no more once
    that is undone, with the entry that takes them back.
    """
    key = literal("paid:") + func.coalesce(entry.c.sale_id, "")
    own = or_(entry.c.occasion == key, entry.c.occasion.between(key + literal("#"), key + literal("#~")))
    paid = and_(entry.c.kind == "accrual", own)
    undone = and_(entry.c.kind == "clawback", entry.c.occasion.between("undone:paid:", "undone:paid:~"))
    counted = and_(paid, activity.c.source_id == entry.c.pair_id, activity.c.sale_id == entry.c.sale_id,
                   activity.c.points == entry.c.points)  # fmt: skip
    taken = and_(undone, activity.c.source_id == entry.c.id, activity.c.points <= entry.c.points)
    same = and_(
        activity.c.kind == "sale", activity.c.account_id == entry.c.account_id, activity.c.spend == 0,
        activity.c.visits == 0, or_(counted, taken),
    )  # fmt: skip
    mine = and_(activity.c.kind == "sale", activity.c.source_id.is_not(None))
    yield from _unmatched(tx, entry, same, or_(paid, undone), mine)


def _of_refunds(tx: Connection) -> Iterator[Problem]:
    """A refund that takes nothing from the metrics has no row."""
    same = and_(
        activity.c.account_id == refund.c.account_id, activity.c.seq == refund.c.account_seq,
        activity.c.kind == "refund", activity.c.source_id == refund.c.id, activity.c.sale_id == refund.c.sale_id,
        activity.c.spend == -refund.c.basis, activity.c.visits == -refund.c.is_whole,
        activity.c.on_date == _day_of(refund),
    )  # fmt: skip
    takes = and_(refund.c.account_id.is_not(None), or_(refund.c.basis != 0, refund.c.is_whole == 1))
    yield from _unmatched(tx, refund, same, takes, activity.c.kind == "refund")


def _day_of(source: Table) -> ColumnElement[Any]:
    """Business date of the sale that a row is about."""
    return select(sale.c.business_date).where(sale.c.id == source.c.sale_id).correlate(source).scalar_subquery()


def _points_returned(tx: Connection) -> Iterator[Problem]:
    """To date refunds take from the metrics what they clawed at least, and no more than was ever counted of the sale;
    what expired with a lot is not clawed again, and yet does not count any more.
    """
    back = func.coalesce(-func.sum(activity.c.points).filter(activity.c.kind == "refund"), 0)
    counted = select(
        activity.c.sale_id, back.label("back"), func.sum(activity.c.points).label("rest")
    ).where(
        activity.c.kind != "merge", activity.c.sale_id.is_not(None)
    ).group_by(activity.c.sale_id).subquery()  # fmt: skip
    wholes = func.count(case((refund.c.is_whole == 1, 1)))
    taken = select(
        refund.c.sale_id, func.sum(refund.c.clawed).label("clawed"), wholes.label("wholes")
    ).where(refund.c.account_id.is_not(None)).group_by(refund.c.sale_id).subquery()  # fmt: skip
    given, rest = func.coalesce(counted.c.back, 0), func.coalesce(counted.c.rest, 0)
    statement = select(taken.c.sale_id, given, taken.c.clawed, rest).select_from(
        taken.outerjoin(counted, counted.c.sale_id == taken.c.sale_id)
    ).where(or_(given < taken.c.clawed, rest < 0, and_(taken.c.wholes > 0, rest != 0)))  # fmt: skip
    for sale_id, given_back, clawed, left in tx.execute(statement):
        detail = f"refunds took {given_back} points from the metrics, clawed {clawed}, {left} are left"
        yield Problem("tier", "activity", sale_id, detail)


def _of_claims(tx: Connection) -> Iterator[Problem]:
    """A claim or a move counts as a visit on the date of its sale, with what it credited."""
    credited = select(func.coalesce(func.sum(entry.c.points), 0)).where(
        entry.c.operation_id == attachment.c.operation_id, entry.c.sale_id == attachment.c.sale_id,
        entry.c.account_id == attachment.c.account_id, entry.c.kind == "accrual",
    ).correlate(attachment).scalar_subquery()  # fmt: skip
    same = and_(
        activity.c.source_id == attachment.c.id, activity.c.account_id == attachment.c.account_id,
        activity.c.kind == case((attachment.c.way == "move", "move"), else_="claim"),
        activity.c.sale_id == attachment.c.sale_id, activity.c.spend == attachment.c.basis, activity.c.visits == 1,
        activity.c.points == credited, activity.c.on_date == _day_of(attachment),
    )  # fmt: skip
    adopted = or_(activity.c.kind == "claim", and_(activity.c.kind == "move", activity.c.source_id.is_not(None)))
    yield from _unmatched(tx, attachment, same, true(), adopted)


def _unmatched(
    tx: Connection, source: Table, same: ColumnElement[bool], wanted: ColumnElement[bool], mine: ColumnElement[bool]
) -> Iterator[Problem]:
    """Rows of a source without their activity, and activity without its source."""
    alone = select(source.c.id).select_from(source.outerjoin(activity, same)).where(wanted, activity.c.id.is_(None))
    for row_id in tx.execute(alone).scalars():
        yield Problem("tier", source.name, row_id, "counts otherwise for the member's metrics")
    made_up = select(activity.c.id).select_from(activity.outerjoin(source, same)).where(mine, source.c.id.is_(None))
    for row_id in tx.execute(made_up).scalars():
        yield Problem("tier", "activity", row_id, f"no {source.name} brought it")


def _moved_away(tx: Connection) -> Iterator[Problem]:
    """Who gave a moved sale away lost as much basis and the visit, once for each move."""
    lost = and_(
        activity.c.kind == "move", activity.c.source_id.is_(None), activity.c.sale_id == attachment.c.sale_id,
        activity.c.account_id == attachment.c.from_account_id, activity.c.spend == -attachment.c.basis,
        activity.c.visits == -1,
    )  # fmt: skip
    is_move = attachment.c.way == "move"
    alone = (
        select(attachment.c.id)
        .select_from(attachment.outerjoin(activity, lost))
        .where(is_move, activity.c.id.is_(None))
    )
    for row_id in tx.execute(alone).scalars():
        yield Problem("tier", "attachment", row_id, "nobody lost the sale")
    given = select(func.count()).where(activity.c.kind == "move", activity.c.source_id.is_(None)).scalar_subquery()
    moves = select(func.count()).select_from(attachment).where(is_move).scalar_subquery()
    lost_times, moved_times = tx.execute(select(given, moves)).one()
    if lost_times != moved_times:
        yield Problem("tier", "activity", "", f"{lost_times} sales given away, {moved_times} moves")


def _merges(tx: Connection) -> Iterator[Problem]:
    """What a merge brings to one account it takes from the other, day by day; an undone one the other way."""
    sums = [func.sum(column) for column in (activity.c.spend, activity.c.points, activity.c.visits)]
    statement = (
        select(activity.c.source_id, activity.c.on_date, *sums).where(activity.c.kind == "merge")
        .group_by(activity.c.source_id, activity.c.on_date).having(or_(*(total != 0 for total in sums)))
    )  # fmt: skip
    for merge_id, on, *left in tx.execute(statement):
        yield Problem("tier", "activity", merge_id or "", f"a merge leaves {tuple(left)} over on {on}")
    between = or_(activity.c.account_id == member_merge.c.from_account_id,
                  activity.c.account_id == member_merge.c.to_account_id)  # fmt: skip
    known = and_(member_merge.c.id == activity.c.source_id, between)
    stray = select(activity.c.id).select_from(activity.outerjoin(member_merge, known)).where(
        activity.c.kind == "merge", member_merge.c.id.is_(None)
    )  # fmt: skip
    for row_id in tx.execute(stray).scalars():
        yield Problem("tier", "activity", row_id, "no merge brought it")
