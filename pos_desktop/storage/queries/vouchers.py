"""Reads vouchers: by code, of a member, those that a sale used or gave, and their uses for the proof."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.core.plain import from_plain
from pos_desktop.selling.vouchers import HeldVoucher
from pos_desktop.storage.queries import merges
from pos_desktop.storage.queries.attachments import belongs
from pos_desktop.storage.schema.stored import voucher, voucher_use


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher that was issued, or a shared code that was used; `held` is what it was then."""

    id: Id
    template: str
    code: str
    held: HeldVoucher
    account_id: Id | None
    expires_on: date | None
    uses: int
    used: int
    sale_id: Id | None
    blocked: bool
    programme_version: int


@dataclass(frozen=True, slots=True)
class UseRow:
    """A use of a voucher on a sale."""

    voucher: VoucherRow
    account_id: Id | None
    amount: int
    is_returned: bool


def by_id(tx: Connection, voucher_id: Id) -> VoucherRow | None:
    """The voucher with this id."""
    return next(iter(_rows(tx, voucher.c.id == voucher_id)), None)


def by_code(tx: Connection, code: str) -> VoucherRow | None:
    """The voucher with this code."""
    return next(iter(_rows(tx, voucher.c.code == code)), None)


def with_ids(tx: Connection, ids: Iterable[Id]) -> list[VoucherRow]:
    """The vouchers with these ids, in the order in which they were issued."""
    return _rows(tx, voucher.c.id.in_(list(ids)))


def of_member(tx: Connection, account_id: Id, day: date) -> list[VoucherRow]:
    """Vouchers bound to a member that are not used up, blocked or over on `day`, the earliest end first."""
    family = merges.family(tx, merges.survivor(tx, account_id))
    alive = or_(voucher.c.expires_on.is_(None), voucher.c.expires_on >= day)
    found = _rows(tx, voucher.c.account_id.in_(family), voucher.c.used < voucher.c.uses, voucher.c.blocked == 0, alive)
    return sorted(found, key=lambda row: (row.expires_on or date.max, row.id))


def issued_by(tx: Connection, sale_id: Id) -> list[VoucherRow]:
    """Vouchers that a sale gave."""
    return _rows(tx, voucher.c.sale_id == sale_id)


def stands_for(tx: Connection, sale_id: Id, voucher_id: Id) -> Id:
    """The voucher that a sale's voucher became, when the sale went from one member to another; else itself."""
    after = {row.held.instead_of: row.id for row in issued_by(tx, sale_id)}
    while voucher_id in after:
        voucher_id = after[voucher_id]
    return voucher_id


def used_on(tx: Connection, sale_id: Id) -> list[UseRow]:
    """Vouchers that a sale used, with what they took off."""
    back = voucher_use.alias("back")
    returned = and_(back.c.voucher_id == voucher_use.c.voucher_id, back.c.sale_id == sale_id, back.c.uses < 0)
    statement = (
        select(voucher_use.c.voucher_id, voucher_use.c.account_id, voucher_use.c.amount, back.c.id.label("back_id"))
        .outerjoin(back, returned).where(voucher_use.c.sale_id == sale_id, voucher_use.c.uses > 0)
        .order_by(voucher_use.c.id)
    )  # fmt: skip
    uses = tx.execute(statement).all()
    known = {row.id: row for row in with_ids(tx, (use.voucher_id for use in uses))}
    return [UseRow(known[use.voucher_id], use.account_id, use.amount, use.back_id is not None) for use in uses]


def used_by(tx: Connection, voucher_id: Id, account_id: Id | None) -> int:
    """Times that a member used a voucher, on sales that are theirs now."""
    if account_id is None:
        return 0
    family = merges.ids_of_family(merges.survivor(tx, account_id))
    statement = select(func.coalesce(func.sum(voucher_use.c.uses), 0)).where(
        voucher_use.c.voucher_id == voucher_id, belongs(voucher_use.c.sale_id, voucher_use.c.account_id, family)
    )
    return int(tx.execute(statement).scalar_one())


def miscounted(tx: Connection) -> list[tuple[Id, int, int]]:
    """Vouchers whose count is not the sum of their uses: id, counted, kept."""
    sums = select(voucher_use.c.voucher_id, func.sum(voucher_use.c.uses).label("uses")).group_by(
        voucher_use.c.voucher_id
    ).subquery()  # fmt: skip
    counted = func.coalesce(sums.c.uses, 0)
    statement = select(voucher.c.id, counted, voucher.c.used).outerjoin(sums, sums.c.voucher_id == voucher.c.id)
    return [(voucher_id, int(uses), used) for voucher_id, uses, used in tx.execute(statement.where(
        counted != voucher.c.used
    ))]  # fmt: skip


def _rows(tx: Connection, *where: ColumnElement[bool]) -> list[VoucherRow]:
    return [_row(row) for row in tx.execute(select(voucher).where(*where).order_by(voucher.c.id))]


def _row(row: Any) -> VoucherRow:
    held = replace(from_plain(HeldVoucher, row.held), id=row.id)
    return VoucherRow(
        row.id, row.template, row.code, held, row.account_id, row.expires_on, row.uses, row.used, row.sale_id,
        row.blocked, row.programme_version,
    )  # fmt: skip
