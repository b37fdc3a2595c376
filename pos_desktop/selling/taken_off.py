"""What was taken off a priced order: on its lines, and below them in the order of its turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.money import Money
from pos_desktop.selling.deals import DealSource, Reduction
from pos_desktop.selling.pricing import PricedOrder

CHOSEN = (DealSource.REWARD, DealSource.VOUCHER)
"""Deals that somebody chose: no line shows them."""


class OffBy(StrEnum):
    """Why something was taken off below the lines."""

    RULE = "rule"
    CHOICE = "choice"
    HAND = "hand"
    POINTS = "points"
    REST = "rest"
    """Several of them together."""


@dataclass(frozen=True, slots=True)
class Off:
    """One reduction below the lines, in đồng; `name` is that of a deal, `count` how many stand together in it."""

    by: OffBy
    amount: Money
    name: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class LineOffs:
    """What came by itself off one line, and what the line costs after it and after its discount by hand."""

    deals: tuple[Off, ...]
    left: Money
    by_hand: Money = 0


def off_line(priced: PricedOrder, at: int) -> LineOffs:
    """What the line at a place shows of what was taken off it."""
    line = priced.lines[at]
    deals = tuple(Off(OffBy.RULE, off.by_line[at], off.name) for off in _on_lines(priced) if off.by_line[at])
    return LineOffs(deals, line.gross - _together(deals) - line.line_by_hand, line.line_by_hand)


def off_parts(priced: PricedOrder, places: Sequence[int]) -> LineOffs:
    """The same of several lines that are shown as one, such as the parts of a combo: each deal once."""
    offs = [off_line(priced, at) for at in places]
    deals: dict[str, Money] = {}
    for deal in (deal for off in offs for deal in off.deals):
        deals[deal.name] = deals.get(deal.name, 0) + deal.amount
    told = tuple(Off(OffBy.RULE, amount, name) for name, amount in deals.items())
    return LineOffs(told, sum(off.left for off in offs), sum(off.by_hand for off in offs))


def off_below(priced: PricedOrder) -> tuple[Off, ...]:
    """All that the lines themselves do not show, in the order in which it was taken off."""
    on_lines = _on_lines(priced)
    offs = [
        Off(OffBy.CHOICE if reduction.source in CHOSEN else OffBy.RULE, reduction.total, reduction.name)
        for reduction in priced.reductions if reduction not in on_lines
    ]  # fmt: skip
    if by_hand := priced.order_by_hand:
        offs.append(Off(OffBy.HAND, by_hand))
    if priced.points:
        offs.append(Off(OffBy.POINTS, priced.points_value))
    return tuple(offs)


def subtotal(priced: PricedOrder) -> Money:
    """What the lines come to as they are shown, before what is taken off below them."""
    return priced.due + _together(off_below(priced))


def at_most(offs: Sequence[Off], most: int) -> tuple[Off, ...]:
    """No more than `most` of them: those beyond it together are the last one."""
    if len(offs) <= most:
        return tuple(offs)
    rest = offs[most - 1 :]
    return (*offs[: most - 1], Off(OffBy.REST, _together(rest), count=len(rest)))


def _on_lines(priced: PricedOrder) -> list[Reduction]:
    """What came by itself and is taken off lines."""
    wide = {(deal.source, deal.id) for deal in priced.deals if deal.is_on_order}
    return [each for each in priced.reductions if each.source not in CHOSEN and (each.source, each.id) not in wide]


def _together(offs: Sequence[Off]) -> Money:
    return sum(off.amount for off in offs)
