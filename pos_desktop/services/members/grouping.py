"""Puts members into groups, such as «Công ty» or «Sỉ», by which promotions and price lists ask."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name as clean_name
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.members import member

MOST_GROUPS, MOST_NAME = 20, 40


@dataclass(frozen=True, slots=True)
class SetGroups:
    """The groups that a member stands in from now on; `id` names the operation."""

    id: str
    member_id: Id
    groups: tuple[str, ...]
    by: Id


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups as they are kept."""

    groups: tuple[str, ...]
    topics: tuple[str, ...] = ("members",)


class Grouping:
    """Use cases of members' groups."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def known(self) -> tuple[str, ...]:
        """Names of all groups in which somebody stands."""
        with self._till.db.read() as tx:
            every = tx.execute(select(member.c.groups).where(member.c.groups != []).distinct()).scalars()
            return tuple(sorted({name for groups in every for name in groups}))

    def of(self, member_id: Id) -> tuple[str, ...]:
        """The groups of a member; UNKNOWN_MEMBER."""
        with self._till.db.read() as tx:
            return _groups_of(tx, member_id)

    def set(self, command: SetGroups) -> Grouped:
        """Put a member into groups, and out of all others; NOT_ALLOWED, UNKNOWN_MEMBER, INVALID_NAME."""
        body = [command.member_id, command.groups]
        asked = Asked(command.id, "member_groups", fingerprint(body), command.by)
        answer = once(self._till, asked, lambda tx, written: self._set(written, command))
        return Grouped(tuple(answer["groups"]))

    def _set(self, written: Written, command: SetGroups) -> Deed:
        tx = written.tx
        require(tx, command.by, "members")
        before = _groups_of(tx, command.member_id)
        groups = kept_groups(command.groups)
        put_groups(written, command.member_id, groups)
        body = {"groups": [list(before), list(groups)]}
        return Deed({"groups": list(groups)}, Event.MEMBER_GROUPS, command.member_id, body)


def kept_groups(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of groups as they are kept: clean, each once, in order; INVALID_NAME for too many or one that is none."""
    groups = tuple(sorted({clean_name(each, MOST_NAME) for each in names}))
    if len(groups) > MOST_GROUPS:
        raise Rejected(Code.INVALID_NAME, most=MOST_GROUPS)
    return groups


def put_groups(written: Written, member_id: Id, groups: tuple[str, ...]) -> None:
    """Write a member's groups in the caller's transaction."""
    written.tx.execute(update(member).where(member.c.id == member_id).values(groups=list(groups)))
    written.saw(member, member_id)


def _groups_of(tx: Connection, member_id: Id) -> tuple[str, ...]:
    groups = tx.execute(select(member.c.groups).where(member.c.id == member_id)).scalar()
    if groups is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    return tuple(groups)
