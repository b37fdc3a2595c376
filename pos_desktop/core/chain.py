"""The journal's keyed hash chain: each row's MAC covers the row and the MAC before it.

Canonical form: the fields joined by U+001F, in the order of `ChainedRow`; MAC = HMAC-SHA256 in hexadecimal.
"""

import hmac
from dataclasses import dataclass

GENESIS = "0" * 64
"""What stands for the MAC before the first row."""
UNIT = "\x1f"
"""Between the fields of a row."""


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
    fields = (previous, row.register_id, row.seq, row.at, row.staff_id, row.kind, row.subject_id, row.body)
    return mac_of(key, UNIT.join(fields).encode())


def mac_of(key: bytes, text: bytes) -> str:
    """MAC of fields that are joined already, the MAC before them first."""
    return hmac.digest(key, text, "sha256").hex()
