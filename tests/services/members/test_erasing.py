"""Erasing a member: nothing of them stays in the file, everything of the books does."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.members.erasing import Erase
from pos_desktop.services.members.merging import Merge
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.storage.migrations.run import copy_aside
from pos_desktop.storage.opening import FILE_NAME
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

NAME, PHONE = "Trịnh Hoài Thương", "0977112233"


@pytest.fixture
def account(shop):
    shop.enrolled(NAME, PHONE)
    shop.granted(NAME, 300)
    shop.sold(f"2 x PHỞ @ 100000; member {NAME}; redeem 60")
    return shop.member(NAME).row.account_id


def erase(shop, account_id, name=MANAGER, reason="khách yêu cầu", operation="e1"):
    return shop.desk.erasing.erase(Erase(operation, account_id, reason, shop.person(name).id))


def test_nobody_finds_them_any_more_and_the_books_still_tie(shop, account):
    card = shop.desk.members.card_of(shop.member(NAME).row.id)
    balance = shop.desk.members.picture(account).balance
    assert erase(shop, account).people == 1
    assert shop.desk.members.search("Thương") == []
    with refused(Code.UNKNOWN_MEMBER):
        shop.desk.members.find(PHONE)
    with refused(Code.CARD_REVOKED):
        shop.desk.members.find(card)
    assert shop.desk.members.picture(account).balance == balance
    assert shop.books().tie
    assert Verification(shop.till).run().ok


def test_the_file_holds_nothing_that_names_them(shop, account):
    erase(shop, account)
    with shop.till.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = (shop.till.db.path.parent / FILE_NAME).read_bytes()
    assert raw
    for word in (NAME.encode(), b"trinh hoai thuong", PHONE[1:].encode()):
        assert word not in raw


def test_who_was_merged_into_them_goes_too(shop, account):
    shop.enrolled("Thương Cũ", "0977112244")
    old = shop.member("Thương Cũ").row.account_id
    shop.desk.merging.merge(Merge("g1", old, account, "một người", shop.person(MANAGER).id))
    assert erase(shop, old).people == 2
    assert shop.rows("SELECT count(*) FROM member_phone WHERE e164 LIKE '%9771122%'") == [(0,)]
    assert b"9771122" not in b"".join(str(row).encode() for row in shop.rows("SELECT picture FROM member_merge"))


def test_once_and_harmless_to_send_twice(shop, account):
    assert not erase(shop, account).is_repeat
    assert erase(shop, account).is_repeat
    with refused(Code.ALREADY_ERASED):
        erase(shop, account, operation="e2")
    assert shop.count("erasure") == 1


@pytest.mark.parametrize(("name", "reason", "code"), [
    (CASHIER, "khách yêu cầu", Code.NOT_ALLOWED), (MANAGER, " ", Code.REASON_NEEDED),
])  # fmt: skip
def test_what_is_refused_erases_nothing(shop, account, name, reason, code):
    with refused(code):
        erase(shop, account, name, reason)
    assert shop.desk.members.search("Thương")


def test_the_phone_is_free_for_somebody_new(shop, account):
    erase(shop, account)
    shop.enrolled("Người Mới", PHONE)
    assert shop.member("Người Mới").balance.available == 0


def test_the_copy_that_an_upgrade_left_goes_with_them(shop, account):
    copy = copy_aside(shop.folder / FILE_NAME, 3)
    assert copy.stat().st_mode & 0o777 == 0o600 and PHONE[1:].encode() in copy.read_bytes()
    erase(shop, account)
    assert not copy.exists()
