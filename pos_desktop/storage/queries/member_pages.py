"""Pages of the member list: by name, filtered by text and tier, with what each member has and bought lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import MOST_SEARCH, fold
from pos_desktop.storage.queries import merges
from pos_desktop.storage.schema.loyalty import account, activity, lot, manual_tier, member_merge
from pos_desktop.storage.schema.members import member, member_phone, person
from pos_desktop.storage.schema.shop import shop

SPEND_DAYS = 90
LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the search key and the id of its last member."""

    key: str
    member_id: Id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is listed: `text` is a name, digits of a phone or a code, `tier` a code; "" for everybody.

    `since` leaves those who joined on that business date or later.
    """

    text: str = ""
    tier: str = ""
    after: Place | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Lately:
    """What a member can spend now (points), spent in 90 days (đồng, returns taken off), and when they came last."""

    available: int = 0
    spend: Money = 0
    last_visit: date | None = None
    by_hand: str = ""
    """Code of a tier that a person gave and that holds."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as the list shows it; `tier` is the one that was reached, by its code."""

    key: str
    id: Id
    account_id: Id
    code: str
    name: str
    phone: str
    tier: str
    blocked: bool
    lately: Lately = field(default_factory=Lately)


def page(tx: Connection, wanted: Wanted, most: int) -> list[Listed]:
    """The next `most` members behind `wanted.after`, by name; who was merged is part of somebody else's row.

    Who they are is found by the index of names alone, whatever their number; the rest is read for these few. A whole
    code finds its member and nobody else.
    """
    coded = _coded(tx, wanted.text)
    rules = [person.c.member_id == coded] if coded else _texts(wanted.text[:MOST_SEARCH])
    found = select(person.c.search_key, person.c.member_id).where(*_rules(wanted), *rules)
    if wanted.tier:
        found = found.join(account, account.c.member_id == person.c.member_id).where(account.c.tier == wanted.tier)
    keys = tx.execute(found.order_by(person.c.search_key, person.c.member_id).limit(most)).all()
    known = {row.id: row for row in tx.execute(_known([member_id for _key, member_id in keys]))}
    return [_listed(key, known[member_id]) for key, member_id in keys]


def of_accounts(tx: Connection, account_ids: list[Id]) -> list[Listed]:
    """The members of these accounts, in this order; those that are not there, or were erased, are left out."""
    found = select(account.c.id, account.c.member_id).where(account.c.id.in_(account_ids))
    owner = _pairs(tx.execute(found))
    known = {row.id: row for row in tx.execute(_known(list(owner.values())))}
    ids = (owner[one] for one in account_ids if one in owner)
    return [_listed("", known[member_id]) for member_id in ids if member_id in known]


def _known(member_ids: list[Id]) -> Select[Any]:
    return (
        select(
            member.c.id, account.c.id.label("account_id"), member.c.code, person.c.name, member_phone.c.e164,
            account.c.tier, member.c.blocked,
        )
        .join(account, account.c.member_id == member.c.id).join(person, person.c.member_id == member.c.id)
        .outerjoin(member_phone, and_(member_phone.c.member_id == member.c.id, member_phone.c.is_primary == 1))
        .where(member.c.id.in_(member_ids))
    )  # fmt: skip


def _listed(key: str, row: Any) -> Listed:
    return Listed(key, row.id, row.account_id, row.code, row.name, row.e164 or "", row.tier, bool(row.blocked))


def count(tx: Connection) -> int:
    """How many members there are, merged ones not counted."""
    everybody = tx.execute(select(func.count()).select_from(member)).scalar_one()
    merged = select(func.count()).select_from(member_merge).where(merges.IN_FORCE)
    return int(everybody) - int(tx.execute(merged).scalar_one())


def _rules(wanted: Wanted) -> list[ColumnElement[bool]]:
    away = select(member_merge.c.from_member_id).where(merges.IN_FORCE)
    rules: list[ColumnElement[bool]] = [person.c.member_id.not_in(away)]
    if wanted.after is not None:
        behind = tuple_(wanted.after.key, wanted.after.member_id)
        rules.append(tuple_(person.c.search_key, person.c.member_id) > behind)
    if wanted.since is not None:
        rules.append(person.c.member_id.in_(select(member.c.id).where(member.c.joined_on >= wanted.since)))
    return rules


