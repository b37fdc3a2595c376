"""The only place that rounds money and shares it out."""

import re
from collections.abc import Sequence

from pos_desktop.core.errors import Code, Rejected

Percent = int
"""Hundredths of a percent: 12.5 % is 1250."""

WHOLE: Percent = 10_000

_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?%", re.ASCII)


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round half away from zero, so that a refund mirrors its sale.

    >>> half_up(5, 2), half_up(-5, 2)
    (3, -3)
    """
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator)))


def percent_of(amount: int, percent: Percent) -> int:
    """Take `percent` of `amount`, half up to the đồng."""
    return half_up(amount * percent, WHOLE)


def share(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split `total` by `weights` with the largest remainder; ties go to the earlier one.

    Weights are not negative; when all are zero nothing can be shared and `total` must be 0.

    >>> share(100_000, (1, 1, 1))
    (33334, 33333, 33333)
    """
    whole = sum(weights)
    if whole == 0:
        if total:
            raise ValueError("cannot share over nothing")
        return tuple(0 for _ in weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return tuple(parts)


def parse_percent(text: str) -> Percent:
    """Read `10%` or `12.5%` (at most two decimals, at most 100).

    Raises:
        Rejected: INVALID_AMOUNT for anything else, zero included.
    """
    match = _PERCENT.fullmatch(text)
    percent = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else 0
    if not 0 < percent <= WHOLE:
        raise Rejected(Code.INVALID_AMOUNT)
    return percent
