"""A damaged file or another shop's keys stop the till before it sells; books that do not tie are told."""

import sqlite3

import pytest

from pos_desktop.core.errors import Trouble
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.gateways.keys import make_keys
from pos_desktop.services.office.proofs.soundness import look
from pos_desktop.storage.opening import FILE_NAME
from tests.support.refusals import in_trouble


@pytest.fixture
def told(shop):
    shop.sold("3 x PHỞ @ 100000; member Lan")
    return shop


def test_a_sound_shop_is_sound(told):
    assert look(told.till) == []


def test_a_damaged_page_stops_the_till(told):
    told.close()
    path = told.folder / FILE_NAME
    raw = sqlite3.connect(path)
    page, size = raw.execute("SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_schema "
                             "WHERE name = 'entry'").fetchone()  # fmt: skip
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    damaged = bytearray(path.read_bytes())
    damaged[(page - 1) * size] ^= 0x40
    path.write_bytes(damaged)

    told.reopen()
    with in_trouble(Trouble.DATABASE_DAMAGED):
        look(told.till)


def test_another_shops_keys_stop_the_till(told):
    told.close()
    (told.folder / KEYS_FILE).unlink()
    make_keys(told.folder)

    told.reopen()
    with in_trouble(Trouble.KEYS_UNREADABLE):
        look(told.till)


def test_an_edited_balance_and_an_edited_journal_are_told(told):
    with told.till.db.write() as tx:
        assert tx.exec_driver_sql("UPDATE account SET balance = balance + 500").rowcount == 1
    assert look(told.till) == ["conservation"]

    with told.till.db.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER tr_journal_update")
        assert tx.exec_driver_sql("UPDATE journal SET body = '{}' WHERE seq = 2").rowcount == 1
    assert look(told.till) == ["chain", "conservation"]
