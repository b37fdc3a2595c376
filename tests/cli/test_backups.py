"""`backup` and `restore` from outside: passphrases, users, statuses, and a fresh machine."""

import json
import os
from pathlib import Path

import pytest

from tests.support.till_process import run

PASSPHRASE = "cà phê sữa đá"
OWNER, PIN = "Tý", "826473"
KNOWN = {"POS_PASSPHRASE": PASSPHRASE, "POS_PIN": PIN}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real, empty shop, and one backup of it made without anybody's name."""
    folder = tmp_path_factory.mktemp("real") / "shop"
    assert run("--data", folder, "new-shop", "--name", "Quán", "--owner", OWNER, POS_PIN=PIN).returncode == 0
    made = run("--data", folder, "backup", folder.parent / "one.kqbackup", POS_PASSPHRASE=PASSPHRASE)
    assert made.returncode == 0, made.stderr
    return folder


def test_without_a_passphrase_nothing_is_made(real: Path, tmp_path: Path) -> None:
    refused = run("--data", real, "backup", tmp_path / "f")
    weak = run("--data", real, "backup", tmp_path / "f", POS_PASSPHRASE="ngắn")

    assert (refused.returncode, "PASSPHRASE_NEEDED" in refused.stderr) == (1, True)
    assert (weak.returncode, "WEAK_PASSPHRASE" in weak.stderr) == (1, True)
    assert not (tmp_path / "f").exists()


def test_on_a_fresh_machine_the_passphrase_and_the_owner_s_pin_are_enough(real: Path, tmp_path: Path) -> None:
    file, fresh = real.parent / "one.kqbackup", tmp_path / "fresh"
    wrong = run("--data", fresh, "restore", file, "--user", OWNER, **{**KNOWN, "POS_PASSPHRASE": "mật khẩu khác"})
    nobody = run("--data", fresh, "restore", file, **KNOWN)
    no_pin = run("--data", fresh, "restore", file, "--user", OWNER, **{**KNOWN, "POS_PIN": "111111"})
    assert [(one.returncode, one.stderr.partition(":")[0]) for one in (wrong, nobody, no_pin)] == [
        (1, "WRONG_PASSPHRASE"), (1, "UNKNOWN_USER"), (1, "WRONG_PIN"),
    ]  # fmt: skip
    assert not (fresh / "shop.db").exists()

    done = run("--data", fresh, "restore", file, "--user", OWNER, **KNOWN)
    assert done.returncode == 0, done.stderr
    assert json.loads(run("--data", fresh, "verify", "--json").stdout)["ok"]


def test_a_passphrase_that_the_owner_gives_is_the_shop_s_from_then_on(real: Path) -> None:
    kept = run("--data", real, "backup", "--user", OWNER, **KNOWN)
    again = run("--data", real, "backup")
    other = run("--data", real, "backup", POS_PASSPHRASE="mật khẩu khác")

    assert kept.returncode == 0, kept.stderr
    assert again.returncode == 0, "nobody has to be asked: a timetable may do it"
    assert (other.returncode, "WRONG_PASSPHRASE" in other.stderr) == (1, True)
    assert len(list((real / "backups").iterdir())) == 1, "of one day the newest stays"
    findings = {one["name"]: one for one in json.loads(run("--data", real, "doctor", "--json").stdout)["findings"]}
    assert findings["backup"]["ok"]
    assert not findings["backup"]["warning"]
    assert findings["trial"]["warning"], "nothing was tried yet"


def test_restore_stands_back_from_an_open_window(real: Path, tmp_path: Path) -> None:
    lock = real / "window.lock"
    lock.write_text(f"{os.getpid()}\npos\nhere\n", encoding="utf-8")
    open_ = run("--data", real, "restore", real.parent / "one.kqbackup", "--user", OWNER, **KNOWN)
    lock.unlink()

    assert (open_.returncode, "FOLDER_IN_USE" in open_.stderr) == (3, True)
    assert not (real / "before-restore").exists()


def test_a_file_that_is_no_backup(real: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("dear", encoding="utf-8")
    foreign = run("--data", real, "restore", letter, "--user", OWNER, **KNOWN)
    absent = run("--data", real, "restore", tmp_path / "none", "--user", OWNER, **KNOWN)

    assert (foreign.returncode, "BACKUP_FOREIGN" in foreign.stderr) == (1, True)
    assert (absent.returncode, "FILE_UNREADABLE" in absent.stderr) == (3, True)
