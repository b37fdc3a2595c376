"""payOS by way of the shop's own relay: it keeps payOS's signed calls, and the till fetches and checks them."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pos_desktop.gateways.banking.asking import TIMEOUT, get_json
from pos_desktop.gateways.banking.port import Incoming
from pos_desktop.gateways.banking.reading import garbled, moment, money, rows, words


class PayOs:
    """Asks the relay at `address`; `key` is the checksum key that payOS gave the shop."""

    def __init__(self, key: str, address: str, timeout: float = TIMEOUT) -> None:
        self._key, self._address, self._timeout = key, address, timeout

    def incoming(self, since: datetime) -> tuple[Incoming, ...]:
        """What arrived since then, oldest first; a call whose signature is not payOS's is no call."""
        query = {"since": since.astimezone(UTC).isoformat(timespec="seconds")}
        answer = get_json(self._address, query, {}, self._timeout)
        if not isinstance(answer, dict):
            raise garbled()
        signed = [call["data"] for call in rows(answer.get("events")) if is_signed(call, self._key)]
        found = {one.reference: one for one in map(_incoming, signed)}
        return tuple(sorted(found.values(), key=lambda one: (one.paid_at, one.reference)))


def is_signed(call: Mapping[str, Any], key: str) -> bool:
    """Whether a call holds data that payOS signed for the holder of `key`."""
    signature, told = call.get("signature"), call.get("data")
    if not isinstance(signature, str) or not isinstance(told, dict):
        return False
    return hmac.compare_digest(sign(told, key).encode(), signature.lower().encode())


def sign(told: Mapping[str, Any], key: str) -> str:
    """HMAC-SHA256 over `name=value` of each, sorted by name and joined with &; nothing stands for null."""
    text = "&".join(f"{name}={'' if told[name] is None else told[name]}" for name in sorted(told))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def _incoming(told: dict[str, Any]) -> Incoming:
    reference, amount = words(told.get("reference")), money(told.get("amount"))
    if not reference or amount <= 0:
        raise garbled()
    return Incoming(reference, amount, words(told.get("description")), moment(told.get("transactionDateTime")))
