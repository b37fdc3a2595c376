"""Promotions by rule: which of them an order has, and what it lacks for the next one (docs/pricing.md, Deals)."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo, Effect
from pos_desktop.selling.combos import best_round
from pos_desktop.selling.conditions import ALWAYS, GUEST, Buyer, When
from pos_desktop.selling.deals import Deal, DealSource, rounds_of, slots_of, taken_by
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Order
from pos_desktop.selling.pieces import Basket, basket_of, using
from pos_desktop.selling.pricing import line_gross

WORD = re.compile(r"[A-Z][A-Z0-9]{2,15}", re.ASCII)
"""A word that customers bring, such as TET2026."""
MOST_TIMES = 1_000_000


@dataclass(frozen=True, slots=True)
class Promotion:
    """A rule that gives everybody, or the members of some tiers or groups, exactly one of three effects."""

    id: str
    name: str
    when: When = ALWAYS
    benefit: Benefit | None = None
    buy_get: BuyGet | None = None
    combo: Combo | None = None
    minimum: Money = 0
    """Đồng of goods at list price that the order needs."""
    tiers: tuple[str, ...] = ()
    """Codes of the tiers that have it; empty for everybody, guests too."""
    priority: int = 0
    """The lowest comes first; of equal ones, the id decides."""
    exclusive: bool = False
    limit_per_order: int = 0
    """Rounds of a combo or «buy and get» at most, 0 for as many as there are; a benefit is given once."""
    groups: tuple[str, ...] = ()
    """Groups of members of which one must be the buyer's; empty for everybody."""
    coupon: str = ""
    """A word without which nobody has it; empty for none."""
    per_member: int = 0
    """Sales at most to one member, 0 for any number; guests have none of what is counted by member."""
    in_all: int = 0
    """Sales at most, 0 for any number; those that came back whole count no more."""
    per_day: bool = False
    """The limits are those of each business date, not of all time."""

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What it gives; exactly one unless there are faults."""
        return tuple(each for each in (self.benefit, self.buy_get, self.combo) if each is not None)

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be, those within after a dot."""
        within = (("when", self.when), ("benefit", self.benefit), ("buy_get", self.buy_get), ("combo", self.combo))
        inner = [f"{name}.{fault}" for name, part in within if part is not None for fault in part.faults()]
        wrong = (
            ("id", not self.id),
            ("name", not self.name.strip()),
            ("effect", len(self.effects) != 1),
            ("minimum", not 0 <= self.minimum <= MOST_MONEY),
            ("limit_per_order", self.limit_per_order < 0 or (self.limit_per_order > 0 and self.benefit is not None)),
            ("groups", not all(group.strip() for group in self.groups)),
            ("coupon", bool(self.coupon) and not WORD.fullmatch(self.coupon)),
            ("per_member", not 0 <= self.per_member <= MOST_TIMES),
            ("in_all", not 0 <= self.in_all <= MOST_TIMES),
            ("per_day", self.per_day and not self.is_limited),
        )
        return (*(name for name, is_wrong in wrong if is_wrong), *inner)

    @property
    def is_limited(self) -> bool:
        """Whether its uses are counted."""
        return bool(self.per_member or self.in_all)

    def is_for(self, order: Order, at: Occasion, buyer: Buyer) -> bool:
        """Whether the moment, the kind of order, the buyer and the word are right, and no limit is reached."""
        return (
            self.when.holds(at, order.order_type)
            and buyer.is_one_of(self.tiers, self.groups)
            and (not self.coupon or self.coupon in order.coupons)
            and not self._is_used_up(buyer)
        )

    def _is_used_up(self, buyer: Buyer) -> bool:
        by_member = self.per_member and (buyer.tier is None or buyer.used.get(self.id, 0) >= self.per_member)
        return bool(by_member or (self.in_all and buyer.given.get(self.id, 0) >= self.in_all))

    def deal(self) -> Deal:
        """The promotion as the price takes it."""
        (effect,) = self.effects
        return Deal(DealSource.PROMOTION, self.id, self.name, effect, self.exclusive, self.limit_per_order)


