"""Proves refunds: each is the sum of its rows, and no sale gave back more than it took, in money or in points."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, and_, case, func, literal, or_, select

from pos_desktop.core.rates import half_up
from pos_desktop.loyalty.rows import Problem
from pos_desktop.selling.lines import WITH_THE_WHOLE, Ware
from pos_desktop.selling.refund import CASH, EXCHANGE
from pos_desktop.storage.schema.drawer import cash_movement
from pos_desktop.storage.schema.loyalty import attachment, entry
from pos_desktop.storage.schema.selling import (
    refund,
    refund_line,
    refund_tax,
    refund_tender,
    sale,
    sale_line,
    tender,
)
from pos_desktop.storage.schema.shop import register


def problems(tx: Connection) -> Iterator[Problem]:
    """Every refund that its rows do not make, and every sale that gave back more than it had."""
    yield from _sums(tx)
    yield from _lines_back(tx)
    yield from _tenders_back(tx)
    yield from _exchanged(tx)
    yield from _points_back(tx)
    yield from _wholes(tx)
    yield from _charges(tx)
    yield from _cash_back(tx)


def _sums(tx: Connection) -> Iterator[Problem]:
    """Lines, taxes and tenders of a refund come to its money; its cash left the drawer."""
    lines = _summed(refund_line, money=refund_line.c.money, goods=refund_line.c.goods)
    taxes = _summed(refund_tax, tax=refund_tax.c.net + refund_tax.c.tax)
    cash = case((refund_tender.c.kind == CASH, refund_tender.c.amount), else_=0)
    tenders = _summed(refund_tender, tender=refund_tender.c.amount, cash=cash)
    drawer = _summed(cash_movement, drawer=-cash_movement.c.amount)
    pairs = {
        "lines": (lines.c.money, refund.c.money), "goods": (lines.c.goods, refund.c.goods),
        "taxes": (taxes.c.tax, refund.c.money), "tenders": (tenders.c.tender, refund.c.money + refund.c.cash_rounding),
        "cash": (drawer.c.drawer, func.coalesce(tenders.c.cash, 0)),
    }  # fmt: skip
    joined: FromClause = refund
    for sums in (lines, taxes, tenders, drawer):
        joined = joined.outerjoin(sums, sums.c.refund_id == refund.c.id)
    for name, (rows, kept) in pairs.items():
        summed = func.coalesce(rows, 0)
        statement = select(refund.c.id, summed, kept).select_from(joined).where(summed != kept)
        for row_id, had, wanted in tx.execute(statement):
            yield Problem("total", "refund", row_id, f"{name}: rows {had}, kept {wanted}")


def _summed(table: Table, **sums: ColumnElement[Any]) -> FromClause:
    columns = [func.sum(column).label(name) for name, column in sums.items()]
    by_refund = select(table.c.refund_id, *columns).where(table.c.refund_id.is_not(None))
    return by_refund.group_by(table.c.refund_id).subquery()


def _lines_back(tx: Connection) -> Iterator[Problem]:
    """To date a line gave back the share of its amount that its quantity is; what is no goods at most that."""
    sums = _to_date(refund_line, refund_line.c.sale_position, "qty", "money", "goods")
    same = and_(sale_line.c.sale_id == sums.c.sale_id, sale_line.c.position == sums.c.sale_position)
    columns = (sums, sale_line.c.qty.label("sold"), sale_line.c.amount, sale_line.c.points_share, sale_line.c.ware)
    for row in tx.execute(select(*columns).select_from(sums.outerjoin(sale_line, same))):
        if row.sold is None or row.qty > row.sold:
            yield Problem(
                "total", "refund_line", row.sale_id, f"line {row.sale_position}: more came back than was sold"
            )
            continue
        most = half_up(row.amount * row.qty, row.sold)
        is_goods = row.ware == Ware.GOODS.value
        worth = half_up((row.amount + row.points_share) * row.qty, row.sold) if is_goods else 0
        if row.money > most or (is_goods and row.money != most) or row.goods != worth:
            detail = f"line {row.sale_position}: {row.money} and {row.goods} came back, of {most} and {worth}"
            yield Problem("total", "refund_line", row.sale_id, detail)


def _tenders_back(tx: Connection) -> Iterator[Problem]:
    """Nothing but cash gives back more than it paid; cash may, where somebody asked for it, and what is exchanged."""
    back = _to_date(refund_tender, refund_tender.c.kind, "amount")
    paid = select(
        tender.c.sale_id, tender.c.kind, func.sum(tender.c.amount).label("paid")
    ).group_by(tender.c.sale_id, tender.c.kind).subquery()  # fmt: skip
    same = and_(paid.c.sale_id == back.c.sale_id, paid.c.kind == back.c.kind)
    most = func.coalesce(paid.c.paid, 0)
    statement = select(back.c.sale_id, back.c.kind, back.c.amount, most).select_from(back.outerjoin(paid, same))
    for sale_id, kind, amount, had in tx.execute(
        statement.where(back.c.kind.not_in((CASH, EXCHANGE)), back.c.amount > most)
    ):
        yield Problem("total", "refund_tender", sale_id, f"{kind} gave back {amount} of {had}")


def _exchanged(tx: Connection) -> Iterator[Problem]:
    """What goods that came back pay of others is what their refund gave for those, each naming the other's receipt."""
    numbers = select(sale.c.id, register.c.code, sale.c.number).join(register, register.c.id == sale.c.register_id)
    own, of = numbers.subquery(), numbers.subquery()
    paid = select(tender.c.id, own, tender.c.ref, tender.c.amount).join(own, own.c.id == tender.c.sale_id)
    gave = (
        select(refund_tender.c.id, of, refund_tender.c.ref, refund_tender.c.amount)
        .join(refund, refund.c.id == refund_tender.c.refund_id).join(of, of.c.id == refund.c.sale_id)
    )  # fmt: skip
    taken = {(_number(row), row.ref): row for row in tx.execute(paid.where(tender.c.kind == EXCHANGE))}
    given = {(row.ref, _number(row)): row for row in tx.execute(gave.where(refund_tender.c.kind == EXCHANGE))}
    for pair in sorted({*taken, *given}):
        a, b = taken.get(pair), given.get(pair)
        if a is None or b is None or a.amount != b.amount:
            detail = f"exchange {pair}: {a.amount if a else None} taken, {b.amount if b else None} given"
            yield Problem("total", "tender" if a else "refund_tender", (a or b).id, detail)  # type: ignore[union-attr]


