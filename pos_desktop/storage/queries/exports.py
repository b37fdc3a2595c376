"""Streams what leaves the shop in a file: sales with what came back, entries of points, members, the journal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, literal, select, union_all

from pos_desktop.core.ids import Id
from pos_desktop.storage.queries import witnessed
from pos_desktop.storage.queries.journal import Kept
from pos_desktop.storage.queries.merges import is_merged
from pos_desktop.storage.queries.returns import refund_number
from pos_desktop.storage.queries.witnessed import JournalRow
from pos_desktop.storage.schema.drawer import shift
from pos_desktop.storage.schema.loyalty import account, entry
from pos_desktop.storage.schema.members import consent, erasure, member, member_phone, person
from pos_desktop.storage.schema.records import journal
from pos_desktop.storage.schema.selling import refund, refund_line, refund_tax, refund_tender, sale, sale_line, sale_tax
from pos_desktop.storage.schema.selling import tender as sale_tender
from pos_desktop.storage.schema.shop import register, staff

CHUNK = 400
"""Rows whose parts are read at once; no more are held in memory."""
Range = tuple[Any, Any]
"""First and last business date; of the journal, the first moment and the one before which it ends."""


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The same rows, a list at a time."""
    some: list[Any] = []
    for row in rows:
        some.append(row)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def _within(column: ColumnElement[Any], of: Range) -> ColumnElement[bool]:
    return column.between(*of)


def count(tx: Connection, table: Table, column: str, of: Range) -> int:
    """How many rows of a table are in the range."""
    return int(tx.execute(select(func.count()).select_from(table).where(_within(table.c[column], of))).scalar_one())


# sales, and refunds among them


def documents(tx: Connection, of: Range) -> Iterator[dict[str, Any]]:
    """Sales and refunds of these business dates in the order in which they were made; money that went back is below 0.

    `at` is a moment. The sums of `amount`, `tax` and of the means of payment are what the drawer's books say.
    """
    heads = union_all(
        select(sale.c.at, literal(0).label("back"), sale.c.id).where(_within(sale.c.business_date, of)),
        select(refund.c.at, literal(1), refund.c.id).where(_within(refund.c.business_date, of)),
    ).subquery()  # fmt: skip
    ordered = select(heads.c.id, heads.c.back).order_by(heads.c.at, heads.c.id)
    for some in chunks(tx.execute(ordered).yield_per(CHUNK)):
        sold, given = [key for key, back in some if not back], [key for key, back in some if back]
        told = {**(_sales(tx, sold) if sold else {}), **(_refunds(tx, given) if given else {})}
        yield from (told[key] for key, _back in some)


def _document(table: Table, *more: Any) -> Select[Any]:
    own = table.c
    return (
        select(own.id, own.number, own.at, own.business_date, register.c.code, shift.c.number.label("shift"),
               staff.c.name.label("staff"), member.c.code.label("member"), *more)
        .join(register, register.c.id == own.register_id).join(shift, shift.c.id == own.shift_id)
        .join(staff, staff.c.id == own.staff_id).outerjoin(account, account.c.id == own.account_id)
        .outerjoin(member, member.c.id == account.c.member_id)
    )  # fmt: skip


def _sales(tx: Connection, ids: list[Id]) -> dict[Id, dict[str, Any]]:
    own = sale.c
    statement = _document(sale, own.goods, own.discount, own.points, own.reward_points, own.points_value, own.due,
                          own.change, own.cash_rounding, own.earned).where(own.id.in_(ids))  # fmt: skip
    paid, taxes = _tenders(tx, sale_tender, "sale_id", ids), _taxes(tx, sale_tax, "sale_id", ids)
    lines, found = _lines(tx, ids), {}
    for row in tx.execute(statement):
        tenders = paid[row.id]
        if row.change:  # it came out of the cash
            tenders["cash"] = tenders.get("cash", 0) - row.change
        found[row.id] = {
            "kind": "sale", "number": f"{row.code}-{row.number:06d}", "sale": "", **_facts(row), "goods": row.goods,
            "discount": row.discount, "points": row.points + row.reward_points, "points_value": row.points_value,
            "amount": row.due, "earned": row.earned, "reason": "",
            "cash_rounding": row.cash_rounding, **_parts(tenders, taxes[row.id], lines[row.id]),
        }  # fmt: skip
    return found