@dataclass(frozen=True, slots=True)
class Missing:
    """What an order lacks for the next time that a promotion gives something: đồng, or pieces of what it picks."""

    amount: Money = 0
    pieces: int = 0


def in_turn(promotions: Iterable[Promotion]) -> list[Promotion]:
    """Promotions in the order in which they apply."""
    return sorted(promotions, key=lambda promotion: (promotion.priority, promotion.id))


def deals_for(
    promotions: Iterable[Promotion], order: Order, at: Occasion, buyer: Buyer = GUEST
) -> tuple[Deal, ...]:  # fmt: skip
    """The promotions that an order of a buyer has now, in their turn."""
    goods = list_price(order)
    fitting = (each for each in in_turn(promotions) if each.is_for(order, at, buyer) and goods >= each.minimum)
    return tuple(promotion.deal() for promotion in fitting)


def asked_for(promotions: Iterable[Promotion], order: Order) -> list[Promotion]:
    """Those that an order may come to have, whoever buys and whenever: it holds the words that they ask for."""
    return [each for each in promotions if not each.coupon or each.coupon in order.coupons]


def list_price(order: Order) -> Money:
    """What the goods of an order cost before anything is taken off."""
    return sum(line_gross(line) for line in order.lines if line.ware is Ware.GOODS)


def missing_for(promotion: Promotion, order: Order) -> Missing | None:
    """What the order lacks for the promotion's next round; None when it is too far away or can give no more.

    Đồng up to the minimum when the rest is there; else pieces when a round is begun but not whole.
    """
    basket = basket_of(order.lines, [line_gross(line) for line in order.lines])
    lacking = promotion.minimum - list_price(order)
    if lacking > 0:
        gives = any(taken.off for taken in taken_by(promotion.deal(), basket, order.lines))
        return Missing(amount=lacking) if gives else None
    counted = {piece: count for piece, count in basket.items() if piece.is_counted and piece.left}
    if promotion.buy_get:
        return _missing_rounds(promotion.buy_get, counted, order, promotion.limit_per_order)
    return _missing_parts(promotion, promotion.combo, counted, order) if promotion.combo else None


def next_offer(
    promotions: Iterable[Promotion], order: Order, at: Occasion, buyer: Buyer = GUEST
) -> tuple[Promotion, Missing] | None:  # fmt: skip
    """The one promotion to speak of: the nearest in đồng, else the one that lacks the fewest pieces."""
    fitting = [each for each in in_turn(promotions) if each.is_for(order, at, buyer)]
    near = [(each, missing) for each in fitting if (missing := missing_for(each, order))]
    return min(near, key=lambda pair: (pair[1].pieces > 0, pair[1].amount, pair[1].pieces), default=None)


def _missing_rounds(rule: BuyGet, stock: Basket, order: Order, limit: int) -> Missing | None:
    counted = rounds_of(rule, stock, order.lines)
    rounds = counted.most(limit)
    begun = counted.only_buy + counted.either > rounds * counted.buy
    spare = counted.only_buy + counted.only_get + counted.either > rounds * (counted.buy + counted.get)
    if rounds == limit > 0 or not begun or not spare:
        return None
    return Missing(pieces=counted.missing(rounds + 1))


def _missing_parts(promotion: Promotion, combo: Combo, stock: Basket, order: Order) -> Missing | None:
    taken = taken_by(promotion.deal(), stock, order.lines)
    slots = sum(part.qty for part in combo.parts) // ONE
    rounds = sum(each.count for each in taken) // slots
    rest = Counter(dict(using(stock, taken, exclusive=True)))
    left = {piece: count for piece, count in rest.items() if not piece.is_locked}
    seated = sum(best_round(slots_of(combo, stock, order.lines), left, slots).values())
    if rounds == promotion.limit_per_order > 0 or not 0 < seated < slots:
        return None
    return Missing(pieces=slots - seated)
