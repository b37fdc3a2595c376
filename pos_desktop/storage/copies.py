"""Copies a database that is in use, and looks at one from outside without believing anything in it."""

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from pos_desktop.storage import guards
from pos_desktop.storage.db import translated
from pos_desktop.storage.engine import APPLICATION_ID
from pos_desktop.storage.staleness import STALENESS

STEP: Final = 256
"""Pages copied at once (a mebibyte); between two steps somebody may stop it."""
PATIENCE_SECONDS: Final = 5

Progress = Callable[[int, int], bool]
"""Told what is done and what the whole is; False stops."""
Part = tuple[str, str, str, str]
"""A part of a schema: kind, name, table, definition without blanks and quotes."""

_GUARD = re.compile(
    r"CREATE TRIGGER (?:IF NOT EXISTS )?tr_\w+ BEFORE (?:UPDATE(?: OF [\w, ]+)?|DELETE) ON \w+(?: WHEN [\w. <=]+)? "
    r"BEGIN SELECT RAISE\(ABORT, '[\w:, -]+'\); END"
)
"""What a guard of any version looks like: it can only refuse."""


class Stopped(Exception):
    """Somebody does not want it any more."""


def copy(source: Path, target: Path, on_progress: Progress) -> None:
    """Copy a database while others write to it: `target` is the shop at one moment, alone in its file, on the disk.

    Raises:
        Stopped: `on_progress` said no; `target` is half a file.
        EnvironmentProblem: what keeps either from being read or written.
    """

    def told(_status: int, left: int, whole: int) -> None:
        if not on_progress(whole - left, whole):
            raise Stopped

    with translated(target), closing(sqlite3.connect(source, timeout=PATIENCE_SECONDS, isolation_level=None)) as old:
        # One look for all steps: without it every write of another begins the copy again.
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        with closing(sqlite3.connect(target, isolation_level=None)) as new:
            old.backup(new, pages=STEP, progress=told)
    make_single(target)


def left_by_upgrades(path: Path) -> list[Path]:
    """The copies beside this database that upgrades made of it."""
    return sorted(path.parent.glob(f"{path.stem}.v[0-9]*.bak"))


def make_single(path: Path) -> None:
    """Take a closed database out of WAL mode, so that its one file is all of it, and put it on the disk."""
    with translated(path), closing(sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE").fetchone()
        raw.execute("PRAGMA synchronous=FULL")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep every other connection from writing meanwhile; in the end the file is alone, without a journal beside it.

    Raises:
        EnvironmentProblem: DATABASE_LOCKED while another has it open and in use; DATABASE_DAMAGED.
    """
    with translated(path), closing(sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE").fetchone()
        raw.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def looked_at(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes nothing and runs nothing that the file brings along."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as raw:
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
            raw.execute(f"PRAGMA {pragma}")
        yield raw


def version_of(raw: sqlite3.Connection) -> int | None:
    """The schema's version of a file of ours; None of any other."""
    application, version = (raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    return int(version) if application == APPLICATION_ID else None


def is_sound(raw: sqlite3.Connection) -> bool:
    """Whether SQLite finds the file whole."""
    return [line for (line,) in raw.execute("PRAGMA quick_check(1)")] == ["ok"]


def schema_of(raw: sqlite3.Connection) -> frozenset[Part]:
    """Every part of the schema that has a definition."""
    rows = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return frozenset((kind, name, table, _bare(sql)) for kind, name, table, sql in rows if not _is_statistics(name))


def is_harmless(raw: sqlite3.Connection) -> bool:
    """Whether nothing of the schema could run anything but a refusal, a sum or a mark of ours: no other trigger.

    For an older version, of which nobody knows the whole schema any more, before it is brought to the newest.
    """
    rows = raw.execute("SELECT type, sql FROM sqlite_schema").fetchall()
    return all(kind in ("table", "index") or (kind == "trigger" and _is_ours(sql)) for kind, sql in rows)


def _is_ours(trigger: str) -> bool:
    known = (*guards.STOCK_LEVEL["sqlite"], *STALENESS["sqlite"])
    sums = {_bare(statement.replace("IF NOT EXISTS ", "")) for statement in known}
    return bool(_GUARD.fullmatch(trigger)) or _bare(trigger.replace("IF NOT EXISTS ", "")) in sums


@cache
def own_schema() -> frozenset[Part]:
    """The schema of a shop made by this program."""
    from pos_desktop.storage.opening import open_db

    with tempfile.TemporaryDirectory(prefix="khach-quen-") as folder:
        path = Path(folder) / "empty.db"
        open_db(path, create=True).close()
        with closing(sqlite3.connect(path)) as raw:
            return schema_of(raw)


def _bare(sql: str) -> str:
    """What a definition says, however it is spaced and quoted."""
    return re.sub(r'[\s"`\[\]]', "", sql).casefold()


def _is_statistics(name: str) -> bool:
    """ANALYZE's tables; every other name that SQLite keeps for itself has no definition or is ours by AUTOINCREMENT."""
    return name.startswith("sqlite_stat")
