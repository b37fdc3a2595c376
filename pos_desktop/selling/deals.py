"""Deals on an order: what a promotion, perk, reward or voucher takes off, piece by piece."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import half_up, percent_of, share
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo, Effect, Reach
from pos_desktop.selling.combos import best_round
from pos_desktop.selling.conditions import Picks
from pos_desktop.selling.lines import OrderLine
from pos_desktop.selling.pieces import Basket, Piece, Taken, by_line, first_of, left_by_line, shared, using


class DealSource(StrEnum):
    """Where a deal comes from."""

    PROMOTION = "promotion"
    PERK = "perk"
    REWARD = "reward"
    VOUCHER = "voucher"


@dataclass(frozen=True, slots=True)
class Deal:
    """An effect that an order is to have, checked before; `limit` rounds of a combo or «buy and get», 0 for all."""

    source: DealSource
    id: str
    name: str
    effect: Effect
    exclusive: bool = False
    """Takes only pieces that no deal had, and leaves them to no other."""
    limit: int = 0

    @property
    def is_on_order(self) -> bool:
        """Whether it waits for the lines to be done."""
        return isinstance(self.effect, Benefit) and self.effect.reach is Reach.ORDER


@dataclass(frozen=True, slots=True)
class Reduction:
    """What a deal took off each line of the order, in đồng."""

    source: DealSource
    id: str
    name: str
    by_line: tuple[Money, ...]

    @property
    def total(self) -> Money:
        """What it took off altogether; never 0."""
        return sum(self.by_line)


def reduce_by(deals: Iterable[Deal], basket: Basket, lines: Sequence[OrderLine]) -> tuple[Basket, list[Reduction]]:
    """Take deals off a basket, one after the other; a deal that saves nothing leaves no trace."""
    reductions = []
    for deal in deals:
        taken = taken_by(deal, basket, lines)
        if any(each.off for each in taken):
            basket = using(basket, taken, exclusive=deal.exclusive)
            offs = by_line(taken, len(lines))
            reductions.append(Reduction(deal.source, deal.id, deal.name, offs))
    return basket, reductions


def taken_by(deal: Deal, basket: Basket, lines: Sequence[OrderLine]) -> tuple[Taken, ...]:
    """The pieces that a deal uses and what it takes off them."""
    stock = {
        piece: count for piece, count in basket.items()
        if piece.left and not piece.is_locked and not (deal.exclusive and piece.is_used)
    }  # fmt: skip
    if isinstance(deal.effect, Benefit):
        return tuple(_benefit(deal.effect, stock, lines))
    counted = {piece: count for piece, count in stock.items() if piece.is_counted}
    if isinstance(deal.effect, BuyGet):
        return tuple(_buy_get(deal.effect, counted, lines, deal.limit))
    return tuple(_combo(deal.effect, counted, lines, deal.limit))


def picked(picks: Picks, stock: Basket, lines: Sequence[OrderLine]) -> list[tuple[Piece, int]]:
    """The pieces of picked lines, cheapest first, of equal ones the earlier line."""
    return sorted((piece, count) for piece, count in stock.items() if picks.takes_line(lines[piece.line]))


# percent, amount, price


def _benefit(benefit: Benefit, stock: Basket, lines: Sequence[OrderLine]) -> Iterable[Taken]:
    chosen = [pair for pair in picked(benefit.picks, stock, lines) if _off_each(benefit, pair[0], lines)]
    if benefit.counts:
        chosen = list(first_of([pair for pair in chosen if pair[0].is_counted], benefit.counts))
    offs = _offs_of_order(benefit, chosen) if benefit.reach is Reach.ORDER else _offs_of_lines(benefit, chosen, lines)
    if 0 < benefit.most < sum(offs.values()):
        offs = _shared_over(benefit.most, offs)
    return shared(chosen, offs)


def _offs_of_order(benefit: Benefit, chosen: list[tuple[Piece, int]]) -> dict[int, Money]:
    left = left_by_line(chosen)
    whole = sum(left.values())
    return _shared_over(percent_of(whole, benefit.percent) + min(benefit.amount, whole), left)


def _offs_of_lines(benefit: Benefit, chosen: list[tuple[Piece, int]], lines: Sequence[OrderLine]) -> dict[int, Money]:
    if benefit.percent:
        return _percent_by_line(chosen, benefit.percent)
    offs: dict[int, Money] = {}
    for piece, count in chosen:
        offs[piece.line] = offs.get(piece.line, 0) + _off_each(benefit, piece, lines) * count
    return dict(sorted(offs.items()))


def _off_each(benefit: Benefit, piece: Piece, lines: Sequence[OrderLine]) -> Money:
    """What one piece can lose; goods by weight lose by their quantity."""
    units = ONE if piece.is_counted else lines[piece.line].qty
    if benefit.percent:
        return piece.left
    if benefit.price is not None:
        return max(0, piece.left - half_up(benefit.price * units, ONE))
    return piece.left if benefit.reach is Reach.ORDER else min(piece.left, half_up(benefit.amount * units, ONE))


def _percent_by_line(chosen: Iterable[tuple[Piece, int]], percent: int) -> dict[int, Money]:
    return {line: percent_of(left, percent) for line, left in left_by_line(chosen).items()}


def _shared_over(total: Money, weights: Mapping[int, Money]) -> dict[int, Money]:
    return dict(zip(weights, share(total, list(weights.values())), strict=True))


# buy and get


@dataclass(frozen=True, slots=True)
class Rounds:
    """How many pieces can only be bought, only be got, or either; and how many a round needs of each."""

    only_buy: int
    only_get: int
    either: int
    buy: int
    get: int

    def missing(self, rounds: int) -> int:
        """Pieces that so many rounds lack."""
        return max(0, self._of_either_bought(rounds) + max(0, rounds * self.get - self.only_get) - self.either)

    def most(self, limit: int) -> int:
        """As many rounds as the pieces allow."""
        whole = (self.only_buy + self.only_get + self.either) // (self.buy + self.get)
        low, high = 0, min(whole, limit) if limit else whole
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (low, middle - 1) if self.missing(middle) else (middle, high)
        return low

    def spare(self, rounds: int) -> int:
        """Pieces of either kind that need not be bought in so many rounds."""
        return self.either - self._of_either_bought(rounds)

    def _of_either_bought(self, rounds: int) -> int:
        return max(0, rounds * self.buy - self.only_buy)


def rounds_of(rule: BuyGet, stock: Basket, lines: Sequence[OrderLine]) -> Rounds:
    """The pieces of `stock` as this rule counts them."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for piece, count in stock.items():
        line = lines[piece.line]
        counts[rule.buy.takes_line(line), rule.get.takes_line(line)] += count
    return Rounds(
        counts[True, False], counts[False, True], counts[True, True], rule.buy_qty // ONE, rule.get_qty // ONE
    )


