"""`doctor`: finds what is wrong, calls nothing ready that does not say so, and leaves every byte as it was."""

import json
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from pos_desktop import wording
from pos_desktop.cli import doctor, doctor_shop, findings
from pos_desktop.cli.main import main
from pos_desktop.cli.options import Options
from pos_desktop.storage.opening import FILE_NAME
from printing.virtual.machine import VirtualPrinter
from tests.support.forked import Child, needs_fork
from tests.support.shop import Shop, copy_of

NAMES = ["program", "python", "qt", "sqlalchemy", "sqlite", "fonts", "folder", "space", "database", "keys", "clock",
         "window", "printer", "backup"]  # fmt: skip


@pytest.fixture
def folder(template, tmp_path):
    return copy_of(template, tmp_path / "shop")


@pytest.fixture
def paper():
    with VirtualPrinter() as printer:
        yield printer


def found(folder, printer=""):
    return {finding.name: finding for finding in doctor.examine(Options(data=str(folder), printer=printer))}


def bytes_in(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_good_shop_is_good_and_stays_as_it_was(folder):
    before = bytes_in(folder)

    told = found(folder)

    assert list(told) == NAMES
    assert [finding.text for finding in told.values() if not finding.ok] == []
    assert "Nguyên vẹn" in told["database"].text
    assert not told["database"].warning
    assert bytes_in(folder) == before


def test_nothing_there_yet_is_no_fault_and_nothing_is_made(tmp_path):
    told = found(tmp_path / "not" / "yet")

    assert [finding.text for finding in told.values() if not finding.ok] == []
    assert "sẽ được tạo" in told["folder"].text
    assert "Chưa có cửa hàng" in told["database"].text
    assert list(tmp_path.iterdir()) == []


def test_a_shop_in_use_can_be_looked_at(folder):
    shop = Shop(folder)
    shop.sold("1 x CÀ PHÊ @ 29000")
    try:
        assert (folder / f"{FILE_NAME}-wal").stat().st_size > 0, "the till holds its journal"
        assert found(folder)["database"].ok
    finally:
        shop.close()


@needs_fork
@pytest.mark.parametrize(
    "statements",
    [["PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE"], ["BEGIN EXCLUSIVE"],
     ["PRAGMA journal_mode=DELETE", "BEGIN EXCLUSIVE"]],
    ids=["kept", "writing", "old journal"],
)  # fmt: skip
def test_a_database_that_another_program_keeps_is_not_called_intact(folder, monkeypatch, statements):
    def keep(say):
        connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        say("kept")
        signal.pause()

    child = Child(keep)
    assert child.first_line() == "kept", "the fault must have fired"
    monkeypatch.setattr(doctor_shop, "BUSY_SECONDS", 0.1)
    told = found(folder)["database"]
    child.kill()
    child.end()

    assert (told.ok, told.warning, "Nguyên vẹn" in told.text) == (True, True, False)
    assert "Nguyên vẹn" in found(folder)["database"].text


def test_a_damaged_database_is_named(folder):
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 4)

    told = found(folder)["database"]

    assert not told.ok
    assert "hỏng" in told.text


@pytest.mark.parametrize(
    ("pragma", "words"), [("application_id = 1", "không phải dữ liệu"), ("user_version = 99", "phiên bản 99")]
)
def test_a_foreign_or_newer_database_is_named(folder, pragma, words):
    with sqlite3.connect(folder / FILE_NAME) as connection:
        connection.execute(f"PRAGMA {pragma}")
    connection.close()

    told = found(folder)["database"]

    assert not told.ok
    assert words in told.text


def test_no_database_at_all_is_named(folder):
    (folder / FILE_NAME).write_text("Đây là một lá thư.", encoding="utf-8")

    told = found(folder)

    assert not told["database"].ok
    assert list(told) == NAMES, "the other looks go on"


@pytest.mark.skipif(os.name != "posix", reason="POSIX modes")
def test_keys_that_others_can_read_are_a_fault(folder):
    (folder / "keys.json").chmod(0o644)

    assert not found(folder)["keys"].ok
    assert "644" in found(folder)["keys"].text


def test_lost_keys_are_a_fault(folder):
    (folder / "keys.json").unlink()

    assert not found(folder)["keys"].ok


def test_a_folder_that_is_a_file_is_a_fault(tmp_path):
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")

    assert not found(place)["folder"].ok


def test_a_synchronised_folder_is_a_warning(template, tmp_path):
    told = found(copy_of(template, tmp_path / "OneDrive" / "shop"))["folder"]

    assert (told.ok, told.warning) == (True, True)


