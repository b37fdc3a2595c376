"""Hostile and broken backups: refused, and the shop that is there is not touched in a single byte."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.gateways import sealing
from pos_desktop.gateways.backup_book import load_book
from pos_desktop.services.office.backup.candidate import by_passphrase, check_file, unseal
from pos_desktop.services.office.backup.restoring import candidate
from pos_desktop.storage.opening import FILE_NAME
from tests.support.backups import PASSPHRASE, altered, go_on, lying_in
from tests.support.refusals import in_trouble
from tests.support.shop import Shop

FLIPS, FLIPS_IN_FULL = 200, 10_000


@pytest.fixture
def closed(later: Shop) -> Path:
    """The shop's folder, closed."""
    later.close()
    return later.folder


def refusal_of(folder: Path, file: Path, passphrase: str = PASSPHRASE) -> Code:
    with pytest.raises(Rejected) as caught, candidate(folder, file, passphrase, go_on):
        raise AssertionError("it was taken")
    return caught.value.code


@pytest.mark.timeout(3600)
def test_a_flipped_bit_anywhere_is_refused(closed: Path, file: Path, *, full: bool) -> None:
    content, chance = file.read_bytes(), random.Random(20260302)
    changed = closed.parent / "changed"
    shutil.copyfile(file, changed)
    before = lying_in(closed)
    count = FLIPS_IN_FULL if full else FLIPS
    flips = [(chance.randrange(len(content)), 1 << chance.randrange(8)) for _ in range(count)]
    with changed.open("rb+", buffering=0) as raw:
        for at, bit in flips:
            raw.seek(at)
            raw.write(bytes([content[at] ^ bit]))
            assert refusal_of(closed, changed) in (Code.BACKUP_DAMAGED, Code.BACKUP_FOREIGN), at
            raw.seek(at)
            raw.write(content[at : at + 1])
    assert lying_in(closed) == before
    assert changed.read_bytes() == content, "the flips fired and were taken back"


