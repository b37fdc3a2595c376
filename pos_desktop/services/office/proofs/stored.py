"""Proves what runs beside points: cards and wallets replay, sales and their rows agree, vouchers are counted right."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Table, and_, func, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.rows import Problem
from pos_desktop.loyalty.stored_ledger import verify_stored
from pos_desktop.loyalty.stored_value import StoredMove
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.storage.queries import stored, vouchers
from pos_desktop.storage.schema.loyalty import attachment, membership_term
from pos_desktop.storage.schema.selling import refund_tender, sale, tender
from pos_desktop.storage.schema.stored import stored_entry

SPENDS = (TenderKind.GIFT_CARD.value, TenderKind.WALLET.value)
LOADS = (Ware.GIFT_CARD.value, Ware.TOP_UP.value, Ware.DEPOSIT.value)


def problems(tx: Connection) -> Iterator[Problem]:
    """Every disagreement between cards, wallets, vouchers, memberships and the sales and refunds that moved them."""
    for rows in stored.all_rows(tx):
        yield from verify_stored(rows)
    spent = stored.sums_by(tx, stored_entry.c.sale_id, StoredMove.SPEND)
    yield from _same("sale", _tendered(tx, tender, "sale_id"), spent)
    back = stored.sums_by(tx, stored_entry.c.refund_id, StoredMove.RETURN)
    yield from _same("refund", _tendered(tx, refund_tender, "refund_id"), back)
    yield from _loads(tx)
    yield from _terms(tx)
    yield from _returned_terms(tx)
    yield from _overlaps(tx)
    for voucher_id, counted, kept in vouchers.miscounted(tx):
        yield Problem("balance", "voucher", voucher_id, f"used {counted} times, kept {kept}")


def _tendered(tx: Connection, table: Table, owner: str) -> dict[Id, Money]:
    """Đồng that each sale or refund moved by gift card and wallet."""
    statement = (
        select(table.c[owner], func.sum(table.c.amount)).where(table.c.kind.in_(SPENDS)).group_by(table.c[owner])
    )
    return {key: int(amount) for key, amount in tx.execute(statement)}


def _same(table: str, tendered: Mapping[Id, Money], moved: Mapping[Id, Money]) -> Iterator[Problem]:
    for key in sorted({*tendered, *moved}):
        paid, taken = tendered.get(key, 0), moved.get(key, 0)
        if paid != taken:
            yield Problem("conservation", table, key, f"tenders of stored value {paid}, entries {taken}")


def _loads(tx: Connection) -> Iterator[Problem]:
    sold = {(row.sale_id, row.position): row.amount for row in stored.sold_lines(tx, LOADS)}
    loaded = stored.loaded_lines(tx)
    for sale_id, line in sorted({*sold, *loaded}):
        paid, put = sold.get((sale_id, line), 0), loaded.get((sale_id, line), 0)
        if paid != put:
            yield Problem("conservation", "sale", sale_id, f"line {line} sold {paid} of stored value, loaded {put}")


def _terms(tx: Connection) -> Iterator[Problem]:
    sold = {(row.sale_id, row.position) for row in stored.sold_lines(tx, (Ware.MEMBERSHIP.value,))}
    columns = (membership_term.c.sale_id, membership_term.c.sale_line)
    rows = tx.execute(select(*columns).where(membership_term.c.kind == "sold"))
    begun = {(sale_id, line) for sale_id, line in rows}
    for sale_id, line in sorted(sold ^ begun):
        yield Problem("conservation", "sale", sale_id, f"line {line}: a membership without its term, or the reverse")


def _returned_terms(tx: Connection) -> Iterator[Problem]:
    """A term that was returned was sold to the same member, ended earlier for it, and cost no less than came back."""
    sold, back = membership_term.alias("sold"), membership_term.alias("back")
    same = and_(
        sold.c.sale_id == back.c.sale_id, sold.c.sale_line == back.c.sale_line, sold.c.kind == "sold",
        sold.c.account_id == back.c.account_id, sold.c.plan == back.c.plan, sold.c.from_on == back.c.from_on,
        sold.c.price >= back.c.price, or_(sold.c.until_on.is_(None), sold.c.until_on >= back.c.until_on),
    )  # fmt: skip
    statement = select(back.c.id).select_from(back.outerjoin(sold, same)).where(
        back.c.kind == "returned", sold.c.id.is_(None)
    )  # fmt: skip
    for term_id in tx.execute(statement).scalars():
        yield Problem("conservation", "membership_term", term_id, "no such term was sold")


def _overlaps(tx: Connection) -> Iterator[Problem]:
    """Who buys a plan while it holds goes on after it: nobody pays twice for a day.

    Which was bought first the account's own numbers say: ids follow a clock that may have been put back. A term that
    went over to another member with its sale keeps its days, whatever that one has.
    """
    first, second, back = (membership_term.alias(name) for name in ("first_term", "second_term", "back_term"))
    returned = select(back.c.id).where(
        back.c.kind == "returned", back.c.sale_id == first.c.sale_id, back.c.sale_line == first.c.sale_line
    ).exists()  # fmt: skip
    earlier, later = sale.alias("earlier"), sale.alias("later")
    moved = select(attachment.c.sale_id)
    bought, in_line = later.c.business_date, and_(earlier.c.id == later.c.id, first.c.sale_line < second.c.sale_line)
    statement = select(second.c.id).join(later, later.c.id == second.c.sale_id).join(
        first, and_(first.c.account_id == second.c.account_id, first.c.plan == second.c.plan)
    ).join(earlier, earlier.c.id == first.c.sale_id).where(
        or_(earlier.c.account_seq < later.c.account_seq, in_line),
        first.c.kind == "sold", second.c.kind == "sold", ~returned, first.c.from_on <= bought,
        first.c.sale_id.not_in(moved), second.c.sale_id.not_in(moved),
        or_(first.c.until_on.is_(None), and_(first.c.until_on >= bought, first.c.until_on >= second.c.from_on)),
    )  # fmt: skip
    for term_id in tx.execute(statement).scalars():
        yield Problem("conservation", "membership_term", term_id, "begins before the term that held when it was bought")
