"""Looks members up: by phone, card, folded name, last digits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, not_, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.core.text import MOST_SEARCH, fold
from pos_desktop.storage.queries import merges
from pos_desktop.storage.schema.loyalty import account
from pos_desktop.storage.schema.members import card, member, member_phone, person


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as a list shows it."""

    id: Id
    account_id: Id
    code: str
    name: str
    phone: str
    birthday: date | None
    gender: str
    tier: str
    balance: int
    blocked: bool
    is_staff: bool
    joined_at: datetime
    is_merged: bool = False
    """Part of another member now."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card that was issued; revoked ones stay to be recognised."""

    id: Id
    member_id: Id
    key_id: int
    number: str
    serial: int
    revoked_at: datetime | None
    holder_id: Id | None = None
    """The person of a household or office whose card it is."""


def _rows(*where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            member.c.id, account.c.id, member.c.code, person.c.name, member_phone.c.e164, person.c.birthday,
            person.c.gender, account.c.tier, account.c.balance, member.c.blocked, member.c.is_staff,
            member.c.joined_at, merges.is_merged(member.c.id).label("is_merged"),
        )
        .join(account, account.c.member_id == member.c.id)
        .join(person, person.c.member_id == member.c.id)
        .outerjoin(member_phone, and_(member_phone.c.member_id == member.c.id, member_phone.c.is_primary == 1))
        .where(*where)
    )  # fmt: skip


def _one(tx: Connection, *where: ColumnElement[bool]) -> MemberRow | None:
    row = tx.execute(_rows(*where)).first()
    return MemberRow(*_filled(row)) if row else None


def _filled(row: Any) -> list[Any]:
    return [*row[:4], row[4] or "", *row[5:]]


def by_id(tx: Connection, member_id: Id) -> MemberRow | None:
    """The member with this id."""
    return _one(tx, member.c.id == member_id)


def by_account(tx: Connection, account_id: Id) -> MemberRow | None:
    """The member who owns this account."""
    return _one(tx, account.c.id == account_id)


def by_phone(tx: Connection, e164: str) -> MemberRow | None:
    """The member with this number, primary or not; who was merged is found as who they are part of."""
    owner = select(member_phone.c.member_id).where(member_phone.c.e164 == e164).scalar_subquery()
    return kept(tx, _one(tx, member.c.id == owner))


def kept(tx: Connection, row: MemberRow | None) -> MemberRow | None:
    """Who a member is part of now; the same row for who was never merged."""
    if row is None or not row.is_merged:
        return row
    return by_id(tx, merges.surviving_member(tx, row.id))


def by_code(tx: Connection, code: str) -> MemberRow | None:
    """The member with this code of the shop."""
    return _one(tx, member.c.code == code)


def search(tx: Connection, text: str, most: int = 30) -> list[MemberRow]:
    """Members whose folded name holds every word, or whose phone holds the typed digits; first those it ends in."""
    typed = text[:MOST_SEARCH]
    digits = "".join(c for c in typed if c.isascii() and c.isdigit())
    rules: list[ColumnElement[bool]] = []
    if words := fold(typed).split():
        rules.append(and_(*(person.c.search_key.contains(word, autoescape=True) for word in words)))
    if len(digits) >= 3:
        rules.append(member_phone.c.e164.contains(digits, autoescape=True))
        rules.append(member_phone.c.e164.startswith("+84" + digits.removeprefix("0"), autoescape=True))
    if not rules:
        return []
    ends = [not_(member_phone.c.e164.endswith(digits, autoescape=True))] if len(digits) >= 3 else []
    statement = _rows(or_(*rules)).order_by(*ends, person.c.search_key, member.c.code).limit(most)
    return _surviving(tx, [MemberRow(*_filled(row)) for row in tx.execute(statement)])


def _surviving(tx: Connection, rows: list[MemberRow]) -> list[MemberRow]:
    """The rows with merged members as who they are part of, each once."""
    found = (kept(tx, row) for row in rows)
    return list({row.id: row for row in found if row}.values())


def card_by_number(tx: Connection, number: str, serial: int) -> CardRow | None:
    """The card with this printed number and serial."""
    columns = (card.c.id, card.c.member_id, card.c.key_id, card.c.number, card.c.serial, card.c.revoked_at,
               card.c.holder_id)  # fmt: skip
    row = tx.execute(select(*columns).where(card.c.number == number, card.c.serial == serial)).first()
    return CardRow(*row) if row else None


def card_of(tx: Connection, member_id: Id) -> CardRow | None:
    """The member's own newest card that is not revoked; those of people who share the account are theirs."""
    return _newest_card(tx, card.c.member_id == member_id, card.c.holder_id.is_(None))


def card_of_holder(tx: Connection, holder_id: Id) -> CardRow | None:
    """The newest card, not revoked, of a person who shares an account."""
    return _newest_card(tx, card.c.holder_id == holder_id)


def _newest_card(tx: Connection, *whose: ColumnElement[bool]) -> CardRow | None:
    columns = (card.c.id, card.c.member_id, card.c.key_id, card.c.number, card.c.serial, card.c.revoked_at)
    statement = (
        select(*columns)
        .where(card.c.revoked_at.is_(None), *whose)
        .order_by(card.c.issued_at.desc(), card.c.serial.desc()).limit(1)
    )  # fmt: skip
    row = tx.execute(statement).first()
    return CardRow(*row) if row else None
