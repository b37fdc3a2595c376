"""Recomputes the draws of a wheel's round from its revealed seed and says which were written otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.ledger import Problem
from pos_desktop.loyalty.wheel import FRESH, Wheel, WheelState, draw, proves, ticket_text


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A kept draw: tickets of a round count from 1, `prize` is the id of what was given."""

    id: Id
    ticket: int
    prize: str
    cost: Money


@dataclass(frozen=True, slots=True)
class RoundRows:
    """A round as it is kept: the wheel of its opening, the printed commitment, the seed, the draws by ticket."""

    id: Id
    wheel: Wheel
    commitment: str
    seed: bytes
    draws: Sequence[DrawRow] = ()


def verify_draws(rows: RoundRows, state: WheelState = FRESH) -> Iterator[Problem]:
    """Every draw that is not the one that its seed gives; `state` is what earlier rounds used up."""
    if not proves(rows.seed, rows.commitment):
        yield Problem("conservation", "wheel_round", rows.id, "the seed is not the one that was committed to")
    for expected, row in enumerate(rows.draws, start=1):
        if row.ticket != expected:
            yield Problem("gap", "wheel_draw", row.id, f"ticket {row.ticket}, expected {expected}")
            return
        prize = draw(rows.wheel, rows.seed, ticket_text(rows.id, row.ticket), state)
        if (row.prize, row.cost) != (prize.id, prize.cost):
            yield Problem("conservation", "wheel_draw", row.id, f"{row.prize} was written, {prize.id} was drawn")
        state = state.after(prize)
