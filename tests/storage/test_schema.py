"""What the migrations make is what the tables in Python say."""

import re
import sqlite3
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from pos_desktop.storage import guards
from pos_desktop.storage.engine import APPLICATION_ID
from pos_desktop.storage.migrations import run
from pos_desktop.storage.schema import VERSION, metadata


def plain(sql: str) -> str:
    """SQL without quotes and superfluous blanks."""
    return " ".join(re.sub(r"\s*([(),])\s*", r"\1", sql.replace('"', "")).split())


def parts(sql: str) -> tuple[list[str], list[str], str]:
    """Columns in their order, constraints in any, and the options of a CREATE TABLE."""
    head, _, tail = plain(sql).partition("(")
    body, _, options = tail.rpartition(")")
    pieces, depth, start = [], 0, 0
    for place, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            pieces.append(body[start:place])
            start = place + 1
    pieces.append(body[start:])
    constraints = sorted(piece for piece in pieces if piece.startswith("CONSTRAINT"))
    return [piece for piece in pieces if piece not in constraints], constraints, head + options


def schema_of(path: Path) -> dict[tuple[str, str], object]:
    """Everything that a file is made of, alembic's own table aside."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    ).fetchall()
    connection.close()
    return {(kind, name): parts(sql) if kind == "table" else plain(sql) for kind, name, sql in rows}


def test_the_migrated_schema_is_the_one_in_python(empty_file, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    with engine.begin() as connection:
        metadata.create_all(connection)
        guards.install(connection)
    engine.dispose()

    migrated, fresh = schema_of(empty_file), schema_of(tmp_path / "fresh.db")
    assert set(migrated) == set(fresh)
    assert {key: value for key, value in migrated.items() if value != fresh[key]} == {}
    assert {kind for kind, _ in migrated} == {"table", "index", "trigger"}


def test_a_migrated_file_says_whose_and_how_new_it_is(empty_file):
    connection = sqlite3.connect(empty_file)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    assert APPLICATION_ID.to_bytes(4, "big") == b"KQP1"


def test_the_version_is_the_newest_migration():
    scripts = ScriptDirectory(str(Path(run.__file__).parent))
    assert scripts.get_heads() == [f"{VERSION:04d}"]


def test_every_rule_has_a_name(empty_file):
    """A table rebuild of a later migration drops what has no name."""
    sql = " ".join(str(value) for (kind, _), value in schema_of(empty_file).items() if kind == "table")
    assert "CHECK(" in sql
    assert len(re.findall(r"CONSTRAINT ck_\w+ CHECK\(", sql)) == sql.count("CHECK(")
    assert len(re.findall(r"CONSTRAINT uq_\w+ UNIQUE\(", sql)) == sql.count("UNIQUE(")
    assert len(re.findall(r"CONSTRAINT fk_\w+ FOREIGN KEY\(", sql)) == sql.count("FOREIGN KEY(")


def test_nothing_is_deleted_in_a_cascade(empty_file):
    assert not [value for value in schema_of(empty_file).values() if "CASCADE" in str(value).upper()]


def test_guards_can_be_installed_again(db):
    with db.write() as tx:
        before = tx.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").scalar()
        guards.install(tx)
        assert tx.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").scalar() == before > 0
