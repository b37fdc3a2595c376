"""Moves members to the tiers of an edited table: who would move, and the moves themselves, once per version."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tier_corrections import moves_under
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierChange, TierState, advance, last_state
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points.locking import Purpose, lock_account
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shops
from pos_desktop.storage.schema.loyalty import account, activity
from pos_desktop.storage.schema.members import member, person

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Mover:
    """A member whose tier changes, by the names that the tables give the tiers."""

    account_id: Id
    member_code: str
    name: str
    before: str
    after: str
    change: TierChange


def member_count(tx: Connection) -> int:
    """All accounts."""
    return int(tx.execute(select(func.count()).select_from(account)).scalar_one())


def movers(tx: Connection, programme: Programme, day: date) -> Iterator[Mover]:
    """Who moves under `programme` on `day`, by member code."""
    present = shops.programme_at(tx, day)
    statement = (
        select(account.c.id, account.c.tier, account.c.tier_until, member.c.code, member.c.joined_on, person.c.name)
        .join(member, member.c.id == account.c.member_id).join(person, person.c.member_id == member.c.id)
        .order_by(member.c.code)
    )  # fmt: skip
    rows = tx.execute(statement).all()
    for chunk in (rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)):
        active = _activity(tx, [row.id for row in chunk])
        for row in chunk:
            state, mine = TierState(row.tier, row.tier_until), active.get(row.id, ())
            before = last_state(state, advance(present, state, mine, day, row.joined_on))
            for change in moves_under(programme, before, mine, day, row.joined_on):
                if change.after.code != before.code:
                    names = present.tier(before.code).name, programme.tier(change.after.code).name
                    yield Mover(row.id, row.code, row.name, *names, change)


def _activity(tx: Connection, accounts: list[Id]) -> dict[Id, tuple[Activity, ...]]:
    """What every business date added to the metrics of some accounts."""
    sums = (func.sum(activity.c.spend), func.sum(activity.c.points), func.sum(activity.c.visits))
    statement = (
        select(activity.c.account_id, activity.c.on_date, *sums).where(activity.c.account_id.in_(accounts))
        .group_by(activity.c.account_id, activity.c.on_date).order_by(activity.c.on_date)
    )  # fmt: skip
    found: dict[Id, list[Activity]] = {}
    for account_id, *rest in tx.execute(statement):
        found.setdefault(account_id, []).append(Activity(*rest))
    return {account_id: tuple(days) for account_id, days in found.items()}


def regrade(tx: Connection, till: Till, programme: Programme, day: date) -> int:
    """Move every member whom the table of `programme`, in force on `day`, puts elsewhere; gives how many moved."""
    moved = [mover.account_id for mover in movers(tx, programme, day)]
    for account_id in moved:
        _move(tx, till, account_id, programme, day)
    return len(moved)


def _move(tx: Connection, till: Till, account_id: Id, programme: Programme, day: date) -> None:
    written = Written(tx)
    purpose = Purpose(f"regrade:{programme.version}", programme=programme, day=day)
    held = lock_account(written, till, account_id, purpose)
    picture, booking = held.picture, held.booking
    due = list(advance(programme, picture.tier, picture.activity, day, picture.joined_on))
    state = last_state(picture.tier, due)
    for change in (*due, *moves_under(programme, state, picture.activity, day, picture.joined_on)):
        booking.change_tier(change)
    booking.close()
    body = {"tier": booking.tier.code, "account_seq": booking.seq, "version": programme.version}
    journal.append(tx, till, Event.FALLEN_DUE, account_id, body, written=written)
