"""Opens a shop's file: ours, not newer than the program, with the settings that we asked for, and up to date."""

from pathlib import Path

from sqlalchemy import Connection

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.storage.db import Db, translated
from pos_desktop.storage.engine import APPLICATION_ID, wrong_pragmas
from pos_desktop.storage.schema import VERSION

FILE_NAME = "shop.db"


def open_db(path: Path, *, create: bool = False, busy_ms: int = 5000) -> Db:
    """Open the database at `path`, migrating an older one; with `create` an absent one is made.

    Raises:
        EnvironmentProblem: DATABASE_FOREIGN, DATABASE_NEWER, DATABASE_SETTINGS, DATABASE_DAMAGED and the rest.
    """
    if not create and not path.exists():
        raise EnvironmentProblem(Trouble.DATABASE_GONE, path=str(path))
    db = Db(path, busy_ms=busy_ms)
    with translated(path):
        version = _inspect(db, path)
        if version < VERSION:
            _migrate(db, version)
    return db


def _inspect(db: Db, path: Path) -> int:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if wrong := wrong_pragmas(connection):
            raise EnvironmentProblem(Trouble.DATABASE_SETTINGS, retry=False, wrong=str(wrong))
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
        _check_ours(connection, path, version)
        return version


def _check_ours(connection: Connection, path: Path, version: int) -> None:
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    empty = not connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()
    if application != APPLICATION_ID and not empty:
        raise EnvironmentProblem(Trouble.DATABASE_FOREIGN, retry=False, path=str(path))
    if version > VERSION:
        raise EnvironmentProblem(Trouble.DATABASE_NEWER, retry=False, found=version, known=VERSION)


def _migrate(db: Db, version: int) -> None:
    # Alembic costs most of a second to import; a current database never needs it.
    from pos_desktop.storage.migrations.run import upgrade

    upgrade(db, version)
