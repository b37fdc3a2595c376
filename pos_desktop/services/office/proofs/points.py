"""Proves where points come from: entries are those of sales, claims and refunds, lots continue lots."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, or_, select

from pos_desktop.loyalty.rows import Problem
from pos_desktop.storage.schema.loyalty import attachment, entry, lot, reward_use
from pos_desktop.storage.schema.selling import refund, sale

CONTINUING = ("restoration", "transfer")
"""Kinds of entry whose lots go on where another lot ended."""


def problems(tx: Connection) -> Iterator[Problem]:
    """Every entry that nothing stands behind, and everything that moved points and has no entry."""
    yield from _of_sales(tx)
    yield from _of_claims(tx)
    yield from _of_refunds(tx)
    yield from _orphans(tx)
    yield from _pairs(tx)
    yield from _lots(tx)
    yield from _rewards(tx)


def _of_sales(tx: Connection) -> Iterator[Problem]:
    """A sale's points are its entries' points, on its own account."""
    spent, earned = entry.alias("spent"), entry.alias("earned")
    mine = and_(earned.c.sale_id == sale.c.id, earned.c.kind == "accrual", earned.c.pair_id.is_(None),
                earned.c.account_id == sale.c.account_id)  # fmt: skip
    taken = and_(spent.c.sale_id == sale.c.id, spent.c.kind == "redemption", spent.c.account_id == sale.c.account_id)
    booked = (func.coalesce(-spent.c.points, 0), func.coalesce(earned.c.points, 0))
    kept = (sale.c.points + sale.c.reward_points, sale.c.earned)
    statement = (
        select(sale.c.id, *booked, *kept).select_from(sale.outerjoin(spent, taken).outerjoin(earned, mine))
        .where(or_(booked[0] != kept[0], booked[1] != kept[1]))
    )  # fmt: skip
    for sale_id, *points in tx.execute(statement):
        detail = f"entries {tuple(points[:2])}, sale {tuple(points[2:])}"
        yield Problem("conservation", "sale", sale_id, detail)


def _of_claims(tx: Connection) -> Iterator[Problem]:
    """What a claim or a move credited is its entry; what was clawed before it counts as the new owner's too."""
    credited = and_(entry.c.operation_id == attachment.c.operation_id, entry.c.sale_id == attachment.c.sale_id,
                    entry.c.kind == "accrual", entry.c.account_id == attachment.c.account_id)  # fmt: skip
    clawed = select(func.coalesce(func.sum(refund.c.clawed), 0)).where(
        refund.c.sale_id == attachment.c.sale_id
    ).correlate(attachment).scalar_subquery()  # fmt: skip
    before = attachment.c.earned - func.coalesce(entry.c.points, 0)
    statement = select(attachment.c.id, attachment.c.earned, entry.c.points).select_from(
        attachment.outerjoin(entry, credited)
    )
    for row in tx.execute(statement.where(or_(before < 0, before > clawed))):
        yield Problem("conservation", "attachment", row.id, f"earned {row.earned}, entry {row.points or 0}")


def _of_refunds(tx: Connection) -> Iterator[Problem]:
    """What a refund restored, clawed and gave up are its entries."""
    given, taken, forgiven = (entry.alias(name) for name in ("given", "taken", "forgiven"))
    restored = and_(given.c.refund_id == refund.c.id, given.c.kind == "restoration",
                    given.c.account_id == refund.c.account_id)  # fmt: skip
    clawed = and_(taken.c.refund_id == refund.c.id, taken.c.kind == "clawback",
                  taken.c.account_id == refund.c.account_id)  # fmt: skip
    given_up = and_(forgiven.c.pair_id == taken.c.id, forgiven.c.kind == "adjustment")
    booked = (given.c.points, -taken.c.points, forgiven.c.points)
    kept = (refund.c.restored, refund.c.clawed, refund.c.shortfall)
    unlike = [func.coalesce(had, 0) != wanted for had, wanted in zip(booked, kept, strict=True)]
    statement = (
        select(refund.c.id, *booked, *kept)
        .select_from(refund.outerjoin(given, restored).outerjoin(taken, clawed).outerjoin(forgiven, given_up))
        .where(or_(*unlike))
    )  # fmt: skip
    for refund_id, *points in tx.execute(statement):
        detail = f"entries {tuple(n or 0 for n in points[:3])}, refund {tuple(points[3:])}"
        yield Problem("conservation", "refund", refund_id, detail)