def _number(row: Any) -> str:
    return f"{row.code}-{row.number:06d}"


def _to_date(table: Table, by: ColumnElement[Any], *names: str) -> FromClause:
    """Sums over all refunds of a sale."""
    sums = [func.sum(table.c[name]).label(name) for name in names]
    statement = select(refund.c.sale_id, by, *sums).join(refund, refund.c.id == table.c.refund_id)
    return statement.group_by(refund.c.sale_id, by).subquery()


def _points_back(tx: Connection) -> Iterator[Problem]:
    """A sale gives back no more points than it took, and takes back no more than its owner has of it."""
    sums = select(
        refund.c.sale_id, func.sum(refund.c.restored).label("restored"), func.sum(refund.c.clawed).label("clawed")
    ).group_by(refund.c.sale_id).subquery()  # fmt: skip
    owned = _owned()
    # What was bought on credit earned when it was paid, by an entry of its own, until that was undone.
    keys = [literal(head) + sale.c.id for head in ("paid:", "undone:paid:")]
    again = (entry.c.occasion.between(key + literal("#"), key + literal("#~")) for key in keys)
    paid = select(func.sum(entry.c.points)).where(or_(entry.c.occasion.in_(keys), *again)).scalar_subquery()
    earned = func.coalesce(owned.c.earned, sale.c.earned) + func.coalesce(paid, 0)
    redeemed = sale.c.points + sale.c.reward_points
    statement = (
        select(sale.c.id, sums.c.restored, redeemed, sums.c.clawed, earned)
        .select_from(sale.join(sums, sums.c.sale_id == sale.c.id).outerjoin(owned, owned.c.sale_id == sale.c.id))
        .where(or_(sums.c.restored > redeemed, sums.c.clawed > earned))
    )  # fmt: skip
    for row in tx.execute(statement):
        detail = f"{row[1]} points back of {row[2]}, {row[3]} taken of {row[4]}"
        yield Problem("conservation", "refund", row.id, detail)


