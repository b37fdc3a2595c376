"""Where paper goes: to its own printer, or to another one when not a byte of it has left for its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from printing.devices.alone import device_of, open_alone
from printing.devices.named import Named
from printing.devices.profiles import PrinterProfile
from printing.devices.spool import JobState, Limits, Outcome, Reason, send

AWAY_FOR = timedelta(seconds=30)
"""How long a printer that nobody could reach is spared: each try costs a cashier the limit for connecting."""

Payload = Callable[[PrinterProfile, bool], bytes]
"""Renders the paper for a printer; True where it is not the one that the paper was meant for."""

_FAR = (Reason.UNREACHABLE, Reason.LINE_LOST)


class Route:
    """One worker's way to its printer and to the `fallback`, with what it has learned of both."""

    def __init__(self, own: Named, fallback: Named | None, limits: Limits, now: Callable[[], datetime]) -> None:
        self._own = _Door(own, limits)
        self._now = now
        self._fallback: _Door | None = None
        if fallback is not None and device_of(fallback.uri) != device_of(own.uri):
            self._fallback = _Door(fallback, limits)
        self._away_since: datetime | None = None

    def send(self, payload: Payload, *, may_move: bool) -> Outcome:
        """Send once; where `may_move`, what its own printer did not take goes to the fallback at once.

        Nothing is handed on of which a byte may have left. NOT_SENT has the reason of its own printer.
        """
        if self._fallback is None or not may_move:
            return self._to_own(payload)
        if self._is_away():
            outcome = self._to_fallback(self._fallback, payload, Reason.UNREACHABLE)
            return outcome if outcome.state is not JobState.NOT_SENT else self._to_own(payload)
        outcome = self._to_own(payload)
        if outcome.state is not JobState.NOT_SENT:
            return outcome
        instead = self._to_fallback(self._fallback, payload, outcome.reason)
        return outcome if instead.state is JobState.NOT_SENT else instead

    def _is_away(self) -> bool:
        # A clock that is set back must not spare it for hours.
        return self._away_since is not None and timedelta(0) <= self._now() - self._away_since < AWAY_FOR

    def _to_own(self, payload: Payload) -> Outcome:
        outcome = self._own.send(payload(self._own.profile, False))
        is_far = outcome.state is JobState.NOT_SENT and outcome.reason in _FAR
        self._away_since = self._now() if is_far else None
        return outcome

    def _to_fallback(self, fallback: "_Door", payload: Payload, why: Reason) -> Outcome:
        return replace(fallback.send(payload(fallback.profile, True)), instead=why)


class _Door:
    """A printer, and what this worker knows of it."""

    def __init__(self, there: Named, limits: Limits) -> None:
        self._uri, self.profile, self._limits = there.uri, there.profile, limits
        self._answered, self._silences = False, 0

    def send(self, payload: bytes) -> Outcome:
        outcome = send(
            lambda: open_alone(self._uri), payload, self.profile,
            answered_before=self._answered, silences=self._silences, limits=self._limits,
        )  # fmt: skip
        self._answered = self._answered or outcome.answered
        if outcome.sent_bytes:
            self._silences = 0 if outcome.answered else self._silences + 1
        return outcome
