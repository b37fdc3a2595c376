"""Proves games and giving: every draw is the one of its seed, and what rows promise stands in the ledger."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.core.plain import from_plain
from pos_desktop.loyalty.draws import DrawRow, RoundRows, verify_draws
from pos_desktop.loyalty.rows import Problem
from pos_desktop.loyalty.wheel import FRESH, Wheel, WheelState, seed_of
from pos_desktop.services.members.benefits.referrals import friend_key, referrer_key
from pos_desktop.services.members.benefits.wheels import draw_key
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import games
from pos_desktop.storage.schema.loyalty import entry, referral_reward
from pos_desktop.storage.schema.stored import donation

Kept = dict[str, tuple[str, int]]
"""Kind and points of the entry of each occasion."""


def problems(tx: Connection, till: Till) -> Iterator[Problem]:
    """Every draw, gift and referral that is not what it should be."""
    kept = _by_occasion(tx)
    yield from _rounds(tx, till, kept)
    yield from _donations(tx)
    yield from _referrals(tx, kept)


def _by_occasion(tx: Connection) -> Kept:
    columns = (entry.c.occasion, entry.c.kind, entry.c.points)
    return {occasion: (kind, points) for occasion, kind, points in tx.execute(
        select(*columns).where(entry.c.occasion.is_not(None))
    )}  # fmt: skip


def _rounds(tx: Connection, till: Till, booked: Kept) -> Iterator[Problem]:
    """Rounds of a wheel in their order, each on what the former ones used up; open ones by the key of the shop."""
    states: dict[str, WheelState] = defaultdict(lambda: FRESH)
    for row in games.rounds(tx):
        wheel, draws = from_plain(Wheel, row.definition), games.draws_of(tx, row.id)
        yield from _seed(row)
        seed = bytes.fromhex(row.seed) if _is_hex(row.seed) else seed_of(till.keys.wheel, row.id)
        kept = [DrawRow(one.id, one.ticket, one.prize, one.cost) for one in draws]
        yield from verify_draws(RoundRows(row.id, wheel, row.commitment, seed, kept), states[row.wheel])
        prizes = {prize.id: prize for prize in wheel.prizes}
        for one in draws:
            yield from _promised(booked, "wheel_draw", one.id, draw_key(row.id, one.ticket), one.points)
            if one.prize in prizes:
                states[row.wheel] = states[row.wheel].after(prizes[one.prize])


def _seed(row: Any) -> Iterator[Problem]:
    if (row.closed_at is None) == bool(row.seed) or (row.seed and not _is_hex(row.seed)):
        yield Problem("conservation", "wheel_round", row.id, "a seed is told when the round is closed, not before")


def _is_hex(text: str) -> bool:
    try:
        return bool(bytes.fromhex(text))
    except ValueError:
        return False


def _donations(tx: Connection) -> Iterator[Problem]:
    """A gift is a redemption of as many points of the same account."""
    columns = (donation, entry.c.points.label("booked"), entry.c.kind, entry.c.account_id.label("booked_by"))
    for row in tx.execute(select(*columns).outerjoin(entry, entry.c.id == donation.c.entry_id)):
        if (row.kind, row.booked, row.booked_by) != ("redemption", -row.points, row.account_id):
            yield Problem("conservation", "donation", row.id, f"gives {row.points}, entry {row.booked}")


def _referrals(tx: Connection, kept: Kept) -> Iterator[Problem]:
    for row in tx.execute(select(referral_reward).order_by(referral_reward.c.id)):
        for key, points in ((friend_key, row.friend_points), (referrer_key, row.referrer_points)):
            yield from _promised(kept, "referral_reward", row.id, key(row.friend_id), points)


def _promised(kept: Kept, table: str, row_id: Id, occasion: str, points: int) -> Iterator[Problem]:
    """Points that a row gave stand in the ledger under their occasion."""
    if points and kept.get(occasion) != ("accrual", points):
        booked = kept[occasion][1] if occasion in kept else None
        yield Problem("conservation", table, row_id, f"gives {points}, entry {booked}")
