"""Who may do what: roles and the limits of discounts by hand."""

from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.rates import WHOLE, Percent
from pos_desktop.selling.order import Discount
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


RIGHTS = {
    Role.CASHIER: Rights(discount=1_000),
    Role.MANAGER: Rights(discount=WHOLE, import_files=True),
    Role.OWNER: Rights(discount=WHOLE, import_files=True, opening_points=True),
}


def check_discounts(priced: PricedOrder, role: Role) -> None:
    """Refuse discounts by hand above the role's limit, on any line and on the whole order.

    Raises:
        Rejected: NOT_ALLOWED with `most` in hundredths of a percent and `amount`, the most in money.
    """
    most = RIGHTS[role].discount
    left = sum(line.gross - line.line_discount for line in priced.lines)
    asked = [*((line.line.discount, line.gross) for line in priced.lines), (priced.order.discount, left)]
    # Half up to the đồng may carry honest percents half a đồng over on each line.
    over = priced.discount * WHOLE > priced.goods * most + len(priced.lines) * WHOLE
    too_much = [of for discount, of in asked if _asks_more(discount, of, most)]
    if over or too_much:
        limited = too_much[0] if too_much else priced.goods
        raise Rejected(Code.NOT_ALLOWED, right="discount", most=most, amount=limited * most // WHOLE)


def _asks_more(discount: Discount | None, of: Money, most: Percent) -> bool:
    if discount is None:
        return False
    if discount.percent is not None:
        return discount.percent > most
    return min(discount.amount or 0, of) * WHOLE > of * most
