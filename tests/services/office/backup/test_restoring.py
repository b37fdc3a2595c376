"""A backup in the place of the shop: what comes back, what stays gone, and how anybody can tell."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pos_desktop.core.codes import epoch_of
from pos_desktop.core.errors import Code, Trouble
from pos_desktop.gateways.backup_book import load_book
from pos_desktop.gateways.erased import FILE_NAME as ERASED
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.services.members.erasing import Erase
from pos_desktop.services.office.backup import placing
from pos_desktop.services.office.backup.restoring import candidate
from pos_desktop.services.selling.receipts import Sought
from pos_desktop.storage import copies
from pos_desktop.storage.opening import FILE_NAME
from tests.services.office.backup.conftest import MEMBER, PHONE
from tests.support.backups import PASSPHRASE, backed_up, backups_of, go_on, restored
from tests.support.refusals import in_trouble, refused
from tests.support.shop import MANAGER, OWNER, Shop


def test_the_shop_is_what_it_was_and_says_that_it_was_restored(later: Shop, file: Path) -> None:
    assert later.count("sale") == 2
    done = restored(later, file)

    assert (done.sales, done.epoch, done.erased) == (1, 1, 0)
    assert later.count("sale") == 1
    assert later.books().tie
    row = later.rows("SELECT epoch, taken_at, at, staff_id FROM restoration")
    assert row == [(1, "2026-03-02T02:00:00.000000Z", "2026-03-02T05:00:00.000000Z", later.person(OWNER).id)]
    kind, body = later.rows("SELECT kind, body FROM journal ORDER BY seq DESC LIMIT 1")[0]
    assert kind == "restored"
    assert '"restoration"' in body, "the row is witnessed"
    assert later.desk.members.find(PHONE).row.name == MEMBER


def test_the_old_shop_is_put_aside_whole(later: Shop, file: Path) -> None:
    restored(later, file)
    old = later.folder / placing.OLD

    assert {path.name for path in old.iterdir()} == {FILE_NAME, KEYS_FILE}
    with closing(sqlite3.connect(old / FILE_NAME)) as raw:
        assert raw.execute("SELECT count(*) FROM sale").fetchone() == (2,)
    assert not list(later.folder.glob("*.making"))
    assert not (later.folder / placing.READY).exists()


def test_the_old_shop_goes_after_a_month(later: Shop, file: Path) -> None:
    restored(later, file)
    old = later.folder / placing.OLD
    backed_up(later)
    assert old.exists()
    month_ago = old.stat().st_mtime - 31 * 86_400
    os.utime(old, (month_ago, month_ago))
    backed_up(later)
    assert not old.exists()


def test_each_restoration_is_an_epoch_of_its_own(later: Shop, file: Path) -> None:
    assert [restored(later, file).epoch for _ in range(2)] == [1, 2]
    later.sold("1 x TRÀ @ 20000")
    backed_up(later)
    assert later.rows("SELECT epoch FROM restoration") == [(2,)]


def test_a_journal_of_the_old_file_is_not_played_into_the_new(later: Shop, file: Path) -> None:
    """Finding 7 of the reliability page: an old `-wal` beside a copied file made a healthy wrong database."""
    later.sold("3 x PHỞ @ 100000")
    keeping = sqlite3.connect(later.folder / FILE_NAME)  # keeps the journal from being folded in and deleted
    keeping.execute("SELECT count(*) FROM sale").fetchone()
    later.close()
    wal = later.folder / f"{FILE_NAME}-wal"
    kept = wal.read_bytes()
    keeping.close()
    assert len(kept) > 4096, "the trap is set"
    wal.write_bytes(kept)
    restored(later, file)

    assert later.count("sale") == 1
    assert later.books().tie


def test_who_was_erased_after_the_backup_stays_erased(later: Shop, file: Path) -> None:
    account = later.member(MEMBER).row.account_id
    later.desk.erasing.erase(Erase("e1", account, "khách yêu cầu", later.person(MANAGER).id))
    done = restored(later, file)

    assert done.erased == 1
    assert later.desk.members.search("Thương") == []
    assert later.rows("SELECT balance FROM account WHERE id = ?", account)[0][0] > 0
    assert later.rows("SELECT reason, staff_id FROM erasure") == [("khách yêu cầu", later.person(MANAGER).id)]
    assert later.books().tie
    later.close()
    raw = (later.folder / FILE_NAME).read_bytes()
    for word in (MEMBER.encode(), b"trinh hoai thuong", PHONE[1:].encode()):
        assert word not in raw


@pytest.mark.parametrize("what", ["file", "database"])
def test_either_of_the_two_memories_of_erasures_is_enough(later: Shop, file: Path, what: str) -> None:
    account = later.member(MEMBER).row.account_id
    later.desk.erasing.erase(Erase("e1", account, "khách yêu cầu", later.person(MANAGER).id))
    later.close()
    if what == "file":
        (later.folder / FILE_NAME).write_bytes(b"not a database any more" * 1000)
    else:
        (later.folder / ERASED).unlink()
    with candidate(later.folder, file, PASSPHRASE, go_on, later.clock) as found:
        assert found.place("nobody").erased == 1
    later.reopen()
    assert later.desk.members.search("Thương") == []


def test_on_a_new_machine_it_becomes_the_shop_and_backups_go_on(later: Shop, file: Path, tmp_path: Path) -> None:
    new = tmp_path / "new machine"
    with candidate(new, file, PASSPHRASE, go_on, later.clock) as found:
        found.place(later.person(OWNER).id)
    shop = Shop(new, seed=99)

    assert shop.books().tie
    assert not (new / placing.OLD).exists()
    backups_of(shop).check_passphrase(PASSPHRASE)
    assert load_book(new).pair == load_book(later.folder).pair
    assert oct((new / KEYS_FILE).stat().st_mode)[-3:] == "600"
    shop.close()


def test_another_shop_s_folder_is_left_alone(shop: Shop, file: Path, later: Shop) -> None:
    shop.till.db.close()
    with closing(sqlite3.connect(shop.folder / FILE_NAME)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("UPDATE shop SET id = 'another'")
        raw.commit()
    with refused(Code.BACKUP_OTHER), candidate(shop.folder, file, PASSPHRASE, go_on):
        raise AssertionError("nothing was opened")


def test_while_somebody_sells_nothing_is_replaced(later: Shop, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "PATIENCE_SECONDS", 0)
    later.sold("1 x TRÀ @ 20000")  # the writing connection stays open
    with candidate(later.folder, file, PASSPHRASE, go_on, later.clock) as found, in_trouble(Trouble.DATABASE_LOCKED):
        found.place(later.person(OWNER).id)
    assert later.count("sale") == 3
    assert later.sold("1 x TRÀ @ 20000").serial == 4
    assert not (later.folder / placing.READY).exists()


def test_a_till_that_was_open_all_along_finds_its_shop_gone(later: Shop, file: Path) -> None:
    idle = Shop(later.folder, seed=55)
    with in_trouble(Trouble.DATABASE_LOCKED):
        restored(later, file)
    idle.till.db.close()  # as when its program was not used for long
    restored(later, file)
    with in_trouble(Trouble.DATABASE_GONE):
        idle.sold("1 x TRÀ @ 20000")
    idle.close()
    assert later.count("sale") == 1


# receipts across the restoration


def test_a_receipt_that_went_with_the_restoration_says_so(later: Shop, file: Path) -> None:
    early, late = (later.desk.sales.get(row[0]) for row in later.rows("SELECT id FROM sale ORDER BY number"))
    codes = [later.desk.sales.receipt_code(sale) for sale in (early, late)]
    assert [later.desk.refunds.find(code) for code in codes] == [early.id, late.id]
    restored(later, file)

    assert later.desk.refunds.find(codes[0]) == early.id
    with refused(Code.AFTER_BACKUP):
        later.desk.refunds.find(codes[1])
    with refused(Code.AFTER_BACKUP):
        later.desk.receipts.page(Sought(text=codes[1]))
    with refused(Code.UNKNOWN_SALE):
        later.desk.refunds.find(codes[1][:-1] + str((int(codes[1][-1]) + 1) % 10))


def test_a_number_given_out_twice_never_stands_for_both(later: Shop, file: Path) -> None:
    late = later.desk.sales.last()
    assert late is not None
    old_code = later.desk.sales.receipt_code(late)
    restored(later, file)
    later.on("2026-03-02 12:30")
    again = later.sold("5 x PHỞ @ 100000")
    new_code = later.desk.sales.receipt_code(again)

    assert (again.number, again.epoch) == (late.number, 1)
    assert old_code != new_code
    assert epoch_of(new_code, later.till.keys.codes) == 1
    assert later.desk.refunds.find(new_code) == again.id
    with refused(Code.AFTER_BACKUP):
        later.desk.refunds.find(old_code)


def test_a_claim_of_before_brings_nobody_the_points_of_after(later: Shop, file: Path) -> None:
    late = later.sold("4 x PHỞ @ 100000")
    old_claim = later.desk.sales.enclosed(late).claim
    restored(later, file)
    later.on("2026-03-02 12:30")
    later.sold("1 x TRÀ @ 20000")
    again = later.sold("1 x TRÀ @ 20000")
    assert again.serial == late.serial
    account = later.member("Bình").row.account_id
    with refused(Code.AFTER_BACKUP):
        later.desk.attaching.attach(_claimed(old_claim, account, later))
    assert later.desk.attaching.attach(_claimed(later.desk.sales.enclosed(again).claim, account, later))


def _claimed(claim: str, account_id: str, shop: Shop) -> object:
    from pos_desktop.services.members.points.attaching import Attach

    return Attach(os.urandom(8).hex(), claim, account_id, shop.person(OWNER).id)
