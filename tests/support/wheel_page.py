"""Keeps a lucky wheel by the loyalty page alone: its stock, its budget, and what a told seed must have drawn."""

import hashlib
import hmac
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

BUDGET = 32_000


class Prize(NamedTuple):
    """A field of the wheel."""

    id: str
    weight: int
    points: int = 0
    voucher: str = ""
    stock: int | None = None
    cost: int = 0


PRIZES = (
    Prize("ten", 5, points=10, stock=6, cost=2_000), Prize("one", 3, voucher="one", stock=4, cost=10_000),
    Prize("nothing", 2),
)  # fmt: skip


@dataclass
class WheelPage:
    """Rounds follow one another; stock and budget hold over all of them."""

    given: Counter[str] = field(default_factory=Counter)
    drawn: list[str] | None = None
    """What the tickets of the running round drew."""
    before: Counter[str] = field(default_factory=Counter)
    """What rounds before it gave."""

    def begin(self) -> None:
        """A round begins."""
        self.drawn, self.before = [], self.given.copy()

    def draw(self, prize_id: str) -> Prize:
        """A ticket drew a prize, which has to be there still."""
        prize = next(one for one in PRIZES if one.id == prize_id)
        assert self.drawn is not None
        assert is_left(prize, self.given), f"{prize_id} was gone: {self.given}"
        self.drawn.append(prize_id)
        self.given[prize_id] += 1
        return prize

    def end(self, round_id: str, commitment: str, seed: bytes) -> None:
        """The seed is told: all is drawn again from it."""
        assert self.drawn is not None
        assert hashlib.sha256(seed).hexdigest() == commitment
        state = self.before
        for ticket, drawn in enumerate(self.drawn, start=1):
            prize = _field(_number(seed, f"{round_id}|{ticket}"))
            expected = prize.id if is_left(prize, state) else "nothing"
            assert drawn == expected, f"ticket {ticket} drew {drawn}, its seed {expected}"
            state[drawn] += 1
        self.drawn = None


def is_left(prize: Prize, given: Counter[str]) -> bool:
    """Whether a prize is in stock and within the budget."""
    spent = sum(one.cost * given[one.id] for one in PRIZES)
    return (prize.stock is None or given[prize.id] < prize.stock) and spent + prize.cost <= BUDGET


def _field(place: int) -> Prize:
    for prize in PRIZES:
        if place < prize.weight:
            return prize
        place -= prize.weight
    raise AssertionError("the weights sum to the whole")


def _number(seed: bytes, ticket: str) -> int:
    """Nothing is thrown away here: of 10^18 tickets, one would meet the uneven last turn."""
    block = hmac.new(seed, f"{ticket}|0".encode(), hashlib.sha256).digest()
    return int.from_bytes(block[:8], "big") % sum(prize.weight for prize in PRIZES)
