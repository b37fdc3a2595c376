"""Who may do what: roles and the limits of discounts by hand."""

from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.rates import WHOLE, Percent
from pos_desktop.selling.lines import Discount
from pos_desktop.selling.pricing import PricedOrder


class Role(StrEnum):
    """What a person is in the shop."""

    CASHIER = "cashier"
    MANAGER = "manager"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Rights:
    """Limits of a role; `discount` is the most that it may take off by hand."""

    discount: Percent
    import_files: bool = False
    opening_points: bool = False
    """May credit the points that members bring from another program."""
    refund: bool = False
    """May give money back and void sales."""
    points: bool = False
    """May adjust, reinstate and extend points, move a sale to another member, attach one late."""
    members: bool = False
    """May merge members, set tiers by hand, keep household cards."""
    programme: bool = False
    """May change the loyalty programme."""
    alone: bool = False
    """Needs no second person for an adjustment above the programme's limits."""


RIGHTS = {
    Role.CASHIER: Rights(discount=1_000),
    Role.MANAGER: Rights(discount=WHOLE, import_files=True, refund=True, points=True, members=True, programme=True),
    Role.OWNER: Rights(
        discount=WHOLE,
        import_files=True,
        opening_points=True,
        refund=True,
        points=True,
        members=True,
        programme=True,
        alone=True,
    ),
}


def check_discounts(priced: PricedOrder, role: Role) -> None:
    """Refuse discounts by hand above the role's limit, on any line and on the whole order.

    Each is measured against what the deals left of it; deals themselves are nobody's discount.

    Raises:
        Rejected: NOT_ALLOWED with `most` in hundredths of a percent and `amount`, the most in money.
    """
    most = RIGHTS[role].discount
    of_lines = [line.gross - line.line_discount + line.line_by_hand for line in priced.lines]
    of_order = sum(line.gross - line.discount + line.order_by_hand for line in priced.lines if line.is_goods)
    asked = [
        *zip((line.line.discount for line in priced.lines), of_lines, strict=True),
        (priced.order.discount, of_order),
    ]
    # Half up to the đồng may carry honest percents half a đồng over on each line.
    over = priced.by_hand * WHOLE > sum(of_lines) * most + len(priced.lines) * WHOLE
    too_much = [of for discount, of in asked if _asks_more(discount, of, most)]
    if over or too_much:
        limited = too_much[0] if too_much else sum(of_lines)
        raise Rejected(Code.NOT_ALLOWED, right="discount", most=most, amount=limited * most // WHOLE)


def _asks_more(discount: Discount | None, of: Money, most: Percent) -> bool:
    if discount is None:
        return False
    if discount.percent is not None:
        return discount.percent > most
    return min(discount.amount or 0, of) * WHOLE > of * most
