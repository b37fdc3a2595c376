"""Prices an order by the pricing page alone, in exact fractions, so that the program has somebody to disagree with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

HALF = Fraction(1, 2)
USUAL_VAT, ALCOHOL_VAT, VAT_5, VAT_0, NO_VAT = "8%", "10%", "5%", "0%", "KCT"
EIGHT_THROUGH = date(2026, 12, 31)


class Refused(Exception):
    """The shop says no; `codes` are the answers that the pages allow, and no code at all means any."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*codes)
        self.codes = frozenset(codes)


@dataclass(frozen=True, slots=True)
class Item:
    """A thing on the shelf as a product file tells it; `price` in đồng, VAT included."""

    sku: str
    barcode: str
    name: str
    price: int
    vat: str
    unit: str = "cái"


@dataclass(slots=True)
class Line:
    """One line while it is being priced; money in đồng."""

    item: Item
    qty: Fraction
    gross: int
    discount: int = 0
    points_share: int = 0
    points: int = 0

    @property
    def amount(self) -> int:
        return self.gross - self.discount - self.points_share


def rhu(exact: Fraction) -> int:
    """Round to the đồng, half away from zero."""
    size = floor(abs(exact) + HALF)
    return size if exact >= 0 else -size


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` by the largest remainder; ties go to the earlier one."""
    whole = sum(weights)
    if whole == 0:
        return [0 for _ in weights]
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [floor(quota) for quota in exact]
    neediest = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in neediest[: total - sum(parts)]:
        parts[place] += 1
    return parts


def rate_of(vat: str, day: date) -> int | None:
    """Percent in force on `day`; None is "not subject"."""
    if vat == USUAL_VAT:
        return 8 if day <= EIGHT_THROUGH else 10
    return {ALCOHOL_VAT: 10, VAT_5: 5, VAT_0: 0, NO_VAT: None}[vat]


def quantity(told: int | str) -> Fraction:
    """Read a quantity; thousandths are the finest."""
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", str(told)) or Fraction(str(told)) == 0:
        raise Refused("INVALID_QUANTITY")
    return Fraction(str(told))


def discount_of(told: int | str | None, left: int, limit: Fraction | None) -> int:
    """What a discount takes from `left`; `limit` is the most that the seller may give, as a part of `left`."""
    if told is None:
        return 0
    taken, part = _by_percent(told, left) if isinstance(told, str) else _by_amount(told, left)
    if limit is not None and part > limit:
        raise Refused("NOT_ALLOWED")
    return taken


def _by_percent(told: str, left: int) -> tuple[int, Fraction]:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?%", told) or Fraction(told[:-1]) > 100:
        raise Refused("INVALID_AMOUNT", "MALFORMED")
    part = Fraction(told[:-1]) / 100
    return rhu(left * part), part


def _by_amount(told: int, left: int) -> tuple[int, Fraction]:
    if told < 0:
        raise Refused("INVALID_AMOUNT")
    taken = min(told, left)
    return taken, Fraction(taken, left) if left else Fraction(0)


def price(
    entries: Sequence[Mapping[str, Any]],
    order_discount: int | str | None,
    shelf: Mapping[str, Item],
    limit: Fraction | None,
) -> list[Line]:
    """Price the lines of a request, after every discount and before points."""
    lines = [_line(entry, shelf, limit) for entry in entries]
    amounts = [line.amount for line in lines]
    for line, part in zip(lines, share(discount_of(order_discount, sum(amounts), limit), amounts), strict=True):
        line.discount += part
    return lines


def _line(entry: Mapping[str, Any], shelf: Mapping[str, Item], limit: Fraction | None) -> Line:
    if entry["code"] not in shelf:
        raise Refused("UNKNOWN_ITEM")
    item, qty = shelf[entry["code"]], quantity(entry["qty"])
    gross = rhu(item.price * qty)
    return Line(item, qty, gross, discount_of(entry.get("discount"), gross, limit))


def pay_with_points(lines: Sequence[Line], points_value: int) -> None:
    """Share what the points pay over the lines, as an order discount is."""
    for line, part in zip(lines, share(points_value, [line.amount for line in lines]), strict=True):
        line.points_share = part


def vat_groups(lines: Sequence[Line], day: date) -> list[dict[str, int | None]]:
    """One entry for each rate in force among the lines; "not subject" stands last."""
    sums: dict[int | None, int] = {}
    for line in lines:
        rate = rate_of(line.item.vat, day)
        sums[rate] = sums.get(rate, 0) + line.amount
    return [_vat(rate, sums[rate]) for rate in sorted(sums, key=lambda rate: (rate is None, rate or 0))]


def _vat(rate: int | None, total: int) -> dict[str, int | None]:
    net = rhu(Fraction(total * 100, 100 + (rate or 0)))
    return {"rate": rate, "net": net, "tax": total - net}


def settle(due: int, tenders: str | Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """What was paid and the change; only cash may be more than what is left."""
    if tenders == "exact":
        return due, 0
    left = due
    for tender in tenders:
        assert isinstance(tender, Mapping)
        if tender["amount"] <= 0:
            raise Refused("INVALID_AMOUNT")
        if tender["type"] != "cash" and tender["amount"] > max(left, 0):
            raise Refused()
        left -= tender["amount"]
    if left > 0:
        raise Refused("UNDERPAID")
    return due - left, -left
