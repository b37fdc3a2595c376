"""Carries one print job to its printer and says honestly what became of it; knows no database."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from printing.devices import status
from printing.devices.address import BadPrinterUri
from printing.devices.line import BYTES_PER_SECOND, HUNG_UP, PrinterBusy, PrinterCut, PrinterUnreachable, Transport
from printing.devices.profiles import PrinterProfile
from printing.devices.replies import STOPS, Condition, Replies
from printing.devices.status import MOST_STRAY_BYTES, SILENT

OLD_AFTER = timedelta(minutes=10)
ANSWER_SECONDS = 2.0
HANG_UP_SECONDS = 0.2
MUTE_AFTER = 2
MUTE_SECONDS = 0.1

_REQUEST = b"\x1dr\x01"
_PAPER_LOW, _PAPER_GONE = 0x03, 0x0C
_BACK_OFF = tuple(timedelta(seconds=s) for s in (2, 5, 10, 20, 40, 60))


class JobState(StrEnum):
    """QUEUED -> SENDING -> PRINTED | SENT | UNKNOWN | NOT_SENT (which the machine may queue again)."""

    QUEUED = "queued"
    SENDING = "sending"
    PRINTED = "printed"
    SENT = "sent"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"


class Reason(StrEnum):
    """Why a job is not simply printed."""

    NONE = ""
    NO_SUCH_PRINTER = "no_such_printer"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    CUTTER_ERROR = "cutter_error"
    OFFLINE = "offline"
    LINE_LOST = "line_lost"
    NO_ANSWER = "no_answer"
    CANNOT_ANSWER = "cannot_answer"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: PRINTED, SENT, UNKNOWN or NOT_SENT.

    `sent_bytes` of the payload left this machine. `answered`: this printer answers status requests; keep it
    and give it to the next `send`. `paper_low`: tell the cashier. `detail` is for the log. `instead`: another printer
    took it, because its own did not for this reason; `send` leaves it None.
    """

    state: JobState
    reason: Reason = Reason.NONE
    sent_bytes: int = 0
    answered: bool = False
    paper_low: bool = False
    detail: str = ""
    instead: Reason | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to wait for a status answer and, beyond the time for the paper itself, for the last answer."""

    status: float = status.ANSWER_SECONDS
    answer: float = ANSWER_SECONDS


def send(
    transport_factory: Callable[[], Transport],
    payload: bytes,
    profile: PrinterProfile,
    *,
    answered_before: bool = False,
    silences: int = 0,
    limits: Limits = Limits(),
) -> Outcome:
    """Send `payload` once and return what is known of it; raises nothing for trouble with the printer.

    PRINTED only when the printer itself answered behind the last byte. SENT when it never answers anything,
    UNKNOWN when it did (now or, by `answered_before`, earlier) and does not any more or the line broke
    in the middle, NOT_SENT when not one byte of `payload` left.

    `silences` is how many jobs in a row this printer has taken without a word. From the second on it is only asked
    whether it has found its tongue, and not waited for.
    """
    try:
        transport = transport_factory()
    except PrinterUnreachable as error:
        reason = Reason.BUSY if isinstance(error, PrinterBusy) else Reason.UNREACHABLE
        return Outcome(JobState.NOT_SENT, reason, answered=answered_before, detail=error.reason)
    except BadPrinterUri as error:
        return Outcome(JobState.NOT_SENT, Reason.NO_SUCH_PRINTER, answered=answered_before, detail=str(error))
    try:
        outcome = _converse(transport, payload, profile, answered_before, silences, limits)
    except BaseException:
        with suppress(PrinterCut):
            transport.close()
        raise
    return _hang_up(transport, outcome)


def next_attempt(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th NOT_SENT in a row (1 is the first)."""
    return _BACK_OFF[min(max(attempts, 1), len(_BACK_OFF)) - 1]


def is_old(age: timedelta) -> bool:
    """A job this old is not printed without asking: nobody wants last night's tickets in the morning."""
    return age > OLD_AFTER


def after_restart(state: JobState) -> JobState:
    """A job that was being sent when the program died may lie on paper already."""
    return JobState.UNKNOWN if state is JobState.SENDING else state


