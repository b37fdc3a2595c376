"""The journal's keyed hash chain: each row's MAC covers the row and the MAC before it.

Canonical form: the fields joined by U+001F, in the order of `ChainedRow`; MAC = HMAC-SHA256 in hexadecimal.
"""

import hashlib
import hmac
from dataclasses import astuple, dataclass

GENESIS = "0" * 64
"""What stands for the MAC before the first row."""


@dataclass(frozen=True, slots=True)
class ChainedRow:
    """What the chain covers of one journal row; all text."""

    register_id: str
    seq: str
    at: str
    staff_id: str
    kind: str
    subject_id: str
    body: str


def mac(key: bytes, previous: str, row: ChainedRow) -> str:
    """MAC of a row after `previous`."""
    text = "\x1f".join((previous, *astuple(row)))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
