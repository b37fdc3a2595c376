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


def broken_links(rows: Iterable[JournalRow], keys: Keyring, *, from_the_first: bool = True) -> Iterator[Problem]:
    """Every MAC is recomputed over the row and the MAC before it, per register, which begins with row 1.

    Not `from_the_first` believes the first row given about what came before it, unless it is a register's first.
    """
    before: dict[str, JournalRow] = {}
    for row in rows:
        earlier = before.get(row.chained.register_id)
        before[row.chained.register_id] = row
        if earlier is None and from_the_first and row.seq != 1:
            yield Problem("chain", "journal", row.id, f"the journal begins with row {row.seq}")
        seq, previous = (earlier.seq + 1, earlier.mac) if earlier else (row.seq, row.previous)
        if not earlier and row.seq == 1:
            previous = GENESIS
        if row.seq != seq:
            yield Problem("chain", "journal", row.id, f"row {row.seq} stands where {seq} should")
        key = keys.keys.get(row.key_id)
        if key is None or row.previous != previous or mac(key, previous, row.chained) != row.mac:
            yield Problem("chain", "journal", row.id, f"row {row.seq} was changed, moved or cut before")


class Heard:
    """What a journal tells in one reading: how many rows, what is wrong with them, and the digests that they name."""

    def __init__(self, rows: Iterable[JournalRow], keys: Keyring) -> None:
        self.count = 0
        self.seen: dict[str, dict[Id, str]] = defaultdict(dict)
        """The newest digest of every row, by table."""
        self.problems = list(broken_links(self._each(rows), keys))

    def _each(self, rows: Iterable[JournalRow]) -> Iterator[JournalRow]:
        for row in rows:
            self.count += 1
            for table, digests in ((row.plain() or {}).get("rows") or {}).items():
                self.seen[table].update(digests)
            yield row


def unwitnessed(tx: Connection, heard: Heard) -> Iterator[Problem]:
    """Every covered row is as the journal saw it, none is gone, and none stands that it never saw."""
    seen = dict(heard.seen)
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
