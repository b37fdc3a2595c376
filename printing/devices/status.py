"""Asks a printer how it is (DLE EOT 1 to 4), with limits of its own, and never takes silence for "ready"."""

import time
from dataclasses import dataclass
from enum import StrEnum

from printing.devices.line import Transport

ANSWER_SECONDS = 0.5
MOST_STRAY_BYTES = 512


class Condition(StrEnum):
    """The most serious thing that a printer says about itself, worst known first."""

    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    CUTTER_ERROR = "cutter_error"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    NEAR_END = "near_end"
    READY = "ready"


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
_IS_OFFLINE = 0x08
_COVER_OPEN, _PAPER_END_STOP, _HAS_ERROR = 0x04, 0x20, 0x40
_CUTTER = 0x08
_NEAR_END, _PAPER_END = 0x0C, 0x60


def ask(transport: Transport, timeout: float = ANSWER_SECONDS) -> Status:
    """Return the printer's status; each of the at most four questions waits `timeout` seconds. PrinterCut."""
    if not transport.can_answer or not drain(transport):
        return SILENT
    answers: dict[int, int] = {}
    for question in (_PRINTER, _OFFLINE_CAUSE, _PAPER):
        answer = _ask_one(transport, question, timeout)
        if answer is None:
            return Status(_known_trouble(answers) or Condition.UNKNOWN, answered=bool(answers))
        answers[question] = answer
    if answers[_OFFLINE_CAUSE] & _HAS_ERROR:
        answers[_ERROR_CAUSE] = _ask_one(transport, _ERROR_CAUSE, timeout) or 0
    return Status(_judge(answers), answered=True)


def drain(transport: Transport) -> bool:
    """Throw away what came unasked; False when there is no end to it."""
    thrown = 0
    while stray := transport.read(0.0):
        thrown += len(stray)
        if thrown > MOST_STRAY_BYTES:
            return False
    return True


def _ask_one(transport: Transport, question: int, timeout: float) -> int | None:
    transport.write(bytes((0x10, 0x04, question)))
    deadline = time.monotonic() + timeout
    seen = 0
    while (left := deadline - time.monotonic()) > 0 and seen <= MOST_STRAY_BYTES:
        answer = transport.read(left)
        seen += len(answer)
        # Every DLE EOT answer is 0xx1xx10; one alone is an answer, a crowd is noise.
        valid = [byte for byte in answer if byte & 0x93 == 0x12]
        if len(answer) == len(valid) == 1:
            return valid[0]
    return None


def _judge(answers: dict[int, int]) -> Condition:
    trouble = _known_trouble(answers)
    if trouble:
        return trouble
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