def _converse(
    transport: Transport, payload: bytes, profile: PrinterProfile, answered_before: bool, silences: int,
    limits: Limits,
) -> Outcome:  # fmt: skip
    asks = profile.answers_status and transport.can_answer
    patience = min(limits.status, MUTE_SECONDS) if silences >= MUTE_AFTER else limits.status
    replies = Replies()  # one for the whole line: the end of a packet looks like an answer to who missed its head
    try:
        before = status.ask(transport, patience, replies) if asks else SILENT
    except PrinterCut as error:
        return Outcome(JobState.NOT_SENT, Reason.LINE_LOST, answered=answered_before, detail=str(error))
    outcome = Outcome(
        JobState.SENT,
        sent_bytes=len(payload),
        answered=answered_before or before.answered,
        paper_low=before.condition is Condition.NEAR_END,
    )
    if before.can_print is False:
        return replace(outcome, state=JobState.NOT_SENT, reason=Reason(before.condition.value), sent_bytes=0)
    try:
        transport.write(payload)
    except PrinterCut as error:
        return _stalled(transport, replies, _lost(outcome, error.sent_bytes, error))
    if not asks:
        return _await_nothing(transport, outcome, Reason.CANNOT_ANSWER)
    if silences + 1 >= MUTE_AFTER and not outcome.answered:
        return _await_nothing(transport, outcome, Reason.NO_ANSWER)
    return _await_paper(transport, replies, outcome, limits)


def _lost(outcome: Outcome, sent_bytes: int, error: PrinterCut) -> Outcome:
    state = JobState.UNKNOWN if sent_bytes else JobState.NOT_SENT
    return replace(outcome, state=state, reason=Reason.LINE_LOST, sent_bytes=sent_bytes, detail=str(error))


def _stalled(transport: Transport, replies: Replies, lost: Outcome) -> Outcome:
    """A printer that takes no more may have said why by itself."""
    try:
        stopped = _stopped(*(status.quiet(transport, replies) or ()))
    except PrinterCut:
        return lost
    return replace(lost, reason=Reason(stopped.value)) if stopped else lost


def _await_paper(transport: Transport, replies: Replies, outcome: Outcome, limits: Limits) -> Outcome:
    """Ask in order, behind the payload: the printer answers when it has come so far, or never."""
    try:
        answer = _paper_answer(transport, replies, limits.answer + outcome.sent_bytes / BYTES_PER_SECOND)
        if answer is None and outcome.answered:
            answer = _stopped(
                status.ask(transport, limits.status, replies).condition
            )  # real-time, also where paper is out
    except PrinterCut as error:
        return _lost(outcome, outcome.sent_bytes, error)
    if answer is None:
        state = JobState.UNKNOWN if outcome.answered else JobState.SENT
        return replace(outcome, state=state, reason=Reason.NO_ANSWER)
    if isinstance(answer, Condition):
        return replace(outcome, state=JobState.UNKNOWN, reason=Reason(answer.value))
    if answer & _PAPER_GONE:
        return replace(outcome, state=JobState.UNKNOWN, reason=Reason.PAPER_OUT, answered=True)
    return replace(
        outcome, state=JobState.PRINTED, answered=True, paper_low=outcome.paper_low or bool(answer & _PAPER_LOW)
    )


def _paper_answer(transport: Transport, replies: Replies, patience: float) -> int | Condition | None:
    """The answer behind the last byte; a Condition where the printer says by itself why none will come, else None."""
    before = status.quiet(transport, replies)
    if before is None or (stopped := _stopped(*before)):
        return None if before is None else stopped
    transport.write(_REQUEST)
    deadline = time.monotonic() + patience
    seen = 0
    while (left := deadline - time.monotonic()) > 0 and seen <= MOST_STRAY_BYTES:
        raw = transport.read(left)
        heard = replies.feed(raw)
        seen += len(raw)
        if stopped := _stopped(*heard.unasked):
            return stopped
        # Late DLE EOT answers may come along; two answers to one question are noise.
        if len(heard.paper) == 1 and not heard.noise:
            return heard.paper[0]
    return None


def _stopped(*told: Condition) -> Condition | None:
    """What keeps the printer from going on, by the last that it said; None where nothing does."""
    return told[-1] if told and told[-1] in STOPS else None


def _await_nothing(transport: Transport, outcome: Outcome, reason: Reason) -> Outcome:
    """A mute printer says nothing, but a line that was reset still shows."""
    try:
        transport.read(HANG_UP_SECONDS)
    except PrinterCut as error:
        if error.reason != HUNG_UP:
            return _lost(outcome, outcome.sent_bytes, error)
    return replace(outcome, reason=reason)


def _hang_up(transport: Transport, outcome: Outcome) -> Outcome:
    try:
        transport.close()
    except PrinterCut as error:
        if outcome.state is JobState.SENT:
            return _lost(outcome, outcome.sent_bytes, error)
    return outcome
