"""What falls due with a new business date: dead lots and cards written off, tiers reviewed, gifts given; once each."""

from datetime import date, timedelta

from sqlalchemy import Connection, or_, select, update

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.lots import fallen_due
from pos_desktop.loyalty.tiers import advance
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.members.benefits.stored_rows import expire_due
from pos_desktop.services.members.points import occasions, regrading
from pos_desktop.services.members.points.ledger import Booking
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import accounts, shops
from pos_desktop.storage.schema.loyalty import account, lot, programme_version
from pos_desktop.storage.schema.shop import shop

LONGEST_GAP = timedelta(days=2)
"""A real shop's clock that jumped further is asked about before anything is written off."""


def run_if_due(tx: Connection, till: Till, *, confirmed: bool = False) -> int:
    """Run the job once per business date, before its first write; gives the number of accounts it touched.

    Spendable points and tiers are computed as of now, so nothing is wrong while it has not run.
    """
    return run_since(tx, till, tx.execute(select(shop.c.due_through)).scalar_one(), confirmed=confirmed)


def run_since(tx: Connection, till: Till, done: date | None, *, confirmed: bool = False) -> int:
    """The same where it was read already through which day the job was `done`."""
    day = till.today()
    if done is not None and day <= done:
        return 0
    jumped = done is not None and day - done > LONGEST_GAP
    if jumped and not (confirmed or till.shop.has_free_clock):
        return 0
    touched = _due_accounts(tx, day)
    for account_id in touched:
        _settle(tx, till, account_id, day)
    expire_due(tx, till, day)
    if done is not None:
        _take_up_programmes(tx, till, done, day)
    given = occasions.run_day(tx, till, day)
    tx.execute(update(shop).where(shop.c.id == till.shop.id).values(due_through=day))
    return len(touched) + given


def _take_up_programmes(tx: Connection, till: Till, done: date, day: date) -> None:
    """Move members when a version of the programme came into force since the job last ran."""
    begun = select(programme_version.c.version).where(
        programme_version.c.valid_from > done, programme_version.c.valid_from <= day
    )
    if tx.execute(begun).first():
        regrading.regrade(tx, till, shops.programme_at(tx, day), day)
        tx.execute(update(shop).values(catalogue_version=shop.c.catalogue_version + 1))


def _due_accounts(tx: Connection, day: date) -> list[Id]:
    dead = select(lot.c.account_id).where(lot.c.left_points > 0, lot.c.expires_on < day)
    idle = select(lot.c.account_id).where(
        lot.c.left_points > 0, lot.c.idle_months.is_not(None), lot.c.usable_from < day
    )
    statement = select(account.c.id).where(
        or_(account.c.id.in_(dead), account.c.id.in_(idle), account.c.tier_until < day)
    )
    return list(tx.execute(statement.order_by(account.c.id)).scalars())


def _settle(tx: Connection, till: Till, account_id: Id, day: date) -> None:
    locked = accounts.lock(tx, account_id)
    programme = shops.programme_at(tx, day)
    picture = accounts.picture(tx, account_id, day, till.now(), programme=programme)
    if locked is None or picture is None:
        return
    booking = Booking(
        tx, till, locked, programme, operation_id=f"due:{day.isoformat()}", day=day, lots=list(picture.lots),
        written=Written(tx),
    )  # fmt: skip
    for dead in fallen_due(picture.lots, day):
        booking.day = (dead.expires_on or day) + timedelta(days=1)
        booking.expire(dead)
    for change in advance(programme, picture.tier, picture.activity, day, picture.joined_on):
        booking.change_tier(change)
    if booking.seq != locked.seq:
        booking.close()
        body = {"tier": booking.tier.code, "account_seq": booking.seq}
        journal.append(tx, till, Event.FALLEN_DUE, account_id, body, written=booking.written)
