"""Proves sales that changed hands: one owner after the other, and what they brought beside their points went too."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.rows import Problem
from pos_desktop.services.members.benefits.memberships import welcome_key
from pos_desktop.services.members.benefits.wheels import draw_key
from pos_desktop.storage.queries import games, memberships, merges, returns, vouchers
from pos_desktop.storage.queries.vouchers import VoucherRow
from pos_desktop.storage.schema.loyalty import attachment, lot, member_merge
from pos_desktop.storage.schema.selling import sale
from pos_desktop.storage.schema.stored import voucher_use

Survivor = Callable[[Id], Id]
"""The account that one was merged into, as far as that goes; asked of the shop once for each."""


def problems(tx: Connection) -> Iterator[Problem]:
    """Sales whose owners do not follow on one another, and what is left with one who has the sale no more."""
    into, survivor = _merged_into(tx), cache(partial(merges.survivor, tx))
    for sale_id, first, steps in _given(tx):
        yield from _owners(sale_id, first, steps, into)
        if any(step.way == "move" for step in steps):
            owner = survivor(steps[-1].account_id)
            yield from _points(tx, sale_id, owner, survivor)
            yield from _vouchers(tx, sale_id, owner, survivor)
            yield from _stamps(tx, sale_id, owner, survivor)


def _given(tx: Connection) -> Iterator[tuple[Id, Id | None, Sequence[Any]]]:
    """Sales that were given to somebody later: who bought, and each step."""
    statement = select(attachment, sale.c.account_id.label("first")).join(sale, sale.c.id == attachment.c.sale_id)
    steps: dict[Id, list[Any]] = {}
    for row in tx.execute(statement.order_by(attachment.c.sale_id, attachment.c.step)):
        steps.setdefault(row.sale_id, []).append(row)
    for sale_id, rows in steps.items():
        yield sale_id, rows[0].first, rows


def _merged_into(tx: Connection) -> dict[Id, set[Id]]:
    """Whom each account was ever merged into, undone or not."""
    into: dict[Id, set[Id]] = {}
    for gone, kept in tx.execute(select(member_merge.c.from_account_id, member_merge.c.to_account_id)):
        into.setdefault(gone, set()).add(kept)
    return into


def _owners(sale_id: Id, first: Id | None, steps: Sequence[Any], into: dict[Id, set[Id]]) -> Iterator[Problem]:
    """Each move takes the sale from who had it, or from whom they had become part of; a claim takes a guest's."""
    owner = first
    for number, step in enumerate(steps, 1):
        had = _everybody(owner, into) if owner else {None}
        if step.step != number or step.from_account_id not in had:
            yield Problem("conservation", "attachment", step.id, f"step {step.step} of {sale_id} takes it from another")
        owner = step.account_id


def _everybody(account_id: Id, into: dict[Id, set[Id]]) -> set[Id | None]:
    found: set[Id | None] = {account_id}
    newest = {account_id}
    while newest:
        newest = {kept for one in newest for kept in into.get(one, ()) if kept not in found}
        found |= newest
    return found


def _points(tx: Connection, sale_id: Id, owner: Id, survivor: Survivor) -> Iterator[Problem]:
    """Welcome points of its plans and points of its draws are with the owner, as many as at first, or have expired."""
    keys = [welcome_key(term.sale_id, term.sale_line) for term in memberships.of_sale(tx, sale_id)]
    keys += [draw_key(row.round_id, row.ticket) for row in games.draws_of_sale(tx, sale_id) if row.points]
    for key in keys:
        rows = _rows_of(tx, key)
        for row in rows:
            if row.points != rows[0].points:
                yield Problem("conservation", "entry", row.id, f"{key} gives {row.points}, at first {rows[0].points}")
        if rows and _is_left_behind(tx, rows[-1], owner, survivor):
            yield Problem("conservation", "entry", rows[-1].id, f"{key} stays with who has the sale no more")


def _rows_of(tx: Connection, key: str) -> list[Any]:
    """The rows of an occasion: the first, and those that came after it was taken back."""
    rows: list[Any] = []
    while (row := games.entry_by_occasion(tx, f"{key}#{len(rows) + 1}" if rows else key)) is not None:
        rows.append(row)
    return rows


def _is_left_behind(tx: Connection, row: Any, owner: Id, survivor: Survivor) -> bool:
    """Whether points stand in another account that could have been taken back."""
    if survivor(row.account_id) == owner or games.entry_by_occasion(tx, f"undone:{row.occasion}") is not None:
        return False
    opened = set(tx.execute(select(lot.c.id).where(lot.c.entry_id == row.id)).scalars())
    return returns.died_of(tx, opened | merges.continued(tx, opened)) < int(row.points)


def _vouchers(tx: Connection, sale_id: Id, owner: Id, survivor: Survivor) -> Iterator[Problem]:
    """Nobody else can use what it gave, but who had used it up before and got it back with that sale; what stands for a
    voucher is the only one, and that one is void.
    """
    issued = {row.id: row for row in vouchers.issued_by(tx, sale_id)}
    seen: set[Id] = set()
    for row in issued.values():
        if row.held.instead_of:
            yield from _stand_in(row, issued.get(row.held.instead_of), seen)
        stranger = row.account_id is not None and survivor(row.account_id) != owner
        if stranger and not row.blocked and row.used < row.uses and not _was_used(tx, row.id):
            yield Problem("conservation", "voucher", row.id, "can be used by who has its sale no more")


def _was_used(tx: Connection, voucher_id: Id) -> bool:
    used = select(voucher_use.c.id).where(voucher_use.c.voucher_id == voucher_id, voucher_use.c.uses > 0).limit(1)
    return tx.execute(used).first() is not None


def _stand_in(row: VoucherRow, old: VoucherRow | None, seen: set[Id]) -> Iterator[Problem]:
    is_like = old is not None and old.blocked and old.template == row.template and old.expires_on == row.expires_on
    if not is_like or row.held.instead_of in seen:
        yield Problem("conservation", "voucher", row.id, "stands for no voucher that was voided for it")
    seen.add(row.held.instead_of)


def _stamps(tx: Connection, sale_id: Id, owner: Id, survivor: Survivor) -> Iterator[Problem]:
    """Of those who had it nobody has stamps of it any more."""
    left: dict[tuple[Id, str], int] = {}
    for row in games.stamps_of_sale(tx, sale_id):
        left[row.account_id, row.card] = left.get((row.account_id, row.card), 0) + row.stamps
    for (account_id, card), stamps in left.items():
        if stamps and survivor(account_id) != owner:
            yield Problem("conservation", "stamp_entry", sale_id, f"{stamps} stamps of {card} stay with another member")
