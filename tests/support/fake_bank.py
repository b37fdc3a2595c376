"""A bank on this machine that tells of transfers as SePay and a payOS relay do, late, twice, wrong or never."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pos_desktop.gateways.banking.payos import sign

TOKEN = "token-of-the-shop"
CHECKSUM = "1a54716c8f0efb2744fb28b6e38b25da7f67a925d98bc1c18bd8faaecadd7675"
"""payOS's published example key."""


class FakeBank:
    """What it tells; `asked` are the questions that came. `body` replaces every answer, `hangs` holds it back."""

    def __init__(self) -> None:
        self.transfers: list[dict[str, Any]] = []
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        self.status, self.body, self.key = 200, b"", CHECKSUM
        self.hangs = threading.Event()
        self.hangs.set()
        self.address = ""

    def pay(self, amount: int, content: str, *, reference: str = "", at: str = "2026-03-02 09:00:00") -> None:
        """Somebody pays."""
        self.transfers.append({"id": reference or f"tx-{len(self.transfers) + 1}", "transaction_date": at,
                               "transfer_type": "in", "amount_in": amount, "amount_out": 0,
                               "transaction_content": content, "reference_number": "FT1", "code": None})  # fmt: skip

    def answer(self, path: str) -> bytes:
        """The answer to one question."""
        if self.body:
            return self.body
        if path.endswith("/transactions"):
            return json.dumps({"status": "success", "data": self.transfers}).encode()
        return json.dumps({"events": [self._call(row) for row in self.transfers]}).encode()

    def _call(self, row: dict[str, Any]) -> dict[str, Any]:
        told = {"orderCode": 1, "amount": row["amount_in"], "description": row["transaction_content"],
                "reference": row["id"], "transactionDateTime": row["transaction_date"], "desc": "Thành công",
                "counterAccountName": None}  # fmt: skip
        return {"code": "00", "data": told, "signature": sign(told, self.key)}


@contextmanager
def fake_bank() -> Iterator[FakeBank]:
    """A bank that listens on loopback."""
    bank = FakeBank()

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            bank.asked.append((parts.path, parse_qs(parts.query), self.headers.get("Authorization", "")))
            bank.hangs.wait(10)
            raw = bank.answer(parts.path)
            self.send_response(bank.status)
            if bank.status in (301, 302):
                self.send_header("Location", f"http://127.0.0.1:{server.server_port}/elsewhere")
            self.send_header("Content-Length", str(len(raw)))
            with suppress(ConnectionError):  # who grew tired of waiting hears nothing
                self.end_headers()
                self.wfile.write(raw)

        def log_message(self, *_args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    server.daemon_threads = True
    bank.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield bank
    finally:
        bank.hangs.set()
        server.shutdown()
        server.server_close()
        thread.join()
