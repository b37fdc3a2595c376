"""What an import of members has to know: who is there, whose points were opened, which files were taken."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.loyalty import account, entry
from pos_desktop.storage.schema.members import member, member_phone, person
from pos_desktop.storage.schema.records import imported_file


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A member with what an import may change; texts are empty where the person was erased."""

    id: Id
    account_id: Id
    code: str
    source: str
    name: str
    birthday: date | None
    gender: str
    email: str
    address: str
    company: str
    tax_code: str
    note: str
    phones: tuple[str, ...] = ()
    has_opening: bool = False
    groups: tuple[str, ...] = ()


def known_members(tx: Connection) -> list[KnownMember]:
    """Every member of the shop."""
    phones: dict[Id, list[str]] = defaultdict(list)
    for member_id, e164 in tx.execute(select(member_phone.c.member_id, member_phone.c.e164)):
        phones[member_id].append(e164)
    opened = set(tx.execute(select(entry.c.account_id).where(entry.c.kind == "opening")).scalars())
    texts = (person.c.gender, person.c.email, person.c.address, person.c.company, person.c.tax_code, person.c.note)
    statement = (
        select(member.c.id, account.c.id, member.c.code, member.c.source, person.c.name, person.c.birthday, *texts,
               member.c.groups)
        .join(account, account.c.member_id == member.c.id).outerjoin(person, person.c.member_id == member.c.id)
        .order_by(member.c.code)
    )  # fmt: skip
    return [_known(row, tuple(phones[row[0]]), row[1] in opened) for row in tx.execute(statement)]


def _known(row: Any, phones: tuple[str, ...], has_opening: bool) -> KnownMember:
    # A person who was erased has no texts any more.
    texts = ["" if text is None else text for text in row[6:-1]]
    values: list[Any] = [*row[:4], row[4] or "", row[5], *texts, phones, has_opening, tuple(row[-1])]
    return KnownMember(*values)


def imported_at(tx: Connection, kind: str, digest: str) -> datetime | None:
    """When a file of this digest was imported; None when it was not."""
    statement = select(imported_file.c.at).where(imported_file.c.kind == kind, imported_file.c.digest == digest)
    return tx.execute(statement).scalar_one_or_none()
