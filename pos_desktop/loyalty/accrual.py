"""How many points an order earns, and why: rates, multipliers, bonuses, limits, and the split over its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import compress
from math import prod

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.core.rates import share
from pos_desktop.loyalty.programme import Programme, Tier
from pos_desktop.loyalty.rules import OUTSIDE_ORDERS, SINGLE, Group, Per, Ratio, Rule, Trigger, in_order
from pos_desktop.selling.order import OrderType


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the answer to «Vì sao?»: what `base`, `tier:NAME`, `rule:ID` or `limit` (below 0) added."""

    rule: str
    points: int


@dataclass(frozen=True, slots=True)
class Accrual:
    """Points earned, the rules that gave them, and their share per line of the order."""

    points: int = 0
    breakdown: tuple[Step, ...] = ()
    by_line: tuple[int, ...] = ()
    basis: Money = 0
    """Đồng of the lines that earn."""
    multiplier: Ratio = SINGLE
    """The greatest that any line had."""
    limited: bool = False
    """The member has earned enough for the day; the sale goes on, a flag is kept."""
    why_limited: str = ""
    """`orders_per_day`, `minutes_apart` or `points_per_day`: the field of the programme that said so."""


@dataclass(frozen=True, slots=True)
class EarnLine:
    """A line as accrual sees it; `amount` in đồng after everything, 0 for a line that earns nothing."""

    sku: str
    category: Id
    qty: Quantity
    amount: Money
    discounted: bool = False


@dataclass(frozen=True, slots=True)
class EarnFacts:
    """What was true of the member when the sale was made; kept with it, so that a refund asks the same again."""

    tier: str
    """Code of the tier before the order."""
    at: Occasion
    order_type: OrderType
    plan: str = ""
    is_first: bool = False
    """Whether the member never bought before."""
    orders_today: int = 0
    """Orders of the day that earned, before this one."""
    visits_today: int = 0
    """Orders of the day, before this one."""
    points_today: int = 0
    """Points that the orders of the day earned, before this one."""
    minutes_since: int | None = None
    """Minutes since the last order that earned."""
    birthday: bool = False
    streak: int = 0
    """Visits in a row, this one included."""
    earns: bool = True
    """False for a blocked member and for the shop's own people on their own shift."""


@dataclass(frozen=True, slots=True)
class _Earning:
    """What alike lines earn: points before multipliers, the step that they belong to, and multipliers by step."""

    worth: Fraction
    source: str
    factors: dict[str, Fraction]


def accrue(programme: Programme, facts: EarnFacts, lines: Sequence[EarnLine]) -> Accrual:
    """Points of an order: floor(Σ amount × best rate × multipliers of the line) + flat bonuses, within the limits.

    Exact until the one floor, and the same for the same facts and lines, so that a refund works out what remains
    by calling it with smaller ones (docs/loyalty.md, Accrual). An order whose basis is 0 earns nothing at all.
    """
    tier = programme.tier(facts.tier)
    facts = replace(facts, tier=tier.code)
    lines = [_counted(programme, line) for line in lines]
    amounts = [line.amount for line in lines]
    rules = _applying(programme.earn_rules, facts, lines)
    earnings = _earnings(programme, tier, rules, lines)
    steps = _multiplied(programme, tier, rules, earnings)
    for rule in rules:
        steps[_step(rule)] += _flat(rule, facts, lines)
    empty = Accrual(by_line=(0,) * len(lines), basis=sum(amounts), multiplier=_most(programme, tier, earnings))
    return _limited(programme, facts, steps, empty, amounts)


@dataclass(frozen=True, slots=True)
class Working:
    """How one line earns: its `basis`, the best `rate` (points per đồng) and the step that it is of, and the
    multipliers that count by step; together they are at most `multiplier`."""

    basis: Money
    rate: Fraction
    source: str
    factors: tuple[tuple[str, Fraction], ...]
    multiplier: Fraction


