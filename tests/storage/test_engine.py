"""Transactions mean what they say: what is really sent, and what another connection sees meanwhile."""

import sqlite3
from contextlib import contextmanager

import pytest

from pos_desktop.core.errors import Trouble
from pos_desktop.storage import engine
from pos_desktop.storage.db import Db
from pos_desktop.storage.engine import PRAGMAS, wrong_pragmas
from tests.support.refusals import in_trouble

INSERT = "INSERT INTO shop (id, name, time_zone, created_at) VALUES ('s', 'S', 'Asia/Ho_Chi_Minh', 'x')"


@contextmanager
def traced(connection):
    """What the driver really sends to SQLite."""
    sent: list[str] = []
    raw = connection.connection.dbapi_connection
    raw.set_trace_callback(sent.append)
    yield sent
    raw.set_trace_callback(None)


@contextmanager
def another(path, timeout=0.0):
    """A connection of somebody else."""
    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    yield connection
    connection.close()


def test_every_pragma_is_read_back(db):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
              "mmap_size": 0, "recursive_triggers": 1, "busy_timeout": 5000}  # fmt: skip
    for opened in (db.read, db.write):
        with opened() as tx:
            got = {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert got == wanted
            assert wrong_pragmas(tx) == {}


@pytest.mark.parametrize("name", sorted(set(PRAGMAS) - {"journal_mode", "mmap_size"}))
def test_a_pragma_that_did_not_take_shows(db, name):
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"PRAGMA {name}={1 - int(PRAGMAS[name][1] != 0)}")
        assert set(wrong_pragmas(connection)) == {name}


def test_a_write_begins_immediate(db):
    with db.write():
        pass  # the connection is there
    with traced(db._writer) as sent, db.write() as tx:
        tx.exec_driver_sql("SELECT 1")
    assert sent == ["BEGIN IMMEDIATE", "SELECT 1", "COMMIT"]


def test_a_look_alone_holds_the_write_lock(db, path):
    with db.write() as tx:
        tx.exec_driver_sql("SELECT count(*) FROM shop").scalar()
        with another(path) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    with another(path) as other:
        other.execute("BEGIN IMMEDIATE")


def test_a_read_begins_deferred_and_locks_nobody_out(db, path):
    with db.engine.connect().execution_options(sqlite_readonly=True) as connection:
        with traced(connection) as sent, connection.begin():
            connection.exec_driver_sql("SELECT count(*) FROM shop").scalar()
        assert sent == ["BEGIN DEFERRED", "SELECT count(*) FROM shop", "COMMIT"]
    with db.read() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM shop").scalar() == 0
        with another(path) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute(INSERT)
            other.execute("COMMIT")
        assert tx.exec_driver_sql("SELECT count(*) FROM shop").scalar() == 0, "what a reader sees does not move"
    with db.read() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM shop").scalar() == 1


def test_autocommit_comes_back_clean(db):
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        with traced(connection) as sent:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            connection.exec_driver_sql("VACUUM")
        assert "BEGIN IMMEDIATE" not in sent
    with db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw.isolation_level is None
        assert not raw.in_transaction
        with traced(connection) as sent, connection.begin():
            connection.exec_driver_sql("SELECT 1")
    assert sent[0] == "BEGIN IMMEDIATE"


def test_a_savepoint_goes_with_its_transaction(db):
    with pytest.raises(ZeroDivisionError), db.write() as tx:
        with tx.begin_nested():
            tx.exec_driver_sql(INSERT)
        raise ZeroDivisionError
    with db.read() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM shop").scalar() == 0


def test_ddl_goes_with_its_transaction(db):
    with pytest.raises(ZeroDivisionError), db.write() as tx:
        tx.exec_driver_sql("CREATE TABLE x (a INTEGER) STRICT")
        raise ZeroDivisionError
    with db.read() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE name = 'x'").scalar() == 0


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 1), True),
    ],
)  # fmt: skip
def test_versions_with_the_wal_reset_fix(version, fixed):
    assert engine.has_wal_reset_fix(version) is fixed


def test_a_sqlite_without_strict_tables_is_refused():
    engine.check_sqlite_version((3, 37, 0))
    with in_trouble(Trouble.SQLITE_TOO_OLD):
        engine.check_sqlite_version((3, 36, 9))


def test_a_database_opens_lazily(tmp_path):
    Db(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
