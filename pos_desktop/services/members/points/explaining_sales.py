"""Puts together why one sale gave and took so many points, from what was kept with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.plain import from_plain
from pos_desktop.loyalty.accrual import EarnFacts, Working, accrue, workings
from pos_desktop.loyalty.explanation import names_of, piece
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote_refund import earn_lines
from pos_desktop.loyalty.sale_explanation import (
    GivenLater,
    MoneyOff,
    Returned,
    SaleExplanation,
    SoldEarning,
    TakenOff,
    WhyNot,
    bounded,
)  # fmt: skip
from pos_desktop.selling.refund import SoldLine
from pos_desktop.selling.sale import Sale
from pos_desktop.storage.queries import explanations as rows
from pos_desktop.storage.queries import replays, returns, sales, shops
from pos_desktop.storage.queries.returns import Owner

Names = Mapping[str, str]


def explain_sale(tx: Connection, sale_id: Id) -> SaleExplanation:
    """Explain the points of a sale to who has them now; UNKNOWN_SALE when there is none."""
    sale, row = sales.by_id(tx, sale_id), returns.sale_row(tx, sale_id)
    if sale is None or row is None:
        raise Rejected(Code.UNKNOWN_SALE)
    programme = shops.programme_version_number(tx, row.programme_version)
    names, owner = names_of(programme), returns.owner(tx, row)
    told = SaleExplanation(
        sale_id=sale_id, number=sale.number, at=sale.at, day=sale.business_date, programme=programme.name,
        version=programme.version, lines=_bare(sale), basis=sale.basis, earned=sale.earned, steps=(),
        money_off=_money_off(tx, sale, row, programme), taken_off=_taken_off(tx, sale_id, names),
        refunds=tuple(Returned(*each) for each in rows.refunds(tx, sale_id)),
    )  # fmt: skip
    return told if owner.account_id is None else _with_member(tx, told, row, programme, owner)


def _bare(sale: Sale) -> tuple[SoldEarning, ...]:
    return tuple(SoldEarning(line.name, line.qty, line.amount, line.earned) for line in sale.lines)


def _with_member(
    tx: Connection, told: SaleExplanation, row: Any, programme: Programme, owner: Owner
) -> SaleExplanation:
    """Whose points they are, how each line earned, and what was added and limited."""
    account_id, names = owner.account_id or "", names_of(programme)
    who = replays.named(tx, [account_id])[account_id]
    later = rows.attached(tx, row.id)
    kept = (later or row).loyalty or {}
    told = replace(
        told, code=who.code, name=who.name, earned=owner.earned, tier=kept.get("tier_before", ""),
        steps=tuple(piece(rule, points, names) for rule, points in kept.get("breakdown", ())),
        given_later=GivenLater(later.way, later.business_date, later.name or "") if later else None,
    )  # fmt: skip
    if not owner.facts:
        return replace(told, has_facts=False)
    facts, sold = from_plain(EarnFacts, owner.facts), returns.sold(tx, row, {}).lines
    return _with_facts(told, programme, facts, sold, is_later=later is not None)


def _with_facts(
    told: SaleExplanation, programme: Programme, facts: EarnFacts, sold: Sequence[SoldLine], *, is_later: bool
) -> SaleExplanation:
    """How each line earned; the shares of a sale that was given later are not kept with its lines."""
    names, lines = names_of(programme), earn_lines(sold)
    earned = accrue(programme, facts, lines)
    shares = earned.by_line if is_later else [line.points for line in told.lines]
    each = zip(told.lines, sold, workings(programme, facts, lines), shares, strict=True)
    return replace(
        told, lines=tuple(_line(line, one, working, points, names) for line, one, working, points in each),
        tier=programme.tier(facts.tier).name, limited=earned.why_limited,
    )  # fmt: skip


def _line(
    line: SoldEarning, sold: SoldLine, working: Working | None, points: int, names: Names
) -> SoldEarning:  # fmt: skip
    if working is None:
        return replace(line, points=points, why_not=_why_not(sold))
    return replace(
        line, points=points, basis=working.basis, rate=working.rate, source=piece(working.source, 0, names),
        factors=tuple((piece(step, 0, names), factor) for step, factor in working.factors),
        multiplier=working.multiplier,
    )  # fmt: skip


def _why_not(sold: SoldLine) -> WhyNot:
    if not sold.earns:
        return WhyNot.WARE if sold.amount and not sold.goods else WhyNot.ITEM
    return WhyNot.DISCOUNTED if sold.amount else WhyNot.FREE


def _money_off(tx: Connection, sale: Sale, row: Any, programme: Programme) -> MoneyOff | None:
    """What the points took off, and what the member could have spent; None for an order without a member."""
    if row.account_id is None or sale.loyalty is None:
        return None
    spent = sale.points + row.reward_points
    before = sum(line.goods for line in returns.sold(tx, row, {}).lines)
    available = sale.loyalty.available + spent - rows.usable_at_once(tx, sale.id, sale.business_date)
    return bounded(programme, sale.points, sale.points_value, before, available - row.reward_points)


def _taken_off(tx: Connection, sale_id: Id, names: Names) -> tuple[TakenOff, ...]:
    """Deals in the order in which they came off, then the rewards that took no money off."""
    costs = {row.reward: row for row in rows.rewards(tx, sale_id)}
    taken = [
        TakenOff(row.source, row.name, row.amount, costs.pop(row.rule).points if _is_reward(row, costs) else 0)
        for row in rows.reductions(tx, sale_id)
    ]
    rest = [TakenOff("reward", names.get(f"reward:{key}", key), row.value, row.points) for key, row in costs.items()]
    return (*taken, *rest)


def _is_reward(row: Any, costs: Mapping[str, Any]) -> bool:
    return row.source == "reward" and row.rule in costs
