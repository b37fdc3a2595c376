"""Tiers that something other than time and sales moves: refunds, an edited tier table, accounts joined and parted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tier_windows import Activity, qualifying
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState, standing_in, standing_until

YOUNG = timedelta(hours=24)
"""A sale younger than this takes the tier that it made back with it."""


def after_refund(
    programme: Programme, state: TierState, activity: Sequence[Activity], day: date, *,
    made: TierChange | None, made_at: datetime | None, at: datetime, joined_on: date,
) -> Iterator[TierChange]:  # fmt: skip
    """What a refund on business date `day` at the moment `at` does to the tier, at most one REVERSAL.

    `activity` is what remains after the refund, `state` was advanced to `day` on what there was before it. `made` is
    the upgrade by which the refunded sale, made at `made_at`, made the present tier (`made_by`), None where it did not.
    """
    if made is not None and made_at is not None and at - made_at < YOUNG:
        yield from after_parting(programme, state, activity, day, made=made, joined_on=joined_on)


def after_parting(
    programme: Programme, state: TierState, activity: Sequence[Activity], day: date, *,
    made: TierChange, joined_on: date,
) -> Iterator[TierChange]:  # fmt: skip
    """What becomes of the tier that `made` brought when what it rested on is taken away, at whatever age.

    It is the tier that the rest gives, with a year's stand from the day of `made`, and not below the tier before,
    which gets back its date. Nothing when the rest still reaches it or `made` did not make the present tier.
    """
    reached = programme.tier_for(qualifying(programme, activity, max(day, made.on), joined_on))
    rank = programme.rank(reached.code)
    if state != made.after or rank >= programme.rank(state.code):
        return
    is_between = rank > programme.rank(made.before.code)
    after = TierState(reached.code, standing_until(made.on)) if is_between else made.before
    if after != state:
        yield TierChange(TierMove.REVERSAL, day, state, after)


def made_by(kept: Iterable[tuple[Id | None, TierChange]], sale_id: Id) -> TierChange | None:
    """The upgrade by which a sale made the present tier, None when it did not.

    `kept` are all moves of the account in order, each with the sale that it belongs to (a reversal: the sale that was
    refunded). After the refund of a part, `after` is what the rest still made.
    """
    ladder = _ladder(kept)
    return ladder[-1][1] if ladder and ladder[-1][0] == sale_id else None


def resting_on(kept: Iterable[tuple[Id | None, TierChange]]) -> TierChange | None:
    """The upgrade or the regrade that made the present tier, as `after_parting` wants it; `kept` as in `made_by`."""
    ladder = _ladder(kept)
    return ladder[-1][1] if ladder else None


def _ladder(kept: Iterable[tuple[Id | None, TierChange]]) -> list[tuple[Id | None, TierChange]]:
    """Upgrades and regrades that rest on each other, the last one made the present tier."""
    ladder: list[tuple[Id | None, TierChange]] = []
    for owner, change in kept:
        if change.move in (TierMove.UPGRADE, TierMove.REGRADE):
            ladder.append((owner, change))
        elif change.move is TierMove.REVERSAL and ladder:
            maker, made = ladder.pop()
            if change.after != made.before:
                ladder.append((maker, replace(made, after=change.after)))
        else:
            ladder.clear()
    return ladder


def moves_under(
    programme: Programme, state: TierState, activity: Sequence[Activity], day: date, joined_on: date
) -> Iterator[TierChange]:
    """What `programme`, a new tier table or the same one over more activity, does to a member: at most one REGRADE.

    `state` is advanced to `day`. A higher tier that is reached is given at once; a tier that is still there stays with
    its date; one that is gone (or goes by invitation now) becomes the highest that is reached.
    """
    after = _regraded(programme, state, activity, day, joined_on)
    if after != state:
        yield TierChange(TierMove.REGRADE, day, state, after)


def _regraded(
    programme: Programme, state: TierState, activity: Sequence[Activity], day: date, joined_on: date
) -> TierState:
    reached = programme.tier_for(qualifying(programme, activity, day, joined_on))
    own = next((tier for tier in programme.reachable if tier.code == state.code), None)
    if own is None or programme.rank(reached.code) > programme.rank(own.code):
        return standing_in(reached, day)
    # A tier that became the lowest has no date any more; one that was the lowest and now has a threshold gets a year.
    fits = (state.stands_until is None) == (own.threshold == 0)
    return state if fits else standing_in(own, day)
