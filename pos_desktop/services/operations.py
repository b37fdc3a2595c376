"""Remembers every operation's id with its answer, for ever, so that a retry never doubles."""

import hashlib
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.records import operation
from pos_desktop.storage.types import canonical

MOST_ID = 64


def fingerprint(body: Any) -> str:
    """What tells one operation's body from another's; `body` is JSON-ready."""
    # Half a character is refused later, by name; here it is only something to tell apart.
    return hashlib.sha256(canonical(body).encode(errors="surrogatepass")).hexdigest()


def first_answer(tx: Connection, operation_id: str, print_: str) -> Any | None:
    """The answer that this operation got the first time; None when it is new.

    Raises:
        Rejected: ID_REUSED when the id came with another body.
    """
    row = tx.execute(select(operation.c.fingerprint, operation.c.answer).where(operation.c.id == operation_id)).first()
    if row is None:
        return None
    if row.fingerprint != print_:
        raise Rejected(Code.ID_REUSED, id=operation_id)
    return row.answer


def remember(written: Written, till: Till, operation_id: str, kind: str, print_: str, answer: Any) -> None:
    """Keep the answer in the operation's own transaction."""
    written.insert(operation, {
        "id": operation_id, "kind": kind, "fingerprint": print_, "answer": answer, "at": till.now(),
        "register_id": till.register.id,
    })  # fmt: skip
