"""What a database in trouble says, and that nothing is written then."""

import os
import shutil
import sqlite3
import threading

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from pos_desktop.core.errors import Code, EnvironmentProblem, Trouble
from pos_desktop.storage.db import Db, trouble_of
from pos_desktop.storage.opening import open_db
from tests.support.refusals import in_trouble, refused

INSERT = "INSERT INTO shop (id, name, time_zone, created_at) VALUES ('{}', 'S', 'Asia/Ho_Chi_Minh', 'x')"


def shops(db: Db) -> int:
    with db.read() as tx:
        return tx.exec_driver_sql("SELECT count(*) FROM shop").scalar_one()


def test_a_write_is_there_or_not(db):
    with db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
    with pytest.raises(ZeroDivisionError), db.write() as tx:
        tx.exec_driver_sql(INSERT.format("b"))
        raise ZeroDivisionError
    assert shops(db) == 1


def test_a_trial_leaves_nothing(db):
    with db.trial() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
        assert tx.exec_driver_sql("SELECT count(*) FROM shop").scalar_one() == 1
    assert shops(db) == 0
    with pytest.raises(ZeroDivisionError), db.trial():
        raise ZeroDivisionError
    with db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
    assert shops(db) == 1


def test_a_broken_rule_is_our_bug_and_leaves_nothing(db):
    with pytest.raises(IntegrityError), db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
        tx.exec_driver_sql(INSERT.format("a"))
    assert shops(db) == 0


def test_half_a_character_is_refused_and_leaves_nothing(db):
    with refused(Code.INVALID_TEXT), db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
        tx.exec_driver_sql("SELECT ?", ("\ud83d",))
    with refused(Code.INVALID_TEXT), db.read() as tx:
        tx.exec_driver_sql("SELECT ?", ("\ud83d",))
    assert shops(db) == 0


def test_wrong_sql_is_our_bug(db):
    with pytest.raises(OperationalError), db.read() as tx:
        tx.exec_driver_sql("SELECT nothing FROM nowhere")


def test_writes_never_nest(db):
    with db.write() as tx:
        with pytest.raises(RuntimeError, match="never nest"), db.write():
            pass
        tx.exec_driver_sql(INSERT.format("a"))
    assert shops(db) == 1


def test_writes_of_two_threads_follow_each_other(db):
    inside, go_on = threading.Event(), threading.Event()
    order = []

    def slow():
        with db.write() as tx:
            inside.set()
            assert go_on.wait(10)
            tx.exec_driver_sql(INSERT.format("a"))
            order.append("slow")

    def second():
        with db.write() as tx:
            order.append("second")
            assert tx.exec_driver_sql("SELECT count(*) FROM shop").scalar() == 1

    first, later = threading.Thread(target=slow), threading.Thread(target=second)
    first.start()
    assert inside.wait(10)
    later.start()
    go_on.set()
    for thread in (first, later):
        thread.join(10)
    assert order == ["slow", "second"]


def test_a_locked_database_says_so_and_goes_on_afterwards(path):
    db = open_db(path, busy_ms=30)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with in_trouble(Trouble.DATABASE_LOCKED), db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
    assert shops(db) == 0, "readers are not locked out"
    other.execute("ROLLBACK")
    other.close()
    with db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
    assert shops(db) == 1
    db.close()


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("has_written", [False, True])
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_deleted_or_replaced_under_the_program_is_gone(db, path, tmp_path, has_written, replaced):
    if has_written:
        with db.write() as tx:
            tx.exec_driver_sql(INSERT.format("a"))
    copy = shutil.copy2(path, tmp_path / "copy.db")
    if replaced:
        os.replace(copy, path)
    else:
        path.unlink()
    with in_trouble(Trouble.DATABASE_GONE), db.write():
        pass
    with in_trouble(Trouble.DATABASE_GONE), db.read():
        pass
    assert path.exists() is replaced, "no new file is made in its place"


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
def test_a_file_deleted_during_a_write_is_not_acknowledged(db, path):
    with in_trouble(Trouble.DATABASE_GONE), db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
        path.unlink()


def test_a_full_disk_says_so_and_leaves_nothing_half(db):
    with db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
    pages = db._writer.exec_driver_sql("PRAGMA page_count").scalar()
    db._writer.rollback()
    db._writer.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    db._writer.rollback()
    with pytest.raises(EnvironmentProblem) as full, db.write() as tx:
        tx.exec_driver_sql(INSERT.format("b"))
        for number in range(1_000):
            tx.exec_driver_sql(INSERT.format(f"c{number}" + "x" * 1_000))
    assert full.value.code is Trouble.DATABASE_FULL
    assert full.value.retry
    assert shops(db) == 1

    db._writer.exec_driver_sql(f"PRAGMA max_page_count={pages + 1_000}")
    db._writer.rollback()
    with db.write() as tx:
        tx.exec_driver_sql(INSERT.format("b"))
    assert shops(db) == 2


def test_a_closed_database_opens_again(db):
    with db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
    db.close()
    db.close()
    with db.write() as tx:
        tx.exec_driver_sql(INSERT.format("b"))
    assert shops(db) == 2


def test_closing_leaves_one_file(db, path):
    with db.write() as tx:
        tx.exec_driver_sql(INSERT.format("a"))
    assert path.with_name("shop.db-wal").exists()
    db.close()
    assert sorted(p.name for p in path.parent.iterdir()) == ["shop.db"]


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("SQLITE_BUSY", Trouble.DATABASE_LOCKED), ("SQLITE_BUSY_SNAPSHOT", Trouble.DATABASE_LOCKED),
        ("SQLITE_LOCKED", Trouble.DATABASE_LOCKED), ("SQLITE_FULL", Trouble.DATABASE_FULL),
        ("SQLITE_IOERR_WRITE", Trouble.DATABASE_FULL), ("SQLITE_READONLY_DBMOVED", Trouble.DATABASE_GONE),
        ("SQLITE_READONLY_DIRECTORY", Trouble.FOLDER_UNUSABLE), ("SQLITE_IOERR_READ", Trouble.DATABASE_DAMAGED),
        ("SQLITE_READONLY", Trouble.DATABASE_READ_ONLY), ("SQLITE_CANTOPEN", Trouble.FOLDER_UNUSABLE),
        ("SQLITE_PERM", Trouble.FOLDER_UNUSABLE), ("SQLITE_CORRUPT", Trouble.DATABASE_DAMAGED),
        ("SQLITE_NOTADB", Trouble.DATABASE_DAMAGED), ("SQLITE_CONSTRAINT_CHECK", None), ("SQLITE_ERROR", None),
        ("SQLITE_MISUSE", None), ("", None),
    ],
)  # fmt: skip
def test_what_the_driver_says_of_the_machine(name, trouble):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name
    assert trouble_of(error) is trouble
    assert trouble_of(ValueError()) is None
