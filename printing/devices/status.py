"""Asks a printer how it is (DLE EOT 1 to 4), with limits of its own, and never takes silence for "ready"."""

import time
from dataclasses import dataclass

from printing.devices.line import Transport
from printing.devices.replies import STOPS, Condition, Replies

__all__ = ["ANSWER_SECONDS", "SILENT", "Condition", "Status", "ask", "quiet"]

ANSWER_SECONDS = 0.5
MOST_STRAY_BYTES = 512


@dataclass(frozen=True, slots=True)
class Status:
    """`condition` in one word; `answered` is True when at least one valid answer came."""

    condition: Condition
    answered: bool

    @property
    def can_print(self) -> bool | None:
        """True or False by the printer's own words, None when it said nothing of use."""
        if self.condition is Condition.UNKNOWN:
            return None
        return self.condition in (Condition.READY, Condition.NEAR_END)


SILENT = Status(Condition.UNKNOWN, answered=False)

_PRINTER, _OFFLINE_CAUSE, _ERROR_CAUSE, _PAPER = 1, 2, 3, 4
_QUESTIONS = (_PRINTER, _OFFLINE_CAUSE, _PAPER)
_IS_OFFLINE = 0x08
_COVER_OPEN, _PAPER_END_STOP, _HAS_ERROR = 0x04, 0x20, 0x40
_CUTTER = 0x08
_NEAR_END, _PAPER_END = 0x0C, 0x60


def ask(transport: Transport, timeout: float = ANSWER_SECONDS, replies: Replies | None = None) -> Status:
    """Return the printer's status; each of the at most four questions waits `timeout` seconds. PrinterCut.

    What it sends by itself (ASB) is trouble or nothing, never "ready": only answers are. `replies` reads the stream
    where somebody read of it before or will read on.
    """
    replies = replies or Replies()
    if not transport.can_answer or (before := quiet(transport, replies)) is None:
        return SILENT
    asked = _Asked(transport, replies, timeout)
    answers = asked.all()
    if len(answers) < len(_QUESTIONS):
        return Status(_known_trouble(answers) or _trouble(asked.unasked or before), answered=bool(answers))
    if answers[_OFFLINE_CAUSE] & _HAS_ERROR:
        answers[_ERROR_CAUSE] = asked.one(_ERROR_CAUSE) or 0
    unasked = _trouble(asked.unasked)  # what it said before the answers is older than they are
    return Status(_known_trouble(answers) or (unasked if unasked in STOPS else _paper(answers)), answered=True)


def quiet(transport: Transport, replies: Replies) -> list[Condition] | None:
    """Take what came unasked until nothing does: what it said of the printer, or None when there is no end to it."""
    taken = 0
    told: list[Condition] = []
    while stray := transport.read(0.0):
        told += replies.feed(stray).unasked
        taken += len(stray)
        if taken > MOST_STRAY_BYTES:
            return None
    return told


class _Asked:
    """Questions to one printer; `unasked` is what it said by itself meanwhile, oldest first."""

    def __init__(self, transport: Transport, replies: Replies, timeout: float) -> None:
        self._transport, self._replies, self._timeout = transport, replies, timeout
        self.unasked: list[Condition] = []

    def all(self) -> dict[int, int]:
        """Answers up to the first question that has none."""
        answers: dict[int, int] = {}
        for question in _QUESTIONS:
            answer = self.one(question)
            if answer is None:
                break
            answers[question] = answer
        return answers

    def one(self, question: int) -> int | None:
        self._transport.write(bytes((0x10, 0x04, question)))
        deadline = time.monotonic() + self._timeout
        seen = 0
        while (left := deadline - time.monotonic()) > 0 and seen <= MOST_STRAY_BYTES:
            raw = self._transport.read(left)
            heard = self._replies.feed(raw)
            self.unasked += heard.unasked
            seen += len(raw)
            # One answer is an answer, a crowd is noise.
            if len(heard.real_time) == 1 and not heard.noise and not heard.paper:
                return heard.real_time[0]
        return None


def _trouble(unasked: list[Condition]) -> Condition:
    """What the last packet says where it is trouble; a printer that only says that it is well was asked in vain."""
    return unasked[-1] if unasked and unasked[-1] in STOPS else Condition.UNKNOWN


def _paper(answers: dict[int, int]) -> Condition:
    return Condition.NEAR_END if answers[_PAPER] & _NEAR_END else Condition.READY


def _known_trouble(answers: dict[int, int]) -> Condition | None:
    cause, paper = answers.get(_OFFLINE_CAUSE, 0), answers.get(_PAPER, 0)
    if cause & _COVER_OPEN:
        return Condition.COVER_OPEN
    if cause & _PAPER_END_STOP or paper & _PAPER_END:
        return Condition.PAPER_OUT
    if answers.get(_ERROR_CAUSE, 0) & _CUTTER:
        return Condition.CUTTER_ERROR
    if answers.get(_PRINTER, 0) & _IS_OFFLINE or cause & _HAS_ERROR:
        return Condition.OFFLINE
    return None
