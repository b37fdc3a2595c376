"""Reads what members said to the purposes that they were asked about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.members import consent
from pos_desktop.storage.schema.shop import register, staff


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One answer: to which purpose and text, when, to whom ("" to nobody of the shop), on which till."""

    purpose: str
    text_version: str
    given: bool
    at: datetime
    staff: str
    register: str


def of_members(tx: Connection, member_ids: list[Id]) -> tuple[ConsentRow, ...]:
    """Every answer of a member and of those merged into them, the newest first."""
    statement = (
        select(consent.c.purpose, consent.c.text_version, consent.c.given, consent.c.at, staff.c.name, register.c.code)
        .join(register, register.c.id == consent.c.register_id)
        .outerjoin(staff, staff.c.id == consent.c.staff_id)
        .where(consent.c.member_id.in_(member_ids))
        .order_by(consent.c.at.desc(), consent.c.id.desc())
    )  # fmt: skip
    return tuple(
        ConsentRow(row[0], row[1], bool(row[2]), row[3], row[4] or "", row[5]) for row in tx.execute(statement)
    )
