"""The only opener of transactions: `Db.write()` for one use case, `Db.read()` for a look."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.text import MOST_NOTE
from pos_desktop.storage.engine import make_engine

# The first prefix that fits is taken.
_BY_NAME = {
    "SQLITE_BUSY": Trouble.DATABASE_LOCKED,
    "SQLITE_LOCKED": Trouble.DATABASE_LOCKED,
    "SQLITE_FULL": Trouble.DATABASE_FULL,
    "SQLITE_READONLY_DBMOVED": Trouble.DATABASE_GONE,
    "SQLITE_READONLY_DIRECTORY": Trouble.FOLDER_UNUSABLE,
    "SQLITE_READONLY": Trouble.DATABASE_READ_ONLY,
    "SQLITE_CANTOPEN": Trouble.FOLDER_UNUSABLE,
    "SQLITE_PERM": Trouble.FOLDER_UNUSABLE,
    "SQLITE_IOERR_READ": Trouble.DATABASE_DAMAGED,
    "SQLITE_IOERR_SHORT_READ": Trouble.DATABASE_DAMAGED,
    "SQLITE_IOERR": Trouble.DATABASE_FULL,
    "SQLITE_CORRUPT": Trouble.DATABASE_DAMAGED,
    "SQLITE_NOTADB": Trouble.DATABASE_DAMAGED,
}


class _Tried(Exception):
    """Rolls a trial back."""


class Db:
    """One shop's database. One writing connection and a few readers, kept open; more readers come and go.

    Transactions never nest, and none stays open over a question to a person.
    """

    def __init__(self, path: Path, *, busy_ms: int = 5000) -> None:
        self.path = path
        self.engine: Engine = make_engine(path, busy_ms=busy_ms)
        self._lock = threading.RLock()
        self._writing = False
        self._writer: Connection | None = None
        self._inode: int | None = None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One IMMEDIATE transaction: committed when the block ends, rolled back when it raises.

        Raises:
            EnvironmentProblem: the file is locked, full, read-only, damaged or gone; nothing was written.
        """
        with self._lock, translated(self.path):
            if self._writing:
                raise RuntimeError("write transactions never nest")
            connection = self._writing_connection()
            self._writing = True
            try:
                with connection.begin():
                    yield connection
                    self._check_file()
            except BaseException:
                _roll_back(connection)
                raise
            finally:
                self._writing = False

    @contextmanager
    def trial(self) -> Iterator[Connection]:
        """One transaction as `write` opens it that is always rolled back: tells what a deed would lead to.

        Raises:
            EnvironmentProblem: as `write` does.
        """
        with suppress(_Tried), self.write() as connection:
            yield connection
            raise _Tried

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One DEFERRED transaction on a connection of its own; what it sees does not move."""
        with translated(self.path):
            self._check_file()
            with self.engine.connect().execution_options(sqlite_readonly=True) as connection, connection.begin():
                yield connection

    def close(self) -> None:
        """Give the writing connection back; a later `write` opens it again."""
        with self._lock:
            if self._writer is not None:
                self._writer.close()
            self._writer = None
        self.engine.dispose()

    def remember_file(self) -> None:
        """Take the file that is there now for the shop's; DATABASE_GONE once another or none is in its place."""
        self._inode = _inode(self.path)

    def _writing_connection(self) -> Connection:
        self._check_file()
        if self._writer is None:
            self._writer = self.engine.connect()
            if self._inode is None:
                self.remember_file()
        return self._writer

    def _check_file(self) -> None:
        # On Linux a COMMIT into a deleted file still says OK.
        if self._inode is not None and _inode(self.path) != self._inode:
            raise EnvironmentProblem(Trouble.DATABASE_GONE, path=str(self.path))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the driver says of the machine into an `EnvironmentProblem`; broken rules stay our bugs.

    Half a character, which no database keeps, is refused as INVALID_TEXT.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise Rejected(Code.INVALID_TEXT, most=MOST_NOTE) from error
    except IntegrityError:
        raise
    except DBAPIError as error:
        trouble = trouble_of(error.orig)
        if trouble is None:
            raise
        raise EnvironmentProblem(trouble, path=str(path)) from error
    except sqlite3.Error as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise EnvironmentProblem(trouble, path=str(path)) from error


def trouble_of(error: BaseException | None) -> Trouble | None:
    """The machine's trouble behind a driver's error; None when it is not the machine's."""
    if str(error).startswith("Could not decode to UTF-8"):
        return Trouble.DATABASE_DAMAGED  # the driver gives this one no name
    name = getattr(error, "sqlite_errorname", "") or ""
    return next((trouble for prefix, trouble in _BY_NAME.items() if name.startswith(prefix)), None)


def _roll_back(connection: Connection) -> None:
    # After a full disk SQLite may have rolled back by itself; a ROLLBACK then fails, and both are fine.
    raw = connection.connection.dbapi_connection
    if raw is not None and getattr(raw, "in_transaction", False):
        try:
            raw.rollback()
        except (sqlite3.Error, OperationalError):
            connection.invalidate()


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None