def workings(programme: Programme, facts: EarnFacts, lines: Sequence[EarnLine]) -> tuple[Working | None, ...]:
    """How each line came to its points by `accrue`, for people who ask; None for a line that earns nothing."""
    tier = programme.tier(facts.tier)
    facts = replace(facts, tier=tier.code)
    lines = [_counted(programme, line) for line in lines]
    rules = _applying(programme.earn_rules, facts, lines)
    return tuple(_working(programme, tier, rules, line) if line.amount else None for line in lines)


def _working(programme: Programme, tier: Tier, rules: Sequence[Rule], line: EarnLine) -> Working:
    mine = [rule for rule in rules if rule.picks.takes(line.sku, line.category)]
    earning = _earning(programme, tier, mine, line.amount)
    factors = tuple((step, factor) for step, factor in earning.factors.items() if factor != 1)
    product = min(prod(earning.factors.values(), start=Fraction(1)), Fraction(programme.most_multiplier))
    return Working(line.amount, earning.worth * Fraction(1, line.amount), earning.source, factors, product)


def event_points(
    rules: Iterable[Rule], trigger: Trigger, at: Occasion, *, tier: str = "", plan: str = ""
) -> tuple[Step, ...]:
    """Points for what happens outside of orders: SIGN_UP, REVIEW or ANNIVERSARY; one step per rule that holds.

    Raises:
        ValueError: the trigger is one of orders.
    """
    if trigger not in OUTSIDE_ORDERS:
        raise ValueError(f"{trigger} belongs to an order")
    steps = []
    for rule in in_order(rules):
        if rule.trigger is trigger and rule.when.holds_on(at) and _is_for(rule, tier, plan):
            steps.append(Step(_step(rule), rule.flat))
            if rule.exclusive:
                break
    return tuple(steps)


# which rules


def _counted(programme: Programme, line: EarnLine) -> EarnLine:
    return replace(line, amount=0) if line.discounted and not programme.earn_on_discounted else line


def _applying(rules: Iterable[Rule], facts: EarnFacts, lines: Sequence[EarnLine]) -> list[Rule]:
    """Rules that hold and do something, in order, through the first exclusive one."""
    found = []
    for rule in in_order(rules):
        if _holds(rule, facts, lines) and (rule.base or rule.multiplier or _flat(rule, facts, lines)):
            found.append(rule)
            if rule.exclusive:
                break
    return found


def _holds(rule: Rule, facts: EarnFacts, lines: Sequence[EarnLine]) -> bool:
    picked = _picked(rule, lines)
    return (
        bool(picked)
        and _is_set_off(rule, facts)
        and rule.when.holds(facts.at, facts.order_type)
        and _is_for(rule, facts.tier, facts.plan)
        and sum(line.amount for line in picked) >= rule.minimum_spend
        and sum(line.qty for line in picked) >= rule.minimum_qty
    )


def _picked(rule: Rule, lines: Sequence[EarnLine]) -> list[EarnLine]:
    """Lines that the rule picks, of those that earn."""
    return [line for line in lines if line.amount > 0 and rule.picks.takes(line.sku, line.category)]


def _is_set_off(rule: Rule, facts: EarnFacts) -> bool:
    if rule.trigger is Trigger.STREAK:
        return facts.streak > 0 and facts.streak % rule.streak == 0
    by_trigger = {Trigger.ORDER: True, Trigger.FIRST_ORDER: facts.is_first, Trigger.BIRTHDAY: facts.birthday}
    return by_trigger.get(rule.trigger, False) and facts.streak >= rule.streak


def _is_for(rule: Rule, tier: str, plan: str) -> bool:
    return (not rule.tiers or tier in rule.tiers) and (not rule.plans or plan in rule.plans)


# how many points


def _step(rule: Rule) -> str:
    return f"rule:{rule.id}"


def _tier_step(tier: Tier) -> str:
    return f"tier:{tier.name}"


