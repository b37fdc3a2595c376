"""Operation and row ids: time-ordered UUIDs (version 7), made by the till before anything is sent.

Source: RFC 9562, section 5.7. An id is 32 lower-case hexadecimal digits.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from random import Random
from threading import Lock
from typing import Protocol

Id = str


class IdSource(Protocol):
    """Makes ids that sort by the order of their making, as long as the clock is not set back."""

    def __call__(self) -> Id: ...


def compose(milliseconds: int, random_bits: int) -> Id:
    """Lay out a version 7 UUID from a Unix time in milliseconds and 74 random bits."""
    high = (milliseconds & (1 << 48) - 1) << 80
    version, variant = 0x7 << 76, 0b10 << 62
    return f"{high | version | (random_bits >> 62 & 0xFFF) << 64 | variant | random_bits & (1 << 62) - 1:032x}"


def ids_by(now: Callable[[], datetime]) -> IdSource:
    """Ids from the given clock and the machine's randomness."""
    return _rising(now, secrets.randbits)


def seeded_ids(now: Callable[[], datetime], seed: int) -> IdSource:
    """Repeatable ids, for the sample shop and for tests alone."""
    return _rising(now, Random(seed).getrandbits)


def _rising(now: Callable[[], datetime], bits: Callable[[int], int]) -> IdSource:
    """Ids that rise within a millisecond too, by random steps (RFC 9562, 6.2, method 2), so that rows written in one
    transaction can be read in the order of their writing.
    """
    lock, last = Lock(), (-1, 0)

    def make() -> Id:
        nonlocal last
        at = _milliseconds(now())
        with lock:
            last = at, last[1] + 1 + bits(32) if at == last[0] else bits(73)
            return compose(*last)

    return make


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
