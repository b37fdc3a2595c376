"""The lucky wheel: stated odds, limited prizes, a budget that holds, and draws that anyone can compute again."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.loyalty.games import MOST_REWARD
from pos_desktop.selling.conditions import ALWAYS, When

SEED_BYTES = 32
MOST_WEIGHT = 1_000_000
_BLOCK = 1 << 64


@dataclass(frozen=True, slots=True)
class Prize:
    """One field of the wheel: points, a voucher of a template, a gift in words, or none of them («nothing»)."""

    id: str
    name: str
    weight: int
    points: int = 0
    voucher: str = ""
    gift: str = ""
    stock: int | None = None
    """How many there are; None alone for «nothing»."""
    cost: Money = 0
    """What one of them takes from the budget."""

    @property
    def is_nothing(self) -> bool:
        """The field that gives nothing."""
        return not (self.points or self.voucher or self.gift)

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        is_limited = self.stock is not None and self.stock > 0 and 0 < self.cost <= MOST_MONEY
        is_free = self.stock is None and self.cost == 0
        wrong = (
            ("id", not self.id),
            ("weight", not 0 < self.weight <= MOST_WEIGHT),
            ("points", not 0 <= self.points <= MOST_REWARD),
            ("voucher", sum(map(bool, (self.points, self.voucher, self.gift))) > 1),
            ("stock", not (is_free if self.is_nothing else is_limited)),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel with exactly one «nothing», to which every prize falls that is used up or no longer paid for."""

    id: str
    name: str
    prizes: tuple[Prize, ...]
    budget: Money
    per_spend: Money = 0
    """Đồng of an order for each ticket; 0: one ticket an order."""
    most_tickets: int = 1
    """Tickets of one order."""
    when: When = ALWAYS

    @property
    def whole(self) -> int:
        """Sum of the weights."""
        return sum(prize.weight for prize in self.prizes)

    @property
    def nothing(self) -> Prize:
        """The field that gives nothing."""
        return next(prize for prize in self.prizes if prize.is_nothing)

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        ids = {prize.id for prize in self.prizes}
        empty = sum(prize.is_nothing for prize in self.prizes)
        wrong = (
            ("id", not self.id),
            ("prizes", len(self.prizes) < 2 or len(ids) < len(self.prizes) or empty != 1
                       or any(prize.faults() for prize in self.prizes)),
            ("budget", not 0 < self.budget <= MOST_MONEY),
            ("per_spend", not 0 <= self.per_spend <= MOST_MONEY),
            ("most_tickets", not 0 < self.most_tickets <= 100),
            ("when", bool(self.when.faults())),
        )  # fmt: skip
        return tuple(name for name, is_wrong in wrong if is_wrong)


def tickets_for(wheel: Wheel, basis: Money) -> int:
    """Tickets that an order of this basis brings; none for an order that earns nothing."""
    if basis <= 0:
        return 0
    return min(wheel.most_tickets, basis // wheel.per_spend) if wheel.per_spend else 1


@dataclass(frozen=True, slots=True)
class WheelState:
    """What earlier draws used up: how many of each prize, and how much of the budget."""

    given: tuple[tuple[str, int], ...] = ()
    spent: Money = 0

    def count(self, prize_id: str) -> int:
        """How often a prize was drawn."""
        return dict(self.given).get(prize_id, 0)

    def after(self, prize: Prize) -> "WheelState":
        """The state once this prize is given."""
        counts = dict(self.given) | {prize.id: self.count(prize.id) + 1}
        return replace(self, given=tuple(sorted(counts.items())), spent=self.spent + prize.cost)


FRESH = WheelState()
"""Nothing was drawn yet."""


def is_left(wheel: Wheel, prize: Prize, state: WheelState) -> bool:
    """Whether a prize may still be given: in stock, and within what is left of the budget."""
    in_stock = prize.stock is None or state.count(prize.id) < prize.stock
    return in_stock and state.spent + prize.cost <= wheel.budget


@dataclass(frozen=True, slots=True)
class Odds:
    """Chance of a prize now: `weight` of `whole`."""

    prize: Prize
    weight: int
    whole: int


def odds(wheel: Wheel, state: WheelState) -> tuple[Odds, ...]:
    """The chances to state before a draw, in the wheel's order; prizes that are gone count for «nothing»."""
    left = {prize.id: prize.weight for prize in wheel.prizes if is_left(wheel, prize, state)}
    gone = wheel.whole - sum(left.values())
    left[wheel.nothing.id] += gone
    return tuple(Odds(prize, left.get(prize.id, 0), wheel.whole) for prize in wheel.prizes)


def seed_of(key: bytes, round_id: Id) -> bytes:
    """The seed of a round, from the shop's secret key, so that no table holds it before it is revealed."""
    return hmac.new(key, f"wheel-seed|{round_id}".encode(), hashlib.sha256).digest()


def commitment(seed: bytes) -> str:
    """SHA-256 of the seed in hexadecimal: printed before the draw, so that the seed cannot be chosen after it."""
    return hashlib.sha256(seed).hexdigest()


def proves(seed: bytes, committed: str) -> bool:
    """Whether a revealed seed is the one that was committed to."""
    return hmac.compare_digest(commitment(seed), committed)


def ticket_text(round_id: Id, ticket: int) -> str:
    """What the HMAC of a draw is taken of."""
    return f"{round_id}|{ticket}"


def number_below(whole: int, seed: bytes, ticket: str) -> int:
    """A number from 0 to `whole` − 1, all equally likely: blocks of the last, uneven turn are thrown away."""
    usable = _BLOCK - _BLOCK % whole
    for number in _numbers(seed, ticket):
        if number < usable:
            return number % whole
    raise AssertionError("the numbers of a ticket never end")


def _numbers(seed: bytes, ticket: str) -> Iterator[int]:
    """64-bit numbers of a ticket: the four of HMAC-SHA256(seed, "ticket|0"), then of "ticket|1" and on."""
    turn = 0
    while True:
        block = hmac.new(seed, f"{ticket}|{turn}".encode(), hashlib.sha256).digest()
        yield from (int.from_bytes(block[at : at + 8], "big") for at in range(0, len(block), 8))
        turn += 1


def draw(wheel: Wheel, seed: bytes, ticket: str, state: WheelState) -> Prize:
    """The prize of a ticket; a prize that is gone falls to «nothing». The same arguments always draw the same."""
    place = number_below(wheel.whole, seed, ticket)
    for prize in wheel.prizes:
        if place < prize.weight:
            return prize if is_left(wheel, prize, state) else wheel.nothing
        place -= prize.weight
    raise AssertionError("the weights sum to the whole")