def _owned() -> FromClause:
    """What the newest owner of a sale that was claimed or moved has of it."""
    newest = select(func.max(attachment.c.id).label("id")).group_by(attachment.c.sale_id).subquery()
    columns = (attachment.c.sale_id, attachment.c.earned)
    return select(*columns).join(newest, newest.c.id == attachment.c.id).subquery()


def _wholes(tx: Connection) -> Iterator[Problem]:
    """The last refund of a sale is marked, whenever nothing of the sale is left, and only then; voids are whole."""
    left = _left()
    marks_of = func.count(case((refund.c.is_whole == 1, 1))).label("marks")
    marked = select(refund.c.sale_id, marks_of).group_by(refund.c.sale_id).subquery()
    statement = select(marked.c.sale_id, marked.c.marks, left.c.left).select_from(
        marked.join(left, left.c.sale_id == marked.c.sale_id)
    )
    for sale_id, marks, rest in tx.execute(statement):
        if marks != int(rest == 0):
            yield Problem("total", "refund", sale_id, f"{rest} thousandths are left, marked as whole {marks} times")
    part = select(refund.c.id).where(refund.c.kind == "void", refund.c.is_whole == 0)
    for void_id in tx.execute(part).scalars():
        yield Problem("total", "refund", void_id, "a void that is not whole")


def _charges(tx: Connection) -> Iterator[Problem]:
    """Service, delivery and tips come back with the last of their sale, and not before."""
    early = (
        select(refund_line.c.id, refund_line.c.sale_position)
        .join(refund, refund.c.id == refund_line.c.refund_id)
        .join(sale_line, and_(sale_line.c.sale_id == refund.c.sale_id,
                              sale_line.c.position == refund_line.c.sale_position))
        .where(refund.c.is_whole == 0, sale_line.c.ware.in_(WITH_THE_WHOLE))
    )  # fmt: skip
    for line_id, position in tx.execute(early):
        yield Problem("total", "refund_line", line_id, f"line {position}: a charge that came back before the goods")


def _left() -> FromClause:
    """Quantities of refunded sales that have not come back."""
    sold = select(sale_line.c.sale_id, func.sum(sale_line.c.qty).label("sold")).group_by(sale_line.c.sale_id)
    bought = sold.where(sale_line.c.sale_id.in_(select(refund.c.sale_id))).subquery()
    back = select(refund.c.sale_id, func.sum(refund_line.c.qty).label("back")).join(
        refund, refund.c.id == refund_line.c.refund_id
    ).group_by(refund.c.sale_id).subquery()  # fmt: skip
    rest = (bought.c.sold - func.coalesce(back.c.back, 0)).label("left")
    return (
        select(bought.c.sale_id, rest)
        .select_from(bought.outerjoin(back, back.c.sale_id == bought.c.sale_id))
        .subquery()
    )


def _cash_back(tx: Connection) -> Iterator[Problem]:
    """Once all that was paid in cash is back, what was handed back is what came in, in however many parts."""
    paid, back = _cash_of(tender, tender.c.sale_id), _cash_of(refund_tender, refund.c.sale_id)
    rounded = select(refund.c.sale_id, func.sum(refund.c.cash_rounding).label("rounding")).group_by(
        refund.c.sale_id
    ).subquery()  # fmt: skip
    handed, exact = func.coalesce(back.c.cash, 0), func.coalesce(back.c.cash, 0) - rounded.c.rounding
    came = paid.c.cash - sale.c.change
    statement = (
        select(sale.c.id, handed, came)
        .select_from(sale.join(rounded, rounded.c.sale_id == sale.c.id).join(paid, paid.c.sale_id == sale.c.id)
                     .outerjoin(back, back.c.sale_id == sale.c.id))
        .where(exact == came - sale.c.cash_rounding, handed != came)
    )  # fmt: skip
    for sale_id, had, wanted in tx.execute(statement):
        yield Problem("total", "refund", sale_id, f"{had} in cash is back of {wanted}")


def _cash_of(table: Table, owner: ColumnElement[Any]) -> FromClause:
    """Cash of each sale among the means of payment of a table."""
    cash = select(owner.label("sale_id"), func.sum(table.c.amount).label("cash")).where(table.c.kind == CASH)
    joined = cash if table is tender else cash.join(refund, refund.c.id == table.c.refund_id)
    return joined.group_by(owner).subquery()