def _flat(rule: Rule, facts: EarnFacts, lines: Sequence[EarnLine]) -> int:
    if rule.per is Per.UNIT:
        return rule.flat * (sum(line.qty for line in _picked(rule, lines)) // ONE)
    return 0 if rule.per is Per.VISIT and facts.visits_today else rule.flat


def _earnings(programme: Programme, tier: Tier, rules: Sequence[Rule], lines: Sequence[EarnLine]) -> list[_Earning]:
    """Lines that the same rules pick are taken together, for a long order has few kinds of them."""
    amounts: dict[tuple[bool, ...], Money] = {}
    for line in lines:
        if line.amount:
            picked = tuple(rule.picks.takes(line.sku, line.category) for rule in rules)
            amounts[picked] = amounts.get(picked, 0) + line.amount
    return [_earning(programme, tier, list(compress(rules, picked)), amount) for picked, amount in amounts.items()]


def _earning(programme: Programme, tier: Tier, rules: Sequence[Rule], amount: Money) -> _Earning:
    """The best rate and the best multiplier of each group; equals go to the programme, then to the first in order."""
    rates = [(programme.earn.exact, "base"), *((rule.base.exact, _step(rule)) for rule in rules if rule.base)]
    rate, source = max(rates, key=lambda pair: pair[0])
    best = {Group.TIER: (tier.multiplier.exact, _tier_step(tier))}
    for rule in rules:
        if rule.multiplier and (rule.group not in best or rule.multiplier.exact > best[rule.group][0]):
            best[rule.group] = (rule.multiplier.exact, _step(rule))
    return _Earning(amount * rate, source, {step: factor for factor, step in best.values()})


def _multiplied(
    programme: Programme, tier: Tier, rules: Sequence[Rule], earnings: Sequence[_Earning]
) -> dict[str, int]:
    """What each step adds to the floor of the sum, in the order of the breakdown; together they are the floor."""
    steps = dict.fromkeys(("base", _tier_step(tier), *map(_step, rules)), 0)
    so_far = Fraction(0)
    for step in steps:
        more = so_far + sum(each.worth for each in earnings if each.source == step)
        steps[step] += more // 1 - so_far // 1
        so_far = more
    products = [Fraction(1) for _ in earnings]
    for step in steps:
        products = [done * each.factors.get(step, 1) for done, each in zip(products, earnings, strict=True)]
        capped = (min(product, Fraction(programme.most_multiplier)) for product in products)
        more = sum((each.worth * m for each, m in zip(earnings, capped, strict=True)), Fraction(0))
        steps[step] += more // 1 - so_far // 1
        so_far = more
    return steps


def _most(programme: Programme, tier: Tier, earnings: Sequence[_Earning]) -> Ratio:
    products = [prod(each.factors.values(), start=Fraction(1)) for each in earnings if each.worth]
    most = min(max(products, default=tier.multiplier.exact), Fraction(programme.most_multiplier))
    return Ratio(most.numerator, most.denominator)


# limits


def _limited(
    programme: Programme, facts: EarnFacts, steps: dict[str, int], empty: Accrual, amounts: Sequence[Money]
) -> Accrual:
    points = sum(steps.values())
    if points == 0 or not facts.earns:
        return empty
    kept, why = _within(programme, facts, points)
    if kept == 0:
        return replace(empty, limited=True, why_limited=why)
    steps = {**steps, "limit": kept - points}
    breakdown = tuple(Step(rule, added) for rule, added in steps.items() if added)
    return replace(
        empty, points=kept, breakdown=breakdown, by_line=share(kept, amounts), limited=bool(why), why_limited=why
    )


def _within(programme: Programme, facts: EarnFacts, points: int) -> tuple[int, str]:
    """How many of the points the limits let through, and the limit that took the others."""
    if facts.orders_today >= programme.orders_per_day:
        return 0, "orders_per_day"
    if facts.minutes_since is not None and facts.minutes_since < programme.minutes_apart:
        return 0, "minutes_apart"
    left = points if programme.points_per_day is None else max(0, programme.points_per_day - facts.points_today)
    return (points, "") if points <= left else (left, "points_per_day")