def _buy_get(rule: BuyGet, stock: Basket, lines: Sequence[OrderLine], limit: int) -> Iterable[Taken]:
    counted = rounds_of(rule, stock, lines)
    rounds = counted.most(limit)
    got = _cheapest_got(rule, picked(rule.get, stock, lines), lines, rounds * counted.get, counted.spare(rounds))
    rest = Counter(dict(stock))
    rest.subtract(dict(got))
    buyable = reversed(picked(rule.buy, +rest, lines))
    bought = [Taken(piece, count) for piece, count in first_of(buyable, rounds * counted.buy)]
    return (*bought, *shared(got, _percent_by_line(got, rule.percent)))


def _cheapest_got(
    rule: BuyGet, getable: list[tuple[Piece, int]], lines: Sequence[OrderLine], wanted: int, spare: int
) -> list[tuple[Piece, int]]:
    """The `wanted` cheapest, no more than `spare` of them from those that can be bought as well."""
    got = []
    for piece, there in getable:
        is_either = rule.buy.takes_line(lines[piece.line])
        count = min(there, wanted, spare) if is_either else min(there, wanted)
        wanted, spare = wanted - count, spare - count if is_either else spare
        if count:
            got.append((piece, count))
    return got


# combos


def _combo(combo: Combo, stock: Basket, lines: Sequence[OrderLine], limit: int) -> Iterable[Taken]:
    fits = slots_of(combo, stock, lines)
    rest, rounds = Counter(dict(stock)), 0
    slots = sum(part.qty for part in combo.parts) // ONE
    while not limit or rounds < limit:
        chosen = best_round(fits, rest, slots)
        worth = sum(piece.left * count for piece, count in chosen.items())
        if sum(chosen.values()) < slots or worth <= combo.price:
            return
        times = min(rest[piece] // count for piece, count in chosen.items())
        times = min(times, limit - rounds) if limit else times
        yield from _shared_saving({piece: count * times for piece, count in chosen.items()}, combo.price * times)
        rest.subtract({piece: count * times for piece, count in chosen.items()})
        rounds += times


def slots_of(combo: Combo, stock: Basket, lines: Sequence[OrderLine]) -> Callable[[Piece], tuple[int, ...]]:
    """For a piece, the slots of one combo that it can fill."""
    parts = [part for part in combo.parts for _ in range(part.qty // ONE)]
    by_line = {
        at: tuple(slot for slot, part in enumerate(parts) if part.picks.takes_line(lines[at]))
        for at in {piece.line for piece in stock}
    }
    return lambda piece: by_line[piece.line]


def _shared_saving(chosen: Mapping[Piece, int], price: Money) -> Iterable[Taken]:
    """The saving goes to the parts by what they cost, so that tax, points and money back follow."""
    left = left_by_line(chosen.items())
    return shared(chosen.items(), _shared_over(sum(left.values()) - price, left))
