"""Points of a sale that is returned: how many go back and are taken back, to and from which lots (docs/loyalty.md)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.lots import Allocation, Lot, spending_order
from pos_desktop.loyalty.programme import Shortfall

LEAST_DAYS = 7
"""Points that are given back can be used for at least so many days."""


def clawback(earned: int, by_rest: int, already: int) -> int:
    """Points that a refund takes back: `earned` by the sale, less what its rest earns, less what was taken `already`.

    A sale that earned nothing loses nothing, whatever its rest would earn now.
    """
    return max(0, earned - by_rest - already)


def restoration(redeemed: int, returned_share: Fraction, already: int, rewards: Fraction = Fraction(0)) -> int:
    """Points that a refund gives back; the floor of the exact share to date is the only rounding.

    `rewards` is what is due to date of the points that rewards cost.
    """
    return max(0, (redeemed * returned_share + rewards) // 1 - already)


@dataclass(frozen=True, slots=True)
class RewardCost:
    """Points that a reward of the sale cost, and the đồng that it took off each line, by position.

    They come back as what it took off comes back; where it took nothing off, with the last of the sale.
    """

    points: int
    by_line: tuple[tuple[int, Money], ...] = ()

    def due(self, returned: Mapping[int, Fraction], is_last: bool) -> Fraction:
        """Points due to date; `returned` is how much of each line is back."""
        if is_last or not self.by_line:
            return Fraction(self.points if is_last else 0)
        back = sum((amount * returned.get(line, Fraction(0)) for line, amount in self.by_line), Fraction(0))
        return self.points * back * Fraction(1, sum(amount for _, amount in self.by_line))


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sale's redemption took from a lot, and how much of it is back; `lot.left` may be 0."""

    lot: Lot
    points: int
    restored: int = 0
    is_over: bool = False
    """The lot was written off: nothing can die in it a second time."""


@dataclass(frozen=True, slots=True)
class Restored:
    """Points that go back to the lot `lot_id`; where `is_own`, into a new lot that names it as its origin.

    The new lot belongs to the sale of its origin, so that a refund of that sale finds its own points.
    """

    lot_id: Id
    points: int
    expires_on: date | None
    is_own: bool = False

    @property
    def place(self) -> Id:
        """Where the points lie in `with_restored`: the lot's id, or a name for the lot that is still to be opened."""
        return f"+{self.lot_id}" if self.is_own else self.lot_id


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Points that go back: `debt_paid` first, the others into lots."""

    debt_paid: int = 0
    restored: tuple[Restored, ...] = ()

    @property
    def points(self) -> int:
        """All of them."""
        return self.debt_paid + sum(part.points for part in self.restored)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Points that are taken back: from lots (`allocations`, negative), as `debt`, or given up as `shortfall`."""

    allocations: tuple[Allocation, ...] = ()
    debt: int = 0
    shortfall: int = 0
    expired: int = 0
    """What had expired of the sale's own points and is not taken again; no part of `points`."""

    @property
    def points(self) -> int:
        """What the member loses, and what later refunds count as taken already."""
        return self.debt + self.shortfall - sum(part.points for part in self.allocations)


NOTHING_GIVEN, NOTHING_TAKEN = GiveBack(), TakeBack()


def give_back(points: int, taken: Sequence[Taken], debt: int, day: date) -> GiveBack:
    """Return `points` of a sale that took `taken`, in this order: what is owed first, then the last lot first.

    A lot that dies before `day` + 7 is replaced by one of its own that lives to that day.

    Raises:
        ValueError: the sale did not take so many, or they are back already.
    """
    debt_paid = min(debt, points)
    left, restored = points - debt_paid, list[Restored]()
    for one in reversed(taken):
        part = min(left, one.points - one.restored)
        left -= part
        if part:
            restored.append(_restored(one, part, day))
    if left:
        raise ValueError(f"{left} points more than the sale took")
    return GiveBack(debt_paid, tuple(restored))


def _restored(one: Taken, points: int, day: date) -> Restored:
    lot, least = one.lot, day + timedelta(days=LEAST_DAYS)
    if one.is_over or (lot.expires_on is not None and lot.expires_on < least):
        return Restored(lot.id, points, max(least, lot.expires_on or least), is_own=True)
    return Restored(lot.id, points, lot.expires_on)


def with_restored(lots: Sequence[Lot], taken: Iterable[Taken], back: GiveBack, day: date) -> tuple[Lot, ...]:
    """An account's lots after `back`; lots that were empty are there again, new ones are called by their `place`."""
    known = {lot.id: lot for lot in (*(one.lot for one in taken), *lots)}
    after = {lot.id: lot for lot in lots}
    last = max((lot.seq for lot in known.values()), default=0)
    for seq, part in enumerate(back.restored, last + 1):
        if part.is_own:
            after[part.place] = Lot(part.place, part.points, day, part.expires_on, seq, known[part.lot_id].sale)
        else:
            had = after.get(part.lot_id, replace(known[part.lot_id], left=0))
            after[part.lot_id] = replace(had, left=had.left + part.points)
    return tuple(after.values())


def take_back(
    points: int, lots: Iterable[Lot], sale_id: Id, day: date, *, written_off: int = 0,
    shortfall: Shortfall = Shortfall.DEBT,
) -> TakeBack:  # fmt: skip
    """Take `points` that a sale earned: from its own lots, then from those that die first, then as the policy says.

    `written_off` is what the expiry job took of the sale's own lots; that, and what is dead but not yet written off,
    is not taken again.
    """
    own = [lot for lot in lots if lot.sale == sale_id]
    others = [lot for lot in lots if lot.sale != sale_id]
    from_own = tuple(_take(points, _pending_first(own, day), day))
    left = points + sum(part.points for part in from_own)
    expired = min(left, written_off + sum(lot.left for lot in own if lot.is_expired(day)))
    left -= expired
    from_others = tuple(_take(left, spending_order(others), day))
    left += sum(part.points for part in from_others)
    is_debt = shortfall is Shortfall.DEBT
    return TakeBack(from_own + from_others, left if is_debt else 0, 0 if is_debt else left, expired)


def _pending_first(lots: Iterable[Lot], day: date) -> list[Lot]:
    return sorted(spending_order(lots), key=lambda lot: lot.usable_from <= day)


def _take(points: int, lots: Iterable[Lot], day: date) -> Iterator[Allocation]:
    for lot in lots:
        part = 0 if lot.is_expired(day) else min(lot.left, points)
        points -= part
        if part:
            yield Allocation(lot.id, -part)


def moved(lots: Iterable[Lot], allocations: Iterable[Allocation]) -> tuple[Lot, ...]:
    """Lots after points were taken from them (or, positive, put in)."""
    by_lot = {part.lot_id: part.points for part in allocations}
    return tuple(replace(lot, left=lot.left + by_lot.get(lot.id, 0)) for lot in lots)