@pytest.mark.parametrize("share", [0, 1, 10, 50, 90, 99])
def test_a_file_that_was_cut_is_refused(closed: Path, file: Path, share: int) -> None:
    before = lying_in(closed)
    changed = closed.parent / "cut"
    changed.write_bytes(file.read_bytes()[: file.stat().st_size * share // 100])

    assert refusal_of(closed, changed) in (Code.BACKUP_DAMAGED, Code.BACKUP_FOREIGN)
    assert lying_in(closed) == before


@pytest.mark.parametrize("change", [
    lambda content: content.pop(), lambda content: content.append(0), lambda content: content.extend(content[-40:]),
])  # fmt: skip
def test_a_byte_more_or_less_is_refused(closed: Path, file: Path, change: Callable[[bytearray], object]) -> None:
    assert refusal_of(closed, altered(file, change)) is Code.BACKUP_DAMAGED


def test_another_passphrase_is_refused_and_nothing_was_touched(closed: Path, file: Path) -> None:
    before = lying_in(closed)

    assert refusal_of(closed, file, "mật khẩu của ai") is Code.WRONG_PASSPHRASE
    assert lying_in(closed) == before


def test_other_files_are_no_backups(closed: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_bytes(b"PK\x03\x04" + b"x" * 1000)

    assert refusal_of(closed, letter) is Code.BACKUP_FOREIGN
    assert refusal_of(closed, closed / FILE_NAME) is Code.BACKUP_FOREIGN
    with in_trouble(Trouble.FILE_UNREADABLE), candidate(closed, tmp_path / "none", PASSPHRASE, go_on):
        pass
    with in_trouble(Trouble.FILE_UNREADABLE), candidate(closed, tmp_path, PASSPHRASE, go_on):
        pass


# sealed by somebody who has the data folder, and means us ill


def sealed_again(folder: Path, file: Path, tmp_path: Path, spoil: Callable[[sqlite3.Connection], object],
                 **manifest: object) -> Path:  # fmt: skip
    """The same backup with its database changed, sealed as the till itself would."""
    bench = tmp_path / "bench"
    bench.mkdir()
    told = unseal(file, by_passphrase(PASSPHRASE), bench, go_on)
    with closing(sqlite3.connect(bench / FILE_NAME, isolation_level=None)) as raw:
        spoil(raw)
    content = (bench / FILE_NAME).read_bytes()
    plain = {"shop_id": told.shop_id, "taken_at": told.taken_at, "size": len(content), "sales": told.sales,
             "problems": told.problems, "keys": told.keys, **manifest}  # fmt: skip
    text = json.dumps(plain).encode()
    pair = load_book(folder).pair
    assert pair is not None
    made = tmp_path / "again"
    with made.open("wb") as out:
        sealer = sealing.Sealer(out, pair, {})
        sealer.write(len(text).to_bytes(4, "big") + text + content)
        sealer.finish()
    return made


def does(sql: str) -> Callable[[sqlite3.Connection], object]:
    return lambda raw: raw.executescript(sql)


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON sale BEGIN UPDATE account SET balance = balance + 1; END", "BACKUP_STRANGE"),
        ("CREATE TRIGGER tr_sale_insert BEFORE INSERT ON sale BEGIN SELECT RAISE(IGNORE); END", "BACKUP_STRANGE"),
        ("CREATE VIEW v AS SELECT * FROM person", "BACKUP_STRANGE"),
        ("CREATE TABLE mine (x)", "BACKUP_STRANGE"),
        ("DROP TRIGGER tr_sale_delete", "BACKUP_STRANGE"),
        ("CREATE INDEX mine ON sale (note)", "BACKUP_STRANGE"),
        ("PRAGMA user_version=0", "BACKUP_DAMAGED"),
        ("PRAGMA application_id=7", "BACKUP_DAMAGED"),
        ("UPDATE account SET balance = balance + 1000", "BACKUP_UNSOUND"),
        ("DROP TRIGGER tr_journal_update; UPDATE journal SET body = '{}' WHERE seq = 3;"
         "CREATE TRIGGER tr_journal_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, "
         "'journal: append-only'); END", "BACKUP_UNSOUND"),
    ],
)  # fmt: skip
def test_a_database_with_something_of_anybody_s_is_refused(
    closed: Path, file: Path, tmp_path: Path, sql: str, code: str
) -> None:
    made = sealed_again(closed, file, tmp_path, does(sql))
    before = lying_in(closed)

    assert refusal_of(closed, made) == code
    assert lying_in(closed) == before


def test_untouched_it_would_have_been_taken(closed: Path, file: Path, tmp_path: Path) -> None:
    made = sealed_again(closed, file, tmp_path, does("SELECT 1"))
    with candidate(closed, made, PASSPHRASE, go_on) as found:
        assert found.sales == 1


def test_a_newer_program_s_backup_is_refused_by_name(closed: Path, file: Path, tmp_path: Path) -> None:
    made = sealed_again(closed, file, tmp_path, does("PRAGMA user_version=99"))
    with in_trouble(Trouble.DATABASE_NEWER), candidate(closed, made, PASSPHRASE, go_on):
        pass


@pytest.mark.parametrize("manifest", [
    {"size": 5}, {"size": 10**12}, {"size": "8"}, {"sales": None}, {"keys": []}, {"keys": {"codes": {}}}, {"more": 1},
    {"taken_at": "gestern"}, {"taken_at": 5},
])  # fmt: skip
def test_a_manifest_that_lies_is_refused(closed: Path, file: Path, tmp_path: Path, manifest: dict[str, object]) -> None:
    made = sealed_again(closed, file, tmp_path, does("SELECT 1"), **manifest)

    assert refusal_of(closed, made) is Code.BACKUP_DAMAGED


def test_a_manifest_without_end_or_beginning_is_refused(closed: Path, tmp_path: Path) -> None:
    pair = load_book(closed).pair
    assert pair is not None
    for content in (b"", b"\0", (1 << 30).to_bytes(4, "big") + b"x", (100).to_bytes(4, "big") + b"{}"):
        made = tmp_path / "made"
        with made.open("wb") as out:
            sealer = sealing.Sealer(out, pair, {})
            sealer.write(content)
            sealer.finish()
        assert refusal_of(closed, made) is Code.BACKUP_DAMAGED


def test_pages_of_noise_are_no_shop(tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(20):
        path = tmp_path / f"{number}.db"
        path.write_bytes(b"SQLite format 3\0" + chance.randbytes(8192))
        with pytest.raises((Rejected, EnvironmentProblem)):
            check_file(path)
