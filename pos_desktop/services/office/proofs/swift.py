"""Proves in one sweep that every row is as the journal saw it; where anything is odd it doubts, and names nothing.

It loads the standard library and `core` alone, so that a second process has it at once. What it doubts, `chain` and
`legible` look at row by row; it never passes over what they would tell.
"""

import hashlib
import os
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pos_desktop.core.chain import GENESIS, mac_of
from pos_desktop.services.office.proofs.seen import Seen

CHUNK = 1_000
"""Rows that are fetched at once; after each somebody may stop it."""
DOUBTED = b"doubted"


class Doubt(Exception):
    """Something is not as it should be, or cannot be told this way."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is read of a file: its journal, the texts of its covered rows by table, and what is needed to judge them.

    Rows of the tables in `once` are seen by the journal once, those of others again with every change.
    """

    path: str
    journal: str
    texts: Mapping[str, str]
    once: frozenset[str]
    keys: Mapping[int, bytes]
    length: int


def proved(raw: sqlite3.Connection, asked: Asked, go_on: Callable[[], bool]) -> int:
    """How many journal rows there are, all of them sound, and every covered row as they saw it.

    Raises:
        Doubt: not all of them, or `go_on` says no.
    """
    seen = Seen(asked.once, asked.length)
    try:
        count = _journal(_chunks(raw, asked.journal, go_on), asked.keys, seen)
        for table, text in asked.texts.items():
            _compare(_chunks(raw, text, go_on), seen.taken(table), seen.size)
    except (sqlite3.Error, ValueError) as error:
        raise Doubt(str(error)) from error
    if seen.is_left:
        raise Doubt("rows of no covered table")
    return count


def _chunks(raw: sqlite3.Connection, question: str, go_on: Callable[[], bool]) -> Iterator[list[Any]]:
    rows = raw.execute(question)
    while chunk := rows.fetchmany(CHUNK):
        yield chunk
        if not go_on():
            raise Doubt("stopped")


def _compare(chunks: Iterable[list[tuple[bytes]]], known: bytes, size: int) -> None:
    """The digests of a table's rows are those that are known: usually in the same order, which costs least to see."""
    others: list[bytes] = []
    place = 0
    for chunk in chunks:
        digests = [hashlib.sha256(text).digest()[:size] for (text,) in chunk]
        end = place + size * len(chunk)
        if others or b"".join(digests) != known[place:end]:
            others += digests
        else:
            place = end
    if sorted(others) != sorted(known[at : at + size] for at in range(place, len(known), size)):
        raise Doubt("rows and journal differ")


def _journal(chunks: Iterable[list[Any]], keys: Mapping[int, bytes], seen: Seen) -> int:
    """Prove the chain and gather the digests that it names; how many journal rows there are."""
    count, ends = 0, dict[str, tuple[int, str]]()
    for chunk in chunks:
        count += len(chunk)
        seen.bodies([_linked(row, keys, ends) for row in chunk])
    return count


def _linked(row: Any, keys: Mapping[int, bytes], ends: dict[str, tuple[int, str]]) -> bytes:
    """The body of a row that hangs on the one before it, and is remembered as the end of its register."""
    _, register_id, seq, key_id, previous, mac, text, of_body = row
    key = keys.get(key_id)
    if (seq - 1, previous) != ends.get(register_id, (0, GENESIS)) or key is None or mac_of(key, text) != mac:
        raise Doubt("the chain is broken")
    ends[register_id] = seq, mac
    return bytes(text[-of_body:])


def answer() -> None:
    """In a process of its own: read what is asked, write how many journal rows are proved, or DOUBTED, or nothing."""
    asked, parent = pickle.load(sys.stdin.buffer), os.getppid()
    with suppress(sqlite3.Error), closing(opened(asked.path)) as raw:
        try:
            told = b"%d" % proved(raw, asked, lambda: os.getppid() == parent)
        except Doubt:
            told = DOUBTED
        sys.stdout.buffer.write(told)
        sys.stdout.buffer.flush()


def opened(path: str) -> sqlite3.Connection:
    """A connection that cannot write, in one look at the file."""
    raw = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    for pragma in ("cell_size_check=ON", "trusted_schema=OFF"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("BEGIN")
    return raw
