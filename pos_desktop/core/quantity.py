"""Quantities are exact thousandths, so that 0,350 kg needs no float."""

import re

from pos_desktop.core.errors import Code, Rejected

Quantity = int
"""Thousandths of the item's unit: 1000 is one cup, 350 is 350 g of an item sold by the kilogram."""

ONE: Quantity = 1000
MOST_QUANTITY: Quantity = 100_000 * ONE

_EXACT = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,3}))?", re.ASCII)


def parse_quantity(text: str) -> Quantity:
    """Read `2`, `0.35` or `0,350`.

    Raises:
        Rejected: INVALID_QUANTITY for zero, signs, more than three decimals or a million.
    """
    match = _EXACT.fullmatch(text)
    if not match:
        raise Rejected(Code.INVALID_QUANTITY)
    return checked(int(match[1]) * ONE + int((match[2] or "").ljust(3, "0")))


def checked(qty: Quantity) -> Quantity:
    """Return `qty` if it can be sold; INVALID_QUANTITY otherwise."""
    if not 0 < qty <= MOST_QUANTITY:
        raise Rejected(Code.INVALID_QUANTITY)
    return qty


def is_whole(qty: Quantity) -> bool:
    """Tell whether `qty` counts pieces rather than weight."""
    return qty % ONE == 0


def plain(qty: Quantity) -> str:
    """Write `qty` for machines: `2`, `0.35`."""
    sign = "-" if qty < 0 else ""
    whole, rest = divmod(abs(qty), ONE)
    return f"{sign}{whole}" + (f".{rest:03d}".rstrip("0") if rest else "")