def _orphans(tx: Connection) -> Iterator[Problem]:
    """Entries that name a sale or a refund which is not there, or not that account's."""
    claimed = select(attachment.c.id).where(
        attachment.c.sale_id == entry.c.sale_id, attachment.c.account_id == entry.c.account_id
    ).exists()  # fmt: skip
    stranger = and_(entry.c.kind.in_(("accrual", "redemption")), entry.c.account_id != sale.c.account_id, ~claimed)
    guest = and_(entry.c.kind.in_(("accrual", "redemption")), sale.c.account_id.is_(None), ~claimed)
    statement = (
        select(entry.c.id, entry.c.kind)
        .select_from(entry.outerjoin(sale, sale.c.id == entry.c.sale_id).outerjoin(
            refund, refund.c.id == entry.c.refund_id))
        .where(or_(and_(entry.c.sale_id.is_not(None), or_(sale.c.id.is_(None), stranger, guest)),
                   and_(entry.c.refund_id.is_not(None), refund.c.id.is_(None))))
    )  # fmt: skip
    for row in tx.execute(statement):
        yield Problem("conservation", "entry", row.id, f"{row.kind} of no sale or refund of this account")


def _pairs(tx: Connection) -> Iterator[Problem]:
    """What is transferred goes out of one lot or account and into another: pairs come to nothing."""
    pair, points = func.coalesce(entry.c.pair_id, entry.c.id), func.sum(entry.c.points)
    statement = select(pair, points).where(entry.c.kind == "transfer").group_by(pair).having(points != 0)
    for pair_id, left in tx.execute(statement):
        yield Problem("conservation", "entry", pair_id, f"a transfer leaves {left} points over")


def _lots(tx: Connection) -> Iterator[Problem]:
    """Lots that continue others hold no more than was taken out of these; idle ones have no fixed last day."""
    goes_on, origin = lot.alias("goes_on"), lot.alias("origin")
    columns = (goes_on.c.id, entry.c.kind, origin.c.id.label("origin_id"), goes_on.c.idle_months, goes_on.c.expires_on)
    is_continuing = entry.c.kind.in_(CONTINUING)
    statement = (
        select(*columns)
        .select_from(goes_on.join(entry, entry.c.id == goes_on.c.entry_id).outerjoin(
            origin, origin.c.id == goes_on.c.origin_id))
        .where(or_(is_continuing != origin.c.id.is_not(None), goes_on.c.account_id != entry.c.account_id,
                   and_(goes_on.c.origin_id.is_not(None), origin.c.id.is_(None)),
                   and_(goes_on.c.idle_months.is_not(None), goes_on.c.expires_on.is_not(None))))
    )  # fmt: skip
    for row in tx.execute(statement):
        detail = f"opened by a {row.kind}, continues {row.origin_id}, idle {row.idle_months}, ends {row.expires_on}"
        yield Problem("lot", "lot", row.id, detail)
    more = func.sum(goes_on.c.points)
    gone = origin.c.points - origin.c.left_points
    sums = select(origin.c.id, more, gone).select_from(origin.join(goes_on, goes_on.c.origin_id == origin.c.id))
    for lot_id, held, left_it in tx.execute(sums.group_by(origin.c.id).having(more > gone)):
        yield Problem("lot", "lot", lot_id, f"{left_it} points left it, lots that continue it had {held}")


def _rewards(tx: Connection) -> Iterator[Problem]:
    """Rewards that a sale took cost what it says, and no more of them came back than were taken."""
    took = select(reward_use.c.sale_id, func.sum(reward_use.c.points).label("points")).where(
        reward_use.c.uses > 0
    ).group_by(reward_use.c.sale_id).subquery()  # fmt: skip
    cost = func.coalesce(took.c.points, 0)
    statement = select(sale.c.id, cost, sale.c.reward_points).select_from(
        sale.outerjoin(took, took.c.sale_id == sale.c.id)
    )
    for sale_id, summed, kept in tx.execute(statement.where(cost != sale.c.reward_points)):
        yield Problem("total", "sale", sale_id, f"rewards: rows {summed}, kept {kept}")
    uses = func.sum(reward_use.c.uses)
    left = select(reward_use.c.sale_id, reward_use.c.reward, uses).group_by(reward_use.c.sale_id, reward_use.c.reward)
    for sale_id, reward, times in tx.execute(left.having(or_(uses < 0, func.sum(reward_use.c.points) < 0))):
        yield Problem("total", "reward_use", sale_id, f"{reward} used {times} times")
