"""`kill -9` while a database is migrated or a new shop is made: nothing half is left, and the next try goes through."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from pos_desktop.core.clock import SetClock
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.opening import NewShop, create_shop, has_shop, open_till
from pos_desktop.storage.opening import open_db
from pos_desktop.storage.schema import VERSION
from tests.support.forked import Child, needs_fork
from tests.support.orders import OPENED
from tests.support.shop import QUICK

pytestmark = [needs_fork, pytest.mark.crash]
NEW = NewShop("Quán", "An", "2580")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_before(statement: int) -> None:
    """Die before the n-th statement of this process."""
    left = count(statement, -1)
    event.listen(Engine, "before_cursor_execute", lambda *_: die() if next(left) == 0 else None)


def statements_of(work: Any) -> int:
    """How many statements a piece of work sends."""
    sent = []

    def keep(*_: Any) -> None:
        sent.append(1)

    event.listen(Engine, "before_cursor_execute", keep)
    work()
    event.remove(Engine, "before_cursor_execute", keep)
    return len(sent)


def spread(statements: int, tries: int) -> list[int]:
    """Moments spread over all of them, first and last included."""
    return [round(n * (statements - 1) / (tries - 1)) for n in range(tries)]


def what_is_there(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (parts,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return version, parts


def test_a_migration_that_was_cut_left_nothing(tmp_path, full):
    whole = tmp_path / "whole.db"
    statements = statements_of(lambda: open_db(whole, create=True).close())
    assert statements > 100
    for step in range(statements) if full else spread(statements, 4):
        path = tmp_path / f"cut{step}.db"

        def work(_say, path=path, step=step):
            die_before(step)
            open_db(path, create=True)

        assert Child(work).end()[1].was_killed
        version, parts = what_is_there(path)
        assert (version, parts) in ((0, 0), what_is_there(whole)), "all or nothing"
        open_db(path, create=True).close()
        assert what_is_there(path) == what_is_there(whole)
        assert version in (0, VERSION)


@pytest.fixture
def quick_hash(monkeypatch):
    """The real hash takes a fifth of a second."""
    import argon2

    monkeypatch.setattr(argon2, "PasswordHasher", lambda **_: QUICK)


def make(folder: Path) -> None:
    create_shop(folder, NEW, clock=SetClock(OPENED)).db.close()


@pytest.mark.usefixtures("quick_hash")
def test_a_making_that_was_killed_can_be_made_again(tmp_path, full):
    statements = statements_of(lambda: make(tmp_path / "whole"))
    for step in spread(statements, 60 if full else 4):
        folder = tmp_path / f"cut{step}"

        def work(_say, folder=folder, step=step):
            die_before(step)
            make(folder)

        assert Child(work).end()[1].was_killed
        if not has_shop(folder):
            make(folder)
        still_a_shop(folder)


@pytest.mark.usefixtures("quick_hash")
@pytest.mark.parametrize("moment", ["keys", "replace", "chmod"])
def test_a_making_that_was_killed_between_its_files(tmp_path, moment):
    folder = tmp_path / "cut"

    def work(_say):
        if moment == "keys":
            Path.replace = lambda *_: die()
        else:
            setattr(os, moment, lambda *_: die())
        make(folder)

    assert Child(work).end()[1].was_killed
    assert not has_shop(folder)
    make(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["keys.json", "shop.db"]
    still_a_shop(folder)


def still_a_shop(folder: Path) -> None:
    till = open_till(folder, clock=SetClock(OPENED))
    assert till.shop.name == "Quán"
    assert Verification(till).run().ok
    till.db.close()
    shutil.rmtree(folder)
