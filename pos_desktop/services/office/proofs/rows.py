"""Proves that every row is as the journal saw it: at once where nothing is odd, else row by row, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Event

from sqlalchemy import Connection, Table, func, select

from pos_desktop.core.codes import Keyring
from pos_desktop.loyalty.rows import Problem
from pos_desktop.services.office.proofs import apart, chain, swift
from pos_desktop.services.till import Till
from pos_desktop.storage import guards, witness
from pos_desktop.storage.queries import legible, witnessed
from pos_desktop.storage.schema import metadata
from pos_desktop.storage.schema.records import journal

APART_FROM = 5_000
"""Journal rows (a shop's first month) from which on a second process is worth its start."""
UNWITNESSED = tuple(table for table in metadata.sorted_tables if table not in witness.COVERED)
"""Tables of which the journal keeps nothing, itself among them."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the rows found: journal rows, what is wrong, and whether something could not be read at all."""

    journal: int
    problems: tuple[Problem, ...] = ()
    is_unread: bool = False


def swiftly(tx: Connection, till: Till, stop: Event, apart_from: int = APART_FROM) -> Looked | None:
    """Nothing is wrong with the journal and the rows that it saw; None where that takes a closer look, or at `stop`."""
    if tx.dialect.name != "sqlite":
        return None
    try:
        return Looked(_proved(tx, asked_of(till), stop, apart_from))
    except swift.Doubt:
        return None


def asked_of(till: Till) -> swift.Asked:
    """What the sweep reads of this shop."""
    return swift.Asked(
        str(till.db.path), witnessed.JOURNAL, witnessed.texts(), frozenset(guards.APPEND_ONLY),
        dict(till.keys.chain.keys), witness.DIGEST_LENGTH,
    )  # fmt: skip


def _proved(tx: Connection, asked: swift.Asked, stop: Event, apart_from: int) -> int:
    if tx.execute(select(func.count()).select_from(journal)).scalar_one() >= apart_from:
        try:
            return apart.proved(asked, stop)
        except apart.NoSecondProcess:
            pass
    raw = tx.connection.driver_connection
    assert raw is not None, "a transaction has a connection"
    return swift.proved(raw, asked, lambda: not stop.is_set())


def illegible(tx: Connection, tables: Iterable[Table] = UNWITNESSED) -> Iterator[Problem]:
    """Rows that nothing can read any more; the journal and what it saw need no look where `swiftly` finds no fault."""
    for table, row_id in legible.illegible(tx, tables):
        yield Problem("integrity", table, row_id, "cannot be read")


def closely(tx: Connection, keys: Keyring) -> Looked:
    """The same row by row: what nothing can read, what the chain tells, what differs from what the journal saw."""
    unread = tuple(illegible(tx))
    if unread:
        return Looked(0, unread, is_unread=True)
    heard = chain.Heard(witnessed.journal_rows(tx), keys)
    unlike = tuple(chain.unwitnessed(tx, heard))
    unread = tuple(illegible(tx, witness.COVERED)) if unlike else ()
    return Looked(heard.count, (*heard.problems, *unlike, *unread), is_unread=bool(unread))
