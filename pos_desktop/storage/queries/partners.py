"""Reads neighbours' vouchers: what was issued for a neighbour, taken from one, given back, and counted in a month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, select

from pos_desktop.core.days import end_of_month
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.partner_statements import TakenLine
from pos_desktop.loyalty.partners import Tally
from pos_desktop.storage.schema.records import imported_file
from pos_desktop.storage.schema.stored import partner_voucher

ISSUED, TAKEN, RETURNED = "issued", "taken", "returned"
_SIGN = case((partner_voucher.c.kind == RETURNED, -1), else_=1)


def tally(tx: Connection, partner: str, kinds: Sequence[str], day: date) -> Tally:
    """Vouchers of a partner in the calendar month of `day`; those given back count against those taken."""
    where = (
        partner_voucher.c.partner == partner, partner_voucher.c.kind.in_(kinds),
        partner_voucher.c.business_date.between(day.replace(day=1), end_of_month(day)),
    )  # fmt: skip
    value = func.coalesce(func.sum(_SIGN * partner_voucher.c.value), 0)
    count, worth = tx.execute(select(func.coalesce(func.sum(_SIGN), 0), value).where(*where)).one()
    return Tally(int(count), int(worth))


def next_serial(tx: Connection, partner: str) -> int:
    """The number of the next voucher that is issued for a partner."""
    where = (partner_voucher.c.partner == partner, partner_voucher.c.kind == ISSUED)
    newest = tx.execute(select(func.max(partner_voucher.c.serial)).where(*where)).scalar()
    return 0 if newest is None else int(newest) + 1


def turns(tx: Connection, code: str) -> tuple[int, int]:
    """How often a neighbour's code was taken, and how often it was given back."""
    statement = select(partner_voucher.c.kind, func.count()).where(partner_voucher.c.code == code)
    counts = {kind: int(count) for kind, count in tx.execute(statement.group_by(partner_voucher.c.kind))}
    return counts.get(TAKEN, 0), counts.get(RETURNED, 0)


def taken_on(tx: Connection, sale_id: Id) -> Sequence[Any]:
    """The neighbours' vouchers that a sale took."""
    where = (partner_voucher.c.sale_id == sale_id, partner_voucher.c.kind == TAKEN)
    return tx.execute(select(partner_voucher).where(*where).order_by(partner_voucher.c.id)).all()


def issued_in(tx: Connection, partner: str, month: date | None = None) -> Sequence[Any]:
    """What was issued for a partner, in one month or ever, by number."""
    where = [partner_voucher.c.partner == partner, partner_voucher.c.kind == ISSUED]
    if month:
        where.append(partner_voucher.c.business_date.between(month.replace(day=1), end_of_month(month)))
    return tx.execute(select(partner_voucher).where(*where).order_by(partner_voucher.c.serial)).all()


def taken_in(tx: Connection, partner: str, month: date) -> list[TakenLine]:
    """A partner's vouchers taken in a month and not given back, in order."""
    where = (
        partner_voucher.c.partner == partner, partner_voucher.c.kind.in_((TAKEN, RETURNED)),
        partner_voucher.c.business_date.between(month.replace(day=1), end_of_month(month)),
    )  # fmt: skip
    lines: dict[str, TakenLine] = {}
    statement = select(partner_voucher).where(*where).order_by(partner_voucher.c.turn, partner_voucher.c.id)
    for row in tx.execute(statement):
        if row.kind == RETURNED:
            lines.pop(row.code, None)
        else:
            lines[row.code] = TakenLine(row.code, row.value, row.business_date)
    return sorted(lines.values(), key=lambda line: (line.on, line.code))


def statements_read(tx: Connection, partner: str) -> list[dict[str, Any]]:
    """What was kept of the statements that this partner sent, oldest first."""
    where = imported_file.c.kind == statement_kind(partner)
    return list(tx.execute(select(imported_file.c.summary).where(where).order_by(imported_file.c.at)).scalars())


def statement_kind(partner: str) -> str:
    """How a partner's statements are called among the files that were read."""
    return f"partner:{partner}"
