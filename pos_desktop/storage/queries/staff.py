"""Reads the staff as who keeps it sees it: the gone as well, their own rights, badges and open shifts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from pos_desktop.core.ids import Id
from pos_desktop.selling.permissions import Rights, Role, rights_of
from pos_desktop.storage.schema.drawer import shift, shift_takeover
from pos_desktop.storage.schema.members import member, person
from pos_desktop.storage.schema.shop import staff, staff_badge


@dataclass(frozen=True, slots=True)
class StaffPage:
    """A person of the shop. `own` holds the rights that differ from the role's by name."""

    id: Id
    name: str
    role: Role
    own: Mapping[str, Any]
    active: bool
    position: int
    pin_hash: str
    locked_until: datetime | None
    badge: Any | None
    """The badge that is in force: number, serial and key."""
    shift_number: int | None
    """The open shift that they opened or took over."""
    birthday: Any | None
    """The date on their own member card."""
    member_id: Id | None = None
    """The member of that card."""
    member: str = ""
    """What the member is called, or the code."""

    @property
    def rights(self) -> Rights:
        """What they may do."""
        return rights_of(self.role, self.own)


def pages(tx: Connection) -> list[StaffPage]:
    """Everybody, those who are there first, in the order of the login screen."""
    rows = tx.execute(_rows().order_by(staff.c.active.desc(), staff.c.position, staff.c.name)).all()
    badges = {row.staff_id: row for row in tx.execute(select(staff_badge).where(staff_badge.c.revoked_at.is_(None)))}
    shifts = _open_shifts(tx)
    return [
        StaffPage(row.id, row.name, Role(row.role), row.rights, bool(row.active), row.position, row.pin_hash,
                  row.locked_until, badges.get(row.id), shifts.get(row.id), row.birthday,
                  row.member_id, row.member_name or row.code or "")
        for row in rows
    ]  # fmt: skip


def page(tx: Connection, staff_id: Id) -> StaffPage | None:
    """One of them."""
    return next((one for one in pages(tx) if one.id == staff_id), None)


def last_badge(tx: Connection, staff_id: Id) -> Any | None:
    """The person's newest badge, in force or not."""
    of_person = select(staff_badge).where(staff_badge.c.staff_id == staff_id)
    return tx.execute(of_person.order_by(staff_badge.c.issued_at.desc(), staff_badge.c.serial.desc()).limit(1)).first()


def badge_numbers(tx: Connection) -> set[str]:
    """Numbers that badges have or had."""
    return set(tx.execute(select(staff_badge.c.number)).scalars())


def _open_shifts(tx: Connection) -> dict[Id, int]:
    """Numbers of the open shifts by the person who is answerable for each now."""
    takeovers = select(shift_takeover.c.shift_id, shift_takeover.c.to_id).join(shift).where(shift.c.closed_at.is_(None))
    taken = {row.shift_id: row.to_id for row in tx.execute(takeovers.order_by(shift_takeover.c.id))}
    rows = tx.execute(select(shift.c.id, shift.c.opened_by, shift.c.number).where(shift.c.closed_at.is_(None)))
    return {taken.get(row.id, row.opened_by): row.number for row in rows}


def _rows() -> Select[Any]:
    columns = (staff, person.c.birthday, person.c.name.label("member_name"), member.c.code)
    own = select(*columns).outerjoin(member, member.c.id == staff.c.member_id)
    return own.outerjoin(person, person.c.member_id == staff.c.member_id)
