"""SePay: polled for what arrived on the accounts that the shop has linked there."""

from datetime import datetime
from typing import Any

from pos_desktop.core.clock import DEFAULT_ZONE, zone
from pos_desktop.gateways.banking.asking import TIMEOUT, get_json
from pos_desktop.gateways.banking.port import Incoming
from pos_desktop.gateways.banking.reading import garbled, moment, money, rows, words

ADDRESS = "https://userapi.sepay.vn/v2"
_PAGE, _MOST_PAGES = 100, 5


class SePay:
    """Asks with a token; `address` is where its API lies."""

    def __init__(self, token: str, address: str = "", timeout: float = TIMEOUT) -> None:
        self._token, self._address, self._timeout = token, (address or ADDRESS).rstrip("/"), timeout

    def incoming(self, since: datetime) -> tuple[Incoming, ...]:
        """What arrived since then, oldest first."""
        found: dict[str, Incoming] = {}
        for page in range(1, _MOST_PAGES + 1):
            answer = self._ask(since, page)
            told = rows(answer.get("data", answer.get("transactions")))
            found.update((one.reference, one) for row in told if (one := _incoming(row)))
            if len(told) < _PAGE:
                break
        return tuple(sorted(found.values(), key=lambda one: (one.paid_at, one.reference)))

    def _ask(self, since: datetime, page: int) -> dict[str, Any]:
        local = since.astimezone(zone(DEFAULT_ZONE)).strftime("%Y-%m-%d %H:%M:%S")
        query = {"transfer_type": "in", "transaction_date_from": local, "per_page": str(_PAGE), "page": str(page)}
        headers = {"Authorization": f"Bearer {self._token}"}
        answer = get_json(f"{self._address}/transactions", query, headers, self._timeout)
        if not isinstance(answer, dict):
            raise garbled()
        return answer


def _incoming(row: dict[str, Any]) -> Incoming | None:
    """The transfer of a row; None for money that left."""
    if row.get("transfer_type", "in") != "in" or not (amount := money(row.get("amount_in", 0))):
        return None
    reference = words(row.get("id") or row.get("reference_number"))
    if not reference:
        raise garbled()
    return Incoming(reference, amount, words(row.get("transaction_content")), moment(row.get("transaction_date")))