def _refunds(tx: Connection, ids: list[Id]) -> dict[Id, dict[str, Any]]:
    own, bought_at = refund.c, register.alias("bought_at")
    statement = (
        _document(refund, own.kind, own.money, own.goods, own.clawed, own.restored, own.reason, own.cash_rounding,
                  sale.c.number.label("sale_number"), bought_at.c.code.label("sale_code"))
        .join(sale, sale.c.id == own.sale_id).join(bought_at, bought_at.c.id == sale.c.register_id)
        .where(own.id.in_(ids))
    )  # fmt: skip
    back, taxes = _tenders(tx, refund_tender, "refund_id", ids), _taxes(tx, refund_tax, "refund_id", ids)
    lines = _refunded(tx, ids)
    return {
        row.id: {
            "kind": row.kind, "number": refund_number(row.code, row.number),
            "sale": f"{row.sale_code}-{row.sale_number:06d}", **_facts(row), "goods": -row.goods, "discount": 0,
            "points": -row.restored, "points_value": 0, "amount": -row.money, "earned": -row.clawed,
            "reason": row.reason, "cash_rounding": -row.cash_rounding,
            **_parts({kind: -amount for kind, amount in back[row.id].items()},
                     [(rate, -net, -tax) for rate, net, tax in taxes[row.id]], lines[row.id]),
        }
        for row in tx.execute(statement)
    }  # fmt: skip


def _facts(row: Any) -> dict[str, Any]:
    return {"at": row.at, "business_date": row.business_date, "register": row.code, "shift": row.shift,
            "staff": row.staff, "member": row.member or ""}  # fmt: skip


def _parts(tenders: dict[str, int], taxes: list[Any], lines: list[Any]) -> dict[str, Any]:
    return {
        "tax": sum(tax for _rate, _net, tax in taxes), "tenders": tenders,
        "vat": [{"rate": rate, "net": net, "tax": tax} for rate, net, tax in taxes], "lines": lines,
    }  # fmt: skip


def _tenders(tx: Connection, table: Table, owner: str, ids: list[Id]) -> dict[Id, dict[str, int]]:
    found: dict[Id, dict[str, int]] = defaultdict(dict)
    statement = select(table.c[owner], table.c.kind, func.sum(table.c.amount)).where(table.c[owner].in_(ids))
    for key, kind, amount in tx.execute(statement.group_by(table.c[owner], table.c.kind)):
        found[key][kind] = int(amount)
    return found


def _taxes(tx: Connection, table: Table, owner: str, ids: list[Id]) -> dict[Id, list[Any]]:
    found: dict[Id, list[Any]] = defaultdict(list)
    own = table.c
    statement = select(own[owner], own.rate, own.net, own.tax).where(own[owner].in_(ids)).order_by(own.position)
    for key, *tax in tx.execute(statement):
        found[key].append(tax)
    return found


def _lines(tx: Connection, ids: list[Id]) -> dict[Id, list[Any]]:
    own, found = sale_line.c, defaultdict(list)
    names = ("sku", "name", "qty", "unit_price", "list_price", "gross", "line_discount", "order_discount",
             "points_share", "amount", "rate", "earned")  # fmt: skip
    columns = (own.sale_id, own.position.label("line"), *(own[name] for name in names))
    for row in tx.execute(select(*columns).where(own.sale_id.in_(ids)).order_by(own.position)).mappings():
        found[row["sale_id"]].append({name: row[name] for name in ("line", *names)})
    return found


def _refunded(tx: Connection, ids: list[Id]) -> dict[Id, list[Any]]:
    own, found = refund_line.c, defaultdict(list)
    columns = (own.refund_id, own.sale_position, own.qty, own.money)
    for key, line, qty, money in tx.execute(select(*columns).where(own.refund_id.in_(ids)).order_by(own.position)):
        found[key].append({"line": line, "qty": -qty, "amount": -money})
    return found


# points


