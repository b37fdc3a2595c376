"""Operation and row ids: time-ordered UUIDs (version 7), made by the till before anything is sent.

Source: RFC 9562, section 5.7. An id is 32 lower-case hexadecimal digits.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Protocol

Id = str


class IdSource(Protocol):
    """Makes ids that sort by the time of their making."""

    def __call__(self) -> Id: ...


def compose(milliseconds: int, random_bits: int) -> Id:
    """Lay out a version 7 UUID from a Unix time in milliseconds and 74 random bits."""
    high = (milliseconds & (1 << 48) - 1) << 80
    version, variant = 0x7 << 76, 0b10 << 62
    return f"{high | version | (random_bits >> 62 & 0xFFF) << 64 | variant | random_bits & (1 << 62) - 1:032x}"


def ids_by(now: Callable[[], datetime]) -> IdSource:
    """Ids from the given clock and the machine's randomness."""
    return lambda: compose(_milliseconds(now()), secrets.randbits(74))


def seeded_ids(now: Callable[[], datetime], seed: int) -> IdSource:
    """Repeatable ids, for the sample shop and for tests alone."""
    random = Random(seed)
    return lambda: compose(_milliseconds(now()), random.getrandbits(74))


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
