"""Who can tell a shop of its transfers, and the banks that a shop can have its account with."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pos_desktop.gateways.banking.payos import PayOs
from pos_desktop.gateways.banking.port import Bank
from pos_desktop.gateways.banking.sepay import SePay

_BANKS = Path(__file__).resolve().parents[3] / "assets" / "banks" / "banks.json"


class Teller(StrEnum):
    """Who tells that money arrived; `MANUAL` is the cashier who looked."""

    MANUAL = "manual"
    SEPAY = "sepay"
    PAYOS = "payos"


@dataclass(frozen=True, slots=True)
class KnownBank:
    """A bank of Vietnam: `bin` are the six digits that VietQR names it by."""

    bin: str
    code: str
    name: str


@lru_cache(maxsize=1)
def known_banks() -> tuple[KnownBank, ...]:
    """Every bank of the list, the largest first."""
    return tuple(KnownBank(**row) for row in json.loads(_BANKS.read_text(encoding="utf-8")))


def teller_of(teller: Teller, token: str, address: str) -> Bank | None:
    """The one to be asked; None where nobody can be: no token, no relay, or by hand."""
    if teller is Teller.SEPAY and token:
        return SePay(token, address)
    if teller is Teller.PAYOS and token and address:
        return PayOs(token, address)
    return None
