"""A file is opened only if it is ours, whole, not newer than the program, and writable."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.storage import engine
from pos_desktop.storage.engine import APPLICATION_ID
from pos_desktop.storage.migrations.run import copy_aside
from pos_desktop.storage.opening import open_db
from pos_desktop.storage.schema import VERSION, metadata
from tests.support.forked import as_nobody, needs_fork
from tests.support.refusals import in_trouble


def sent_to(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def untouched(path):
    """After the test the file is, byte for byte, what it was, with nothing beside it."""
    yield path
    assert sorted(p.name for p in path.parent.iterdir()) == ["shop.db"]


def refused_as(trouble: Trouble, path: Path) -> None:
    before = path.read_bytes()
    with in_trouble(trouble):
        open_db(path)
    assert path.read_bytes() == before


def test_a_current_file_opens(path):
    db = open_db(path)
    with db.read() as tx:
        assert tx.exec_driver_sql("PRAGMA user_version").scalar() == VERSION
    db.close()


def test_an_absent_file_is_made_only_when_asked(tmp_path):
    path = tmp_path / "shop.db"
    with in_trouble(Trouble.DATABASE_GONE):
        open_db(path)
    assert not path.exists()
    open_db(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert set(metadata.tables) < tables


def test_an_empty_file_is_no_shop_but_may_become_one(tmp_path):
    path = tmp_path / "shop.db"
    path.touch()
    refused_as(Trouble.DATABASE_DAMAGED, path)
    open_db(path, create=True).close()
    open_db(path).close()


def test_a_newer_file_is_refused(untouched):
    sent_to(untouched, f"PRAGMA user_version={VERSION + 1}")
    refused_as(Trouble.DATABASE_NEWER, untouched)


def test_a_foreign_file_is_refused(untouched):
    untouched.unlink()
    sent_to(untouched, "CREATE TABLE theirs (a)", "INSERT INTO theirs VALUES (1)")
    refused_as(Trouble.DATABASE_FOREIGN, untouched)
    with in_trouble(Trouble.DATABASE_FOREIGN):
        open_db(untouched, create=True)


def test_a_foreign_file_with_our_version_number_is_refused(untouched):
    sent_to(untouched, f"PRAGMA application_id={APPLICATION_ID + 1}")
    refused_as(Trouble.DATABASE_FOREIGN, untouched)


@pytest.mark.parametrize(
    "content",
    [b"x" * 8192, b"SQLite format 3\0" + b"\xff" * 4080, b"PK\x03\x04" + b"\0" * 5000],
    ids=["x", "ff", "zip"],
)
def test_what_is_no_database_is_damaged(untouched, content):
    untouched.write_bytes(content)
    refused_as(Trouble.DATABASE_DAMAGED, untouched)


def test_a_cut_file_is_damaged(untouched):
    untouched.write_bytes(untouched.read_bytes()[:4096])
    with in_trouble(Trouble.DATABASE_DAMAGED):
        open_db(untouched)


def test_a_damaged_page_is_named_when_it_is_read(path):
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'shop'").fetchone()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(whole)
    db = open_db(path)
    with in_trouble(Trouble.DATABASE_DAMAGED), db.read() as tx:
        tx.exec_driver_sql("SELECT * FROM shop").all()
    db.close()


def test_a_file_that_somebody_holds_for_himself_is_locked(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with in_trouble(Trouble.DATABASE_LOCKED):
            open_db(path, busy_ms=20)


def test_settings_that_do_not_take_stop_the_program(path, monkeypatch):
    monkeypatch.setitem(engine.PRAGMAS, "synchronous", ("NORMAL", 2))
    with pytest.raises(EnvironmentProblem) as stop:
        open_db(path)
    assert stop.value.code is Trouble.DATABASE_SETTINGS
    assert stop.value.params["wrong"] == "{'synchronous': 1}"
    assert not stop.value.retry


def trouble_for_nobody(path: Path) -> str | None:
    """What somebody without rights is told."""

    def work() -> str | None:
        try:
            open_db(path).close()
        except EnvironmentProblem as problem:
            return problem.code.value
        return None

    return as_nobody(work)


@needs_fork
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "trouble"),
    [
        (0o444, 0o777, Trouble.DATABASE_READ_ONLY), (0o666, 0o555, Trouble.FOLDER_UNUSABLE),
        (0o000, 0o777, Trouble.DATABASE_READ_ONLY), (0o666, 0o777, None),
    ],
)  # fmt: skip
def test_rights_that_are_missing_are_named(empty_file, file_mode, folder_mode, trouble):
    with tempfile.TemporaryDirectory() as name:
        path = Path(shutil.copy2(empty_file, name))
        path.chmod(file_mode)
        os.chmod(name, folder_mode)
        try:
            assert trouble_for_nobody(path) == trouble
        finally:
            os.chmod(name, 0o700)


def test_a_copy_is_made_before_an_older_file_is_migrated(path):
    sent_to(path, "INSERT INTO shop (id, name, time_zone, created_at) VALUES ('a', 'S', 'Asia/Ho_Chi_Minh', 'x')")
    copy = copy_aside(path, 1)
    assert copy.name == "shop.v1.bak"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT id FROM shop").fetchall() == [("a",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
