"""Opens a shop's file: ours, not newer than the program, with the settings that we asked for, and up to date."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.storage.db import Db, translated
from pos_desktop.storage.engine import APPLICATION_ID, wrong_pragmas
from pos_desktop.storage.schema import VERSION

FILE_NAME = "shop.db"


def open_db(path: Path, *, create: bool = False, busy_ms: int = 5000) -> Db:
    """Open the database at `path`, migrating an older one; with `create` an absent or empty one is made.

    Raises:
        EnvironmentProblem: DATABASE_GONE, DATABASE_FOREIGN, DATABASE_NEWER, DATABASE_SETTINGS, DATABASE_DAMAGED,
            DATABASE_READ_ONLY and the rest.
    """
    if not create and not path.exists():
        raise EnvironmentProblem(Trouble.DATABASE_GONE, path=str(path))
    with translated(path):
        version = _version_of(path, busy_ms, create)
        db = Db(path, busy_ms=busy_ms)
        _check_settings(db)
        if version < VERSION:
            _migrate(db, version)
        db.remember_file()
    return db


def _version_of(path: Path, busy_ms: int, create: bool) -> int:
    """Look at the file before anything of ours touches it: a foreign or newer one stays as it is."""
    if not path.exists():
        return 0
    if not os.access(path, os.W_OK):
        raise EnvironmentProblem(Trouble.DATABASE_READ_ONLY, path=str(path))
    look = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=busy_ms / 1000)
    with closing(look):
        application, version, parts = (
            int(look.execute(question).fetchone()[0])
            for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
        )
    _check_ours(path, application, version, parts, create)
    return version


def _check_ours(path: Path, application: int, version: int, parts: int, create: bool) -> None:
    if not parts and not create:
        # An empty file passes every check of SQLite's own.
        raise EnvironmentProblem(Trouble.DATABASE_DAMAGED, retry=False, path=str(path))
    if parts and application != APPLICATION_ID:
        raise EnvironmentProblem(Trouble.DATABASE_FOREIGN, retry=False, path=str(path))
    if version > VERSION:
        raise EnvironmentProblem(Trouble.DATABASE_NEWER, retry=False, found=version, known=VERSION)


def _check_settings(db: Db) -> None:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if wrong := wrong_pragmas(connection):
            raise EnvironmentProblem(Trouble.DATABASE_SETTINGS, retry=False, wrong=str(wrong))


def _migrate(db: Db, version: int) -> None:
    # Alembic costs most of a second to import; a current database never needs it.
    from pos_desktop.storage.migrations.run import upgrade

    upgrade(db, version)
