"""What a till keeps about its backups, and the list of who was erased."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from pos_desktop.gateways import backup_book, erased
from pos_desktop.gateways.backup_book import FILE_NAME, Book, Outcome, Record, change_book, load_book
from pos_desktop.gateways.sealing import Cost, make_pair

RECORD = Record("a", "", "2026-03-02T02:00:00+00:00", 5, "0f", 3, second="/usb", proved_at="2026-03-03T02:00:00+00:00")
WHOLE = Book(make_pair("cà phê sữa đá", Cost(64, 1, 1)), "/d", "/e", (RECORD,), ("a", "00"), Outcome("t", "a"),
             Outcome("t", "a", "BACKUP_DAMAGED", {"path": "x"}))  # fmt: skip


def test_everything_comes_back(tmp_path: Path) -> None:
    assert load_book(tmp_path) == Book()
    assert change_book(tmp_path, lambda _book: WHOLE) == WHOLE
    assert load_book(tmp_path) == WHOLE
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert change_book(tmp_path, lambda book: replace(book, tried=None)).made == WHOLE.made


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"pair": 5}', "\0", "[" * 5000])
def test_a_broken_book_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")

    assert load_book(tmp_path) == Book()


def test_a_change_that_fails_leaves_the_old_book(tmp_path: Path) -> None:
    change_book(tmp_path, lambda _book: WHOLE)
    with pytest.raises(ZeroDivisionError):
        change_book(tmp_path, lambda book: replace(book, folder=str(1 // len(book.folder[2:]))))
    assert load_book(tmp_path) == WHOLE
    assert backup_book.FILE_NAME in [path.name for path in tmp_path.iterdir()]


def test_the_list_of_erased_members_survives_a_cut_line(tmp_path: Path) -> None:
    row = {"member_id": "m1", "at": "2026-03-02T02:00:00+00:00", "reason": "xin", "staff_id": "s"}
    erased.keep_erased(tmp_path, [row])
    with (tmp_path / erased.FILE_NAME).open("a", encoding="utf-8") as file:
        file.write('{"member_id": "m2", "at\n')
    erased.keep_erased(tmp_path, [{**row, "member_id": "m3"}, {**row, "reason": "lần hai"}])

    found = erased.read_erased(tmp_path)
    assert sorted(found) == ["m1", "m3"]
    assert found["m1"] == row
    assert stat.S_IMODE((tmp_path / erased.FILE_NAME).stat().st_mode) == 0o600
