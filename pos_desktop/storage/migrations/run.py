"""Brings a database to the newest schema in one transaction, with a copy of the old file beside it."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.storage import guards
from pos_desktop.storage.db import Db
from pos_desktop.storage.engine import APPLICATION_ID
from pos_desktop.storage.schema import VERSION


def upgrade(db: Db, version: int) -> None:
    """Migrate from schema `version` (0: empty file) to the newest; a killed upgrade leaves the old schema.

    Foreign keys are off while tables are rebuilt, and checked before the commit.
    """
    if version:
        copy_aside(db.path, version)
    with db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            command.upgrade(_config(connection), "head")
            guards.install(connection)
            _check(connection, db.path)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def copy_aside(path: Path, version: int) -> Path:
    """Copy the database to `<name>.v<version>.bak` through SQLite's own backup."""
    target = path.with_suffix(f".v{version}.bak")
    target.touch(mode=0o600)
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    return target


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _check(connection: Connection, path: Path) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise EnvironmentProblem(Trouble.DATABASE_DAMAGED, retry=False, path=str(path))
