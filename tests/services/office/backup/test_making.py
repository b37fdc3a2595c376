"""Making a backup: who may, what it holds, what is kept of it, and that nothing half is ever left."""

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_desktop.core.errors import Code, Trouble
from pos_desktop.gateways.backup_book import FILE_NAME, load_book
from pos_desktop.services.journal import Event
from pos_desktop.services.office.backup import making, shelf
from pos_desktop.services.office.backup.backups import Backups, error_of
from pos_desktop.services.office.backup.making import WHOLE
from tests.services.office.backup.conftest import MEMBER, PHONE
from tests.support.backups import PASSPHRASE, QUICK, backed_up, backups_of, go_on
from tests.support.refusals import in_trouble, refused
from tests.support.shifts import closed
from tests.support.shop import CASHIER, MANAGER, OWNER, Shop


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if "making" in path.name]


def test_a_backup_is_one_sealed_file_and_the_shop_knows_it(later: Shop, file: Path) -> None:
    raw, state = file.read_bytes(), backups_of(later).state()

    for word in (MEMBER.encode(), PHONE[1:].encode(), b"SQLite format", b"pepper"):
        assert word not in raw
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((later.folder / FILE_NAME).stat().st_mode) == 0o600
    assert [one.path for one in state.backups] == [file]
    record = state.backups[0].record
    assert record is not None
    assert (record.sales, record.problems, record.size) == (1, 0, file.stat().st_size)
    assert record.digest == shelf.digest_of(file)
    assert state.made is not None
    assert state.made.code == ""
    assert PASSPHRASE not in json.dumps(json.loads((later.folder / FILE_NAME).read_text("utf-8")), ensure_ascii=False)
    assert left_over(later.folder) == []


def test_the_way_is_told_and_rises_to_the_whole(shop: Shop) -> None:
    told: list[tuple[int, int]] = []
    backed_up(shop, lambda done, whole: bool(told.append((done, whole))) or True)

    assert {whole for _, whole in told} == {WHOLE}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (WHOLE, WHOLE)


@pytest.mark.parametrize("stop_at", [0, 300, 500, 760, 950])
def test_stopped_at_any_point_nothing_is_left(shop: Shop, stop_at: int) -> None:
    backups, owner, told = backups_of(shop), shop.person(OWNER).id, list[int]()
    backups.set_passphrase(PASSPHRASE, owner)

    def until(done: int, _whole: int) -> bool:
        told.append(done)
        return done < stop_at

    assert backups.make(until, owner) is None
    assert told[-1] >= stop_at
    assert all(done < stop_at for done in told[:-1])
    assert backups.state().backups == ()
    assert left_over(shop.folder) == []


def test_who_may(shop: Shop, later: Shop) -> None:
    backups = backups_of(later)
    with refused(Code.NOT_ALLOWED, right="export"):
        backups.make(go_on, later.person(CASHIER).id)
    assert backups.make(go_on, later.person(MANAGER).id) is not None
    with refused(Code.NOT_ALLOWED, right="restore"):
        backups.set_passphrase("một mật khẩu khác", later.person(MANAGER).id)
    with refused(Code.PASSPHRASE_NEEDED):
        backups_of(shop).make(go_on, shop.person(OWNER).id)
    with refused(Code.WEAK_PASSPHRASE):
        backups.set_passphrase("123456789", later.person(OWNER).id)


def test_what_people_do_is_in_the_journal_and_holds_no_secret(shop: Shop) -> None:
    backed_up(shop)
    told = [(kind, body) for kind, body in shop.rows("SELECT kind, body FROM journal ORDER BY seq DESC LIMIT 2")]

    assert [kind for kind, _ in told] == [Event.BACKED_UP, Event.BACKUP_PASSPHRASE]
    assert PASSPHRASE not in str(told)


def test_a_file_that_is_no_backup_is_never_overwritten(shop: Shop, tmp_path: Path) -> None:
    backed_up(shop)
    letter = tmp_path / "letter.txt"
    letter.write_text("dear", encoding="utf-8")
    with in_trouble(Trouble.FILE_UNWRITABLE):
        backups_of(shop).make(go_on, shop.person(OWNER).id, letter)
    assert letter.read_text(encoding="utf-8") == "dear"

    target = tmp_path / "usb" / "own.kqbackup"
    assert backups_of(shop).make(go_on, shop.person(OWNER).id, target) is not None
    before = target.read_bytes()
    assert backups_of(shop).make(go_on, shop.person(OWNER).id, target) is not None
    assert target.read_bytes() != before
    assert len(backups_of(shop).state().backups) == 1, "files of one's own are not in the rotation"


