"""Tiers over time: upgrade at once, a year's stand, review, grace and one step down (docs/loyalty.md, Tiers)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from pos_desktop.core.days import add_months, end_of_month
from pos_desktop.loyalty.programme import Programme, Tier
from pos_desktop.loyalty.tier_windows import Activity, at_review, qualifying


@dataclass(frozen=True, slots=True)
class TierState:
    """A tier and the last day through which it stands; the lowest stands for ever (None)."""

    code: str
    stands_until: date | None = None


class TierMove(StrEnum):
    """Why a tier or its date changed."""

    UPGRADE = "upgrade"
    RENEWAL = "renewal"
    FALL = "fall"
    REVERSAL = "reversal"
    """What made the tier was taken back."""
    REGRADE = "regrade"
    """The tier table was edited, or accounts became one."""


@dataclass(frozen=True, slots=True)
class TierChange:
    """One move on a business date, from what to what."""

    move: TierMove
    on: date
    before: TierState
    after: TierState


@dataclass(frozen=True, slots=True)
class ManualTier:
    """A tier that a person gave, with the reason; it wins from `since` through `until`."""

    tier: str
    until: date
    reason: str
    since: date = date.min


@dataclass(frozen=True, slots=True)
class TierWarning:
    """A tier that will be lost unless `missing` more (in units of the metric) comes through `until`."""

    code: str
    missing: int
    until: date


def standing_until(day: date) -> date:
    """A tier reached on `day` stands through the last day of its month a year later."""
    return end_of_month(add_months(day, 12))


def standing_in(tier: Tier, day: date) -> TierState:
    """The state of who reaches `tier` on `day`; the lowest has no date."""
    return TierState(tier.code, standing_until(day) if tier.threshold else None)


def advance(
    programme: Programme, state: TierState, activity: Sequence[Activity], day: date, joined_on: date
) -> Iterator[TierChange]:
    """Reviews, grace and falls that happen through `day`, whenever they are asked for; sales only through `day`."""
    while state.stands_until is not None and state.stands_until < day:
        change = _review(programme, state, activity, day, joined_on)
        if change is None:
            return
        yield change
        state = change.after


def _review(
    programme: Programme, state: TierState, activity: Sequence[Activity], day: date, joined_on: date
) -> TierChange | None:
    stood = state.stands_until or day
    last_grace = stood + timedelta(days=programme.grace_days)
    passed = _passed_on(programme, state, activity, min(day, last_grace), joined_on)
    if passed is not None:
        renewed = replace(state, stands_until=end_of_month(add_months(stood, 12)))
        return TierChange(TierMove.RENEWAL, passed, state, renewed)
    if day <= last_grace:
        return None
    fell_on = last_grace + timedelta(days=1)
    return TierChange(TierMove.FALL, fell_on, state, _one_down(programme, state, fell_on))


def _passed_on(
    programme: Programme, state: TierState, activity: Sequence[Activity], last: date, joined_on: date
) -> date | None:
    """The day of review, or the first day of a sale after it through `last`, on which enough counts."""
    stood = state.stands_until or last
    review, threshold = stood + timedelta(days=1), programme.tier(state.code).threshold
    if at_review(programme, activity, stood, joined_on) >= threshold:
        return review
    sold_on = sorted({one.on for one in activity if review < one.on <= last})
    return next((day for day in sold_on if qualifying(programme, activity, day, joined_on) >= threshold), None)


def _one_down(programme: Programme, state: TierState, day: date) -> TierState:
    below = [tier for tier in programme.tiers[: programme.rank(state.code)] if not tier.invitation]
    return standing_in(below[-1] if below else programme.tiers[0], day)


def after_sale(
    programme: Programme, state: TierState, activity: Sequence[Activity], day: date, joined_on: date
) -> Iterator[TierChange]:
    """Moves that a sale on `day` brings; `activity` holds the sale itself, `state` is advanced to `day`."""
    reached = programme.tier_for(qualifying(programme, activity, day, joined_on))
    if programme.rank(reached.code) > programme.rank(state.code):
        yield TierChange(TierMove.UPGRADE, day, state, standing_in(reached, day))
    else:
        yield from advance(programme, state, activity, day, joined_on)


def last_state(state: TierState, changes: Iterable[TierChange]) -> TierState:
    """The state after a run of changes."""
    for change in changes:
        state = change.after
    return state


def above(programme: Programme, code: str) -> Tier | None:
    """The next tier that an amount can reach; None at the top."""
    higher = programme.tiers[programme.rank(code) + 1 :]
    return next((tier for tier in higher if not tier.invitation), None)


def to_next(programme: Programme, code: str, amount: int) -> tuple[str, int] | None:
    """Name of the next tier and what is still missing to it, in units of the metric; None at the top."""
    higher = above(programme, code)
    return (higher.name, max(0, higher.threshold - amount)) if higher else None


def effective(programme: Programme, state: TierState, manual: ManualTier | None, day: date) -> Tier:
    """The tier that the member enjoys: the manual one while it lasts, as long as the programme knows it."""
    if manual and manual.since <= day <= manual.until and any(t.code == manual.tier for t in programme.tiers):
        return programme.tier(manual.tier)
    return programme.tier(state.code)


def warning(
    programme: Programme, state: TierState, activity: Sequence[Activity], day: date, joined_on: date
) -> TierWarning | None:
    """What the member still needs to keep the tier; `state` is advanced to `day`.

    From `warn_days` before the last standing day it is what will be missing at the review, for old sales leave the
    window by then; in the days of grace it is what is missing today, and they are the last chance.
    """
    stood = state.stands_until
    if stood is None or day < stood - timedelta(days=programme.warn_days):
        return None
    if day <= stood:
        until, amount = stood, at_review(programme, activity, stood, joined_on)
    else:
        until = stood + timedelta(days=programme.grace_days)
        amount = qualifying(programme, activity, day, joined_on)
    missing = programme.tier(state.code).threshold - amount
    return TierWarning(state.code, missing, until) if missing > 0 and day <= until else None
