"""Proves what runs beside points: cards and wallets replay, sales and their rows agree, vouchers are counted right."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Table, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.rows import Problem
from pos_desktop.loyalty.stored_ledger import verify_stored
from pos_desktop.loyalty.stored_value import StoredMove
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.storage.queries import stored, vouchers
from pos_desktop.storage.schema.loyalty import membership_term
from pos_desktop.storage.schema.selling import refund_tender, tender
from pos_desktop.storage.schema.stored import stored_entry

SPENDS = (TenderKind.GIFT_CARD.value, TenderKind.WALLET.value)
LOADS = (Ware.GIFT_CARD.value, Ware.TOP_UP.value)


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