def test_a_full_disk_is_a_fault(folder, monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_FREE", 10**18)

    assert not found(folder)["space"].ok


def test_missing_fonts_are_a_fault(folder, monkeypatch):
    def nowhere():
        raise OSError

    monkeypatch.setattr(doctor, "faces", nowhere)

    assert "Roboto-Bold.ttf" in found(folder)["fonts"].text
    assert not found(folder)["fonts"].ok


@pytest.mark.parametrize(("has_fix", "warns"), [(True, False), (False, True)])
def test_the_wal_reset_bug_is_a_warning(folder, monkeypatch, has_fix, warns):
    monkeypatch.setattr(doctor, "has_wal_reset_fix", lambda: has_fix)

    told = found(folder)["sqlite"]

    assert (told.ok, told.warning) == (True, warns)
    assert sqlite3.sqlite_version in told.text


def test_a_setting_that_sqlite_refuses_is_a_fault(folder, monkeypatch):
    monkeypatch.setattr(doctor, "wrong_pragmas", lambda connection: {"synchronous": 1})

    assert not found(folder)["sqlite"].ok


def test_qt_is_not_loaded_and_may_be_missing(folder, monkeypatch):
    monkeypatch.setattr(doctor, "_version", lambda name: "")

    told = found(folder)["qt"]

    assert (told.ok, told.warning) == (True, True)


@pytest.mark.parametrize("year", ["1999", "2150"])
def test_an_implausible_clock_is_a_fault(folder, monkeypatch, year):
    monkeypatch.setattr(doctor_shop, "PLAUSIBLE_YEARS", range(int(year), int(year) + 1))

    assert not found(folder)["clock"].ok


def test_a_clock_behind_the_last_entry_is_a_fault(folder):
    shop = Shop(folder)
    shop.on("2999-01-01")
    shop.sold("1 x CÀ PHÊ @ 29000")
    shop.close()

    told = found(folder)["clock"]

    assert not told.ok
    assert "01/01/2999" in told.text


def test_an_open_window_is_told_a_dead_one_is_not_called_open(folder):
    (folder / "window.lock").write_text(f"{os.getpid()}\npos-desktop\nhost\n", encoding="utf-8")
    assert str(os.getpid()) in found(folder)["window"].text

    (folder / "window.lock").write_text("999999999\npos-desktop\nhost\n", encoding="utf-8")
    assert "đột ngột" in found(folder)["window"].text


def test_a_printer_says_how_it_is(folder, paper):
    assert "sẵn sàng" in found(folder, paper.uri)["printer"].text
    assert found(folder, f"{paper.uri}#58mm;buzzer=2")["printer"].text == found(folder, paper.uri)["printer"].text
    paper.paper = "low"
    assert found(folder, paper.uri)["printer"].warning
    paper.cover_open = True
    told = found(folder, paper.uri)["printer"]
    assert (told.ok, "nắp đang mở" in told.text) == (False, True)
    assert paper.jobs == [], "nothing is printed"


def test_a_silent_printer_is_never_called_ready(folder, paper):
    paper.mute = True

    told = found(folder, paper.uri)["printer"]

    assert (told.ok, told.warning) == (True, True)
    assert "sẵn sàng" not in told.text
    assert paper.connections == 1


def test_a_printer_that_is_away_is_a_fault(folder, paper):
    paper.refuse()

    assert not found(folder, paper.uri)["printer"].ok


@pytest.mark.parametrize(
    ("uri", "ok", "warning"),
    [
        ("none", True, False),
        ("bogus://x", False, False),
        ("cups://Quay", True, True),
        ("win32://Quay", True, True),
        ("serial:///dev/no-such-port", False, False),
        ("file:///no/such/folder/paper", False, False),
    ],
)
def test_every_kind_of_printer_address_is_judged(folder, uri, ok, warning):
    told = found(folder, uri)["printer"]

    assert (told.ok, told.warning) == (ok, warning), told.text


def test_a_printer_file_is_not_made(folder, tmp_path):
    told = found(folder, f"file://{tmp_path}/paper")["printer"]

    assert told.ok
    assert not (tmp_path / "paper").exists()


def test_the_tills_own_printer_is_asked_when_no_other_is_named(folder, paper):
    (folder / "till.json").write_text(json.dumps({"printer": paper.uri}), encoding="utf-8")
    assert paper.uri in found(folder)["printer"].text

    (folder / "till.json").write_text("{broken", encoding="utf-8")
    assert "Chưa chọn" in found(folder)["printer"].text


def test_the_fallback_is_asked_where_there_is_one(folder, paper, capsys):
    assert "fallback" not in found(folder)
    (folder / "till.json").write_text(json.dumps({"fallback": f"{paper.uri}#58mm"}), encoding="utf-8")

    told = found(folder, "none")

    assert (told["fallback"].ok, paper.uri in told["fallback"].text) == (True, True)
    assert main(["--data", str(folder), "doctor"]) == 0
    assert "Máy in dự phòng" in capsys.readouterr().out


def test_a_look_that_breaks_is_a_finding_itself():
    def broken():
        raise KeyError("shop")

    (told,) = findings.looked("folder", broken)

    assert (told.name, told.ok) == ("folder", False)
    assert "KeyError" in told.text


def test_the_command_speaks_json_and_ends_as_it_found(folder, capsys):
    assert main(["--data", str(folder), "doctor", "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["ok"] is True
    assert [finding["name"] for finding in plain["findings"]] == NAMES
    assert set(plain["findings"][0]) == {"name", "ok", "warning", "text"}

    assert main(["--data", str(folder), "--printer", "bogus", "doctor", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["ok"] is False


@pytest.mark.parametrize(("language", "word"), [("vi", "Thư mục dữ liệu"), ("en", "Data folder")])
def test_the_table_is_in_the_language_asked_for(folder, capsys, language, word):
    try:
        assert main(["--data", str(folder), "--lang", language, "doctor"]) == 0
    finally:
        wording.set_language("vi")

    assert word in capsys.readouterr().out


def test_the_lock_file_is_the_windows_own():
    source = Path(doctor_shop.__file__).parents[1] / "app" / "lock.py"

    assert f'"{doctor_shop.LOCK_FILE}"' in source.read_text(encoding="utf-8")
