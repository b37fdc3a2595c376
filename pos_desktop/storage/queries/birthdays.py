"""Finds whose birthday or day of joining falls on given dates, by index, and reads one member's dates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.queries.merges import IN_FORCE, ids_of_family
from pos_desktop.storage.schema.loyalty import account, attachment, entry, member_merge
from pos_desktop.storage.schema.members import member, person
from pos_desktop.storage.schema.selling import refund
from pos_desktop.storage.schema.stored import voucher

CHUNK = 500
"""Values that one SELECT names."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What occasions look at of a member."""

    account_id: Id
    joined_on: date
    born: date | None
    is_lunar: bool
    changes: int
    """How often the date of birth was changed."""
    changed_on: date | None
    blocked: bool


def _select() -> Select[Any]:
    """Members who are their own: those who were merged into others are left out."""
    merged = select(member_merge.c.id).where(member_merge.c.from_account_id == account.c.id, IN_FORCE)
    return (
        select(
            account.c.id, member.c.joined_on, person.c.birthday, person.c.is_lunar, person.c.birthday_changes,
            person.c.birthday_changed_on, member.c.blocked,
        )
        .join(member, member.c.id == account.c.member_id).join(person, person.c.member_id == member.c.id)
        .where(~merged.exists())
    )  # fmt: skip


def dates_of(tx: Connection, account_id: Id) -> Dates | None:
    """The dates of one member; None where the person was erased."""
    row = tx.execute(_select().where(account.c.id == account_id)).first()
    return Dates(*row) if row else None


def born_on(tx: Connection, days: Sequence[date]) -> Iterator[Dates]:
    """Members who were born on one of these days and keep it by the sun."""
    yield from _among(tx, person.c.birthday, days, person.c.is_lunar == 0)


def lunar(tx: Connection) -> Iterator[Dates]:
    """Members who keep their birthday by the moon."""
    where = (person.c.is_lunar == 1, person.c.birthday.is_not(None))
    yield from (Dates(*row) for row in tx.execute(_select().where(*where).order_by(account.c.id)))


def joined_on(tx: Connection, days: Sequence[date]) -> Iterator[Dates]:
    """Members who joined on one of these days."""
    yield from _among(tx, member.c.joined_on, days)


def _among(
    tx: Connection, column: ColumnElement[date], days: Sequence[date], *where: ColumnElement[bool]
) -> Iterator[Dates]:
    for start in range(0, len(days), CHUNK):
        statement = _select().where(column.in_(days[start : start + CHUNK]), *where).order_by(account.c.id)
        yield from [Dates(*row) for row in tx.execute(statement)]


def used(tx: Connection, keys: Iterable[str]) -> set[str]:
    """Of the keys of occasions, those that have an entry."""
    wanted, found = list(keys), set[str]()
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        found.update(tx.execute(select(entry.c.occasion).where(entry.c.occasion.in_(some))).scalars())
    return found


def order_bonus(tx: Connection, key: str) -> tuple[str, bool]:
    """Of the bonus on an order of a birthday: the key that its next row has, and whether one stands.

    What the whole of was returned, or is somebody else's sale now, leaves the bonus free again.
    """
    free, number, stands = key, 1, False
    while (row := tx.execute(_order_bonus(free)).first()) is not None:
        number, stands = number + 1, stands or bool(row.stands)
        free = f"{key}#{number}"
    return free, stands


def _order_bonus(occasion: str) -> Select[Any]:
    whole = select(refund.c.id).where(refund.c.sale_id == entry.c.sale_id, refund.c.is_whole == 1)
    owner = (
        select(attachment.c.account_id).where(attachment.c.sale_id == entry.c.sale_id)
        .order_by(attachment.c.step.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    stands = ~whole.exists() & (func.coalesce(owner, entry.c.account_id) == entry.c.account_id)
    return select(stands.label("stands")).where(entry.c.occasion == occasion)


def has_voucher(tx: Connection, account_id: Id, template: str, since: date) -> bool:
    """Whether a member was given a voucher of a template that is valid from `since` or later."""
    family = ids_of_family(account_id)
    where = (voucher.c.account_id.in_(family), voucher.c.template == template, voucher.c.valid_from >= since)
    return tx.execute(select(voucher.c.id).where(*where).limit(1)).first() is not None
