"""A tiny language of orders: `3 x PHỞ @ 100000 -10%; off 5%; member Lan by card; redeem 60; cash 500000`.

A line is a quantity, `x`, a name, and then, in this order and each if wanted: `@ price`, `vat group`, `-discount`,
`no points`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from pos_desktop.core.quantity import is_whole, parse_quantity
from pos_desktop.core.rates import parse_percent
from pos_desktop.core.text import fold
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.order import Discount, Identified, Order, OrderType, Redeem
from pos_desktop.selling.tax import STANDARD
from pos_desktop.selling.tenders import Tender, TenderKind

OPENED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Nine in the morning in Việt Nam, on a Monday."""

_LINE = re.compile(
    r"(?P<qty>[0-9.,]+) x (?P<name>.+?)(?: @ (?P<price>[0-9]+))?(?: vat (?P<vat>\w+))?"
    r"(?: -(?P<off>[0-9.]+%?))?(?P<plain> no points)?"
)
_TENDERS = {
    "cash": TenderKind.CASH, "card": TenderKind.CARD, "bank": TenderKind.BANK_QR, "ewallet": TenderKind.EWALLET,
}  # fmt: skip


@dataclass
class Wanted:
    """What a text asks for."""

    lines: list[dict[str, str | None]]
    member: str = ""
    identified: Identified = Identified.SEARCH
    redeem: int | Redeem | None = None
    discount: Discount | None = None
    tenders: tuple[Tender, ...] | None = None
    seller: str = ""
    rewards: tuple[str, ...] = ()
    order_type: OrderType | None = None


def parse(text: str) -> Wanted:
    """Read an order's text."""
    wanted = Wanted([])
    for clause in filter(None, (part.strip() for part in text.split(";"))):
        if line := _LINE.fullmatch(clause):
            wanted.lines.append(line.groupdict())
        else:
            _read(wanted, *clause.split(" ", 1))
    return wanted


def _read(wanted: Wanted, word: str, rest: str) -> None:
    if word == "member":
        wanted.member, _, proof = rest.partition(" by ")
        wanted.identified = Identified(proof or "search")
    elif word == "redeem":
        wanted.redeem = Redeem(rest) if rest in ("max", "rest") else int(rest)
    elif word == "off":
        wanted.discount = discount(rest)
    elif word == "reward":
        wanted.rewards = (*wanted.rewards, rest)
    elif word == "type":
        wanted.order_type = OrderType(rest)
    elif word == "by":
        wanted.seller = rest
    else:
        wanted.tenders = (*(wanted.tenders or ()), Tender(_TENDERS[word], int(rest)))


def discount(text: str | None) -> Discount | None:
    """`10%` or `5000`."""
    if not text:
        return None
    return Discount(percent=parse_percent(text)) if text.endswith("%") else Discount(amount=int(text))


def item_of(line: dict[str, str | None]) -> Item:
    """An item as a line tells it, sold by weight when the quantity is no whole number."""
    name, qty = line["name"] or "", parse_quantity(line["qty"] or "")
    return Item(
        id=f"item-{fold(name)}", sku=sku_of(name), name=name, price=int(line["price"] or 0),
        vat_group=line["vat"] or STANDARD, by_weight=not is_whole(qty), earns_points=not line["plain"],
    )  # fmt: skip


def sku_of(name: str) -> str:
    """The SKU that the language gives a name."""
    return fold(name).upper().replace(" ", "-")


def with_line(order: Order, item: Item, line: dict[str, str | None]) -> Order:
    """Add one line of the language to an order, on a line of its own."""
    longer = order.add(item, parse_quantity(line["qty"] or ""), merge=False)
    return longer.with_line_discount(longer.lines[-1].key, discount(line["off"]))


def order(text: str) -> Order:
    """A pure order, without any shop; a member's name is its account."""
    wanted = parse(text)
    made = Order("order-1", OPENED)
    for line in wanted.lines:
        made = with_line(made, item_of(line), line)
    if wanted.member:
        made = made.with_member(wanted.member, wanted.identified)
    return made.with_discount(wanted.discount).redeeming(wanted.redeem)
