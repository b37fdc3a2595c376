"""Tiers over time: upgrade at once, a year's stand, review, grace and one step down (docs/loyalty.md, Tiers)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from pos_desktop.core.days import add_months, end_of_month
from pos_desktop.core.money import Money
from pos_desktop.loyalty.programme import Programme


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


@dataclass(frozen=True, slots=True)
class TierChange:
    """One move on a business date, from what to what."""

    move: TierMove
    on: date
    before: TierState
    after: TierState


Spend = tuple[date, Money]
"""Sum of the sales' bases of one business date."""


def qualifying(spend: Iterable[Spend], day: date, months: int) -> Money:
    """Qualifying spend on `day`: dates after `day` − `months`, through `day`."""
    after = add_months(day, -months)
    return sum(amount for on, amount in spend if after < on <= day)


def standing_until(day: date) -> date:
    """A tier reached on `day` stands through the last day of its month a year later."""
    return end_of_month(add_months(day, 12))


def advance(programme: Programme, state: TierState, spend: Sequence[Spend], day: date) -> Iterator[TierChange]:
    """Reviews, grace and falls that happen through `day`, whenever they are asked for; sales only through `day`."""
    while state.stands_until is not None and state.stands_until < day:
        change = _review(programme, state, spend, day)
        if change is None:
            return
        yield change
        state = change.after


def _review(programme: Programme, state: TierState, spend: Sequence[Spend], day: date) -> TierChange | None:
    stood = state.stands_until or day
    review, last_grace = stood + timedelta(days=1), stood + timedelta(days=programme.grace_days)
    threshold = programme.tier(state.code).threshold
    for tested in _test_days(spend, review, min(day, last_grace)):
        if qualifying(spend, tested, programme.qualifying_months) >= threshold:
            renewed = replace(state, stands_until=end_of_month(add_months(stood, 12)))
            return TierChange(TierMove.RENEWAL, tested, state, renewed)
    if day <= last_grace:
        return None
    fell_on = last_grace + timedelta(days=1)
    return TierChange(TierMove.FALL, fell_on, state, _one_down(programme, state, fell_on))


def _test_days(spend: Iterable[Spend], review: date, last: date) -> list[date]:
    return [review, *sorted({on for on, _ in spend if review < on <= last})]


def _one_down(programme: Programme, state: TierState, day: date) -> TierState:
    below = programme.tiers[max(0, programme.rank(state.code) - 1)]
    return TierState(below.code, standing_until(day) if below.threshold else None)


def after_sale(programme: Programme, state: TierState, spend: Sequence[Spend], day: date) -> Iterator[TierChange]:
    """Moves that a sale on `day` brings; `spend` holds the sale itself, `state` is advanced to `day`."""
    reached = programme.tier_for(qualifying(spend, day, programme.qualifying_months))
    if programme.rank(reached.code) > programme.rank(state.code):
        yield TierChange(TierMove.UPGRADE, day, state, TierState(reached.code, standing_until(day)))
    else:
        yield from advance(programme, state, spend, day)


def last_state(state: TierState, changes: Iterable[TierChange]) -> TierState:
    """The state after a run of changes."""
    for change in changes:
        state = change.after
    return state


def to_next(programme: Programme, code: str, amount: Money) -> tuple[str, Money] | None:
    """Name of the next tier and the đồng still missing to it; None at the top."""
    rank = programme.rank(code)
    if rank + 1 == len(programme.tiers):
        return None
    above = programme.tiers[rank + 1]
    return above.name, max(0, above.threshold - amount)