def entries(tx: Connection, of: Range) -> Iterator[dict[str, Any]]:
    """Entries of points of these business dates; their `points` together are what balances less debts changed by."""
    own, bought_at, given_at = entry.c, register.alias("bought_at"), register.alias("given_at")
    statement = (
        select(own.id, own.at, own.business_date, member.c.code, own.seq, own.kind, own.points, own.debt_change,
               sale.c.number, bought_at.c.code.label("sale_code"), refund.c.number.label("back_number"),
               given_at.c.code.label("back_code"), register.c.code.label("register"), staff.c.name.label("staff"),
               own.programme_version, own.reason)
        .join(account, account.c.id == own.account_id).join(member, member.c.id == account.c.member_id)
        .join(register, register.c.id == own.register_id).outerjoin(staff, staff.c.id == own.staff_id)
        .outerjoin(sale, sale.c.id == own.sale_id).outerjoin(bought_at, bought_at.c.id == sale.c.register_id)
        .outerjoin(refund, refund.c.id == own.refund_id).outerjoin(given_at, given_at.c.id == refund.c.register_id)
        .where(_within(own.business_date, of)).order_by(own.business_date, own.at, own.account_id, own.seq)
    )  # fmt: skip
    for row in tx.execute(statement).yield_per(CHUNK):
        yield {
            "entry": row.id, "at": row.at, "business_date": row.business_date, "member": row.code, "seq": row.seq,
            "kind": row.kind, "points": row.points, "debt_change": row.debt_change,
            "sale": f"{row.sale_code}-{row.number:06d}" if row.number else "",
            "refund": refund_number(row.back_code, row.back_number) if row.back_number else "",
            "register": row.register, "staff": row.staff or "", "programme_version": row.programme_version,
            "reason": row.reason,
        }  # fmt: skip


# members


def members(tx: Connection, of: Range) -> Iterator[dict[str, Any]]:
    """Members who joined on these days, with what each has; phones are as they are kept.

    Who was merged is told apart by `merged`; of who was erased nothing but the code and the points is left.
    """
    own = member.c
    gone = select(erasure.c.id).where(erasure.c.member_id == own.id).exists()
    statement = (
        select(own.id, own.code, own.joined_on, own.source, own.kind, own.blocked, own.is_staff, person.c.name,
               person.c.birthday, person.c.gender, account.c.tier, account.c.balance, account.c.debt,
               account.c.lifetime_earned, gone.label("erased"), is_merged(own.id).label("merged"))
        .join(account, account.c.member_id == own.id).outerjoin(person, person.c.member_id == own.id)
        .where(_within(own.joined_on, of)).order_by(own.joined_on, own.id)
    )  # fmt: skip
    for some in chunks(tx.execute(statement).yield_per(CHUNK)):
        ids = [row.id for row in some]
        phones, consents = _phones(tx, ids), _consents(tx, ids)
        for row in some:
            yield {
                "code": row.code, "name": row.name or "", "phone": phones.get(row.id, ""), "birthday": row.birthday,
                "gender": row.gender or "", "joined_on": row.joined_on, "source": row.source, "kind": row.kind,
                "tier": row.tier, "balance": row.balance, "debt": row.debt, "lifetime_earned": row.lifetime_earned,
                "blocked": bool(row.blocked), "is_staff": bool(row.is_staff), "merged": bool(row.merged),
                "erased": bool(row.erased), "consents": consents.get(row.id, []),
            }  # fmt: skip


def _phones(tx: Connection, ids: list[Id]) -> dict[Id, str]:
    own = member_phone.c
    rows = select(own.member_id, own.e164).where(own.member_id.in_(ids)).order_by(own.is_primary, own.id.desc())
    return {member_id: e164 for member_id, e164 in tx.execute(rows)}


def _consents(tx: Connection, ids: list[Id]) -> dict[Id, list[str]]:
    """Purposes to which each said yes last."""
    own = consent.c
    newest: dict[tuple[Id, str], bool] = {}
    rows = select(own.member_id, own.purpose, own.given).where(own.member_id.in_(ids)).order_by(own.at, own.id)
    for member_id, purpose, given in tx.execute(rows):
        newest[member_id, purpose] = given
    found: dict[Id, list[str]] = defaultdict(list)
    for (member_id, purpose), given in sorted(newest.items()):
        if given:
            found[member_id].append(purpose)
    return found


# the journal


def chained(tx: Connection, since: datetime, until: datetime) -> Iterator[JournalRow]:
    """Journal rows of this time as their chain covers them, register by register."""
    return witnessed.journal_rows(tx, journal.c.at >= since, journal.c.at < until)


def kept(tx: Connection, since: datetime, until: datetime) -> Iterator[list[Kept]]:
    """The same as people read them, some at a time."""
    own = journal.c
    statement = (
        select(own.id, own.seq, register.c.code, own.at, own.staff_id, own.kind,
               func.coalesce(own.subject_id, ""), own.body)
        .join(register, register.c.id == own.register_id).where(own.at >= since, own.at < until)
        .order_by(own.register_id, own.seq)
    )  # fmt: skip
    for some in chunks(tx.execute(statement).yield_per(CHUNK)):
        yield [Kept(*row) for row in some]


def first_day(tx: Connection) -> date | None:
    """The day on which the shop began."""
    at = tx.execute(select(func.min(journal.c.at))).scalar()
    return at.date() if at else None
