"""Money is a whole number of đồng; this module reads it from text and bounds it."""

import re

from pos_desktop.core.errors import Code, Rejected

Money = int
"""Whole đồng (VND has no decimals). Negative only for money that goes back."""

MOST_MONEY = 999_999_999_999
"""No single amount of a shop reaches a thousand milliard đồng; more is a slip of the keyboard."""

_DIGITS = re.compile(r"[0-9]{1,12}", re.ASCII)
_GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){1,3}|[0-9]{1,3}(,[0-9]{3}){1,3}", re.ASCII)


def parse_money(text: str) -> Money:
    """Read plain ASCII digits as đồng.

    Raises:
        Rejected: INVALID_AMOUNT for signs, decimals, blanks, other digits or more than twelve places.
    """
    if not _DIGITS.fullmatch(text):
        raise Rejected(Code.INVALID_AMOUNT)
    return int(text)


def parse_grouped_money(text: str) -> Money:
    """Read đồng as people and spreadsheets write them: `29000`, `29.000`, `29,000`, `29000.0`."""
    compact = text.strip().removesuffix("₫").removesuffix("đ").strip()
    if _GROUPED.fullmatch(compact):
        return int(compact.replace(".", "").replace(",", ""))
    return parse_money(compact.removesuffix(".0"))


def positive(amount: Money) -> Money:
    """Return `amount` if it is a sum that somebody can hand over; INVALID_AMOUNT otherwise."""
    if not 0 < amount <= MOST_MONEY:
        raise Rejected(Code.INVALID_AMOUNT)
    return amount
