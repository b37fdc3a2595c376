"""Proves the journal: its keyed chain, its beginnings, and that every covered row is as it was seen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from pos_desktop.core.chain import GENESIS, mac
from pos_desktop.core.codes import Keyring
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.rows import Problem
from pos_desktop.storage.queries import witnessed
from pos_desktop.storage.queries.witnessed import JournalRow


def broken_links(rows: Iterable[JournalRow], keys: Keyring) -> Iterator[Problem]:
    """Every MAC is recomputed over the row and the MAC before it, per register; the first row given is believed
    about what came before it, unless it is a register's first.
    """
    before: dict[str, JournalRow] = {}
    for row in rows:
        earlier = before.get(row.chained.register_id)
        before[row.chained.register_id] = row
        seq, previous = (earlier.seq + 1, earlier.mac) if earlier else (row.seq, row.previous)
        if not earlier and row.seq == 1:
            previous = GENESIS
        if row.seq != seq:
            yield Problem("chain", "journal", row.id, f"row {row.seq} stands where {seq} should")
        key = keys.keys.get(row.key_id)
        if key is None or row.previous != previous or mac(key, previous, row.chained) != row.mac:
            yield Problem("chain", "journal", row.id, f"row {row.seq} was changed, moved or cut before")


def beginnings(rows: Iterable[JournalRow]) -> Iterator[Problem]:
    """Every register's journal begins with row 1."""
    seen: set[str] = set()
    for row in rows:
        if row.chained.register_id not in seen and row.seq != 1:
            yield Problem("chain", "journal", row.id, f"the journal begins with row {row.seq}")
        seen.add(row.chained.register_id)


def unwitnessed(tx: Connection, rows: Iterable[JournalRow]) -> Iterator[Problem]:
    """Every covered row is as the journal saw it, none is gone, and none stands that it never saw."""
    seen = _seen(rows)
    for table, digests in witnessed.covered_rows(tx):
        known = seen.pop(table, {})
        if digests != known:
            yield from _unlike(table, digests, known)
    for table, known in seen.items():
        yield from _unlike(table, {}, known)


def _unlike(table: str, digests: Mapping[Id, str], known: Mapping[Id, str]) -> Iterator[Problem]:
    for row_id, digest in digests.items():
        if known.get(row_id) != digest:
            detail = "differs from what the journal saw" if row_id in known else "the journal never saw it"
            yield Problem("chain", table, row_id, detail)
    for row_id in known:
        if row_id not in digests:
            yield Problem("chain", table, row_id, "the journal saw it, and it is gone")


def _seen(rows: Iterable[JournalRow]) -> dict[str, dict[Id, str]]:
    """The newest digest of every row that the journal names, by table."""
    seen: dict[str, dict[Id, str]] = defaultdict(dict)
    for row in rows:
        for table, digests in ((row.plain() or {}).get("rows") or {}).items():
            seen[table].update(digests)
    return seen
