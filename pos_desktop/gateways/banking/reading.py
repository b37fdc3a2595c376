"""Reads amounts and times out of what banks answer; what is no such thing is garbled."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from pos_desktop.core.clock import DEFAULT_ZONE, zone
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.core.money import MOST_MONEY, Money

MOST_TEXT = 400


def garbled() -> EnvironmentProblem:
    """The answer is not what it should be."""
    return EnvironmentProblem(Trouble.BANK_GARBLED)


def money(value: Any) -> Money:
    """Whole đồng out of 50000, 50000.00 or "50000.00"; BANK_GARBLED."""
    try:
        amount = Decimal(str(value)) if not isinstance(value, bool) and value is not None else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or abs(amount) > MOST_MONEY or amount != amount.to_integral_value():
        raise garbled()
    return int(amount)


def moment(value: Any) -> datetime:
    """A time as banks of Vietnam write it, in UTC; BANK_GARBLED."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise garbled() from error
    return (at if at.tzinfo else at.replace(tzinfo=zone(DEFAULT_ZONE))).astimezone(UTC)


def words(value: Any) -> str:
    """A text, as long as texts of banks are."""
    return str(value or "").replace("\0", "")[:MOST_TEXT]


def rows(value: Any) -> list[dict[str, Any]]:
    """A list of objects; BANK_GARBLED."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise garbled()
    return value