def test_old_ones_go_and_the_second_copy_is_there(shop: Shop, tmp_path: Path) -> None:
    usb, backups, owner = tmp_path / "usb", backups_of(shop), shop.person(OWNER).id
    usb.mkdir()
    (usb / "ảnh.jpg").write_bytes(b"x")
    other = usb / "khach-quen-000000-2025-01-01-220000.kqbackup"
    other.write_bytes(b"another shop's")
    backups.set_folders("", str(usb), owner)
    for day in range(4, 13):
        shop.on(f"2026-04-{day:02d} 22:00")
        backed_up(shop)

    names = [one.path.name for one in backups.state().backups]
    assert [name[18:28] for name in names] == [f"2026-04-{day:02d}" for day in (12, 11, 10, 9, 8, 7, 6, 5)]
    assert {path.name for path in usb.iterdir()} == {*names, "ảnh.jpg", other.name}
    book = load_book(shop.folder)
    assert [record.name for record in book.records] == names[::-1]
    assert {record.second for record in book.records} == {str(usb)}


def test_a_stick_that_is_not_plugged_in_is_told_and_the_backup_is_there(shop: Shop, tmp_path: Path) -> None:
    usb, backups = tmp_path / "usb", backups_of(shop)
    usb.mkdir()
    backups.set_folders("", str(usb), shop.person(OWNER).id)
    usb.rmdir()
    made = backed_up(shop)
    told = backups.state().made

    assert made.path.exists()
    assert told is not None
    assert (told.code, told.params["path"]) == (Trouble.FOLDER_UNUSABLE, str(usb))
    assert error_of(told) is not None
    with in_trouble(Trouble.FOLDER_UNUSABLE):
        backups.set_folders(str(usb), "", shop.person(OWNER).id)


def test_a_z_makes_one_due_and_a_failure_is_kept_and_tried_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    backups, owner = backups_of(shop), shop.person(OWNER).id
    closed(shop.desk, owner)
    assert not backups.is_due(), "nobody can seal anything yet"
    backups.set_passphrase(PASSPHRASE, owner)
    assert backups.is_due()

    with monkeypatch.context() as broken:
        broken.setattr(making, "Sealer", _full)
        assert backups.make_if_due(go_on) is None
    told = backups.state().made
    assert told is not None
    assert told.code == Trouble.DATABASE_FULL
    assert left_over(shop.folder) == []

    assert not backups.is_due(), "nobody is told the same every ten minutes"
    shop.clock.set(datetime(2026, 3, 2, 15, tzinfo=UTC))
    assert backups.is_due()
    assert backups.make_if_due(go_on) is not None
    assert not backups.is_due()
    assert backups.make_if_due(go_on) is None


def _full(*_args: object) -> None:
    raise OSError(28, "No space left on device")


def test_books_that_do_not_tie_are_backed_up_and_told(shop: Shop) -> None:
    shop.sold("1 x PHỞ @ 100000")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER tr_sale_update")
        tx.exec_driver_sql("UPDATE sale SET note = 'sửa tay'")
        tx.exec_driver_sql(
            "CREATE TRIGGER tr_sale_update BEFORE UPDATE ON sale BEGIN SELECT RAISE(ABORT, 'sale: append-only'); END"
        )
    assert backed_up(shop).problems == 1


def test_a_shop_with_a_strange_trigger_is_not_backed_up(shop: Shop) -> None:
    backups, owner = backups_of(shop), shop.person(OWNER).id
    backups.set_passphrase(PASSPHRASE, owner)
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("CREATE TRIGGER mine AFTER INSERT ON sale BEGIN UPDATE account SET balance = 0; END")
    with refused(Code.BACKUP_STRANGE):
        backups.make(go_on, owner)
    assert backups.state().backups == ()


def test_a_file_that_nobody_signed_for_is_in_the_journal_too(shop: Shop, tmp_path: Path) -> None:
    backed_up(shop)
    backups_of(shop).make(go_on, None, tmp_path / "f.kqbackup")

    assert shop.rows("SELECT kind, staff_id FROM journal ORDER BY seq DESC LIMIT 1") == [(Event.BACKED_UP, None)]


def test_a_lesson_is_never_backed_up(shop: Shop) -> None:
    backed_up(shop)
    till = replace(shop.till, shop=replace(shop.till.shop, is_training=True))
    with refused(Code.NOT_ALLOWED):
        Backups(till, QUICK).make(go_on, shop.person(OWNER).id)
    shop.on("2026-03-02 10:00")
    closed(shop.desk)
    assert not Backups(till, QUICK).is_due()
    assert backups_of(shop).is_due()
