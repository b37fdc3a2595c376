"""Runs a use case once for ever: one transaction, its answer kept under the operation's id, what falls due first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.services import journal, operations
from pos_desktop.services.journal import Event
from pos_desktop.services.office import falling_due
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a use case did: the answer to keep (JSON-ready), and what the journal tells of it."""

    answer: Answer
    event: Event
    subject_id: Id
    body: Answer


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation: its id, made before it is sent, what tells its body from another's, and who asks."""

    id: str
    kind: str
    print_: str
    staff_id: Id | None


def once(till: Till, asked: Asked, work: Callable[[Connection, Written], Deed]) -> Answer:
    """Do `work` in one transaction, or give the answer that it got the first time.

    Raises:
        Rejected: ID_REUSED, and whatever `work` refuses; nothing is written.
    """
    print_ = operations.fingerprint(asked.print_)
    with till.db.write() as tx:
        if (earlier := operations.first_answer(tx, asked.id, print_)) is not None:
            return {**earlier, "is_repeat": True}
        falling_due.run_if_due(tx, till)
        return {**within(tx, till, asked, print_, work), "is_repeat": False}


def within(
    tx: Connection, till: Till, asked: Asked, print_: str, work: Callable[[Connection, Written], Deed]
) -> Answer:
    """Do `work` as a part of a transaction that began for something else, with its own answer and journal row."""
    written = Written(tx)
    deed = work(tx, written)
    operations.remember(written, till, asked.id, asked.kind, print_, deed.answer)
    journal.append(tx, till, deed.event, deed.subject_id, deed.body, asked.staff_id, written=written)
    return deed.answer
