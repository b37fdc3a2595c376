"""Who may do what: roles, the rights they bring, and the limits of discounts by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE, Percent, half_up
from pos_desktop.selling.lines import Discount
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import PricedOrder


class Role(StrEnum):
    """What a person is in the shop."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    OWNER = "owner"
    ACCOUNTANT = "accountant"


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do, and how far; a role brings them, single ones may be set for a person."""

    sell: bool = False
    """May ring up orders, take payment, look members up and enrol them."""
    discount: Percent = 0
    """The most that they may take off by hand, of a line or of an order, in hundredths of a percent."""
    price: bool = False
    """May sell an item at another price than its own."""
    refund: bool = False
    """May give money back and void sales."""
    refund_most: Money | None = None
    """The most that one document may give back; None is any amount."""
    drawer: bool = False
    """May open the drawer without a sale, pay in and out, and drop cash to the safe."""
    shift: bool = False
    """May open a shift, take it over, count and close it."""
    variance_most: Money | None = 0
    """The most that a count may differ from the books before another has to approve the closing; None is any."""
    points: bool = False
    """May adjust, reinstate and extend points, move a sale to another member, attach one late."""
    points_most: int | None = None
    """The most points of one adjustment; None is any number."""
    members: bool = False
    """May merge members, set tiers by hand, keep household cards."""
    phones: bool = False
    """Sees whole phone numbers."""
    erase: bool = False
    """May erase what is known of a member."""
    programme: bool = False
    """May change the loyalty programme."""
    reports: bool = False
    """May read reports."""
    journal: bool = False
    """May read the journal and prove the books."""
    export: bool = False
    """May take rows out of the shop, and back the shop up."""
    restore: bool = False
    """May put a backup in the place of the shop."""
    import_files: bool = False
    opening_points: bool = False
    """May credit the points that members bring from another program."""
    people: bool = False
    """May take people on, set their rights and PINs."""
    settings: bool = False
    """May change what the shop is and how it sells."""
    catalogue: bool = False
    """May change what is sold, its prices, options, combos, price lists and tables."""
    stock: bool = False
    """May receive, count, adjust and write off goods, and order them."""
    unsend: bool = False
    """May cancel what the kitchen was told of."""
    transfers: bool = False
    """May say that a transfer arrived where no bank tells of it."""
    credit: bool = False
    """May sell on credit, and set how much a member may owe."""
    alone: bool = False
    """Needs no second person for an adjustment above the programme's limits."""


_CASHIER = Rights(sell=True, discount=1_000, shift=True, variance_most=50_000, transfers=True)
_SUPERVISOR = replace(
    _CASHIER, discount=2_000, price=True, refund=True, refund_most=500_000, drawer=True, variance_most=200_000,
    unsend=True,
)  # fmt: skip
_MANAGER = replace(
    _SUPERVISOR, discount=WHOLE, refund_most=None, variance_most=None, points=True, members=True, phones=True,
    erase=True, programme=True, reports=True, journal=True, export=True, import_files=True, people=True, settings=True,
    catalogue=True, stock=True, credit=True,
)  # fmt: skip
RIGHTS = {
    Role.CASHIER: _CASHIER,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.MANAGER: _MANAGER,
    Role.OWNER: replace(_MANAGER, opening_points=True, restore=True, alone=True),
    Role.ACCOUNTANT: Rights(reports=True, journal=True, export=True),
}
"""What each role brings; an accountant only reads."""

LIMITS = {"discount": WHOLE, "refund_most": MOST_MONEY, "variance_most": MOST_MONEY, "points_most": MOST_MONEY}
"""Rights that are amounts, with the largest of each."""
UNLIMITED = ("refund_most", "variance_most", "points_most")
"""Amounts that may be None: without a limit."""


def rights_of(role: Role, own: Mapping[str, Any]) -> Rights:
    """A role's rights with those that were set for one person.

    Raises:
        Rejected: BAD_RIGHT, with its `right`, for one that there is not or that has no such value.
    """
    for right, value in own.items():
        if not _fits(right, value):
            raise Rejected(Code.BAD_RIGHT, right=str(right)[:40])
    return replace(RIGHTS[role], **own)


def _fits(right: str, value: object) -> bool:
    if right in LIMITS:
        is_open = value is None and right in UNLIMITED
        return is_open or (type(value) is int and 0 <= value <= LIMITS[right])
    return right in Rights.__dataclass_fields__ and isinstance(value, bool)


_LIMITS_OF = {"refund": "refund_most", "variance": "variance_most", "points": "points_most"}
_GRANTED_BY = {"variance": "shift"}


def may(rights: Rights, right: str, amount: int | None = None) -> bool:
    """Whether these rights hold `right`, and `amount` of it where one is asked.

    A `discount` is an amount by itself, in hundredths of a percent; a `variance` (₫) is for who has the right `shift`.
    """
    if right == "discount":
        return rights.discount >= (1 if amount is None else amount)
    if not getattr(rights, _GRANTED_BY.get(right, right)):
        return False
    most = getattr(rights, _LIMITS_OF[right]) if right in _LIMITS_OF else None
    return amount is None or most is None or amount <= most


def beyond(rights: Rights, giver: Rights) -> frozenset[str]:
    """Names of those of `rights` that `giver` does not have, or not as far."""
    return frozenset(name for name in Rights.__dataclass_fields__
                     if _is_more(name, getattr(rights, name), getattr(giver, name)))  # fmt: skip


def _is_more(name: str, value: int | None, than: int | None) -> bool:
    if name in UNLIMITED and (value is None or than is None):
        return value is None and than is not None
    return int(value or 0) > int(than or 0)


def check_discounts(priced: PricedOrder, most: Percent) -> None:
    """Refuse discounts by hand above a person's limit, in hundredths of a percent, on any line and on the whole order.

    Each is measured against what the deals left of it; deals themselves are nobody's discount.

    Raises:
        Rejected: NOT_ALLOWED with `most` in hundredths of a percent and `amount`, the most in money.
    """
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


def is_repriced(order: Order) -> bool:
    """Whether a person wrote another price than an item's own on any line."""
    return any(line.list_price is not None for line in order.lines)


def price_cut(order: Order) -> Money:
    """How much less an order comes to by prices that a person wrote; what is sold dearer makes up for nothing."""
    written = (line for line in order.lines if line.list_price is not None)
    return sum(max(0, half_up((line.list_price or 0) * line.qty, ONE) - half_up(line.unit_price * line.qty, ONE))
               for line in written)  # fmt: skip


def percent_asked(priced: PricedOrder) -> Percent:
    """The least limit, in hundredths of a percent, that `check_discounts` takes this order with."""
    low, high = 0, WHOLE
    while low < high:
        middle = (low + high) // 2
        try:
            check_discounts(priced, middle)
        except Rejected:
            low = middle + 1
        else:
            high = middle
    return low


def _asks_more(discount: Discount | None, of: Money, most: Percent) -> bool:
    if discount is None:
        return False
    if discount.percent is not None:
        return discount.percent > most
    return min(discount.amount or 0, of) * WHOLE > of * most
