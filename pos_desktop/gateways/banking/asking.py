"""Asks a web address for JSON within limits: certificates are checked, nothing is followed elsewhere, no floats."""

import json
import ssl
from collections.abc import Mapping
from decimal import Decimal
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

from pos_desktop.core.errors import EnvironmentProblem, Trouble

TIMEOUT = 5.0
"""Seconds that the other end may be silent."""
MOST_BYTES = 1_000_000
_NEAR = ("127.0.0.1", "localhost", "::1")
_NOT_TAKEN = (401, 403)


class _Stay(HTTPRedirectHandler):
    """A token is not carried to another address."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def is_safe(address: str) -> bool:
    """Whether secrets may be sent there: over TLS, or to this very machine."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _NEAR)
        )
    except ValueError:
        return False


def get_json(address: str, query: Mapping[str, str], headers: Mapping[str, str], timeout: float = TIMEOUT) -> Any:
    """The answer as plain values, fractions as `Decimal`.

    Raises:
        EnvironmentProblem: BANK_UNREACHABLE, BANK_REFUSED, BANK_GARBLED.
    """
    if not is_safe(address):
        raise EnvironmentProblem(Trouble.BANK_REFUSED, retry=False)
    request = Request(f"{address}?{urlencode(query)}", headers={**headers, "Accept": "application/json"})
    try:
        with _opener(address).open(request, timeout=timeout) as answer:
            raw = answer.read(MOST_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise _refused(error.code) from None
    except (OSError, HTTPException, ValueError) as error:
        raise EnvironmentProblem(Trouble.BANK_UNREACHABLE) from error
    return _plain(raw)


def _opener(address: str) -> OpenerDirector:
    near = (ProxyHandler({}),) if urlsplit(address).hostname in _NEAR else ()
    return build_opener(_Stay, HTTPSHandler(context=ssl.create_default_context()), *near)


def _refused(status: int) -> EnvironmentProblem:
    if status in _NOT_TAKEN:
        return EnvironmentProblem(Trouble.BANK_REFUSED, retry=False)
    return EnvironmentProblem(Trouble.BANK_UNREACHABLE, status=status)


def _plain(raw: bytes) -> Any:
    if len(raw) > MOST_BYTES:
        raise EnvironmentProblem(Trouble.BANK_GARBLED)
    try:
        return json.loads(raw, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise EnvironmentProblem(Trouble.BANK_GARBLED) from error
