"""An empty shop's file for the tests of rows."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_desktop.storage.db import Db
from pos_desktop.storage.opening import open_db


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file without a row; tests copy it."""
    path = tmp_path_factory.mktemp("empty") / "shop.db"
    open_db(path, create=True).close()
    return path


@pytest.fixture
def path(empty_file: Path, tmp_path: Path) -> Path:
    """A migrated file of the test's own."""
    return Path(shutil.copy2(empty_file, tmp_path / "shop.db"))


@pytest.fixture
def db(path: Path) -> Iterator[Db]:
    """That file, opened."""
    opened = open_db(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _bare(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    copy = Path(shutil.copy2(empty_file, tmp_path_factory.mktemp("bare") / "shop.db"))
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.execute("PRAGMA recursive_triggers=ON")
    yield connection
    connection.close()


@pytest.fixture
def bare(_bare: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The driver itself on a migrated file, references unchecked, so that a row can stand alone; rolled back."""
    _bare.execute("BEGIN")
    yield _bare
    _bare.execute("ROLLBACK")
