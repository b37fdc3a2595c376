"""Proves in one sweep that every row is as the journal saw it; where anything is odd it doubts, and names nothing.

It loads the standard library and `core` alone, so that a second process has it at once. What it doubts, `chain` and
`legible` look at row by row; it never passes over what they would tell.
"""

import gc
import hashlib
import json
import os
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pos_desktop.core.chain import GENESIS, UNIT, mac_of

CHUNK = 1_000
"""Rows that are fetched at once; after each somebody may stop it."""
DOUBTED = b"doubted"
_ROWS = '"rows":{'
_BETWEEN = '":"'
"""Between an id and its digest in a journal row."""


class Doubt(Exception):
    """Something is not as it should be, or cannot be told this way."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is read of a file: its journal, the texts of its covered rows, and the keys and lengths that they need."""

    path: str
    journal: str
    texts: tuple[str, ...]
    keys: Mapping[int, bytes]
    length: int


def proved(raw: sqlite3.Connection, asked: Asked, go_on: Callable[[], bool]) -> int:
    """How many journal rows there are, all of them sound, and every covered row as they saw it.

    Raises:
        Doubt: not all of them, or `go_on` says no.
    """
    seen: dict[str, str] = {}
    try:
        count = _journal(_chunks(raw, asked.journal, go_on), asked, seen)
        left = set(seen.values())
        rows = sum(_found(chunk, left, asked.length) for text in asked.texts for chunk in _chunks(raw, text, go_on))
    except (sqlite3.Error, UnicodeError) as error:
        raise Doubt(str(error)) from error
    if left or rows != len(seen):
        raise Doubt("rows and journal differ")
    return count


def _chunks(raw: sqlite3.Connection, question: str, go_on: Callable[[], bool]) -> Iterator[list[Any]]:
    rows = raw.execute(question)
    while chunk := rows.fetchmany(CHUNK):
        yield chunk
        if not go_on():
            raise Doubt("stopped")


def _found(chunk: Iterable[tuple[bytes]], left: set[str], length: int) -> int:
    """Take the digests of some rows from those that are left; how many rows there were."""
    digests = [hashlib.sha256(text).hexdigest()[:length] for (text,) in chunk]
    left.difference_update(digests)
    return len(digests)


def _journal(chunks: Iterable[list[Any]], asked: Asked, seen: dict[str, str]) -> int:
    """Prove the chain and gather the newest digest of every row by its id; how many journal rows there are."""
    count, ends = 0, dict[str, tuple[int, str]]()
    for chunk in chunks:
        count += len(chunk)
        parts: list[str] = []
        for row in chunk:
            body = _linked(row, asked.keys, ends)
            part = _part(body)
            if part is None:
                seen.update(_pairs(parts, asked.length))
                parts = []
                seen.update(_parsed(body))
            elif part:
                parts.append(part)
        seen.update(_pairs(parts, asked.length))
    return count


def _linked(row: Any, keys: Mapping[int, bytes], ends: dict[str, tuple[int, str]]) -> str:
    """The body of a row that hangs on the one before it, and is remembered as the end of its register."""
    _, register_id, seq, key_id, previous, mac, head, body = row
    last, end = ends.get(register_id, (0, GENESIS))
    key = keys.get(key_id)
    if (seq, previous) != (last + 1, end) or key is None or mac_of(key, f"{previous}{UNIT}{head}{UNIT}{body}") != mac:
        raise Doubt("the chain is broken")
    ends[register_id] = seq, mac
    return str(body)


def _part(body: str) -> str | None:
    """What stands of digests in a canonical body, without parsing it; None where only a parser can tell.

    Without a backslash every quote begins or ends a text, so that braces are looked for outside of texts alone.
    """
    at = body.find(_ROWS)
    if at < 0:
        return ""
    end = body.find("}}", at)
    before, part = body[:at], body[at + len(_ROWS) : end]
    is_plain = end > 0 and part[-1:] == '"' and part.count('"') % 2 == 0 and "\\" not in part
    return part if is_plain and "\\" not in before and _is_top(before) else None


def _is_top(before: str) -> bool:
    """Whether what follows is a key of the body itself."""
    marks = "".join(before.split('"')[::2])
    return marks.count("{") - marks.count("}") == 1 and marks.count("[") == marks.count("]")


def _pairs(parts: list[str], length: int) -> Iterator[tuple[str, str]]:
    """Ids and digests of many parts, cut where an id ends and its digest begins."""
    pieces = ",".join(parts).split(_BETWEEN)
    ids = [piece[piece.rfind('"') + 1 :] for piece in pieces]
    return zip(ids, [piece[:length] for piece in pieces[1:]], strict=False)


def _parsed(body: str) -> Iterator[tuple[str, str]]:
    for digests in (json.loads(body).get("rows") or {}).values():
        yield from digests.items()


def answer() -> None:
    """In a process of its own: read what is asked, write how many journal rows are proved, or DOUBTED, or nothing."""
    asked, parent = pickle.load(sys.stdin.buffer), os.getppid()
    gc.disable()  # many texts, no circles
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
    raw.execute("PRAGMA cell_size_check=ON")
    raw.execute("BEGIN")
    return raw