def _coded(tx: Connection, text: str) -> Id | None:
    """The member with this code, where the text can hardly be anything else: a word of letters and digits."""
    code = text.strip().upper()
    if not (code.isalnum() and any(map(str.isalpha, code)) and any(map(str.isdigit, code))):
        return None
    return tx.execute(select(member.c.id).where(*_has_code(code))).scalar()


def _has_code(code: str) -> tuple[ColumnElement[bool], ...]:
    return member.c.shop_id.in_(select(shop.c.id)), member.c.code == code


def _texts(text: str) -> list[ColumnElement[bool]]:
    """Every word in the folded name; or a run of the phone's digits; or the code."""
    words = fold(text).split()
    if not words:
        return []
    digits = "".join(c for c in text if c.isascii() and c.isdigit())
    coded = select(member.c.id).where(*_has_code(text.strip().upper()))
    rules: list[ColumnElement[bool]] = [person.c.member_id.in_(coded)]
    if len(digits) >= LEAST_DIGITS:
        rules.append(_phones(digits))
    if any(c.isalpha() for c in text) or len(digits) < LEAST_DIGITS:
        rules.append(and_(*(person.c.search_key.contains(word, autoescape=True) for word in words)))
    return [or_(*rules)]


def _phones(digits: str) -> ColumnElement[bool]:
    """Whose number holds the digits, or who took in the one whose it was."""
    fits = or_(
        member_phone.c.e164.contains(digits, autoescape=True),
        member_phone.c.e164.startswith("+84" + digits.removeprefix("0"), autoescape=True),
    )
    merged = and_(member_merge.c.from_member_id == member_phone.c.member_id, merges.IN_FORCE)
    owner = func.coalesce(member_merge.c.to_member_id, member_phone.c.member_id)
    return person.c.member_id.in_(select(owner).select_from(member_phone).outerjoin(member_merge, merged).where(fits))


def lately(tx: Connection, account_ids: Iterable[Id], day: date) -> Mapping[Id, Lately]:
    """What the accounts of one page have and did; a few queries whatever their number."""
    ids = list(account_ids)
    usable, spends, visits = _usable(tx, ids, day), _spends(tx, ids, day), _visits(tx, ids)
    by_hand = _by_hand(tx, ids, day)
    return {one: Lately(usable.get(one, 0), spends.get(one, 0), visits.get(one), by_hand.get(one, "")) for one in ids}


def _usable(tx: Connection, ids: list[Id], day: date) -> dict[Id, int]:
    lives = or_(lot.c.expires_on.is_(None), lot.c.expires_on >= day)
    statement = (
        select(lot.c.account_id, func.sum(lot.c.left_points))
        .where(lot.c.account_id.in_(ids), lot.c.left_points > 0, lot.c.usable_from <= day, lives)
        .group_by(lot.c.account_id)
    )  # fmt: skip
    return _pairs(tx.execute(statement))


def _spends(tx: Connection, ids: list[Id], day: date) -> dict[Id, int]:
    since = day - timedelta(days=SPEND_DAYS)
    statement = (
        select(activity.c.account_id, func.sum(activity.c.spend))
        .where(activity.c.account_id.in_(ids), activity.c.on_date > since).group_by(activity.c.account_id)
    )  # fmt: skip
    return _pairs(tx.execute(statement))


def _visits(tx: Connection, ids: list[Id]) -> dict[Id, date]:
    statement = (
        select(activity.c.account_id, func.max(activity.c.on_date))
        .where(activity.c.account_id.in_(ids), activity.c.visits > 0).group_by(activity.c.account_id)
    )  # fmt: skip
    return _pairs(tx.execute(statement))


def _by_hand(tx: Connection, ids: list[Id], day: date) -> dict[Id, str]:
    """The newest row decides; one that ends another has no tier."""
    statement = (
        select(manual_tier.c.account_id, manual_tier.c.tier, manual_tier.c.from_on, manual_tier.c.until_on)
        .where(manual_tier.c.account_id.in_(ids)).order_by(manual_tier.c.at, manual_tier.c.step)
    )  # fmt: skip
    newest = {row.account_id: row for row in tx.execute(statement)}
    return {one: row.tier for one, row in newest.items() if row.from_on <= day <= row.until_on}


def _pairs(rows: Any) -> dict[Id, Any]:
    return {row[0]: row[1] for row in rows}
