"""SQLAlchemy engines whose transactions mean what they say (docs/reliability.md, SQLite settings).

The driver's own transaction handling forges points: it sends no BEGIN before a SELECT. The connect and begin events
below are the documented way to take it over, and do not depend on the driver's legacy mode.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from pos_desktop.core.errors import EnvironmentProblem, Trouble

APPLICATION_ID = 0x4B515031
"""«KQP1» in the header of every shop's file."""

READERS = 3
"""Connections that stay open: reading the schema again costs a millisecond, more than most of what is asked."""

OLDEST_SQLITE = (3, 37, 0)
"""First version with STRICT tables."""

PRAGMAS: dict[str, tuple[str, object]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "mmap_size": ("0", 0),
    "recursive_triggers": ("ON", 1),
    "secure_delete": ("ON", 1),
}
"""What is set on each connection, and what must be read back: pragmas fail silently."""

_MACOS = {"fullfsync": ("ON", 1), "checkpoint_fullfsync": ("ON", 1)}


def has_wal_reset_fix(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite is outside the WAL-reset range (sqlite.org/wal.html#walresetbug)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def check_sqlite_version(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Refuse a SQLite without STRICT tables; SQLITE_TOO_OLD."""
    if version < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise EnvironmentProblem(Trouble.SQLITE_TOO_OLD, retry=False, version=sqlite3.sqlite_version, needed=needed)


def make_engine(path: Path, *, busy_ms: int = 5000) -> Engine:
    """An engine on a shop's SQLite file; write transactions begin IMMEDIATE, `sqlite_readonly` ones DEFERRED."""
    check_sqlite_version()
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=READERS, max_overflow=-1, pool_use_lifo=True,
        connect_args={"timeout": busy_ms / 1000, "check_same_thread": False},
    )  # fmt: skip
    event.listen(engine, "connect", lambda dbapi, _record: _set_up(dbapi, busy_ms))
    event.listen(engine, "checkout", _clean_checkout)
    event.listen(engine, "begin", _begin)
    return engine


def wrong_pragmas(connection: Connection) -> dict[str, object]:
    """Pragmas that are not what we asked for, with what they are."""
    got = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in _wanted()}
    return {name: got[name] for name, (_, value) in _wanted().items() if got[name] != value}


def _wanted() -> dict[str, tuple[str, object]]:
    return {**PRAGMAS, **(_MACOS if sys.platform == "darwin" else {})}


def _set_up(dbapi: Any, busy_ms: int) -> None:
    dbapi.isolation_level = None  # the driver never sends BEGIN by itself
    cursor = dbapi.cursor()
    cursor.execute(f"PRAGMA busy_timeout={busy_ms}")
    for name, (value, _) in _wanted().items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _clean_checkout(dbapi: Any, _record: Any, _proxy: Any) -> None:
    # An AUTOCOMMIT checkout gives the connection back in legacy mode.
    if dbapi.isolation_level is not None:
        dbapi.isolation_level = None
    if dbapi.in_transaction:
        dbapi.rollback()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return  # VACUUM, wal_checkpoint and PRAGMA take no BEGIN of ours
    connection.exec_driver_sql("BEGIN DEFERRED" if options.get("sqlite_readonly") else "BEGIN IMMEDIATE")
